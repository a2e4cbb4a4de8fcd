// Reads the rows of a table, with pipes between its cells or with its cells run together.
import type { CopiedLine } from "./lines.ts";
import { type TextSpan, splitRow, textOf, trimmed, isName, type Words, isIdentifier, isTitle } from "./row-rules.ts";

const MOST_COLUMNS = 9;

const MARKED = /\s?(?:\*{1,4}\)?|[†‡¹²³⁴-⁹])$/;

/** The table that begins at the line `first`, or undefined where none does. `isOther` tells lines that are no rows. */
export function tableAt(
  lines: readonly CopiedLine[],
  first: number,
  words: Words,
  isOther: (index: number) => boolean,
): TextTable | undefined {
  return (
    pipeTableAt(lines, first, words) ??
    stackedTableAt(lines, first, words, isOther) ??
    runTogetherTableAt(lines, first, words, isOther)
  );
}

export function isPipeRule(text: string): boolean {
  return text.length < 2000 && /^[\s|:-]+$/.test(text) && text.includes("|") && text.includes("--");
}

function pipeTableAt(lines: readonly CopiedLine[], first: number, words: Words): TextTable | undefined {
  const rows: TextRow[] = [];
  let rule: number | undefined;
  let index = first;
  for (; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line || (line.gap && index > first)) break;
    if (isPipeRule(line.text)) {
      if (rows.length > 1 || rule !== undefined) break;
      rule = index;
      continue;
    }
    const cells = pipeCells(line.text);
    if (!cells || !(isFramed(line.text) || isBesidePipes(lines, index, first) || isUnframedRow(lines, index, words)))
      break;
    if (index > first && startsTable(lines, index, words)) break;
    const row: TextRow = { line, cells, split: true, header: isHeader(line, cells, words) };
    if (rule === undefined && !isSameTable(rows[0], row)) break;
    rows.push(row);
  }
  if (rows.length === 0 && rule === undefined) return undefined;
  return { rows, last: index - 1, ...(rule === first && { rule }) };
}

function isHeader({ text }: CopiedLine, cells: readonly TextSpan[], { labels }: Words): boolean {
  return cells.length > 1 && cells.every((cell) => labels.includes(textOf(text, cell)));
}

/** A row that a line of dashes follows heads a table, unless it is a label with its value. */
function startsTable(lines: readonly CopiedLine[], index: number, words: Words): boolean {
  const next = lines[index + 1];
  return next !== undefined && !next.gap && isPipeRule(next.text) && !isLabelled(lines[index]?.text ?? "", words);
}

function isLabelled(text: string, { labels }: Words): boolean {
  const [head, ...others] = (pipeCells(text) ?? []).map((cell) => textOf(text, cell));
  return head !== undefined && labels.includes(head) && !others.some((other) => labels.includes(other));
}

function isFramed(text: string): boolean {
  return text.endsWith("|") || text.startsWith("|");
}

function isBesidePipes(lines: readonly CopiedLine[], index: number, first: number): boolean {
  if (index > first) return true;
  const next = lines[index + 1];
  return next !== undefined && !next.gap && (isPipeRule(next.text) || (isFramed(next.text) && next.text.length > 1));
}

/** Without a pipe at either end: two rows with as many cells below each other, or a label with its value. */
function isUnframedRow(lines: readonly CopiedLine[], index: number, words: Words): boolean {
  const text = lines[index]?.text ?? "";
  if (isLabelled(text, words)) return true;
  const next = lines[index + 1];
  const cells = pipeCells(text)?.length ?? 0;
  return cells > 1 && next !== undefined && !next.gap && pipeCells(next.text)?.length === cells;
}

const MOST_CELLS = 200;

function pipeCells(text: string): TextSpan[] | undefined {
  if (!text.includes("|")) return undefined;
  const cells: TextSpan[] = [];
  let from = 0;
  for (let index = 0; index <= text.length; index += 1) {
    const atEnd = index === text.length;
    if (!atEnd && (text.charAt(index) !== "|" || text.charAt(index - 1) === "\\")) continue;
    const isFrame = (from === 0 && index === 0) || (atEnd && from === text.length);
    if (!isFrame) cells.push(trimmed(text, from, index));
    if (cells.length > MOST_CELLS) return undefined;
    from = index + 1;
  }
  return cells;
}

function runTogetherTableAt(
  lines: readonly CopiedLine[],
  first: number,
  words: Words,
  isOther: (index: number) => boolean,
): TextTable | undefined {
  const rows: TextRow[] = [];
  let index = first;
  for (; index < lines.length; index += 1) {
    const line = lines[index];
    if (!line || (line.gap && index > first) || isOther(index)) break;
    const row = runTogetherRow(lines, index, words, rows.length > 0);
    if (!row) break;
    if (!isSameTable(rows[0], row)) break;
    rows.push({ ...row, split: row.split && !lacksCells(row, rows[0]) });
  }
  return rows.length === 0 ? undefined : { rows, last: index - 1 };
}

function runTogetherRow(
  lines: readonly CopiedLine[],
  index: number,
  words: Words,
  inTable: boolean,
): TextRow | undefined {
  const line = lines[index];
  if (!line) return undefined;
  const found = splitRow(line.text, words);
  if (found && (found.certain || inTable || (found.rule !== "capital" && isCertainRow(lines[index + 1], words)))) {
    const header = found.rule === "header" || isHeader(line, found.cells, words);
    return { line, cells: found.cells, split: true, header };
  }
  if (!isUnsplitRow(lines, index, words, inTable)) return undefined;
  return { line, cells: [{ from: 0, to: line.text.length }], split: isName(line.text), header: false };
}

function isCertainRow(line: CopiedLine | undefined, words: Words): boolean {
  return line !== undefined && !line.gap && splitRow(line.text, words)?.certain === true;
}

/**
 * A line among rows that nothing can split: words that end in identifiers, or that begin in lower case before a row of
 * the same table.
 */
function isUnsplitRow(lines: readonly CopiedLine[], index: number, words: Words, inTable: boolean): boolean {
  const text = lines[index]?.text ?? "";
  const next = lines[index + 1];
  const isBeforeRow = isCertainRow(next, words) && splitRow(next?.text ?? "", words)?.rule !== "header";
  if (!inTable) return isBeforeRow && endsInIdentifiers(text, 2);
  return endsInIdentifiers(text, 1) || (/^[a-z]/.test(text) && isBeforeRow);
}

function endsInIdentifiers(text: string, least: number): boolean {
  if (text.length > 2000 || !/^[A-Z]/.test(text)) return false;
  const tail = text.split(/\s+/).slice(-least);
  return tail.length >= least && tail.every((word) => /^[A-Za-z]*[a-z0-9]_[a-z0-9_]+$/.test(word));
}

/** Fewer cells than a wide header has columns: some of them still run together. */
function lacksCells(row: TextRow, head: TextRow | undefined): boolean {
  return head?.header === true && head.cells.length > 2 && row.cells.length < head.cells.length;
}

/** Rows of one table are of one kind below its header: names that are explained, or labels with their values. */
function isSameTable(head: TextRow | undefined, row: TextRow): boolean {
  if (!head) return true;
  return !row.header && (head.header || startsWithName(head) === startsWithName(row));
}

function startsWithName({ line, cells }: TextRow): boolean {
  return /^`?[a-z]/.test(line.text.slice(cells[0]?.from ?? 0));
}

type IsOther = (index: number) => boolean;

/** A label with its value below it, or labels of columns with rows of as many lines below them. */
function stackedTableAt(
  lines: readonly CopiedLine[],
  first: number,
  words: Words,
  isOther: IsOther,
): TextTable | undefined {
  const columns = labelsAt(lines, first, words);
  if (columns === 0) return undefined;
  return columns === 1
    ? labelledRowsAt(lines, first, words, isOther)
    : columnsAt(lines, first, columns, words, isOther);
}

function labelsAt(lines: readonly CopiedLine[], first: number, { labels }: Words): number {
  let end = first;
  while (end - first < MOST_COLUMNS && labels.includes(lines[end]?.text ?? "")) end += 1;
  return end - first;
}

/** The first value has to be an identifier: a label above other words may be a title. */
function labelledRowsAt(
  lines: readonly CopiedLine[],
  first: number,
  words: Words,
  isOther: IsOther,
): TextTable | undefined {
  const rows: TextRow[] = [];
  let index = first;
  while (labelsAt(lines, index, words) === 1) {
    const value = lines[index + 1];
    if (value === undefined || isOther(index + 1)) break;
    if (rows.length === 0 && !(isIdentifier(value.text) && endsBlock(lines, index + 1, value.gap, words))) break;
    if (rows.length > 0 && (value.gap !== lines[first + 1]?.gap || lines[index]?.gap !== value.gap)) break;
    rows.push(rowOf(lines, index, 2, false));
    index += 2;
  }
  return rows.length === 0 ? undefined : { rows, last: index - 1 };
}

/** Where blank lines part the cells, a label may be a group's title and the identifier a section's: prose follows that one. */
function endsBlock(lines: readonly CopiedLine[], value: number, gap: boolean, { labels }: Words): boolean {
  const next = lines[value + 1];
  return !gap || next === undefined || labels.includes(next.text) || isTitle(next.text) || /^[[{]/.test(next.text);
}

function columnsAt(
  lines: readonly CopiedLine[],
  first: number,
  columns: number,
  words: Words,
  isOther: IsOther,
): TextTable | undefined {
  const gap = lines[first + 1]?.gap === true;
  const rows: TextRow[] = [rowOf(lines, first, columns, true)];
  let index = first + columns;
  while (isRow(lines, index, columns, gap, words) && !isOther(index)) {
    let width = 1;
    while (width < columns && isCell(lines, index + width, gap, columns) && !isOther(index + width)) width += 1;
    rows.push(rowOf(lines, index, width, false));
    index += width;
  }
  return rows.length === 1 ? undefined : { rows, last: index - 1 };
}

/** Of two columns the second may be empty: then the next name follows. */
function isCell(lines: readonly CopiedLine[], index: number, gap: boolean, columns: number): boolean {
  const line = lines[index];
  return line !== undefined && line.gap === gap && (columns > 2 || !isName(line.text));
}

/** A name begins a row; where blank lines part the cells, it may as well be the heading of the next section. */
function isRow(lines: readonly CopiedLine[], index: number, columns: number, gap: boolean, { keys }: Words): boolean {
  const line = lines[index];
  if (line === undefined || line.gap !== gap) return false;
  const name = line.text.replace(MARKED, "");
  if (!isName(name)) return false;
  if (!gap || keys.has(name)) return true;
  const behind = lines[index + columns];
  return behind === undefined || !isTitle(behind.text) || isName(behind.text);
}

function rowOf(lines: readonly CopiedLine[], first: number, width: number, header: boolean): TextRow {
  const own = lines.slice(first, first + width);
  const [line] = own;
  if (line === undefined) throw new RangeError("a row has a line");
  const cells = own.map((line): TextCell => ({ from: 0, to: line.text.length, line }));
  return { line, cells, split: true, header };
}

/** A cell that may stand on a line of its own, below that of its row. */
interface TextCell extends TextSpan {
  readonly line?: CopiedLine;
}

export interface TextRow {
  readonly line: CopiedLine;
  readonly cells: readonly TextCell[];
  /** False where nothing tells where all cells of the row end. */
  readonly split: boolean;
  /** The cells are labels of columns. */
  readonly header: boolean;
}

export interface TextTable {
  readonly rows: readonly TextRow[];
  readonly last: number;
  /** Index of a line of dashes that stands before the first row. */
  readonly rule?: number;
}
