// Finds the numbers of printed pages inside samples that a copy carried over from one page to the next.
import { sampleLineRule } from "./text-code.ts";
import { indentOf, type Line } from "./text-lines.ts";

/** A number alone at the margin, between two indented lines of a sample: an item of a list would be indented, too. */
export function isPageNumber(lines: readonly Line[], index: number): boolean {
  const line = lines[index];
  if (line === undefined || indentOf(line) > 0 || !/^\d{1,4}$/.test(line.text)) return false;
  return isInside(lines[index - 1]) && isInside(lines[index + 1]);
}

function isInside(line: Line | undefined): boolean {
  return line !== undefined && indentOf(line) > 0 && sampleLineRule(line.text) !== undefined;
}
