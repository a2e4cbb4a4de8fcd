// Runs of marks that no author writes ("[[[[…", ">>>>…", "- - - …"): parsing them takes time beyond measure, so they become text.
import { finding, type Finding } from "../findings/finding.ts";
import type { Edit } from "./edit-text.ts";
import type { Survey } from "./survey-lines.ts";

/** The longest run of one mark that is read as marks. */
const LONGEST_RUN = 48;
const MARKS = "*_~[]!>`<{";
const RUN = new RegExp(`([${MARKS.replace(/[[\]]/g, "\\$&")}])(?:[ \\t]?\\1){${LONGEST_RUN}}`);
const LIST_MARKERS = new RegExp(`^[ \\t>]*(?:(?:[-+*]|\\d{1,9}[.)])[ \\t]+){${LONGEST_RUN}}`);

/** Edits that escape every mark of such a run, each line with a warning `document/overlong-run`. */
export function overlongRuns(
  { lines, open }: Survey,
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
