// A body as JSON text without its secret: the member itself, and the same text wherever else it stands.
import { REDACTED } from "../runtime/secrets.ts";

const SECRET = "secret_key";
/** What a body calls its secret may be any word; shorter ones are looked for in their own place only. */
const SHORTEST = 8;

/** Undefined where the body is nested too deeply to be written. */
export function redactedJson(body: object, secrets: readonly string[]): string | undefined {
  const given: unknown = Object.getOwnPropertyDescriptor(body, SECRET)?.value;
  const texts = [...secrets, ...(typeof given === "string" && given.length >= SHORTEST ? [given] : [])]
    .filter((text) => text.trim() !== "" && text !== REDACTED)
    .sort((a, b) => b.length - a.length);
  const hide = (text: string): string => texts.reduce((rest, secret) => rest.replaceAll(secret, REDACTED), text);
  try {
    return JSON.stringify(body, (name, value: unknown) => (name === SECRET ? REDACTED : hidden(value, hide)), 2);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function hidden(value: unknown, hide: (text: string) => string): unknown {
  if (typeof value === "string") return hide(value);
  if (typeof value === "number") return hide(String(value)) === String(value) ? value : REDACTED;
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value);
  if (names.every((name) => name === SECRET || hide(name) === name)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name === SECRET ? name : hide(name), inner]));
}
