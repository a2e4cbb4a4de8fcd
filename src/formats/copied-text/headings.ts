// Decides which titles of a text are headings, and of what depth, by what is around them.
import type { Block } from "./blocks.ts";
import type { CopiedLine } from "./lines.ts";
import { textOf, isIdentifier, unquoted } from "./row-rules.ts";
/** Page title 2, groups and other parts 3, sections 4, parts of a section 5. */
export type Depth = 2 | 3 | 4 | 5;

/** How the sections of this page go on behind their heading, learned from those whose heading is an identifier. */
interface Habit {
  /** Titles and first cells of tables that come first in a section. */
  readonly openers: ReadonlySet<string>;
  /** Titles that are before a table. */
  readonly subtitles: ReadonlySet<string>;
  /** A sample is before the opener. */
  readonly codeFirst: boolean;
}

interface Page {
  readonly blocks: readonly Block[];
  readonly lines: readonly CopiedLine[];
}

/** The depth of each block that is a heading, by the block's index. */
export function headingDepths(blocks: readonly Block[], lines: readonly CopiedLine[]): ReadonlyMap<number, Depth> {
  const page = { blocks, lines };
  const sections = identifierHeadings(page);
  const habit = learnHabit(page, sections);
  addSectionsByPlace(page, sections, habit);
  const depths = new Map<number, Depth>();
  const title = pageTitle(page, sections);
  const recurring = recurringTitles(page);
  let isInSection = false;
  blocks.forEach((_, index) => {
    if (recurring.has(index) && titleText(page, index).includes(": ")) return;
    if (recurring.has(index) && sections.size === 0) depths.set(index, 5);
    else if (sections.has(index)) {
      depths.set(index, 4);
      isInSection = true;
    } else if (index === title) depths.set(index, 2);
    else if (isFreeTitle(page, index)) {
      const depth = isInSection && isPartOfSection(page, index, sections) ? 5 : 3;
      depths.set(index, depth);
      if (depth === 3) isInSection = false;
    }
  });
  return depths;
}

/**
 * Lines that begin with the same label are no headings at all. Where no section is headed by an identifier, titles that come again
 * in the same words, before what a section shows, are parts of sections, whatever version they name.
 */
function recurringTitles(page: Page): ReadonlySet<number> {
  const places = new Map<string, number[]>();
  page.blocks.forEach((_, index) => {
    if (!isFreeTitle(page, index)) return;
    const text = titleText(page, index);
    const [label = "", value] = text.split(": ", 2);
    if (value !== undefined ? /\d/.test(label) : !isBeforeContent(page, index + 1)) return;
    const key = value === undefined ? text.replace(/\d+/g, "0") : `${label}: `;
    places.set(key, [...(places.get(key) ?? []), index]);
  });
  return new Set([...places.values()].filter(({ length }) => length > 1).flat());
}

/** A sample or a table, perhaps behind a line of a word or two such as the name of a language. */
function isBeforeContent({ blocks, lines }: Page, index: number): boolean {
  const block = blocks[index];
  if (block?.kind === "code" || block?.kind === "table") return true;
  const isShort = block !== undefined && (lines[block.first]?.text ?? "").split(/\s+/, 3).length < 3;
  return isShort && block.kind !== "list" && block.first === block.last && blocks[index + 1]?.kind === "code";
}

/** Identifiers on a line of their own; not the entries of an index, nor the repeated name above a sample. */
function identifierHeadings(page: Page): Set<number> {
  const { blocks } = page;
  const filled = new Set<string>();
  const found: number[] = [];
  blocks.forEach(({ kind }, index) => {
    const text = titleText(page, index);
    if (kind !== "title" || !(isIdentifier(text) || isNamedBelow(page, index))) return;
    found.push(index);
    if (hasContent(page, index)) filled.add(unquoted(text));
  });
  const headings = new Set<number>();
  let current = "";
  for (const index of found) {
    const name = unquoted(titleText(page, index));
    if (name === current && blocks[index + 1]?.kind === "code") continue;
    if (filled.has(name) && !hasContent(page, index)) continue;
    headings.add(index);
    current = name;
  }
  return headings;
}

/** One word that is a value of the sample right below it, whatever its case. */
function isNamedBelow({ blocks, lines }: Page, index: number): boolean {
  const [title, sample] = [blocks[index], blocks[index + 1]];
  const text = title?.kind === "title" ? (lines[title.first]?.text ?? "") : "";
  if (sample?.kind !== "code" || !/^[A-Z][\w:./-]*$/.test(text)) return false;
  return lines.slice(sample.first, sample.last + 1).some((line) => line.text.includes(`"${text}"`));
}

function hasContent(page: Page, index: number): boolean {
  const next = page.blocks[index + 1];
  if (!next) return false;
  return next.kind !== "title" || isBefore(page, index + 1, "table") || isBefore(page, index + 1, "code");
}

function learnHabit(page: Page, sections: ReadonlySet<number>): Habit {
  const openers = new Set<string>();
  const subtitles = new Set<string>();
  let codeFirst = false;
  const plain = stopsOf(page, false);
  const stops = stopsOf(page, true);
  for (const index of sections) {
    const opener = stops[index + 1] ?? index + 1;
    const text = openerText(page, opener);
    if (text === undefined) continue;
    openers.add(text);
    const below = page.blocks[opener]?.kind === "title" ? openerText(page, opener + 1) : undefined;
    if (below !== undefined) openers.add(below);
    codeFirst ||= plain[index + 1] !== opener;
  }
  page.blocks.forEach(({ kind }, index) => {
    if (kind === "title" && isBefore(page, index, "table")) subtitles.add(titleText(page, index));
  });
  return { openers, subtitles, codeFirst };
}

/**
 * For each block the first one from there on that a section's text may not hold before its opener: all but paragraphs
 * and lists and, with `passCode`, samples with their titles. One pass from the end, so that long pages stay cheap.
 */
function stopsOf(page: Page, passCode: boolean): readonly number[] {
  const stops: number[] = [];
  for (let index = page.blocks.length - 1; index >= 0; index -= 1) {
    const kind = page.blocks[index]?.kind;
    const isSample = kind === "code" || (kind === "title" && isBefore(page, index, "code"));
    const passes = kind === "prose" || kind === "list" || (passCode && isSample);
    stops[index] = passes ? (stops[index + 1] ?? index + 1) : index;
  }
  return stops;
}

/** The title before a table, or the first cell of a table. */
function openerText(page: Page, index: number): string | undefined {
  const block = page.blocks[index];
  if (block?.kind === "title" && isBefore(page, index, "table")) return titleText(page, index);
  if (block?.kind !== "table") return undefined;
  const row = block.table.rows[0];
  const cell = row?.cells[0];
  return row && cell && !row.header ? textOf(row.line.text, cell) : undefined;
}

/**
 * A short line that is where section headings are is one too, even if it is no identifier: a misspelt heading
 * must not merge its section into the one before.
 */
function addSectionsByPlace(page: Page, sections: Set<number>, { openers, subtitles, codeFirst }: Habit): void {
  const stops = stopsOf(page, codeFirst);
  page.blocks.forEach((_, index) => {
    if (sections.has(index) || !mayHeadSection(page, index) || subtitles.has(titleText(page, index))) return;
    if (sections.has(index - 1) || isPunctuatedName(page, index + 1)) return;
    const opener = stops[index + 1] ?? index + 1;
    const text = openerText(page, opener);
    if (text === undefined || !openers.has(text)) return;
    if (opener === index + 1 && page.blocks[opener]?.kind === "table") return;
    sections.add(index);
  });
}

function mayHeadSection(page: Page, index: number): boolean {
  return isFreeTitle(page, index) || isPunctuatedName(page, index);
}

/** An identifier with a full stop or a colon behind it. */
function isPunctuatedName(page: Page, index: number): boolean {
  const block = page.blocks[index];
  if (block?.kind !== "prose" || block.first !== block.last) return false;
  return /^`?[A-Za-z0-9]{1,60}(?:[_.-][A-Za-z0-9]{1,60}){1,20}`?[.:;,]?$/.test(titleText(page, index));
}

/** The last of the titles that the page begins with, if prose follows it; else the first of them. */
function pageTitle(page: Page, sections: ReadonlySet<number>): number | undefined {
  let end = 0;
  while (isFreeTitle(page, end) && !sections.has(end)) end += 1;
  if (end === 0) return undefined;
  if (sections.has(end)) return end > 1 ? 0 : undefined;
  return page.blocks[end]?.kind === "prose" ? end - 1 : 0;
}

/** A title that no sample follows at once: that one would be the sample's own title. */
function isFreeTitle(page: Page, index: number): boolean {
  const block = page.blocks[index];
  return block?.kind === "title" && !isBefore(page, index, "code") && !isIdentifier(titleText(page, index));
}

/** Its content ends at a sample, a table or another part, not at a section or at the end of the page. */
function isPartOfSection(page: Page, index: number, sections: ReadonlySet<number>): boolean {
  let next = index + 1;
  while (page.blocks[next]?.kind === "prose" || page.blocks[next]?.kind === "list") {
    if (sections.has(next)) return false;
    next += 1;
  }
  const block = page.blocks[next];
  if (!block || sections.has(next)) return false;
  return block.kind !== "title" || isBefore(page, next, "table") || isBefore(page, next, "code");
}

function isBefore({ blocks }: Page, index: number, kind: Block["kind"]): boolean {
  return blocks[index + 1]?.kind === kind;
}

function titleText({ blocks, lines }: Page, index: number): string {
  return lines[blocks[index]?.first ?? -1]?.text ?? "";
}
