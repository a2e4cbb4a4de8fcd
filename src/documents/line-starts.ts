// Where the lines of a text start, found once a text, and the line and column of an offset by halving.
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
