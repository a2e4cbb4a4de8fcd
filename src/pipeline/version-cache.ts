// Keeps what was read and written of a version by everything that it depends on, for the next run.
import { type EntryName, readEntry, writeEntry } from "../cache/entries.ts";
import { hashOf } from "../cache/hash.ts";
import { isListOf, isObject, isText } from "../cache/shape.ts";
import type { OutputFile } from "../emit/emitted-file.ts";
import type { Model } from "../model/model.ts";
import { correctionsFor } from "../register/correction-versions.ts";
import type { VersionEntry } from "../register/register.ts";
import type { Inputs } from "./load-inputs.ts";
import { isModel } from "./load-model.ts";
import type { CachePlace } from "./cache-place.ts";
import { findingOf, isPlainFinding, type PlainFinding, plainFinding } from "./plain-finding.ts";
import type { ReadVersion } from "./read-version.ts";
import { pagesKey } from "./pages-key.ts";

export interface CachedVersion {
  readonly read: ReadVersion;
  readonly model: Model;
  /** Of the model.json, which the model was read of. */
  readonly text: string;
  readonly files: readonly OutputFile[];
}

/** Names the entry that holds the result of a version; undefined where what it depends on is not known. */
export function versionEntryName(
  { folder, tool }: CachePlace,
  inputs: Inputs,
  entry: VersionEntry,
): EntryName | undefined {
  const { register, corrections } = inputs;
  const pages = pagesKey(inputs, entry.pages);
  if (pages === undefined) return undefined;
  const settings = [register.package, entry, correctionsFor(entry.version, corrections, register)];
  return { folder, kind: "version", key: JSON.stringify([tool, ...settings, pages]) };
}

/** Undefined where there is none. */
export function readCachedVersion(name: EntryName, onDamage: (file: string) => void): CachedVersion | undefined {
  return readEntry(name, decode, onDamage);
}

/** Keeps a version that was read and written; to be called before its findings are renamed for show. */
export function keepVersion(name: EntryName, { findings, repairs, sources }: ReadVersion): Keep {
  const head = { findings: findings.map(plainFinding), repairs, sources: [...sources] };
  return (files) => {
    writeEntry(name, packFiles(files, head));
  };
}

export type Keep = (files: readonly OutputFile[]) => void;

interface Head {
  readonly findings: readonly PlainFinding[];
  readonly repairs: number;
  readonly sources: readonly (readonly [string, string])[];
}

interface Packed extends Head {
  /** Path, bytes of the content, hash of the content. */
  readonly files: readonly (readonly [path: string, size: number, hash: string])[];
}

/** The files as they are, one after the other, behind a line of JSON that lists them. */
function packFiles(files: readonly OutputFile[], head: Head): Uint8Array {
  const contents = files.map(({ content }) => Buffer.from(content));
  const packed: Packed = {
    ...head,
    files: files.map(({ path, content, hash = hashOf(content) }, index) => [path, contents[index]?.length ?? 0, hash]),
  };
  return Buffer.concat([Buffer.from(`${JSON.stringify(packed)}\n`), ...contents]);
}

/** Undefined for bytes that were not packed here; may throw for them. */
function decode(body: Buffer): CachedVersion | undefined {
  let at = body.indexOf("\n") + 1;
  const head: unknown = JSON.parse(body.toString("utf8", 0, at));
  if (!isPacked(head)) return undefined;
  const files = head.files.map(([path, size, hash]) => {
    at += size;
    return { path, content: body.subarray(at - size, at), hash };
  });
  if (at !== body.length) return undefined;
  const text = files.find(({ path }) => path.endsWith("/model.json"))?.content.toString() ?? "null";
  const model: unknown = JSON.parse(text);
  if (!isModel(model)) return undefined;
  const { findings, repairs, sources } = head;
  const read = { model, findings: findings.map(findingOf), repairs, sources: new Map(sources) };
  return { read, model, text, files };
}

function isPacked(value: unknown): value is Packed {
  return (
    isObject(value) &&
    isListOf(value["findings"], isPlainFinding) &&
    typeof value["repairs"] === "number" &&
    isListOf(value["sources"], (source) => isTuple(source, 2) && isListOf(source, isText)) &&
    isListOf(value["files"], isFile)
  );
}

function isFile(value: unknown): boolean {
  return isTuple(value, 3) && isText(value[0]) && isSize(value[1]) && isText(value[2]);
}

function isTuple(value: unknown, length: number): value is readonly unknown[] {
  return Array.isArray(value) && value.length === length;
}

function isSize(value: unknown): boolean {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0;
}
