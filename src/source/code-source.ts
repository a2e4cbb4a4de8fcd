// Turns an offset in a code block's value into a place in the file that the text came from.
import type { CodeSource } from "../formats/document.ts";
import type { Position } from "./finding.ts";
import { pointAt } from "./line-index.ts";

/** The place of `value.slice(start, end)`; offsets out of range are drawn to the nearest end. */
export function locate(source: CodeSource, start: number, end = start): Position {
  const from = sourceOffset(source, start);
  const to = Math.max(from, sourceOffset(source, end));
  const first = pointAt(source.text, from);
  const last = pointAt(source.text, to);
  return {
    file: source.file,
    line: first.line,
    column: first.column,
    offset: from,
    endLine: last.line,
    endColumn: last.column,
    endOffset: to,
  };
}

function sourceOffset({ runs, text }: CodeSource, value: number): number {
  let low = 0;
  let high = runs.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((runs[middle]?.value ?? 0) <= value) low = middle;
    else high = middle - 1;
  }
  const run = runs[low] ?? { value: 0, source: 0 };
  return Math.min(text.length, Math.max(0, run.source + Math.max(0, value - run.value)));
}
