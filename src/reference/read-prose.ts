// Reads a node's running text: folded, with its code spans and links kept apart.
import type { Nodes } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { positionOf, eachNode } from "../formats/document.ts";
import { isStruck } from "../formats/read-document.ts";
import type { Link, Prose } from "./reference.ts";

export function readProse(file: string, node: Nodes): Prose {
  const codes: string[] = [];
  const links: Link[] = [];
  let deleted = false;
  const plain: string[] = [];
  const marked: string[] = [];
  eachNode(node, (child) => {
    if (child.type === "delete") deleted = true;
    if (child.type === "inlineCode") codes.push(child.value);
    if (child.type === "link")
      links.push({ text: foldSpace(textOf(child, { includeImageAlt: false })), href: child.url });
    const text = ownText(child);
    plain.push(text);
    marked.push(markedText(child, text));
  });
  return {
    text: foldSpace(plain.join("")),
    marked: marked
      .join("")
      .replace(/ +/g, " ")
      .replace(/ ?\n[\s]*/g, "\n")
      .trim(),
    codes,
    links,
    at: positionOf(file, node),
    ...(deleted && isStruck(node) ? { struck: true } : {}),
  };
}

/** A block within another is separated from what is before it. */
function ownText(node: Nodes): string {
  if (node.type === "break" || BLOCKS.has(node.type)) return " ";
  return "value" in node && node.type !== "html" ? node.value : "";
}

const BLOCKS: ReadonlySet<string> = new Set(["paragraph", "heading", "listItem", "blockquote"]);

/** A code span between backticks; a line break that the page asks for stays, alone of its kind. */
function markedText(node: Nodes, text: string): string {
  if (node.type === "inlineCode") return `\`${foldSpace(text.replaceAll("`", ""))}\``;
  if (node.type === "break" || BLOCKS.has(node.type) || (node.type === "text" && text === "\n")) return "\n";
  return text.replace(/[\s\u00a0]+/g, " ");
}

/** The text with its code spans between backticks, where the reader knows them. */
export function markedOf({ marked, text }: Pick<Prose, "marked" | "text">): string {
  return marked ?? text;
}

/** The end of it that is so many characters of the plain text. */
export function markedEnd(prose: Pick<Prose, "marked" | "text">, length: number): string {
  const marked = markedOf(prose);
  let at = marked.length;
  for (let left = length; left > 0 && at > 0; at -= 1) if (marked[at - 1] !== "`") left -= 1;
  const opens = marked.slice(at).split("`").length % 2 === 0;
  return marked.slice(opens && marked[at - 1] === "`" ? at - 1 : at);
}

export function foldSpace(text: string): string {
  return text.replace(/[\s\u00a0]+/g, " ").trim();
}
