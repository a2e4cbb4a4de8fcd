// Repairs of a page before it is parsed, with the way back from the repaired text to the places of the page.
import { lastNotAfter } from "./line-index.ts";

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
