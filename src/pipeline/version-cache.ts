// Remembers results of versions by all that they depend on.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { OutputFile } from "../emit/emitted-file.ts";
import {
  cacheFolder,
  type EntryName,
  hashOf,
  isListOf,
  isObject,
  isText,
  pruneCache,
  readEntry,
  surroundings,
  writeEntry,
} from "./cache.ts";
import { type Inputs, keyOfVersion } from "./load-inputs.ts";
import { CORRECTIONS_FILE, DECISIONS_FILE, REGISTER_FILE } from "./load-inputs.ts";
import { isModel } from "./load-model.ts";
import { isPlainFinding } from "./findings.ts";
import type { VersionResult, VersionTask } from "./tasks.ts";
import {
  type Answer,
  type Manifest,
  programFiles,
  type Request,
  runEntry,
  type Snapshot,
  takeSnapshot,
} from "./unchanged.ts";

/** What one run of generate takes from earlier ones, and leaves for later ones. */
export interface RunMemory {
  readonly get: (task: VersionTask) => VersionResult | undefined;
  /** Keeps a result that has files. */
  readonly keep: (task: VersionTask, result: VersionResult) => void;
  /** To be called when the register is loaded, before any page. */
  readonly onInputs: (inputs: Inputs) => void;
  /** To be called with everything that was generated. */
  readonly onFiles: (files: readonly OutputFile[]) => void;
  /** To be called when the output is what was generated; `today` where the answer holds for one day. */
  readonly remember: (request: Request, answer: Answer, today: string) => void;
}

/** Undefined where nothing can be remembered: no folder for it, or a program that was not built. */
export function openMemory(onDamage: (file: string) => void): RunMemory | undefined {
  const folder = cacheFolder(surroundings());
  const program = folder === undefined ? undefined : programOf();
  if (folder === undefined || program === undefined) return undefined;
  const begun = Date.now();
  const nameOf = ({ loaded, packageName }: VersionTask): EntryName => {
    return { folder, kind: "version", key: JSON.stringify([program.hash, packageName, keyOfVersion(loaded)]) };
  };
  let paths: readonly string[] = [];
  let before: Snapshot | undefined;
  let dated = false;
  let emitted: ReadonlyMap<string, string> = new Map();
  return {
    get: (task) => readEntry(nameOf(task), asVersionResult, onDamage),
    keep: (task, result) => {
      writeEntry(nameOf(task), { ...result, milliseconds: 0 });
    },
    onInputs: (inputs) => {
      paths = [...program.files, ...inputFiles(inputs)];
      const texts = [...inputs.sources].map(([file, text]) => [join(inputs.root, file), hashOf(text)] as const);
      before = snapshotOf(paths, refuseOthers(new Map(texts)));
      dated = inputs.decisions.acceptances.some(({ until }) => until !== undefined);
    },
    onFiles: (files) => {
      emitted = new Map(files.map(({ path, content, hash = hashOf(content) }) => [path, hash]));
      pruneCache(folder, begun);
    },
    remember: (request, answer, today) => {
      if (before === undefined || emitted.size === 0 || snapshotOf(paths)?.contents !== before.contents) return;
      const wanted = new Map([...emitted].map(([path, hash]) => [join(request.output, path), hash]));
      const all = [...paths, request.output];
      const snapshot = snapshotOf(all, refuseOthers(wanted));
      if (snapshot === undefined || [...wanted.keys()].some((path) => !existsSync(path))) return;
      const manifest: Manifest = {
        ...snapshot,
        node: process.version,
        day: dated ? today : null,
        paths: all,
        answer,
      };
      writeEntry(runEntry(folder, request), manifest);
    },
  };
}

function programOf(): { readonly files: readonly string[]; readonly hash: string } | undefined {
  try {
    const files = programFiles();
    return { files, hash: hashOf(`${process.version} ${takeSnapshot(files).contents}`) };
  } catch {
    return undefined;
  }
}

/** Every file and folder that a run reads of the input folder, there or not. */
function inputFiles({ root, chosen }: Inputs): readonly string[] {
  const pages = chosen.flatMap((entry) => entry.pages);
  // Behind a pattern, a file that comes counts as well as one that changes: its folder is remembered whole.
  const named = pages.flatMap(({ file, samples, pattern }) => [
    ...(pattern === undefined ? [file] : [pattern.replace(/(?:^|\/)[^/]*[*?{}[\]].*$/, "")]),
    ...(samples === undefined ? [] : [samples]),
  ]);
  const all = new Set([REGISTER_FILE, CORRECTIONS_FILE, DECISIONS_FILE, ...named]);
  return [...all].map((file) => join(root, file));
}

/** Throws for a file that is not what is known of it. */
function refuseOthers(known: ReadonlyMap<string, string>): (path: string, hash: string) => void {
  return (path, hash) => {
    if ((known.get(path) ?? hash) !== hash) throw new Error(`${path} has changed`);
  };
}

/** Undefined where something can't be remembered as it is. */
function snapshotOf(paths: readonly string[], check?: (path: string, hash: string) => void): Snapshot | undefined {
  try {
    return takeSnapshot(paths, check);
  } catch {
    return undefined;
  }
}

/** Undefined for another form. */
export function asVersionResult(value: unknown): VersionResult | undefined {
  return isVersionResult(value) ? value : undefined;
}

function isVersionResult(value: unknown): value is VersionResult {
  return (
    isObject(value) &&
    isListOf(value["findings"], isPlainFinding) &&
    ["repairs", "webhooks", "fields", "milliseconds"].every((name) => typeof value[name] === "number") &&
    isListOf(value["sources"], (source) => Array.isArray(source) && source.length === 2 && source.every(isText)) &&
    isListOf(value["files"], isFile) &&
    Array.isArray(value["files"]) &&
    isModel(JSON.parse(modelText(value["files"])))
  );
}

function isFile(value: unknown): value is OutputFile {
  return isObject(value) && [value["path"], value["content"], value["hash"]].every(isText);
}

/** Throws where there is none. */
export function modelText(files: readonly OutputFile[]): string {
  const found = files.find(({ path }) => path.endsWith("/model.json"));
  if (found === undefined) throw new Error("internal: a version without a model");
  return found.content.toString();
}
