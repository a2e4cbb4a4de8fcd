// Parts a code block that shows several samples, one behind the other.
import { tokenize } from "./tokens.ts";

export interface Piece {
  readonly start: number;
  readonly end: number;
}

const MOST_PIECES = 50;

/** Where each object or array of the outermost level begins, with the words above it, and ends; undefined for a single one. */
export function splitRoots(text: string): readonly Piece[] | undefined {
  const pieces: Piece[] = [];
  let depth = 0;
  let start = 0;
  for (const { kind, offset, length } of tokenize(text).tokens) {
    if (kind === "{" || kind === "[") depth++;
    else if (kind === "}" || kind === "]") {
      depth--;
      if (depth < 0 || pieces.length === MOST_PIECES) return undefined;
      if (depth > 0) continue;
      pieces.push({ start, end: offset + length });
      start = offset + length;
    }
  }
  const last = pieces.at(-1);
  if (depth !== 0 || last === undefined || pieces.length < 2) return undefined;
  return [...pieces.slice(0, -1), { start: last.start, end: text.length }];
}
