// diff: two versions, models or pages in, a review out.
import { writeFile } from "node:fs/promises";
import { type FailLevel, failsOn, type Severity } from "../diff/report.ts";
import { type DiffFormat, renderReport } from "../diff/reports/render-report.ts";
import { isEmpty } from "../diff/reports/words.ts";
import { type DiffOptions, diffVersions } from "../pipeline/diff-versions.ts";
import { finding } from "../source/finding.ts";
import { printable } from "../source/printable.ts";
import { reportText } from "../source/report-text.ts";
import { type Console, EXIT, type ExitCode } from "./console.ts";

export interface DiffArguments extends Omit<DiffOptions, "today"> {
  readonly format: DiffFormat;
  readonly failOn: FailLevel;
  /** Least severity that is shown; `dangerous` on a terminal and `docs` elsewhere where absent. */
  readonly min?: Severity;
  /** In text, what the pages say of each change; off on a terminal and on elsewhere where absent. */
  readonly details?: boolean;
  /** File of the report, instead of standard output. */
  readonly output?: string;
}

export async function runDiff(given: DiffArguments, { out, err }: Console): Promise<ExitCode> {
  const { format, failOn, output, min, details, ...options } = given;
  const result = await diffVersions({ ...options, today: new Date().toISOString().slice(0, 10) });
  const { findings, sources } = result;
  const errors = findings.filter(({ fatal }) => fatal === true);
  if (result.state !== "compared") {
    err.write(reportText(errors, { color: err.color, sources }));
    err.write(
      result.state === "unusable" ? `${printable(result.message)}\n` : "a page has errors; nothing was compared\n",
    );
    return result.state === "unusable" ? EXIT.unusable : EXIT.pageErrors;
  }
  const { report, notes } = result;
  for (const note of notes) err.write(`${printable(note)}\n`);
  const isRead = output === undefined && format === "text" && out.isTTY;
  const text = await renderReport(report, format, {
    ...{ color: output === undefined && out.color, root: given.input },
    details: details ?? !isRead,
    min: min ?? (isRead ? "dangerous" : "docs"),
  });
  if (output === undefined) out.write(text);
  else {
    const failure = await save(output, text);
    if (failure !== undefined) {
      err.write(`${printable(failure)}\n`);
      return EXIT.unusable;
    }
  }
  if (isEmpty(report) && (format !== "text" || output !== undefined)) err.write("no changes\n");
  const problems = report.problems.map(finding);
  err.write(reportText(problems, { color: err.color }));
  return failsOn(report, failOn) ? EXIT.found : EXIT.fine;
}

async function save(path: string, text: string): Promise<string | undefined> {
  try {
    await writeFile(path, text);
    return undefined;
  } catch (error) {
    return `${path} can't be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
