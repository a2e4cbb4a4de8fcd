// The difference between what stands in the output folder and what was generated.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { EmittedFile } from "../emitted-file.ts";
import { inBatches } from "./in-batches.ts";
import type { EntryKind } from "./read-output.ts";

/** Paths relative to the output folder, each list sorted. */
export interface OutputChanges {
  readonly added: readonly string[];
  readonly changed: readonly string[];
  readonly removed: readonly string[];
}

/** Paths of the output that stay although nothing generated them now. */
export type Keep = (path: string) => boolean;

export async function findChanges(
  outputDir: string,
  existing: ReadonlyMap<string, EntryKind>,
  files: readonly EmittedFile[],
  keep: Keep,
): Promise<OutputChanges> {
  const generated = new Set(files.map(({ path }) => path));
  const added: string[] = [];
  const changed: string[] = [];
  await inBatches(files, async ({ path, content }) => {
    if (!existing.has(path)) added.push(path);
    else if (existing.get(path) !== "file" || !(await holds(join(outputDir, path), content))) changed.push(path);
  });
  const removed = [...existing.keys()].filter((path) => !generated.has(path) && !isKept(path, existing, keep));
  return { added: added.sort(), changed: changed.sort(), removed };
}

/** Links are never carried over. */
export function isKept(path: string, existing: ReadonlyMap<string, EntryKind>, keep: Keep): boolean {
  return existing.get(path) === "file" && keep(path);
}

async function holds(path: string, content: string): Promise<boolean> {
  const wanted = Buffer.from(content);
  return wanted.equals(await readFile(path));
}
