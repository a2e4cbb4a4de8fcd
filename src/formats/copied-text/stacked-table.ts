// Reads a table whose copy put every cell on a line of its own.
import type { CopiedLine } from "./lines.ts";
import type { TextSpan } from "./row-rules.ts";
import { isIdentifier, isName, isTitle, type Words } from "./words.ts";

const MOST_COLUMNS = 9;

type IsOther = (index: number) => boolean;

/** A label with its value below it, or labels of columns with rows of as many lines below them. */
export function stackedTableAt(
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

const MARKED = /\s?(?:\*{1,4}\)?|[†‡¹²³⁴-⁹])$/;

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
export interface TextCell extends TextSpan {
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
