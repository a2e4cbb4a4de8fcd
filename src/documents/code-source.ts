// Ties each character of a code block's value to its place in the page, line by line: fences may be indented or quoted.
import type { Code } from "mdast";
import type { CodeSource, SourceRun } from "./document.ts";
import { lineAt, type Line } from "./page-lines.ts";

export interface CodePage {
  readonly file: string;
  readonly text: string;
  readonly lines: readonly Line[];
}

/** The block's value as it stands in the page, and its runs. Blanks that only stand for a part of a tab are left out. */
export function codeSource(node: Code, page: CodePage): { readonly value: string; readonly source: CodeSource } {
  const { file, text, lines } = page;
  const begin = node.position?.start.offset ?? 0;
  const opener = lineAt(lines, begin);
  const fenced = /^(?:`{3}|~{3})/.test(text.slice(begin, begin + 3));
  const parts: string[] = [];
  const runs: SourceRun[] = [];
  let length = 0;
  let at = fenced ? opener + 1 : opener;
  for (const { text: wanted, ending } of valueLines(node.value)) {
    const line = lines[at] ?? { start: text.length, end: text.length, text: "" };
    const shared = sharedTail(wanted, line.text);
    const kept = wanted.slice(wanted.length - shared) + ending;
    runs.push({ value: length, source: line.end - shared });
    parts.push(kept);
    length += kept.length;
    at += 1;
  }
  return { value: parts.join(""), source: { file, text, runs } };
}

function valueLines(value: string): { readonly text: string; readonly ending: string }[] {
  const lines: { text: string; ending: string }[] = [];
  let start = 0;
  for (const ending of value.matchAll(/\r\n|\r|\n/g)) {
    lines.push({ text: value.slice(start, ending.index), ending: ending[0] });
    start = ending.index + ending[0].length;
  }
  lines.push({ text: value.slice(start), ending: "" });
  return lines;
}

/** How many characters the two have in common at their ends; the parser shows NUL as U+FFFD. */
function sharedTail(wanted: string, line: string): number {
  let shared = 0;
  while (shared < wanted.length && shared < line.length) {
    const a = wanted[wanted.length - 1 - shared];
    const b = line[line.length - 1 - shared];
    if (a !== b && !(a === "\uFFFD" && b === "\0")) break;
    shared += 1;
  }
  return shared;
}
