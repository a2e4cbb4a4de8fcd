// The whole flow on one page: register -> documents -> reference -> model -> emitters -> one atomic write.
import type { DiffReport } from "./diff/report.ts";
import type { OutputFile } from "./emit/emitted-file.ts";
import type { Conflict } from "./emit/index.ts";
import { versionFolder } from "./emit/names.ts";
import { modelJson } from "./emit/model-json.ts";
import type { Finding } from "./findings/finding.ts";
import { countFields } from "./model/count-fields.ts";
import type { Model } from "./model/model.ts";
import { emitHere, type EmittedVersion, type Emitter } from "./pipeline/emitter.ts";
import { crashFinding, rescued } from "./pipeline/crash-finding.ts";
import { displayFindings } from "./pipeline/display-findings.ts";
import { refuseDriftReport, writeDriftReport } from "./pipeline/drift-report.ts";
import { emitDiffs } from "./pipeline/emit-diffs.ts";
import { findDrift } from "./pipeline/find-drift.ts";
import { loadInputs, type Inputs, REGISTER_FILE } from "./pipeline/load-inputs.ts";
import type { Reading } from "./pipeline/reading.ts";
import { mainPage, readVersion, type ReadVersion } from "./pipeline/read-version.ts";
import { modelFrom } from "./pipeline/settle-model.ts";
import { readStandingOutput, type StandingOutput } from "./pipeline/standing-output.ts";
import type { RunMemory } from "./pipeline/remember-run.ts";
import {
  type CachedVersion,
  type Keep,
  keepVersion,
  readCachedVersion,
  versionEntryName,
} from "./pipeline/version-cache.ts";
import type { VersionEntry } from "./register/register.ts";

export { diffVersions, type DiffOptions, type DiffResult } from "./pipeline/diff-versions.ts";
export { loadModel, type LoadedModel } from "./pipeline/load-model.ts";
export { parsePage, type ParsedPage, type ParsePageOptions } from "./pipeline/parse-page.ts";

export interface GenerateOptions {
  /** Folder with sources.yaml, corrections.yaml and the pages. */
  readonly input: string;
  readonly output: string;
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
  /** File for the Markdown review of what changed against the output that stands; never inside the output. */
  readonly driftReport?: string;
  /** ISO date, for acceptances that end. Without it none has ended. */
  readonly today?: string;
  readonly onProgress?: (event: ProgressEvent) => void;
  /** Makes the files of versions; by default in this thread. */
  readonly emitter?: Emitter;
  /** Takes results of versions from earlier runs, and keeps those of this one. */
  readonly memory?: RunMemory;
  /** Told of files of the cache that can't be used. */
  readonly onDamage?: (file: string) => void;
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
  readonly path: string;
  readonly change: "added" | "changed" | "removed";
}

export interface GenerateResult {
  readonly versions: readonly VersionSummary[];
  /** With files as the user would name them. */
  readonly findings: readonly Finding[];
  readonly changes: readonly OutputChange[];
  /** Files that only `force` overwrites; where there are any, nothing was written. */
  readonly conflicts?: readonly Conflict[];
  /** One report a version whose model is not the one that stood in the output. */
  readonly drift: readonly DiffReport[];
  /** Why nothing could be done at all: an unusable register, an output that can't be written, an unknown version. */
  readonly problem?: { readonly message: string };
  /** Texts of the files that findings name, under the same names. */
  readonly sources: ReadonlyMap<string, string>;
}

interface Begun {
  readonly entry: VersionEntry;
  readonly read: ReadVersion;
  /** Undefined where nothing is written of the version. */
  readonly made: Promise<WrittenModel> | undefined;
  /** Keeps what this run makes of the pages. */
  readonly keep: Keep | undefined;
  readonly milliseconds: number;
}

interface Outcome {
  readonly entry: VersionEntry;
  readonly read: ReadVersion;
  /** Undefined where nothing is written of the version. */
  readonly written?: WrittenModel;
  readonly milliseconds: number;
}

interface WrittenModel extends EmittedVersion {
  /** As its model.json gives it back. */
  readonly model: Model;
  /** The model.json. */
  readonly text: string;
}

export async function generate(options: GenerateOptions): Promise<GenerateResult> {
  const { input, output, only, check = false, driftReport, onProgress = () => undefined } = options;
  const emitter = options.emitter ?? emitHere();
  const refused = driftReport === undefined ? undefined : await refuseDriftReport(driftReport, output);
  if (refused !== undefined) return { ...NOTHING, findings: [], sources: new Map(), problem: { message: refused } };
  const loaded = loadInputs(input, only);
  if ("problem" in loaded)
    return { ...NOTHING, ...displayFindings(input, loaded.findings, loaded.sources), problem: loaded.problem };
  const { inputs } = loaded;
  options.memory?.onInputs(inputs);
  const standing = await readStandingOutput(output, check);
  if ("problem" in standing) return { ...NOTHING, findings: [], sources: new Map(), problem: standing.problem };
  const begun: Begun[] = [];
  const reading: Reading = { pages: new Map(), structures: new Map() };
  for (const entry of inputs.chosen) {
    onProgress({ stage: "reading", version: entry.version });
    const started = performance.now();
    const { known, read, keep } = await readOrRecall(inputs, entry, reading, { ...options, emitter });
    const made = isAccepted(read, options) ? (known ?? begin(read, inputs.register.package, emitter)) : undefined;
    begun.push({ entry, read, made, keep, milliseconds: performance.now() - started });
  }
  const outcomes: Outcome[] = [];
  for (const one of begun) {
    onProgress({ stage: "waiting for types and schemas" });
    const outcome = await finish(one);
    outcomes.push(outcome);
    const milliseconds = outcome.written?.milliseconds ?? 0;
    if (milliseconds > 0) {
      onProgress({ stage: "writing types and schemas", version: outcome.entry.version, milliseconds });
    }
  }
  const told = displayFindings(
    input,
    [...inputs.findings, ...outcomes.flatMap(({ read }) => read.findings)],
    new Map([...inputs.sources, ...outcomes.flatMap(({ read }) => [...read.sources])]),
  );
  const written = await write(inputs, outcomes, standing, options);
  if (!("drift" in written)) return { ...NOTHING, ...told, ...written };
  const { changes, drift } = written;
  const unwritten = driftReport === undefined ? undefined : await writeDriftReport(driftReport, drift, input);
  return {
    versions: outcomes.map((outcome) => summarise(outcome, standing, written)),
    ...{ changes, drift, sources: told.sources },
    findings: [...told.findings, ...displayFindings(input, written.findings, new Map()).findings],
    ...(unwritten === undefined ? {} : { problem: { message: unwritten } }),
  };
}

type EmittingOptions = GenerateOptions & { readonly emitter: Emitter };

interface Recalled extends Pick<Begun, "read" | "keep"> {
  /** What an earlier run made of the same pages. */
  readonly known?: Promise<WrittenModel>;
}

async function readOrRecall(
  inputs: Inputs,
  entry: VersionEntry,
  reading: Reading,
  { memory, emitter, onDamage = () => undefined }: EmittingOptions,
): Promise<Recalled> {
  const name = memory === undefined ? undefined : versionEntryName(memory, inputs, entry);
  const cached: CachedVersion | undefined = name === undefined ? undefined : readCachedVersion(name, onDamage);
  if (cached !== undefined) {
    const { read, ...known } = cached;
    return { read, keep: undefined, known: Promise.resolve({ ...known, milliseconds: 0 }) };
  }
  emitter.prepare();
  const read = await readVersion(inputs, entry, reading);
  // A page that was edited meanwhile would be kept under what it held before.
  const stands = memory !== undefined && name?.key === versionEntryName(memory, inputs, entry)?.key;
  return { read, keep: stands && name !== undefined ? keepVersion(name, read) : undefined };
}

/** What fails is thrown where it is waited for. */
function begin({ model }: ReadVersion, packageName: string, emitter: Emitter): Promise<WrittenModel> | undefined {
  if (model === undefined) return undefined;
  const made = Promise.resolve().then(async () => {
    const text = modelJson(model);
    const emitted = emitter.emit(text, packageName);
    emitted.catch(() => undefined);
    return { model: modelFrom(text), text, ...(await emitted) };
  });
  made.catch(() => undefined);
  return made;
}

/** What an emitter throws is an error of the version, of which nothing is written. */
function finish({ entry, read, made, keep, milliseconds }: Begun): Promise<Outcome> {
  return rescued<Outcome>(
    async () => {
      const written = await made;
      if (written !== undefined) keep?.(written.files);
      return { entry, read, milliseconds, ...(written === undefined ? {} : { written }) };
    },
    (thrown) => ({
      entry,
      read: { ...read, findings: [...read.findings, crashFinding("emitter", mainPage(entry), thrown)] },
      milliseconds,
    }),
  );
}

const NOTHING = { versions: [], changes: [], drift: [] } as const;

function isAccepted(read: ReadVersion, { keepGoing = false, strict = false }: GenerateOptions): boolean {
  if (read.model === undefined) return false;
  return keepGoing || !read.findings.some(({ fatal }) => fatal === true || (strict && fatal === false));
}

interface Written {
  readonly changes: readonly OutputChange[];
  readonly drift: readonly DiffReport[];
  /** Of the decisions about neighbouring versions, and of comparisons that failed. */
  readonly findings: readonly Finding[];
}

async function write(
  inputs: Inputs,
  outcomes: readonly Outcome[],
  standing: StandingOutput,
  options: GenerateOptions,
): Promise<Written | Pick<GenerateResult, "problem" | "conflicts">> {
  const { output, check = false, force = false, today, memory, onProgress = () => undefined } = options;
  const { emitPackage, writeOutput, compareOutput } = await import("./emit/index.ts");
  const fresh = new Map(
    outcomes.flatMap(({ entry, written }) => (written === undefined ? [] : [[entry.version, written] as const])),
  );
  const versions = inputs.register.versions.map(({ version }) => version);
  const models = new Map(
    versions.flatMap((version) => {
      const model = fresh.get(version)?.model ?? standing.modelOf(version);
      return model === undefined ? [] : [[version, model] as const];
    }),
  );
  if (models.size === 0) return { changes: [], drift: [], findings: [] };
  const { existing } = standing;
  onProgress({ stage: "comparing versions" });
  const { decisions } = inputs;
  const diffs = await emitDiffs({ versions, models, decisions, ...(today === undefined ? {} : { today }) });
  const moved = [...fresh].flatMap(([version, { model, text }]) => (text === standing.textOf(version) ? [] : [model]));
  const drift = await findDrift(standing.modelOf, moved, decisions);
  const files: OutputFile[] = [
    ...emitPackage([...models.values()], { name: inputs.register.package, existing }),
    ...diffs.files,
    ...[...fresh.values()].flatMap((written) => written.files),
  ];
  const kept = [
    ...versions.filter((version) => !fresh.has(version)).map((version) => `${versionFolder(version)}/`),
    ...diffs.failed.map(({ path }) => `${path}.`),
  ];
  const keep = (path: string): boolean => kept.some((start) => path.startsWith(start));
  onProgress({ stage: check ? "comparing" : "writing" });
  memory?.onFiles(files);
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
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  const failures = [...diffs.failed, ...drift.failed].map(({ version, thrown }) => {
    const entry = inputs.register.versions.find((one) => one.version === version);
    return crashFinding("comparison", entry === undefined ? REGISTER_FILE : mainPage(entry), thrown);
  });
  return { changes, drift: drift.reports, findings: [...diffs.findings, ...failures] };
}

function summarise(
  { entry: { version }, read, written: made, milliseconds }: Outcome,
  standing: StandingOutput,
  written: Written,
): VersionSummary {
  const touched = written.changes.some(({ path }) => path.startsWith(`v${version}/`));
  const { model } = read;
  return {
    version,
    webhooks: model?.webhooks.length ?? 0,
    fields: model === undefined ? 0 : countFields(model),
    repairs: read.repairs,
    warnings: read.findings.filter(({ fatal }) => fatal === false).length,
    errors: read.findings.filter(({ fatal }) => fatal === true).length,
    state:
      made !== undefined
        ? touched
          ? "written"
          : "unchanged"
        : standing.modelOf(version) !== undefined
          ? "kept"
          : "failed",
    milliseconds: milliseconds + (made?.milliseconds ?? 0),
  };
}
