// Tabs and notes whose content is indented below their mark, as `=== "Tab"` and `!!! note`: it is read as if it were not indented.
import { blank, type Edit } from "../../source/line-index.ts";
import { type Ignored, ignoredIn } from "../document.ts";
import type { LineScan, Mends } from "./line-scan.ts";

export interface IndentedBlocks extends Mends {
  readonly ignored: readonly Ignored[];
  /** The title of the tab that a line is in, by its 1-based number. */
  readonly tabs: ReadonlyMap<number, string>;
}

const MARK = /^[ \t]{0,60}(?:===[!+]{0,2} ["“]([^"“”]{1,200})["”]|(?:!!!|\?\?\?\+?) [\w-]{1,40}[^\n]{0,300})[ \t]*$/;
const INDENT = 4;
const DEEPEST = 12;

/** Whether the lines below may be a tab's or a note's. */
export const isBlockMark = (line: string): boolean => /^(?:===|!!!|\?\?\?)/.test(line) && MARK.test(line);

export function dedentBlocks(scan: LineScan): IndentedBlocks {
  const { text: page, lines, open } = scan;
  const edits: Edit[] = [];
  const ignored: Ignored[] = [];
  const tabs = new Map<number, string>();
  const blocks: { readonly column: number; readonly title: string | undefined }[] = [];
  let filled = lines.length;
  const next = lines.map(() => filled);
  for (let index = lines.length - 1; index >= 0; index -= 1) {
    next[index] = filled;
    if (lines[index]?.text.trim() !== "") filled = index;
  }
  for (const [index, { text, start, end }] of lines.entries()) {
    if (text.trim() === "") continue;
    const column = columnOf(text);
    while (column < (blocks.at(-1)?.column ?? 0)) blocks.pop();
    const title = blocks.findLast((block) => block.title !== undefined)?.title;
    if (title !== undefined) tabs.set(index + 1, title);
    const drop = charactersOf(text, blocks.length * INDENT);
    const [mark, tab] = open[index] === true && text.length < 400 ? (MARK.exec(text) ?? []) : [];
    const below = lines[next[index] ?? lines.length];
    const isBlock = mark !== undefined && below !== undefined && columnOf(below.text) >= column + INDENT;
    if (isBlock && tab !== undefined) {
      edits.push(blank(page, start, end));
      ignored.push(ignoredIn(scan, "tab-mark", start, end));
    } else if (drop > 0) edits.push({ start, end: start + drop, insert: "" });
    if (isBlock && blocks.length < DEEPEST) blocks.push({ column: column + INDENT, title: tab });
  }
  return { edits, findings: [], ignored, tabs };
}

function columnOf(text: string): number {
  let column = 0;
  for (const character of text.slice(0, 400)) {
    if (character === " ") column += 1;
    else if (character === "\t") column += INDENT - (column % INDENT);
    else break;
  }
  return column;
}

/** How many characters take up so many columns of the indentation. */
function charactersOf(text: string, columns: number): number {
  let at = 0;
  while (at < columns && columnOf(text.slice(0, at)) < columns) at += 1;
  return at;
}
