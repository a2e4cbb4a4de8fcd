// The tasks of the pool: pure functions of what they are given, which touch no file.
import { hashOf } from "./cache.ts";
import type { OutputFile } from "../emit/emitted-file.ts";
import type { FormattedCode } from "../emit/format-code.ts";
import { modelJson } from "../emit/model-json.ts";
import { versionFolder } from "../emit/names.ts";
import { reportJson } from "../source/report-json.ts";
import { judgePage } from "../fetch/judge-page.ts";
import type { Refusal } from "../fetch/request-page.ts";
import type { Finding } from "../source/finding.ts";
import { countFields } from "../model/body.ts";
import type { Model } from "../model/model.ts";
import type { VersionClaim } from "../reference/reference.ts";
import { formatOf } from "../formats/choose-format.ts";
import type { DeclaredConventions } from "../register/conventions.ts";
import type { LoadedPage, LoadedSamples, LoadedVersion } from "./load-inputs.ts";
import { FINDINGS_FILE, modelFrom } from "./load-model.ts";
import { type PlainFinding, plainFinding, crashFinding } from "./findings.ts";
import { type ReadPage, readPage, parsePage } from "./read-page.ts";
import { mainPage, type OnPage, readLoaded, readLoadedPage } from "./read-version.ts";

/** Everything that a version needs to become files. */
export interface VersionTask {
  readonly kind: "version";
  readonly loaded: LoadedVersion;
  readonly packageName: string;
  readonly accept: Acceptance;
}

/** Which versions are written though something is wrong with them. */
export interface Acceptance {
  /** A version with warnings is treated as one with errors. */
  readonly strict: boolean;
  /** Write what could be read of a version with errors. */
  readonly keepGoing: boolean;
}

export interface VersionResult {
  readonly findings: readonly PlainFinding[];
  readonly repairs: number;
  readonly webhooks: number;
  readonly fields: number;
  /** Texts of the pages, by file. */
  readonly sources: readonly (readonly [file: string, text: string])[];
  /** Sorted by path; undefined where the version is not accepted, or can't be written. */
  readonly files?: readonly OutputFile[];
  /** What it took. */
  readonly milliseconds: number;
}

/** A version for a comparison. */
export interface ModelTask {
  readonly kind: "model";
  readonly loaded: LoadedVersion;
}

export interface ModelResult {
  /** As its model.json gives it back, like `uncorrected`. */
  readonly model?: Model;
  /** What the pages say, before any correction. */
  readonly uncorrected?: Model;
  readonly findings: readonly PlainFinding[];
  readonly sources: readonly (readonly [file: string, text: string])[];
}

/** A page by itself. */
export interface PageTask {
  readonly kind: "page";
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly pageKind?: "webhooks" | "structures";
  readonly version?: string;
  readonly samples?: LoadedSamples;
  /** What the register says of the page, where it lists it. */
  readonly registered?: RegisteredPage;
}

/** What a register says of a page that it lists. */
export interface RegisteredPage {
  readonly conventions: DeclaredConventions;
  readonly hasStructures?: true;
  /** The other pages of webhooks of its version. */
  readonly beside: readonly LoadedPage[];
}

export interface PageResult {
  /** Undefined where nothing could be read. */
  readonly model?: Model;
  readonly findings: readonly PlainFinding[];
  readonly text?: string;
  readonly claims?: readonly VersionClaim[];
}

/** A page that has arrived. */
export interface JudgeTask {
  readonly kind: "judge";
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly pageKind: "webhooks" | "structures";
  readonly mediaType: string;
  /** Versions that the register says the page describes. */
  readonly versions: readonly string[];
  readonly conventions: DeclaredConventions;
  readonly hasStructures?: true;
  /** Other pages of its version hold webhooks. */
  readonly isBeside?: boolean;
}

export interface JudgeResult {
  /** Undefined where the page is to be taken. */
  readonly refusal?: Refusal;
}

export type Task = VersionTask | ModelTask | PageTask | JudgeTask;
export interface Results {
  readonly version: VersionResult;
  readonly model: ModelResult;
  readonly page: PageResult;
  readonly judge: JudgeResult;
}

/** The pages of a task, of which `OnPage` gets the index. */
export function pagesOf(task: Task): readonly string[] {
  return "loaded" in task ? task.loaded.pages.map(({ file }) => file) : [task.file];
}

/** `formatted` holds code that was formatted before in this thread, and gets what is new: versions share most of theirs. */
export function runTask<K extends Task["kind"]>(
  task: Extract<Task, { readonly kind: K }>,
  onPage: OnPage,
  formatted: FormattedCode,
): Promise<Results[K]>;
export function runTask(task: Task, onPage: OnPage, formatted: FormattedCode): Promise<Results[Task["kind"]]> {
  switch (task.kind) {
    case "version":
      return makeVersion(task, onPage, formatted);
    case "model":
      return makeModel(task, onPage);
    case "page":
      return makePage(task);
    case "judge":
      return judge(task);
  }
}

async function makeVersion(
  { loaded, packageName, accept }: VersionTask,
  onPage: OnPage,
  formatted: FormattedCode,
): Promise<VersionResult> {
  const started = performance.now();
  const { model, findings, repairs, sources } = await readLoaded(loaded, onPage);
  const emitted =
    model === undefined || !isAccepted(findings, accept)
      ? { findings: [] }
      : await emitFiles(model, { packageName, formatted, page: mainPage(loaded.entry) });
  const all = [...findings, ...emitted.findings];
  return {
    findings: all.map(plainFinding),
    repairs,
    webhooks: model?.webhooks.length ?? 0,
    fields: model === undefined ? 0 : countFields(model),
    sources: [...sources],
    ...("files" in emitted ? { files: withFindings(emitted.files, loaded.entry.version, all) } : {}),
    milliseconds: performance.now() - started,
  };
}

/** Beside the model, so that a change of what was found on the pages is reviewed too. */
function withFindings(
  files: readonly OutputFile[],
  version: string,
  findings: readonly Finding[],
): readonly OutputFile[] {
  const content = reportJson(findings);
  const made = { path: `${versionFolder(version)}/${FINDINGS_FILE}`, content, hash: hashOf(content) };
  return [...files, made].sort((one, other) => (one.path < other.path ? -1 : 1));
}

export function isAccepted(findings: readonly Pick<Finding, "fatal">[], { keepGoing, strict }: Acceptance): boolean {
  return keepGoing || !findings.some(({ fatal }) => fatal === true || (strict && fatal === false));
}

/** What an emitter throws is an error of the version. */
async function emitFiles(
  model: Model,
  { packageName, formatted, page }: { packageName: string; formatted: FormattedCode; page: string },
): Promise<{ readonly findings: readonly Finding[]; readonly files?: readonly OutputFile[] }> {
  try {
    const { emitVersion } = await import("../emit/index.ts");
    const text = modelJson(model);
    const files = await emitVersion(modelFrom(text), { packageName, formatted, text });
    return { findings: [], files: files.map((file) => ({ ...file, hash: hashOf(file.content) })) };
  } catch (thrown) {
    return { findings: [crashFinding("emitter", page, thrown)] };
  }
}

async function makeModel({ loaded }: ModelTask, onPage: OnPage): Promise<ModelResult> {
  const { model, uncorrected, findings, sources } = await readLoaded(loaded, onPage);
  return {
    ...(model === undefined ? {} : { model: modelFrom(modelJson(model)) }),
    ...(uncorrected === undefined ? {} : { uncorrected: modelFrom(modelJson(uncorrected)) }),
    findings: findings.map(plainFinding),
    sources: [...sources],
  };
}

async function makePage({ bytes, file, pageKind, version, samples, registered }: PageTask): Promise<PageResult> {
  const { conventions = {}, hasStructures, beside = [] } = registered ?? {};
  const readings: ReadPage[] = [];
  for (const page of beside) readings.push(await readLoadedPage(page, { conventions }));
  const parsed = await parsePage(bytes, {
    ...{ conventions, file, beside: readings },
    ...(hasStructures === true && { hasStructures }),
    ...(pageKind === undefined ? {} : { kind: pageKind }),
    ...(version === undefined ? {} : { version }),
    ...(samples === undefined ? {} : { samples }),
  });
  return { ...parsed, findings: parsed.findings.map(plainFinding) };
}

async function judge({ bytes, pageKind, hasStructures, conventions, ...arrived }: JudgeTask): Promise<JudgeResult> {
  const read = await readPage(bytes, {
    ...{ file: arrived.file, kind: pageKind, format: formatOf(arrived.file) ?? "text", conventions },
    ...(hasStructures === true && { hasStructures }),
  });
  const refusal = judgePage({ ...arrived, read });
  return refusal === undefined ? {} : { refusal };
}
