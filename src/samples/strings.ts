// Reads the strings of a sample, those that strict JSON refuses too: other quotes, unknown escapes, no closing quote.

/** Closing quote by opening quote; the double quote itself is the scanner's. */
const quotes: ReadonlyMap<string, string> = new Map([
  ["'", "'"],
  ["`", "`"],
  ["“", "”"],
  ["„", "”"],
  ["‘", "’"],
]);

const escapes: ReadonlyMap<string, string> = new Map([
  ["n", "\n"],
  ["t", "\t"],
  ["r", "\r"],
  ["b", "\b"],
  ["f", "\f"],
]);

const LAX = /\\u([0-9a-fA-F]{4})|\\([^])/g;

/** Decodes the text between quotes; an escape that JSON does not know stands for itself. */
function decode(raw: string): string {
  return raw.replace(LAX, (whole: string, hex: string | undefined, mark: string | undefined) => {
    if (hex !== undefined) return String.fromCharCode(Number.parseInt(hex, 16));
    if (mark === undefined) return whole;
    return escapes.get(mark) ?? (/[\w\s]/.test(mark) ? whole : mark);
  });
}

export interface QuotedString {
  readonly value: string;
  /** Offset behind the string. */
  readonly end: number;
  readonly closed: boolean;
}

export interface DoubleQuoted {
  readonly value: string;
  /** Offset behind the string. */
  readonly end: number;
  readonly flaw?: "unterminated-string" | "unknown-escape" | "control-character";
}

const SPECIAL = /["\\\u0000-\u001f]/g;
const ESCAPE = /\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y;

/** Reads a string in JSON's own quotes; one without a closing quote ends with its line. */
export function readDoubleQuoted(text: string, offset: number): DoubleQuoted {
  let flaw: DoubleQuoted["flaw"];
  let hasEscapes = false;
  let at = offset + 1;
  for (;;) {
    SPECIAL.lastIndex = at;
    at = SPECIAL.exec(text)?.index ?? text.length;
    const character = text.charAt(at);
    if (character === '"') break;
    if (character === "" || isLineBreak(character))
      return { ...readUnclosed(text, offset, at), flaw: "unterminated-string" };
    if (character !== "\\") {
      flaw = "control-character";
      at++;
      continue;
    }
    hasEscapes = true;
    ESCAPE.lastIndex = at;
    if (ESCAPE.test(text)) at = ESCAPE.lastIndex;
    else {
      flaw = "unknown-escape";
      at += 2;
    }
  }
  const raw = text.slice(offset + 1, at);
  const value = hasEscapes ? decode(raw) : raw;
  return flaw === undefined ? { value, end: at + 1 } : { value, end: at + 1, flaw };
}

/** Whether a character opens a string in quotes other than JSON's. */
export function opensQuoted(character: string): boolean {
  return quotes.has(character);
}

/** Reads a string in other quotes; it ends at a closing quote that is followed by the end of a value, or with its line. */
export function readQuoted(text: string, offset: number): QuotedString {
  const closer = quotes.get(text.charAt(offset)) ?? "'";
  let at = offset + 1;
  for (; at < text.length && !isLineBreak(text.charAt(at)); at++) {
    const character = text.charAt(at);
    if (character === "\\") at++;
    else if (character === closer && endsValue(text, at + 1))
      return { value: decode(text.slice(offset + 1, at)), end: at + 1, closed: true };
  }
  return readUnclosed(text, offset, Math.min(at, text.length));
}

/** Ends a string without closing quote at the end of its line, before the punctuation that ends the line. */
function readUnclosed(text: string, offset: number, lineEnd: number): QuotedString {
  const opens = /[{[]/.test(text.slice(offset, lineEnd));
  let end = lineEnd;
  while (end > offset + 1 && (opens ? " \t\r," : " \t\r,]}").includes(text.charAt(end - 1))) end--;
  return { value: decode(text.slice(offset + 1, end)), end, closed: false };
}

function endsValue(text: string, from: number): boolean {
  let at = from;
  while (text.charAt(at) === " " || text.charAt(at) === "\t") at++;
  return at >= text.length || ",:}]/#|\r\n".includes(text.charAt(at)) || /^or\s+['"]/.test(text.slice(at, at + 9));
}

export function isLineBreak(character: string): boolean {
  return character === "\n" || character === "\r";
}
