import { defaultTreeAdapter, type DefaultTreeAdapterTypes, parse } from "parse5";
// Small questions to a parsed HTML tree; every walk keeps its own stack, so that a page's nesting costs no call depth.

/** Browsers stop nesting at this depth too. */
export const DEEPEST = 512;

/** Marks left open are repeated in each paragraph, so that a short page can ask for any number. */
export const MOST_ELEMENTS = 600_000;

class Refused extends Error {}

const tags: ReadonlyMap<string, string> = new Map([
  ["table", "table"],
  ["grid", "table"],
  ["treegrid", "table"],
  ["rowgroup", "tbody"],
  ["row", "tr"],
  ["columnheader", "th"],
  ["cell", "td"],
  ["rowheader", "td"],
  ["gridcell", "td"],
]);
export type HtmlElement = DefaultTreeAdapterTypes.Element;
export type HtmlText = DefaultTreeAdapterTypes.TextNode;
export type HtmlNode = DefaultTreeAdapterTypes.ChildNode;
export type HtmlParent = DefaultTreeAdapterTypes.ParentNode;

export const isElement = (node: DefaultTreeAdapterTypes.Node): node is HtmlElement =>
  defaultTreeAdapter.isElementNode(node);

export const isText = (node: DefaultTreeAdapterTypes.Node): node is HtmlText => defaultTreeAdapter.isTextNode(node);

export function attribute(element: HtmlElement, name: string): string | undefined {
  return element.attrs.find((attr) => attr.name === name)?.value;
}

export function classesOf(element: HtmlElement): readonly string[] {
  return (attribute(element, "class") ?? "").split(/\s+/).filter((name) => name !== "");
}

export function parentOf(node: HtmlNode): HtmlElement | undefined {
  const parent = node.parentNode;
  return parent !== null && isElement(parent) ? parent : undefined;
}

/** The element itself, its parent and so on up to `<html>`. */
export function* lineageOf(element: HtmlElement): Generator<HtmlElement> {
  for (let at: HtmlElement | undefined = element; at !== undefined; at = parentOf(at)) yield at;
}

/** All nodes below a parent in document order; where `enter` says no, an element is passed but not entered. */
export function* nodesBelow(
  parent: HtmlParent,
  enter: (element: HtmlElement) => boolean = () => true,
): Generator<HtmlNode> {
  const stack: { readonly nodes: readonly HtmlNode[]; next: number }[] = [{ nodes: parent.childNodes, next: 0 }];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const node = top.nodes[top.next++];
    if (node === undefined) {
      stack.pop();
      continue;
    }
    yield node;
    if (isElement(node) && node.childNodes.length > 0 && enter(node)) stack.push({ nodes: node.childNodes, next: 0 });
  }
}

/** Elements whose text is code for the browser and never words for a reader. */
export const wordless: ReadonlySet<string> = new Set(["script", "style", "noscript", "template", "svg", "iframe"]);

/** The words of a node, white space folded; reading stops once `longest` characters are found. */
export function wordsOf(node: HtmlNode, longest = Number.POSITIVE_INFINITY): string {
  if (isText(node)) return fold(node.value).trim();
  if (!isElement(node) || wordless.has(node.tagName)) return "";
  const words: string[] = [];
  let length = 0;
  for (const below of nodesBelow(node, (element) => !wordless.has(element.tagName))) {
    if (!isText(below)) continue;
    words.push(below.value);
    length += below.value.trim().length;
    if (length >= longest) break;
  }
  return fold(words.join(" ")).trim();
}

/** A field to type in that holds an object or a list. */
export function holdsJson(element: HtmlElement): boolean {
  return element.tagName === "textarea" && /^[{[]\s*(?:["{[}\]]|\/\/)/.test(wordsOf(element, 40));
}

/** Such a field that nobody can type in: the page shows a sample by it. */
export function isShownSample(element: HtmlElement): boolean {
  const fixed = attribute(element, "readonly") ?? attribute(element, "disabled");
  return fixed !== undefined && holdsJson(element);
}

export function holds(element: HtmlElement, tags: ReadonlySet<string>): boolean {
  for (const node of nodesBelow(element)) if (isElement(node) && tags.has(node.tagName)) return true;
  return false;
}

export function fold(text: string): string {
  return text.replace(/[ \t\n\f\r]+/g, " ");
}

/** Start and end offset of a node; an element without a tag of its own (an implied `<tbody>`) takes its children's. */
export function rangeOf(node: HtmlNode): readonly [start: number, end: number] {
  let start: number | undefined;
  let end: number | undefined;
  for (let first: HtmlNode | undefined = node; first !== undefined && start === undefined;)
    [start, first] = [first.sourceCodeLocation?.startOffset, isElement(first) ? first.childNodes[0] : undefined];
  for (let last: HtmlNode | undefined = node; last !== undefined;) {
    end = Math.max(end ?? 0, last.sourceCodeLocation?.endOffset ?? 0);
    last = isElement(last) && last.sourceCodeLocation?.endTag === undefined ? last.childNodes.at(-1) : undefined;
  }
  return [start ?? 0, Math.max(start ?? 0, end ?? 0)];
}

type Parsed =
  | { readonly kind: "tree"; readonly tree: DefaultTreeAdapterTypes.Document }
  | { readonly kind: "too-deep" | "too-many"; readonly offset: number };

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

/** Changes the tree in place. */
export function readRoles(tree: HtmlParent): void {
  for (const node of nodesBelow(tree)) {
    if (!isElement(node) || !/^(?:div|span|section|p|li|ul|ol)$/.test(node.tagName)) continue;
    const tag = tags.get((attribute(node, "role") ?? "").toLowerCase()) ?? (isLinesOfCode(node) ? "pre" : undefined);
    if (tag === undefined) continue;
    node.tagName = tag;
    node.nodeName = tag;
  }
}

/** A highlighter that needs no `<pre>`: elements side by side, each of them a line of nothing but code. */
function isLinesOfCode({ tagName, childNodes }: HtmlElement): boolean {
  if (tagName !== "div") return false;
  const lines = childNodes.filter((node) => !isText(node) || node.value.trim() !== "");
  const isLine = (node: HtmlNode): boolean =>
    isElement(node) && node.tagName === "div" && classesOf(node).includes("line") && node.childNodes.every(isCode);
  return lines.every(isLine) && lines.some((line) => isElement(line) && line.childNodes.some(isElement));
}

const isCode = (node: HtmlNode): boolean =>
  isElement(node) ? node.tagName === "code" || node.tagName === "br" : isText(node) && node.value.trim() === "";
