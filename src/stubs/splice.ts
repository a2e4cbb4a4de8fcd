// Puts pieces of text in the place of others; all else stays as it is, byte for byte.
import type { Span } from "./stub-file.ts";

/** An insertion where the span is empty. */
export interface Splice extends Span {
  readonly text: string;
  /** What the change is for; absent where another splice tells. */
  readonly reason?: string;
}

/** Spans must not overlap; insertions at one place stay in the given order. */
export function applySplices(text: string, splices: readonly Splice[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end, text: piece } of splices.toSorted((a, b) => a.start - b.start)) {
    parts.push(text.slice(at, start), piece);
    at = Math.max(at, end);
  }
  return [...parts, text.slice(at)].join("");
}

/** The span with its whole line where nothing else stands on it; a comment beside it stays. */
export function wholeLine(text: string, { start, end }: Span): Span {
  const lineStart = text.lastIndexOf("\n", start - 1) + 1;
  const rest = /^[ \t]*(?:\r?\n|$)/.exec(text.slice(end));
  const alone = text.slice(lineStart, start).trim() === "" && rest !== null;
  return alone ? { start: lineStart, end: end + rest[0].length } : { start, end };
}

/** White space from the start of the line up to the place. */
export function indentAt(text: string, at: number): string {
  return /^[ \t]*/.exec(text.slice(text.lastIndexOf("\n", at - 1) + 1, at))?.[0] ?? "";
}

export function newlineOf(text: string): string {
  return text.includes("\r\n") ? "\r\n" : "\n";
}
