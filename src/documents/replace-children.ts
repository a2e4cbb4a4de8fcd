// Puts other children into a parent, in place.
import type { Nodes } from "mdast";

export function replaceChildren(parent: { children: Nodes[] }, children: readonly Nodes[]): void {
  parent.children.length = 0;
  for (const child of children) parent.children.push(child);
}
