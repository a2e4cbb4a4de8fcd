// The difference between what stands in the output folder and what was generated.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { OutputFile } from "../emitted-file.ts";
import type { EntryKind } from "./read-output.ts";

/** Paths relative to the output folder, each list sorted. */
export interface OutputChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Paths of the output that stay although nothing generated them now. */
export type Keep = (path: string) => boolean;

/** Reads file by file: hundreds of small ones are compared sooner than as many promises are kept. */
export function findChanges(
  outputDir: string,
  existing: ReadonlyMap<string, EntryKind>,
  files: readonly OutputFile[],
  keep: Keep,
): OutputChanges {
  const generated = new Set(files.map(({ path }) => path));
  const added: string[] = [];
  const changed: string[] = [];
  for (const { path, content } of files) {
    if (!existing.has(path)) added.push(path);
    else if (existing.get(path) !== "file" || !holds(join(outputDir, path), content)) changed.push(path);
  }
  const removed = [...existing.keys()].filter((path) => !generated.has(path) && !isKept(path, existing, keep));
  return { added: added.sort(), changed: changed.sort(), removed };
}

/** Links are never carried over. */
export function isKept(path: string, existing: ReadonlyMap<string, EntryKind>, keep: Keep): boolean {
  return existing.get(path) === "file" && keep(path);
}

function holds(path: string, content: string | Uint8Array): boolean {
  return readFileSync(path).equals(typeof content === "string" ? Buffer.from(content) : content);
}
