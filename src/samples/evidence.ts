// What speaks for one reading of broken brackets against another: known members, and the indentation.
import type { Reading } from "./reading.ts";
import type { SampleNode } from "./sample.ts";
import type { Token } from "./tokens.ts";

/** How often each member stands under its nearest key. */
export type Pairs = ReadonlyMap<string, number>;

export function pairsOf(nodes: readonly SampleNode[]): Pairs {
  const pairs = new Map<string, number>();
  const jobs = nodes.map((node) => ({ node, label: "" }));
  for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
    const { node, label } = job;
    if (node.kind === "array") for (const { value } of node.items) jobs.push({ node: value, label });
    if (node.kind !== "object") continue;
    for (const { key, value, replaced = [] } of node.members) {
      const pair = `${label}\u0000${key}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1 + replaced.length);
      for (const one of [...replaced, value]) jobs.push({ node: one, label: key });
    }
  }
  return pairs;
}

/** How many members stand where sound samples have them. */
export function countKnown(own: Pairs, known: Pairs): number {
  let count = 0;
  for (const [pair, times] of own) if (known.has(pair)) count += times;
  return count;
}

/** How many members repeat one that stands under the same key elsewhere in the sample. */
export function countRepeated(own: Pairs): number {
  let count = 0;
  for (const times of own.values()) count += times - 1;
  return count;
}

/** How many entries and closers stand at another indentation than their like; 0 where the text has none. */
export function countMisplaced({ tokens, layout, closed }: Reading): number {
  let count = 0;
  for (const [entry, first, opener] of layout) {
    const token = leading(tokens[entry]);
    if (token === undefined) continue;
    const sibling = leading(tokens[first]);
    if (sibling !== undefined && sibling.indent !== token.indent) count++;
    const above = tokens[opener];
    if (above !== undefined && above.line !== token.line && above.indent > 0 && token.indent < above.indent) count++;
  }
  for (const [open, close] of closed) {
    const token = leading(tokens[close]);
    if (token !== undefined && tokens[open]?.indent !== token.indent) count++;
  }
  return count;
}

function leading(token: Token | undefined): Token | undefined {
  return token?.leads === true ? token : undefined;
}
