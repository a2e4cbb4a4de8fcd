// Tables drawn with other elements: where a role says what an element stands for, it is read as that element.
import { type HtmlParent, isElement, nodesBelow, attribute } from "./html-nodes.ts";

const tags: ReadonlyMap<string, string> = new Map([
  ["table", "table"],
  ["grid", "table"],
  ["row", "tr"],
  ["columnheader", "th"],
  ["cell", "td"],
  ["rowheader", "td"],
  ["gridcell", "td"],
]);

/** Changes the tree in place. */
export function readRoles(tree: HtmlParent): void {
  for (const node of nodesBelow(tree)) {
    if (!isElement(node) || !/^(?:div|span|section|p|li|ul|ol)$/.test(node.tagName)) continue;
    const tag = tags.get((attribute(node, "role") ?? "").toLowerCase());
    if (tag === undefined) continue;
    node.tagName = tag;
    node.nodeName = tag;
  }
}
