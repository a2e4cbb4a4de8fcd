// Makes words of a page harmless in Markdown that GitHub renders: no markup, link, mention or table cell comes of them.
import { shorten } from "../../source/finding.ts";
import { printable } from "../../source/printable.ts";

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ["|", "&#124;"],
  ["@", "@<!-- -->"],
  ["#", "#<!-- -->"],
]);

/** For running text and table cells: one line of at most so many characters of the page. */
export function escapeMarkdown(text: string, longest = 300): string {
  return shorten(printable(text.slice(0, longest * 4)), longest)
    .replace(/[\\`*_[\]()~$!{}]/g, "\\$&")
    .replace(/[&<>|@#]/g, (character) => entities.get(character) ?? character)
    .replace(/^([-+=])/, "\\$1")
    .replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2")
    .replace(/:\/\//g, ":<!-- -->//")
    .replace(/\bwww\./gi, "www<!-- -->.")
    .replace(/\bGH-(?=\d)/gi, "GH<!-- -->-");
}

/** For the line of a `<summary>`, an HTML block, in which Markdown means nothing. */
export function escapeSummary(text: string, longest = 300): string {
  return shorten(printable(text.slice(0, longest * 4)), longest)
    .replace(/[&<>@#]/g, (character) => entities.get(character) ?? character)
    .replace(/"/g, "&quot;")
    .replace(/:\/\//g, ":<!-- -->//");
}

/** A code span: everything in it is shown as it stands. Not for table cells, where a bar ends even a code span. */
export function codeSpan(text: string, longest = 160): string {
  const words = shorten(printable(text.slice(0, longest * 4)), longest);
  if (words === "") return "";
  const fence = "`".repeat(longestRun(words) + 1);
  const gap = /^`|`$/.test(words) ? " " : "";
  return fence + gap + words + gap + fence;
}

/** A fenced block; its fence is longer than any in the text. */
export function codeBlock(language: string, text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  const shown = text.split("\n").map(printable).join("\n").trimEnd();
  return `${fence}${language}\n${shown}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}
