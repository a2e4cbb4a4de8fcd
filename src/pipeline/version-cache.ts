// Remembers results of versions by all that they depend on.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { fits } from "../source/shape.ts";
import type { OutputFile } from "../emit/emitted-file.ts";
import {
  cacheFolder,
  type EntryName,
  hasEntry,
  hashOf,
  pruneCache,
  readEntry,
  surroundings,
  writeEntry,
} from "./cache.ts";
import { CORRECTIONS_FILE, DECISIONS_FILE, type Inputs, keyOfVersion } from "./load-inputs.ts";
import { isModel } from "./load-model.ts";
import { findingOf, PLAIN_FINDING, type PlainFinding, plainFinding, REGISTER_FILE } from "./findings.ts";
import type { VersionResult, VersionTask } from "./tasks.ts";
import { type Answer, programFiles, type Request, runEntry, type Snapshot, takeSnapshot } from "./unchanged.ts";

/** What one run of generate takes from earlier ones, and leaves for later ones. */
export interface RunMemory {
  readonly get: (task: VersionTask) => Promise<VersionResult | undefined>;
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
    get: async (task) => {
      const name = nameOf(task);
      if (!hasEntry(name)) return undefined;
      // Tasks that nothing is known of begin first.
      await setImmediate();
      return readEntry(name, asVersionResult, onDamage);
    },
    keep: (task, result) => {
      const stored = { ...result, findings: result.findings.map(plainFinding), sources: [...result.sources] };
      writeEntry(nameOf(task), { ...stored, milliseconds: 0 });
    },
    onInputs: (inputs) => {
      paths = [...program.files, ...inputFiles(inputs)];
      const texts = [...inputs.sources].map(([file, text]) => [join(inputs.root, file), hashOf(text)] as const);
      before = takeSnapshot(paths, new Map(texts));
      dated = inputs.decisions.acceptances.some(({ until }) => until !== undefined);
    },
    onFiles: (files) => {
      emitted = new Map(files.map(({ path, content, hash = hashOf(content) }) => [path, hash]));
      pruneCache(folder, begun);
    },
    remember: (request, answer, today) => {
      if (before === undefined || emitted.size === 0 || takeSnapshot(paths)?.contents !== before.contents) return;
      const wanted = new Map([...emitted].map(([path, hash]) => [join(request.output, path), hash]));
      const all = [...paths, request.output];
      const snapshot = takeSnapshot(all, wanted);
      if (snapshot === undefined || [...wanted.keys()].some((path) => !existsSync(path))) return;
      const day = dated ? today : null;
      writeEntry(runEntry(folder, request), { ...snapshot, node: process.version, day, paths: all, answer });
    },
  };
}

function programOf(): { readonly files: readonly string[]; readonly hash: string } | undefined {
  try {
    const files = programFiles();
    const snapshot = takeSnapshot(files);
    return snapshot && { files, hash: hashOf(`${process.version} ${snapshot.contents}`) };
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

interface StoredResult extends Omit<VersionResult, "findings" | "sources"> {
  readonly findings: readonly PlainFinding[];
  readonly sources: readonly (readonly [file: string, text: string])[];
  readonly files: readonly OutputFile[];
}

/** Undefined for another form. */
export function asVersionResult(value: unknown): VersionResult | undefined {
  if (!isStored(value) || !isModel(JSON.parse(modelText(value.files)))) return undefined;
  return { ...value, findings: value.findings.map(findingOf), sources: new Map(value.sources) };
}

function isStored(value: unknown): value is StoredResult {
  return fits(value, {
    findings: [PLAIN_FINDING],
    ...{ repairs: "number", webhooks: "number", fields: "number", milliseconds: "number" },
    sources: [["string"]],
    files: [{ path: "string", content: "string", hash: "string" }],
  });
}

/** Throws where there is none. */
export function modelText(files: readonly OutputFile[]): string {
  const found = files.find(({ path }) => path.endsWith("/model.json"));
  if (found === undefined) throw new Error("internal: a version without a model");
  return found.content.toString();
}
