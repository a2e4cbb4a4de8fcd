// generate: pages in, package out.
import { driftText } from "../diff/reports/drift-text.ts";
import { findingRecords } from "../findings/report-json.ts";
import type { Finding } from "../findings/finding.ts";
import { reportText } from "../findings/report-text.ts";
import { countFindings } from "../findings/count.ts";
import { generate, type GenerateResult } from "../pipeline.ts";
import type { Console } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { progressOn } from "./progress.ts";
import { summaryTable } from "./summary.ts";

export interface GenerateArguments {
  readonly input: string;
  readonly output: string;
  readonly only?: readonly string[];
  readonly check?: boolean;
  readonly strict?: boolean;
  readonly keepGoing?: boolean;
  readonly json?: boolean;
  /** File for the review of what changed against the standing output. */
  readonly driftReport?: string;
}

export async function runGenerate(given: GenerateArguments, console: Console): Promise<ExitCode> {
  const { json = false, ...options } = given;
  const progress = progressOn(console.err);
  const result = await generate({
    ...options,
    today: new Date().toISOString().slice(0, 10),
    onProgress: ({ stage, version }) => {
      progress.show(version === undefined ? stage : `${version}: ${stage}`);
    },
  }).finally(progress.done);
  if (json) console.out.write(`${JSON.stringify(jsonDocument(result), null, 2)}\n`);
  else tell(result, given, console);
  if (result.problem !== undefined) console.err.write(`${result.problem.message}\n`);
  return exitCode(result, given);
}

function tell(result: GenerateResult, { check }: GenerateArguments, { out, err }: Console): void {
  err.write(reportText(result.findings, { color: err.color, sources: result.sources }));
  const table = summaryTable(result.versions);
  err.write(result.findings.length > 0 && table !== "" ? `\n${table}` : table);
  const drift = driftText(result.drift);
  err.write(drift === "" ? "" : `\n${drift}`);
  if (check !== true) return;
  for (const { change, path } of result.changes) out.write(`${change.padEnd(7)}  ${path}\n`);
  if (result.changes.length > 0) {
    err.write(`the output would change in ${files(result.changes.length)}; run generate and commit what it writes\n`);
  }
}

function jsonDocument({ versions, findings, changes, drift, problem }: GenerateResult): object {
  return {
    versions,
    findings: findingRecords(findings),
    changes,
    drift: drift.map(({ new: { version }, summary, semver }) => ({ version, summary, bump: semver.bump })),
    problem: problem?.message ?? null,
  };
}

function exitCode({ problem, findings, versions, changes }: GenerateResult, given: GenerateArguments): ExitCode {
  const { warnings } = countFindings(findings);
  const { errors } = countFindings(findings.filter((found) => !isDecision(found)));
  if (problem !== undefined) return EXIT.unusable;
  if (errors > 0 || versions.some((version) => version.errors > 0)) return EXIT.pageErrors;
  if (given.check === true && changes.length > 0) return EXIT.found;
  if (findings.some((found) => isDecision(found) && found.fatal === true)) return EXIT.found;
  return given.strict === true && warnings > 0 ? EXIT.found : EXIT.fine;
}

/** A decision that is stale or has expired is no error of a page. */
function isDecision({ ruleId }: Finding): boolean {
  return ruleId === "decision/stale" || ruleId === "decision/expired";
}

function files(count: number): string {
  return count === 1 ? "1 file" : `${count} files`;
}
