// The lines of a text, the line and column of an offset in it, and the places that nodes and findings make of offsets.
import type { Point, Position as Extent } from "unist";
import type { Position } from "./finding.ts";

export interface SourceText {
  /** Path relative to the input folder, with forward slashes. */
  readonly file: string;
  /** The decoded text; offsets count in it. */
  readonly text: string;
}

/** 1-based line and column, and the offset, which is known everywhere here. */
export interface SourcePoint extends Point {
  offset: number;
}

/** A line of a file, ended by LF, CRLF or CR as in Markdown. */
export interface SourceLine {
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last character, before the line end. */
  readonly end: number;
  readonly text: string;
}

/** All lines; the text after the last line end is a line too, even when empty. */
export function linesOf(text: string): readonly SourceLine[] {
  const lines: SourceLine[] = [];
  let start = 0;
  for (const ending of text.matchAll(LINE_END)) {
    lines.push({ start, end: ending.index, text: text.slice(start, ending.index) });
    start = ending.index + ending[0].length;
  }
  lines.push({ start, end: text.length, text: text.slice(start) });
  return lines;
}

const LINE_END = /\r\n|\r|\n/g;

/** Index of the line that holds the offset. */
export function lineAt(lines: readonly SourceLine[], offset: number): number {
  return lastNotAfter(lines.length, (index) => lines[index]?.start ?? 0, offset);
}

/** Of `count` numbers in ascending order the index of the last that is not greater than `limit`; 0 where all are. */
export function lastNotAfter(count: number, numberAt: (index: number) => number, limit: number): number {
  let low = 0;
  let high = count - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if (numberAt(middle) <= limit) low = middle;
    else high = middle - 1;
  }
  return low;
}

/** 1-based line and column of an offset within the text or at its end. */
export function pointAt(text: string, offset: number): SourcePoint {
  const starts = startsOf(text);
  const line = lastNotAfter(starts.length, (index) => starts[index] ?? 0, offset);
  return { line: line + 1, column: offset - (starts[line] ?? 0) + 1, offset };
}

/** All of the line that holds the offset. */
export function lineTextAt(text: string, offset: number): string {
  const { line } = pointAt(text, offset);
  const starts = startsOf(text);
  return text.slice(starts[line - 1], starts[line]).replace(/[\r\n]+$/, "");
}

/** From one offset to another, as a node has it. An end before the start is drawn to the start. */
export function extentAt(text: string, start: number, end: number): Extent {
  return { start: pointAt(text, start), end: pointAt(text, Math.max(start, end)) };
}

/** The same as a finding has it. */
export function placeAt({ file, text }: SourceText, start: number, end = start): Position {
  return placeBetween(file, pointAt(text, start), pointAt(text, Math.max(start, end)));
}

/** The place between two points of a file. */
export function placeBetween(file: string, from: SourcePoint, to: SourcePoint): Position {
  return {
    ...{ file, line: from.line, column: from.column, offset: from.offset },
    ...{ endLine: to.line, endColumn: to.column, endOffset: to.offset },
  };
}

/** The texts asked for last: a page and the sample files that it names. */
const known = new Map<string, Int32Array>();
const MOST_KNOWN = 8;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;

/** Offsets at which lines begin. */
export function startsOf(text: string): Int32Array {
  const before = known.get(text);
  if (before !== undefined) return before;
  const starts = [0];
  // A pattern would cost twenty times as much on a file of line ends alone.
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === LINE_FEED || (code === CARRIAGE_RETURN && text.charCodeAt(at + 1) !== LINE_FEED)) starts.push(at + 1);
  }
  const made = Int32Array.from(starts);
  const [oldest] = known.keys();
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(text, made);
  return made;
}

/** One run of a code block's value that is in a file as it is: value offset, file offset. Sorted, first at value 0. */
export interface SourceRun {
  readonly value: number;
  readonly source: number;
}

/** The page itself, or a sample file that the page names. */
export interface CodeSource extends SourceText {
  readonly runs: readonly SourceRun[];
}

/** The place of `value.slice(start, end)`; offsets out of range are drawn to the nearest end. */
export function locate(source: CodeSource, start: number, end = start): Position {
  return placeAt(source, sourceOffset(source, start), sourceOffset(source, end));
}

function sourceOffset({ runs, text }: CodeSource, value: number): number {
  const run = runs[lastNotAfter(runs.length, (index) => runs[index]?.value ?? 0, value)] ?? { value: 0, source: 0 };
  return Math.min(text.length, Math.max(0, run.source + Math.max(0, value - run.value)));
}

/** Puts `insert` in place of `text.slice(start, end)`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly insert: string;
}

export interface EditedText {
  readonly text: string;
  /** The offset in the page of an offset in the edited text; inserted text maps to where it was put. */
  readonly toSource: (offset: number) => number;
}

/** An edit that blanks a part and keeps its length and line ends. */
export function blank(text: string, start: number, end: number): Edit {
  return { start, end, insert: text.slice(start, end).replace(/[^\r\n]/g, " ") };
}

/** Applies edits, in any order; of two that overlap the later one is left out. */
export function editText(text: string, edits: readonly Edit[]): EditedText {
  if (edits.length === 0) return { text, toSource: (offset) => offset };
  const parts: string[] = [];
  const pieces: { readonly edited: number; readonly source: number; readonly exact: boolean }[] = [];
  let source = 0;
  let edited = 0;
  const add = (part: string, from: number, exact: boolean): void => {
    if (part === "") return;
    pieces.push({ edited, source: from, exact });
    parts.push(part);
    edited += part.length;
  };
  for (const { start, end, insert } of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start < source) continue;
    add(text.slice(source, start), source, true);
    add(insert, start, insert.length === end - start);
    source = end;
  }
  add(text.slice(source), source, true);
  const toSource = (offset: number): number => {
    const part = pieces[lastNotAfter(pieces.length, (index) => pieces[index]?.edited ?? 0, offset)];
    const { edited: from, source: to, exact } = part ?? { edited: 0, source: 0, exact: true };
    return Math.min(text.length, exact ? to + offset - from : to);
  };
  return { text: parts.join(""), toSource };
}
