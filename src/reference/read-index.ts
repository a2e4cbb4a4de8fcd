// Reads the index of available webhooks and holds it against the sections.
import type { List, ListItem, Table } from "mdast";
import { positionOf } from "../formats/document.ts";
import type { CoverageKeeper } from "./keep-coverage.ts";
import { fragmentOf } from "./read-heading.ts";
import { readProse } from "./read-prose.ts";
import type { Prose, Section } from "./reference.ts";

export interface IndexEntry {
  readonly name: string;
  /** Fragment of the entry's link, where it is one. */
  readonly anchor?: string;
  /** The words before the entries of its row. */
  readonly group?: string;
  readonly at: Prose["at"];
}

const IDENTIFIER = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/;

/** The entries of a table that lists identifiers by group; undefined where the table is none. */
export function readIndex(file: string, table: Table, coverage: CoverageKeeper): readonly IndexEntry[] | undefined {
  const rows = table.children.map((row) => ({ row, cells: row.children.map((cell) => readProse(file, cell)) }));
  const entries = rows.map(({ cells }): readonly IndexEntry[] => {
    const group = cells[0]?.text ?? "";
    const found = cells.slice(1).flatMap(entriesOf);
    return group === "" ? found : found.map((entry) => ({ ...entry, group }));
  });
  if (entries.flat().length === 0) return undefined;
  rows.forEach(({ row, cells }, index) => {
    const said = { text: cells.map(({ text }) => text).join(" | "), at: positionOf(file, row) };
    if (said.text.replace(/[|\s]/g, "") === "") coverage.ignore("row", "empty-row", { ...said, text: "" });
    else if ((entries[index] ?? []).length > 0) coverage.consume("row");
    else coverage.unread("row", "reference/unread-row", said, "this row of the index names no webhook");
  });
  return entries.flat();
}

/**
 * The entries of a list that names webhooks, and of the lists inside it, under the words of the item that holds them; undefined
 * where the list is none. Outside of an index all its ends have to be links to identifiers on the page.
 */
export function readIndexList(
  file: string,
  list: List,
  isIndex: boolean,
  coverage: CoverageKeeper,
): readonly IndexEntry[] | undefined {
  const items: { readonly item: ListItem; readonly own: Prose; readonly entries: readonly IndexEntry[] }[] = [];
  const open: { readonly list: List; readonly group?: string }[] = [{ list }];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    for (const item of here.list.children) {
      const inner = item.children.filter((child) => child.type === "list");
      const own = readProse(file, { ...item, children: item.children.filter((child) => child.type !== "list") });
      const entry = namedBy(own);
      const group = here.group === undefined ? {} : { group: here.group };
      items.push({ item, own, entries: entry === undefined ? [] : [{ ...entry, ...group }] });
      for (const below of inner) open.push({ list: below, ...(entry === undefined ? { group: own.text } : group) });
      if (!isIndex && inner.length === 0 && entry?.anchor === undefined) return undefined;
    }
  }
  const entries = items.flatMap((one) => one.entries);
  if (entries.length === 0) return undefined;
  for (const { item, own, entries: named } of items) {
    if (named.length > 0 || item.children.some(({ type }) => type === "list")) coverage.consume("item");
    else coverage.ignore("item", "prose-outside-sections", own);
  }
  return entries;
}

/** The identifier that an item begins with, as code or as a link. */
function namedBy(own: Prose): IndexEntry | undefined {
  const [first] = entriesOf({ ...own, text: "" });
  return first !== undefined && own.text.startsWith(first.name) ? first : undefined;
}

function entriesOf(cell: Prose): readonly IndexEntry[] {
  const anchors = new Map(cell.links.map(({ text, href }) => [text, fragmentOf(href)]));
  const names =
    cell.codes.length > 0
      ? cell.codes
      : cell.links.length > 0
        ? cell.links.map(({ text }) => text)
        : cell.text.split(/[\s,]+/).filter((word) => word.includes("_"));
  return names
    .filter((name) => IDENTIFIER.test(name))
    .map((name) => {
      const anchor = anchors.get(name);
      return { name, at: cell.at, ...(anchor === undefined ? {} : { anchor }) };
    });
}

/**
 * Reports each entry without a section, each section without an entry, and each section under another group than the index
 * names; a page without an index has nothing to check.
 */
export function checkIndex(
  entries: readonly IndexEntry[],
  sections: readonly Section[],
  coverage: CoverageKeeper,
): void {
  if (entries.length === 0) return;
  const listed = new Set(entries.map(({ name }) => name));
  const written = new Set(sections.map(({ name }) => name));
  for (const { name, at } of entries) {
    if (written.has(name)) continue;
    const message = `the index lists "${name}", but no section of the page has that heading`;
    coverage.report("warning", "reference/index-without-section", message, { at, quote: name });
  }
  for (const { name, at } of sections) {
    if (listed.has(name)) continue;
    const message = `the section "${name}" stands on the page but not in its index`;
    coverage.report("info", "reference/section-without-index", message, { at, quote: name });
  }
  checkGroups(entries, sections, coverage);
}

function checkGroups(entries: readonly IndexEntry[], sections: readonly Section[], coverage: CoverageKeeper): void {
  const groups = new Map<string, string[]>();
  for (const { name, group } of entries) {
    const known = groups.get(name);
    if (group !== undefined && known !== undefined) known.push(group);
    else if (group !== undefined) groups.set(name, [group]);
  }
  for (const { name, group, at } of sections) {
    const named = groups.get(name) ?? [];
    if (named.length === 0 || named.some((one) => fold(one) === fold(group ?? ""))) continue;
    const stands = group === undefined ? "under no group" : `under "${group}"`;
    const message = `the index lists "${name}" under "${named.join('", "')}", its section stands ${stands}; the section was followed`;
    coverage.report("warning", "reference/group-differs", message, { at, quote: name }, named[0]);
  }
}

const fold = (words: string): string =>
  words
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .toLowerCase();
