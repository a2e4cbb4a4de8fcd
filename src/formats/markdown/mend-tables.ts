// Pipe tables whose delimiter row is broken, missing or cut off: mended before the page is parsed.
import type { Edit } from "../../source/edit-text.ts";
import { finding, type Finding } from "../../source/finding.ts";
import type { LineScan } from "./line-scan.ts";

interface Mend {
  readonly edit: Edit;
  readonly message: string;
}

/** What delimiter rows are made of, and what that turns into on its way through editors. */
const DELIMITER_LIKE = /^[\s|:\-–—―−_=~+.]+$/;
const DASH_LIKE = /[-–—―−_=]/;
/** No parser takes another blank, as a no-break space, for one in this row. */
const PLAIN_DELIMITER = /^[ \t|:-]+$/;

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
