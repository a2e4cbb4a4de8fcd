// What readers share to make and change mdast trees: nodes with places, a walk, other children.
import type { Nodes } from "mdast";

export function eachNode(tree: Nodes, see: (node: Nodes) => void): void {
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    see(node);
    if (!("children" in node)) continue;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined) stack.push(child);
    }
  }
}

export function replaceChildren(parent: { children: Nodes[] }, children: readonly Nodes[]): void {
  parent.children.length = 0;
  for (const child of children) parent.children.push(child);
}
