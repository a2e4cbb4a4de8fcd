// Reads the pages of one version and builds its corrected model.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { formatOf } from "../documents/read-document.ts";
import { indexSamples } from "../documents/sample-folder.ts";
import type { Finding } from "../findings/finding.ts";
import { buildModel } from "../model/build-model.ts";
import { applyCorrections } from "../model/corrections/apply-corrections.ts";
import type { Model, PageRecord } from "../model/model.ts";
import type { Reference } from "../reference/reference.ts";
import { correctionsFor } from "../register/correction-versions.ts";
import type { PageEntry, VersionEntry } from "../register/register.ts";
import { fileError, type Inputs } from "./load-inputs.ts";
import type { PieceCache } from "./piece-cache.ts";
import { readPage, type ReadPage } from "./read-page.ts";

export interface ReadVersion {
  /** Undefined where no page of webhooks could be read. */
  readonly model?: Model;
  /** What the pages say, before any correction. */
  readonly uncorrected?: Model;
  readonly findings: readonly Finding[];
  readonly repairs: number;
  readonly sources: ReadonlyMap<string, string>;
}

export interface Reading {
  /** Pages that were read before, and those that are read now: versions may share one. */
  readonly pages: Map<string, Promise<ReadPage>>;
  /** What earlier runs parsed of a page; undefined where there is no place to keep it. */
  readonly piecesOf: (file: string) => PieceCache | undefined;
}

export async function readVersion(
  inputs: Inputs,
  entry: VersionEntry,
  { pages, piecesOf }: Reading = { pages: new Map(), piecesOf: () => undefined },
): Promise<ReadVersion> {
  const { register, corrections } = inputs;
  const findings: Finding[] = [];
  const sources = new Map<string, string>();
  const references: Reference[] = [];
  for (const page of entry.pages) {
    const key = JSON.stringify([page.kind, page.file, page.samples]);
    const reading = pages.get(key) ?? readRegisteredPage(inputs, page, piecesOf(page.file));
    pages.set(key, reading);
    const read = await reading;
    findings.push(...read.findings);
    if (read.text !== undefined) sources.set(page.file, read.text);
    if (read.reference !== undefined) references.push(read.reference);
  }
  if (references.every(({ kind, sections }) => kind !== "webhooks" || sections.length === 0)) {
    return { findings: [...findings, ...references.flatMap((reference) => reference.findings)], repairs: 0, sources };
  }
  const built = buildModel(references, {
    version: entry.version,
    status: entry.status,
    pages: entry.pages.map(recordOf),
  });
  const corrected = applyCorrections(built.model, correctionsFor(entry.version, corrections, register));
  return {
    model: corrected.model,
    uncorrected: built.model,
    findings: [...findings, ...built.findings, ...corrected.findings],
    repairs: references.flatMap(({ sections }) =>
      sections.flatMap(({ samples }) => samples.flatMap(({ repairs }) => repairs)),
    ).length,
    sources,
  };
}

async function readRegisteredPage(
  { root, arrived }: Inputs,
  { file, kind, samples }: PageEntry,
  pieces: PieceCache | undefined,
): Promise<ReadPage> {
  const format = formatOf(file);
  if (format === undefined)
    return { findings: [fileError("document/format", file, "the file's ending names no format that can be read")] };
  let bytes: Uint8Array;
  try {
    bytes = arrived?.get(file) ?? (await readFile(join(root, file)));
  } catch (error) {
    return {
      findings: [
        fileError(
          "document/unreadable",
          file,
          `the page can't be read: ${error instanceof Error ? error.message.replace(join(root, file), file) : String(error)}`,
        ),
      ],
    };
  }
  const index = samples === undefined ? undefined : indexSamples(join(root, samples), samples);
  const read = await readPage(bytes, {
    file,
    format,
    kind,
    ...(index === undefined ? {} : { readSample: index.readSample }),
    ...(pieces === undefined ? {} : { pieces }),
  });
  pieces?.save();
  return { ...read, findings: [...(index?.findings ?? []), ...read.findings] };
}

function recordOf({ kind, file, url, revised }: PageEntry): PageRecord {
  return { kind, file, ...(url === undefined ? {} : { url }), ...(revised === undefined ? {} : { revised }) };
}
