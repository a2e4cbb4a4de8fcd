// What a reader makes of a page: an mdast tree whose every node knows its place in the file.
import type { Nodes, Root, Code } from "mdast";
import { type Finding, type Position, report } from "../source/finding.ts";
import { placeAt, placeBetween, type SourceText, type CodeSource } from "../source/line-index.ts";
import type { Position as Extent } from "unist";

/** Text that a reader left out of the tree on purpose, by a named rule. */
export interface Ignored {
  readonly rule: string;
  readonly quote: string;
  readonly at: Position;
}

/** What a step of a reader leaves out of the tree, and what it has to say of it. */
export interface LeftOut {
  readonly ignored: readonly Ignored[];
  readonly findings: readonly Finding[];
}

declare module "mdast" {
  interface CodeData {
    /** Set by every reader on every code node. */
    source?: CodeSource;
    /** A title that the format itself ties to the block, as `<CodeResponse title={'…'}>` does. */
    title?: string;
    /** Made of the types that the page declares here. */
    declared?: true;
  }
  interface TableData {
    /** Set where rows of inner members follow that of the object which holds them and nothing shows which these are. */
    isFlat?: true;
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

/** The position of a node, for another one in its place. */
export function placeOf({ position }: Nodes): { readonly position?: Extent } {
  return position === undefined ? {} : { position };
}

/** Characters of what was left out that are quoted. */
const LONGEST_QUOTE = 400;

export function ignoredIn(page: SourceText, rule: string, start: number, end: number): Ignored {
  const quote = page.text.slice(start, Math.min(end, start + LONGEST_QUOTE));
  return { rule, quote, at: placeAt(page, start, end) };
}

/** The last resort of a reader: what the parsing library threw, as a finding. */
export function unreadable(error: unknown, file: string): Finding {
  const reason = error instanceof Error ? error.message : String(error);
  const message =
    error instanceof RangeError ? "the page is nested too deep to be read" : `the page could not be parsed (${reason})`;
  return report("error", "document/unreadable", message, { at: { file, ...FIRST } });
}

interface CodeParts {
  readonly value: string;
  readonly lang?: string | undefined;
  readonly title?: string | undefined;
  /** Where the value comes from. */
  readonly source: CodeSource;
  /** Where the page shows it. */
  readonly position: Extent;
}

export function codeNode({ value, lang, title, source, position }: CodeParts): Code {
  const data = title === undefined ? { source } : { source, title };
  return { type: "code", lang: lang ?? null, meta: null, value, data, position };
}

/** From the start of the first node to the end of the last; undefined where either has no place. */
export function extentOf(nodes: readonly Nodes[]): Extent | undefined {
  const start = nodes[0]?.position?.start;
  const end = nodes.at(-1)?.position?.end;
  return start === undefined || end === undefined ? undefined : { start, end };
}

/** Walks a tree in the order of its text, however deep and wide it is. */
export function eachNode(tree: Nodes, visit: (node: Nodes) => void): void {
  const stack: Nodes[] = [tree];
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    visit(node);
    if (!("children" in node)) continue;
    for (let index = node.children.length - 1; index >= 0; index -= 1) {
      const child = node.children[index];
      if (child !== undefined) stack.push(child);
    }
  }
}

/** Puts other children into a parent, in place. */
export function replaceChildren(parent: { children: Nodes[] }, children: readonly Nodes[]): void {
  parent.children.length = 0;
  for (const child of children) parent.children.push(child);
}
