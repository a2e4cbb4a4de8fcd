// Lines, tables, runs of marks and paragraphs beyond what any author writes, which no Markdown parser reads in reasonable time.
import type { Edit } from "../../source/line-index.ts";
import { finding, type Finding } from "../../source/finding.ts";
import type { SourceLine } from "../../source/line-index.ts";
import type { LineScan } from "./line-scan.ts";

/** What delimiter rows are made of, and what that turns into on its way through editors. */
const DELIMITER_LIKE = /^[\s|:\-–—―−_=~+.]+$/;

const DASH_LIKE = /[-–—―−_=]/;

/** No parser takes another blank, as a no-break space, for one in this row. */
const PLAIN_DELIMITER = /^[ \t|:-]+$/;
/** In characters, outside of fences. */
export const LONGEST_LINE = 100_000;
/** Rows that follow each other. */
export const MOST_ROWS = 5000;

/** Edits that take such lines out, with an error `document/overlong-line` or `document/overlong-table` for each stretch. */
export function overlongLines(
  { lines, open }: LineScan,
  file: string,
): { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] } {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  const leaveOut = (rule: string, index: number, line: SourceLine, last: SourceLine, message: string): void => {
    edits.push({ start: line.start, end: last.end, insert: "" });
    const at = { file, line: index + 1, column: 1, offset: line.start };
    findings.push(finding({ rule, severity: "error", message, at, quote: line.text.slice(0, 300) }));
  };
  let rows = 0;
  for (const [index, line] of lines.entries()) {
    rows = open[index] === true && /^[ \t]{0,20}\|/.test(line.text) ? rows + 1 : 0;
    if (rows === MOST_ROWS + 1) {
      const end = endOfRows(lines, index);
      const message = `a table of more than ${MOST_ROWS} rows; ${end - index + 1} rows from here on were left out`;
      leaveOut("document/overlong-table", index, line, lines[end] ?? line, message);
    } else if (rows <= MOST_ROWS && open[index] === true && line.text.length > LONGEST_LINE) {
      const message = `a line of ${line.text.length} characters, longer than any page needs; left out`;
      leaveOut("document/overlong-line", index, line, line, message);
    }
  }
  return { edits, findings };
}

function endOfRows(lines: readonly SourceLine[], from: number): number {
  let end = from;
  while (/^[ \t]{0,20}\|/.test(lines[end + 1]?.text ?? "")) end += 1;
  return end;
}

/** The longest run of one mark that is read as marks. */
const LONGEST_RUN = 48;
const MARKS = "*_~[]!>`<{";
const RUN = new RegExp(`([${MARKS.replace(/[[\]]/g, "\\$&")}])(?:[ \\t]?\\1){${LONGEST_RUN}}`);
const LIST_MARKERS = new RegExp(`^[ \\t>]*(?:(?:[-+*]|\\d{1,9}[.)])[ \\t]+){${LONGEST_RUN}}`);

/** Edits that escape every mark of such a run, each line with a warning `document/overlong-run`. */
export function overlongRuns(
  { lines, open }: LineScan,
  file: string,
): { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] } {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  for (const [index, line] of lines.entries()) {
    if (open[index] !== true || line.text.length <= LONGEST_RUN) continue;
    if (!RUN.test(line.text) && !LIST_MARKERS.test(line.text)) continue;
    if (/^[ \t]*([*_-])(?:[ \t]*\1)*[ \t]*$/.test(line.text)) continue;
    const before = edits.length;
    for (const at of marksOfRuns(line.text)) {
      edits.push({ start: line.start + at, end: line.start + at, insert: "\\" });
    }
    if (edits.length === before) continue;
    findings.push(
      finding({
        rule: "document/overlong-run",
        severity: "warning",
        message: "a run of marks longer than any page needs; read as text",
        at: { file, line: index + 1, column: 1, offset: line.start },
        quote: line.text,
      }),
    );
  }
  return { edits, findings };
}

/** Offsets of the marks of all overlong runs in a line; a run may hold single spaces between its marks. */
function marksOfRuns(text: string): readonly number[] {
  const found: number[] = [];
  let run: number[] = [];
  const keep = (): void => {
    if (run.length > LONGEST_RUN) for (const at of run) found.push(at);
  };
  for (let at = 0; at < text.length; at += 1) {
    const mark = text[at] ?? "";
    const last = run.at(-1);
    if (last !== undefined && text[last] === mark && at - last <= 2) run.push(at);
    else if (mark !== " " && mark !== "\t") {
      keep();
      run = MARKS.includes(mark) ? [at] : [];
    }
  }
  keep();
  const list = LIST_MARKERS.exec(text)?.[0].length;
  if (list !== undefined && found.length === 0) found.push(list);
  return found;
}

/** The most lines and marks, taken together, of one piece. */
const MOST = 400;
/** The most headings by underline that follow each other without a blank line. */
const MOST_UNDERLINES = 50;
/** List items stand no deeper than this, in columns. */
const DEEPEST_ITEM = 40;

const MARK = /[*_~`[\]<{!\\&:@>]/g;
/** Lines that start a block of their own, whatever stands above them. */
const STARTS = /^[ \t]{0,200}(?:[-+*>|]|#{1,6}[ \t]|\d{1,9}[.)][ \t])/;
const UNDERLINE = /^ {0,3}(?:={1,9999}|-{1,9999})[ \t]{0,99}$/;
const ITEM = /^[ \t]*(?=(?:[-+*]|\d{1,9}[.)])(?:[ \t]|$))/;
const ROW = /^[ \t]{0,20}\|/;

/** Edits that part what is crowded, each place with a warning `document/crowded-paragraph`. */
export function crowdedParagraphs(
  { lines, open }: LineScan,
  file: string,
): { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] } {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  const say = (index: number, message: string): void => {
    const { start, text } = lines[index] ?? { start: 0, text: "" };
    const at = { file, line: index + 1, column: 1, offset: start };
    const quote = text.slice(0, 300);
    findings.push(finding({ rule: "document/crowded-paragraph", severity: "warning", message, at, quote }));
  };
  let weight = 0;
  let underlines = 0;
  let told = false;
  for (const [index, line] of lines.entries()) {
    const isOpen = open[index] === true;
    if (!isOpen || line.text.trim() === "") underlines = 0;
    if (!isOpen || line.text.trim() === "" || STARTS.test(line.text)) {
      weight = 0;
      told = false;
    }
    if (!isOpen || ROW.test(line.text)) continue;
    weight += 1;
    const parts = partsOf(line, weight);
    for (const at of parts.places) edits.push({ start: at, end: at, insert: "\n\n" });
    weight = parts.weight;
    if (parts.places.length > 0 && !told) say(index, "a paragraph crowded with marks or lines; read in pieces");
    told ||= parts.places.length > 0;
    if (UNDERLINE.test(line.text) && (underlines += 1) > MOST_UNDERLINES) {
      edits.push({ start: line.start, end: line.start, insert: "\\" });
      if (underlines === MOST_UNDERLINES + 1) say(index, "underlines below each other; read as text from here on");
    }
    const indent = ITEM.exec(line.text)?.[0].length ?? 0;
    if (indent > DEEPEST_ITEM) {
      edits.push({ start: line.start + indent, end: line.start + indent, insert: "\\" });
      say(index, `a list item ${indent} columns deep; read as text of the item above`);
    }
  }
  return { edits, findings };
}

/** Offsets before which a line is parted, and the weight of what is left behind the last. */
function partsOf(
  { start, text }: SourceLine,
  before: number,
): { readonly places: readonly number[]; readonly weight: number } {
  const places: number[] = [];
  let weight = before;
  if (weight > MOST) {
    places.push(start);
    weight = 1;
  }
  for (const { index } of text.matchAll(MARK)) {
    weight += 1;
    if (weight <= MOST || text[index - 1] === "\\") continue;
    places.push(start + index);
    weight = 1;
  }
  return { places, weight };
}

interface Mend {
  readonly edit: Edit;
  readonly message: string;
}

/** Edits that make tables of rows that begin with `|`, each with a warning `document/broken-table`. */
export function mendTables(
  { lines, open }: LineScan,
  file: string,
): { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] } {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  const isRow = (index: number): boolean => open[index] === true && /^[ \t]*\|/.test(lines[index]?.text ?? "");
  let previousEnd = -1;
  let previousColumns = 0;
  for (let first = 0; first < lines.length; first += 1) {
    if (!isRow(first)) continue;
    let last = first;
    while (isRow(last + 1)) last += 1;
    const rows = lines.slice(first, last + 1);
    const splitOff = previousEnd >= 0 && lines.slice(previousEnd + 1, first).every(({ text }) => text.trim() === "");
    const above = splitOff ? { end: lines[previousEnd]?.end ?? 0, columns: previousColumns } : undefined;
    const mend = mendOf(
      rows.map(({ text }) => text),
      rows.map(({ start, end }) => ({ start, end })),
      above,
    );
    if (mend !== undefined) {
      edits.push(mend.edit);
      const row = rows[0] ?? { start: 0, end: 0, text: "" };
      findings.push(
        finding({
          rule: "document/broken-table",
          severity: "warning",
          message: mend.message,
          at: {
            file,
            ...{ line: first + 1, column: 1, offset: row.start },
            ...{ endLine: first + 1, endColumn: row.text.length + 1, endOffset: row.end },
          },
          quote: row.text,
        }),
      );
    }
    const isTable = mend !== undefined || isDelimiter(rows[1]?.text ?? "");
    previousEnd = isTable ? last : -1;
    previousColumns = isTable && !splitOff ? columnsOf(rows[0]?.text ?? "") : previousColumns;
    first = last;
  }
  return { edits, findings };
}

function mendOf(
  rows: readonly string[],
  places: readonly { readonly start: number; readonly end: number }[],
  above: { readonly end: number; readonly columns: number } | undefined,
): Mend | undefined {
  const [header = "", second = ""] = rows;
  const [at, next] = places;
  if (at === undefined) return undefined;
  const columns = columnsOf(header);
  const indent = /^[ \t]*/.exec(header)?.[0] ?? "";
  const delimiter = indent + "|" + " --- |".repeat(columns);
  if (
    rows.length > 1 &&
    next !== undefined &&
    !isDelimiter(header) &&
    DELIMITER_LIKE.test(second) &&
    DASH_LIKE.test(second)
  ) {
    if (PLAIN_DELIMITER.test(second) && isDelimiter(second) && columnsOf(second) === columns) return undefined;
    return {
      edit: { start: next.start, end: next.end, insert: delimiter },
      message: `the row under the table's header does not mark its ${columns} columns; read as if it did`,
    };
  }
  if (above !== undefined && above.columns === columns) {
    return {
      edit: { start: above.end, end: at.start, insert: "\n" },
      message: "a blank line parts these rows from the table above; read as rows of that table",
    };
  }
  if (rows.length < 2) return undefined;
  if (isDelimiter(header)) {
    return {
      edit: { start: at.start, end: at.start, insert: `${indent}|${"  |".repeat(columns)}\n` },
      message: "the table has no header row; read with an empty one",
    };
  }
  return {
    edit: { start: at.end, end: at.end, insert: `\n${delimiter}` },
    message: "the table has no row of dashes under its header; read as if it had",
  };
}

function isDelimiter(row: string): boolean {
  return delimiterCells(row) !== undefined;
}

function columnsOf(row: string): number {
  const inner = row
    .trim()
    .replace(/^\|/, "")
    .replace(/(?<!\\)\|$/, "");
  let columns = 1;
  for (let at = 0; at < inner.length; at += 1) {
    if (inner[at] === "\\") at += 1;
    else if (inner[at] === "|") columns += 1;
  }
  return columns;
}

/** The cells of such a row, as `---` or `:-:`; undefined for any other line. */
export function delimiterCells(row: string): readonly string[] | undefined {
  const cells = row.trim().replace(/^\|/, "").replace(/\|$/, "").split("|");
  const trimmed = cells.map((cell) => cell.trim());
  return trimmed.every((cell) => /^:?-+:?$/.test(cell)) ? trimmed : undefined;
}
