// Keeps what was read and written of a version by everything that it depends on, for the next run.
import { join } from "node:path";
import { hashOf } from "../cache/hash.ts";
import { readSealed, seal } from "../cache/sealed.ts";
import { writeWhole } from "../cache/write-whole.ts";
import type { OutputFile } from "../emit/emitted-file.ts";
import type { Model } from "../model/model.ts";
import { correctionsFor } from "../register/correction-versions.ts";
import type { VersionEntry } from "../register/register.ts";
import type { Inputs } from "./load-inputs.ts";
import { packFiles, unpackFiles } from "./kept-files.ts";
import { isModel } from "./load-model.ts";
import type { CachePlace } from "./cache-place.ts";
import { findingOf, type PlainFinding, plainFinding } from "./plain-finding.ts";
import type { ReadVersion } from "./read-version.ts";
import { pagesKey } from "./pages-key.ts";

export interface CachedVersion {
  readonly read: ReadVersion;
  readonly model: Model;
  /** Of the model.json, which the model was read of. */
  readonly text: string;
  readonly files: readonly OutputFile[];
}

/** Where the result of a version is kept; undefined where what it depends on can't be told. */
export function versionFile({ folder, tool }: CachePlace, inputs: Inputs, entry: VersionEntry): string | undefined {
  const { register, corrections } = inputs;
  const pages = pagesKey(inputs, entry.pages);
  if (pages === undefined) return undefined;
  const settings = [register.package, entry, correctionsFor(entry.version, corrections, register)];
  return join(folder, `version-${hashOf(JSON.stringify([tool, ...settings, pages]))}.json`);
}

/** Undefined where there is none. */
export function readCachedVersion(file: string, onDamage: (file: string) => void): CachedVersion | undefined {
  const body = readSealed(file, onDamage);
  if (body === undefined) return undefined;
  const cached = decode(body);
  if (cached === undefined) onDamage(file);
  return cached;
}

/** Keeps a version that was read and written; to be called before its findings are renamed for show. */
export function keepVersion(file: string, { findings, repairs, sources }: ReadVersion): Keep {
  const stored: Stored = { findings: findings.map(plainFinding), repairs, sources: [...sources] };
  return (files) => {
    writeWhole(file, seal(packFiles(files, stored)));
  };
}

export type Keep = (files: readonly OutputFile[]) => void;

interface Stored {
  readonly findings: readonly PlainFinding[];
  readonly repairs: number;
  readonly sources: readonly (readonly [string, string])[];
}

/** The checksum vouches for the rest. */
function isStored(value: object): value is Stored {
  return "findings" in value;
}

function decode(body: Buffer): CachedVersion | undefined {
  const unpacked = unpackFiles(body);
  if (unpacked === undefined || !isStored(unpacked.head)) return undefined;
  const { files } = unpacked;
  const text = files.find(({ path }) => path.endsWith("/model.json"))?.content.toString() ?? "null";
  const model: unknown = JSON.parse(text);
  if (!isModel(model)) return undefined;
  const { findings, repairs, sources } = unpacked.head;
  const read = { model, findings: findings.map(findingOf), repairs, sources: new Map(sources) };
  return { read, model, text, files };
}
