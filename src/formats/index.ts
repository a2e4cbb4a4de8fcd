// The formats of pages: a row for each. A new one is a reader and its row; the endings, the choices of the command line and what
// messages say of formats come from here. Readers are loaded when a page needs them.
import type { Reader } from "./document.ts";
import type { Clues } from "./choose-format.ts";

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
