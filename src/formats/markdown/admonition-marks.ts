// Takes the marks of note boxes off their words: `:::note`, `[!NOTE]` and the like are no part of what the box says.
import type { Nodes, Paragraph, Text } from "mdast";
import { type Ignored, positionOf } from "../document.ts";

export interface AdmonitionRule {
  readonly id: string;
  /** The mark; a group is a title, which is words. */
  readonly pattern: RegExp;
  readonly example: string;
  readonly at: "start" | "end";
}

const KINDS =
  "(?:note|tip|hint|info|warning|warn|danger|caution|important|attention|success|error|question|example|abstract|details|callout|seealso)";

export const admonitionRules: readonly AdmonitionRule[] = [
  {
    id: "colons-open",
    pattern: new RegExp(`^:{3,8} ?${KINDS}\\b(?:\\[([^\\]\\n]{0,200})\\]| ([^\\n]{1,200}))?(?:\\n|$)`, "i"),
    example: ":::note Mind this",
    at: "start",
  },
  { id: "colons-close", pattern: /(?:^|\n):{3,8}$/, example: "Words.\n:::", at: "end" },
  { id: "alert", pattern: new RegExp(`^\\[!${KINDS}\\]\\s*`, "i"), example: "[!NOTE]\nWords.", at: "start" },
  {
    id: "exclamation",
    pattern: new RegExp(`^(?:!!!|\\?\\?\\?\\+?) ${KINDS}(?: ["“]([^"”\\n]{0,200})["”])?(?:\\n\\s*|$)`, "i"),
    example: '!!! note "Mind this"',
    at: "start",
  },
];

/** Changes a parent's paragraphs in place; one that was nothing but a mark goes. */
export function dropAdmonitionMarks(parent: { children: Nodes[] }, file: string): readonly Ignored[] {
  const ignored: Ignored[] = [];
  for (const node of parent.children) if (node.type === "paragraph") ignored.push(...unmark(node, file));
  if (ignored.length > 0) {
    const kept = parent.children.filter((node) => node.type !== "paragraph" || node.children.length > 0);
    parent.children.splice(0, parent.children.length, ...kept);
  }
  return ignored;
}

function unmark(paragraph: Paragraph, file: string): readonly Ignored[] {
  const { children } = paragraph;
  const ignored: Ignored[] = [];
  for (const { id, pattern, at } of admonitionRules) {
    const text = at === "start" ? children[0] : children.at(-1);
    if (text?.type !== "text") continue;
    const found = pattern.exec(text.value);
    if (found === null) continue;
    ignored.push({ rule: `admonition-${id}`, quote: found[0].trim(), at: positionOf(file, paragraph) });
    const title = (found[1] ?? found[2] ?? "").trim();
    replace(text, found, title === "" || /[.!?:]$/.test(title) ? title : `${title}.`);
    if (text.value === "") children.splice(children.indexOf(text), 1);
  }
  return ignored;
}

function replace(text: Text, found: RegExpExecArray, title: string): void {
  const rest = text.value.slice(found.index + found[0].length);
  const between = title === "" || rest === "" ? "" : "\n";
  text.value = text.value.slice(0, found.index) + title + between + rest;
}
