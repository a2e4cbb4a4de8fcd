// Where the text of a code block comes from, and the place in that file of an offset in the block's value.
import type { Position } from "./finding.ts";
import { lastNotAfter, placeAt, type SourceText } from "./line-index.ts";

/** One run of a code block's value that stands in a file as it is: value offset, file offset. Sorted, first at value 0. */
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
