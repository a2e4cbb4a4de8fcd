// A body as JSON text without its secret: the member itself, and the same text wherever else it stands.
import { REDACTED } from "../runtime/secrets.ts";

const SECRET = "secret_key";
/** What a body calls its secret may be any word; shorter ones are looked for in their own place only. */
const SHORTEST = 8;

/** Takes known secrets, and what the body calls its own, out of a text. */
export function hiderOf(body: object, secrets: readonly string[]): (text: string) => string {
  const given: unknown = Object.getOwnPropertyDescriptor(body, SECRET)?.value;
  const own = typeof given === "string" || typeof given === "number" ? String(given) : "";
  const texts = [...secrets, ...(own.length >= SHORTEST ? [own] : [])]
    .filter((text) => text.trim() !== "" && text !== REDACTED)
    .sort((a, b) => b.length - a.length);
  return (text) => texts.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
}

/** Undefined where the body is nested too deeply to be written. */
export function redactedJson(body: object, hide: (text: string) => string): string | undefined {
  try {
    const replace = (name: string, value: unknown): unknown => (name === SECRET ? REDACTED : hidden(value, hide));
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

function hidden(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === "string") return hide(value);
  if (typeof value === "number") return hide(String(value)) === String(value) ? value : REDACTED;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value);
  if (names.every((name) => name === SECRET || hide(name) === name)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name === SECRET ? name : hide(name), inner]));
}
