// generate: pages in, package out.
import { driftText } from "../diff/reports/report-text.ts";
import { findingRecords } from "../source/report-json.ts";
import type { Conflict } from "../emit/index.ts";
import { type Finding, countFindings } from "../source/finding.ts";
import { printable, printableJson } from "../source/printable.ts";
import { reportText } from "../source/report-text.ts";
import { type GenerateResult, generate, type VersionSummary } from "../pipeline.ts";
import { damageText } from "../pipeline/cache.ts";
import type { Pool } from "../pipeline/pool.ts";
import { withoutColors } from "../pipeline/unchanged.ts";
import { type RunMemory, openMemory } from "../pipeline/version-cache.ts";
import { type Console, EXIT, type ExitCode, progressOn } from "./console.ts";

const columns: readonly Column[] = [
  ["version", "left", ({ version }) => version],
  ["webhooks", "right", ({ webhooks }) => String(webhooks)],
  ["fields", "right", ({ fields }) => String(fields)],
  ["repairs", "right", ({ repairs }) => String(repairs)],
  ["warnings", "right", ({ warnings }) => String(warnings)],
  ["errors", "right", ({ errors }) => String(errors)],
  ["time", "right", ({ milliseconds }) => `${Math.round(milliseconds)} ms`],
  ["output", "left", ({ state }) => state],
];

export interface GenerateArguments {
  readonly input: string;
  readonly output: string;
  readonly only?: readonly string[];
  readonly check?: boolean;
  /** Overwrite files of the output that were edited, or that others wrote. */
  readonly force?: boolean;
  readonly strict?: boolean;
  readonly keepGoing?: boolean;
  readonly json?: boolean;
  /** File for the review of what changed against the current output. */
  readonly driftReport?: string;
  /** False to take nothing from earlier runs and to leave nothing for later ones. */
  readonly cache?: boolean;
  /** Prints where the time went. */
  readonly timing?: boolean;
  /** Seconds that a version may take. */
  readonly timeLimit?: number;
}

/** `pool` is one that serves several runs; by default this run gets its own. */
export async function runGenerate(given: GenerateArguments, console: Console, pool?: Pool): Promise<ExitCode> {
  const { timing = false } = given;
  const progress = progressOn(console.err);
  const stages = timing ? stopwatch() : undefined;
  const onDamage = (file: string): void => {
    console.err.write(damageText(printable(file)));
  };
  const memory = given.cache === false ? undefined : openMemory(onDamage);
  const today = new Date().toISOString().slice(0, 10);
  stages?.start("loading the register");
  const result = await generate({
    ...given,
    today,
    ...(memory === undefined ? {} : { memory }),
    ...(pool === undefined ? {} : { pool }),
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

/** A run that wrote is remembered by what it would say a second time. */
function rememberResult(memory: RunMemory, result: GenerateResult, given: GenerateArguments, today: string): void {
  if (result.problem !== undefined || result.conflicts !== undefined || given.driftReport !== undefined) return;
  if (given.check === true && result.changes.length > 0) return;
  // Another time, or on another machine, the page may be read in time.
  if (result.findings.some(({ ruleId }) => ruleId?.startsWith("limit/") === true)) return;
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
  const { conflicts = [] } = result;
  const problem = result.problem === undefined ? conflictText(conflicts) : `${printable(result.problem.message)}\n`;
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

/** Empty where there are none. */
function conflictText(conflicts: readonly Conflict[]): string {
  if (conflicts.length === 0) return "";
  const lines = conflicts.map(({ path, problem }) => `${printable(path)} ${problem}\n`).join("");
  const them = conflicts.length === 1 ? "it" : "them";
  const fix = conflicts.some(({ lasts }) => lasts === true) ? `move ${them} away` : `--force overwrites ${them}`;
  return `${lines}nothing was written: ${files(conflicts.length)} would be lost; ${fix}\n`;
}

function jsonDocument({ versions, findings, changes, conflicts = [], drift, problem }: GenerateResult): object {
  return {
    versions,
    findings: findingRecords(findings),
    changes,
    conflicts: conflicts.map(({ path, problem: why }) => ({ path, problem: why })),
    drift: drift.map(({ new: { version }, summary, semver }) => ({ version, summary, bump: semver.bump })),
    problem: problem?.message ?? null,
  };
}

function exitCode(
  { problem, conflicts, findings, versions, changes }: GenerateResult,
  given: GenerateArguments,
): ExitCode {
  const { warnings } = countFindings(findings);
  const { errors } = countFindings(findings.filter((found) => !isDecision(found)));
  if (problem !== undefined) return EXIT.unusable;
  if (conflicts !== undefined) return EXIT.found;
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

type Column = readonly [title: string, align: "left" | "right", cell: (version: VersionSummary) => string];

/** Empty for no versions. */
export function summaryTable(versions: readonly VersionSummary[]): string {
  if (versions.length === 0) return "";
  const rows = [
    columns.map(([title]) => title),
    ...versions.map((version) => columns.map(([, , cell]) => cell(version))),
  ];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) =>
    columns
      .map(([, align], index) => {
        const cell = row[index] ?? "";
        const width = widths[index] ?? 0;
        return align === "left" ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}

/** Takes the time of the stages of a run. */
interface Stopwatch {
  /** Ends the stage before. */
  start(stage: string, version?: string): void;
  /** A stage that went on beside the others, in milliseconds. */
  beside(stage: string, version: string | undefined, milliseconds: number): void;
  /** One line a stage, in the order of their first start, with the time since the process began at the end. */
  report(): string;
}

function stopwatch(now: () => number = () => performance.now()): Stopwatch {
  const spent = new Map<string, number>();
  const besides: (readonly [string, number])[] = [];
  let running = "starting the program";
  let since = 0;
  const start = (stage: string, version?: string): void => {
    const moment = now();
    spent.set(running, (spent.get(running) ?? 0) + moment - since);
    running = named(stage, version);
    since = moment;
  };
  return {
    start,
    beside: (stage, version, milliseconds) => {
      besides.push([`${named(stage, version)} (in a thread beside)`, milliseconds]);
    },
    report: () => {
      start("");
      const rows = [...spent, ["in all", since] as const, ...besides].map(
        ([stage, milliseconds]) => [`${String(Math.round(milliseconds))} ms`, stage] as const,
      );
      const width = Math.max(...rows.map(([time]) => time.length));
      return rows.map(([time, stage]) => `${time.padStart(width)}  ${stage}\n`).join("");
    },
  };
}

function named(stage: string, version: string | undefined): string {
  return version === undefined ? stage : `${stage}, ${version}`;
}
