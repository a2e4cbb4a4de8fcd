// Decides whether a webhook is genuine: a secret in its body, a function of the caller, or nothing at all where that is said in words.
import { isObject, type Json, type JsonObject } from "./read-body.js";
import type { RequestInfo } from "./request-info.js";
import { keepSecrets, REDACTED, type Secrets } from "./secrets.js";
import type { VersionInfo } from "./version-info.js";

/** What is known of a request when its body is read. */
export interface VerifyRequest extends RequestInfo {
  /** The body, parsed. */
  readonly json: unknown;
}

/** Decides whether a webhook is genuine. */
export type Verify = (request: VerifyRequest) => boolean | Promise<boolean>;

/** One of three ways to say what is genuine; none is a default. */
export type AuthenticationOptions =
  | {
      /** The secret that the webhooks are registered with, or several while one is rotated out. Never empty. */
      readonly secret: string | readonly string[];
      /** Decides instead of the secret, which is taken out of the body all the same. */
      readonly verify?: Verify;
      readonly authentication?: never;
    }
  | {
      /** Takes the place of the version's own scheme. */
      readonly verify: Verify;
      readonly secret?: never;
      readonly authentication?: never;
    }
  | {
      /** In words, for a vendor whose webhooks carry no proof: whoever knows the address can send them. */
      readonly authentication: "none";
      readonly secret?: never;
      readonly verify?: never;
    };

export interface Authenticator {
  /** Position of the secret that fits, 0 where none is asked for, or -1. */
  readonly check: (json: Json, request: RequestInfo) => number | Promise<number>;
  /** The webhook without its secret: changed in place where it is `own`, copied where it was given. */
  readonly withoutSecret: (json: Json, own: boolean) => Json;
  /** The text without any of the secrets. */
  readonly redact: (text: string) => string;
}

/** Throws a TypeError that tells no secret for options that would let every webhook pass unasked. */
export function authenticator(
  { version, authentication: { scheme, path } }: Pick<VersionInfo, "version" | "authentication">,
  { secret, verify, authentication }: AuthenticationOptions,
): Authenticator {
  if (authentication === "none") {
    if (secret !== undefined || verify !== undefined)
      throw new TypeError('authentication "none" goes with neither secret nor verify');
    return { check: () => 0, withoutSecret: same, redact: same };
  }
  if (authentication !== undefined)
    throw new TypeError(`authentication is "none" or left out, not ${JSON.stringify(authentication)}`);
  if (verify !== undefined) {
    if (typeof verify !== "function") throw new TypeError(`verify is a function, not ${typeof verify}`);
    if (secret === undefined) return { check: byFunction(verify), withoutSecret: same, redact: same };
  }
  if (scheme !== "secret" || path === undefined) {
    const words = scheme === "none" || scheme === "undocumented" ? "know no way to prove" : `prove with ${scheme}`;
    throw new TypeError(
      `the docs of version ${version} ${words} that a webhook is genuine; pass verify, or authentication: "none" to take webhooks from anybody`,
    );
  }
  const secrets = keepSecrets(secret ?? []);
  const bySecret = inBody(secrets, path);
  return verify === undefined ? bySecret : { ...bySecret, check: byFunction(verify) };
}

function byFunction(verify: Verify): Authenticator["check"] {
  return (json, request) => {
    const genuine = verify({ ...request, json });
    return genuine instanceof Promise ? genuine.then((yes) => (yes ? 0 : -1)) : genuine ? 0 : -1;
  };
}

function inBody(secrets: Secrets, path: readonly string[]): Authenticator {
  return {
    check: (json) => secrets.match(memberAt(json, path)),
    withoutSecret: (json, own) => (isObject(json) ? withMember(json, path, own) : json),
    redact: secrets.redact,
  };
}

/** The value at a path of own members; undefined where there is none. */
export function memberAt(json: unknown, path: readonly string[]): unknown {
  let value = json;
  for (const step of path) {
    if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
    value = Reflect.get(value, step);
  }
  return value;
}

function withMember(json: JsonObject, [step = "", ...rest]: readonly string[], own: boolean): JsonObject {
  const inner = json[step];
  const value = rest.length === 0 ? REDACTED : isObject(inner) ? withMember(inner, rest, own) : inner;
  if (!own) return { ...json, [step]: value };
  json[step] = value;
  return json;
}

function same<Value>(value: Value): Value {
  return value;
}
