// Reads a "Push equivalent in" cell: links, code spans, or names run together in copied text.
import type { Prose, PushEquivalentCell } from "./reference.ts";

const NONE = /^(?:[-–—]|none|n\/a)?$/i;
const NAMED_APIS = /\S.*?\bAPI\b/g;

export function readPushEquivalents(cell: Prose): readonly PushEquivalentCell[] {
  if (NONE.test(cell.text)) return [];
  const links = cell.links.filter(({ text }) => text !== "").map(({ text, href }) => ({ label: text, href }));
  if (links.length > 0) return links;
  const labels = cell.codes.length > 0 ? cell.codes : (cell.text.match(NAMED_APIS) ?? [cell.text]);
  return labels.map((label) => ({ label }));
}
