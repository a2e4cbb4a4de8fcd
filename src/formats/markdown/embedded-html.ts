// Reads what is in a Markdown or MDX page as HTML, with the reader of HTML pages; Markdown inside of it stays Markdown.
import remarkParse from "remark-parse";
import { unified } from "unified";
import type { Nodes, PhrasingContent, Root, RootContent } from "mdast";
import { findingIn, type Finding } from "../../source/finding.ts";
import { type SourceText, blank, type Edit, editText } from "../../source/line-index.ts";
import { type Ignored, eachNode, replaceChildren } from "../document.ts";
import { isElement, nodesBelow, parseHtml, readRoles } from "../html/elements.ts";
import { recordLeftOut } from "../html/noise.ts";
import { toMdast } from "../html/to-mdast.ts";
import { findEmbeddedHtml, type FoundHtml } from "./find-embedded-html.ts";
import { bracesEnd, stringLiteral, tagEnd } from "./jsx-tags.ts";
import type { LineScan, Mends, ScanOptions } from "./line-scan.ts";
import { gfm } from "./gfm.ts";
import { htmlNames } from "./finish-tree.ts";
import { codeSpans, within } from "./overlong.ts";

export interface EmbeddedHtml extends Mends {
  /** The page with blanks for its embedded HTML, so that the parser of the page sees none. */
  readonly text: string;
  readonly blocks: readonly RootContent[];
  readonly ignored: readonly Ignored[];
}

/** In place of a `<` that opens no tag; no page holds it. */
const LESS = "\uFDD0";
/** Longer texts of one cell are not looked at for Markdown. */
const LONGEST_TEXT = 2000;
/** A code span, emphasis, a link or an escaped mark. */
const MARKDOWN = /`[^`]+`|([*_~])[^\s*_~][^*_~]*\1|\]\(|\\[^\w\s]/;

const parser = unified().use(remarkParse).use(gfm).freeze();

export function readEmbeddedHtml(text: string, scan: LineScan, { file, mdx }: ScanOptions): EmbeddedHtml {
  const found = findEmbeddedHtml(text, scan, mdx);
  const page = { file, text };
  const message =
    "a table, list or code block of HTML stands in the midst of a line; its words were read as running text";
  const findings = found.inline.map((range) => findingIn(page, { rule: "document/raw-html", message, ...range }));
  const none: EmbeddedHtml = { text, blocks: [], ignored: [], edits: [], findings };
  const { embedded } = found;
  if (embedded.length === 0) return none;
  const masked = maskPage(text, found, mdx);
  const parsed = parseHtml(masked);
  if (parsed.kind !== "tree") return { ...none, findings: [...findings, unreadable(parsed.offset, page)] };
  readRoles(parsed.tree);
  for (const body of nodesBelow(parsed.tree)) {
    if (!isElement(body) || body.tagName !== "body") continue;
    const converted = toMdast(body, { file, text: masked });
    if ("error" in converted) return { ...none, findings: [...findings, unreadable(0, page)] };
    const { tree, findings: said, noise } = converted;
    const { ignored, findings: lost } = recordLeftOut(body, noise, page);
    restoreNodes(tree, text);
    const blanks = embedded.map(({ start, end }) => blank(text, start, end));
    return {
      ...none,
      ...{ text: editText(text, blanks).text, blocks: tree.children, ignored },
      findings: [...findings, ...said, ...lost],
    };
  }
  return none;
}

function unreadable(start: number, page: SourceText): Finding {
  const message =
    "the HTML of this page is nested too deep or left open too often; its tables and lists were read as running text";
  return findingIn(page, { rule: "document/raw-html", message, start, quote: page.text.slice(start, start + 80) });
}

/** Puts the blocks among the tree's own, by their places. */
export function placeEmbeddedHtml(tree: Root, { blocks }: EmbeddedHtml): void {
  if (blocks.length === 0) return;
  const startOf = (node: Nodes): number => node.position?.start.offset ?? 0;
  const merged: RootContent[] = [];
  let next = 0;
  for (const child of tree.children) {
    for (let block = blocks[next]; block !== undefined && startOf(block) < startOf(child); block = blocks[++next])
      merged.push(block);
    merged.push(child);
  }
  replaceChildren(tree, [...merged, ...blocks.slice(next)]);
}

/** The page with nothing but its embedded HTML, at their own offsets, as HTML alone. */
function maskPage(text: string, { embedded }: FoundHtml, mdx: boolean): string {
  const edits: Edit[] = [];
  let behind = 0;
  for (const { start, end, marks } of embedded) {
    for (const range of [{ start: behind, end: start }, ...marks]) edits.push(blank(text, range.start, range.end));
    edits.push(...editsWithin(text, start, end, mdx));
    behind = end;
  }
  return editText(text, [...edits, blank(text, behind, text.length)]).text;
}

/** JSX is blanked down to its literal strings; a `<` that opens no tag is masked. */
function editsWithin(text: string, start: number, end: number, mdx: boolean): readonly Edit[] {
  const edits: Edit[] = [];
  const element = text.slice(start, end);
  const spans = codeSpans(element.replace(/[\r\n]/g, " ")).filter(
    ({ start: from, end: to }) => !/[{}]/.test(element.slice(from - 1, from) + element.slice(to, to + 1)),
  );
  const isInCode = within(spans);
  for (let at = start; at < end; at += 1) {
    const isCode = isInCode(at - start);
    const character = text[at];
    if (character === "<") {
      const name = /^<\/?([A-Za-z][\w.-]{0,99})/.exec(text.slice(at, at + 102))?.[1];
      const isTag =
        !isCode &&
        (text.startsWith("<!--", at) || (name !== undefined && (htmlNames.test(name) || /^[A-Z]/.test(name))));
      if (!isTag) edits.push({ start: at, end: at + 1, insert: LESS });
      else if (mdx) {
        const stop = Math.min(tagEnd(text, at) ?? at + 1, end);
        for (let brace = text.indexOf("{", at); brace >= 0 && brace < stop; brace = text.indexOf("{", brace)) {
          const close = Math.min(bracesEnd(text.slice(brace, stop), 0) ?? stop - brace, stop - brace);
          edits.push(blank(text, brace, brace + close));
          brace += close;
        }
        at = stop - 1;
      }
    } else if (mdx && character === "{" && !isCode) {
      const stop = expressionEnd(text, at, end);
      if (stop === undefined) continue;
      const inner = text.slice(at + 1, stop - 1);
      const literal = stringLiteral(inner);
      if (literal === undefined && !/^\s*\/\*/.test(inner)) continue;
      if (literal === undefined) edits.push(blank(text, at, stop));
      else {
        const from = at + 2 + inner.length - inner.trimStart().length;
        const to = from + inner.trim().length - 2;
        edits.push(blank(text, at, from), ...lessIn(text, from, to), blank(text, to, stop));
      }
      at = stop - 1;
    }
  }
  return edits;
}

function lessIn(text: string, from: number, to: number): readonly Edit[] {
  return [...text.slice(from, to).matchAll(/</g)].map(({ index }) => ({
    start: from + index,
    end: from + index + 1,
    insert: LESS,
  }));
}

/** Where braces end that hold a string or a comment alone. */
function expressionEnd(text: string, at: number, end: number): number | undefined {
  const opener = /^\{\s{0,99}(`|"|'|\/\*)/.exec(text.slice(at, at + 103));
  if (opener?.[1] === undefined) return undefined;
  const close = opener[1] === "/*" ? "*/" : opener[1];
  const stop = text.indexOf(close, at + opener[0].length);
  if (stop < 0 || stop >= end) return undefined;
  const after = /^\s{0,99}\}/.exec(text.slice(stop + close.length, stop + close.length + 100));
  return after === null ? undefined : stop + close.length + after[0].length;
}

/** Gives each node what the page itself says: its `<`, its Markdown, the page as the source of its code. */
function restoreNodes(tree: Root, text: string): void {
  eachNode(tree, (node) => {
    if (node.type === "code" || node.type === "inlineCode") node.value = unmasked(node.value);
    if (node.type === "code" && node.data?.source !== undefined) node.data.source = { ...node.data.source, text };
    if (!("children" in node) || !node.children.some(({ type }) => type === "text")) return;
    const children: readonly Nodes[] = node.children.flatMap((child: Nodes): readonly Nodes[] =>
      child.type === "text" ? markedUp(child.value, child.position) : [child],
    );
    replaceChildren(node, children);
  });
}

const unmasked = (value: string): string => value.replaceAll(LESS, "<");

/** The phrasing that a text is as Markdown; a letter before it keeps it from being read as a block. */
export function markedUp(value: string, position: Nodes["position"]): readonly PhrasingContent[] {
  const place = position === undefined ? {} : { position };
  const plain: PhrasingContent = { type: "text", value: unmasked(value), ...place };
  if (value.length > LONGEST_TEXT || !MARKDOWN.test(value) || /[\r\n]/.test(value)) return [plain];
  const lead = value.length - value.trimStart().length;
  const [paragraph] = parser.parse(`x${value.trim()}`).children;
  const children = paragraph?.type === "paragraph" ? paragraph.children : [];
  const [first] = children;
  if (first?.type !== "text") return [plain];
  first.value = value.slice(0, lead) + first.value.slice(1);
  const tail = value.slice(value.trimEnd().length);
  const all: PhrasingContent[] =
    tail === "" || value.trim() === "" ? children : [...children, { type: "text", value: tail }];
  for (const child of all) {
    eachNode(child, (below) => {
      if ("value" in below) below.value = unmasked(below.value);
      Object.assign(below, place);
    });
  }
  return all;
}
