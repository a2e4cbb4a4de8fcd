// Holds a YAML tree against what a file of settings may hold, before values are made of it: what goes too far, where, and in words.
import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type Node, type ParsedNode } from "yaml";

/** Offsets into the text; the end is exclusive. */
export interface NodeProblem {
  readonly message: string;
  readonly start: number;
  readonly end: number;
}

/** Values within each other. */
export const DEEPEST = 100;
export const TOO_DEEP = `values are nested more than ${String(DEEPEST)} deep here`;
const MOST_ALIASES = 100;
/** What all aliases together may stand for. */
const MOST_REPEATED = 10_000;

interface NodeVisit {
  readonly node: unknown;
  readonly depth: number;
  /** Whether all below it has been seen. */
  readonly seen: boolean;
}

/** In the order of the file. The walk ends at depth and aliases that go too far; on its way it collects wrong keys. */
export function checkNodes({ contents }: Document<ParsedNode>): readonly NodeProblem[] {
  const problems: NodeProblem[] = [];
  const begun = new Map<string, number>();
  const sizes = new Map<string, number>();
  let size = 0;
  let aliases = 0;
  let repeated = 0;
  const steps: NodeVisit[] = [{ node: contents, depth: 0, seen: false }];
  for (let step = steps.pop(); step !== undefined; step = steps.pop()) {
    const { node, depth, seen } = step;
    if (isAlias(node)) {
      const stands = sizes.get(node.source) ?? 0;
      aliases += 1;
      repeated += stands;
      size += stands;
      const far = begun.has(node.source)
        ? "stands within what it stands for"
        : aliases > MOST_ALIASES
          ? `is one of more than ${String(MOST_ALIASES)} aliases`
          : !sizes.has(node.source)
            ? "stands for nothing that is named before it"
            : repeated > MOST_REPEATED
              ? `makes more than ${String(MOST_REPEATED)} values stand here again, with the aliases before it`
              : undefined;
      if (far !== undefined) return [...problems, problem(`the alias "*${node.source}" ${far}`, node)];
      continue;
    }
    if (!isNode(node)) continue;
    const anchor = "anchor" in node ? node.anchor : undefined;
    if (seen) {
      if (anchor === undefined) continue;
      sizes.set(anchor, size - (begun.get(anchor) ?? size));
      begun.delete(anchor);
      continue;
    }
    if (depth > DEEPEST) {
      return [...problems, problem(TOO_DEEP, node)];
    }
    if (anchor !== undefined) begun.set(anchor, size);
    size += 1;
    problems.push(...wrongKeys(node));
    steps.push({ node, depth, seen: true });
    for (const child of childrenOf(node).toReversed()) steps.push({ node: child, depth: depth + 1, seen: false });
  }
  return problems;
}

function childrenOf(node: Node): readonly unknown[] {
  if (isSeq(node)) return node.items;
  return isMap(node) ? node.items.flatMap(({ key, value }) => [key, value]) : [];
}

function wrongKeys(node: Node): readonly NodeProblem[] {
  if (!isMap(node)) return [];
  const names = new Set<string>();
  return node.items.flatMap(({ key }) => {
    if (!isScalar(key))
      return isNode(key) ? [problem("the key of a mapping is one value, no list, mapping or alias", key)] : [];
    const name = String(key.value);
    if (!names.has(name)) {
      names.add(name);
      return [];
    }
    return [problem(`the key "${name}" stands twice in this mapping`, key)];
  });
}

function problem(message: string, node: Node): NodeProblem {
  const [start, end] = node.range ?? [0, 0];
  return { message, start, end };
}
