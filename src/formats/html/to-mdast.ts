// Turns the article's elements into mdast, one walk with its own stack; every node knows its place in the page.
import type {
  BlockContent,
  Heading,
  Link,
  ListItem,
  PhrasingContent,
  Root,
  RootContent,
  TableCell,
  TableRow,
  Text,
} from "mdast";
import type { Position as Extent } from "unist";
import type { Finding } from "../../source/finding.ts";
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
  type Places,
  rangeOf,
} from "./elements.ts";
import { noiseOf } from "./noise.ts";
import { isLayout, toCell, toRow, toTable } from "./tables.ts";

export interface Conversion {
  readonly tree: Root;
  readonly findings: readonly Finding[];
  /** Elements inside the article that are no content. */
  readonly noise: readonly HtmlElement[];
}

interface Frame {
  readonly element: HtmlElement;
  readonly pieces: Piece[];
  /** Where the finished element goes. */
  readonly into: Piece[];
  next: number;
}

export function toMdast(article: HtmlElement, places: Places): Conversion {
  const findings: Finding[] = [];
  const noise: HtmlElement[] = [];
  const content: Piece[] = [];
  const stack: Frame[] = [open(article, content, places)];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const node: HtmlNode | undefined = top.element.childNodes[top.next++];
    if (node === undefined) {
      close(top, places);
      stack.pop();
    } else if (isText(node)) top.pieces.push(readText(node, places));
    else if (!isElement(node)) continue;
    else if (noiseOf(node) !== undefined) {
      noise.push(node);
    } else if (node.tagName === "pre" || isShownSample(node)) {
      const read = readCode(node, places);
      top.pieces.push(read.code);
      findings.push(...read.findings);
      for (const element of read.noise) noise.push(element);
    } else stack.push(open(node, top.pieces, places));
  }
  const [start, end] = rangeOf(article);
  return { tree: { type: "root", children: toBlocks(content), position: places.extent(start, end) }, findings, noise };
}

/** A frame of an element that only passes its content on shares its parent's pieces, set apart if it is a block. */
function open(element: HtmlElement, into: Piece[], places: Places): Frame {
  const conversion = conversionOf(element);
  if (conversion.kind === "block") {
    const { start } = places.extent(...rangeOf(element));
    into.push({ type: "boundary", position: { start, end: start } });
  }
  return { element, pieces: conversion.kind === "finish" ? [] : into, into, next: 0 };
}

function close({ element, pieces, into }: Frame, places: Places): void {
  const conversion = conversionOf(element);
  if (conversion.kind === "inline") return;
  const position = places.extent(...rangeOf(element));
  if (conversion.kind === "block")
    into.push({ type: "boundary", position: { start: position.end, end: position.end } });
  else for (const piece of conversion.finish(element, pieces, position)) into.push(piece);
}

/** White space is folded to single spaces; the place is that of the text without the space around it. */
function readText(node: HtmlText, { text, extent }: Places): Piece {
  let [start, end] = rangeOf(node);
  const limit = end;
  while (start < limit && isSpace(text.charCodeAt(start))) start++;
  while (end > start && isSpace(text.charCodeAt(end - 1))) end--;
  return { type: "text", value: withoutMojibake(fold(node.value)), position: extent(start, end) };
}

const isSpace = (unit: number): boolean => unit === 32 || (unit >= 9 && unit <= 13);

export type Finish = (element: HtmlElement, pieces: readonly Piece[], position: Extent) => readonly Piece[];

/** `inline` and `block` pass their content on, a block apart from its neighbours; `finish` makes something of it. */
export type ElementConversion =
  { readonly kind: "inline" } | { readonly kind: "block" } | { readonly kind: "finish"; readonly finish: Finish };

const inline: ElementConversion = { kind: "inline" };
const block: ElementConversion = { kind: "block" };

const rows: readonly (readonly [tags: string, conversion: ElementConversion | Finish])[] = [
  [
    "address article aside body center dialog details div fieldset figcaption figure footer form header hgroup html " +
      "label legend main nav p picture search section summary",
    block,
  ],
  ["h1 h2 h3 h4 h5 h6", toHeading],
  ["ul ol menu dir", toList],
  ["li dt dd", toItem],
  ["dl", toDefinitions],
  ["blockquote", (_, pieces, position) => [{ type: "blockquote", children: toBlocks(pieces), position }]],
  ["hr", (_, __, position) => [{ type: "thematicBreak", position }]],
  ["br", (_, __, position) => [{ type: "break", position }]],
  ["code kbd samp tt var listing xmp plaintext", toInlineCode],
  ["strong b", toMarked("strong")],
  ["em i", toMarked("emphasis")],
  ["del s strike", toMarked("delete")],
  ["a", toLink],
  ["img", toImage],
  ["table", toTable],
  ["caption", (_, pieces) => toBlocks(pieces)],
  ["tr", toRow],
  ["td th", toCell],
];

const conversions = new Map(
  rows.flatMap(([tags, made]) => {
    const conversion: ElementConversion = typeof made === "function" ? { kind: "finish", finish: made } : made;
    return tags.split(" ").map((tag) => [tag, conversion] as const);
  }),
);

const tableParts = new Set(["table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"]);

/** An element that no row names passes its content on as a `<span>` does; so do, as blocks, the parts of a layout table. */
export function conversionOf(element: HtmlElement): ElementConversion {
  if (tableParts.has(element.tagName) && isLayout(element)) return block;
  return conversions.get(element.tagName) ?? inline;
}

const depths = { h1: 1, h2: 2, h3: 3, h4: 4, h5: 5, h6: 6 } as const;

/** A heading; blocks that the page puts inside it follow it. */
export function toHeading(element: HtmlElement, pieces: readonly Piece[], position: Extent): readonly Piece[] {
  const blocks: Piece[] = [];
  const phrasing: PhrasingContent[] = [];
  for (const piece of pieces) {
    if (isPhrasing(piece)) phrasing.push(piece);
    else if (piece.type === "boundary") phrasing.push({ type: "text", value: " ", position: piece.position });
    else blocks.push(piece);
  }
  const children = tidy(phrasing);
  if (children.length === 0) return blocks;
  const depth = Object.entries(depths).find(([tag]) => tag === element.tagName)?.[1] ?? 1;
  const heading: Heading = { type: "heading", depth, children, position };
  const id = readAnchor(element);
  if (id !== undefined) heading.data = { id };
  return [heading, ...blocks];
}

export function toList(element: HtmlElement, pieces: readonly Piece[], position: Extent): readonly Piece[] {
  const children = itemsOf(pieces);
  if (children.length === 0) return [];
  const ordered = element.tagName === "ol";
  const start = Number.parseInt(attribute(element, "start") ?? "1", 10);
  return [
    {
      type: "list",
      ordered,
      start: ordered ? (Number.isNaN(start) ? 1 : start) : null,
      spread: false,
      children,
      position,
    },
  ];
}

/** Items as they are; what stands between them is an item of its own. */
function itemsOf(pieces: readonly Piece[]): ListItem[] {
  const items: ListItem[] = [];
  let loose: Piece[] = [];
  const flush = (): void => {
    const children = toBlocks(loose);
    loose = [];
    if (children.length > 0)
      items.push({ type: "listItem", spread: false, checked: null, children, ...around(children) });
  };
  for (const piece of pieces) {
    if (piece.type === "listItem") {
      flush();
      items.push(piece);
    } else loose.push(piece);
  }
  flush();
  return items;
}

const definitions = new WeakSet<ListItem>();

export function toItem(element: HtmlElement, pieces: readonly Piece[], position: Extent): readonly Piece[] {
  const item: ListItem = { type: "listItem", spread: false, checked: null, children: toBlocks(pieces), position };
  if (element.tagName === "dd") definitions.add(item);
  return [item];
}

/** A list with an item a term: the term, then what is said of it. */
export function toDefinitions(_: HtmlElement, pieces: readonly Piece[], position: Extent): readonly Piece[] {
  const children: ListItem[] = [];
  for (const item of itemsOf(pieces)) {
    const term = children.at(-1);
    if (term === undefined || !definitions.has(item)) {
      children.push(item);
      continue;
    }
    for (const block of item.children) term.children.push(block);
    if (term.position !== undefined && item.position !== undefined)
      term.position = { start: term.position.start, end: item.position.end };
  }
  return children.length === 0 ? [] : [{ type: "list", ordered: false, spread: false, children, position }];
}

/** A code span; a link around or inside it stays a link, and one whose words are all struck out stays struck out. */
export function toInlineCode(_: HtmlElement, pieces: readonly Piece[], position: Extent): readonly Piece[] {
  const inner = tidy(pieces.filter(isPhrasing));
  const blocks = pieces.filter((piece) => !isPhrasing(piece));
  const value = plainText(inner);
  if (value === "") return blocks;
  const only = inner[0];
  if (inner.length === 1 && only?.type === "link")
    return [{ ...only, children: [{ type: "inlineCode", value, position }] }, ...blocks];
  const code: PhrasingContent = { type: "inlineCode", value, position };
  const struck = inner.every(({ type }) => type === "delete");
  return [struck ? { type: "delete", children: [code], position } : code, ...blocks];
}

export function toLink(element: HtmlElement, pieces: readonly Piece[], position: Extent): readonly Piece[] {
  const url = attribute(element, "href");
  if (url === undefined) return pieces;
  const title = attribute(element, "title") ?? null;
  const whole = pieces.every(isPhrasing);
  return wrapRuns(pieces, (run) => {
    const link: Link = { type: "link", url, title, children: [], position: whole ? position : around(run).position };
    return Object.assign(link, { children: run });
  });
}

export function toImage(element: HtmlElement, _: readonly Piece[], position: Extent): readonly Piece[] {
  const url = attribute(element, "src") ?? "";
  return [{ type: "image", url, title: null, alt: attribute(element, "alt") ?? "", position }];
}

/** Emphasis of some kind around each run of phrasing; blocks inside stay blocks. */
export function toMarked(type: "strong" | "emphasis" | "delete") {
  return (_: HtmlElement, pieces: readonly Piece[], position: Extent): readonly Piece[] => {
    const whole = pieces.every(isPhrasing);
    return wrapRuns(pieces, (children) => {
      const [only, ...others] = children;
      if (only !== undefined && others.length === 0 && isMarked(only, type)) return only;
      return { type, children, ...(whole ? { position } : around(children)) };
    });
  };
}

/** Whether a node is emphasis of that kind already, alone or right within that of the other kinds. */
function isMarked(node: PhrasingContent, type: string): boolean {
  let here: PhrasingContent | undefined = node;
  while (here?.type === "strong" || here?.type === "emphasis" || here?.type === "delete") {
    if (here.type === type) return true;
    here = here.children.length === 1 ? here.children[0] : undefined;
  }
  return false;
}

function wrapRuns(pieces: readonly Piece[], wrap: (run: PhrasingContent[]) => PhrasingContent): readonly Piece[] {
  const wrapped: Piece[] = [];
  let run: PhrasingContent[] = [];
  const flush = (): void => {
    if (run.length > 0)
      wrapped.push(run.every(({ type }) => type === "text") && plainText(run) === "" ? blank(run) : wrap(run));
    run = [];
  };
  for (const piece of pieces) {
    if (isPhrasing(piece)) run.push(piece);
    else {
      flush();
      wrapped.push(piece);
    }
  }
  flush();
  return wrapped;
}

function blank(run: readonly PhrasingContent[]): PhrasingContent {
  return { type: "text", value: " ", ...around(run) };
}

/** Marks where a block element began or ended, so that text on its two sides stays apart. */
export interface Boundary {
  readonly type: "boundary";
  readonly position: Extent;
}

/** What an unfinished element holds. */
export type Piece = BlockContent | ListItem | TableRow | TableCell | PhrasingContent | Boundary;

const phrasingTypes = new Set(["text", "inlineCode", "break", "link", "image", "strong", "emphasis", "delete"]);

export const isPhrasing = (piece: RootContent | Boundary): piece is PhrasingContent => phrasingTypes.has(piece.type);

/** Blocks made of pieces: paragraphs around runs of phrasing, a list around stray items. */
export function toBlocks(pieces: readonly Piece[]): BlockContent[] {
  const blocks: BlockContent[] = [];
  let run: PhrasingContent[] = [];
  let items: ListItem[] = [];
  const flush = (): void => {
    const children = tidy(run);
    run = [];
    if (children.length > 0) blocks.push({ type: "paragraph", children, ...around(children) });
  };
  const flushItems = (): void => {
    if (items.length > 0)
      blocks.push({ type: "list", ordered: false, spread: false, children: items, ...around(items) });
    items = [];
  };
  for (const piece of pieces) {
    if (isPhrasing(piece)) {
      if (items.length > 0 && !isBlank(piece)) flushItems();
      run.push(piece);
      continue;
    }
    flush();
    if (piece.type === "listItem") items.push(piece);
    else if (piece.type === "tableRow" || piece.type === "tableCell") run.push(...toPhrasing([piece]));
    else if (piece.type !== "boundary") {
      flushItems();
      blocks.push(piece);
    }
  }
  flush();
  flushItems();
  return blocks;
}

/** The phrasing of pieces for a place that can hold nothing else; blocks are set apart by a soft line break. */
export function toPhrasing(pieces: readonly Piece[]): PhrasingContent[] {
  const phrasing: PhrasingContent[] = [];
  const separate = ({ position }: { readonly position?: Extent | undefined }): void => {
    if (position !== undefined) phrasing.push(softBreak(position));
  };
  const stack: (RootContent | Boundary)[] = [...pieces].reverse();
  for (let piece = stack.pop(); piece !== undefined; piece = stack.pop()) {
    if (isPhrasing(piece)) phrasing.push(piece);
    else {
      separate(piece);
      if (piece.type === "code") phrasing.push({ type: "inlineCode", value: piece.value, ...place(piece.position) });
      else if ("children" in piece) {
        stack.push({ type: "boundary", position: endOf(piece.position) });
        for (const child of [...piece.children].reverse()) stack.push(child);
      }
    }
  }
  return tidy(phrasing);
}

function softBreak(position: Extent): Text {
  return { type: "text", value: "\n", position };
}

export function place(position: Extent | undefined): { position?: Extent } {
  return position === undefined ? {} : { position };
}

function endOf(position: Extent | undefined): Extent {
  const point = position?.end ?? { line: 1, column: 1, offset: 0 };
  return { start: point, end: point };
}

/** The place from the first node's start to the last one's end. */
export function around(nodes: readonly { readonly position?: Extent | undefined }[]): { position?: Extent } {
  const start = nodes[0]?.position?.start;
  const end = nodes.at(-1)?.position?.end;
  return start === undefined || end === undefined ? {} : { position: { start, end } };
}

/** Folds white space across nodes, trims both ends, joins neighbouring texts and drops what is left empty. */
export function tidy(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const state = { spaced: true };
  const kept = join(nodes.flatMap((node) => foldNode(node, state)));
  while (kept.length > 0) {
    const last = kept.at(-1);
    if (last === undefined || !trimEnd(last)) break;
    kept.pop();
  }
  return kept;
}

function foldNode(node: PhrasingContent, state: { spaced: boolean }): PhrasingContent[] {
  if (node.type === "text") {
    if (state.spaced) trimStart(node);
    if (node.value !== "") state.spaced = /[ \n]$/.test(node.value);
    return node.value === "" ? [] : [node];
  }
  if (node.type === "break") state.spaced = true;
  else if ("children" in node) {
    const children = join(node.children.flatMap((child) => foldNode(child, state)));
    if (children.length === 0) return [];
    return [Object.assign(node, { children })];
  } else state.spaced = false;
  return [node];
}

function join(nodes: readonly PhrasingContent[]): PhrasingContent[] {
  const joined: PhrasingContent[] = [];
  for (const node of nodes) {
    const last = joined.at(-1);
    if (node.type === "text" && last?.type === "text") {
      last.value += node.value;
      if (last.position !== undefined && node.position !== undefined && node.value.trim() !== "")
        last.position = { start: last.position.start, end: node.position.end };
    } else joined.push(node);
  }
  return joined;
}

function trimStart(node: Text): void {
  node.value = node.value.replace(/^[ \n]+/, "");
}

/** Trims the end of a node; true where nothing of it is left. */
function trimEnd(node: PhrasingContent): boolean {
  if (node.type === "break") return true;
  if (node.type === "text") {
    node.value = node.value.trimEnd();
    return node.value === "";
  }
  if (!("children" in node)) return false;
  const last = node.children.at(-1);
  if (last !== undefined && trimEnd(last)) node.children.pop();
  return node.children.length === 0;
}

const isBlank = (piece: PhrasingContent): boolean => piece.type === "text" && piece.value.trim() === "";

/** The text of phrasing: texts and code spans, a line break as one space. */
export function plainText(nodes: readonly PhrasingContent[]): string {
  const words: string[] = [];
  const stack = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === "text" || node.type === "inlineCode") words.push(node.value);
    else if (node.type === "break") words.push(" ");
    else if ("children" in node) for (const child of node.children.toReversed()) stack.push(child);
  }
  return words.join("").trim();
}

export function readAnchor(heading: HtmlElement): string | undefined {
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
