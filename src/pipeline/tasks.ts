// The tasks of the pool: pure functions of what they are given, which touch no file.
import { hashOf } from "./cache.ts";
import type { OutputFile } from "../emit/emitted-file.ts";
import type { FormattedCode } from "../emit/libraries.ts";
import { modelJson } from "../emit/model-json.ts";
import { versionFolder } from "../emit/names.ts";
import { reportJson } from "../source/report.ts";
import { judgePage } from "../fetch/judge-page.ts";
import type { Refusal } from "../fetch/request-page.ts";
import type { Reference } from "../reference/reference.ts";
import type { Finding } from "../source/finding.ts";
import { countFields } from "../model/body.ts";
import type { Model } from "../model/model.ts";
import { formatOf } from "../formats/choose-format.ts";
import type { DeclaredConventions } from "../register/conventions.ts";
import type { LoadedPage, LoadedSamples, LoadedVersion } from "./load-inputs.ts";
import { FINDINGS_FILE, modelFrom, normalModel } from "./load-model.ts";
import { type Acceptance, crashFinding, isAccepted, mainPage, rescued } from "./findings.ts";
import { type ParsedPage, type ReadPage, readPage, parsePage } from "./read-page.ts";
import { type OnPage, readLoaded, readLoadedPage, type ReadVersion } from "./read-version.ts";
import { selfCheck } from "./self-check.ts";

/** Everything that a version needs to become files. */
export interface VersionTask {
  readonly kind: "version";
  readonly loaded: LoadedVersion;
  readonly packageName: string;
  readonly accept: Acceptance;
}

export interface VersionResult extends Pick<ReadVersion, "findings" | "repairs" | "sources"> {
  readonly webhooks: number;
  readonly fields: number;
  /** Sorted by path; undefined where the version is not accepted, or can't be written. */
  readonly files?: readonly OutputFile[];
  /** What it took. */
  readonly milliseconds: number;
}

/** A version for a comparison: its models come as their model.json gives them back. */
interface ModelTask {
  readonly kind: "model";
  readonly loaded: LoadedVersion;
}

/** A page by itself. */
export interface PageTask {
  readonly kind: "page";
  readonly bytes: Uint8Array;
  readonly file: string;
  readonly pageKind?: "webhooks" | "structures" | undefined;
  readonly version?: string | undefined;
  readonly samples?: LoadedSamples | undefined;
  /** What the register says of the page, where it lists it. */
  readonly registered?: RegisteredPage | undefined;
}

/** What a register says of a page that it lists. */
export interface RegisteredPage {
  readonly conventions: DeclaredConventions;
  readonly hasStructures?: true;
  /** The other pages of webhooks of its version. */
  readonly beside: readonly LoadedPage[];
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

export type Task = VersionTask | ModelTask | PageTask | JudgeTask;
export interface Results {
  readonly version: VersionResult;
  readonly model: Omit<ReadVersion, "repairs">;
  readonly page: ParsedPage;
  /** Undefined where the page is to be taken. */
  readonly judge: { readonly refusal: Refusal | undefined };
}

/** `formatted` holds code that was formatted before in this thread, and gets what is new: versions share most of theirs. */
export function runTask<K extends Task["kind"]>(
  task: Extract<Task, { readonly kind: K }>,
  onPage: OnPage,
  formatted: FormattedCode,
): Promise<Results[K]>;
export async function runTask(task: Task, onPage: OnPage, formatted: FormattedCode): Promise<Results[Task["kind"]]> {
  switch (task.kind) {
    case "version":
      return makeVersion(task, onPage, formatted);
    case "model": {
      const { model, uncorrected, findings, sources } = await readLoaded(task.loaded, onPage);
      return {
        ...(model && { model: normalModel(model) }),
        ...(uncorrected && { uncorrected: normalModel(uncorrected) }),
        ...{ findings, sources },
      };
    }
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
  const { model, uncorrected, references, repairs, sources, ...read } = await readLoaded(loaded, onPage);
  // Before the samples of the package are made.
  const findings = [...read.findings, ...(await checkSamples(uncorrected, references, loaded))];
  const emitted =
    model === undefined || !isAccepted(findings, accept)
      ? { findings: [] }
      : await emitFiles(model, { packageName, formatted, page: mainPage(loaded.entry) });
  const all = [...findings, ...emitted.findings];
  return {
    ...{ findings: all, repairs, sources },
    webhooks: model?.webhooks.length ?? 0,
    fields: model === undefined ? 0 : countFields(model),
    ...("files" in emitted ? { files: withFindings(emitted.files, loaded.entry.version, all) } : {}),
    milliseconds: performance.now() - started,
  };
}

/** By the validators of what the pages say, before any correction. */
async function checkSamples(
  model: Model | undefined,
  references: readonly Reference[],
  { entry }: LoadedVersion,
): Promise<readonly Finding[]> {
  if (model === undefined) return [];
  const { nameVersion } = await import("../emit/names.ts");
  const { validatorsCode } = await import("../emit/validators/validators-code.ts");
  return rescued(
    () => selfCheck(model, references, validatorsCode(model, nameVersion(model))),
    (thrown) => [crashFinding("emitter", mainPage(entry), thrown)],
  );
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

/** What an emitter throws is an error of the version. */
async function emitFiles(
  model: Model,
  { packageName, formatted, page }: { packageName: string; formatted: FormattedCode; page: string },
): Promise<{ readonly findings: readonly Finding[]; readonly files?: readonly OutputFile[] }> {
  try {
    const { emitVersion } = await import("../emit/emit-version.ts");
    const text = modelJson(model);
    const files = await emitVersion(modelFrom(text), { packageName, formatted, text });
    return { findings: [], files: files.map((file) => ({ ...file, hash: hashOf(file.content) })) };
  } catch (thrown) {
    return { findings: [crashFinding("emitter", page, thrown)] };
  }
}

async function makePage({ pageKind, registered, ...page }: PageTask): Promise<ParsedPage> {
  const { conventions = {}, hasStructures, beside = [] } = registered ?? {};
  const readings: ReadPage[] = [];
  for (const other of beside) readings.push(await readLoadedPage(other, { conventions }));
  return parsePage(page.bytes, { ...page, kind: pageKind, conventions, hasStructures, beside: readings });
}

async function judge({
  bytes,
  pageKind,
  hasStructures,
  conventions,
  ...arrived
}: JudgeTask): Promise<Results["judge"]> {
  const { file } = arrived;
  const format = formatOf(file) ?? "text";
  const read = await readPage(bytes, { file, kind: pageKind, format, conventions, hasStructures });
  return { refusal: judgePage({ ...arrived, read }) };
}
