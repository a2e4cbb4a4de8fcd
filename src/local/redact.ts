// A body as JSON text without its secret: the member itself, and the same text wherever else it is; and headers without secrets.
import { SECRET_NAME } from "../source/printable.ts";
import { bodyPath, valueAt } from "../model/body.ts";
import type { Authentication, Conventions } from "../model/model.ts";
import { REDACTED } from "../runtime/authentication/keys.ts";

/** What a body calls its secret may be any word; shorter ones are looked for in their own place only. */
const SHORTEST = 8;

/** Path of the secret that a body carries; undefined where webhooks are proved genuine otherwise. */
export function secretPath(authentication: Authentication): readonly string[] | undefined {
  return authentication.scheme === "secret" ? bodyPath(authentication.path) : undefined;
}

/** Takes known secrets, and what the body has as its own, out of a text. */
export function hiderOf(
  body: object,
  secrets: readonly string[],
  path: readonly string[] | undefined,
): (text: string) => string {
  const given = path === undefined ? undefined : valueAt(body, path);
  const own = typeof given === "string" || typeof given === "number" ? String(given) : "";
  const texts = [...secrets, ...(own.length >= SHORTEST ? [own] : [])]
    .filter((text) => text.trim() !== "" && text !== REDACTED)
    .sort((a, b) => b.length - a.length);
  return (text) => texts.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
}

/** Undefined where the body is nested too deeply to be written. */
export function redactedJson(
  body: object,
  hide: (text: string) => string,
  path: readonly string[] | undefined,
): string | undefined {
  const secret = path?.at(-1);
  try {
    const replace = (name: string, value: unknown): unknown =>
      name === secret && name !== "" ? REDACTED : hidden(value, hide, secret);
    return JSON.stringify(body, replace, isDeep(body) ? 0 : 2);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** Blanks before each line would outgrow the body itself. */
function isDeep(body: object): boolean {
  let level: readonly unknown[] = [body];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > MOST_INDENTED) return true;
    level = level.flatMap((value) => (typeof value === "object" && value !== null ? Object.values(value) : []));
  }
  return false;
}

const MOST_INDENTED = 100;

function hidden(value: unknown, hide: (text: string) => string, secret: string | undefined): unknown {
  if (typeof value === "string") return hide(value);
  if (typeof value === "number") return hide(String(value)) === String(value) ? value : REDACTED;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value);
  if (names.every((name) => name === secret || hide(name) === name)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name === secret ? name : hide(name), inner]));
}

/** Headers that prove who sends, whatever a vendor calls them. */
const PROOF = /auth|signature|hmac|cookie|(?:^|-)(?:sign|key)(?:$|-)/i;

/** Without those that are or may hold a secret, but for the one that names the webhook; and without known secrets in the others. */
export function plainHeaders(
  headers: Headers,
  { authentication, discriminator }: Pick<Conventions, "authentication" | "discriminator">,
  hide: (text: string) => string,
): Readonly<Record<string, string>> {
  const kept = discriminator.in === "header" ? discriminator.name.toLowerCase() : undefined;
  const proof = "header" in authentication ? authentication.header.toLowerCase() : undefined;
  return Object.fromEntries(
    Object.entries(headers).flatMap(([name, value]): readonly (readonly [string, string])[] => {
      const isSecret = name === proof || PROOF.test(name) || SECRET_NAME.test(name.replaceAll("-", "_"));
      return (isSecret && name !== kept) || value === undefined ? [] : [[name, hide(String(value))]];
    }),
  );
}

/** As Node gives them: names in lower case. */
export type Headers = Readonly<Record<string, string | readonly string[] | undefined>>;
