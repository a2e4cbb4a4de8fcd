// The formats of pages: a row for each. A new one is a reader and its row; the endings, the choices of the command line and what
// messages say of formats come from here. Readers are loaded when a page needs them.

/** The start of a page that is looked at, in characters. */
const LOOKED_AT = 200_000;

/** A page's own markup stands near its top; scrapers put a few lines before it. */
const TOP = 20_000;

const HEADING = /^#{1,6}[ \t]+\S/;

import type { Reader } from "./document.ts";
import { delimiterCells } from "./markdown/overlong.ts";

export interface Format {
  /** Names the format in findings and on the command line. */
  readonly label: string;
  /** Endings of file names, in lower case; the first is the usual one. */
  readonly endings: readonly [string, ...string[]];
  /** Whether content is of this format beyond doubt, whatever the file is called. The first row that is sure wins. */
  readonly sniff: (clues: Clues) => boolean;
  /** The label to read a file of this ending as; without it, what its content clearly is, else this format. */
  readonly readAs?: (clues: Clues, sniffed: string | undefined) => string;
  readonly read: () => Promise<Reader>;
}

export const formats: readonly Format[] = [
  {
    label: "html",
    endings: [".html", ".htm"],
    sniff: ({ opensPage, blockTags, fences, headings }) =>
      opensPage || (blockTags >= 3 && fences === 0 && headings === 0),
    readAs: ({ tags }, sniffed) => (tags ? "html" : (sniffed ?? "text")),
    read: async () => (await import("./html/html.ts")).readHtml,
  },
  {
    label: "mdx",
    endings: [".mdx"],
    sniff: ({ components, headings }) => components >= 2 && headings > 0,
    readAs: (_, sniffed) => (sniffed === undefined || sniffed === "markdown" ? "mdx" : sniffed),
    read: async () => (await import("./markdown/mdx.ts")).readMdx,
  },
  {
    label: "markdown",
    endings: [".md", ".markdown"],
    sniff: ({ fences, headings, tables }) => headings > 0 && (fences >= 2 || (headings > 1 && tables > 0)),
    read: async () => (await import("./markdown/markdown.ts")).readMarkdown,
  },
  {
    label: "text",
    endings: [".txt"],
    sniff: () => false,
    read: async () => (await import("./copied-text/text.ts")).readText,
  },
];

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
interface Clues {
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

function cluesOf(whole: string): Clues {
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

/** The row under a table's header, of two columns or more, which nothing else looks like. */
function isDelimiterRow(line: string): boolean {
  const [first = "", ...others] = delimiterCells(line) ?? [];
  return others.length > 0 && first.includes("---") && others.every((cell) => cell.includes("--"));
}
