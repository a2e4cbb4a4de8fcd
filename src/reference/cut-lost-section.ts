// Finds the section whose heading got lost where no section goes on: an "Action" row is there all the same.
import type { RootContent } from "mdast";
import { positionOf } from "../formats/document.ts";
import { actionIn, actionShown, isSpecifics, saysOnly } from "./action-row.ts";
import type { ReadHeading, Stretch } from "./read-heading.ts";

interface LostSection {
  readonly heading: ReadHeading;
  readonly nodes: readonly RootContent[];
  readonly oddity: "lost";
}

/**
 * Takes the section out of the last stretches: those from `from` on lie behind the last section. It begins under the last
 * heading above the sections' parts, behind what has nothing to do with it, and is named by its action.
 */
export function cutLostSection(
  file: string,
  stretches: Stretch[],
  from: number,
  level: number,
): LostSection | undefined {
  const specifics = stretches.at(-1)?.nodes.find(isSpecifics);
  const action = actionIn(file, specifics).value;
  if (specifics === undefined || action === "") return undefined;
  let base = stretches.length - 1;
  while (base > from && (stretches[base]?.heading?.depth ?? 0) > level) base -= 1;
  const above = stretches[base]?.nodes ?? [];
  const parts = stretches
    .splice(base + 1)
    .flatMap(({ node, nodes }) => (node === undefined ? nodes : [node, ...nodes]));
  const nodes = [...above.splice(beginOf(above, action)), ...parts];
  const [first] = nodes;
  const isHeading = saysOnly(first, action);
  return {
    heading: { text: action, depth: level, identifier: true, at: positionOf(file, first ?? specifics) },
    nodes: isHeading ? nodes.slice(1) : nodes,
    oddity: "lost",
  };
}

/** At the words that were the heading; else behind the last node that can't be the section's own. */
function beginOf(nodes: readonly RootContent[], action: string): number {
  const end = nodes.findIndex(isSpecifics);
  const before = end < 0 ? nodes : nodes.slice(0, end);
  for (let at = before.length - 1; at >= 0; at--) if (saysOnly(before[at], action)) return at;
  for (let at = before.length - 1; at >= 0; at--) {
    const node = before[at];
    if (node?.type === "list" || node?.type === "table" || node?.type === "thematicBreak") return at + 1;
    if (node?.type === "code" && actionShown(node) !== action) return at + 1;
  }
  return 0;
}
