// Tells the heading of a webhook's object from that of another webhook.
import type { RootContent } from "mdast";
import { actionIn, actionShown, isSpecifics } from "./action-row.ts";
import type { ReadHeading } from "./read-heading.ts";
import { readProse } from "./read-prose.ts";

/** What the section that goes on has said so far. */
export interface SectionFacts {
  readonly name: string;
  /** Of its "Action" row. */
  action?: string;
  hasSample: boolean;
  /** First cells of its tables. */
  readonly told: Set<string>;
}

export function factsOf({ text }: ReadHeading, nodes: readonly RootContent[]): SectionFacts {
  const facts: SectionFacts = { name: text, hasSample: false, told: new Set() };
  learn(facts, nodes);
  return facts;
}

export function learn(facts: SectionFacts, nodes: readonly RootContent[]): void {
  for (const node of nodes) {
    if (node.type === "code") facts.hasSample = true;
    if (node.type !== "table") continue;
    if (isSpecifics(node)) facts.action ??= actionIn("", node).value;
    for (const { children } of node.children) {
      const [cell] = children;
      if (cell === undefined) continue;
      const { text, codes } = readProse("", cell);
      for (const name of [text, ...codes]) facts.told.add(name);
    }
  }
}

/**
 * Whether the heading is a part of the section that goes on: no "Action" row stands under it, and its sample shows that
 * section's action, or it names a field that the section's tables tell of.
 */
export function isNested(
  facts: SectionFacts,
  heading: ReadHeading,
  content: readonly RootContent[],
  level: number,
): boolean {
  if (content.some(isSpecifics)) return false;
  const shown = content.map(actionShown).find((action) => action !== undefined);
  if (shown === heading.text) return false;
  const isDeeper = heading.depth > level;
  if (shown === undefined) return isDeeper && facts.told.has(heading.text);
  return (shown === facts.name || shown === facts.action) && (isDeeper || !facts.hasSample);
}
