// The lines of a text with their offsets, ended by LF, CRLF or CR as in Markdown.

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
