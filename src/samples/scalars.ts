// Reads the strings and bare words that samples show, those that strict JSON refuses too: other quotes, unknown escapes, `None`.
import type { SampleScalar } from "./sample.ts";

export interface LiteralRule {
  readonly rule: "python-literal" | "loose-number" | "not-a-number" | "unquoted-value";
  readonly pattern: RegExp;
  readonly example: string;
  readonly value: (word: string) => SampleScalar["value"];
}

/** Bare words where JSON wants a value: one row a kind of word, first match wins. The rule is the repair's id in the table of repairs. */
export const literalRules: readonly LiteralRule[] = [
  { rule: "python-literal", pattern: /^(?:none|null|nil|undefined)$/i, example: "None", value: () => null },
  { rule: "python-literal", pattern: /^true$/i, example: "True", value: () => true },
  { rule: "python-literal", pattern: /^false$/i, example: "FALSE", value: () => false },
  { rule: "not-a-number", pattern: /^[+-]?(?:nan|inf|infinity)$/i, example: "-Infinity", value: () => null },
  { rule: "loose-number", pattern: /^[+-]?0x[0-9a-f]{1,13}$/i, example: "0x1F", value: readHex },
  {
    rule: "loose-number",
    pattern: /^[+-]?(?:\d[\d_]*\.?\d*|\.\d+)(?:e[+-]?\d{1,3})?$/i,
    example: "01",
    value: (word) => Number(word.replaceAll("_", "")),
  },
];

/** Longer words are text, whatever they look like. */
const LONGEST = 64;

/** Reads a bare word as the value it most likely stands for. */
export function readLiteral(word: string): Pick<LiteralRule, "rule"> & Pick<SampleScalar, "value"> {
  const found = word.length > LONGEST ? undefined : literalRules.find(({ pattern }) => pattern.test(word));
  return found === undefined ? { rule: "unquoted-value", value: word } : { rule: found.rule, value: found.value(word) };
}

function readHex(word: string): number {
  const sign = word.startsWith("-") ? -1 : 1;
  return sign * Number(word.replace(/^[+-]/, ""));
}

/** Closing quote by opening quote. */
const quotes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
  ["„", "”"],
  ["‘", "’"],
]);

const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" };
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

export interface ReadString {
  readonly value: string;
  /** Offset behind the string. */
  readonly end: number;
  readonly flaw?: "single-quotes" | "unterminated-string" | "unknown-escape" | "control-character";
}

/** Whether a character opens a string, in JSON's own quotes or others. */
export function opensString(character: string): boolean {
  return quotes.has(character);
}

/**
 * Reads the string at an offset. One in other quotes than JSON's ends at a closing quote that is followed by the end of a value; one
 * without a closing quote ends with its line.
 */
export function readString(text: string, offset: number): ReadString {
  const closer = quotes.get(text.charAt(offset)) ?? '"';
  const isJson = closer === '"';
  let flaw: ReadString["flaw"] = isJson ? undefined : "single-quotes";
  let at = offset + 1;
  for (; at < text.length && !isLineBreak(text.charAt(at)); at++) {
    const character = text.charAt(at);
    if (character === "\\") {
      ESCAPE.lastIndex = at;
      if (isJson && !ESCAPE.test(text)) flaw = "unknown-escape";
      at++;
    } else if (character === closer && (isJson || endsValue(text, at + 1))) {
      const read = { value: decode(text.slice(offset + 1, at)), end: at + 1 };
      return flaw === undefined ? read : { ...read, flaw };
    } else if (isJson && character < " ") flaw = "control-character";
  }
  const end = endOfUnclosed(text, offset, Math.min(at, text.length));
  return { value: decode(text.slice(offset + 1, end)), end, flaw: "unterminated-string" };
}

/** Decodes the text between quotes; an escape that JSON does not know stands for itself. */
function decode(raw: string): string {
  return raw.replace(/\\u([0-9a-fA-F]{4})|\\([^])/g, (whole: string, hex: string | undefined, mark = "") =>
    hex === undefined
      ? (escapes[mark] ?? (/[\w\s]/.test(mark) ? whole : mark))
      : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

/** Before the punctuation that ends the line. */
function endOfUnclosed(text: string, offset: number, lineEnd: number): number {
  const opens = /[{[]/.test(text.slice(offset, lineEnd));
  let end = lineEnd;
  while (end > offset + 1 && (opens ? " \t\r," : " \t\r,]}").includes(text.charAt(end - 1))) end--;
  return end;
}

function endsValue(text: string, from: number): boolean {
  let at = from;
  while (text.charAt(at) === " " || text.charAt(at) === "\t") at++;
  return at >= text.length || ",:}]/#|\r\n".includes(text.charAt(at)) || /^or\s+['"]/.test(text.slice(at, at + 9));
}

export function isLineBreak(character: string): boolean {
  return character === "\n" || character === "\r";
}
