// Makes mdast nodes of finished elements: headings, lists, definitions, links, code spans, images.
import type { Heading, Link, ListItem, PhrasingContent } from "mdast";
import type { Position as Extent } from "unist";
import { readAnchor } from "./html-anchor.ts";
import type { HtmlElement } from "./html-nodes.ts";
import { attribute } from "./html-nodes.ts";
import type { Piece } from "./html-phrasing.ts";
import { around, isPhrasing, plainText, tidy, toBlocks } from "./html-phrasing.ts";

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
