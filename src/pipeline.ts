// The whole flow on one page: load -> per version (read -> model -> emit) -> compare -> one atomic write.
import { join } from "node:path";
import type { DiffReport } from "./diff/report.ts";
import type { OutputFile } from "./emit/emitted-file.ts";
import type { Conflict } from "./emit/output/plan.ts";
import { versionFolder } from "./emit/names.ts";
import type { Finding } from "./source/finding.ts";
import type { Model } from "./model/model.ts";
import { compareNeighbours, findDrift, refuseDriftReport, writeDriftReport } from "./pipeline/compare-versions.ts";
import { type Inputs, loadInputs, loadVersion } from "./pipeline/load-inputs.ts";
import {
  FINDINGS_FILE,
  modelFrom,
  type CurrentOutput,
  readCurrentOutput,
  readFindings,
  textAt,
} from "./pipeline/load-model.ts";
import { crashFinding, displayFindings } from "./pipeline/findings.ts";
import { type Pool, openPool } from "./pipeline/pool.ts";
import { refuseSite } from "./pipeline/refuse-site.ts";
import { mainPage } from "./pipeline/read-version.ts";
import { type VersionResult, type VersionTask, isAccepted } from "./pipeline/tasks.ts";
import { type RunMemory, modelText } from "./pipeline/version-cache.ts";
import type { VersionEntry } from "./register/read-register.ts";

export interface GenerateOptions {
  /** Folder with sources.yaml, corrections.yaml and the pages. */
  readonly input: string;
  readonly output: string;
  /** Folder for a static site of the versions: overview, reviews and a page a version. Holds nothing else but what its owner adds. */
  readonly site?: string;
  /** Versions to generate, with or without a leading `v`; the others' output stays as it is. */
  readonly only?: readonly string[];
  /** Compare instead of write. */
  readonly check?: boolean;
  /** Overwrite files of the output that were edited, or that others wrote. */
  readonly force?: boolean;
  /** A version with warnings is treated as one with errors. */
  readonly strict?: boolean;
  /** Write what could be read of a version with errors. */
  readonly keepGoing?: boolean;
  /** File for the Markdown review of what changed against the current output; never inside the output. */
  readonly driftReport?: string;
  /** ISO date, for acceptances that end. Without it none has ended. */
  readonly today?: string;
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Runs the versions; by default one of its own, which gives each version `timeLimit` seconds. */
  readonly pool?: Pool;
  readonly timeLimit?: number;
  /** Rejects with its reason when it aborts; what is there then is the old or the new output, whole. */
  readonly signal?: AbortSignal;
  /** Takes results of versions from earlier runs, and keeps those of this one. */
  readonly memory?: RunMemory;
}

export interface ProgressEvent {
  readonly stage: string;
  readonly version?: string;
  /** Set where the stage is over, and went on beside others: what it took. */
  readonly milliseconds?: number;
}

export interface VersionSummary {
  readonly version: string;
  readonly webhooks: number;
  readonly fields: number;
  readonly repairs: number;
  readonly warnings: number;
  readonly errors: number;
  /** `kept`: an error keeps the last good output; `failed`: there was none to keep. */
  readonly state: "written" | "unchanged" | "kept" | "failed";
  readonly milliseconds: number;
}

export interface OutputChange {
  /** Relative to the output; in the site with the site's folder before it. */
  readonly path: string;
  readonly change: "added" | "changed" | "removed";
}

export interface GenerateResult {
  readonly versions: readonly VersionSummary[];
  /** With files as the user would name them. */
  readonly findings: readonly Finding[];
  /** Those of `findings` that the output did not record before. */
  readonly fresh: readonly Finding[];
  readonly changes: readonly OutputChange[];
  /** Files that only `force` overwrites; where there are any, nothing was written, or no site where there are versions. */
  readonly conflicts?: readonly Conflict[];
  /** One report a version whose model is not the one in the output before. */
  readonly drift: readonly DiffReport[];
  /** Why nothing could be done at all: an unusable register, an output that can't be written, an unknown version. */
  readonly problem?: { readonly message: string };
  /** Texts of the files that findings name, under the same names. */
  readonly sources: ReadonlyMap<string, string>;
}

export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const { input, output, only, check = false, driftReport, memory, onProgress = () => undefined } = options;
  const refused =
    (driftReport === undefined ? undefined : await refuseDriftReport(driftReport, output)) ??
    (await refuseSite(options));
  if (refused !== undefined) return { ...NOTHING, findings: [], sources: new Map(), problem: { message: refused } };
  const loaded = loadInputs(input, only);
  if ("problem" in loaded)
    return { ...NOTHING, ...displayFindings(input, loaded.findings, loaded.sources), problem: loaded.problem };
  const { inputs } = loaded;
  memory?.onInputs(inputs);
  const current = await readCurrentOutput(output, check);
  if ("problem" in current) return { ...NOTHING, findings: [], sources: new Map(), problem: current.problem };
  const outcomes = await makeVersions(inputs, options);
  const found = outcomes.flatMap(({ result }) => result.findings);
  const texts = new Map([...inputs.sources, ...outcomes.flatMap(({ result }) => [...result.sources])]);
  const known = new Set(found.filter(current.records));
  const shown = displayFindings(input, [...inputs.findings, ...found], texts);
  onProgress({ stage: "comparing versions" });
  const made = await compose(inputs, outcomes, current, options);
  options.signal?.throwIfAborted();
  onProgress({ stage: check ? "comparing" : "writing" });
  if (made.files !== undefined) memory?.onFiles(made.files);
  const written = await bring(output, made, options);
  if (!("changes" in written)) return { ...NOTHING, ...shown, ...written };
  const { changes } = written;
  const { changes: ofSite, ...refusals } = await writeSite(made, inputs.register.package, options);
  const { drift } = made;
  const unwritten = driftReport === undefined ? undefined : await writeDriftReport(driftReport, drift, input);
  const findings = [...shown.findings, ...displayFindings(input, made.findings, new Map()).findings];
  return {
    versions: outcomes.map((outcome) => summarise(outcome, current, changes)),
    ...refusals,
    ...{ changes: [...changes, ...ofSite], drift, sources: shown.sources, findings },
    fresh: findings.filter((one) => !known.has(one)),
    ...(unwritten === undefined ? {} : { problem: { message: unwritten } }),
  };
}

const NOTHING = { versions: [], changes: [], drift: [], fresh: [] } as const;

interface Outcome {
  readonly entry: VersionEntry;
  readonly result: VersionResult;
  /** Undefined where nothing is written of the version. */
  readonly written?: WrittenVersion;
}

interface WrittenVersion {
  /** As its model.json gives it back. */
  readonly model: Model;
  /** The model.json. */
  readonly text: string;
  readonly files: readonly OutputFile[];
}

/** All versions at once, as far as there are cores for them. */
async function makeVersions(inputs: Inputs, options: GenerateOptions): Promise<readonly Outcome[]> {
  const { strict = false, keepGoing = false, memory, onProgress = () => undefined } = options;
  const pool = options.pool ?? openPool(options);
  try {
    onProgress({ stage: "reading pages, writing types and schemas" });
    return await Promise.all(
      inputs.chosen.map(async (entry): Promise<Outcome> => {
        const task: VersionTask = {
          kind: "version",
          loaded: loadVersion(inputs, entry),
          packageName: inputs.register.package,
          accept: { strict, keepGoing },
        };
        const result = memory?.get(task) ?? (await makeVersion(task, pool, memory));
        const { version } = entry;
        const { milliseconds, files, findings } = result;
        if (milliseconds > 0) onProgress({ stage: "reading and writing", version, milliseconds });
        if (files === undefined || !isAccepted(findings, task.accept)) return { entry, result };
        const text = modelText(files);
        return { entry, result, written: { model: modelFrom(text), text, files } };
      }),
    );
  } finally {
    if (options.pool === undefined) await pool.close();
  }
}

async function makeVersion(task: VersionTask, pool: Pool, memory: RunMemory | undefined): Promise<VersionResult> {
  const ran = await pool.run<"version">(task);
  if ("refused" in ran) return { ...NO_RESULT, findings: [ran.refused] };
  if (ran.result.files !== undefined) memory?.keep(task, ran.result);
  return ran.result;
}

const NO_RESULT = { repairs: 0, webhooks: 0, fields: 0, sources: new Map(), milliseconds: 0 } as const;

interface Package {
  /** Undefined where there is no version at all. */
  readonly files: readonly OutputFile[] | undefined;
  /** Beginnings of paths of the output that stay as they are. */
  readonly kept: readonly string[];
  /** Of every version that there is, and of the steps between them. */
  readonly models: readonly Model[];
  readonly reports: readonly DiffReport[];
  readonly drift: readonly DiffReport[];
  /** Of the decisions about neighbouring versions, and of comparisons that failed. */
  readonly findings: readonly Finding[];
}

/** What the versions make together, with those whose last good output is kept. */
async function compose(
  { register, decisions }: Inputs,
  outcomes: readonly Outcome[],
  current: CurrentOutput,
  { today }: GenerateOptions,
): Promise<Package> {
  const fresh = new Map(
    outcomes.flatMap(({ entry, written }) => (written === undefined ? [] : [[entry.version, written] as const])),
  );
  const versions = register.versions.map(({ version }) => version);
  const models = new Map(
    versions.flatMap((version) => {
      const model = fresh.get(version)?.model ?? current.modelOf(version);
      return model === undefined ? [] : [[version, model] as const];
    }),
  );
  if (models.size === 0) return { files: undefined, kept: [], models: [], reports: [], drift: [], findings: [] };
  const { emitPackage } = await import("./emit/emit-package.ts");
  const compared = await compareNeighbours({
    ...{ versions, models, decisions },
    ...(today === undefined ? {} : { today }),
  });
  const moved = [...fresh].flatMap(([version, { model, text }]) => (text === current.textOf(version) ? [] : [model]));
  const drift = await findDrift(current.modelOf, moved, decisions);
  const failures = [...compared.failed, ...drift.failed].map(({ version, thrown }) => {
    const entry = register.versions.find((one) => one.version === version);
    return crashFinding("comparison", entry === undefined ? "" : mainPage(entry), thrown);
  });
  return {
    files: [
      ...emitPackage([...models.values()], { name: register.package, existing: current.existing }),
      ...compared.files,
      ...[...fresh.values()].flatMap((written) => written.files),
    ],
    kept: [
      ...versions.filter((version) => !fresh.has(version)).map((version) => `${versionFolder(version)}/`),
      ...compared.failed.map(({ path }) => `${path}.`),
    ],
    models: [...models.values()],
    reports: compared.reports,
    drift: drift.reports,
    findings: [...compared.findings, ...failures],
  };
}

/** Writes a folder, or compares it. */
async function bring(
  output: string,
  { files, kept }: Pick<Package, "files" | "kept">,
  { check = false, force = false }: GenerateOptions,
): Promise<{ readonly changes: readonly OutputChange[] } | Pick<GenerateResult, "problem" | "conflicts">> {
  if (files === undefined) return { changes: [] };
  const { writeOutput, compareOutput } = await import("./emit/write-output.ts");
  const keep = (path: string): boolean => kept.some((start) => path.startsWith(start));
  const result = check
    ? await compareOutput(output, files, { keep })
    : await writeOutput(output, files, { keep, force });
  if (result.state === "failed") return { problem: { message: result.error.message } };
  if (result.state === "conflicts") return { conflicts: result.conflicts };
  const { added, changed, removed } = result.changes;
  const changes = [
    ...added.map((path): OutputChange => ({ path, change: "added" })),
    ...changed.map((path): OutputChange => ({ path, change: "changed" })),
    ...removed.map((path): OutputChange => ({ path, change: "removed" })),
  ];
  return { changes: changes.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

/** Nothing is changed where no site was asked for, or there is no version at all. */
async function writeSite(
  { files = [], models, reports }: Package,
  title: string,
  options: GenerateOptions,
): Promise<Pick<GenerateResult, "changes" | "problem" | "conflicts">> {
  const { site, output } = options;
  if (site === undefined || models.length === 0) return { changes: [] };
  const { siteFiles } = await import("./site/site.ts");
  const fresh = new Map(files.map(({ path, content }) => [path, String(content)]));
  const textOf = (path: string): string | undefined => fresh.get(path) ?? textAt(join(output, path));
  const versions = models.map((model) => {
    const folder = versionFolder(model.version);
    const findings = readFindings(textOf(`${folder}/${FINDINGS_FILE}`));
    return { model, types: textOf(`${folder}/types.ts`) ?? "", findings };
  });
  const made = await bring(site, { files: siteFiles({ title, versions, reports }), kept: [] }, options);
  const inSite = <Named extends { readonly path: string }>(one: Named): Named => ({
    ...one,
    path: `${site}/${one.path}`,
  });
  if ("changes" in made) return { changes: made.changes.map(inSite) };
  return { ...made, changes: [], ...(made.conflicts && { conflicts: made.conflicts.map(inSite) }) };
}

function summarise(
  { entry: { version }, result, written }: Outcome,
  current: CurrentOutput,
  changes: readonly OutputChange[],
): VersionSummary {
  const { webhooks, fields, repairs, findings, milliseconds } = result;
  const touched = changes.some(({ path }) => path.startsWith(`${versionFolder(version)}/`));
  return {
    ...{ version, webhooks, fields, repairs, milliseconds },
    warnings: findings.filter(({ fatal }) => fatal === false).length,
    errors: findings.filter(({ fatal }) => fatal === true).length,
    state: written !== undefined ? (touched ? "written" : "unchanged") : current.modelOf(version) ? "kept" : "failed",
  };
}
