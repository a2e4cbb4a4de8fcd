// diff: two versions, models or pages in, a review out.
import { writeFile } from "node:fs/promises";
import {
  diff,
  type DiffArguments as Options,
  type DiffFormat,
  type FailLevel,
  failsOn,
  finding,
  findingsText,
  isEmpty,
  printable,
  reviewText,
  type Severity,
} from "../index.ts";
import { type Console, EXIT, type ExitCode, unusable } from "./console.ts";

export interface DiffArguments extends Options {
  readonly format: DiffFormat;
  readonly failOn: FailLevel;
  /** Least severity that is shown; `dangerous` on a terminal and `docs` elsewhere where absent. */
  readonly min?: Severity;
  /** In text, what the pages say of each change; off on a terminal and on elsewhere where absent. */
  readonly details?: boolean;
  /** File of the report, instead of standard output. */
  readonly output?: string;
}

export async function runDiff(given: DiffArguments, console: Console): Promise<ExitCode> {
  const { format, failOn, output, min, details, ...options } = given;
  const { out, err, note } = console;
  const result = await diff(options);
  if (result.state !== "compared") {
    const errors = result.findings.filter(({ fatal }) => fatal === true);
    err.write(findingsText(errors, { color: err.color, sources: result.sources }));
    if (result.state === "unusable") return unusable(result, console);
    err.write("a page has errors; nothing was compared\n");
    return EXIT.pageErrors;
  }
  const { report, notes } = result;
  for (const line of notes) note(`${printable(line)}\n`);
  const isRead = output === undefined && format === "text" && out.isTTY;
  const text = await reviewText(report, format, {
    ...{ color: output === undefined && out.color, min: min ?? (isRead ? "dangerous" : "docs") },
    details: details ?? !isRead,
    ...(given.input === undefined ? {} : { root: given.input }),
  });
  if (output === undefined) out.write(text);
  else {
    const failure = await save(output, text);
    if (failure !== undefined) return unusable({ message: failure }, console);
  }
  if (isEmpty(report) && (format !== "text" || output !== undefined)) note("no changes\n");
  err.write(findingsText(report.problems.map(finding), { color: err.color }));
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
