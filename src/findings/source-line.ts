// Finds the line that a finding points at and underlines the place with a caret.
import { printable } from "./printable.ts";

export interface Excerpt {
  /** The line, or the part of a long line around the place. */
  readonly line: string;
  /** Carets under the place. */
  readonly caret: string;
}

/** Gives the excerpt for a 1-based line and column, or undefined where the text has no such line. */
export type Excerpts = (
  line: number,
  column: number,
  end?: { readonly line: number; readonly column: number },
) => Excerpt | undefined;

const WIDEST = 100;
const BEFORE = 40;

/** Indexes a text's lines once, so that each of many findings costs no more than its own line. */
export function excerptsOf(text: string): Excerpts {
  const starts = lineStarts(text);
  return (line, column, end) => {
    const start = starts[line - 1];
    if (start === undefined) return undefined;
    const width = text.slice(start, starts[line]).replace(/[\r\n]+$/, "").length;
    if (width === 0) return undefined;
    const place = Math.min(Math.max(0, column - 1), width);
    const from = width <= WIDEST ? 0 : Math.max(0, Math.min(place - BEFORE, width - WIDEST));
    const to = Math.min(width, from + WIDEST);
    const head = from > 0 ? "…" : "";
    const tail = to < width ? "…" : "";
    const last = end === undefined || end.line < line ? place + 1 : end.line > line ? width : end.column - 1;
    const carets = Math.max(1, Math.min(last, to) - place);
    return {
      line: head + printable(text.slice(start + from, start + to)) + tail,
      caret: " ".repeat(head.length + place - from) + "^".repeat(carets),
    };
  };
}

function lineStarts(text: string): readonly number[] {
  const starts = [0];
  for (const { index, 0: ending } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + ending.length);
  return starts;
}
