// What a reader makes of a page: an mdast tree whose every node knows its place in the file.
import type { Nodes, Root } from "mdast";
import type { Finding, Position } from "../source/finding.ts";

export type Format = "markdown" | "mdx" | "html" | "text";

/** Text that a reader left out of the tree on purpose, by a named rule. */
export interface Ignored {
  readonly rule: string;
  readonly quote: string;
  readonly at: Position;
}

/** One run of a code block's value that stands in a file as it is: value offset, file offset. Sorted, first at value 0. */
export interface SourceRun {
  readonly value: number;
  readonly source: number;
}

/** Where the text of a code block comes from, when that is not simply the node's own place in the page. */
export interface CodeSource {
  /** Path of the file relative to the input folder: the page itself, or a sample file that the page names. */
  readonly file: string;
  /** The whole decoded text of that file. */
  readonly text: string;
  readonly runs: readonly SourceRun[];
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

export interface SourceDocument {
  /** Path relative to the input folder, with forward slashes. */
  readonly file: string;
  readonly format: Format;
  /** The decoded text; offsets of positions count in it. */
  readonly text: string;
  readonly tree: Root;
  /** Scalars of the front matter, and what the page says of itself: `canonical` (a URL), `title`. */
  readonly metadata: Readonly<Record<string, string>>;
  readonly ignored: readonly Ignored[];
}

/** Reads a file that a page names, below the register's `samples` folder; undefined where there is none or it is refused. */
export type ReadSample = (name: string) => { readonly file: string; readonly text: string } | undefined;

/** What was parsed before of a page, as text. */
export interface PieceMemory {
  /** Undefined for a piece that was not kept. */
  readonly recall: (piece: string) => string | undefined;
  readonly keep: (piece: string, parsed: string) => void;
}

export interface ReadOptions {
  readonly file: string;
  /**
   * Words that label rows and columns of the reference's tables ("Action", "Notes"): text copied from a page runs table
   * cells together, and these words tell where a cell ends.
   */
  readonly labels?: readonly string[];
  /** The text is the beginning of a longer page, so that what it opens may stay open. */
  readonly isPart?: boolean;
  readonly readSample?: ReadSample;
  /** Of earlier runs over this page; it gets what is new. */
  readonly pieces?: PieceMemory;
}

/** A document, or none where the bytes could not be read; the findings say why. */
export interface ReadResult {
  readonly document?: SourceDocument;
  readonly findings: readonly Finding[];
}

export type Reader = (text: string, options: ReadOptions) => ReadResult;

/** The place of a node in the document's own file. */
export function positionOf(file: string, node: Nodes): Position {
  const { start, end } = node.position ?? {
    start: { line: 1, column: 1, offset: 0 },
    end: { line: 1, column: 1, offset: 0 },
  };
  return {
    file,
    line: start.line,
    column: start.column,
    offset: start.offset ?? 0,
    endLine: end.line,
    endColumn: end.column,
    endOffset: end.offset ?? start.offset ?? 0,
  };
}
