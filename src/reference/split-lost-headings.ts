// Finds sections whose heading got lost: a section with a second "Action" row holds two webhooks.
import type { Position } from "../findings/finding.ts";
import { positionOf } from "../documents/document.ts";
import { isSpecifics, type OutlineSection } from "./outline.ts";
import { readProse } from "./read-prose.ts";
import { rowRole } from "./labels.ts";
import type { RootContent } from "mdast";

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
  const named = actionIn(file, nodes[second]);
  const lost: OutlineSection = {
    ...section,
    heading: {
      ...section.heading,
      text: named.value,
      identifier: true,
      at: positionOf(file, nodes[cut] ?? nodes[second] ?? { type: "root", children: [] }),
    },
    nodes: nodes.slice(cut),
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

function actionIn(file: string, node: RootContent | undefined): { readonly value: string; readonly at?: Position } {
  if (node?.type !== "table") return { value: "" };
  for (const { children } of node.children) {
    const [label, value] = children.map((cell) => readProse(file, cell));
    if (label !== undefined && value !== undefined && rowRole(label.text) === "action") {
      return { value: value.codes[0] ?? value.text, at: value.at };
    }
  }
  return { value: "" };
}
