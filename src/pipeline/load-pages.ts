// Loads what the pages of a version hold, with the samples that they may name: whoever reads them needs no files any more.
import { join } from "node:path";
import { indexSamples } from "../formats/sample-folder.ts";
import { readRegularFile } from "../source/read-regular-file.ts";
import { finding, type Finding } from "../source/finding.ts";
import type { Correction } from "../register/correction.ts";
import { correctionsFor } from "../register/correction-versions.ts";
import type { PageEntry, VersionEntry } from "../register/register.ts";
import { hashOf } from "./cache.ts";
import type { Inputs } from "./load-inputs.ts";
import { type PlainFinding, plainFinding } from "./plain-finding.ts";

/** All that a version depends on; plain data. */
export interface LoadedVersion {
  readonly entry: VersionEntry;
  readonly corrections: readonly Correction[];
  /** In the order of the entry's pages. */
  readonly pages: readonly LoadedPage[];
}

export interface LoadedPage extends Pick<PageEntry, "kind" | "file"> {
  /** Undefined where the file can't be read, for the reason in `problem`. */
  readonly bytes?: Uint8Array;
  readonly problem?: string;
  readonly samples?: LoadedSamples;
}

export interface LoadedSamples {
  /** By name, without ending. */
  readonly files: ReadonlyMap<string, { readonly file: string; readonly text: string }>;
  readonly findings: readonly PlainFinding[];
}

export function loadVersion({ root, register, corrections, arrived }: Inputs, entry: VersionEntry): LoadedVersion {
  return {
    entry,
    corrections: correctionsFor(entry.version, corrections, register),
    pages: entry.pages.map(({ kind, file, samples }) => ({
      ...{ kind, file },
      ...loadBytes(root, file, arrived),
      ...(samples === undefined ? {} : { samples: loadSamples(join(root, samples), samples) }),
    })),
  };
}

function loadBytes(
  root: string,
  file: string,
  arrived: Inputs["arrived"],
): Pick<LoadedPage, "bytes"> | Pick<LoadedPage, "problem"> {
  try {
    return { bytes: arrived?.get(file) ?? readRegularFile(join(root, file)) };
  } catch (error) {
    return { problem: error instanceof Error ? error.message.replace(join(root, file), file) : String(error) };
  }
}

/** In characters, of all samples of a page. */
const MOST_SAMPLES = 64 * 1024 * 1024;

/** `displayRoot` is the folder's path for findings, relative to the input folder. */
export function loadSamples(root: string, displayRoot: string): LoadedSamples {
  const { names, readSample, findings } = indexSamples(root, displayRoot);
  const files = new Map<string, { readonly file: string; readonly text: string }>();
  let left = MOST_SAMPLES;
  for (const name of names) {
    const sample = readSample(name);
    if (sample === undefined) continue;
    left -= sample.text.length;
    if (left < 0) return { files, findings: [...findings, tooMuch(displayRoot)].map(plainFinding) };
    files.set(name, sample);
  }
  return { files, findings: findings.map(plainFinding) };
}

function tooMuch(file: string): Finding {
  return finding({
    rule: "document/sample-folder",
    severity: "warning",
    message: `the samples folder holds more than ${String(MOST_SAMPLES)} characters; the rest is not read`,
    at: { file, line: 1, column: 1, offset: 0 },
  });
}

/** Differs for every two versions that may read differently: contents go in by their hashes. */
export function keyOfVersion({ entry, corrections, pages }: LoadedVersion): string {
  const contents = pages.map(({ bytes, problem, samples }) => [
    bytes === undefined ? { problem } : hashOf(bytes),
    samples && hashOf(JSON.stringify([[...samples.files], samples.findings])),
  ]);
  return JSON.stringify([entry, corrections, contents]);
}
