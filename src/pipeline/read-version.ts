// Reads the pages of one version and builds its corrected model.
import { buildModel } from "../model/build-model.ts";
import { applyCorrections } from "../model/corrections/apply-corrections.ts";
import type { Model, PageRecord } from "../model/model.ts";
import type { Reference } from "../reference/reference.ts";
import { correctionsFor } from "../register/correction-versions.ts";
import type { PageEntry, VersionEntry } from "../register/register.ts";
import type { Finding } from "../source/finding.ts";
import type { Inputs } from "./load-inputs.ts";
import { yieldOf } from "./page-yield.ts";
import { readStructures } from "./read-structures.ts";
import { type Reading, readOnce } from "./reading.ts";

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
  const { register, corrections } = inputs;
  const described = await readStructures(inputs, entry.pages, reading);
  const findings: Finding[] = [];
  const sources = new Map<string, string>();
  const references: Reference[] = [];
  let repairs = 0;
  for (const page of entry.pages) {
    const read = described.pages.get(page.file) ?? yieldOf(await readOnce(inputs, page, reading));
    findings.push(...read.findings);
    repairs += read.repairs;
    if (read.text !== undefined) sources.set(page.file, read.text);
    if (read.reference !== undefined) references.push(read.reference);
  }
  if (references.every(({ kind, sections }) => kind !== "webhooks" || sections.length === 0)) {
    return { findings: [...findings, ...references.flatMap((reference) => reference.findings)], repairs: 0, sources };
  }
  const info = { version: entry.version, status: entry.status, pages: entry.pages.map(recordOf) };
  const built = buildModel(references, info, described.built);
  const corrected = applyCorrections(built.model, correctionsFor(entry.version, corrections, register));
  return {
    model: corrected.model,
    uncorrected: built.model,
    findings: [...findings, ...built.findings, ...corrected.findings],
    repairs,
    sources,
  };
}

function recordOf({ kind, file, url, revised }: PageEntry): PageRecord {
  return { kind, file, ...(url === undefined ? {} : { url }), ...(revised === undefined ? {} : { revised }) };
}
