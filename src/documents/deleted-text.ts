// Leaves out words that a page strikes through. A name struck out as a whole stays, marked so: the page gives it up, and says so.
import type { Nodes, Parents } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { finding, type Finding } from "../findings/finding.ts";
import { positionOf } from "./document.ts";
import { eachNode } from "./each-node.ts";

/** Changes the tree in place. A warning `document/deleted-text` for each stretch of words that was left out. */
export function dropDeleted(tree: Nodes, file: string): readonly Finding[] {
  const parents: Parents[] = [];
  const kept = new Set<Nodes>();
  eachNode(tree, (node) => {
    if (!("children" in node)) return;
    parents.push(node);
    const name = node.type === "heading" ? node : node.type === "tableRow" ? node.children[0] : undefined;
    if (name !== undefined && isStruck(name)) eachNode(name, (part) => kept.add(part));
  });
  const findings: Finding[] = [];
  for (const parent of parents.reverse()) {
    if (kept.has(parent)) continue;
    const children: Nodes[] = parent.children;
    const deleted = children.filter(({ type }) => type === "delete");
    for (const node of deleted) findings.push(leftOut(node, file));
    const left = children.filter((child) => child.type !== "delete" && !(findings.length > 0 && isEmptied(child)));
    if (left.length < children.length) children.splice(0, children.length, ...left);
  }
  return findings.reverse();
}

/** Whether all words of a heading or a cell are struck out. */
export function isStruck(node: Nodes): boolean {
  let struck = false;
  let live = false;
  const stack: Nodes[] = [node];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    if (here.type === "delete") struck = true;
    else if ("children" in here) for (const child of here.children) stack.push(child);
    else if (textOf(here).trim() !== "") live = true;
  }
  return struck && !live;
}

/** A block that holds nothing any more. */
function isEmptied(node: Nodes): boolean {
  return (node.type === "paragraph" || node.type === "listItem" || node.type === "list") && node.children.length === 0;
}

function leftOut(node: Nodes, file: string): Finding {
  return finding({
    rule: "document/deleted-text",
    severity: "warning",
    message: "these words are struck out; left out",
    at: positionOf(file, node),
    quote: textOf(node),
  });
}
