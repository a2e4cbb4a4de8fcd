// Turns the article's elements into mdast, one walk with its own stack; every node knows its place in the page.
import type { Root } from "mdast";
import type { Finding } from "../findings/finding.ts";
import { readCode } from "./html-code.ts";
import { conversionOf } from "./html-conversions.ts";
import type { HtmlElement, HtmlNode, HtmlText } from "./html-nodes.ts";
import { fold, isElement, isShownSample, isText } from "./html-nodes.ts";
import { noiseOf } from "./html-noise.ts";
import type { Piece } from "./html-phrasing.ts";
import { toBlocks } from "./html-phrasing.ts";
import { withoutMojibake } from "./mojibake.ts";
import type { Places } from "./html-places.ts";
import { rangeOf } from "./html-places.ts";

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
