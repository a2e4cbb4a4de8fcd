// Decides what of a captured value may be shown: secrets never, what may be about a person only its first letters.
import { printable } from "../source/printable.ts";
import { SECRET_NAME } from "../source/printable.ts";
import { kindOf } from "../model/types/value.ts";
import type { PatternRule } from "../source/pattern-rule.ts";

/** What a member's name says about the values below it; the stricter one holds for all that lies deeper. */
export type Redaction = "none" | "personal" | "secret";

export interface RedactionRule extends PatternRule {
  readonly redaction: Redaction;
}

/** Names of members whose values are guarded. First match wins. */
export const redactionRules: readonly RedactionRule[] = [
  {
    id: "secret",
    pattern: SECRET_NAME,
    example: "secret_key",
    redaction: "secret",
  },
  {
    id: "name",
    pattern: /(?:^|_)(?:first_?|last_?|full_?|user_?|nick_?)?name$/i,
    example: "last_name",
    redaction: "personal",
  },
  { id: "reach", pattern: /e-?mail|phone|avatar|url$|referrer/i, example: "avatar", redaction: "personal" },
  {
    id: "whereabouts",
    pattern: /^ip$|address|geolocation|latitude|longitude|^city$|^region$|timezone|user_agent/i,
    example: "ip",
    redaction: "personal",
  },
  { id: "words", pattern: /^(?:text|answer|comment|message|note|subject)s?$/i, example: "text", redaction: "personal" },
];

export function redactionOf(name: string, outer: Redaction): Redaction {
  if (outer === "secret") return outer;
  const own = redactionRules.find(({ pattern }) => pattern.test(name))?.redaction ?? "none";
  return own === "none" ? outer : own;
}

/** A word that a program would choose as a value: lower case, no digits in a row as ids have them. */
const PLAIN_WORD = /^(?=.{1,40}$)[a-z]+(?:[_-][a-z0-9]+)*$/;

export function isPlainWord(text: string): boolean {
  return PLAIN_WORD.test(text) && !/\d{4}/.test(text);
}

/** A name that a program would choose for a member; other keys look like data. */
export function isMemberName(name: string): boolean {
  return /^[A-Za-z_$][A-Za-z0-9_$-]{0,63}$/.test(name) && !/\d{5}|[0-9a-f]{16}/i.test(name);
}

/** One line. */
export function showValue(value: unknown, redaction: Redaction): string {
  if (redaction === "secret") return "(redacted)";
  switch (kindOf(value)) {
    case "string":
      return showString(String(value), redaction);
    case "array":
      return `${String(Array.isArray(value) ? value.length : 0)} items`;
    case "object":
      return showObject(typeof value === "object" && value !== null ? Object.keys(value) : []);
    case "integer":
    case "number":
      if (!Number.isFinite(value)) return "(too large to be held)";
      return redaction === "none" ? showNumber(String(value)) : "…";
    default:
      return String(value);
  }
}

const SHOWN_LETTERS = 2;

function showString(text: string, redaction: Redaction): string {
  if (text === "") return '""';
  if (redaction === "none" && isPlainWord(text)) return `"${text}"`;
  const first = text.length > SHOWN_LETTERS * 2 ? printable([...text].slice(0, SHOWN_LETTERS).join("")) : "";
  return `"${first}…" (${String(text.length)} characters)`;
}

const LONGEST_NUMBER = 6;

function showNumber(digits: string): string {
  return digits.length > LONGEST_NUMBER
    ? `${digits.slice(0, SHOWN_LETTERS)}… (${String(digits.length)} digits)`
    : digits;
}

const MOST_NAMES = 8;

function showObject(keys: readonly string[]): string {
  if (keys.length === 0) return "no members";
  const names = keys.slice(0, MOST_NAMES).map((key) => (isMemberName(key) ? key : "…"));
  return `members ${[...new Set(names), ...(keys.length > MOST_NAMES ? ["…"] : [])].join(", ")}`;
}
