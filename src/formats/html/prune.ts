// Cuts the article down to what becomes mdast, a copy with few kinds of elements: noise, comments and wrappers are gone.
import type { Code } from "mdast";
import type { Token } from "parse5";
import type { Finding } from "../../source/finding.ts";
import type { SourceText } from "../../source/line-index.ts";
import { withoutMojibake } from "../mojibake.ts";
import { readCode } from "./code.ts";
import {
  attribute,
  fold,
  type HtmlElement,
  type HtmlNode,
  type HtmlText,
  isElement,
  isShownSample,
  isText,
  nodesBelow,
  parentOf,
  rangeOf,
} from "./elements.ts";
import { noiseOf } from "./noise.ts";
import { isLayout } from "./tables.ts";

export interface Pruned {
  readonly pruned: HtmlElement;
  readonly findings: readonly Finding[];
  readonly noise: readonly HtmlElement[];
}

/** What each element is in the copy; one that no row names passes its content on. */
const rows: readonly (readonly [tag: string, elements: string])[] = [
  [
    "div",
    "address article aside body caption center dialog details div fieldset figcaption figure footer form header hgroup " +
      "html label legend main nav p picture search section",
  ],
  ["ul", "ul menu dir dl"],
  ["ol", "ol"],
  ["li", "li dt dd"],
  // What is shown of a section that is folded away: its heading, below all others.
  ["h6", "summary"],
  ["code", "code kbd samp tt var listing xmp plaintext"],
  ["strong", "strong b"],
  ["em", "em i"],
  ["del", "del s strike"],
  ...["h1 h2 h3 h4 h5 h6 blockquote hr br a img table thead tr td th"]
    .flatMap((names) => names.split(" "))
    .map((name) => [name, name] as const),
];

const tagsInCopy = new Map(rows.flatMap(([tag, elements]) => elements.split(" ").map((name) => [name, tag] as const)));
const tableParts = new Set(["table", "thead", "tr", "td", "th"]);
/** What is nothing without content. */
const hollow = new Set(["li", "ul", "ol", "blockquote", "table", "thead", "tr", "h1", "h2", "h3", "h4", "h5", "h6"]);
const marks = new Set(["a", "code", "strong", "em", "del"]);
const keptAttributes = new Set(["href", "title", "src", "alt", "start", "colspan", "rowspan"]);

interface Frame {
  readonly element: HtmlElement;
  /** The element of the copy that gets its content: its own copy, or the one around it. */
  readonly copy: HtmlElement;
  /** Where its copy is; undefined where it passes its content on. */
  readonly parent: HtmlElement | undefined;
  next: number;
}

/** What stands for elements that are empty in the copy. */
export interface Finished {
  /** By the offset of their `<pre>`. */
  readonly codes: Map<number, Code>;
  /** Called with the whole copy of each row, before it is emptied; its attribute `data-row` discriminates them. */
  readonly finishRow: (row: HtmlElement) => void;
}

export function prune(article: HtmlElement, page: SourceText, { codes, finishRow }: Finished): Pruned {
  const findings: Finding[] = [];
  const noise: HtmlElement[] = [];
  const pruned = copyAs("div", article);
  const stack: Frame[] = [{ element: article, copy: pruned, parent: undefined, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const node: HtmlNode | undefined = top.element.childNodes[top.next++];
    if (node === undefined) {
      close(top, finishRow);
      stack.pop();
    } else if (isText(node)) addText(top.copy, node, page.text);
    else if (!isElement(node)) continue;
    else if (noiseOf(node) !== undefined) noise.push(node);
    else if (node.tagName === "pre" || isShownSample(node)) {
      const read = readCode(node, page);
      codes.set(rangeOf(node)[0], read.code);
      findings.push(...read.findings);
      for (const element of read.noise) noise.push(element);
      homeIn(top.copy, "pre").childNodes.push(copyAs("pre", node));
    } else stack.push(open(node, top));
  }
  return { pruned, findings, noise };
}

function open(element: HtmlElement, { copy: around }: Frame): Frame {
  const tag = tagOf(element, around);
  if (tag === undefined) return { element, copy: around, parent: undefined, next: 0 };
  const parent = element.tagName === "dd" ? termIn(around) : homeIn(around, tag);
  const copy = copyAs(tag === "li" && !isList(parent) ? "div" : tag, element);
  parent.childNodes.push(copy);
  return { element, copy, parent, next: 0 };
}

/** What an element is where it is: parts of tables that only arrange blocks, or without their table, are blocks. */
function tagOf(element: HtmlElement, around: HtmlElement): string | undefined {
  const tag = tagsInCopy.get(element.tagName);
  if (tag === "a" && attribute(element, "href") === undefined) return undefined;
  if (tag === "div" && isList(around) && element.childNodes.some(isItem)) return undefined;
  if (tag === undefined || !tableParts.has(tag)) return tag;
  const isPart = tag === "table" || (partOf.get(tag) ?? []).includes(around.tagName);
  return isPart && !isLayout(element) ? tag : "div";
}

const partOf: ReadonlyMap<string, readonly string[]> = new Map([
  ["thead", ["table"]],
  ["tr", ["table", "thead"]],
  ["td", ["tr"]],
  ["th", ["tr"]],
]);

const isList = ({ tagName }: HtmlElement): boolean => tagName === "ul" || tagName === "ol";
const isItem = (node: HtmlNode): boolean => isElement(node) && tagsInCopy.get(node.tagName) === "li";

/** Where content goes: between items into an item of its own, between cells into a cell, an item without a list into one. */
function homeIn(around: HtmlElement, tag: string): HtmlElement {
  const isStray = isList(around) ? tag !== "li" : around.tagName === "tr" && tag !== "td" && tag !== "th";
  const home = isStray ? madeIn(around, isList(around) ? "li" : "td") : around;
  return tag === "li" && !isList(home) ? madeIn(home, "ul") : home;
}

/** What is said of a term is a part of its item. */
function termIn(around: HtmlElement): HtmlElement {
  const term = around.childNodes.findLast(isElement);
  return isList(around) && term?.tagName === "li" ? term : homeIn(around, "li");
}

/** An element that the page does not have, shared by all that is side by side. */
function madeIn(parent: HtmlElement, tag: string): HtmlElement {
  const last = parent.childNodes.findLast((node) => !isText(node) || node.value.trim() !== "");
  if (last !== undefined && isElement(last) && last.tagName === tag && last.sourceCodeLocation === null) return last;
  const made = { ...copyAs(tag, parent), attrs: [], sourceCodeLocation: null };
  parent.childNodes.push(made);
  return made;
}

function copyAs(tag: string, element: HtmlElement): HtmlElement {
  const attrs = element.attrs.filter(({ name }) => keptAttributes.has(name));
  const anchor = /^h[1-6]$/.test(tag) ? readAnchor(element) : undefined;
  if (anchor !== undefined) attrs.push({ name: "id", value: anchor });
  return { ...element, tagName: tag, nodeName: tag, attrs, childNodes: [] };
}

/** Takes out what is left hollow; marks around nothing but blanks give way to the blanks. */
function close({ copy, parent }: Frame, finishRow: Finished["finishRow"]): void {
  if (parent === undefined) return;
  const { tagName, childNodes } = copy;
  if (hollow.has(tagName) && childNodes.length === 0) parent.childNodes.pop();
  else if (tagName === "tr") {
    finishRow(copy);
    copy.childNodes = [];
  }
  if (!marks.has(tagName)) return;
  const [only, ...others] = childNodes;
  if (only !== undefined && (others.length > 0 || !isText(only) || only.value.trim() !== "")) return;
  parent.childNodes.pop();
  if (only !== undefined && isText(only)) append(parent, only);
}

/** The place of a text is that without the white space around it. */
function addText(around: HtmlElement, node: HtmlText, text: string): void {
  const isBlank = node.value.trim() === "";
  if (isBlank && (isList(around) || around.tagName === "tr")) return;
  let [start, end] = rangeOf(node);
  const limit = end;
  while (start < limit && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  const home = homeIn(around, "#text");
  const sourceCodeLocation = { ...NO_PLACE, startOffset: start, endOffset: end };
  append(home, { ...node, value: withoutMojibake(fold(node.value)), parentNode: home, sourceCodeLocation });
}

function append({ childNodes }: HtmlElement, node: HtmlText): void {
  const last = childNodes.at(-1);
  if (last === undefined || !isText(last)) childNodes.push(node);
  else {
    const end = node.value.trim() === "" ? last.sourceCodeLocation?.endOffset : node.sourceCodeLocation?.endOffset;
    last.value += node.value;
    if (last.sourceCodeLocation && end !== undefined) last.sourceCodeLocation.endOffset = end;
  }
}

/** Lines and columns are counted anew from the offsets. */
const NO_PLACE: Token.Location = { startLine: 1, startCol: 1, startOffset: 0, endLine: 1, endCol: 1, endOffset: 0 };

const isSpace = (unit: number): boolean => unit === 32 || (unit >= 9 && unit <= 13);

/** The anchor a page gives to a heading: its own id, that of a link inside it, or that of the section it opens. */
function readAnchor(heading: HtmlElement): string | undefined {
  return filled(attribute(heading, "id")) ?? nestedAnchor(heading) ?? sectionAnchor(heading);
}

function nestedAnchor(heading: HtmlElement): string | undefined {
  let link: string | undefined;
  for (const node of nodesBelow(heading)) {
    if (!isElement(node)) continue;
    const name = filled(attribute(node, "id")) ?? (node.tagName === "a" ? filled(attribute(node, "name")) : undefined);
    if (name !== undefined && node.namespaceURI.endsWith("xhtml")) return name;
    const href = node.tagName === "a" ? attribute(node, "href") : undefined;
    if (href?.startsWith("#") === true) link ??= filled(href.slice(1));
  }
  return link;
}

function sectionAnchor(heading: HtmlElement): string | undefined {
  const parent = parentOf(heading);
  if (parent === undefined || !/^(?:section|div|article)$/.test(parent.tagName)) return undefined;
  const first = parent.childNodes.find((node) => isElement(node) || (isText(node) && node.value.trim() !== ""));
  return first === heading ? filled(attribute(parent, "id")) : undefined;
}

const filled = (value: string | undefined): string | undefined =>
  value === undefined || value === "" ? undefined : value;
