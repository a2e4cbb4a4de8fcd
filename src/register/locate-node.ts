// Finds the place of a YAML node by the JSON pointer of its value.
import {
  type Document,
  isAlias,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  type LineCounter,
  type Node,
  type Pair,
} from "yaml";
import type { Position } from "../source/finding.ts";

/** Places in one YAML file. A pointer that leads nowhere is drawn to the nearest node above it. */
export interface Locator {
  /** The value at a JSON pointer. */
  value(pointer: string): Position;
  /** The key of a member of the mapping at a JSON pointer, or the mapping where it has no such key. */
  key(pointer: string, key: string): Position;
  /** Offsets into the text, the end exclusive. */
  span(start: number, end: number): Position;
  /** A scalar as it is written, without its quotes. */
  sourceOf(pointer: string): string | undefined;
}

interface YamlSource {
  readonly file: string;
  readonly text: string;
  readonly lines: LineCounter;
}

export function locator(document: Document | undefined, { file, text, lines }: YamlSource): Locator {
  const span = (start: number, end: number): Position => {
    const from = Math.min(start, text.length);
    const to = Math.min(Math.max(end, from), text.length);
    const first = lines.linePos(from);
    const last = lines.linePos(to);
    return {
      file,
      line: Math.max(1, first.line),
      column: Math.max(1, first.col),
      offset: from,
      endLine: Math.max(1, last.line),
      endColumn: Math.max(1, last.col),
      endOffset: to,
    };
  };
  const at = (node: Node | undefined): Position => span(node?.range?.[0] ?? 0, node?.range?.[1] ?? 0);
  const find = (pointer: string): Node | undefined => nearest(document, pointer);
  return {
    span,
    value: (pointer) => at(find(pointer)),
    key: (pointer, key) => {
      const node = find(pointer);
      const pair = pairOf(node, key);
      return at(isNode(pair?.key) ? pair.key : node);
    },
    sourceOf: (pointer) => {
      const node = find(pointer);
      return isScalar(node) ? node.source : undefined;
    },
  };
}

function nearest(document: Document | undefined, pointer: string): Node | undefined {
  let node: Node | undefined = document?.contents ?? undefined;
  for (const token of pointerTokens(pointer)) {
    const next: Node | undefined = resolve(child(node, token), document);
    if (next === undefined) return node;
    node = next;
  }
  return node;
}

function child(node: Node | undefined, token: string): unknown {
  return isSeq(node) ? node.items[Number(token)] : pairOf(node, token)?.value;
}

function pairOf(node: unknown, key: string): Pair | undefined {
  if (!isMap(node)) return undefined;
  return node.items.find((pair) => isPair(pair) && String(isScalar(pair.key) ? pair.key.value : pair.key) === key);
}

function resolve(node: unknown, document: Document | undefined): Node | undefined {
  if (isAlias(node)) return document === undefined ? undefined : node.resolve(document);
  return isNode(node) ? node : undefined;
}

function pointerTokens(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}
