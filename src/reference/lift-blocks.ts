// Brings samples and tables that are in lists and quotes up to where sections are read, between the words around them.
import type { Nodes, RootContent } from "mdast";
import { placeOf } from "../formats/document.ts";

type Container = Extract<RootContent, { type: "list" | "listItem" | "blockquote" }>;

interface Frame {
  readonly container: Container;
  readonly nodes: readonly RootContent[];
  next: number;
}

/** The nodes in the order of the text; a list or a quote without a sample or a table stays as it is. */
export function liftBlocks(children: readonly RootContent[]): readonly RootContent[] {
  const holders = holdersAmong(children);
  if (holders.size === 0) return children;
  const lifted: RootContent[] = [];
  for (const child of children) {
    if (!isContainer(child) || !holders.has(child)) {
      lifted.push(child);
      continue;
    }
    const frames: Frame[] = [{ container: child, nodes: child.children, next: 0 }];
    for (let frame = frames.at(-1); frame !== undefined; frame = frames.at(-1)) {
      const node = frame.nodes[frame.next];
      frame.next += 1;
      if (node === undefined) frames.pop();
      else if (isContainer(node) && holders.has(node)) frames.push({ container: node, nodes: node.children, next: 0 });
      else lifted.push(standing(node, frame.container));
    }
  }
  return lifted;
}

function isContainer(node: Nodes): node is Container {
  return node.type === "list" || node.type === "listItem" || node.type === "blockquote";
}

/** Every list, item and quote that holds a sample or a table, however deep. */
function holdersAmong(children: readonly RootContent[]): ReadonlySet<Nodes> {
  const holders = new Set<Nodes>();
  const parents = new Map<Nodes, Container>();
  const stack: RootContent[] = children.filter(isContainer);
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node.type === "code" || node.type === "table") {
      let holder = parents.get(node);
      while (holder !== undefined && !holders.has(holder)) {
        holders.add(holder);
        holder = parents.get(holder);
      }
    } else if (isContainer(node)) {
      for (const child of node.children) {
        parents.set(child, node);
        stack.push(child);
      }
    }
  }
  return holders;
}

/** Words of an item stay an item, an item stays in a list. */
function standing(node: RootContent, container: Container): RootContent {
  const place = placeOf(node);
  if (container.type === "listItem" && node.type === "paragraph")
    return { type: "list", children: [{ type: "listItem", children: [node], ...place }], ...place };
  return node.type === "listItem" ? { type: "list", children: [node], ...place } : node;
}
