// Lines and tables longer than any page needs: no Markdown parser reads them in reasonable time, so they are left out and told.
import { finding, type Finding } from "../findings/finding.ts";
import type { Edit } from "./edit-text.ts";
import type { Line } from "./page-lines.ts";
import type { Survey } from "./survey-lines.ts";

/** In characters, outside of fences. */
export const LONGEST_LINE = 100_000;
/** Rows that follow each other. */
export const MOST_ROWS = 5000;

/** Edits that take such lines out, with an error `document/overlong-line` or `document/overlong-table` for each stretch. */
export function overlongLines(
  { lines, open }: Survey,
  file: string,
): { readonly edits: readonly Edit[]; readonly findings: readonly Finding[] } {
  const edits: Edit[] = [];
  const findings: Finding[] = [];
  const leaveOut = (rule: string, index: number, line: Line, last: Line, message: string): void => {
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

function endOfRows(lines: readonly Line[], from: number): number {
  let end = from;
  while (/^[ \t]{0,20}\|/.test(lines[end + 1]?.text ?? "")) end += 1;
  return end;
}
