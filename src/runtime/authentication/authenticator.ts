// Decides whether a webhook is genuine: by its version's convention, by a function of the caller, or not at all where that is
// said in words.
import { isObject, type Body, type Json, type JsonObject } from "../read-body.ts";
import type { RequestInfo } from "../check-request.ts";
import type { VersionInfo } from "../version-info.ts";
import type { MaybePromise } from "../platform/web.ts";
import { headerOf, type AuthenticationConvention, type FixedHeader, type SignedHeader } from "./schemes.ts";
import { match, readSecrets, REDACTED, redactor } from "./keys.ts";
import { needsUrl, signatureCheck } from "./signature.ts";

/** What is known of a request when its body is read. */
export interface VerifyRequest extends RequestInfo {
  /** The body, parsed. */
  readonly json: unknown;
  /** The bytes of the body, unpacked; undefined where something before the receiver parsed it and kept none. */
  readonly body: Uint8Array | undefined;
}

/** Decides whether a webhook is genuine. */
export type Verify = (request: VerifyRequest) => boolean | Promise<boolean>;

export interface SecretOptions {
  /**
   * The secret that the webhooks are registered with, or several while one is rotated out; of schemes with a key pair the
   * public key. Never empty.
   */
  readonly secret: string | readonly string[];
  /** The header that carries a token, where its name is yours to choose. */
  readonly header?: string;
  /** The address that the webhooks are sent to, where it is signed too. */
  readonly url?: string;
  /** Decides instead of the secret, which is taken out of the body all the same. */
  readonly verify?: Verify;
  readonly authentication?: never;
}

export interface VerifyOptions {
  /** Takes the place of the version's own scheme. */
  readonly verify: Verify;
  readonly secret?: never;
  readonly authentication?: never;
}

export interface NoneOptions {
  /** In words, for a vendor whose webhooks carry no proof: whoever knows the address can send them. */
  readonly authentication: "none";
  readonly secret?: never;
  readonly verify?: never;
}

/** One of three ways to say what is genuine; none is a default. */
export type AuthenticationOptions = SecretOptions | OwnAuthentication;

/** Of a version whose docs know no proof. */
export type OwnAuthentication = VerifyOptions | NoneOptions;

export interface Authenticator {
  /** Whether the body has to be parsed before it can be checked. */
  readonly parsed: boolean;
  /** Position of the secret that fits, 0 where none is asked for, or -1. Throws where the bytes that were signed are gone. */
  readonly check: (body: Body, request: RequestInfo) => MaybePromise<number>;
  /** The webhook without its secret: changed in place where it is `own`, copied where it was given. */
  readonly withoutSecret: (json: Json, own: boolean) => Json;
  /** The text without any of the secrets. */
  readonly redact: (text: string) => string;
}

/** Throws a TypeError that shows no secret for options that would let every webhook pass unasked. */
export function authenticator(
  { version, authentication: convention }: Pick<VersionInfo, "version" | "authentication">,
  options: AuthenticationOptions,
): Authenticator {
  const { secret, verify, authentication } = options;
  if (authentication === "none") {
    if (secret !== undefined || verify !== undefined)
      throw new TypeError('authentication "none" goes with neither secret nor verify');
    return { parsed: false, check: () => 0, withoutSecret: same, redact: same };
  }
  if (authentication !== undefined)
    throw new TypeError(`authentication is "none" or left out, not ${JSON.stringify(authentication)}`);
  if (verify !== undefined) {
    if (typeof verify !== "function") throw new TypeError(`verify is a function, not ${typeof verify}`);
    if (secret === undefined) return { ...byFunction(verify), withoutSecret: same, redact: same };
  }
  const { scheme } = convention;
  if (scheme === "none" || scheme === "undocumented") {
    throw new TypeError(
      `the docs of version ${version} know no way to prove that a webhook is genuine; pass verify, or authentication: "none" to take webhooks from anybody`,
    );
  }
  const bySecret = checkOf(convention, { ...options, secret: secret ?? [] });
  return verify === undefined ? bySecret : { ...bySecret, ...byFunction(verify) };
}

type Check = Pick<Authenticator, "parsed" | "check">;

function byFunction(verify: Verify): Check {
  const check: Check["check"] = (body, request) => {
    const parsed = body.parse();
    const json = "json" in parsed ? parsed.json : undefined;
    const genuine = verify({ ...request, json, body: body.bytes() });
    return genuine instanceof Promise ? genuine.then((yes) => (yes ? 0 : -1)) : genuine ? 0 : -1;
  };
  return { parsed: true, check };
}

function checkOf(convention: AuthenticationConvention, options: SecretOptions): Authenticator {
  const secrets = readSecrets(options.secret);
  const redact = redactor(secrets);
  if (convention.scheme === "secret") return { ...inBody(secrets, convention.path), redact };
  const header = headerOf(convention);
  if (header === undefined) throw new TypeError(`there is no scheme "${convention.scheme}"`);
  const check = "text" in header ? byText(secrets, header, options.header) : bySignature(secrets, header, options.url);
  return { parsed: false, check, withoutSecret: same, redact };
}

function inBody(secrets: readonly string[], path: readonly string[]): Omit<Authenticator, "redact"> {
  return {
    parsed: true,
    check: (body) => {
      const parsed = body.parse();
      return "json" in parsed ? match(secrets, memberAt(parsed.json, path)) : -1;
    },
    withoutSecret: (json, own) => (isObject(json) ? withMember(json, path, own) : json),
  };
}

function byText(
  secrets: readonly string[],
  { header, text, normalized = same }: FixedHeader,
  chosen: string | undefined,
): Authenticator["check"] {
  const name = (chosen ?? header)?.toLowerCase();
  if (name === undefined || name === "")
    throw new TypeError("the header that carries the token is yours to choose: pass its name as header");
  const texts = secrets.map(text);
  return (_body, request) => {
    const given = request.header?.(name);
    return match(texts, given === undefined ? undefined : normalized(given));
  };
}

function bySignature(
  secrets: readonly string[],
  header: SignedHeader,
  url: string | undefined,
): Authenticator["check"] {
  if (needsUrl(header) && url === undefined)
    throw new TypeError("the address that webhooks are sent to is signed: pass it as url");
  const check = signatureCheck(header, secrets.map(header.key), url);
  let warned = false;
  return (body, request) => {
    const bytes = body.bytes();
    if (bytes !== undefined) return check(bytes, request);
    const problem = `a signature is over the bytes of the body, which something parsed before the receiver got it and did not keep: ${request.keepRaw ?? "hand on its text or bytes"}`;
    if (!warned) {
      warned = true;
      // eslint-disable-next-line no-console -- every webhook fails until somebody reads this
      console.error(problem);
    }
    throw new Error(problem);
  };
}

/** The value at a path of own members; undefined where there is none. */
export function memberAt(json: unknown, path: readonly string[]): unknown {
  let value = json;
  for (const step of path) {
    if (!isKeyed(value) || !Object.hasOwn(value, step)) return undefined;
    value = value[step];
  }
  return value;
}

/** An object or a list. */
function isKeyed(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null;
}

function withMember(json: JsonObject, path: readonly string[], own: boolean, at = 0): JsonObject {
  const step = path[at] ?? "";
  const inner = json[step];
  const value = at === path.length - 1 ? REDACTED : isObject(inner) ? withMember(inner, path, own, at + 1) : inner;
  if (!own) return { ...json, [step]: value };
  json[step] = value;
  return json;
}

function same<Value>(value: Value): Value {
  return value;
}
