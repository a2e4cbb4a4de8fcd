// Tells a page's format by its content, where the content leaves no doubt.
import type { Format } from "./document.ts";
import { delimiterCells } from "./markdown/mend-tables.ts";

/** The start of a page that is looked at, in characters. */
const LOOKED_AT = 200_000;
/** A page's own markup stands near its top; scrapers put a few lines before it. */
const TOP = 20_000;

/** The format that the content clearly has, or undefined. Fenced samples are not looked into. */
export function sniffFormat(text: string): Format | undefined {
  const lines = text.slice(0, LOOKED_AT).split(/\r\n|\r|\n/);
  const top = text.slice(0, TOP);
  const page = /^[ \t]*<(?:!doctype\s+html|html[\s>])/im.exec(top);
  const count = (pattern: RegExp): number => lines.reduce((sum, line) => sum + (pattern.test(line) ? 1 : 0), 0);
  const fences = count(/^[ \t>]*(?:```|~~~)/);
  const headings = count(/^#{1,6}[ \t]+\S/);
  const fencedBefore = page !== null && /^[ \t]*(?:```|~~~)/m.test(top.slice(0, page.index));
  if (page !== null && !fencedBefore && !(headings > 1 && /^#{1,6}[ \t]+\S/m.test(top.slice(0, page.index))))
    return "html";
  const blocks = count(/<\/(?:p|div|table|tr|td|h[1-6]|li|ul|ol|section|article|body|pre)>/i);
  if (blocks >= 3 && fences === 0 && headings === 0) return "html";
  const components = count(/^[ \t]*<\/[A-Z][\w.]*>[ \t]*$/);
  if (components >= 2 && headings > 0) return "mdx";
  const tables = lines.filter(isDelimiterRow).length;
  if (headings > 0 && (fences >= 2 || (headings > 1 && tables > 0))) return "markdown";
  return undefined;
}

/** The row under a table's header, of two columns or more, which nothing else looks like. */
function isDelimiterRow(line: string): boolean {
  const [first = "", ...others] = delimiterCells(line) ?? [];
  return others.length > 0 && first.includes("---") && others.every((cell) => cell.includes("--"));
}
