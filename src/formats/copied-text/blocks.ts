// Groups the lines of a text into blocks: samples, tables, lists, titles and paragraphs, and lines that say nothing.
import type { CopiedLine } from "./lines.ts";
import { isLanguage, isPageNumber, noiseRule } from "./noise.ts";
import { splitRow, isIdentifier, isTitle, type Words } from "./row-rules.ts";
import { sampleAt, startsSample } from "./samples.ts";
import { type RowLines, tableAt, type TextTable } from "./table.ts";
export type Block =
  | { readonly kind: "code"; readonly first: number; readonly last: number; readonly opened: boolean }
  | { readonly kind: "table"; readonly first: number; readonly last: number; readonly table: TextTable }
  | { readonly kind: "list"; readonly first: number; readonly last: number; readonly items: readonly ListItem[] }
  | { readonly kind: "title" | "prose"; readonly first: number; readonly last: number };

export interface ListItem {
  readonly first: number;
  readonly last: number;
  /** Length of the bullet or number and the blanks behind it. */
  readonly mark: number;
}

export interface Blocks {
  readonly blocks: readonly Block[];
  /** Lines that a rule leaves out. */
  readonly noise: readonly { readonly rule: string; readonly line: CopiedLine }[];
  /** The lines that are left; blocks count in them. */
  readonly lines: readonly CopiedLine[];
}

export function groupLines(all: readonly CopiedLine[], words: Words): Blocks {
  const { lines, noise } = withoutNoise(all);
  const blocks: Block[] = [];
  for (let index = 0; index < lines.length;) {
    const block = blockAt(lines, index, words);
    blocks.push(block);
    index = block.last + 1;
  }
  return { blocks, noise, lines };
}

export const PAGE_NUMBER = "document/page-number";

function withoutNoise(all: readonly CopiedLine[]): Pick<Blocks, "lines" | "noise"> {
  const known = leaveOut(all, (index) => noiseRule(all[index]?.text ?? "")?.id);
  const { lines, noise } = leaveOut(known.lines, (index) => {
    if (isPageNumber(known.lines, index)) return PAGE_NUMBER;
    return isLanguage(known.lines, index) ? "document/code-language" : undefined;
  });
  return { lines, noise: [...known.noise, ...noise] };
}

function leaveOut(
  all: readonly CopiedLine[],
  ruleAt: (index: number) => string | undefined,
): Pick<Blocks, "lines" | "noise"> {
  const lines: CopiedLine[] = [];
  const noise: { rule: string; line: CopiedLine }[] = [];
  let gap = false;
  for (const [index, line] of all.entries()) {
    const rule = ruleAt(index);
    gap ||= line.gap;
    if (rule !== undefined) noise.push({ rule, line });
    else {
      lines.push(gap === line.gap ? line : { ...line, gap });
      gap = false;
    }
  }
  return { lines, noise };
}

function blockAt(lines: readonly CopiedLine[], first: number, words: Words): Block {
  const sample = sampleAt(lines, first);
  if (sample) return { kind: "code", first, ...sample };
  const table = isNoRow(lines, first, words) ? undefined : tableAt(rowLines(lines, words), first);
  if (table) return { kind: "table", first, last: table.last, table };
  const list = listAt(lines, first);
  if (list) return list;
  const last = proseEnd(lines, first, words);
  const text = lines[first]?.text ?? "";
  return { kind: last === first && (isTitle(text) || isIdentifier(text)) ? "title" : "prose", first, last };
}

function rowLines(lines: readonly CopiedLine[], words: Words): RowLines {
  return { lines, words, isOther: (index) => isNoRow(lines, index, words) };
}

/** A sample, the title of one, a list item or a footnote. */
function isNoRow(lines: readonly CopiedLine[], index: number, words: Words): boolean {
  const text = lines[index]?.text ?? "";
  if (startsSample(lines, index) || bulletOf(text) !== undefined) return true;
  if (/^\*{1,4}\s?\)/.test(text)) return true;
  return isTitle(text) && startsSample(lines, index + 1) && splitRow(text, words)?.certain !== true;
}

const bullet = /^[-–•·◦▪‣]\s+(?=\S)/;
const starBullet = /^[*+]\s+(?=\S)/;
const number = /^\d{1,9}[.)]\s+(?=\S)/;

function bulletOf(text: string): string | undefined {
  return (bullet.exec(text) ?? number.exec(text))?.[0];
}

/** Stars and pluses are bullets only where two lines begin with them: one alone is the mark of a footnote. */
function itemMark(lines: readonly CopiedLine[], index: number, isListed: boolean): string | undefined {
  const text = lines[index]?.text ?? "";
  const found = bulletOf(text);
  if (found !== undefined) return found;
  const star = starBullet.exec(text)?.[0];
  if (star === undefined || isListed) return star;
  const next = lines[index + 1];
  return next && !next.gap && starBullet.test(next.text) ? star : undefined;
}

function listAt(lines: readonly CopiedLine[], first: number): Block | undefined {
  const items: ListItem[] = [];
  let index = first;
  const begin = lines[first]?.text ?? "";
  const isOrdered = number.test(begin);
  while (index < lines.length) {
    const mark = itemMark(lines, index, items.length > 0);
    const line = lines[index];
    if (mark === undefined || !line || number.test(line.text) !== isOrdered) break;
    let last = index;
    while (isContinued(lines, last + 1, line)) last += 1;
    items.push({ first: index, last, mark: mark.length });
    index = last + 1;
  }
  return items.length === 0 ? undefined : { kind: "list", first, last: index - 1, items };
}

function isContinued(lines: readonly CopiedLine[], index: number, item: CopiedLine): boolean {
  const line = lines[index];
  if (!line || line.gap || itemMark(lines, index, true) !== undefined) return false;
  return isTail(line.text) || line.from - line.start > item.from - item.start;
}

/** Punctuation at the start of a line: the extraction broke the line behind a code span. */
function isTail(text: string): boolean {
  return /^[,.;:)!?](?![.\d])/.test(text);
}

/** The last line of the paragraph that begins at the line `first`. */
function proseEnd(lines: readonly CopiedLine[], first: number, words: Words): number {
  let last = first;
  while (last + 1 < lines.length && isJoined(lines, last, words, last > first)) last += 1;
  return last;
}

function isJoined(lines: readonly CopiedLine[], index: number, words: Words, isJoinedAlready: boolean): boolean {
  const text = lines[index]?.text ?? "";
  const next = lines[index + 1];
  if (!next || next.gap || startsSample(lines, index + 1) || bulletOf(next.text) !== undefined) return false;
  if (isTail(next.text)) return true;
  if (isFootnoteMark(text)) return !tableAt(rowLines(lines, words), index + 1);
  const isOpen = /[,:]$/.test(text) || (isJoinedAlready && !/[.!?]$/.test(text));
  const behind = lines[index + 2];
  if (isOpen && behind && !behind.gap && isTail(behind.text)) return true;
  if (isTitle(text) || isTitle(next.text) || isIdentifier(next.text)) return false;
  return /^\p{Ll}/u.test(next.text) && !/[.:;!?…]$/.test(text);
}

function isFootnoteMark(text: string): boolean {
  return /^(?:\*{1,4}|\d{1,2}|[†‡¹²³])\s?\)?$/.test(text);
}
