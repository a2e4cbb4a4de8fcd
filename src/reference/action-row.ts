// Where a page says which action it is about: a table with an "Action" row, a sample with an "action" member, words alone on a line.
import type { RootContent, Table } from "mdast";
import type { Position } from "../source/finding.ts";
import { columnRole, rowRole } from "./labels.ts";
import { readProse } from "./read-prose.ts";
import type { Prose } from "./reference.ts";

const NAME = /^[a-z][a-z0-9]*(?:[_.][a-z0-9]+)*$/;

/** A table with an "Action" row; under a column for names of fields, "action" is a field. */
export function isSpecifics(node: RootContent | undefined): boolean {
  return (
    node?.type === "table" &&
    !hasNameColumn(node) &&
    node.children.some(({ children: [cell] }) => cell !== undefined && rowRole(readProse("", cell).text) === "action")
  );
}

export function hasNameColumn({ children: [head] }: Table): boolean {
  return head?.children.some((cell) => columnRole(readProse("", cell).text) === "name") === true;
}

export function actionIn(
  file: string,
  node: RootContent | undefined,
): { readonly value: string; readonly at?: Position } {
  if (node?.type !== "table") return { value: "" };
  for (const { children } of node.children) {
    const [label, value] = children.map((cell) => readProse(file, cell));
    if (label !== undefined && value !== undefined && rowRole(label.text) === "action")
      return { value: readActions(value)[0] ?? "", at: value.at };
  }
  return { value: "" };
}

/** The action that a sample shows, as far as its text tells. */
export function actionShown(node: RootContent | undefined): string | undefined {
  if (node?.type !== "code") return undefined;
  return /["']?\baction["']?\s{0,9}:\s{0,9}["']([A-Za-z][\w.-]{0,99})["']/.exec(node.value)?.[1];
}

/** Whether a paragraph says nothing but the action: a heading that lost its mark. */
export function saysOnly(node: RootContent | undefined, action: string): boolean {
  if (node?.type !== "paragraph" || action === "") return false;
  const { text } = readProse("", node);
  return text.length < action.length + 20 && text.replace(/^[#*`\s]+|(?<![#*`:\s])[#*`:\s]+$/g, "") === action;
}

/** The first is the row's action; the others are names that the page gives beside it. */
export function readActions({ text, codes }: Prose): readonly string[] {
  if (codes.length > 0) return codes.filter((code, index) => index === 0 || NAME.test(code));
  const parts = text.split(/[,;/|]|\s(?:and|or)(?=\s)/i).map((part) => part.trim());
  if (parts.length > 1 && parts.every((part) => NAME.test(part))) return parts;
  return text === "" ? [] : [text];
}
