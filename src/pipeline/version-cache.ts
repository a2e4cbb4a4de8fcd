// Keeps what was read and written of a version by everything that it depends on, for the next run.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { VFileMessage } from "vfile-message";
import { hashOf } from "../cache/hash.ts";
import { markUsed } from "../cache/prune.ts";
import { seal, unseal } from "../cache/sealed.ts";
import { writeWhole } from "../cache/write-whole.ts";
import type { EmittedFile } from "../emit/emitted-file.ts";
import type { Finding } from "../findings/finding.ts";
import { correctionsFor } from "../register/correction-versions.ts";
import type { VersionEntry } from "../register/register.ts";
import type { Inputs } from "./load-inputs.ts";
import { isModel } from "./load-model.ts";
import type { ReadVersion } from "./read-version.ts";
import { recordPages } from "./record-inputs.ts";

export interface CachePlace {
  readonly folder: string;
  /** Hash of the program. */
  readonly tool: string;
}

export interface CachedVersion {
  readonly read: ReadVersion;
  readonly files: readonly EmittedFile[];
}

/** Where the result of a version is kept; undefined where what it depends on can't be told. */
export function versionFile({ folder, tool }: CachePlace, inputs: Inputs, entry: VersionEntry): string | undefined {
  const { root, register, corrections, arrived } = inputs;
  if (arrived !== undefined) return undefined;
  try {
    const { files, folders, absent } = recordPages(root, entry);
    if (absent.length > 0) return undefined;
    const key = hashOf(
      JSON.stringify([
        ...[tool, root, register.package, entry, correctionsFor(entry.version, corrections, register)],
        ...files.map(({ path, hash }) => [path, hash]),
        ...folders.map(({ path, names }) => [path, names]),
      ]),
    );
    return join(folder, `version-${key}.json`);
  } catch {
    return undefined;
  }
}

/** Undefined where there is none. */
export function readCachedVersion(file: string, onDamage: (file: string) => void): CachedVersion | undefined {
  let text;
  try {
    text = readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
  const body = unseal(text);
  if (body !== undefined) {
    const stored: unknown = JSON.parse(body);
    const cached = isStored(stored) ? revive(stored) : undefined;
    if (cached !== undefined) {
      markUsed(file);
      return cached;
    }
  }
  onDamage(file);
  return undefined;
}

/** Keeps a version that was read and written; to be called before its findings are renamed for show. */
export function keepVersion(file: string, { findings, repairs, sources }: ReadVersion): Keep {
  const stored = { findings: findings.map(plain), repairs, sources: [...sources] };
  return (files) => {
    const body = JSON.stringify({ ...stored, files } satisfies Stored);
    writeWhole(file, seal(body));
  };
}

export type Keep = (files: readonly EmittedFile[]) => void;

interface Stored {
  readonly findings: readonly PlainFinding[];
  readonly repairs: number;
  readonly sources: readonly (readonly [string, string])[];
  readonly files: readonly EmittedFile[];
}

type PlainFinding = Pick<Finding, "reason" | "ruleId" | "source" | "fatal" | "file" | "place" | "actual" | "expected">;

function plain({ reason, ruleId, source, fatal, file, place, actual, expected }: Finding): PlainFinding {
  return { reason, ruleId, source, fatal, file, place, actual, expected };
}

/** The hash vouches for the rest. */
function isStored(value: unknown): value is Stored {
  return typeof value === "object" && value !== null && "findings" in value && "files" in value;
}

function revive({ findings, repairs, sources, files }: Stored): CachedVersion | undefined {
  const model: unknown = JSON.parse(files.find(({ path }) => path.endsWith("/model.json"))?.content ?? "null");
  if (!isModel(model)) return undefined;
  return { read: { model, findings: findings.map(finding), repairs, sources: new Map(sources) }, files };
}

function finding({ reason, ruleId, source, place, ...rest }: PlainFinding): Finding {
  const message = new VFileMessage(reason, {
    ...(place === undefined ? {} : { place }),
    ...(ruleId === undefined ? {} : { ruleId }),
    ...(source === undefined ? {} : { source }),
  });
  return Object.assign(message, rest);
}
