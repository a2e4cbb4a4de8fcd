// Parses a Markdown page piece by piece, so that an edit costs the parsing of its own piece alone.
import type { Nodes, Root } from "mdast";
import type { PieceMemory } from "./document.ts";
import { eachNode } from "./each-node.ts";
import { cutsOf } from "./page-cuts.ts";

export interface Grammar {
  /** Tells apart what is kept of one text. */
  readonly name: string;
  /** JSX elements may stand between the pieces, never in two of them. */
  readonly tags: boolean;
  /** Throws where the text does not hold. */
  readonly parse: (text: string) => Root;
}

/**
 * The tree that `parse` would give for the whole text, except that of positions only the offsets hold. Throws what `parse`
 * throws of the whole.
 */
export function parseInPieces(text: string, grammar: Grammar, memory?: PieceMemory): Root {
  const cuts = cutsOf(text, grammar);
  if (cuts.length === 0) return grammar.parse(text);
  try {
    const tree: Root = { type: "root", children: [], position: spanOf(0, text.length) };
    for (const [index, start] of [0, ...cuts].entries()) {
      const piece = parsePiece(text.slice(start, cuts[index]), start, grammar, memory);
      for (const child of piece.children) tree.children.push(child);
    }
    return tree;
  } catch {
    return grammar.parse(text);
  }
}

function parsePiece(text: string, start: number, { name, parse }: Grammar, memory: PieceMemory | undefined): Root {
  const key = `${name}\n${text}`;
  const kept = memory?.recall(key);
  if (kept !== undefined) {
    const known: unknown = JSON.parse(kept);
    if (isKept(known)) return placed(known, start);
  }
  const tree = parse(text);
  const offsets = offsetsOf(tree);
  memory?.keep(key, JSON.stringify({ tree, offsets } satisfies Kept, withoutPlaces));
  return placed({ tree, offsets }, start);
}

interface Kept {
  readonly tree: Root;
  /** Start and end of each node, in the order of the text; -1 where the parser gave none. */
  readonly offsets: readonly number[];
}

/** Whoever keeps a piece vouches for the rest. */
function isKept(value: unknown): value is Kept {
  return typeof value === "object" && value !== null && "tree" in value && "offsets" in value;
}

/** The programs that expressions were parsed to are never looked at. */
function withoutPlaces(key: string, value: unknown): unknown {
  return key === "position" || key === "estree" ? undefined : value;
}

function offsetsOf(tree: Root): readonly number[] {
  const offsets: number[] = [];
  eachNode(tree, ({ position }) => {
    offsets.push(position?.start.offset ?? -1, position?.end.offset ?? -1);
  });
  return offsets;
}

function placed({ tree, offsets }: Kept, by: number): Root {
  let next = 0;
  eachNode(tree, (node) => {
    const [start = -1, end = -1] = [offsets[next], offsets[next + 1]];
    next += 2;
    if (start >= 0) node.position = spanOf(start + by, end + by);
  });
  return tree;
}

function spanOf(start: number, end: number): NonNullable<Nodes["position"]> {
  return { start: { line: 1, column: 1, offset: start }, end: { line: 1, column: 1, offset: end } };
}
