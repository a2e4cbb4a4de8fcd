// Turns the article into mdast with hast-util-to-mdast. What that library reads otherwise than references need it has a handler here.
import type { Element } from "hast";
import { fromParse5 } from "hast-util-from-parse5";
import { type Handle, toMdast as hastToMdast } from "hast-util-to-mdast";
import type { Code, Delete, Emphasis, Heading, Link, Nodes, PhrasingContent, Root, RootContent, Strong } from "mdast";
import { phrasing as isPhrasing } from "mdast-util-phrasing";
import { toString as textOf } from "mdast-util-to-string";
import { VFile } from "vfile";
import type { Finding } from "../../source/finding.ts";
import { extentAt, type SourceText } from "../../source/line-index.ts";
import { eachNode, extentOf, replaceChildren } from "../document.ts";
import { type HtmlElement, rangeOf } from "./elements.ts";
import { tabulateParameters } from "./parameter-lists.ts";
import { prune } from "./prune.ts";
import { headTables, type ReadRow, rowHandlers, tableHandlers } from "./tables.ts";

export interface Conversion {
  readonly tree: Root;
  readonly findings: readonly Finding[];
  /** Elements inside the article that are no content. */
  readonly noise: readonly HtmlElement[];
}

/** An error is what the library threw: it takes an article with more blocks side by side than fit on the call stack for too deep. */
export function toMdast(article: HtmlElement, page: SourceText): Conversion | { readonly error: unknown } {
  try {
    return convert(article, page);
  } catch (error) {
    return { error };
  }
}

/** Row by row, for the library copies all that it is given: a long table would take memory many times over. */
function convert(article: HtmlElement, page: SourceText): Conversion {
  headTables(article);
  tabulateParameters(article);
  const codes = new Map<number, Code>();
  const rows: ReadRow[] = [];
  const common = { ...handlers, pre: ((_, { position }) => codes.get(position?.start.offset ?? -1)) satisfies Handle };
  const file = new VFile();
  const finishRow = (copy: HtmlElement): void => {
    const row = hastToMdast(fromParse5(copy, { file }), { handlers: { ...common, ...rowHandlers } });
    copy.attrs = [{ name: "data-row", value: String(rows.length) }];
    const isHeader = copy.childNodes.every(({ nodeName }) => nodeName === "th");
    rows.push({ row: row.type === "tableRow" ? row : { type: "tableRow", children: [] }, isHeader });
  };
  const { pruned, findings, noise } = prune(article, page, { codes, finishRow });
  const made = hastToMdast(fromParse5(pruned, { file }), { handlers: { ...common, ...tableHandlers(rows) } });
  const tree: Root = made.type === "root" ? made : { type: "root", children: [] };
  finish(tree, page.text);
  tree.position = extentAt(page.text, ...rangeOf(article));
  return { tree, findings, noise };
}

/**
 * Drops what holds nothing, blanks and line ends behind the last words of a block, and counts lines and columns as all readers do.
 * A node that no element stands for has the place of its children.
 */
function finish(tree: Root, text: string): void {
  const nodes: Nodes[] = [];
  eachNode(tree, (node) => nodes.push(node));
  for (const node of nodes.reverse()) {
    if ("children" in node) {
      if (node.children.some(isHollow))
        replaceChildren(
          node,
          node.children.filter((child: Nodes) => !isHollow(child)),
        );
      if (wordy.has(node.type)) trimEnd(node.children);
    }
    const position = node.position ?? ("children" in node ? extentOf(node.children) : undefined);
    if (position !== undefined) node.position = extentAt(text, position.start.offset ?? 0, position.end.offset ?? 0);
  }
}

const wordy: ReadonlySet<string> = new Set(["paragraph", "heading", "tableCell"]);
const kept: ReadonlySet<string> = new Set(["tableCell", "tableRow", "table"]);

const isHollow = (node: Nodes): boolean => "children" in node && node.children.length === 0 && !kept.has(node.type);

function trimEnd(children: Nodes[]): void {
  for (let last = children.at(-1); last?.type === "text" || last?.type === "break"; last = children.at(-1)) {
    if (last.type === "text") last.value = last.value.trimEnd();
    if (last.type === "text" && last.value !== "") return;
    children.pop();
  }
}

/** Blocks inside a heading follow it; one without words is none. */
const heading: Handle = (state, node) => {
  const { words, blocks } = wordsAmong(state.all(node));
  if (words.every((word) => word.type === "break" || (word.type === "text" && word.value.trim() === ""))) return blocks;
  const made: Heading = { type: "heading", depth: depths.get(node.tagName) ?? 1, children: words };
  state.patch(node, made);
  const { id } = node.properties;
  if (typeof id === "string") made.data = { id };
  return [made, ...blocks];
};

const depths: ReadonlyMap<string, Heading["depth"]> = new Map(
  ([1, 2, 3, 4, 5, 6] as const).map((depth) => [`h${depth}`, depth]),
);

/** A code span; a link inside it stays a link, and one whose words are all struck out stays struck out. */
const inlineCode: Handle = (state, node) => {
  const { words, blocks } = wordsAmong(state.all(node));
  const value = words.map((word) => (word.type === "break" ? " " : textOf(word, { includeImageAlt: false }))).join("");
  if (value.trim() === "") return blocks;
  const code: PhrasingContent = { type: "inlineCode", value: value.trim() };
  state.patch(node, code);
  const [only] = words;
  if (only?.type === "link" && words.length === 1) return [{ ...only, children: [code] }, ...blocks];
  const isStruck = words.every(({ type }) => type === "delete");
  return [isStruck ? { type: "delete", children: [code] } : code, ...blocks];
};

/** Emphasis of some kind, or a link, around words; around blocks it goes around the words of their paragraphs. */
function marked(make: (element: Element) => Mark): Handle {
  return (state, node) => {
    const mark = (children: PhrasingContent[]): PhrasingContent => {
      const made = make(node);
      const [only, ...others] = children;
      return only !== undefined && others.length === 0 && isMarked(only, made.type) ? only : { ...made, children };
    };
    const nodes = state.all(node);
    const words = nodes.filter((child) => isPhrasing(child));
    if (words.length < nodes.length) {
      return nodes.map((child) => {
        if (isPhrasing(child)) return mark([child]);
        return child.type === "paragraph" ? { ...child, children: [mark(child.children)] } : child;
      });
    }
    const made = mark(words);
    if (made.position === undefined) state.patch(node, made);
    return made;
  };
}

type Mark = Link | Strong | Emphasis | Delete;

/** Whether a node is emphasis of that kind already, alone or right within that of the other kinds. */
function isMarked(node: PhrasingContent, type: string): boolean {
  let here: PhrasingContent | undefined = node;
  while (type !== "link" && (here?.type === "strong" || here?.type === "emphasis" || here?.type === "delete")) {
    if (here.type === type) return true;
    here = here.children.length === 1 ? here.children[0] : undefined;
  }
  return false;
}

/** The words of nodes for a place that holds nothing else, those of paragraphs set apart by a blank; and the blocks among them. */
function wordsAmong(nodes: readonly RootContent[]): { words: PhrasingContent[]; blocks: RootContent[] } {
  const words: PhrasingContent[] = [];
  const blocks: RootContent[] = [];
  for (const node of nodes) {
    if (isPhrasing(node)) words.push(node);
    else if (node.type === "paragraph") {
      if (words.length > 0) words.push({ type: "text", value: " " });
      for (const word of node.children) words.push(word);
    } else blocks.push(node);
  }
  return { words, blocks };
}

const link = ({ properties }: Element): Link => {
  const title = typeof properties.title === "string" ? properties.title : null;
  return { type: "link", url: String(properties.href ?? ""), title, children: [] };
};

const handlers: Readonly<Record<string, Handle>> = {
  ...Object.fromEntries([...depths.keys()].map((tag) => [tag, heading])),
  a: marked(link),
  strong: marked(() => ({ type: "strong", children: [] })),
  em: marked(() => ({ type: "emphasis", children: [] })),
  del: marked(() => ({ type: "delete", children: [] })),
  code: inlineCode,
};
