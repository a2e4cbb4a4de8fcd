// Keeps what came of comparing two models, for runs in which neither has changed.
import { join } from "node:path";
import { hashOf } from "../cache/hash.ts";
import { readSealed, seal } from "../cache/sealed.ts";
import { writeWhole } from "../cache/write-whole.ts";
import type { DiffReport } from "../diff/report.ts";
import type { Decisions } from "../register/read-decisions.ts";
import type { ComparedVersions } from "./compare-versions.ts";
import type { DiffMemory } from "./emit-diffs.ts";
import { packFiles, unpackFiles } from "./kept-files.ts";
import type { CachePlace } from "./cache-place.ts";

export interface DiffCacheInput {
  readonly decisions: Decisions;
  /** The text of the model.json of a version. */
  readonly textOf: (version: string) => string | undefined;
  readonly onDamage: (file: string) => void;
}

export function diffCache({ folder, tool }: CachePlace, { decisions, textOf, onDamage }: DiffCacheInput): DiffMemory {
  const hashes = new Map<string, string>();
  const hashFor = (version: string): string => {
    const hash = hashes.get(version) ?? hashOf(textOf(version) ?? "");
    hashes.set(version, hash);
    return hash;
  };
  const fileOf = (old: string, now: string): string =>
    join(folder, `diff-${hashOf(JSON.stringify([tool, hashFor(old), hashFor(now), decisions]))}.json`);
  return {
    recall: (old, now) => readCompared(fileOf(old, now), onDamage),
    keep: (old, now, compared) => {
      writeWhole(fileOf(old, now), seal(packFiles(compared.files)));
    },
  };
}

function readCompared(file: string, onDamage: (file: string) => void): ComparedVersions | undefined {
  const body = readSealed(file, onDamage);
  if (body === undefined) return undefined;
  const files = unpackFiles(body)?.files;
  const report: unknown = JSON.parse(files?.find(({ path }) => path.endsWith(".json"))?.content.toString() ?? "null");
  if (files !== undefined && isReport(report)) return { report, files };
  onDamage(file);
  return undefined;
}

/** Reading a printed report gives an equal one; the checksum vouches for it. */
function isReport(value: unknown): value is DiffReport {
  return typeof value === "object" && value !== null && "changes" in value;
}
