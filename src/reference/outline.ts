// Parts a page into what stands before and between the webhook sections, groups, and sections with their nodes.
import type { Heading, RootContent } from "mdast";
import { rowRole } from "./labels.ts";
import { readHeading, type ReadHeading } from "./read-heading.ts";
import { readProse } from "./read-prose.ts";

export interface OutlineSection {
  readonly heading: ReadHeading;
  readonly group?: string;
  readonly nodes: readonly RootContent[];
  /** Set where the heading is not one of the usual level or form. */
  readonly oddity?: "level" | "form" | "lost";
}

export interface OutlineOther {
  /** Undefined for what stands before the first heading. */
  readonly heading?: ReadHeading;
  readonly isGroup: boolean;
  readonly nodes: readonly RootContent[];
}

export interface Outline {
  readonly sections: readonly OutlineSection[];
  readonly others: readonly OutlineOther[];
}

interface Stretch {
  readonly heading?: ReadHeading;
  readonly nodes: RootContent[];
}

/**
 * A section begins at a heading of the level at which most identifiers stand, or at an identifier of another level that has
 * an action or a sample of its own; what follows up to the next such heading or a higher one belongs to it.
 */
export function outline(file: string, children: readonly RootContent[]): Outline {
  const stretches = cutAtHeadings(file, children);
  const level = levelOfIdentifiers(stretches);
  const sections: { heading: ReadHeading; group?: string; nodes: RootContent[]; oddity?: "level" | "form" }[] = [];
  const others: { heading?: ReadHeading; isGroup: boolean; nodes: RootContent[] }[] = [];
  let group: { heading?: ReadHeading; isGroup: boolean; nodes: RootContent[] } | undefined;
  let inSection = false;
  for (const [index, stretch] of stretches.entries()) {
    const { heading, nodes } = stretch;
    if (heading === undefined || level === undefined) {
      others.push({ ...(heading === undefined ? {} : { heading }), isGroup: false, nodes });
      continue;
    }
    const regular = heading.identifier && heading.depth === level;
    const own = regular || hasContent(stretches, index, level);
    const begins = regular || (own && (heading.identifier || heading.depth === level));
    if (begins) {
      const oddity = regular ? undefined : heading.identifier ? "level" : "form";
      sections.push({
        heading,
        nodes: [...nodes],
        ...(group?.heading === undefined ? {} : { group: group.heading.text }),
        ...(oddity === undefined ? {} : { oddity }),
      });
      if (group !== undefined) group.isGroup = true;
      inSection = true;
    } else if (heading.depth > level && inSection) {
      const last = sections.at(-1);
      const node = headingNode(children, heading);
      if (last !== undefined && node !== undefined) last.nodes.push(node, ...nodes);
    } else {
      const other = { heading, isGroup: false, nodes: [...nodes] };
      others.push(other);
      if (heading.depth < level) group = other;
      inSection = false;
    }
  }
  return { sections, others };
}

function cutAtHeadings(file: string, children: readonly RootContent[]): readonly Stretch[] {
  const stretches: Stretch[] = [{ nodes: [] }];
  for (const node of children) {
    if (node.type === "heading") stretches.push({ heading: readHeading(file, node), nodes: [] });
    else stretches.at(-1)?.nodes.push(node);
  }
  return stretches.filter(({ heading, nodes }) => heading !== undefined || nodes.length > 0);
}

function headingNode(children: readonly RootContent[], heading: ReadHeading): Heading | undefined {
  return headingsByOffset(children).get(heading.at.offset);
}

const indexes = new WeakMap<readonly RootContent[], Map<number, Heading>>();
function headingsByOffset(children: readonly RootContent[]): Map<number, Heading> {
  let index = indexes.get(children);
  if (index === undefined) {
    index = new Map();
    for (const node of children) if (node.type === "heading") index.set(node.position?.start.offset ?? -1, node);
    indexes.set(children, index);
  }
  return index;
}

function levelOfIdentifiers(stretches: readonly Stretch[]): number | undefined {
  const counts = new Map<number, number>();
  for (const { heading } of stretches) {
    if (heading?.identifier === true) counts.set(heading.depth, (counts.get(heading.depth) ?? 0) + 1);
  }
  return [...counts].sort(([a, many], [b, more]) => more - many || a - b)[0]?.[0];
}

/** An action row or a code block stands under the heading, before the next one that could begin a section. */
function hasContent(stretches: readonly Stretch[], index: number, level: number): boolean {
  const depth = Math.max(level, stretches[index]?.heading?.depth ?? level);
  for (let at = index; at < stretches.length; at++) {
    const { heading, nodes } = stretches[at] ?? { nodes: [] };
    if (at > index && heading !== undefined && (heading.depth <= depth || heading.identifier)) return false;
    if (nodes.some((node) => node.type === "code" || isSpecifics(node))) return true;
  }
  return false;
}

/** A table with an "Action" row. */
export function isSpecifics(node: RootContent): boolean {
  return (
    node.type === "table" &&
    node.children.some(({ children: [cell] }) => cell !== undefined && rowRole(readProse("", cell).text) === "action")
  );
}
