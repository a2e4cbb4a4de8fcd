// Small pages for the tests of the text reader, and a short form of the trees they become.
import type { Root, RootContent } from "mdast";
import { toString } from "mdast-util-to-string";
import { readText } from "../../src/formats/copied-text/text.ts";
import type { SourceDocument } from "../../src/formats/document.ts";

export const labels = [
  "Action",
  "Push equivalent in",
  "Push equivalent",
  "Field",
  "Object",
  "Notes",
  "Parameter",
  "Required",
];

export interface Read {
  readonly document: SourceDocument;
  readonly findings: readonly string[];
}

export function read(text: string): Read {
  const { document, findings } = readText(text, { file: "page.txt", labels });
  if (!document) throw new Error("the text reader gave no document");
  return { document, findings: findings.map(({ ruleId, line }) => `${String(line)} ${ruleId ?? ""}`) };
}

/** One line a heading, row, item, paragraph or sample. */
export function outline({ children }: Root): string[] {
  return children.flatMap(outlineNode);
}

function outlineNode(node: RootContent): string[] {
  if (node.type === "heading") {
    const [child] = node.children;
    return [`h${String(node.depth)} ${child?.type === "inlineCode" ? `\`${child.value}\`` : toString(node)}`];
  }
  if (node.type === "table") {
    return node.children.map(
      (row) => `| ${row.children.map((cell) => cell.children.map(inline).join("")).join(" | ")}`,
    );
  }
  if (node.type === "list") return node.children.map((item) => `- ${toString(item)}`);
  if (node.type === "code") return [`{} ${node.value.replace(/\s+/g, " ")}`];
  return [toString(node)];
}

function inline(node: RootContent): string {
  return node.type === "inlineCode" ? `\`${node.value}\`` : toString(node);
}
