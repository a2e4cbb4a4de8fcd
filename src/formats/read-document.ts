// Bytes of a page to its tree: decoded, read by the reader of its format, with what is odd about the file as findings.
import { partOfPage } from "../documents/overlong-page.ts";
import { finding, type Finding } from "../source/finding.ts";
import { decode } from "./decode.ts";
import type { Format, Reader, ReadOptions, ReadResult } from "./document.ts";
import { findMojibake } from "./mojibake.ts";
import { sniffFormat } from "./sniff.ts";
import { dropDeleted, dropInvisible } from "./unread-words.ts";

export { sniffFormat };

const formats = new Map<string, Format>([
  ["md", "markdown"],
  ["markdown", "markdown"],
  ["mdx", "mdx"],
  ["html", "html"],
  ["htm", "html"],
  ["txt", "text"],
]);

/** The format that a file's ending stands for, in any case. */
export function formatOf(file: string): Format | undefined {
  const ending = /\.([A-Za-z0-9]+)$/.exec(file)?.[1];
  return ending === undefined ? undefined : formats.get(ending.toLowerCase());
}

/** Reads a page. Content that is clearly of another format is read as that, with an information `document/format`. */
export async function readDocument(bytes: Uint8Array, format: Format, options: ReadOptions): Promise<ReadResult> {
  const { text: whole, findings: undecodable } = decode(bytes, options.file);
  if (whole === undefined) return { findings: undecodable };
  const actual = actualFormat(whole, format);
  const { text, findings: overlong } = partOfPage(whole, actual, options.file);
  const heard: Finding[] = [...undecodable, ...overlong];
  if (actual !== format) {
    const message = `the file is named as ${format} and holds ${actual}; read as ${actual}`;
    const at = { file: options.file, line: 1, column: 1, offset: 0 };
    heard.push(finding({ rule: "document/format", severity: "info", message, at, quote: text.slice(0, 300) }));
  }
  const read = await readerOf(actual);
  const { document, findings } = read(text, { ...options, isPart: overlong.length > 0 });
  const all = [...heard, ...findMojibake(text, options.file), ...findings];
  if (document === undefined) return { findings: all };
  const { file, tree } = document;
  return { document, findings: [...all, ...dropInvisible(tree, file), ...dropDeleted(tree, file)] };
}

function actualFormat(text: string, named: Format): Format {
  const sniffed = sniffFormat(text);
  if (named === "html") return /<[a-z!/]/i.test(text) ? "html" : (sniffed ?? "text");
  if (named === "mdx" && sniffed === "markdown") return "mdx";
  return sniffed ?? named;
}

async function readerOf(format: Format): Promise<Reader> {
  switch (format) {
    case "markdown":
      return (await import("./markdown.ts")).readMarkdown;
    case "mdx":
      return (await import("./mdx.ts")).readMdx;
    case "html":
      return (await import("./html.ts")).readHtml;
    case "text":
      return (await import("./text.ts")).readText;
  }
}
