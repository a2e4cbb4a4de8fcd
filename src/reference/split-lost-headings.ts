// Finds sections whose heading got lost: a section with a second "Action" row holds two webhooks.
import type { RootContent } from "mdast";
import { positionOf } from "../formats/document.ts";
import { actionIn, isSpecifics, saysOnly } from "./action-row.ts";
import type { OutlineSection } from "./outline.ts";

/** Parts such a section before the nodes that, on this page, begin a section; the new one is named by its action. */
export function splitLostHeadings(file: string, sections: readonly OutlineSection[]): readonly OutlineSection[] {
  const sampleFirst = sections.filter(({ nodes }) => leadsWithSample(nodes)).length * 2 > sections.length;
  return sections.flatMap((section) => splitSection(file, section, sampleFirst));
}

function leadsWithSample(nodes: readonly RootContent[]): boolean {
  const code = nodes.findIndex(({ type }) => type === "code");
  const action = nodes.findIndex(isSpecifics);
  return code >= 0 && (action < 0 || code < action);
}

function splitSection(file: string, section: OutlineSection, sampleFirst: boolean): readonly OutlineSection[] {
  const { nodes } = section;
  const first = nodes.findIndex(isSpecifics);
  const second = first < 0 ? -1 : nodes.findIndex((node, index) => index > first && isSpecifics(node));
  if (second < 0) return [section];
  const cut = sampleFirst ? beginBySample(nodes, first, second) : beginAfterSample(nodes, first, second);
  const { value } = actionIn(file, nodes[second]);
  const lost: OutlineSection = {
    ...section,
    heading: {
      text: value,
      depth: section.heading.depth,
      identifier: true,
      at: positionOf(file, nodes[cut] ?? nodes[second] ?? { type: "root", children: [] }),
    },
    nodes: nodes.slice(saysOnly(nodes[cut], value) ? cut + 1 : cut),
    oddity: "lost",
  };
  return [{ ...section, nodes: nodes.slice(0, cut) }, ...splitSection(file, lost, sampleFirst)];
}

/** The sample, and the title above it, that stand between the two tables. */
function beginBySample(nodes: readonly RootContent[], first: number, second: number): number {
  const code = nodes.findIndex(({ type }, index) => index > first && index < second && type === "code");
  if (code < 0) return second;
  const title = nodes[code - 1];
  return title !== undefined && code - 1 > first && (title.type === "blockquote" || title.type === "paragraph")
    ? code - 1
    : code;
}

/** Behind the last sample between the two tables. */
function beginAfterSample(nodes: readonly RootContent[], first: number, second: number): number {
  for (let index = second - 1; index > first; index--) if (nodes[index]?.type === "code") return index + 1;
  const heading = nodes[second - 1];
  return heading?.type === "heading" ? second - 1 : second;
}
