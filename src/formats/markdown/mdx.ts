// Reads an MDX page: strictly where its syntax holds or a mark read as text mends it, else as Markdown without its elements. Nothing of
// a page is ever evaluated.
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import acornJsx from "acorn-jsx";
import { unified } from "unified";
import { VFileMessage } from "vfile-message";
import type { Root } from "mdast";
import type { Point } from "unist";
import { type Expression, type Options, Parser, type Program } from "acorn";
import { findingIn, type Finding } from "../../source/finding.ts";
import { blank, type Edit, type EditedText, editText, startsOf } from "../../source/line-index.ts";
import { type Ignored, ignoredIn, type Reader, type ReadOptions, type ReadResult, unreadable } from "../document.ts";
import { finishTree, htmlNames, placeNodes } from "./finish-tree.ts";
import { emptyElement, tagEnd, unreadSnippets } from "./jsx-tags.ts";
import type { LineScan } from "./line-scan.ts";
import { gfm } from "./gfm.ts";
import { type PreparedPage, preparePage } from "./prepare-page.ts";
import { unwrapJsx } from "./strict-jsx.ts";

const strict = unified().use(remarkParse).use(gfm).freeze();
const plain = unified().use(remarkParse).use(gfm).use(withoutHtml).freeze();

/** For a page that no few mends make MDX; `why` is put before the findings. */
function readWithoutElements(text: string, { file }: ReadOptions, why: readonly Finding[]): ReadResult {
  const page = preparePage(text, { file, mdx: true });
  const findings = [...why, ...page.findings];
  try {
    const elements = elementsIn(page.scan);
    const edits = elements.map(({ start, end }) => blank(page.scan.text, start, end));
    const edited = editText(page.scan.text, [...page.edits, ...edits]);
    const tree = plain.parse(edited.text);
    placeNodes(tree, page, edited);
    const ignored = elements.map(({ start, end }) => ignoredIn(page, "mdx-element", start, end));
    const snippetAt = unreadSnippets(page);
    const lost = elements.map(({ start, end }) => snippetAt(emptyElement(text.slice(start, end)), start, end));
    return finished(tree, page, ignored, [...findings, ...lost.filter((said) => said !== undefined)]);
  } catch (error) {
    return { findings: [...findings, unreadable(error, file)] };
  }
}

/** Escapes and code, which hold no element; then what MDX has beyond Markdown. */
const MARK = /\\.|`[^`]*`|\{\/\*.{0,1000}?\*\/\}|<!--.{0,1000}?-->|<\/?[\w$.:-]*|^(?:import|export)[ \t].{0,2000}/g;

/** Tags, comments, imports and exports, outside of fences. A placeholder such as `<chat_id>` is no tag. */
function elementsIn({
  text,
  lines,
  open,
  comments,
}: LineScan): readonly { readonly start: number; readonly end: number }[] {
  const found = [...comments];
  let done = 0;
  for (const [index, line] of lines.entries()) {
    if (open[index] !== true) continue;
    for (const { 0: mark, index: at } of line.text.matchAll(MARK)) {
      const start = line.start + at;
      if (start < done || /^[\\`]/.test(mark)) continue;
      const isTag = /^<(?!!)/.test(mark);
      if (isTag && !/^<(?:$|\/|[A-Z])/.test(mark) && !htmlNames.test(mark.slice(1))) continue;
      const end = isTag ? tagEnd(text, start) : start + mark.length;
      if (end === undefined) continue;
      found.push({ start, end });
      done = end;
    }
  }
  return found;
}

export const readMdx: Reader = (text, options) => {
  const page = preparePage(text, { file: options.file, mdx: true });
  const mends: Edit[] = [];
  const said: Finding[] = [];
  for (;;) {
    const edited = editText(page.embedded.text, [...page.edits, ...mends]);
    const acorn = limitedAcorn();
    let tree: Root;
    try {
      tree = strict().use(remarkMdx, { acorn }).freeze().parse(edited.text);
      if (acorn.givenUpAt() !== undefined) throw new Error("an expression does not end");
    } catch (error) {
      const unread = acorn.givenUpAt();
      if (unread !== undefined) return readWithoutElements(text, options, [endlessFinding(unread, page, edited)]);
      const isOver = mends.length >= MOST_MENDS || (mends.length + 1) * edited.text.length > MOST_REREAD;
      const mend = isOver ? undefined : mendFor(error, edited, page, mends);
      if (mend === undefined) return readWithoutElements(text, options, [syntaxFinding(error, page, edited)]);
      mends.push(mend);
      said.push(mendFinding(error, mend, page));
      continue;
    }
    try {
      placeNodes(tree, page, edited);
      const { ignored, findings } = unwrapJsx(tree, text, options);
      return finished(tree, page, ignored, [...page.findings, ...said, ...findings]);
    } catch (error) {
      return { findings: [...page.findings, ...said, unreadable(error, options.file)] };
    }
  }
};

/** Marks that one page may have read as text, and characters that may be parsed for it again. */
const MOST_MENDS = 40;
const MOST_REREAD = 4_000_000;

/**
 * What takes the parser's offence away: a mark read as text; or a comment, an import or export, a tag whose attributes do not hold or
 * that has no other half, left out. Undefined where nothing small does.
 */
function mendFor(
  error: unknown,
  { text, toSource }: EditedText,
  page: PreparedPage,
  mends: readonly Edit[],
): Edit | undefined {
  if (!(error instanceof VFileMessage)) return undefined;
  const { reason } = error;
  const source = page.embedded.text;
  const near = pointOf(error)?.offset ?? text.length;
  const without = (from: number, pattern: RegExp): Edit | undefined => {
    const [whole] = pattern.exec(source.slice(from, from + LONGEST_MEND)) ?? [];
    return whole === undefined ? undefined : blank(source, from, from + whole.length);
  };
  if (/import\/export/.test(reason)) {
    const begin = page.scan.lines.findLast(
      ({ start, text: line }) => start <= toSource(near) && /^(?:im|ex)port\b/.test(line),
    );
    if (begin === undefined) return undefined;
    // Indented, it is no module's: "export your orders daily".
    return MODULE.test(begin.text)
      ? without(begin.start, /^.*(?:\n.*\S.*)*/)
      : { start: begin.start, end: begin.start, insert: " " };
  }
  const opened = /\((\d{1,7}):(\d{1,7})-\d/.exec(reason);
  const isBrace = /expression|brace|acorn/i.test(reason);
  const at =
    opened !== null
      ? (startsOf(text)[Number(opened[1]) - 1] ?? 0) + Number(opened[2]) - 1
      : text.lastIndexOf(isBrace ? "{" : "<", near);
  const odd = isBrace && opened === null ? unclosedBrace(page, toSource(near), mends) : undefined;
  const start = odd ?? toSource(at);
  const rest = source.slice(start, start + LONGEST_MEND);
  if (at < 0 || !/^[{<]/.test(rest) || source[start - 1] === "\\") return undefined;
  if (rest.startsWith("<!--")) return without(start, /^<!--[^]*?-->/);
  const inTag = isBrace || /attribute|in name/.test(reason) ? openTag(page, toSource(near), isBrace, mends) : undefined;
  if (inTag !== undefined) return without(inTag, /^<[^<>\n]*>?/);
  if (/^\{\s*["'\n]/.test(rest)) return undefined;
  return without(start, /^<\/?[A-Z][^<>{}]{0,200}>/) ?? { start, end: start, insert: "\\" };
}

const MODULE =
  /^(?:import\s*(?:["'{*]|[\w$]+\s*(?:,|from\b))|export\s*(?:(?:const|let|var|default|function|class|async|type|interface)\b|[{*]))/;

/** Characters that one mend may leave out. */
const LONGEST_MEND = 2000;

/** The last brace before an offset of the page that no other one closes, code left out. */
function unclosedBrace({ embedded, scan }: PreparedPage, end: number, mends: readonly Edit[]): number | undefined {
  const open: number[] = [];
  scan.lines.forEach((line, index) => {
    if (scan.open[index] !== true || line.start > end) return;
    const words = embedded.text.slice(line.start, line.end).replace(/`[^`]*`/g, (code) => " ".repeat(code.length));
    for (const { 0: mark, index: at } of words.matchAll(/(?<!\\)[{}]/g)) {
      if (mark === "}") open.pop();
      else if (!mends.some(({ start }) => start === line.start + at)) open.push(line.start + at);
    }
  });
  return open.at(-1);
}

/** The tag with an expression in the offset's own line, or the last one before the offset with an odd number of quotes. */
function openTag({ scan }: PreparedPage, offset: number, isBrace: boolean, mends: readonly Edit[]): number | undefined {
  const begins = scan.lines.flatMap(({ start, end, text }, index) => {
    const { 0: tag, index: at } = TAG_IN_LINE.exec(text) ?? { 0: "", index: 0 };
    const isOpen = isBrace ? end >= offset && tag.includes("{") : tag.split('"').length % 2 === 0;
    return scan.open[index] === true && start <= offset && isOpen ? [start + at] : [];
  });
  return begins.findLast((begin) => !mends.some(({ start }) => start === begin));
}

const TAG_IN_LINE = /<[A-Za-z][^<>]*(?:>|$)/;

function finished(
  tree: Root,
  page: PreparedPage,
  ignored: readonly Ignored[],
  findings: readonly Finding[],
): ReadResult {
  const { file, text, metadata } = page;
  const last = finishTree(tree, page);
  const document = { file, format: "mdx", text, tree, metadata, ignored: [...ignored, ...last.ignored] } as const;
  return { document, findings: [...findings, ...last.findings] };
}

function syntaxFinding(error: unknown, page: PreparedPage, { toSource }: EditedText): Finding {
  const reason = error instanceof VFileMessage ? error.reason : error instanceof Error ? error.message : String(error);
  return notMdx(reason, toSource(pointOf(error)?.offset ?? 0), page);
}

function pointOf(error: unknown): Point | undefined {
  const place = error instanceof VFileMessage ? error.place : undefined;
  return place !== undefined && "start" in place ? place.start : place;
}

function mendFinding(error: unknown, { start, end }: Edit, page: PreparedPage): Finding {
  const reason = error instanceof VFileMessage ? error.reason : String(error);
  return notMdx(reason, start, page, start === end ? "the mark is read as text" : "this is left out");
}

function endlessFinding(unread: string, page: PreparedPage, { text, toSource }: EditedText): Finding {
  const start = text.indexOf(unread.trimStart().slice(0, 1000).split("\n")[0] ?? "");
  return notMdx("an expression does not end", toSource(Math.max(0, start)), page);
}

function notMdx(
  reason: string,
  start: number,
  { scan }: PreparedPage,
  effect = "read as Markdown without its elements",
): Finding {
  return findingIn(scan, { rule: "document/mdx-syntax", message: `not valid MDX here (${reason}); ${effect}`, start });
}

/** MDX knows no HTML, no indented code and no `<https://…>`; nor has what is left of it without its elements. */
function withoutHtml(this: { data(): { micromarkExtensions?: unknown[] } }): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push({ disable: { null: ["codeIndented", "htmlFlow", "htmlText", "autolink"] } });
}

/** Characters that are read for one page, all tries taken together; a line counts as many as it takes to gather it. */
const MOST_READ = 2_000_000;
const LINE = 15;

export interface LimitedAcorn {
  readonly parse: (input: string, options: Options) => Program;
  readonly parseExpressionAt: (input: string, offset: number, options: Options) => Expression;
  /**
   * What was tried when patience ended. From then on imports and exports fail and expressions, which would be tried on and
   * on, succeed, so that parsing comes to its end; its tree is of no use.
   */
  readonly givenUpAt: () => string | undefined;
}

const parser = Parser.extend(acornJsx());

export function limitedAcorn(): LimitedAcorn {
  let read = 0;
  let last: string | undefined;
  const isOver = (input: string): boolean => {
    read += input.length + LINE * (input.split("\n").length - 1);
    if (read > MOST_READ) last ??= input;
    return last !== undefined;
  };
  return {
    parse: (input, options) => {
      if (isOver(input)) throw Object.assign(new SyntaxError("the code does not end"), { pos: 0, raisedAt: 0 });
      return parser.parse(input, options);
    },
    parseExpressionAt: (input, offset, options) =>
      isOver(input)
        ? { type: "Identifier", name: "", start: 0, end: input.length }
        : parser.parseExpressionAt(input, offset, options),
    givenUpAt: () => last,
  };
}
