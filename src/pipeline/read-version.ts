// Reads the pages of one version and builds its corrected model.
import { formatOf } from "../formats/choose-format.ts";
import type { Finding } from "../source/finding.ts";
import { buildModel } from "../model/build-model.ts";
import { applyCorrections } from "../model/corrections/apply-corrections.ts";
import type { Model, PageRecord } from "../model/model.ts";
import type { Reference } from "../reference/reference.ts";
import type { PageEntry, VersionEntry } from "../register/read-register.ts";
import { crashFinding, fileError, mainPage, rescued } from "./findings.ts";
import type { LoadedPage, LoadedVersion } from "./load-inputs.ts";
import { agreed, type ReadPage, readPage } from "./read-page.ts";

export interface ReadVersion {
  /** Undefined where no page of webhooks could be read. */
  readonly model?: Model;
  /** What the pages say, before any correction. */
  readonly uncorrected?: Model;
  readonly findings: readonly Finding[];
  /** What the pages were read to. */
  readonly references: readonly Reference[];
  readonly repairs: number;
  /** Texts of the pages, by file. */
  readonly sources: ReadonlyMap<string, string>;
}

/** Called with the index of the page that is read next. */
export type OnPage = (index: number) => void;

export async function readLoaded(loaded: LoadedVersion, onPage: OnPage = () => undefined): Promise<ReadVersion> {
  const { entry, pages } = loaded;
  const findings: Finding[] = [];
  const sources = new Map<string, string>();
  const readings: ReadPage[] = [];
  for (const [index, page] of pages.entries()) {
    onPage(index);
    const read = await readLoadedPage(page, entry);
    findings.push(...read.findings);
    if (read.text !== undefined) sources.set(page.file, read.text);
    readings.push(read);
  }
  const references = agreed(readings, entry.conventions);
  const samples = references.flatMap(({ sections }) => sections).flatMap((section) => section.samples);
  const repairs = samples.flatMap((sample) => sample.repairs).length;
  onPage(pages.findIndex(({ kind }) => kind === "webhooks"));
  if (references.every(({ kind, sections }) => kind !== "webhooks" || sections.length === 0)) {
    return {
      findings: [...findings, ...references.flatMap((reference) => reference.findings)],
      references,
      repairs: 0,
      sources,
    };
  }
  const read = await rescued<Pick<ReadVersion, "model" | "uncorrected" | "findings">>(
    () => modelOf(loaded, references),
    (thrown) => ({ findings: [crashFinding("model", mainPage(entry), thrown)] }),
  );
  return { ...read, findings: [...findings, ...read.findings], references, repairs, sources };
}

export async function readLoadedPage(
  { file, kind, hasStructures, bytes, problem = "", samples }: LoadedPage,
  { conventions }: Pick<VersionEntry, "conventions">,
): Promise<ReadPage> {
  const format = formatOf(file);
  if (format === undefined)
    return { findings: [fileError("document/format", file, "the file's ending names no format that can be read")] };
  if (bytes === undefined)
    return { findings: [fileError("document/unreadable", file, `the page can't be read: ${problem}`)] };
  return readPage(bytes, { file, format, kind, hasStructures, conventions, samples });
}

function modelOf(
  { entry, corrections }: LoadedVersion,
  references: readonly Reference[],
): Pick<ReadVersion, "model" | "uncorrected" | "findings"> {
  const info = {
    version: entry.version,
    status: entry.status,
    pages: entry.pages.map(recordOf),
    conventions: entry.conventions,
  };
  const built = buildModel(references, info);
  const corrected = applyCorrections(built.model, corrections);
  return {
    model: corrected.model,
    uncorrected: built.model,
    findings: [...built.findings, ...corrected.findings],
  };
}

function recordOf({ kind, file, url, revised }: PageEntry): PageRecord {
  return { kind, file, ...(url === undefined ? {} : { url }), ...(revised === undefined ? {} : { revised }) };
}
