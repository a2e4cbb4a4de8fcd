// Holds the lists that sum structures up against the headings: a heading that a list names in fewer words goes by that name.
import { suggest } from "../source/suggest.ts";
import type { CoverageKeeper } from "./keep-coverage.ts";
import { anchorOf } from "./read-heading.ts";
import type { ListedStructure, Section, StructureGroup } from "./reference.ts";

/** Words beside a structure's name that say only what it is, with an example. The words of the list's own heading are such too. */
export const fillers: readonly { readonly word: string; readonly example: string }[] = [
  { word: "the", example: "The parcel" },
  { word: "event", example: "Parcel event" },
  { word: "object", example: "Parcel object" },
  { word: "data", example: "Parcel data structure" },
  { word: "structure", example: "Parcel structure" },
  { word: "type", example: "Parcel type" },
  { word: "format", example: "Parcel format" },
  { word: "new", example: "Parcel (new)" },
  { word: "beta", example: "Parcel (beta)" },
  { word: "preview", example: "Parcel (preview)" },
  { word: "legacy", example: "Parcel (legacy)" },
];

const filling: ReadonlySet<string> = new Set(fillers.map(({ word }) => word));

/** More entries that lead nowhere than this are reported, but nothing like them is looked for. */
const MOST_SEARCHES = 100;

export interface Matched {
  readonly groups: readonly StructureGroup[];
  readonly sections: readonly Section[];
}

/** The sections, some under other names, and the groups, entries that lead nowhere marked as lost; reports both. */
export function matchLists(
  groups: readonly StructureGroup[],
  sections: readonly Section[],
  coverage: CoverageKeeper,
): Matched {
  const known = [...sections, ...groups];
  const anchors = new Set(known.map(({ anchor }) => anchor));
  const names = new Set(known.map(({ name }) => wordsOf(name).join(" ")));
  const listed = groups.flatMap(({ name, members }) => members.map((entry) => ({ group: name, entry })));
  const leadsTo = ({ name, anchor = "" }: ListedStructure): boolean =>
    anchors.has(anchor) || anchors.has(anchor.replace(/-\d+$/, "")) || names.has(wordsOf(name).join(" "));
  const lost = listed
    .filter(({ entry }) => entry.anchor !== undefined && !leadsTo(entry))
    .sort((one, other) => wordsOf(other.entry.name).length - wordsOf(one.entry.name).length);
  const taken = new Set(listed.flatMap(({ entry }) => [entry.anchor, anchorOf(entry.name)]));
  const renamed = new Map<Section, string>();
  const nowhere = new Set<ListedStructure>();
  const free = sections.filter(({ anchor }) => !taken.has(anchor));
  for (const [index, { group, entry }] of lost.entries()) {
    const extra = new Set([...filling, ...wordsOf(group)]);
    const near = index < MOST_SEARCHES ? free : [];
    const meant = near.filter((section) => !renamed.has(section) && isLonger(section.name, entry.name, extra));
    const [only, ...others] = meant;
    if (only === undefined || others.length > 0) {
      nowhere.add(entry);
      reportLost(entry, near, coverage);
      continue;
    }
    renamed.set(only, entry.name);
    reportRenamed(entry, only, coverage);
  }
  return {
    sections: sections.map((section) => ({ ...section, name: renamed.get(section) ?? section.name })),
    groups: groups.map((group) => ({
      ...group,
      members: group.members.map((entry): ListedStructure => (nowhere.has(entry) ? { ...entry, lost: true } : entry)),
    })),
  };
}

function wordsOf(text: string): readonly string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== "")
    .map((word) => word.replace(/(?<=..)s$/, ""));
}

/** Whether a heading is a name with nothing but such words around it. */
function isLonger(heading: string, name: string, extra: ReadonlySet<string>): boolean {
  const words = wordsOf(heading);
  const wanted = wordsOf(name);
  if (wanted.length === 0) return false;
  for (let from = 0; from + wanted.length <= words.length; from++) {
    const around = [...words.slice(0, from), ...words.slice(from + wanted.length)];
    if (wanted.every((word, index) => words[from + index] === word) && around.every((word) => extra.has(word)))
      return true;
  }
  return false;
}

function reportRenamed({ name, anchor = "" }: ListedStructure, section: Section, coverage: CoverageKeeper): void {
  const { name: quote, at } = section;
  const message = `a list names "${name}" (#${anchor}), which no heading is called; the heading "${quote}" was read as that`;
  coverage.report("warning", "reference/heading-differs", message, { at, quote }, name);
}

function reportLost(
  { name, anchor = "", at }: ListedStructure,
  sections: readonly Section[],
  coverage: CoverageKeeper,
): void {
  const [near] = suggest(
    name,
    sections.map((section) => section.name),
  );
  const message = `the list names "${name}" (#${anchor}), but no heading of the page has that name or anchor`;
  coverage.report("warning", "reference/list-without-heading", message, { at, quote: name }, near);
}
