// Cuts a text into its non-blank lines, each knowing where every one of its characters is in the file.
import { linesOf, type SourcePoint } from "../../source/line-index.ts";

export interface CopiedLine {
  /** 1-based number in the file. */
  readonly number: number;
  /** Offset where the line itself begins, white space included. */
  readonly start: number;
  /** Offset of the first character that shows; `from - start` is the indentation. */
  readonly from: number;
  /** Offset behind the last character that shows. */
  readonly to: number;
  /** What shows, without zero-width characters and with every odd space a plain one; tabs stay. */
  readonly text: string;
  /** Offsets of the characters of `text`, where some were dropped; otherwise they run on from `from`. */
  readonly offsets?: readonly number[];
  /** A blank line is before this one. */
  readonly gap: boolean;
  /** Width of what is before the line and is no part of it, as the number of a line. */
  readonly margin?: number;
}

/** How far in the line begins. */
export function indentOf({ start, from, margin = 0 }: CopiedLine): number {
  return from - start - margin;
}

const oddCharacter = /[\u00a0\u00ad\u1680\u2000-\u200d\u202f\u205f\u2060\u3000\ufeff]/;
const oddSpace = /[\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]/;

/** Splits at CRLF, LF or CR. Blank lines are left out: the next line's `gap` and `number` tell of them. */
export function splitLines(text: string): CopiedLine[] {
  const lines: CopiedLine[] = [];
  let gap = false;
  for (const [index, { start, end }] of linesOf(text).entries()) {
    const line = toLine(text, { number: index + 1, start, end, gap });
    if (line) lines.push(line);
    gap = line === undefined;
  }
  return isDoubled(lines) ? lines.map((line, index) => ({ ...line, gap: blanksBefore(lines, index) > 1 })) : lines;
}

const LEAST_LINES = 20;
const NEARLY_ALL = 0.9;

/** Whether a copy put a blank line behind every line: then one alone parts nothing. */
function isDoubled(lines: readonly CopiedLine[]): boolean {
  const gaps = lines.reduce((sum, { gap }, index) => sum + Number(gap && index > 0), 0);
  return lines.length >= LEAST_LINES && gaps >= (lines.length - 1) * NEARLY_ALL;
}

function blanksBefore(lines: readonly CopiedLine[], index: number): number {
  return (lines[index]?.number ?? 1) - (lines[index - 1]?.number ?? 0) - 1;
}

/** True for a character that takes no room on the page. A joiner that holds an emoji together is no such character. */
function isZeroWidth(text: string, index: number): boolean {
  const code = text.charCodeAt(index);
  if (code === 0x200d) return index === 0 || text.charCodeAt(index - 1) < 0xd800;
  return code === 0x200b || code === 0x200c || code === 0x2060 || code === 0xfeff || code === 0x00ad;
}

export function isOdd(text: string): boolean {
  return oddCharacter.test(text);
}

/** The point before the character `index` of the line's text. */
export function pointAt(line: CopiedLine, index: number): SourcePoint {
  const { offsets, from, to, start, number } = line;
  const offset = offsets ? (offsets[index] ?? to) : from + index;
  return { line: number, column: offset - start + 1, offset };
}

/** The point behind the character `index - 1` of the line's text. */
export function pointBehind(line: CopiedLine, index: number): SourcePoint {
  const offset = index === 0 ? line.from : pointAt(line, index - 1).offset + 1;
  return { line: line.number, column: offset - line.start + 1, offset };
}

interface RawLine {
  readonly number: number;
  readonly start: number;
  readonly end: number;
  readonly gap: boolean;
}

function toLine(text: string, { number, start, end, gap }: RawLine): CopiedLine | undefined {
  let from = start;
  let to = end;
  while (from < to && isEmpty(text, from)) from += 1;
  while (to > from && isEmpty(text, to - 1)) to -= 1;
  if (from === to) return undefined;
  to -= anchorMark(text.slice(from, to));
  const shown = text.slice(from, to);
  const place = { number, start, from, to, gap };
  return isOdd(shown) ? { ...place, ...plainOf(shown, from) } : { ...place, text: shown };
}

const LONGEST_HEADING = 90;
const anchor = /(?<=[\w`])[\s\u200b]*[¶🔗]$|(?<=[\w`])[\s\u200b]+[#§]$|(?<=_[a-z0-9]{1,60}`?)#$/u;

/** Length of the sign that links a heading to itself, where a short line of words ends in one; else 0. */
function anchorMark(shown: string): number {
  if (shown.length > LONGEST_HEADING || !/^[\p{L}\p{N}`][\p{L}\p{N}\s\u200b`_.()/-]*[#§¶🔗]$/u.test(shown)) return 0;
  return anchor.exec(shown)?.[0].length ?? 0;
}

function isEmpty(text: string, index: number): boolean {
  return /\s/.test(text.charAt(index)) || isZeroWidth(text, index);
}

/** What is left without characters of no width and with plain spaces, but within quotes, where a sample is kept as it is. */
export function plainOf(shown: string, from: number, isSample = false): { text: string; offsets: number[] } {
  const offsets: number[] = [];
  const kept: string[] = [];
  let quoted = false;
  for (let index = 0; index < shown.length; index += 1) {
    const character = shown.charAt(index);
    if (isSample && character === '"' && shown.charAt(index - 1) !== "\\") quoted = !quoted;
    if (!quoted && isZeroWidth(shown, index)) continue;
    kept.push(!quoted && oddSpace.test(character) ? " " : character);
    offsets.push(from + index);
  }
  return { text: kept.join(""), offsets };
}
