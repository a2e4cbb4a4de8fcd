// Anchors that a page writes behind a heading, as in `## Title {#title}`: taken out of the text and kept beside it.
import { blank, type Edit } from "./edit-text.ts";
import type { Survey } from "./survey-lines.ts";

export interface HeadingIds {
  readonly edits: readonly Edit[];
  /** Anchor by 1-based line of the heading. */
  readonly byLine: ReadonlyMap<number, string>;
}

const HEADING_WITH_ID = /^ {0,3}#{1,6}[ \t].*?(\{#([^\s{}]{1,200})\})[ \t#]*$/;

export function headingIds(text: string, { lines, open }: Survey): HeadingIds {
  const edits: Edit[] = [];
  const byLine = new Map<number, string>();
  for (const [index, line] of lines.entries()) {
    if (open[index] !== true || !line.text.includes("{#")) continue;
    const [, mark, id] = HEADING_WITH_ID.exec(line.text) ?? [];
    if (mark === undefined || id === undefined) continue;
    const start = line.start + line.text.lastIndexOf(mark);
    edits.push(blank(text, start, start + mark.length));
    byLine.set(index + 1, id);
  }
  return { edits, byLine };
}
