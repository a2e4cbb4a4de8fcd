// Bodies and requests for tests: a documented sample, with members put in the place of its own, signed as the vendor does.
import { signedRequest, type SignedRequest, type SigningOptions } from "./authentication/sign.js";
import type { VersionInfo } from "./version-info.js";

export type { SignedRequest, SigningOptions } from "./authentication/sign.js";

/** Any part of a value: members at any depth may be left out, lists are given whole, `undefined` takes a member away. */
export type DeepPartial<T> = T extends readonly unknown[]
  ? T
  : T extends object
    ? { readonly [Member in keyof T]?: DeepPartial<T[Member]> | undefined }
    : T;

/** The documented bodies of each webhook, in the order of the page. Never changed. */
export type Samples<ByName> = { readonly [Name in keyof ByName]?: readonly unknown[] };

export interface SampleOptions {
  /** Which of several samples, from 0. */
  readonly index?: number;
}

/**
 * A fresh body of a webhook, yours to change. Throws a RangeError where the page shows no such sample. What is
 * overridden is not held against the schema.
 */
export type Sampler<ByName> = <Name extends keyof ByName & string>(
  name: Name,
  overrides?: DeepPartial<ByName[Name]>,
  options?: SampleOptions,
) => ByName[Name];

/** Binds a sampler to a version: its webhooks as a type, its samples as values. */
export function createSampler<ByName>(samples: Samples<ByName>): Sampler<ByName> {
  return <Name extends keyof ByName & string>(
    name: Name,
    overrides?: DeepPartial<ByName[Name]>,
    { index = 0 }: SampleOptions = {},
  ): ByName[Name] => {
    const sample = Object.hasOwn(samples, name) ? samples[name]?.[index] : undefined;
    const body = sample === undefined ? undefined : merged(sample, overrides);
    if (!isBody<ByName[Name]>(body)) {
      throw new RangeError(`there is no sample ${String(index)} of ${JSON.stringify(name)}`);
    }
    return body;
  };
}

export interface RequestOptions<Body> extends SampleOptions, SigningOptions {
  readonly overrides?: DeepPartial<Body> | undefined;
}

/**
 * A genuine request of a webhook, fit for `fetch(url, request)`: a sample as the body, and what proves it by the version's
 * convention. Rejects where there is no such sample, or no secret that the convention asks for.
 */
export type RequestSigner<ByName> = <Name extends keyof ByName & string>(
  name: Name,
  options?: RequestOptions<ByName[Name]>,
) => Promise<SignedRequest>;

/** Binds a signer to a version. */
export function createRequestSigner<ByName>(sampleOf: Sampler<ByName>, info: VersionInfo): RequestSigner<ByName> {
  return async <Name extends keyof ByName & string>(
    name: Name,
    { overrides, index, ...signing }: RequestOptions<ByName[Name]> = {},
  ): Promise<SignedRequest> => {
    const body = sampleOf(name, overrides, index === undefined ? {} : { index });
    return await signedRequest(info, name, body, signing);
  };
}

/** That the samples are of their types was checked when they were generated. */
function isBody<Body>(value: unknown): value is Body {
  return typeof value === "object" && value !== null;
}

/** Shares nothing with either argument but what is no plain object and no list. */
function merged(base: unknown, overrides: unknown): unknown {
  if (overrides === undefined) return copied(base);
  if (!isPlain(base) || !isPlain(overrides)) return copied(overrides);
  const made = {};
  for (const [name, value] of Object.entries(base)) {
    if (value !== undefined && !Object.hasOwn(overrides, name)) put(made, name, copied(value));
  }
  for (const [name, value] of Object.entries(overrides)) {
    if (value !== undefined) put(made, name, merged(own(base, name), value));
  }
  return inOrderOf(base, made);
}

function copied(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(copied);
  return isPlain(value) ? merged(value, {}) : value;
}

/** The sample's members first and in its order, then those that were added. */
function inOrderOf(base: object, made: object): object {
  const ordered = {};
  for (const name of new Set([...Object.keys(base), ...Object.keys(made)])) {
    if (Object.hasOwn(made, name)) put(ordered, name, own(made, name));
  }
  return ordered;
}

function isPlain(value: unknown): value is object {
  if (typeof value !== "object" || value === null) return false;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function own(object: object, name: string): unknown {
  return Object.getOwnPropertyDescriptor(object, name)?.value;
}

/** Also where the name is `__proto__`: a member like any other. */
function put(object: object, name: string, value: unknown): void {
  Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
}
