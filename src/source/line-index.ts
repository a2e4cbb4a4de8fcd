// The lines of a text, the line and column of an offset in it, and what findings and nodes make of them.

export interface Line {
  /** Offset of the first character. */
  readonly start: number;
  /** Offset after the last character, before the line end. */
  readonly end: number;
  readonly text: string;
}

/** All lines; the text after the last line end is a line too, even when empty. */
export function linesOf(text: string): readonly Line[] {
  const lines: Line[] = [];
  let start = 0;
  for (const ending of text.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ start, end: ending.index, text: text.slice(start, ending.index) });
    start = ending.index + ending[0].length;
  }
  lines.push({ start, end: text.length, text: text.slice(start) });
  return lines;
}

/** Index of the line that holds the offset. */
export function lineAt(lines: readonly Line[], offset: number): number {
  let low = 0;
  let high = lines.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((lines[middle]?.start ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return low;
}

const TERMINATOR = /\r\n|\r|\n/g;

/** The texts asked for last: a page and the sample files that it names. */
const known = new Map<string, Int32Array>();
const MOST_KNOWN = 8;

export interface Point {
  readonly line: number;
  readonly column: number;
}

/** 1-based line and column of an offset within the text or at its end. */
export function pointAt(text: string, offset: number): Point {
  const starts = startsOf(text);
  let low = 0;
  let high = starts.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

function startsOf(text: string): Int32Array {
  const before = known.get(text);
  if (before !== undefined) return before;
  const starts = [0];
  for (const ending of text.matchAll(TERMINATOR)) starts.push(ending.index + ending[0].length);
  const made = Int32Array.from(starts);
  const [oldest] = known.keys();
  if (known.size >= MOST_KNOWN && oldest !== undefined) known.delete(oldest);
  known.set(text, made);
  return made;
}
