// generate: pages in, package out; with --watch again at each edit.
import {
  type Conflict,
  countFindings,
  damageText,
  driftText,
  type Finding,
  findingRecords,
  findingsText,
  generate,
  type GenerateOptions,
  type GenerateResult,
  printable,
  printableJson,
  type VersionSummary,
  withoutColors,
  watch,
} from "../index.ts";
import { builtText } from "./build.ts";
import { type Console, EXIT, type ExitCode, progressOn, interruption } from "./console.ts";
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

export interface GenerateArguments extends GenerateOptions {
  readonly input: string;
  readonly output: string;
  readonly json?: boolean;
  /** Prints the findings too that are known from the run before. */
  readonly all?: boolean;
  readonly quiet?: boolean;
  /** Prints where the time went. */
  readonly timing?: boolean;
}

export async function runGenerate(given: GenerateArguments, console: Console): Promise<ExitCode> {
  const { timing = false } = given;
  const progress = progressOn(console.err);
  const stages = timing ? stopwatch() : undefined;
  stages?.start("loading the register");
  const result = await generate({
    ...given,
    onDamage: (file) => {
      console.err.write(damageText(printable(file)));
    },
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
  rememberResult(result, given);
  if (stages !== undefined) console.err.write(`\n${stages.report()}`);
  const built = result.built;
  if (built !== undefined && given.json !== true) {
    (built.state === "built" ? console.note : console.err.write)(builtText(built));
  }
  const code = exitCode(result, given);
  if (built === undefined || built.state === "built" || code !== EXIT.fine) return code;
  return built.state === "conflicts" ? EXIT.found : EXIT.unusable;
}

/** A run that wrote is remembered by what it would say a second time. */
function rememberResult(result: GenerateResult, given: GenerateArguments): void {
  const { remember, problem, conflicts } = result;
  if (remember === undefined || problem !== undefined || conflicts !== undefined) return;
  if (given.driftReport !== undefined || given.all === true || given.quiet === true || given.build === true) return;
  if (given.site !== undefined || (given.check === true && result.changes.length > 0)) return;
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
    fresh: [],
  };
  const { input, output, only = null, strict = false, keepGoing = false, json = false } = given;
  const { out, err: coloredErr } = answerOf(again, given, true);
  if (withoutColors(coloredErr) !== answerOf(again, given, false).err) return;
  remember({ input, output, only, strict, keepGoing, json }, { exitCode: exitCode(again, given), out, coloredErr });
}

function answerOf(
  result: GenerateResult,
  given: GenerateArguments,
  color: boolean,
): { readonly out: string; readonly err: string } {
  const { check = false, json = false, quiet = false } = given;
  const { conflicts = [] } = result;
  const problem =
    result.problem === undefined
      ? conflictText(conflicts, result.versions.length > 0)
      : `${printable(result.problem.message)}\n`;
  if (json) return { out: `${printableJson(jsonDocument(result), 2)}\n`, err: problem };
  const listed = findingsToList(result, given);
  const texts = [findingsText(listed.findings, { color, sources: result.sources })];
  const drift = driftText(result.drift);
  const changes = check ? result.changes : [];
  if (!quiet) {
    const blocks = [listed.rest, summaryTable(result.versions), drift].filter((text) => text !== "");
    texts.push(...blocks.map((text, index) => (index > 0 || listed.findings.length > 0 ? `\n${text}` : text)));
    if (changes.length > 0)
      texts.push(`the output would change in ${files(changes.length)}; run generate and commit what it writes\n`);
    texts.push(nextText(result, given));
  }
  return {
    out: changes.map(({ change, path }) => `${change.padEnd(7)}  ${printable(path)}\n`).join(""),
    err: [...texts, problem].join(""),
  };
}

/** Findings that are new and no errors, of which the rest is counted. */
const MOST_LISTED = 20;

/** Errors, what the current output does not record already, and how many more there are. */
function findingsToList(
  { findings, fresh }: GenerateResult,
  { all = false, quiet = false, output }: GenerateArguments,
): { readonly findings: readonly Finding[]; readonly rest: string } {
  if (all) return { findings, rest: "" };
  const isError = ({ fatal }: Finding): boolean => fatal === true;
  const others = fresh.filter((found) => !isError(found));
  const byWeight = [...others.filter(({ fatal }) => fatal === false), ...others.filter(({ fatal }) => fatal !== false)];
  const listed = quiet ? [] : byWeight.slice(0, MOST_LISTED);
  const known = findings.filter((found) => !isError(found) && !fresh.includes(found)).length;
  const more = byWeight.length - listed.length;
  const counts = [...(more > 0 ? [`${String(more)} more new`] : []), ...(known > 0 ? [`${String(known)} known`] : [])];
  const noun = more + known === 1 ? "finding" : "findings";
  return {
    findings: findings.filter((found) => isError(found) || listed.includes(found)),
    rest: counts.length === 0 ? "" : `${counts.join(" and ")} ${noun} in ${printable(output)}; --all prints them\n`,
  };
}

/** What to do next, where something was written or could not be. */
function nextText(
  { versions, changes, problem }: GenerateResult,
  { check = false, output, site }: GenerateArguments,
): string {
  if (versions.some(({ state }) => state === "kept" || state === "failed"))
    return "next: mend the register or add a correction for each error; until then these versions stay as they were\n";
  if (check || problem !== undefined || changes.length === 0) return "";
  const open = site === undefined ? "" : `next: open ${printable(site)}/index.html\n`;
  if (site !== undefined && changes.every(({ path }) => path.startsWith(`${site}/`))) return open;
  return `${open}next: review and commit ${printable(output)}; hooksmith build makes of it what Node can import\n`;
}

/** Empty where there are none. They are of the site where the package was written. */
function conflictText(conflicts: readonly Conflict[], ofSite: boolean): string {
  if (conflicts.length === 0) return "";
  const lines = conflicts.map(({ path, problem }) => `${printable(path)} ${problem}\n`).join("");
  const them = conflicts.length === 1 ? "it" : "them";
  const fix = conflicts.some(({ lasts }) => lasts === true) ? `move ${them} away` : `--force overwrites ${them}`;
  return `${lines}${ofSite ? "the site was not" : "nothing was"} written: ${files(conflicts.length)} would be lost; ${fix}\n`;
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

/** Takes the time of the stages of a run; each ends the one before. */
function stopwatch() {
  const spent = new Map<string, number>();
  const besides: (readonly [string, number])[] = [];
  let running = "starting the program";
  let since = 0;
  const start = (stage: string, version?: string): void => {
    const moment = performance.now();
    spent.set(running, (spent.get(running) ?? 0) + moment - since);
    running = named(stage, version);
    since = moment;
  };
  return {
    start,
    /** A stage that went on beside the others. */
    beside: (stage: string, version: string | undefined, milliseconds: number): void => {
      besides.push([`${named(stage, version)} (in a thread beside)`, milliseconds]);
    },
    /** One line a stage, in the order of their first start, with the time since the process began at the end. */
    report: (): string => {
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

/** Ends, with 0, when `signal` aborts or the process is asked to end. */
export async function runWatch(
  given: GenerateArguments,
  console: Console,
  signal: AbortSignal = interruption(console),
): Promise<ExitCode> {
  const { input } = given;
  await watch({
    ...given,
    signal,
    run: (pool) => runGenerate({ ...given, pool }, console),
    onEdit: (files) => {
      console.note(`\n${editedText(files, input)}\n`);
    },
    onWaiting: () => {
      console.note(`watching ${printable(input)}; Ctrl-C ends\n`);
    },
    onError: (message) => {
      console.err.write(`${printable(message)}\n`);
    },
  });
  return EXIT.fine;
}

const MOST_NAMES = 3;

function editedText(files: readonly string[], input: string): string {
  const shown = files.slice(0, MOST_NAMES).map((file) => printable(`${input}/${file}`));
  const rest = files.length - shown.length;
  return `${shown.join(", ")}${rest > 0 ? ` and ${String(rest)} more` : ""} changed`;
}
