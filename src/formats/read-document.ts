// Bytes of a page to its tree: decoded, read by the reader of its format, with what is odd about the file as findings.
import { finding, type Finding } from "../source/finding.ts";
import { formatToRead } from "./choose-format.ts";
import { decode } from "./decode.ts";
import type { ReadOptions, ReadResult } from "./document.ts";
import { findMojibake } from "./mojibake.ts";
import { dropDeleted, dropInvisible } from "./unread-words.ts";

/**
 * Reads a page; `named` is the label of the format that its name stands for. Content that is clearly of another format is read as
 * that, with an information `document/format`.
 */
export async function readDocument(bytes: Uint8Array, named: string, options: ReadOptions): Promise<ReadResult> {
  const { file } = options;
  const { text, findings: undecodable } = decode(bytes, file);
  if (text === undefined) return { findings: undecodable };
  const format = formatToRead(text, named);
  const findings: Finding[] = [...undecodable];
  if (format.label !== named) {
    const message = `the file is named as ${named} and holds ${format.label}; read as ${format.label}`;
    const at = { file, line: 1, column: 1, offset: 0 };
    findings.push(finding({ rule: "document/format", severity: "info", message, at, quote: text.slice(0, 300) }));
  }
  const read = await format.read();
  const { document, findings: own } = read(text, options);
  findings.push(...findMojibake(text, file), ...own);
  if (document === undefined) return { findings };
  return {
    document,
    findings: [...findings, ...dropInvisible(document.tree, file), ...dropDeleted(document.tree, file)],
  };
}
