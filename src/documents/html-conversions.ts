// What each HTML element becomes in mdast: a table from tag names to what is made of the pieces inside.
import type { Position as Extent } from "unist";
import { toDefinitions, toHeading, toImage, toInlineCode, toItem, toLink, toList, toMarked } from "./html-finish.ts";
import type { HtmlElement } from "./html-nodes.ts";
import type { Piece } from "./html-phrasing.ts";
import { toBlocks } from "./html-phrasing.ts";
import { isLayout, toCell, toRow, toTable } from "./html-table.ts";

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
