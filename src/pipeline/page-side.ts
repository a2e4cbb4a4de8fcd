// Reads a page as one side of a comparison: as a revision of a registered version where it is one, else by itself.
import { relative, resolve, sep } from "node:path";
import type { Finding } from "../source/finding.ts";
import { readRegularFile } from "../source/read-regular-file.ts";
import type { Model } from "../model/model.ts";
import type { VersionEntry } from "../register/read-register.ts";
import { type Inputs, type LoadedVersion, loadSamples, loadVersion } from "./load-inputs.ts";
import { findingOf, plainFinding } from "./findings.ts";
import type { Pool } from "./pool.ts";
import type { ReadVersion } from "./read-version.ts";
import type { PageResult } from "./tasks.ts";

export interface PageRequest {
  readonly path: string;
  /** The input folder; places of evidence are relative to it. */
  readonly root: string;
  /** Absent where there is no register. */
  readonly inputs?: Inputs;
  readonly kind?: "webhooks" | "structures";
  /** Folder of the JSON files that the page's components name. */
  readonly samples?: string;
  /** The version that the page describes, where the user says it. */
  readonly apiVersion?: string;
  /** The version on the other side. */
  readonly against?: string;
  readonly uncorrected: boolean;
  readonly pool: Pool;
}

export interface PageSide {
  readonly model?: Model;
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
  /** What was taken for granted. */
  readonly notes: readonly string[];
}

/** The corrections and other pages of the version hold for a revision of its page too. */
export async function readPageSide(request: PageRequest): Promise<PageSide | { readonly problem: string }> {
  const { path, root, inputs, apiVersion } = request;
  const registered = inputs?.register.versions.find(({ pages }) => pages.some(({ file }) => isSame(root, file, path)));
  const said = apiVersion?.replace(/^v/i, "") ?? registered?.version;
  const kind = request.kind ?? registered?.pages.find(({ file }) => isSame(root, file, path))?.kind ?? "webhooks";
  const alone = said === undefined || inputs === undefined ? await readAlone({ ...request, kind }, said) : undefined;
  if (alone !== undefined && "problem" in alone) return alone;
  const assumed = said ?? versionOf(alone, request.against);
  const entry = inputs?.register.versions.find(({ version }) => version === assumed);
  if (entry === undefined || inputs === undefined) {
    return sideOf(alone ?? (await readAlone({ ...request, kind }, assumed)), request);
  }
  const revised = withPage(entry, { ...request, kind });
  const { model, uncorrected, findings, sources } = await readModel(loadVersion(inputs, revised), request.pool);
  const chosen = request.uncorrected ? uncorrected : model;
  return {
    ...(chosen === undefined ? {} : { model: chosen }),
    findings: request.uncorrected
      ? findings.filter(({ ruleId }) => ruleId?.startsWith("correction/") !== true)
      : findings,
    sources,
    notes:
      said === undefined
        ? [`${path} is taken for a revision of version ${entry.version}; --api-version says otherwise`]
        : [],
  };
}

/** The one that the page names, before that of the other side; a page that names several may mean the other side's. */
function versionOf(parsed: PageResult | undefined, against: string | undefined): string | undefined {
  if (against === undefined) return undefined;
  const claimed = parsed?.claims?.map(({ version }) => version) ?? [];
  const [first] = claimed;
  const base = against.split("-")[0] ?? against;
  return first === undefined || claimed.includes(against) || claimed.includes(base) ? against : first;
}

async function readAlone(
  { path, root, kind, samples, pool }: PageRequest,
  version: string | undefined,
): Promise<PageResult | { readonly problem: string }> {
  let bytes: Uint8Array;
  try {
    bytes = readRegularFile(path);
  } catch (error) {
    return { problem: `${path} can't be read: ${error instanceof Error ? error.message : String(error)}` };
  }
  const ran = await pool.run<"page">({
    kind: "page",
    bytes,
    file: inputPath(root, path),
    ...(kind === undefined ? {} : { pageKind: kind }),
    ...(samples === undefined ? {} : { samples: loadSamples(samples, samples) }),
    ...(version === undefined ? {} : { version }),
  });
  return "result" in ran ? ran.result : { findings: [plainFinding(ran.refused)] };
}

function sideOf(
  parsed: PageResult | { readonly problem: string },
  { root, path }: PageRequest,
): PageSide | { readonly problem: string } {
  if ("problem" in parsed) return parsed;
  const { model, findings, text } = parsed;
  return {
    ...(model === undefined ? {} : { model }),
    findings: findings.map(findingOf),
    sources: new Map(text === undefined ? [] : [[inputPath(root, path), text]]),
    notes: [],
  };
}

/** The version with this page in the place of its own of that kind. */
function withPage(entry: VersionEntry, { path, root, kind = "webhooks", samples }: PageRequest): VersionEntry {
  const file = inputPath(root, path);
  const own =
    entry.pages.find((page) => isSame(root, page.file, path)) ?? entry.pages.find((page) => page.kind === kind);
  const revised = {
    ...(own ?? { kind, at: entry.at }),
    file,
    ...(samples === undefined ? {} : { samples: inputPath(root, samples) }),
  };
  return {
    ...entry,
    pages: own === undefined ? [...entry.pages, revised] : entry.pages.map((page) => (page === own ? revised : page)),
  };
}

/** Relative to the input folder, with forward slashes, as all places are. */
function inputPath(root: string, path: string): string {
  return relative(resolve(root), resolve(path)).split(sep).join("/");
}

function isSame(root: string, file: string, path: string): boolean {
  return resolve(root, file) === resolve(path);
}

/** The model of a version that is only compared. */
export async function readModel(
  loaded: LoadedVersion,
  pool: Pool,
): Promise<Pick<ReadVersion, "model" | "uncorrected" | "findings" | "sources">> {
  const ran = await pool.run<"model">({ kind: "model", loaded });
  if ("refused" in ran) return { findings: [ran.refused], sources: new Map() };
  const { findings, sources, ...models } = ran.result;
  return { ...models, findings: findings.map(findingOf), sources: new Map(sources) };
}
