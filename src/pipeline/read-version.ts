// Reads the pages of one version and builds its corrected model.
import type { Finding } from "../findings/finding.ts";
import { buildModel } from "../model/build-model.ts";
import { applyCorrections } from "../model/corrections/apply-corrections.ts";
import type { Model, PageRecord } from "../model/model.ts";
import type { Reference } from "../reference/reference.ts";
import { correctionsFor } from "../register/correction-versions.ts";
import type { PageEntry, VersionEntry } from "../register/register.ts";
import { crashFinding, rescued } from "./crash-finding.ts";
import { type Inputs, REGISTER_FILE } from "./load-inputs.ts";
import { yieldOf } from "./page-yield.ts";
import { type ReadStructures, readStructures } from "./read-structures.ts";
import { readOnce, type Reading } from "./reading.ts";

export interface ReadVersion {
  /** Undefined where no page of webhooks could be read. */
  readonly model?: Model;
  /** What the pages say, before any correction. */
  readonly uncorrected?: Model;
  readonly findings: readonly Finding[];
  readonly repairs: number;
  readonly sources: ReadonlyMap<string, string>;
}

export async function readVersion(
  inputs: Inputs,
  entry: VersionEntry,
  reading: Reading = { pages: new Map(), structures: new Map() },
): Promise<ReadVersion> {
  const described = await readStructures(inputs, entry.pages, reading);
  const findings: Finding[] = [];
  const sources = new Map<string, string>();
  const references: Reference[] = [];
  let repairs = 0;
  for (const page of entry.pages) {
    const read = described.pages.get(page.file) ?? yieldOf(await readOnce(inputs, page, reading, entry.conventions));
    findings.push(...read.findings);
    repairs += read.repairs;
    if (read.text !== undefined) sources.set(page.file, read.text);
    if (read.reference !== undefined) references.push(read.reference);
  }
  if (references.every(({ kind, sections }) => kind !== "webhooks" || sections.length === 0)) {
    return { findings: [...findings, ...references.flatMap((reference) => reference.findings)], repairs: 0, sources };
  }
  const read = await rescued<Omit<ReadVersion, "repairs" | "sources">>(
    () => modelOf(inputs, entry, references, described),
    (thrown) => ({ findings: [crashFinding("model", mainPage(entry), thrown)] }),
  );
  return { ...read, findings: [...findings, ...read.findings], repairs, sources };
}

function modelOf(
  { register, corrections }: Inputs,
  entry: VersionEntry,
  references: readonly Reference[],
  described: ReadStructures,
): Pick<ReadVersion, "model" | "uncorrected" | "findings"> {
  const info = { version: entry.version, status: entry.status, pages: entry.pages.map(recordOf), conventions: entry.conventions };
  const built = buildModel(references, info, described.structures());
  const corrected = applyCorrections(built.model, correctionsFor(entry.version, corrections, register));
  return {
    model: corrected.model,
    uncorrected: built.model,
    findings: [...built.findings, ...corrected.findings],
  };
}

/** The page that stands for a version where something fails that belongs to no page alone. */
export function mainPage({ pages }: VersionEntry): string {
  return (pages.find(({ kind }) => kind === "webhooks") ?? pages[0])?.file ?? REGISTER_FILE;
}

function recordOf({ kind, file, url, revised }: PageEntry): PageRecord {
  return { kind, file, ...(url === undefined ? {} : { url }), ...(revised === undefined ? {} : { revised }) };
}
