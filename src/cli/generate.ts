// generate: pages in, package out.
import { withoutColors } from "../cache/manifest.ts";
import { damageText } from "../cache/sealed.ts";
import { driftText } from "../diff/reports/drift-text.ts";
import { generate, type GenerateResult } from "../pipeline.ts";
import { chooseEmitter } from "../pipeline/choose-emitter.ts";
import type { Emitter } from "../pipeline/emitter.ts";
import { rememberRuns, type RunMemory } from "../pipeline/remember-run.ts";
import { countFindings, type Finding } from "../source/finding.ts";
import { printable, printableJson } from "../source/printable.ts";
import { findingRecords } from "../source/report-json.ts";
import { reportText } from "../source/report-text.ts";
import type { Console } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { progressOn } from "./progress.ts";
import { stopwatch } from "./stopwatch.ts";
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
  /** False to take nothing from earlier runs and to leave nothing for later ones. */
  readonly cache?: boolean;
  /** Tells where the time went. */
  readonly timing?: boolean;
}

/** `emitter` is one that serves several runs; by default this run gets its own. */
export async function runGenerate(given: GenerateArguments, console: Console, emitter?: Emitter): Promise<ExitCode> {
  const { timing = false } = given;
  const progress = progressOn(console.err);
  const stages = timing ? stopwatch() : undefined;
  const memory = memoryOf(given);
  const today = new Date().toISOString().slice(0, 10);
  stages?.start("loading the register");
  const result = await generate({
    ...given,
    today,
    ...(memory === undefined ? {} : { memory }),
    onDamage: (file) => {
      console.err.write(damageText(printable(file)));
    },
    emitter: emitter ?? chooseEmitter(memory),
    onProgress: ({ stage, version, milliseconds }) => {
      if (milliseconds !== undefined) {
        stages?.beside(stage, version, milliseconds);
        return;
      }
      stages?.start(stage, version);
      progress.show(version === undefined ? stage : `${version}: ${stage}`);
    },
  }).finally(progress.done);
  stages?.start("telling");
  const { out, err } = answerOf(result, given, console.err.color);
  console.err.write(err);
  console.out.write(out);
  const code = exitCode(result, given);
  if (memory !== undefined) rememberResult(memory, result, given, today);
  if (stages !== undefined) console.err.write(`\n${stages.report()}`);
  return code;
}

export function memoryOf({ cache = true }: GenerateArguments): RunMemory | undefined {
  return cache ? rememberRuns(process.cwd(), process.env) : undefined;
}

/** A run that wrote is remembered by what it would say a second time. */
function rememberResult(memory: RunMemory, result: GenerateResult, given: GenerateArguments, today: string): void {
  if (result.problem !== undefined || given.driftReport !== undefined) return;
  if (given.check === true && result.changes.length > 0) return;
  const again: GenerateResult = {
    ...result,
    versions: result.versions.map((version) => ({
      ...version,
      milliseconds: 0,
      state: version.state === "written" ? "unchanged" : version.state,
    })),
    changes: [],
    drift: [],
  };
  const { input, output, only = null, strict = false, keepGoing = false, json = false } = given;
  const { out, err: coloredErr } = answerOf(again, given, true);
  if (withoutColors(coloredErr) !== answerOf(again, given, false).err) return;
  memory.remember(
    { input, output, only, strict, keepGoing, json },
    { exitCode: exitCode(again, given), out, coloredErr },
    today,
  );
}

function answerOf(
  result: GenerateResult,
  { check = false, json = false }: GenerateArguments,
  color: boolean,
): { readonly out: string; readonly err: string } {
  const problem = result.problem === undefined ? "" : `${printable(result.problem.message)}\n`;
  if (json) return { out: `${printableJson(jsonDocument(result), 2)}\n`, err: problem };
  const table = summaryTable(result.versions);
  const drift = driftText(result.drift);
  const changes = check ? result.changes : [];
  const err = [
    reportText(result.findings, { color, sources: result.sources }),
    result.findings.length > 0 && table !== "" ? `\n${table}` : table,
    drift === "" ? "" : `\n${drift}`,
    changes.length === 0
      ? ""
      : `the output would change in ${files(changes.length)}; run generate and commit what it writes\n`,
    problem,
  ];
  return {
    out: changes.map(({ change, path }) => `${change.padEnd(7)}  ${printable(path)}\n`).join(""),
    err: err.join(""),
  };
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
