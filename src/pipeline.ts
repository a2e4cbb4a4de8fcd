// The whole flow on one page: register -> documents -> reference -> model -> emitters -> one atomic write.
export { diffVersions, type DiffOptions, type DiffResult } from "./pipeline/diff-versions.ts";
export { loadModel, type LoadedModel } from "./pipeline/load-model.ts";
export { parsePage, type ParsedPage, type ParsePageOptions } from "./pipeline/parse-page.ts";
import type { DiffReport } from "./diff/report.ts";
import type { OutputFile } from "./emit/emitted-file.ts";
import { modelJson } from "./emit/model-json.ts";
import { countFields } from "./model/count-fields.ts";
import type { Model } from "./model/model.ts";
import { diffCache } from "./pipeline/diff-cache.ts";
import { displayFindings } from "./pipeline/display-findings.ts";
import { refuseDriftReport, writeDriftReport } from "./pipeline/drift-report.ts";
import { emitDiffs } from "./pipeline/emit-diffs.ts";
import { emitHere, type EmittedVersion, type Emitter } from "./pipeline/emitter.ts";
import { findDrift } from "./pipeline/find-drift.ts";
import { type Inputs, loadInputs } from "./pipeline/load-inputs.ts";
import { readVersion, type ReadVersion } from "./pipeline/read-version.ts";
import type { Reading } from "./pipeline/reading.ts";
import type { RunMemory } from "./pipeline/remember-run.ts";
import { modelFrom } from "./pipeline/settle-model.ts";
import { readStandingOutput, type StandingOutput } from "./pipeline/standing-output.ts";
import { structuresCache } from "./pipeline/structures-cache.ts";
import {
  type CachedVersion,
  type Keep,
  keepVersion,
  readCachedVersion,
  versionFile,
} from "./pipeline/version-cache.ts";
import type { VersionEntry } from "./register/register.ts";
import type { Finding } from "./source/finding.ts";

export interface GenerateOptions {
  /** Folder with sources.yaml, corrections.yaml and the pages. */
  readonly input: string;
  readonly output: string;
  /** Versions to generate, with or without a leading `v`; the others' output stays as it is. */
  readonly only?: readonly string[];
  /** Compare instead of write. */
  readonly check?: boolean;
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
  /** One report a version whose model is not the one that stood in the output. */
  readonly drift: readonly DiffReport[];
  /** Why nothing could be done at all: an unusable register, an output that can't be written, an unknown version. */
  readonly problem?: { readonly message: string };
  /** Texts of the files that findings name, under the same names. */
  readonly sources: ReadonlyMap<string, string>;
}

interface Outcome {
  readonly entry: VersionEntry;
  readonly read: ReadVersion;
  /** Undefined where nothing is written of the version. */
  readonly written?: WrittenModel;
  /** Keeps what this run makes of them. */
  readonly keep?: Keep;
  readonly accepted: boolean;
  readonly milliseconds: number;
}

interface WrittenModel {
  /** As its model.json gives it back. */
  readonly model: Model;
  /** The model.json. */
  readonly text: string;
  readonly made: Promise<EmittedVersion>;
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
  const outcomes: Outcome[] = [];
  const reading = readingOf(options);
  for (const entry of inputs.chosen) {
    onProgress({ stage: "reading", version: entry.version });
    const started = performance.now();
    const { known, ...outcome } = await readOrRecall(inputs, entry, reading, { ...options, emitter });
    const accepted = isAccepted(outcome.read, options);
    const { model } = outcome.read;
    const written =
      model === undefined || !accepted ? undefined : (known ?? writtenModel(model, inputs.register.package, emitter));
    const milliseconds = performance.now() - started;
    outcomes.push({ entry, ...outcome, ...(written === undefined ? {} : { written }), accepted, milliseconds });
  }
  const told = displayFindings(
    input,
    [...inputs.findings, ...outcomes.flatMap(({ read }) => read.findings)],
    new Map([...inputs.sources, ...outcomes.flatMap(({ read }) => [...read.sources])]),
  );
  const written = await emit(inputs, outcomes, standing, { ...options, emitter });
  if ("problem" in written) return { ...NOTHING, ...told, problem: written.problem };
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

interface Recalled extends Pick<Outcome, "read" | "keep"> {
  /** What an earlier run made of the same pages. */
  readonly known?: WrittenModel;
}

function readingOf({ memory, onDamage = () => undefined }: GenerateOptions): Reading {
  const reading = { pages: new Map(), structures: new Map() };
  if (memory === undefined) return reading;
  return { ...reading, kept: { structures: structuresCache(memory, onDamage) } };
}

async function readOrRecall(
  inputs: Inputs,
  entry: VersionEntry,
  reading: Reading,
  { memory, emitter, onDamage = () => undefined }: EmittingOptions,
): Promise<Recalled> {
  const file = memory === undefined ? undefined : versionFile(memory, inputs, entry);
  const cached: CachedVersion | undefined = file === undefined ? undefined : readCachedVersion(file, onDamage);
  if (cached !== undefined) {
    const { read, model, text, files } = cached;
    return { read, known: { model, text, made: Promise.resolve({ files, milliseconds: 0 }) } };
  }
  emitter.prepare();
  const read = await readVersion(inputs, entry, reading);
  // A page that was edited meanwhile would be kept under what it held before.
  const stands = memory !== undefined && file !== undefined && file === versionFile(memory, inputs, entry);
  return { read, ...(stands ? { keep: keepVersion(file, read) } : {}) };
}

/** Its files are begun at once; what fails is told when they are waited for. */
function writtenModel(model: Model, packageName: string, emitter: Emitter): WrittenModel {
  const text = modelJson(model);
  const made = emitter.emit(text, packageName);
  made.catch(() => undefined);
  return { model: modelFrom(text), text, made };
}

const NOTHING = { versions: [], changes: [], drift: [] } as const;

function isAccepted(read: ReadVersion, { keepGoing = false, strict = false }: GenerateOptions): boolean {
  if (read.model === undefined) return false;
  return keepGoing || !read.findings.some(({ fatal }) => fatal === true || (strict && fatal === false));
}

interface Written {
  readonly changes: readonly OutputChange[];
  readonly drift: readonly DiffReport[];
  /** Of the decisions about neighbouring versions. */
  readonly findings: readonly Finding[];
  readonly milliseconds: ReadonlyMap<string, number>;
}

async function emit(
  inputs: Inputs,
  outcomes: readonly Outcome[],
  standing: StandingOutput,
  options: EmittingOptions,
): Promise<Written | { readonly problem: { readonly message: string } }> {
  const { output, check = false, today, memory, emitter } = options;
  const { onProgress = () => undefined, onDamage = () => undefined } = options;
  const { emitPackage, versionFolder, writeOutput, compareOutput } = await import("./emit/index.ts");
  const written = outcomes.flatMap((outcome) =>
    outcome.written === undefined ? [] : [{ ...outcome, ...outcome.written }],
  );
  const fresh = new Map(written.map((outcome) => [outcome.entry.version, outcome]));
  const versions = inputs.register.versions.map(({ version }) => version);
  const models = new Map(
    versions.flatMap((version) => {
      const model = fresh.get(version)?.model ?? standing.modelOf(version);
      return model === undefined ? [] : [[version, model] as const];
    }),
  );
  const milliseconds = new Map<string, number>();
  if (models.size === 0) return { changes: [], drift: [], findings: [], milliseconds };
  const { existing } = standing;
  const files: OutputFile[] = [...emitPackage([...models.values()], { name: inputs.register.package, existing })];
  onProgress({ stage: "comparing versions" });
  const { decisions } = inputs;
  const textOf = (version: string): string | undefined => fresh.get(version)?.text ?? standing.textOf(version);
  const diffs = await emitDiffs({
    ...{ versions, models, decisions },
    ...(today === undefined ? {} : { today }),
    ...(memory === undefined ? {} : { memory: diffCache(memory, { decisions, textOf, onDamage }) }),
  });
  files.push(...diffs.files);
  const moved = written.filter(({ entry: { version }, text }) => text !== standing.textOf(version));
  const drift = await findDrift(
    standing.modelOf,
    moved.map(({ model }) => model),
    decisions,
  );
  for (const { entry, made, keep } of written) {
    const { version } = entry;
    onProgress({ stage: "waiting for types and schemas" });
    const emitted = await made;
    if (emitted.milliseconds > 0) {
      onProgress({ stage: "writing types and schemas", version, milliseconds: emitted.milliseconds });
    }
    keep?.(emitted.files);
    files.push(...emitted.files);
    milliseconds.set(version, emitted.milliseconds);
  }
  const saved = emitter.save();
  const kept = inputs.register.versions
    .filter(({ version }) => !fresh.has(version))
    .map(({ version }) => `${versionFolder(version)}/`);
  const keep = (path: string): boolean => kept.some((folder) => path.startsWith(folder));
  onProgress({ stage: check ? "comparing" : "writing" });
  memory?.onFiles(files);
  const result = check ? await compareOutput(output, files, { keep }) : await writeOutput(output, files, { keep });
  for (const file of await saved) onDamage(file);
  if (result.state === "failed") return { problem: { message: result.error.message } };
  const { added, changed, removed } = result.changes;
  const changes = [
    ...added.map((path): OutputChange => ({ path, change: "added" })),
    ...changed.map((path): OutputChange => ({ path, change: "changed" })),
    ...removed.map((path): OutputChange => ({ path, change: "removed" })),
  ];
  changes.sort((a, b) => (a.path < b.path ? -1 : 1));
  return { changes, drift, findings: diffs.findings, milliseconds };
}

function summarise(
  { entry: { version }, read, accepted, milliseconds }: Outcome,
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
    state: accepted ? (touched ? "written" : "unchanged") : standing.modelOf(version) !== undefined ? "kept" : "failed",
    milliseconds: milliseconds + (written.milliseconds.get(version) ?? 0),
  };
}
