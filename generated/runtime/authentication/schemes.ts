// How webhooks prove where they come from: a row a scheme. A row makes of a vendor's convention and one secret what a genuine
// request carries beside its body: a header of a fixed text, or one with a signature.
import { type Platform, withPlatform } from "../platform/load.js";
import type { Algorithm, Bytes, Encoding, Hash, MaybePromise } from "../platform/web.js";
import { fromBase64, fromHex, privateKey, publicKey, toBase64, utf8, match } from "./keys.js";

/** A signature over the raw body, or over a text that holds it. */
export interface SignatureConvention {
  readonly header: string;
  /** `hex` is in lower case. Default `hex`, for RSA `base64`. */
  readonly encoding?: Encoding | "hex-uppercase";
  /** Text before each signature, as `sha256=`. */
  readonly prefix?: string;
  /** Names of the parts where the header holds several, as `t=…,v1=…`. */
  readonly parts?: { readonly timestamp?: string; readonly signature: string };
  /** What is signed: `body`, or a template with `{id}`, `{timestamp}`, `{url}` and `{body}`. Default `body`. */
  readonly signed?: string;
  /** Header that holds the time of signing. */
  readonly timestamp?: string;
  /** Header that holds the id of the delivery. */
  readonly id?: string;
  /** Seconds by which that time may differ from now. Default 300. */
  readonly tolerance?: number;
}

export type AuthenticationConvention =
  | { readonly scheme: "secret"; readonly path: readonly string[] }
  | ({ readonly scheme: `hmac-${Hash}` | Algorithm } & SignatureConvention)
  | { readonly scheme: "standard-webhooks"; readonly headerPrefix?: string; readonly tolerance?: number }
  | { readonly scheme: "token" | "bearer" | "basic"; readonly header?: string; readonly prefix?: string }
  | { readonly scheme: "none" | "undocumented" };

/** Whether one of some signatures is what a secret makes of the signed bytes. */
export type Key = (signatures: readonly string[], data: Bytes) => MaybePromise<boolean>;

export interface FixedHeader {
  readonly header: string | undefined;
  /** The header's whole text for a secret. */
  readonly text: (secret: string) => string;
  /** The given text as `text` would write it. */
  readonly normalized?: (given: string) => string;
}

export interface SignedHeader extends SignatureConvention {
  /** Between several signatures of one header. */
  readonly separator: string;
  /** Throws a TypeError for a secret that can be no key. */
  readonly key: (secret: string) => Key;
  /** For senders; of a private key where receivers have the public one. */
  readonly sign: (secret: string) => (data: Bytes) => MaybePromise<string>;
}

type Plain = Extract<AuthenticationConvention, { readonly scheme: "token" | "bearer" | "basic" }>;
type Standard = Extract<AuthenticationConvention, { readonly scheme: "standard-webhooks" }>;

const plainSchemes: Readonly<Record<Plain["scheme"], (convention: Plain) => FixedHeader>> = {
  token: ({ header, prefix = "" }) => ({ header, text: (secret) => prefix + secret }),
  bearer: ({ header = "authorization" }) => fixed(header, "Bearer", (secret) => secret),
  basic: ({ header = "authorization" }) => fixed(header, "Basic", (secret) => toBase64(utf8(secret))),
};

const signedSchemes: Readonly<Record<`hmac-${Hash}` | Algorithm, (convention: SignatureConvention) => SignedHeader>> = {
  "hmac-sha1": (convention) => signedBy(convention, "sha1", utf8),
  "hmac-sha256": (convention) => signedBy(convention, "sha256", utf8),
  "hmac-sha512": (convention) => signedBy(convention, "sha512", utf8),
  ed25519: (convention) => keyPair(convention, "ed25519", "hex"),
  "rsa-sha256": (convention) => keyPair(convention, "rsa-sha256", "base64"),
};

function standardWebhooks({ headerPrefix = "webhook-", tolerance }: Standard): SignedHeader {
  const convention: SignatureConvention = {
    ...{ header: `${headerPrefix}signature`, id: `${headerPrefix}id`, timestamp: `${headerPrefix}timestamp` },
    ...{ signed: "{id}.{timestamp}.{body}", encoding: "base64", prefix: "v1," },
    ...(tolerance !== undefined && { tolerance }),
  };
  return { ...signedBy(convention, "sha256", standardKey), separator: " " };
}

/** Undefined where nothing but the body can prove anything. */
export function headerOf(convention: AuthenticationConvention): FixedHeader | SignedHeader | undefined {
  switch (convention.scheme) {
    case "secret":
    case "none":
    case "undocumented":
      return undefined;
    case "token":
    case "bearer":
    case "basic":
      return plainSchemes[convention.scheme](convention);
    case "standard-webhooks":
      return standardWebhooks(convention);
    default:
      return signedSchemes[convention.scheme](convention);
  }
}

/** The first word of such a header is in any case of letters. */
function fixed(header: string, word: string, credentials: (secret: string) => string): FixedHeader {
  return {
    header,
    text: (secret) => `${word} ${credentials(secret)}`,
    normalized: (given) =>
      given.slice(0, word.length).toLowerCase() === word.toLowerCase()
        ? `${word} ${given.slice(word.length).trimStart()}`
        : given,
  };
}

function signedBy(convention: SignatureConvention, hash: Hash, keyOf: (secret: string) => Bytes): SignedHeader {
  const { encoding = "hex" } = convention;
  const isUpper = encoding === "hex-uppercase";
  const written = (text: string): string => (isUpper ? text.toUpperCase() : text);
  const sign = (secret: string): ((data: Bytes) => MaybePromise<string>) => {
    const key = keyOf(secret);
    const digest = once(({ hmac }) => hmac(hash, key));
    return (data) =>
      chained(
        digest((make) => make(data, encoding === "base64" ? "base64" : "hex")),
        written,
      );
  };
  const key = (secret: string): Key => {
    const digest = sign(secret);
    return (signatures, data) => chained(digest(data), (text) => match(signatures, text) >= 0);
  };
  return { ...convention, separator: ",", key, sign };
}

/** Receivers have the public key, senders the private one. */
function keyPair(convention: SignatureConvention, algorithm: Algorithm, usual: Encoding): SignedHeader {
  const { encoding = usual } = convention;
  return {
    ...convention,
    separator: ",",
    key: (secret) => publicKeyOf(algorithm, publicKey(algorithm, secret), encoding),
    sign: (secret) => {
      const key = privateKey(algorithm, secret);
      const sign = once(({ signer }) => signer(algorithm, key));
      return (data) => sign((make) => make(data, encoding === "base64" ? "base64" : "hex"));
    },
  };
}

function publicKeyOf(algorithm: Algorithm, spki: Bytes, encoding: SignatureConvention["encoding"]): Key {
  const verify = once(({ verifier }) => verifier(algorithm, spki));
  const decode = encoding === "base64" ? fromBase64 : fromHex;
  const fits = (signature: string, data: Bytes): MaybePromise<boolean> => {
    const bytes = decode(encoding === "hex-uppercase" ? lowered(signature) : signature);
    return bytes !== undefined && verify((make) => make(bytes, data));
  };
  return (signatures, data) =>
    chained(
      firstFitting(signatures, (signature) => fits(signature, data)),
      (at) => at >= 0,
    );
}

function lowered(signature: string): string {
  return /[a-f]/.test(signature) ? "" : signature.toLowerCase();
}

/** Keys are written in Base64, behind a word that says so: `whsec_…`. */
function standardKey(secret: string): Bytes {
  const [, marked, rest = ""] = /^((?:v\d,)?whsec_)?(.*)$/s.exec(secret.trim()) ?? [];
  const key = fromBase64(rest);
  if (key !== undefined) return key;
  if (marked === undefined) return utf8(secret);
  throw new TypeError("what follows whsec_ in a secret is Base64");
}

/** Position of the first item that fits, or -1; without waiting where none has to be waited for. */
export function firstFitting<Item>(
  items: readonly Item[],
  fits: (item: Item) => MaybePromise<boolean>,
  from = 0,
): MaybePromise<number> {
  for (let at = from; at < items.length; at += 1) {
    const item = items[at];
    const fit = item !== undefined && fits(item);
    if (fit instanceof Promise) return fit.then((yes) => (yes ? at : firstFitting(items, fits, at + 1)));
    if (fit) return at;
  }
  return -1;
}

/** What a platform makes is made with the first request, and kept. */
function once<Made>(
  make: (platform: Platform) => Made,
): <Value>(use: (made: Made) => MaybePromise<Value>) => MaybePromise<Value> {
  let kept: { readonly made: Made } | undefined;
  return (use) =>
    kept === undefined ? withPlatform((platform) => use((kept ??= { made: make(platform) }).made)) : use(kept.made);
}

/** Goes on at once where a value is there at once. */
export function chained<From, To>(value: MaybePromise<From>, go: (value: From) => MaybePromise<To>): MaybePromise<To> {
  return value instanceof Promise ? value.then(go) : go(value);
}
