// Where a Markdown page can be parted so that each piece parses as it does within the page.
import { linesOf } from "./page-lines.ts";

/** Both are read at the margin, below a blank line, where they end every paragraph, list, quote and table. */
const HEADING = /^#{1,6}[ \t]/;
const OPENING_TAG = /^<[A-Za-z]/;

const FENCE = /^( *)(`{3,}|~{3,})([^]*)$/;
/** A fence within a list or a quote may end with it; one behind a tab is none where indented code is known. */
const FENCE_INSIDE = /^[ \t]*(?:[-+*>]|\d{1,9}[.)]|\t).*(?:`{3}|~{3})/;
const ITEM = /^(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$)/;
/** What is read in one place and holds in another, or runs on behind blank lines. */
const FAR_REACHING = /\]:|<(?:\?|!(?!--)|(?:pre|script|style|textarea)\b)/i;
const TAG = /<(\/?)[A-Za-z][^<>]*?(\/?)>/g;

/**
 * Offsets at which a page can be parted, each that of a heading; with `tags` also of a JSX element, and none inside of one. Empty
 * where a line may reach beyond its piece. A wrong count of tags shows when a piece is parsed: it would leave an element open.
 */
export function cutsOf(text: string, { tags }: { readonly tags: boolean }): readonly number[] {
  const cuts: number[] = [];
  let fence: { readonly inItem: boolean; readonly mark: string } | undefined;
  let inList = false;
  let depth = 0;
  let blank = true;
  for (const { start, text: line } of linesOf(text)) {
    const mark = FENCE.exec(line);
    if (fence !== undefined) {
      if (fence.inItem && /^\S/.test(line)) return [];
      if (mark !== null && closes(mark, fence.mark)) {
        if (isDeep(mark) && !tags) return [];
        fence = undefined;
      }
      continue;
    }
    if (FENCE_INSIDE.test(line) || FAR_REACHING.test(line) || leavesCommentOpen(line)) return [];
    if (blank && depth === 0 && start > 0 && (HEADING.test(line) || (tags && OPENING_TAG.test(line)))) cuts.push(start);
    if (/^\S/.test(line)) inList = ITEM.test(line);
    if (mark !== null && opens(mark)) {
      if (isDeep(mark) && !tags) return [];
      fence = { inItem: inList && mark[1] !== "", mark: mark[2] ?? "" };
    } else if (tags && /^[ \t]*</.test(line)) depth = Math.max(0, depth + opened(line));
    blank = line.trim() === "";
  }
  return cuts;
}

function opens([, , mark = "", info = ""]: RegExpExecArray): boolean {
  return mark.startsWith("~") || !info.includes("`");
}

function closes([, , run = "", rest = ""]: RegExpExecArray, mark: string): boolean {
  return run.startsWith(mark) && rest.trim() === "";
}

/** Such a line is indented code where that is known. */
function isDeep([, indent = ""]: RegExpExecArray): boolean {
  return indent.length > 3;
}

function leavesCommentOpen(line: string): boolean {
  const start = line.lastIndexOf("<!--");
  return start >= 0 && !line.includes("-->", start);
}

/** How many more elements a line opens than it closes. */
function opened(line: string): number {
  let more = 0;
  for (const [, close, empty] of line.matchAll(TAG)) {
    if (close === "/") more -= 1;
    else if (empty !== "/") more += 1;
  }
  return more;
}
