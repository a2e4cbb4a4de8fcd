// Reads the rows of a table, with pipes between its cells or with its cells run together.
import type { CopiedLine } from "./lines.ts";
import { type Parameter, parametersAt } from "./parameters.ts";
import {
  type TextSpan,
  splitRow,
  textOf,
  trimmed,
  isName,
  type Words,
  isIdentifier,
  isTitle,
  withoutMarker,
} from "./row-rules.ts";

const MOST_COLUMNS = 9;

/** The lines of a text, and which of them are no rows. */
export interface RowLines {
  readonly lines: readonly CopiedLine[];
  readonly words: Words;
  readonly isOther: (index: number) => boolean;
}

/** The table that begins at the line `first`, or undefined where none does. */
export function tableAt(all: RowLines, first: number): TextTable | undefined {
  return (
    pipeTableAt(all, first) ??
    stackedTableAt(all, first) ??
    parameterTableAt(all, first) ??
    runTogetherTableAt(all, first)
  );
}

/** The line behind one, unless a blank line parts them. */
function lineBelow(lines: readonly CopiedLine[], index: number): CopiedLine | undefined {
  const next = lines[index + 1];
  return next?.gap === false ? next : undefined;
}

function isPipeRule(text: string): boolean {
  return text.length < 2000 && /^[\s|:-]+$/.test(text) && text.includes("|") && text.includes("--");
}

function pipeTableAt({ lines, words }: RowLines, first: number): TextTable | undefined {
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

/** The first cells of a table that tabs part: a label of names, and as many labels as other words. */
function isMostlyLabels({ text }: CopiedLine, cells: readonly TextSpan[], { labels }: Words): boolean {
  const known = cells.map((cell) => labels.includes(textOf(text, cell)));
  return known[0] === true && cells.length > 2 && known.filter(Boolean).length * 2 >= cells.length;
}

/** A row that a line of dashes follows heads a table, unless it is a label with its value. */
function startsTable(lines: readonly CopiedLine[], index: number, words: Words): boolean {
  return isPipeRule(lineBelow(lines, index)?.text ?? "") && !isLabelled(lines[index]?.text ?? "", words);
}

function isLabelled(text: string, { labels }: Words): boolean {
  const [head, ...others] = (pipeCells(text) ?? []).map((cell) => textOf(text, cell));
  return head !== undefined && labels.includes(head) && !others.some((other) => labels.includes(other));
}

function isFramed(text: string): boolean {
  return text.endsWith("|") || text.startsWith("|");
}

function isBesidePipes(lines: readonly CopiedLine[], index: number, first: number): boolean {
  const below = lineBelow(lines, index)?.text ?? "";
  return index > first || isPipeRule(below) || (isFramed(below) && below.length > 1);
}

/** Without a pipe at either end: two rows with as many cells below each other, or a label with its value. */
function isUnframedRow(lines: readonly CopiedLine[], index: number, words: Words): boolean {
  const text = lines[index]?.text ?? "";
  const cells = pipeCells(text)?.length ?? 0;
  return isLabelled(text, words) || (cells > 1 && pipeCells(lineBelow(lines, index)?.text ?? "")?.length === cells);
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

function runTogetherTableAt(all: RowLines, first: number): TextTable | undefined {
  const rows: TextRow[] = [];
  let index = first;
  for (; index < all.lines.length; index += 1) {
    if ((all.lines[index]?.gap === true && index > first) || all.isOther(index)) break;
    const row = runTogetherRow(all, index, rows.length > 0);
    const [head] = rows;
    if (head !== undefined && row !== undefined && rows.length === 1 && headsByTabs(head, row))
      rows[0] = { ...head, header: true };
    if (!row || !isSameTable(rows[0], row)) break;
    const whole = { ...row, cells: cellsBelow(rows[0], row) };
    rows.push({ ...whole, split: row.split && !lacksCells(whole, rows[0]) });
  }
  return rows.length === 0 ? undefined : { rows, last: index - 1 };
}

/** Words above a name, both parted by tabs into as many cells: labels of columns, whatever they say. */
function headsByTabs(head: TextRow, row: TextRow): boolean {
  const width = tabCells(head.line.text).length;
  const isWide = width > 1 && width === head.cells.length && tabCells(row.line.text).length === width;
  return isWide && !head.header && !startsWithName(head) && startsWithName(row);
}

/** Empty cells count where tabs part as many as the labels above are. */
function cellsBelow(head: TextRow | undefined, { line, cells }: TextRow): TextRow["cells"] {
  const all = tabCells(line.text);
  return head?.header === true && all.length > cells.length && all.length === head.cells.length ? all : cells;
}

function tabCells(text: string): readonly TextSpan[] {
  let from = 0;
  return text.split("\t").map((cell) => {
    const at = from;
    from += cell.length + 1;
    return trimmed(text, at, at + cell.length);
  });
}

function runTogetherRow({ lines, words }: RowLines, index: number, inTable: boolean): TextRow | undefined {
  const line = lines[index];
  if (!line) return undefined;
  const found = splitRow(line.text, words);
  const below = splitRow(lineBelow(lines, index)?.text ?? "", words);
  const isBeforeCertain = below?.certain === true;
  if (found && (found.certain || inTable || (found.rule !== "capital" && isBeforeCertain))) {
    const isLabels = found.rule === "tab" && !inTable && isMostlyLabels(line, found.cells, words);
    const header = found.rule === "header" || isLabels || isHeader(line, found.cells, words);
    return { line, cells: found.cells, split: true, header };
  }
  if (!isUnsplitRow(line.text, isBeforeCertain && below.rule !== "header", inTable)) return undefined;
  return { line, cells: [{ from: 0, to: line.text.length }], split: isName(line.text), header: false };
}

/**
 * A line among rows that nothing can split: words that end in identifiers, or that begin in lower case before a row of
 * the same table.
 */
function isUnsplitRow(text: string, isBeforeRow: boolean, inTable: boolean): boolean {
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

/** Without labels of columns: `parameters` says what the cells are. */
function parameterTableAt({ lines, words }: RowLines, first: number): TextTable | undefined {
  const run = parametersAt(lines, first, words);
  return run && { rows: [], parameters: run.parameters, last: run.last };
}

/** A label with its value below it, or labels of columns with rows of as many lines below them. */
function stackedTableAt(all: RowLines, first: number): TextTable | undefined {
  const columns = labelsAt(all, first);
  if (columns === 0) return undefined;
  return columns === 1 ? labelledRowsAt(all, first) : columnsAt(all, first, columns);
}

function labelsAt({ lines, words: { labels } }: RowLines, first: number): number {
  let end = first;
  while (end - first < MOST_COLUMNS && labels.includes(lines[end]?.text ?? "")) end += 1;
  return end - first;
}

/** The first value has to be an identifier: a label above other words may be a title. */
function labelledRowsAt(all: RowLines, first: number): TextTable | undefined {
  const { lines } = all;
  const rows: TextRow[] = [];
  let index = first;
  while (labelsAt(all, index) === 1) {
    const value = lines[index + 1];
    if (value === undefined || all.isOther(index + 1)) break;
    if (rows.length === 0 && !(isIdentifier(value.text) && endsBlock(all, index + 1, value.gap))) break;
    if (rows.length > 0 && (value.gap !== lines[first + 1]?.gap || lines[index]?.gap !== value.gap)) break;
    rows.push(rowOf(lines, index, 2, false));
    index += 2;
  }
  return rows.length === 0 ? undefined : { rows, last: index - 1 };
}

/** Where blank lines part the cells, a label may be a group's title and the identifier a section's: prose follows that one. */
function endsBlock({ lines, words }: RowLines, value: number, gap: boolean): boolean {
  const next = lines[value + 1];
  return (
    !gap || next === undefined || words.labels.includes(next.text) || isTitle(next.text) || /^[[{]/.test(next.text)
  );
}

function columnsAt(all: RowLines, first: number, columns: number): TextTable | undefined {
  const { lines } = all;
  const gap = lines[first + 1]?.gap === true;
  const rows: TextRow[] = [rowOf(lines, first, columns, true)];
  let index = first + columns;
  while (isRow(all, index, columns, gap)) {
    let width = 1;
    while (width < columns && isCell(all, index + width, gap, columns)) width += 1;
    rows.push(rowOf(lines, index, width, false));
    index += width;
  }
  return rows.length === 1 ? undefined : { rows, last: index - 1 };
}

/** Of two columns the second may be empty: then the next name follows. */
function isCell({ lines, isOther }: RowLines, index: number, gap: boolean, columns: number): boolean {
  const line = lines[index];
  return line?.gap === gap && (columns > 2 || !isName(line.text)) && !isOther(index);
}

/** A name begins a row; where blank lines part the cells, it may as well be the heading of the next section. */
function isRow({ lines, words, isOther }: RowLines, index: number, columns: number, gap: boolean): boolean {
  const line = lines[index];
  const name = withoutMarker(line?.text ?? "");
  if (line?.gap !== gap || !isName(name) || isOther(index)) return false;
  const behind = lines[index + columns];
  return !gap || words.keys.has(name) || behind === undefined || !isTitle(behind.text) || isName(behind.text);
}

function rowOf(lines: readonly CopiedLine[], first: number, width: number, header: boolean): TextRow {
  const own = lines.slice(first, first + width);
  const [line] = own;
  if (line === undefined) throw new RangeError("a row has a line");
  const cells = own.map((line): TextCell => ({ from: 0, to: line.text.length, line }));
  return { line, cells, split: true, header };
}

/** A cell that may be on a line of its own, below that of its row. */
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
  /** In place of rows. */
  readonly parameters?: readonly Parameter[];
  readonly last: number;
  /** Index of a line of dashes that is before the first row. */
  readonly rule?: number;
}
