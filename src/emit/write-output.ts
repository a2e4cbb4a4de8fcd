// The one writer: brings an output folder to what was generated, all at once or not at all.
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { OutputFile } from "./emitted-file.ts";
import { findChanges, isKept, type Keep, type OutputChanges } from "./output/changes.ts";
import { checkPaths } from "./output/check-paths.ts";
import { withLock } from "./output/lock.ts";
import { type OutputError, toOutputError } from "./output/output-error.ts";
import { readOutput } from "./output/read-output.ts";
import { recover, replace, siblingsOf } from "./output/staging.ts";

export interface WriteOptions {
  /** Existing paths, relative and with forward slashes, that stay although nothing generated them now. */
  readonly keep?: Keep;
}

export type WriteResult =
  | { readonly state: "written" | "unchanged"; readonly changes: OutputChanges }
  | { readonly state: "failed"; readonly error: OutputError };

export type CompareResult =
  | { readonly state: "same" | "different"; readonly changes: OutputChanges }
  | { readonly state: "failed"; readonly error: OutputError };

export type RecoverResult = { readonly state: "ready" } | { readonly state: "failed"; readonly error: OutputError };

/**
 * Replaces the folder by the files and what `keep` carries over; everything else in it goes. A kill at any moment leaves the
 * old or the new output whole, in place or for the next run to put back. Output that would not change is not touched.
 */
export async function writeOutput(
  outputDir: string,
  files: readonly OutputFile[],
  { keep = keepNothing }: WriteOptions = {},
): Promise<WriteResult> {
  const siblings = siblingsOf(outputDir);
  return settled(siblings.output, async (): Promise<WriteResult> => {
    checkPaths(files);
    await mkdir(dirname(siblings.output), { recursive: true });
    return withLock(siblings.lock, async (): Promise<WriteResult> => {
      await recover(siblings);
      const existing = await readOutput(siblings.output);
      const changes = findChanges(siblings.output, existing ?? new Map(), files, keep);
      if (existing !== undefined && isEmpty(changes)) return { state: "unchanged", changes };
      const generated = new Set(files.map(({ path }) => path));
      const touched = new Set([...changes.added, ...changes.changed]);
      const kept = [...(existing?.keys() ?? [])].filter((path) =>
        generated.has(path) ? !touched.has(path) : isKept(path, existing ?? new Map(), keep),
      );
      const fresh = files.filter(({ path }) => touched.has(path));
      await replace(siblings, fresh, kept);
      return { state: "written", changes };
    });
  });
}

/** What `writeOutput` would change. Writes nothing. */
export async function compareOutput(
  outputDir: string,
  files: readonly OutputFile[],
  { keep = keepNothing }: WriteOptions = {},
): Promise<CompareResult> {
  const { output } = siblingsOf(outputDir);
  return settled(output, async (): Promise<CompareResult> => {
    checkPaths(files);
    const changes = findChanges(output, (await readOutput(output)) ?? new Map(), files, keep);
    return { state: isEmpty(changes) ? "same" : "different", changes };
  });
}

/** Puts back what a killed run left beside the folder; for those who read the old output before they write a new one. */
export async function recoverOutput(outputDir: string): Promise<RecoverResult> {
  const siblings = siblingsOf(outputDir);
  return settled(siblings.output, async (): Promise<RecoverResult> => {
    await mkdir(siblings.parent, { recursive: true });
    await withLock(siblings.lock, () => recover(siblings));
    return { state: "ready" };
  });
}

async function settled<T>(
  path: string,
  work: () => Promise<T>,
): Promise<T | { readonly state: "failed"; readonly error: OutputError }> {
  try {
    return await work();
  } catch (thrown) {
    return { state: "failed", error: toOutputError(thrown, path) };
  }
}

const keepNothing: Keep = () => false;

function isEmpty({ added, changed, removed }: OutputChanges): boolean {
  return added.length + changed.length + removed.length === 0;
}
