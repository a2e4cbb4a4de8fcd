// What a reader makes of a page: an mdast tree whose every node knows its place in the file.
import type { Nodes, Root } from "mdast";
import type { CodeSource } from "../source/code-source.ts";
import { finding, type Finding, type Position } from "../source/finding.ts";
import { placeBetween, type SourceText } from "../source/line-index.ts";

/** Text that a reader left out of the tree on purpose, by a named rule. */
export interface Ignored {
  readonly rule: string;
  readonly quote: string;
  readonly at: Position;
}

declare module "mdast" {
  interface CodeData {
    /** Set by every reader on every code node. */
    source?: CodeSource;
    /** A title that the format itself ties to the block, as `<CodeResponse title={'…'}>` does. */
    title?: string;
  }
  interface HeadingData {
    /** The anchor the page itself gives to the heading, when the format shows one. */
    id?: string;
  }
}

export interface SourceDocument extends SourceText {
  readonly format: string;
  readonly tree: Root;
  /** Scalars of the front matter, and what the page says of itself: `canonical` (a URL), `title`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly ignored: readonly Ignored[];
}

/** Reads a file that a page names, below the register's `samples` folder; undefined where there is none or it is refused. */
export type ReadSample = (name: string) => { readonly file: string; readonly text: string } | undefined;

export interface ReadOptions {
  readonly file: string;
  /**
   * Words that label rows and columns of the reference's tables ("Action", "Notes"): text copied from a page runs table
   * cells together, and these words tell where a cell ends.
   */
  readonly labels?: readonly string[];
  readonly readSample?: ReadSample;
}

/** A document, or none where the bytes could not be read; the findings say why. */
export interface ReadResult {
  readonly document?: SourceDocument;
  readonly findings: readonly Finding[];
}

export type Reader = (text: string, options: ReadOptions) => ReadResult;

const FIRST = { line: 1, column: 1, offset: 0 };

/** The place of a node in the document's own file. */
export function positionOf(file: string, node: Nodes): Position {
  const { start, end } = node.position ?? { start: FIRST, end: FIRST };
  const offset = start.offset ?? 0;
  return placeBetween(file, { ...start, offset }, { ...end, offset: end.offset ?? offset });
}

/** The last resort of a reader: what the parsing library threw, as a finding. */
export function unreadable(error: unknown, file: string): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  const message =
    error instanceof RangeError ? "the page is nested too deep to be read" : `the page could not be parsed (${reason})`;
  return finding({ rule: "document/unreadable", severity: "error", message, at: { file, ...FIRST } });
}
