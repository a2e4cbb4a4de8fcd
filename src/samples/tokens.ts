// Cuts a sample's text into tokens and comments in one pass, with what is odd about each.
import { withoutInvisible } from "../source/printable.ts";
import type { RepairId } from "./repairs.ts";
import { isLineBreak, opensString, readString } from "./scalars.ts";

export type Bracket = "{" | "}" | "[" | "]";
export type TokenKind = Bracket | "," | ":" | "|" | "string" | "number" | "literal" | "word" | "ellipsis";

export interface Token {
  readonly kind: TokenKind;
  readonly offset: number;
  readonly length: number;
  /** A string's decoded content; for any other token its text. */
  readonly value: string;
  /** Id of the repair that made the token readable. */
  readonly flaw?: RepairId;
  readonly line: number;
  /** Width of the white space before the first token of the token's line; a tab counts 4. */
  readonly indent: number;
  /** Whether it is the first token of its line. */
  readonly leads: boolean;
}

export interface CommentToken {
  readonly text: string;
  readonly offset: number;
  readonly length: number;
  readonly line: number;
  readonly endLine: number;
  /** Index of the token that follows. */
  readonly before: number;
  readonly flaw?: RepairId;
  /** A block comment that never ends. */
  readonly unclosed: boolean;
}

export interface Tokens {
  readonly text: string;
  readonly tokens: readonly Token[];
  readonly comments: readonly CommentToken[];
}

const ODD_SPACES = /[^\S \t\r\n]/g;
const ZERO_WIDTHS = /[\u200B-\u200D\u2060]/g;
const VALUE_ENDS: ReadonlySet<TokenKind> = new Set(["string", "number", "literal", "}", "]"]);
const PUNCTUATION: ReadonlyMap<string, TokenKind> = new Map(
  (["{", "}", "[", "]", ",", ":"] as const).map((mark) => [mark, mark]),
);
const DELIMITERS = '{}[],:"|';
const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
const LITERAL = /(?:true|false|null)(?=[ \t\r\n{}[\],:"/]|$)/y;
const LINE_BREAK = /\r\n|[\r\n]/g;

interface Cutter {
  readonly text: string;
  readonly tokens: Token[];
  readonly comments: CommentToken[];
  line: number;
  lineStart: number;
  tokenLine: number;
  indent: number;
}

/** Never fails: what JSON has no token for becomes a word. */
export function tokenize(text: string): Tokens {
  const cutter: Cutter = { text, tokens: [], comments: [], line: 1, lineStart: 0, tokenLine: 0, indent: 0 };
  for (let at = 0; at < text.length;) at = cut(cutter, at);
  return { text, tokens: cutter.tokens, comments: cutter.comments };
}

/** Takes what starts at an offset, and gives the offset behind it. */
function cut(cutter: Cutter, offset: number): number {
  const { text } = cutter;
  const first = text.charAt(offset);
  if (isSpace(first)) return offset + 1;
  if (isLineBreak(first)) return breakLine(cutter, offset + (text.startsWith("\r\n", offset) ? 2 : 1));
  const mark = PUNCTUATION.get(first);
  if (mark !== undefined) return push(cutter, mark, offset, offset + 1);
  if (opensString(first)) return pushString(cutter, offset);
  if (text.startsWith("//", offset)) return pushComment(cutter, offset, lineEnd(text, offset));
  if (text.startsWith("/*", offset)) return pushBlockComment(cutter, offset);
  if (first === "#") return pushComment(cutter, offset, lineEnd(text, offset), { flaw: "hash-comment" });
  const number = endOf(NUMBER, text, offset);
  if (number !== undefined && !continues(text, number)) return push(cutter, "number", offset, number);
  const literal = endOf(LITERAL, text, offset);
  if (literal !== undefined) return push(cutter, "literal", offset, literal);
  if (first === "…" || text.startsWith("...", offset))
    return push(cutter, "ellipsis", offset, ellipsisEnd(text, offset), { flaw: "ellipsis" });
  const separator = separatorEnd(cutter, offset);
  if (separator !== undefined) return push(cutter, "|", offset, separator);
  const end = wordEnd(text, offset);
  return push(cutter, /^(?:true|false|null)$/.test(text.slice(offset, end)) ? "literal" : "word", offset, end);
}

function endOf(pattern: RegExp, text: string, offset: number): number | undefined {
  pattern.lastIndex = offset;
  return pattern.test(text) ? pattern.lastIndex : undefined;
}

function breakLine(cutter: Cutter, end: number): number {
  cutter.line++;
  cutter.lineStart = end;
  return end;
}

function push(
  cutter: Cutter,
  kind: TokenKind,
  offset: number,
  end: number,
  odd: Partial<Pick<Token, "value" | "flaw">> = {},
): number {
  const { text, line, lineStart } = cutter;
  const leads = cutter.tokenLine !== line;
  if (leads) {
    cutter.tokenLine = line;
    cutter.indent = indentation(text, lineStart);
  }
  const length = end - offset;
  cutter.tokens.push({
    kind,
    offset,
    length,
    value: text.slice(offset, end),
    line,
    indent: cutter.indent,
    leads,
    ...odd,
  });
  return end;
}

function indentation(text: string, lineStart: number): number {
  let width = 0;
  for (let at = lineStart; ; at++) {
    const character = text.charAt(at);
    if (character === "\t") width += 4;
    else if (character === " ") width++;
    else return width;
  }
}

function pushString(cutter: Cutter, offset: number): number {
  const { end, ...read } = readString(cutter.text, offset);
  const written = cutter.text.slice(offset, end);
  const shown = written.startsWith('"') ? withoutInvisible(written) : written;
  if (shown === written) return push(cutter, "string", offset, end, read);
  return push(cutter, "string", offset, end, {
    flaw: "invisible-character",
    ...read,
    value: readString(shown, 0).value,
  });
}

function pushBlockComment(cutter: Cutter, offset: number): number {
  const closer = cutter.text.indexOf("*/", offset + 2);
  return pushComment(cutter, offset, closer < 0 ? cutter.text.length : closer + 2, { unclosed: closer < 0 });
}

function pushComment(
  cutter: Cutter,
  offset: number,
  end: number,
  odd: Partial<Pick<CommentToken, "flaw" | "unclosed">> = {},
): number {
  const raw = cutter.text.slice(offset, end);
  const { line } = cutter;
  for (const { 0: mark, index } of raw.matchAll(LINE_BREAK)) breakLine(cutter, offset + index + mark.length);
  const place = { offset, length: end - offset, line, endLine: cutter.line, before: cutter.tokens.length };
  cutter.comments.push({ text: commentText(raw), ...place, unclosed: false, ...odd });
  return end;
}

/** A page may hold its blanks together with no-break spaces; the rules that read comments know plain ones. */
function commentText(written: string): string {
  const raw = written.replace(ODD_SPACES, " ").replace(ZERO_WIDTHS, "");
  if (!raw.startsWith("/*")) return raw.replace(/^(?:\/\/+|#+)/, "").trim();
  const lines = raw
    .replace(/^\/\*+/, "")
    .replace(/\*\/$/, "")
    .split(LINE_BREAK);
  if (lines.length === 1) return lines.join("").trim();
  return lines
    .map((line) => line.trim().replace(/^\*+ ?/, ""))
    .join("\n")
    .trim();
}

/** Where a mark between alternative values ends, if one is here: `"x" | "y"`, `42 || null`, `"x" or "y"`. */
function separatorEnd({ text, tokens, line }: Cutter, offset: number): number | undefined {
  if (text.charAt(offset) === "|") return offset + (text.charAt(offset + 1) === "|" ? 2 : 1);
  const last = tokens.at(-1);
  if (last?.line !== line || !VALUE_ENDS.has(last.kind)) return undefined;
  const mark = /^(?:or|\/)(?=[\s"'])/.exec(text.slice(offset, offset + 3));
  return mark === null ? undefined : offset + mark[0].length;
}

/** The dots, and the words behind them on the same line ("... more of them"), unless those are a key. */
function ellipsisEnd(text: string, offset: number): number {
  let end = offset;
  while (text.charAt(end) === "." || text.charAt(end) === "…") end++;
  const words = skipSpaces(text, end);
  if (!continues(text, words) || !/[\p{L}\p{N}]/u.test(text.charAt(words))) return end;
  const wordsEnd = wordEnd(text, words);
  return text.charAt(skipSpaces(text, wordsEnd)) === ":" ? end : wordsEnd;
}

/** A run of words up to a delimiter, a comment or the line's end, without the spaces behind it. */
function wordEnd(text: string, offset: number): number {
  let end = offset + 1;
  let isAngled = text.charAt(offset) === "<";
  for (let at = offset + 1; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === ">") isAngled = false;
    if (!continues(text, at) && !isSpace(character) && !(isAngled && character === "|")) break;
    if (character === "#" && isSpace(text.charAt(at - 1))) break;
    if (!isSpace(character)) end = at + 1;
  }
  return end;
}

/** Whether a word goes on at this offset. */
function continues(text: string, at: number): boolean {
  const character = text.charAt(at);
  if (character === "" || isSpace(character) || isLineBreak(character) || DELIMITERS.includes(character)) return false;
  return character !== "/" || (text.charAt(at + 1) !== "/" && text.charAt(at + 1) !== "*");
}

function skipSpaces(text: string, from: number): number {
  let at = from;
  while (isSpace(text.charAt(at))) at++;
  return at;
}

function lineEnd(text: string, from: number): number {
  let at = from;
  while (at < text.length && !isLineBreak(text.charAt(at))) at++;
  return at;
}

/** Spaces of any kind, and those of no width, but no line break. */
function isSpace(character: string): boolean {
  return character === " " || (!isLineBreak(character) && /[\s\u200B-\u200D\u2060\uFEFF]/.test(character));
}

const MOST_PIECES = 50;

export interface Piece {
  readonly start: number;
  readonly end: number;
}

/** Where each object or array of the outermost level begins, with the words above it, and ends; undefined for a single one. */
export function splitRoots(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let depth = 0;
  let start = 0;
  for (const { kind, offset, length } of tokenize(text).tokens) {
    if (kind === "{" || kind === "[") depth++;
    if (kind !== "}" && kind !== "]") continue;
    depth--;
    if (depth < 0 || pieces.length === MOST_PIECES) return undefined;
    if (depth > 0) continue;
    pieces.push({ start, end: offset + length });
    start = offset + length;
  }
  const last = pieces.at(-1);
  if (depth !== 0 || last === undefined || pieces.length < 2) return undefined;
  return [...pieces.slice(0, -1), { start: last.start, end: text.length }];
}
