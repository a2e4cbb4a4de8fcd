// Reads a node's running text: folded, with its code spans and links kept apart.
import type { Nodes } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { positionOf } from "../documents/document.ts";
import { isStruck } from "../documents/deleted-text.ts";
import { eachNode } from "../documents/each-node.ts";
import type { Link, Prose } from "./reference.ts";

export function readProse(file: string, node: Nodes): Prose {
  const codes: string[] = [];
  const links: Link[] = [];
  let deleted = false;
  eachNode(node, (child) => {
    if (child.type === "delete") deleted = true;
    if (child.type === "inlineCode") codes.push(child.value);
    if (child.type === "link")
      links.push({ text: foldSpace(textOf(child, { includeImageAlt: false })), href: child.url });
  });
  return {
    text: foldSpace(textOf(node, { includeImageAlt: false, includeHtml: false })),
    codes,
    links,
    at: positionOf(file, node),
    ...(deleted && isStruck(node) ? { struck: true } : {}),
  };
}

export function foldSpace(text: string): string {
  return text.replace(/[\s\u00a0]+/g, " ").trim();
}
