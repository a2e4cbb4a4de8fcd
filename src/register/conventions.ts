// What the webhooks of a vendor have in common, as the register may say it; what is left out is inferred from the pages.
import { defined } from "../source/defined.ts";
import type { Position } from "../source/finding.ts";

/** What tells the webhooks of a version from each other: a member of the body by its path, or a header. */
export type Discriminator =
  | { readonly in: "body"; readonly path: string }
  | { readonly in: "header"; readonly name: string }
  /** Nothing: there is one webhook, and every request is it. */
  | { readonly in: "none"; readonly webhook: string };

/** Where a page shows the name that a webhook has on the wire. */
export type NameSource = "heading" | "sample" | "table" | "page";

export interface Batch {
  /** Path of the list that holds the webhooks; `[]` where the body is the list. */
  readonly path: string;
  /** The vendor counts an item that fails by itself, so that the others of its request are taken. */
  readonly partial?: boolean;
}

export type HmacScheme = "hmac-sha256" | "hmac-sha1" | "hmac-sha512";

/** A signature over the raw body, or over a text that holds it. */
export interface SignatureFields {
  readonly header: string;
  /** `hex` is in lower case. */
  readonly encoding?: "hex" | "hex-uppercase" | "base64";
  /** Text before the signature, as `sha256=`. */
  readonly prefix?: string;
  /** Names of the parts where one header holds several, as `t=…,v1=…`. */
  readonly parts?: { readonly timestamp?: string; readonly signature: string };
  /** What is signed: `body`, or a template with `{id}`, `{timestamp}`, `{url}` and `{body}`. Default `body`. */
  readonly signed?: string;
  /** Header that holds the time of signing. */
  readonly timestamp?: string;
  /** Header that holds the id of the delivery, where it is signed too. */
  readonly id?: string;
  /** Seconds by which that time may differ from now. Default 300. */
  readonly tolerance?: number;
}

/** How a receiver knows that a webhook is genuine. */
export type Authentication =
  | { readonly scheme: "secret"; readonly path: string }
  | ({ readonly scheme: HmacScheme } & SignatureFields)
  | ({ readonly scheme: "ed25519" | "rsa-sha256" } & SignatureFields)
  /** With `headerPrefix` the headers begin with another word than `webhook-`. */
  | { readonly scheme: "standard-webhooks"; readonly headerPrefix?: string; readonly tolerance?: number }
  /** Without a header: one that the user chooses when the webhook is set up. */
  | { readonly scheme: "token" | "bearer" | "basic"; readonly header?: string; readonly prefix?: string }
  /** `none`: the docs say that there is none; `undocumented`: they say nothing. */
  | { readonly scheme: "none" | "undocumented" };

/** How a vendor tries an address out: a parameter of a query, HEAD, or a member of a body. */
export type Challenge =
  | { readonly query: string }
  | { readonly head: true }
  | { readonly body: string; readonly equals?: string | number | boolean; readonly status?: 200 | 204 };

/** What a register says about conventions; the nearer of two registers' entries wins, member by member. */
export interface DeclaredConventions {
  readonly names?: Declared<NameSource>;
  readonly discriminator?: Declared<Discriminator>;
  /** `none`: the body is the payload. */
  readonly payload?: Declared<{ readonly path?: string }>;
  readonly batch?: Declared<Batch>;
  readonly authentication?: Declared<Authentication>;
  readonly timeout?: Declared<number>;
  readonly delivery?: Declared<{ readonly header: string }>;
  /** The field of a form that holds the JSON, where the vendor may send one. */
  readonly form?: Declared<string>;
  readonly challenge?: Declared<readonly Challenge[]>;
  /** The title of the samples to follow, where others beside them show the same bodies in another format. */
  readonly format?: Declared<string>;
  /** Headings whose sections are about something else. */
  readonly ignore?: Declared<readonly string[]>;
}

export interface Declared<Value> {
  readonly value: Value;
  readonly at: Position;
}

/** As the file has them. */
export interface RawConventions {
  readonly names?: NameSource;
  readonly discriminator?: string | { readonly header: string } | { readonly only: string };
  readonly payload?: string;
  readonly batch?: string | Batch;
  readonly authentication?:
    | "none"
    | "undocumented"
    | { readonly body: string }
    | Exclude<Authentication, { readonly scheme: "secret" | "none" | "undocumented" | "token" | "bearer" | "basic" }>
    | Extract<Authentication, { readonly scheme: "token" | "bearer" | "basic" }>;
  readonly timeout?: number;
  readonly delivery?: { readonly header: string };
  readonly form?: string;
  readonly challenge?: Challenge | readonly Challenge[];
  readonly format?: string;
  readonly ignore?: readonly string[];
}

/** @param at finds the place of a value by its JSON Pointer */
export function readConventions(
  raw: RawConventions | undefined,
  pointer: string,
  at: (pointer: string) => Position,
): DeclaredConventions {
  if (raw === undefined) return {};
  const { discriminator, payload, batch, authentication, challenge } = raw;
  const declared = <Value>(name: keyof RawConventions, value: Value | undefined): Declared<Value> | undefined =>
    value === undefined ? undefined : { value, at: at(`${pointer}/${name}`) };
  return defined({
    names: declared("names", raw.names),
    discriminator: declared("discriminator", discriminator === undefined ? undefined : discriminatorOf(discriminator)),
    payload: declared("payload", payload === undefined ? undefined : payload === "none" ? {} : { path: payload }),
    batch: declared("batch", typeof batch === "string" ? { path: batch } : batch),
    authentication: declared("authentication", authentication && authenticationOf(authentication)),
    timeout: declared("timeout", raw.timeout),
    delivery: declared("delivery", raw.delivery),
    form: declared("form", raw.form),
    challenge: declared("challenge", challenge && [challenge].flat()),
    format: declared("format", raw.format),
    ignore: declared("ignore", raw.ignore),
  });
}

function discriminatorOf(raw: NonNullable<RawConventions["discriminator"]>): Discriminator {
  if (typeof raw === "string") return { in: "body", path: raw };
  return "only" in raw ? { in: "none", webhook: raw.only } : { in: "header", name: raw.header };
}

function authenticationOf(raw: NonNullable<RawConventions["authentication"]>): Authentication {
  if (typeof raw === "string") return { scheme: raw };
  if ("body" in raw) return { scheme: "secret", path: raw.body };
  switch (raw.scheme) {
    case "bearer":
    case "basic":
      return { ...raw, header: raw.header ?? "authorization" };
    default:
      return raw;
  }
}
