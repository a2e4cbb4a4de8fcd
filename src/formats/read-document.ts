// Bytes of a page to its tree: decoded, read by the reader of its format, with what is odd about the file as findings.
import { type Finding, report } from "../source/finding.ts";
import { withoutInvisible } from "../source/printable.ts";
import { formatToRead } from "./choose-format.ts";
import { decode } from "./decode.ts";
import { type ReadOptions, type ReadResult, positionOf, eachNode, replaceChildren } from "./document.ts";
import { findMojibake } from "./mojibake.ts";
import type { Nodes, Parents } from "mdast";
import { toString as textOf } from "mdast-util-to-string";

/** More finds than this are reported as one number. */
const MOST_FINDINGS = 20;

/**
 * Reads a page; `named` is the label of the format that its name stands for. Content that is clearly of another format is read as
 * that, with an information `document/format`.
 */
export async function readDocument(bytes: Uint8Array, named: string, options: ReadOptions): Promise<ReadResult> {
  const { file } = options;
  const { text, findings: undecodable } = decode(bytes, file);
  if (text === undefined) return { findings: undecodable };
  const format = formatToRead(text, named);
  const findings: Finding[] = [...undecodable];
  if (format.label !== named) {
    const message = `the file is named as ${named} and holds ${format.label}; read as ${format.label}`;
    const quote = text.slice(0, 300);
    findings.push(report("info", "document/format", message, { at: { file, line: 1, column: 1 }, quote }));
  }
  const read = await format.read();
  const { document, findings: own } = read(text, options);
  findings.push(...findMojibake(text, file), ...own);
  if (document === undefined) return { findings };
  return {
    document,
    findings: [...findings, ...dropInvisible(document.tree, file), ...dropDeleted(document.tree, file)],
  };
}

/** Headings, cells and prose, in place; code blocks stay as they are. An information `document/invisible-character` a node. */
function dropInvisible(tree: Nodes, file: string): readonly Finding[] {
  const cleaned: { readonly node: Nodes; readonly was: string }[] = [];
  eachNode(tree, (node) => {
    if (node.type !== "text" && node.type !== "inlineCode") return;
    const value = withoutInvisible(node.value);
    if (value === node.value) return;
    cleaned.push({ node, was: node.value });
    node.value = value;
  });
  return cleaned.slice(0, MOST_FINDINGS).map(({ node, was }, index) => {
    const more = index === MOST_FINDINGS - 1 ? cleaned.length - MOST_FINDINGS : 0;
    const others = more > 0 ? `; ${more} more places like it are not listed` : "";
    const message = `characters that nobody sees stand among these words; left out${others}`;
    const said = { at: positionOf(file, node), quote: was };
    return report("info", "document/invisible-character", message, said, withoutInvisible(was));
  });
}

/** Changes the tree in place. A warning `document/deleted-text` for each stretch of words that was left out. */
function dropDeleted(tree: Nodes, file: string): readonly Finding[] {
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
    if (left.length < children.length) replaceChildren(parent, left);
  }
  return findings.reverse();
}

/** Whether all words of a heading or a cell are struck out. */
export function isStruck(node: Nodes): boolean {
  let isOne = false;
  const stack: Nodes[] = [node];
  for (let here = stack.pop(); here !== undefined; here = stack.pop()) {
    if (here.type === "delete") isOne = true;
    else if ("children" in here) for (const child of here.children) stack.push(child);
    else if (textOf(here).trim() !== "") return false;
  }
  return isOne;
}

/** A block that holds nothing any more. */
function isEmptied(node: Nodes): boolean {
  return (node.type === "paragraph" || node.type === "listItem" || node.type === "list") && node.children.length === 0;
}

function leftOut(node: Nodes, file: string): Finding {
  const said = { at: positionOf(file, node), quote: textOf(node) };
  return report("warning", "document/deleted-text", "these words are struck out; left out", said);
}
