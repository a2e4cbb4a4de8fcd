// Parses a page with parse5, places kept; a page nested deeper than any document is refused before it can cost time.
import { defaultTreeAdapter, type DefaultTreeAdapterTypes, parse } from "parse5";
import { attribute, type HtmlParent, isElement, nodesBelow } from "./elements.ts";

/** Browsers stop nesting at this depth too. */
export const DEEPEST = 512;
/** Marks left open are repeated in each paragraph, so that a short page can ask for any number. */
export const MOST_ELEMENTS = 600_000;

export type Parsed =
  | { readonly kind: "tree"; readonly tree: DefaultTreeAdapterTypes.Document }
  | { readonly kind: "too-deep" | "too-many"; readonly offset: number };

class Refused extends Error {}

/** The one way out of parse5 while it runs is a throw; it is caught here and returned as a value. */
export function parseHtml(html: string): Parsed {
  let depth = 0;
  let elements = 0;
  let last = 0;
  const treeAdapter = {
    ...defaultTreeAdapter,
    onItemPush(element: DefaultTreeAdapterTypes.Element): void {
      if (++depth <= DEEPEST && ++elements <= MOST_ELEMENTS) return;
      last = element.sourceCodeLocation?.startOffset ?? 0;
      throw new Refused();
    },
    onItemPop(): void {
      depth--;
    },
    insertBefore: insertNear,
  };
  try {
    return { kind: "tree", tree: parse(html, { sourceCodeLocationInfo: true, scriptingEnabled: false, treeAdapter }) };
  } catch (error) {
    if (error instanceof Refused) return { kind: depth > DEEPEST ? "too-deep" : "too-many", offset: last };
    throw error;
  }
}

/** Content that strays into a table is moved before it; looking for the table from the end keeps that linear. */
function insertNear(
  parent: DefaultTreeAdapterTypes.ParentNode,
  node: DefaultTreeAdapterTypes.ChildNode,
  before: DefaultTreeAdapterTypes.ChildNode,
): void {
  parent.childNodes.splice(parent.childNodes.lastIndexOf(before), 0, node);
  node.parentNode = parent;
}

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
