// What readers share to make and change mdast trees: nodes with places, a walk, other children.
import type { Code, Nodes, Root, RootContent, Text } from "mdast";
import type { Position as Extent } from "unist";
import type { CodeSource } from "../source/code-source.ts";
import { extentAt, type SourceText } from "../source/line-index.ts";

/** A tree of the whole file. */
export function rootNode({ text }: SourceText, children: RootContent[]): Root {
  return { type: "root", children, position: extentAt(text, 0, text.length) };
}

/** Words as they stand in the file. */
export function textNode({ text }: SourceText, start: number, end: number): Text {
  return { type: "text", value: text.slice(start, end), position: extentAt(text, start, end) };
}

export interface CodeParts {
  readonly value: string;
  readonly lang?: string | undefined;
  readonly title?: string | undefined;
  /** Where the value comes from. */
  readonly source: CodeSource;
  /** Where the page shows it. */
  readonly position: Extent;
}

export function codeNode({ value, lang, title, source, position }: CodeParts): Code {
  const data = title === undefined ? { source } : { source, title };
  return { type: "code", lang: lang ?? null, meta: null, value, data, position };
}

/** From the start of the first node to the end of the last; undefined where either has no place. */
export function extentOf(nodes: readonly Nodes[]): Extent | undefined {
  const start = nodes[0]?.position?.start;
  const end = nodes.at(-1)?.position?.end;
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** Walks a tree in the order of its text, however deep and wide it is. */
export function eachNode(tree: Nodes, visit: (node: Nodes) => void): void {
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    visit(node);
    if (!("children" in node)) continue;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined) stack.push(child);
    }
  }
}

/** Puts other children into a parent, in place. */
export function replaceChildren(parent: { children: Nodes[] }, children: readonly Nodes[]): void {
  parent.children.length = 0;
  for (const child of children) parent.children.push(child);
}
