// Reads a "Push equivalent in" cell: links, code spans, or names run together in copied text.
import type { Prose, PushEquivalentCell } from "./reference.ts";

const NONE = /^(?:[-–—]|none|n\/a)?$/i;

export function readPushEquivalents(cell: Prose): readonly PushEquivalentCell[] {
  if (NONE.test(cell.text)) return [];
  const links = cell.links.filter(({ text }) => text !== "").map(({ text, href }) => ({ label: text, href }));
  if (links.length > 0) return links;
  const labels = cell.codes.length > 0 ? cell.codes : namedApis(cell.text);
  return labels.map((label) => ({ label }));
}

/** Stretches that end in the word "API" and hold more than that; the whole text where there is none. */
function namedApis(text: string): readonly string[] {
  const found: string[] = [];
  let end = 0;
  for (const { index } of text.matchAll(/\bAPI\b/g)) {
    const start = end + text.slice(end).search(/\S/);
    if (index <= start) continue;
    end = index + "API".length;
    found.push(text.slice(start, end));
  }
  return found.length === 0 ? [text] : found;
}
