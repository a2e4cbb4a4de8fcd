// Splits a page into what is before and between the webhook sections, groups, and sections with their nodes.
import type { RootContent } from "mdast";
import { isSpecifics, actionIn, actionShown, saysOnly } from "./action-row.ts";
import { headingRole } from "./labels.ts";
import { cutAtHeadings, type ReadHeading, type Stretch } from "./read-heading.ts";
import { readProse } from "./read-prose.ts";
import { positionOf } from "../formats/document.ts";

export interface OutlineSection {
  readonly heading: ReadHeading;
  readonly group?: string;
  readonly nodes: readonly RootContent[];
  /** Set where the heading is not one of the usual level or form. */
  readonly oddity?: "level" | "form" | "lost";
}

export interface OutlineOther {
  /** Undefined for what is before the first heading. */
  readonly heading?: ReadHeading;
  readonly isGroup: boolean;
  readonly nodes: readonly RootContent[];
}

export interface Outline {
  readonly sections: readonly OutlineSection[];
  readonly others: readonly OutlineOther[];
}

interface OpenSection extends OutlineSection {
  readonly nodes: RootContent[];
}

interface OpenOther extends Stretch {
  isGroup: boolean;
}

/**
 * A section begins at a heading of the level at which most identifiers are, or at an identifier of another level that has
 * an action or a sample of its own; what follows up to the next such heading or a higher one belongs to it. Where an action
 * is under no such heading, one got lost: a section begins there too.
 */
export function outline(file: string, children: readonly RootContent[]): Outline {
  const stretches = cutAtHeadings(file, children).filter(
    ({ heading, nodes }) => heading !== undefined || nodes.length > 0,
  );
  const level = levelOfSections(stretches);
  const sections: OpenSection[] = [];
  const others: OpenOther[] = [];
  let group: OpenOther | undefined;
  let open: { readonly section: OpenSection; readonly facts: SectionFacts } | undefined;
  /** Index of the first of `others` behind the last section. */
  let run = 0;
  const begin = (section: OutlineSection): void => {
    const named = group?.heading === undefined ? {} : { group: group.heading.text };
    const begun = { ...section, nodes: [...section.nodes], ...named };
    open = { section: begun, facts: factsOf(section.heading, section.nodes) };
    sections.push(begun);
    if (group !== undefined) group.isGroup = true;
    run = others.length;
  };
  for (const [index, { heading, node, nodes }] of stretches.entries()) {
    if (heading === undefined || node === undefined || level === undefined) {
      others.push({ ...(heading === undefined ? {} : { heading }), isGroup: false, nodes });
      continue;
    }
    const beginning = beginningAt(stretches, index, level, open?.facts);
    const isWithin = heading.depth > level || (heading.depth === level && isPart(heading));
    if (beginning !== undefined && beginning !== "nested") {
      begin({ heading, nodes, ...(beginning === "regular" ? {} : { oddity: beginning }) });
    } else if (open !== undefined && (isWithin || beginning === "nested")) {
      open.section.nodes.push(node, ...nodes);
      learn(open.facts, nodes);
    } else {
      open = undefined;
      const other = { heading, node, isGroup: false, nodes };
      others.push(other);
      if (heading.depth < level) group = other;
      const lost = cutLostSection(file, others, run, level);
      if (lost !== undefined) begin(lost);
    }
  }
  return { sections, others };
}

/** Where no heading is an identifier alone, the level at which identifiers are among other words, over an action or a sample. */
function levelOfSections(stretches: readonly Stretch[]): number | undefined {
  const alone = mostOften(stretches.flatMap(({ heading }) => (heading?.identifier === true ? [heading.depth] : [])));
  if (alone !== undefined) return alone;
  return mostOften(
    stretches.flatMap(({ heading }, index) =>
      heading?.names !== undefined && contentOf(stretches, index, heading.depth).some(isTelling) ? [heading.depth] : [],
    ),
  );
}

export function mostOften(levels: readonly number[]): number | undefined {
  const counts = new Map<number, number>();
  for (const level of levels) counts.set(level, (counts.get(level) ?? 0) + 1);
  return [...counts].sort(([a, many], [b, more]) => more - many || a - b)[0]?.[0];
}

/** Whether a section begins at a heading, and how that one departs from the others; or it is one of the open section's objects. */
function beginningAt(
  stretches: readonly Stretch[],
  index: number,
  level: number,
  open: SectionFacts | undefined,
): "regular" | "level" | "form" | "nested" | undefined {
  const heading = stretches[index]?.heading;
  if (heading === undefined || isPart(heading)) return undefined;
  const regular = heading.identifier && heading.depth === level;
  if (!heading.identifier && heading.depth !== level) return undefined;
  const content = contentOf(stretches, index, level);
  if (!regular && !content.some(isTelling)) return undefined;
  if (open !== undefined && isNested(open, heading, content, level)) return "nested";
  return regular ? "regular" : heading.identifier ? "level" : "form";
}

/** What is under a heading, before the next one that could begin a section. */
function contentOf(stretches: readonly Stretch[], index: number, level: number): readonly RootContent[] {
  const depth = Math.max(level, stretches[index]?.heading?.depth ?? level);
  const content: RootContent[] = [];
  for (let at = index; at < stretches.length; at++) {
    const { heading, nodes } = stretches[at] ?? { nodes: [] };
    if (at > index && heading !== undefined && !isPart(heading) && (heading.depth <= depth || heading.identifier))
      break;
    content.push(...nodes);
  }
  return content;
}

function isTelling(node: RootContent): boolean {
  return node.type === "code" || isSpecifics(node);
}

/** A heading inside of sections, whatever its level. */
export function isPart({ text }: ReadHeading): boolean {
  const role = headingRole(text);
  return role !== undefined && role !== "index";
}

/** What the section that goes on has said so far. */
interface SectionFacts {
  readonly name: string;
  /** Of its "Action" row. */
  action?: string;
  hasSample: boolean;
  /** First cells of its tables. */
  readonly named: Set<string>;
}

function factsOf({ text }: ReadHeading, nodes: readonly RootContent[]): SectionFacts {
  const facts: SectionFacts = { name: text, hasSample: false, named: new Set() };
  learn(facts, nodes);
  return facts;
}

function learn(facts: SectionFacts, nodes: readonly RootContent[]): void {
  for (const node of nodes) {
    if (node.type === "code") facts.hasSample = true;
    if (node.type !== "table") continue;
    if (isSpecifics(node)) facts.action ??= actionIn("", node).value;
    for (const { children } of node.children) {
      const [cell] = children;
      if (cell === undefined) continue;
      const { text, codes } = readProse("", cell);
      for (const name of [text, ...codes]) facts.named.add(name);
    }
  }
}

/**
 * Whether the heading is a part of the section that goes on: no "Action" row is under it, and its sample shows that
 * section's action, or it names a field that the section's tables tell of.
 */
function isNested(facts: SectionFacts, heading: ReadHeading, content: readonly RootContent[], level: number): boolean {
  if (content.some(isSpecifics)) return false;
  const shown = content.map(actionShown).find((action) => action !== undefined);
  if (shown === heading.text) return false;
  const isDeeper = heading.depth > level;
  if (shown === undefined) return isDeeper && facts.named.has(heading.text);
  return (shown === facts.name || shown === facts.action) && (isDeeper || !facts.hasSample);
}

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

/** The sample, and the title above it, that are between the two tables. */
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

/**
 * Takes the section out of the last stretches: those from `from` on lie behind the last section. It begins under the last
 * heading above the sections' parts, behind what has nothing to do with it, and is named by its action.
 */
function cutLostSection(file: string, stretches: Stretch[], from: number, level: number): OutlineSection | undefined {
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
