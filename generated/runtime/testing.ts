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

/**
 * What may be in the place of a sample's members. A variant of a union is named by its discriminator and partial beside it; one
 * of `Whole`, which has no documented sample, is given whole.
 */
export type Overrides<T, Whole = never> = T extends readonly unknown[]
  ? T
  : T extends object
    ? [Whole] extends [never]
      ? DeepPartial<T>
      : T extends Whole
        ? T
        : { readonly [Member in keyof T]?: Overrides<T[Member], Whole> | undefined }
    : T;

export interface DocumentedSample {
  /** As the reference calls it. */
  readonly title?: string;
  readonly body: unknown;
}

/** What a version knows of its samples. Never changed. */
export interface DocumentedSamples<ByName> {
  /** The bodies of each webhook, in the order of the reference. */
  readonly samples: { readonly [Name in keyof ByName]?: readonly DocumentedSample[] };
  /** Where the payload is in a body; absent where that is the whole body, or differs. */
  readonly payload?: readonly string[];
  /** Where bodies hold one of several variants; `variants` is an index of the list below. */
  readonly places?: Readonly<
    Record<string, readonly { readonly path: readonly string[]; readonly variants: number }[]>
  >;
  /** Samples of variants by the value of the member that discriminates them. */
  readonly variants?: readonly { readonly member: string; readonly samples: Readonly<Record<string, unknown>> }[];
}

export interface SampleOptions {
  /** Which of several samples, from 0. */
  readonly index?: number;
  /** Which of several samples, as the reference calls it. */
  readonly title?: string;
}

/**
 * A fresh body of a webhook, yours to change. Overrides are of the body or, where none of their members is one of it, of its
 * payload; one that names another variant than the sample's begins with the documented sample of that variant. Throws a
 * RangeError where there is no such sample. What is overridden is not compared with the schema.
 */
export type Sampler<ByName, PayloadByName extends Record<keyof ByName, unknown> = ByName, Whole = never> = <
  Name extends keyof ByName & string,
>(
  name: Name,
  overrides?: Overrides<ByName[Name], Whole> | Overrides<PayloadByName[Name], Whole>,
  options?: SampleOptions,
) => ByName[Name];

/** Binds a sampler to a version: its webhooks and payloads as types, its samples as values. */
export function createSampler<ByName, PayloadByName extends Record<keyof ByName, unknown> = ByName, Whole = never>({
  samples,
  payload = [],
  places = {},
  variants = [],
}: DocumentedSamples<ByName>): Sampler<ByName, PayloadByName, Whole> {
  return <Name extends keyof ByName & string>(
    name: Name,
    overrides?: unknown,
    { title, index }: SampleOptions = {},
  ): ByName[Name] => {
    const documented = (Object.hasOwn(samples, name) ? samples[name] : undefined) ?? [];
    const sample = title === undefined ? documented[index ?? 0] : documented.find((one) => one.title === title);
    const body = copied(sample?.body);
    const wanted = isOfPayload(overrides, body, payload) ? nested(payload, overrides) : overrides;
    for (const { path, variants: at } of (Object.hasOwn(places, name) ? places[name] : undefined) ?? []) {
      const union = variants[at];
      if (union !== undefined) chooseVariant(body, wanted, path, union, documented);
    }
    const made = body === undefined ? undefined : merged(body, wanted);
    if (!isBody<ByName[Name]>(made)) {
      const titles = documented.flatMap((one) => (one.title === undefined ? [] : [JSON.stringify(one.title)]));
      const known = titles.length === 0 ? "" : `; there are ${titles.join(", ")}`;
      throw new RangeError(
        `there is no sample ${JSON.stringify(title ?? index ?? 0)} of ${JSON.stringify(name)}${known}`,
      );
    }
    return made;
  };
}

/** Overrides of which no member is one of the body; a list is a payload. */
function isOfPayload(overrides: unknown, body: unknown, payload: readonly string[]): boolean {
  if (payload.length === 0 || overrides === undefined) return false;
  if (!isPlain(overrides) || !isPlain(body)) return true;
  const names = Object.keys(overrides);
  return names.length > 0 && !names.some((name) => Object.hasOwn(body, name));
}

function nested(path: readonly string[], value: unknown): unknown {
  return path.reduceRight<unknown>((inner, name) => ({ [name]: inner }), value);
}

/** Puts a sample of the wanted variant in the place of that of another one; nothing where none is documented. */
function chooseVariant(
  body: unknown,
  wanted: unknown,
  path: readonly string[],
  { member, samples }: { readonly member: string; readonly samples: Readonly<Record<string, unknown>> },
  documented: readonly DocumentedSample[],
): void {
  const kindOf = (value: unknown): unknown => (isPlain(value) ? own(value, member) : undefined);
  const kind = kindOf(at(wanted, path));
  const parent = at(body, path.slice(0, -1));
  const last = path.at(-1);
  if (kind === undefined || kind === kindOf(at(body, path)) || !isPlain(parent) || last === undefined) return;
  const shown = documented.map((one) => at(one.body, path)).find((value) => kindOf(value) === kind);
  put(parent, last, copied(shown ?? own(samples, String(kind)) ?? {}));
}

function at(value: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((here, name) => (isPlain(here) ? own(here, name) : undefined), value);
}

export interface RequestOptions<Overriding> extends SampleOptions, SigningOptions {
  readonly overrides?: Overriding | undefined;
}

/**
 * A genuine request of a webhook, fit for `fetch(url, request)`: a sample as the body, and what proves it by the version's
 * convention. Rejects where there is no such sample, or no secret that the convention asks for.
 */
export type RequestSigner<ByName, PayloadByName extends Record<keyof ByName, unknown> = ByName, Whole = never> = <
  Name extends keyof ByName & string,
>(
  name: Name,
  options?: RequestOptions<Overrides<ByName[Name], Whole> | Overrides<PayloadByName[Name], Whole>>,
) => Promise<SignedRequest>;

/** Binds a signer to a version. */
export function createRequestSigner<
  ByName,
  PayloadByName extends Record<keyof ByName, unknown> = ByName,
  Whole = never,
>(sampleOf: Sampler<ByName, PayloadByName, Whole>, info: VersionInfo): RequestSigner<ByName, PayloadByName, Whole> {
  return async (name, { overrides, index, title, ...signing } = {}): Promise<SignedRequest> => {
    const body = sampleOf(name, overrides, {
      ...(index !== undefined && { index }),
      ...(title !== undefined && { title }),
    });
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
