// Lines, tables, runs of marks and paragraphs beyond what any author writes, which no Markdown parser reads in reasonable time;
// and tables that lack a row or are torn apart.
import { findingIn, type Finding } from "../../source/finding.ts";
import type { Edit, SourceLine } from "../../source/line-index.ts";
import type { LineScan, Mends } from "./line-scan.ts";

export interface TextRange {
  readonly start: number;
  readonly end: number;
}

/** In characters, outside of fences. */
export const LONGEST_LINE = 100_000;
/** Rows that follow each other. */
export const MOST_ROWS = 5000;

const ROW = /^[ \t]{0,20}\|/;

/** Takes such lines out, with an error `document/overlong-line` or `document/overlong-table` for each stretch. */
export function overlongLines(scan: LineScan): Mends {
  const { lines, open } = scan;
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  const leaveOut = (rule: string, { start }: SourceLine, last: SourceLine, message: string): void => {
    edits.push({ start, end: last.end, insert: "" });
    findings.push(findingIn(scan, { rule, severity: "error", message, start }));
  };
  let rows = 0;
  for (const [index, line] of lines.entries()) {
    rows = open[index] === true && ROW.test(line.text) ? rows + 1 : 0;
    if (rows === MOST_ROWS + 1) {
      let end = index;
      while (ROW.test(lines[end + 1]?.text ?? "")) end += 1;
      const message = `a table of more than ${MOST_ROWS} rows; ${end - index + 1} rows from here on were left out`;
      leaveOut("document/overlong-table", line, lines[end] ?? line, message);
    } else if (rows <= MOST_ROWS && open[index] === true && line.text.length > LONGEST_LINE) {
      const message = `a line of ${line.text.length} characters, longer than any page needs; left out`;
      leaveOut("document/overlong-line", line, line, message);
    }
  }
  return { edits, findings };
}

/** The longest run of one mark that is read as marks. */
const LONGEST_RUN = 48;
const RUN = new RegExp(`([*_~[\\]!>\`<{])(?:[ \\t]?\\1){${LONGEST_RUN},}`, "g");
const LIST_MARKERS = new RegExp(`^[ \\t>]*(?:(?:[-+*]|\\d{1,9}[.)])[ \\t]+){${LONGEST_RUN}}`);
const RULE = /^[ \t]*([*_-])(?:[ \t]*\1)*[ \t]*$/;

/** Escapes every mark of such a run, each line with a warning `document/overlong-run`. A run may hold single blanks between its marks. */
export function overlongRuns(scan: LineScan): Mends {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  for (const [index, { start, text }] of scan.lines.entries()) {
    if (scan.open[index] !== true || text.length <= LONGEST_RUN || RULE.test(text)) continue;
    const marks = [...text.matchAll(RUN)].flatMap(({ 0: run, index: at }) =>
      [...run].flatMap((character, within) => (/[ \t]/.test(character) ? [] : [at + within])),
    );
    const list = LIST_MARKERS.exec(text)?.[0].length;
    if (marks.length === 0 && list !== undefined) marks.push(list);
    if (marks.length === 0) continue;
    for (const at of marks) edits.push({ start: start + at, end: start + at, insert: "\\" });
    const message = "a run of marks longer than any page needs; read as text";
    findings.push(findingIn(scan, { rule: "document/overlong-run", message, start }));
  }
  return { edits, findings };
}

/** The most lines and marks, taken together, of one piece. */
const MOST = 400;
/** The most marks of one row that are read as marks, code left out: a list of links or line breaks in a cell has them. */
const MOST_IN_ROW = 1000;
/** The most headings by underline that follow each other without a blank line. */
const MOST_UNDERLINES = 50;
/** List items are no deeper than this, in columns. */
const DEEPEST_ITEM = 40;

const MARK = /[*_~`[\]<{!\\&:@>]/g;
/** What takes time with what is before or behind it, or an escape. */
const MARK_IN_ROW = /\\[^]|<[!?]|[*~`[\]<{]|(?<!\w)_|_(?!\w)/g;
/** As many marks is one that looks for its end in all of the cell, as that of a comment. */
const WEIGHT_OF_COMMENT = 50;
/** Lines that start a block of their own, whatever is above them. */
const STARTS = /^[ \t]{0,200}(?:[-+*>|]|#{1,6}[ \t]|\d{1,9}[.)][ \t])/;
const UNDERLINE = /^ {0,3}(?:={1,9999}|-{1,9999})[ \t]{0,99}$/;
const ITEM = /^[ \t]*(?=(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$))/;

/** Parts what is crowded, each place with a warning `document/crowded-paragraph`; a row's last marks are escaped instead. */
export function crowdedParagraphs(scan: LineScan): Mends {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  const insert = (at: number, text: string): void => {
    edits.push({ start: at, end: at, insert: text });
  };
  const say = (start: number, message: string): void => {
    findings.push(findingIn(scan, { rule: "document/crowded-paragraph", message, start }));
  };
  let weight = 0;
  let underlines = 0;
  let isSaid = false;
  const isRow = rowsOf(scan);
  for (const [index, { start, text }] of scan.lines.entries()) {
    const isOpen = scan.open[index] === true;
    const isBetween = !isOpen || text.trim() === "";
    if (isBetween) underlines = 0;
    if (isBetween || STARTS.test(text)) {
      weight = 0;
      isSaid = false;
    }
    if (!isOpen) continue;
    if (isRow[index] === true) {
      const crowd = crowdInRow(text);
      for (const at of crowd) insert(start + at, "\\");
      if (crowd.length > 0) say(start, "a table row crowded with marks; those from here on are read as text");
      continue;
    }
    const before = edits.length;
    weight += 1;
    if (weight > MOST) {
      insert(start, "\n\n");
      weight = 1;
    }
    for (const { index: at } of text.matchAll(MARK)) {
      weight += 1;
      if (weight <= MOST || text[at - 1] === "\\") continue;
      insert(start + at, "\n\n");
      weight = 1;
    }
    if (edits.length > before && !isSaid) {
      say(start, "a paragraph crowded with marks or lines; read in pieces");
      isSaid = true;
    }
    if (UNDERLINE.test(text) && (underlines += 1) > MOST_UNDERLINES) {
      insert(start, "\\");
      if (underlines === MOST_UNDERLINES + 1) say(start, "underlines below each other; read as text from here on");
    }
    const indent = ITEM.exec(text)?.[0].length ?? 0;
    if (indent > DEEPEST_ITEM) {
      insert(start + indent, "\\");
      say(start, `a list item ${indent} columns deep; read as text of the item above`);
    }
  }
  return { edits, findings };
}

/** By line, whether it is a row of a table: it begins with `|`, or is below a row of dashes in a table whose rows do not. */
function rowsOf({ lines, open }: LineScan): readonly boolean[] {
  let inTable = false;
  return lines.map(({ text }, index) => {
    const above = lines[index - 1]?.text ?? "";
    inTable = inTable
      ? text.includes("|") && !ENDS_TABLE.test(text)
      : text.includes("|") && above.includes("|") && PLAIN_DELIMITER.test(text) && delimiterCells(text) !== undefined;
    inTable &&= open[index] === true;
    return inTable || (open[index] === true && ROW.test(text));
  });
}

const ENDS_TABLE = /^[ \t]{0,200}(?:>|(?:[-+*]|#{1,6}|\d{1,9}[.)])[ \t])/;

/** Offsets of the marks of a row that are too many: outside of its code, and without those of runs, which are read as text anyway. */
function crowdInRow(row: string): readonly number[] {
  const crowd: number[] = [];
  let weight = 0;
  const text = row.replace(RUN, (run) => " ".repeat(run.length));
  for (const { 0: cell, index: start } of text.matchAll(CELL)) {
    const isCode = within(codeSpans(cell));
    for (const { 0: mark, index: at } of cell.matchAll(MARK_IN_ROW)) {
      if (isCode(at) || mark.startsWith("\\")) continue;
      weight += mark.length > 1 ? WEIGHT_OF_COMMENT : 1;
      if (weight > MOST_IN_ROW) crowd.push(start + at);
    }
  }
  return crowd;
}

const CELL = /(?:\\[^]|[^\\|])+/g;

/** Code between backticks of one line: a run of them ends at the next one that is as long. */
export function codeSpans(text: string): readonly TextRange[] {
  const runs: TextRange[] = [];
  const escaped = new Set<number>();
  for (const { index, 0: run } of text.matchAll(/\\+|`+/g)) {
    const end = index + run.length;
    if (run.startsWith("`")) runs.push({ start: index, end });
    else if (run.length % 2 === 1) escaped.add(end);
  }
  const next = new Map<number, TextRange>();
  const spans: TextRange[] = [];
  for (const run of runs.toReversed()) {
    const start = run.start + (escaped.has(run.start) ? 1 : 0);
    const close = next.get(run.end - start);
    if (close !== undefined) spans.push({ start, end: close.end });
    next.set(run.end - run.start, run);
  }
  let behind = 0;
  return spans.reverse().filter(({ start, end }) => {
    const isSpan = start >= behind;
    if (isSpan) behind = end;
    return isSpan;
  });
}

/** Whether an offset is in one of the ranges, which are in order; asked in order too. */
export function within(ranges: readonly TextRange[]): (offset: number) => boolean {
  let next = 0;
  return (offset) => {
    while ((ranges[next]?.end ?? Infinity) <= offset) next += 1;
    return (ranges[next]?.start ?? Infinity) <= offset;
  };
}

/** What delimiter rows are made of, and what that turns into on its way through editors. */
const DELIMITER_LIKE = /^[\s|:\-–—―−_=~+.]+$/;
const DASH_LIKE = /[-–—―−_=]/;
/** No parser takes another blank, as a no-break space, for one in this row. */
const PLAIN_DELIMITER = /^[ \t|:-]+$/;

/** The table above the rows that are looked at. */
interface TableAbove {
  readonly last: number;
  readonly columns: number;
}

/** Makes tables of rows that begin with `|`, each with a warning `document/broken-table`. */
export function mendTables(scan: LineScan): Mends {
  const { lines, open } = scan;
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  const isRow = (index: number): boolean => open[index] === true && /^[ \t]*\|/.test(lines[index]?.text ?? "");
  let above: TableAbove | undefined;
  for (let first = 0; first < lines.length; first += 1) {
    const header = lines[first];
    if (header === undefined || !isRow(first)) continue;
    let last = first;
    while (isRow(last + 1)) last += 1;
    const end = above?.last ?? first;
    const isSplitOff = end < first && lines.slice(end + 1, first).every(({ text }) => text.trim() === "");
    const upper = isSplitOff && above !== undefined ? { end: lines[end]?.end ?? 0, columns: above.columns } : undefined;
    const second = last > first ? lines[first + 1] : undefined;
    const mend = mendOf(header, second, upper);
    if (mend !== undefined) {
      edits.push(mend.edit);
      const { start, end } = header;
      findings.push(findingIn(scan, { rule: "document/broken-table", message: mend.message, start, end }));
    }
    const isTable = mend !== undefined || delimiterCells(second?.text ?? "") !== undefined;
    above = isTable ? { last, columns: upper?.columns ?? columnsOf(header.text) } : undefined;
    first = last;
  }
  return { edits, findings };
}

function mendOf(
  { start, end, text: header }: SourceLine,
  second: SourceLine | undefined,
  above: { readonly end: number; readonly columns: number } | undefined,
): { readonly edit: Edit; readonly message: string } | undefined {
  const columns = columnsOf(header);
  const indent = /^[ \t]*/.exec(header)?.[0] ?? "";
  const delimiter = indent + "|" + " --- |".repeat(columns);
  const isHeaded = delimiterCells(header) === undefined;
  if (second !== undefined && isHeaded && DELIMITER_LIKE.test(second.text) && DASH_LIKE.test(second.text)) {
    if (PLAIN_DELIMITER.test(second.text) && delimiterCells(second.text)?.length === columns) return undefined;
    return {
      edit: { start: second.start, end: second.end, insert: delimiter },
      message: `the row under the table's header does not mark its ${columns} columns; read as if it did`,
    };
  }
  if (above !== undefined && above.columns === columns) {
    return {
      edit: { start: above.end, end: start, insert: "\n" },
      message: "a blank line parts these rows from the table above; read as rows of that table",
    };
  }
  if (second === undefined) return undefined;
  if (!isHeaded) {
    return {
      edit: { start, end: start, insert: `${indent}|${"  |".repeat(columns)}\n` },
      message: "the table has no header row; read with an empty one",
    };
  }
  return {
    edit: { start: end, end, insert: `\n${delimiter}` },
    message: "the table has no row of dashes under its header; read as if it had",
  };
}

function columnsOf(row: string): number {
  const inner = row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  return inner.replace(/\\[^]/g, "").split("|").length;
}

/** The cells of such a row, as `---` or `:-:`; undefined for any other line. */
export function delimiterCells(row: string): readonly string[] | undefined {
  const cells = row.trim().replace(/^\|/, "").replace(/\|$/, "").split("|");
  const trimmed = cells.map((cell) => cell.trim());
  return trimmed.every((cell) => /^:?-+:?$/.test(cell)) ? trimmed : undefined;
}
