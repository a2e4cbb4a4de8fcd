// Takes out of a tree's words what no reader sees: a name with a zero-width space inside would be another name.
import type { Nodes } from "mdast";
import { finding, type Finding } from "../findings/finding.ts";
import { positionOf } from "./document.ts";
import { eachNode } from "./each-node.ts";

/** Joiners and marks of direction mean something in other scripts and between emoji: they go only beside plain letters. */
const INVISIBLE =
  /[\u00ad\u200b\u2060\ufeff]|(?<=[\x21-\x7e])[\u200c-\u200f]|[\u200c-\u200f](?=[\x21-\x7e])|\u200e(?=\s|$)/g;

/** More finds than this are told as one number. */
const MOST_FINDINGS = 20;

/** Headings, cells and prose, in place; code blocks stay as they are. An information `document/invisible-character` a node. */
export function dropInvisible(tree: Nodes, file: string): readonly Finding[] {
  const cleaned: { readonly node: Nodes; readonly was: string }[] = [];
  eachNode(tree, (node) => {
    if (node.type !== "text" && node.type !== "inlineCode") return;
    const value = node.value.replace(INVISIBLE, "");
    if (value === node.value) return;
    cleaned.push({ node, was: node.value });
    node.value = value;
  });
  return cleaned.slice(0, MOST_FINDINGS).map(({ node, was }, index) => {
    const more = index === MOST_FINDINGS - 1 ? cleaned.length - MOST_FINDINGS : 0;
    return finding({
      rule: "document/invisible-character",
      severity: "info",
      message: `characters that nobody sees stand among these words; left out${more > 0 ? `; ${more} more places like it are not listed` : ""}`,
      at: positionOf(file, node),
      quote: was,
      fix: was.replace(INVISIBLE, ""),
    });
  });
}
