// Finds HTML tables, lists and code blocks in a Markdown or MDX page, which are read as HTML and not as Markdown.
import { type SourceLine, lineAt } from "../../source/line-index.ts";
import type { LineScan } from "./line-scan.ts";
import { codeSpans, delimiterCells, type TextRange, within } from "./overlong.ts";

export interface HtmlElementRange extends TextRange {
  /** Marks of quotes before its lines, which are none of it. */
  readonly marks: readonly TextRange[];
}

export interface FoundHtml {
  readonly embedded: readonly HtmlElementRange[];
  /** Tables and code blocks in the midst of a line, which no reader takes apart. */
  readonly inline: readonly TextRange[];
}

interface Tag extends TextRange {
  readonly name: string;
  /** Whether embedded HTML may begin here, for its name or its role. */
  readonly begins: boolean;
}

const TAG = /<(\/?)(table|dl|pre|ul|ol|div)(?=[\s>]|$)([^<>]{0,2000})>?/gi;
const ROLE = /\brole=["']?(?:table|grid)\b/i;
/** What may be before embedded HTML on its line: marks of quotes and items, and other tags. */
const BEFORE = /^(?:[\s>]|[-*+]\s|\d{1,9}[.)]\s|<[^<>]{0,500}>)*$/;
/** Markdown takes what is behind many blanks for code, so there tags alone may follow embedded HTML, as a part of it. */
const TAGS = /^(?:\s|<[^<>]{0,500}>)*$/;
const QUOTE = /^[ \t]*>[ \t>]*/;
const ESM = /^(?:import|export)\b/;
const HEADING = /^[ \t>]*#{1,6}[ \t]/;

/** An element that is closed, begins its line, and holds no fence, heading or pipe table of its own. */
export function findEmbeddedHtml(text: string, scan: LineScan, mdx: boolean): FoundHtml {
  if (!/<(?:table|dl|pre|ul|ol|div)[\s>]/i.test(text)) return { embedded: [], inline: [] };
  const embedded: HtmlElementRange[] = [];
  const inline: TextRange[] = [];
  const comments = commentsIn(text);
  const modules = moduleLines(scan.lines);
  let comment = 0;
  let behind = 0;
  for (const { open, end: closed } of elementsOf(scan)) {
    if (open.start < behind || !open.begins) continue;
    const first = lineAt(scan.lines, open.start);
    const last = lineAt(scan.lines, closed);
    const tail = text.slice(closed, scan.lines[last]?.end);
    if (!mdx && !TAGS.test(tail)) continue;
    const end = mdx ? closed : closed + tail.length;
    while ((comments[comment]?.end ?? Infinity) <= open.start) comment += 1;
    const isComment = (comments[comment]?.start ?? Infinity) < open.start;
    if (isComment || modules.has(first) || !isHtmlAlone(scan, first, last)) continue;
    const line = scan.lines[first] ?? { start: 0, end: 0, text: "" };
    if (BEFORE.test(line.text.slice(0, open.start - line.start))) {
      embedded.push({ start: open.start, end, marks: marksOf(scan.lines, first, last) });
    } else if (!/^[uo]l$/.test(open.name)) inline.push({ start: open.start, end });
    behind = end;
  }
  return { embedded, inline };
}

/** Elements with an end, whose tags are outside of fences, comments and code spans, in the order of their starts. */
function elementsOf({ lines, open }: LineScan): readonly { readonly open: Tag; readonly end: number }[] {
  const found: { open: Tag; end: number }[] = [];
  const waiting = new Map<string, Tag[]>();
  for (const [index, { text, start }] of lines.entries()) {
    if (open[index] !== true || !text.includes("<")) continue;
    const isCode = within(codeSpans(text));
    for (const { 0: all, 1: slash, 2: written = "", 3: rest = "", index: at } of text.matchAll(TAG)) {
      const name = written.toLowerCase();
      if (isCode(at) || rest.endsWith("/") || (written !== name && written !== written.toUpperCase())) continue;
      const stack = waiting.get(name) ?? [];
      waiting.set(name, stack);
      const end = start + at + all.length;
      const opener = slash === "/" ? stack.pop() : undefined;
      if (opener !== undefined) found.push({ open: opener, end });
      else if (slash !== "/") stack.push({ name, begins: name !== "div" || ROLE.test(rest), start: start + at, end });
    }
  }
  return found.sort((a, b) => a.open.start - b.open.start);
}

function isHtmlAlone({ lines, open }: LineScan, first: number, last: number): boolean {
  for (let index = first; index <= last; index += 1) {
    const text = lines[index]?.text ?? "";
    if (open[index] !== true || HEADING.test(text)) return false;
    if (text.includes("|") && delimiterCells(text) !== undefined) return false;
  }
  return true;
}

function commentsIn(text: string): readonly TextRange[] {
  const comments: TextRange[] = [];
  for (const [open, close] of [
    ["<!--", "-->"],
    ["{/*", "*/}"],
  ] as const) {
    for (let start = text.indexOf(open); start >= 0;) {
      const end = text.indexOf(close, start + open.length);
      if (end < 0) break;
      comments.push({ start, end: end + close.length });
      start = text.indexOf(open, end);
    }
  }
  return comments.sort((a, b) => a.start - b.start);
}

/** Lines of paragraphs that begin with an import or an export, which are code. */
function moduleLines(lines: readonly SourceLine[]): ReadonlySet<number> {
  const modules = new Set<number>();
  let inModule = false;
  let isFirst = true;
  for (const [index, { text }] of lines.entries()) {
    const isBlank = text.trim() === "";
    if (isBlank) inModule = false;
    else if (isFirst) inModule = ESM.test(text);
    if (inModule) modules.add(index);
    isFirst = isBlank;
  }
  return modules;
}

function marksOf(lines: readonly SourceLine[], first: number, last: number): readonly TextRange[] {
  const begin = lines[first];
  if (begin === undefined || !QUOTE.test(begin.text)) return [];
  const marks: TextRange[] = [];
  for (const { text, start } of lines.slice(first + 1, last + 1)) {
    const mark = QUOTE.exec(text);
    if (mark !== null) marks.push({ start, end: start + mark[0].length });
  }
  return marks;
}
