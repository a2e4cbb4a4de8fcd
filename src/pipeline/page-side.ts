// Reads a page as one side of a comparison: as a revision of a registered version where it is one, else by itself.
import { relative, resolve, sep } from "node:path";
import { reasonOf } from "../source/thrown.ts";
import type { Finding } from "../source/finding.ts";
import { readRegularFile } from "../source/read-regular-file.ts";
import type { Model } from "../model/model.ts";
import type { PageEntry, VersionEntry } from "../register/read-register.ts";
import { type Inputs, type LoadedVersion, loadSamples, loadVersion } from "./load-inputs.ts";
import type { Pool } from "./pool.ts";
import type { ParsedPage } from "./read-page.ts";

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
  readonly against?: string | undefined;
  readonly uncorrected: boolean;
  readonly pool: Pool;
}

/** What is compared. */
export interface PageSide {
  /** Undefined where the pages could not be read. */
  readonly model?: Model | undefined;
  readonly findings: readonly Finding[];
  readonly sources: ReadonlyMap<string, string>;
  /** What was taken for granted. */
  readonly notes: readonly string[];
}

/** The corrections and other pages of the version hold for a revision of its page too. */
export async function readPageSide(request: PageRequest): Promise<PageSide | { readonly problem: string }> {
  const { path, root, inputs, apiVersion, pool, uncorrected } = request;
  const isOwn = ({ file }: PageEntry): boolean => resolve(root, file) === resolve(path);
  const registered = inputs?.register.versions.find(({ pages }) => pages.some(isOwn));
  const said = apiVersion?.replace(/^v/i, "") ?? registered?.version;
  const kind = request.kind ?? registered?.pages.find(isOwn)?.kind ?? "webhooks";
  const version = said ?? request.against;
  const entry = inputs?.register.versions.find((one) => one.version === version);
  if (entry === undefined || inputs === undefined) {
    const parsed = await readAlone({ ...request, kind, version: said });
    if ("problem" in parsed) return parsed;
    const { model, findings, text } = parsed;
    const sources = new Map(text === undefined ? [] : [[inputPath(root, path), text]]);
    return { model, findings, sources, notes: [] };
  }
  const own = entry.pages.find(isOwn) ?? entry.pages.find((page) => page.kind === kind);
  const note = `${path} is taken for a revision of version ${entry.version}; --api-version says otherwise`;
  return {
    ...(await readModel(loadVersion(inputs, withPage(entry, own, { ...request, kind })), pool, uncorrected)),
    notes: said === undefined ? [note] : [],
  };
}

async function readAlone({
  path,
  root,
  kind: pageKind,
  samples,
  pool,
  version,
}: PageRequest & { readonly version: string | undefined }): Promise<ParsedPage | { readonly problem: string }> {
  let bytes: Uint8Array;
  try {
    bytes = readRegularFile(path);
  } catch (error) {
    return { problem: `${path} can't be read: ${reasonOf(error)}` };
  }
  const loaded = samples === undefined ? undefined : loadSamples(samples, samples);
  const ran = await pool.run<"page">({
    ...{ kind: "page", bytes, file: inputPath(root, path), pageKind, version, samples: loaded },
  });
  return "result" in ran ? ran.result : { findings: [ran.refused] };
}

/** The version with this page in the place of its own of that kind. */
function withPage(
  entry: VersionEntry,
  own: PageEntry | undefined,
  { path, root, kind = "webhooks", samples }: PageRequest,
): VersionEntry {
  const revised = {
    ...(own ?? { kind, at: entry.at }),
    file: inputPath(root, path),
    ...(samples === undefined ? {} : { samples: inputPath(root, samples) }),
  };
  const others = own === undefined ? [...entry.pages, revised] : undefined;
  return { ...entry, pages: others ?? entry.pages.map((page) => (page === own ? revised : page)) };
}

/** Relative to the input folder, with forward slashes, as all places are. */
function inputPath(root: string, path: string): string {
  return relative(resolve(root), resolve(path)).split(sep).join("/");
}

/** A version that is only compared, with or without what its corrections make of it and say. */
export async function readModel(
  loaded: LoadedVersion,
  pool: Pool,
  isUncorrected: boolean,
): Promise<Omit<PageSide, "notes">> {
  const ran = await pool.run<"model">({ kind: "model", loaded });
  if ("refused" in ran) return { findings: [ran.refused], sources: new Map() };
  const { model, uncorrected, findings, sources } = ran.result;
  if (!isUncorrected) return { model, findings, sources };
  const own = findings.filter(({ ruleId }) => ruleId?.startsWith("correction/") !== true);
  return { model: uncorrected, findings: own, sources };
}
