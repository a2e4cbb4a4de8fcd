// Footnote markers: `*`, `†`, `¹`, `(1)`, `1` behind a code span, `[^1]`; a raised digit is the digit.
import type { Nodes } from "mdast";
import { eachNode } from "../formats/document.ts";
import type { Prose } from "./reference.ts";

const RAISED = "¹²³⁴⁵⁶⁷⁸⁹";
const SIGN = `\\*{1,4}|[†‡]|[${RAISED}]`;

const SIGN_BEHIND = new RegExp(`(?<!\\s)\\s*[([]?(${SIGN})[)\\]]?\\s*$`);
const NUMBER_BEHIND = /\s*(?:\((\d{1,2})\)|(?:^|\s)\[(\d{1,2})\]|(?:^|\s)(\d{1,2})\)?)\s*$/;
const SIGN_BEFORE = new RegExp(`^\\s*[([]?(${SIGN})\\s*[)\\]]?\\s*`);
const NUMBER_BEFORE = /^\s*[([]?(\d{1,2})(?:\s*[)\].:]|(?=[\s\p{Lu}]))\s*/u;

/** The marker at the end of a text, and the text without it. A number counts only behind a code span or apart from a word. */
export function markerBehind({ text, codes }: Pick<Prose, "text" | "codes">): {
  readonly bare: string;
  readonly marker?: string;
} {
  const sign = SIGN_BEHIND.exec(text);
  if (sign?.[1] !== undefined) return { bare: text.slice(0, sign.index), marker: plainMarker(sign[1]) };
  const code = codes.at(-1);
  const start = code === undefined ? 0 : text.lastIndexOf(code) + code.length;
  const number = NUMBER_BEHIND.exec(text.slice(start));
  const marker = number?.slice(1).find((found) => found !== undefined);
  return number === null || marker === undefined
    ? { bare: text }
    : { bare: text.slice(0, start + number.index), marker };
}

/** The marker that a text begins with, and the text behind it. */
export function markerBefore(text: string): { readonly marker: string; readonly rest: string } | undefined {
  const found = SIGN_BEFORE.exec(text) ?? NUMBER_BEFORE.exec(text);
  return found?.[1] === undefined ? undefined : { marker: plainMarker(found[1]), rest: text.slice(found[0].length) };
}

/** The marker of the first `[^1]` in a node. */
export function noteReference(node: Nodes): string | undefined {
  let marker: string | undefined;
  eachNode(node, (child) => {
    if (child.type === "footnoteReference") marker ??= noteMarker(child.identifier);
  });
  return marker;
}

export function noteMarker(identifier: string): string {
  return `^${identifier}`;
}

export function isNoteMarker(marker: string): boolean {
  return marker.startsWith("^");
}

function plainMarker(marker: string): string {
  const digit = RAISED.indexOf(marker);
  return digit < 0 ? marker : String(digit + 1);
}
