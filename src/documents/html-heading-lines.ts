// Headings that a Markdown or MDX page writes as HTML on a line of their own: read as headings, with their anchors.
import type { Edit } from "./edit-text.ts";
import type { HeadingIds } from "./heading-ids.ts";
import type { Survey } from "./survey-lines.ts";

const HTML_HEADING = /^ {0,3}(<h([1-6])(\s[^<>]{0,300})?>)[^#\n]*?(<\/h\2>)[ \t]*$/i;
const ID = /\sid\s*=\s*(?:"([^"\s]{1,200})"|'([^'\s]{1,200})'|\{\s*["']([^"'\s]{1,200})["']\s*\})/;

/** Only behind a blank line: elsewhere the line may stand inside of other HTML. */
export function htmlHeadingLines({ lines, open }: Survey): HeadingIds {
  const edits: Edit[] = [];
  const byLine = new Map<number, string>();
  for (const [index, { text, start }] of lines.entries()) {
    if (open[index] !== true || text.length > 1000 || (lines[index - 1]?.text.trim() ?? "") !== "") continue;
    const [, tag, depth, attributes, close] = HTML_HEADING.exec(text) ?? [];
    if (tag === undefined || close === undefined) continue;
    const from = start + text.indexOf(tag);
    const to = start + text.lastIndexOf(close);
    edits.push({ start: from, end: from + tag.length, insert: `${"#".repeat(Number(depth))} ` });
    edits.push({ start: to, end: to + close.length, insert: "" });
    const id = ID.exec(attributes ?? "")
      ?.slice(1)
      .find((one) => one !== undefined);
    if (id !== undefined) byLine.set(index + 1, id);
  }
  return { edits, byLine };
}
