// Which format a page has: by the ending of its name, and by its content where that leaves no doubt.
import { type Format, formats } from "./index.ts";
import { delimiterCells } from "./markdown/overlong.ts";

/** The label of the format that a file's ending stands for, in any case. */
export function formatOf(file: string): string | undefined {
  const name = file.toLowerCase();
  return formats.find(({ endings }) => endings.some((ending) => name.endsWith(ending)))?.label;
}

/** The usual ending of each format. */
export function usualEndings(): readonly string[] {
  return formats.map(({ endings: [usual] }) => usual);
}

/** The label of the format that the content clearly has, or undefined. */
export function sniffFormat(text: string): string | undefined {
  const clues = cluesOf(text);
  return formats.find(({ sniff }) => sniff(clues))?.label;
}

/** The format to read a page as whose name stands for the format `named`. */
export function formatToRead(text: string, named: string): Format {
  const clues = cluesOf(text);
  const sniffed = formats.find(({ sniff }) => sniff(clues));
  const ending = labelled(named);
  const label = ending.readAs?.(clues, sniffed?.label) ?? sniffed?.label ?? named;
  return labelled(label);
}

function labelled(label: string): Format {
  const format = formats.find((row) => row.label === label);
  if (format === undefined) throw new RangeError(`no format is called ${label}`);
  return format;
}

/** What the content of a page shows of its format: counts of lines, unless a comment says otherwise. Fenced samples are not looked into. */
export interface Clues {
  /** From the start of the page, as much as is looked at. */
  readonly text: string;
  /** A doctype or `<html>` at the top, before any sample or heading. */
  readonly opensPage: boolean;
  /** Any tag at all. */
  readonly tags: boolean;
  /** Lines with end tags of blocks of HTML. */
  readonly blockTags: number;
  /** Lines that end a component of JSX and hold nothing else. */
  readonly components: number;
  /** Fences of Markdown; rows of dashes under the headers of its tables; its headings. */
  readonly fences: number;
  readonly tables: number;
  readonly headings: number;
}

/** The start of a page that is looked at, in characters. */
const LOOKED_AT = 200_000;
/** A page's own markup is near its top; scrapers put a few lines before it. */
const TOP = 20_000;

export function cluesOf(whole: string): Clues {
  const text = whole.slice(0, LOOKED_AT);
  const lines = text.split(/\r\n|\r|\n/);
  const count = (pattern: RegExp): number => lines.reduce((sum, line) => sum + (pattern.test(line) ? 1 : 0), 0);
  const headings = count(HEADING);
  const top = text.slice(0, TOP);
  const page = /^[ \t]*<(?:!doctype\s+html|html[\s>])/im.exec(top);
  const before = top.slice(0, page?.index ?? 0);
  return {
    text,
    opensPage:
      page !== null && !/^[ \t]*(?:```|~~~)/m.test(before) && !(headings > 1 && /^#{1,6}[ \t]+\S/m.test(before)),
    tags: /<[a-z!/]/i.test(whole),
    blockTags: count(/<\/(?:p|div|table|tr|td|h[1-6]|li|ul|ol|section|article|body|pre)>/i),
    components: count(/^[ \t]*<\/[A-Z][\w.]*>[ \t]*$/),
    fences: count(/^[ \t>]*(?:```|~~~)/),
    tables: lines.filter(isDelimiterRow).length,
    headings,
  };
}

const HEADING = /^#{1,6}[ \t]+\S/;

/** The row under a table's header, of two columns or more, which nothing else looks like. */
function isDelimiterRow(line: string): boolean {
  const [first = "", ...others] = delimiterCells(line) ?? [];
  return others.length > 0 && first.includes("---") && others.every((cell) => cell.includes("--"));
}
