// Finds HTML tables, lists and code blocks in a Markdown or MDX page, which are read as HTML and not as Markdown.
import { type SourceLine, lineAt } from "../../source/line-index.ts";
import type { LineScan } from "./line-scan.ts";
import { delimiterCells } from "./overlong.ts";

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

export interface HtmlElementRange extends TextRange {
  /** Marks of quotes before its lines, which are none of it. */
  readonly marks: readonly TextRange[];
}

export interface FoundHtml {
  readonly embedded: readonly HtmlElementRange[];
  /** Tables and code blocks in the midst of a line, which no reader takes apart. */
  readonly inline: readonly TextRange[];
}

interface Tag {
  readonly name: string;
  readonly kind: "open" | "close";
  /** Whether embedded HTML may begin here, for its name or its role. */
  readonly begins: boolean;
  readonly start: number;
  end: number;
}

const TAG = /<(\/?)(table|dl|pre|ul|ol|div)(?=[\s>]|$)([^<>]{0,2000})>?/gi;
const ROLE = /\brole=["']?(?:table|grid)\b/i;
/** What may stand before embedded HTML on its line: marks of quotes and items, and other tags. */
const BEFORE = /^(?:[\s>]|[-*+]\s|\d{1,9}[.)]\s|<[^<>]{0,500}>)*$/;
/** Markdown takes what stands behind many blanks for code, so there tags alone may follow embedded HTML, as a part of it. */
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
  for (const { open, end: closed } of pairs(tagsOf(scan))) {
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

/** Tags outside of fences, comments and code spans. */
function tagsOf({ lines, open }: LineScan): readonly Tag[] {
  const tags: Tag[] = [];
  for (const [index, { text, start }] of lines.entries()) {
    if (open[index] !== true || !text.includes("<")) continue;
    const spans = codeSpans(text);
    for (const { 0: all, 1: slash, 2: name = "", 3: rest = "", index: at } of text.matchAll(TAG)) {
      if (spans.some((span) => span.start < at && at < span.end)) continue;
      const lower = name.toLowerCase();
      if (rest.endsWith("/") || (name !== lower && name !== name.toUpperCase())) continue;
      const begins = lower !== "div" || ROLE.test(rest);
      tags.push({
        name: lower,
        kind: slash === "/" ? "close" : "open",
        begins,
        start: start + at,
        end: start + at + all.length,
      });
    }
  }
  return tags;
}

/** Elements with an end, in the order of their starts. */
function pairs(tags: readonly Tag[]): readonly { readonly open: Tag; readonly end: number }[] {
  const found: { open: Tag; end: number }[] = [];
  const waiting = new Map<string, Tag[]>();
  for (const tag of tags) {
    const stack = waiting.get(tag.name) ?? [];
    waiting.set(tag.name, stack);
    if (tag.kind === "open") stack.push(tag);
    else {
      const open = stack.pop();
      if (open !== undefined) found.push({ open, end: tag.end });
    }
  }
  return found.sort((a, b) => a.open.start - b.open.start);
}

/** Code between backticks of one line. */
export function codeSpans(text: string): readonly TextRange[] {
  if (!text.includes("`")) return [];
  const runs = [...text.matchAll(/`+/g)].map(({ index, 0: run }) => ({ start: index, length: run.length }));
  const following: (number | undefined)[] = [];
  const latest = new Map<number, number>();
  for (let index = runs.length - 1; index >= 0; index -= 1) {
    const length = runs[index]?.length ?? 0;
    following[index] = latest.get(length);
    latest.set(length, index);
  }
  const spans: TextRange[] = [];
  for (let index = 0; index < runs.length; index += 1) {
    const stop = following[index];
    const [from, to] = [runs[index], stop === undefined ? undefined : runs[stop]];
    if (stop === undefined || from === undefined || to === undefined) continue;
    spans.push({ start: from.start, end: to.start + to.length });
    index = stop;
  }
  return spans;
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
