// The one writer: brings what this program wrote into an output folder to what was generated, and touches nothing else there.
import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import type { OutputFile } from "./emitted-file.ts";
import { withLock } from "./output/lock.ts";
import { type OutputError, OutputFailure, toOutputError, checkPaths } from "./output/output-error.ts";
import { type Conflict, type Keep, type OutputChanges, type Plan, planOutput } from "./output/plan.ts";
import { recover, replace, siblingsOf } from "./output/staging.ts";

export interface WriteOptions {
  /** Paths that an earlier run wrote, relative and with forward slashes, that stay although nothing generated them now. */
  readonly keep?: Keep;
  /** Overwrite what was edited, and what others wrote in the places of generated files. */
  readonly force?: boolean;
}

export type WriteResult =
  | { readonly state: "written" | "unchanged"; readonly changes: OutputChanges }
  /** Nothing was written. */
  | { readonly state: "conflicts"; readonly conflicts: readonly Conflict[] }
  | Failed;

export type CompareResult = { readonly state: "same" | "different"; readonly changes: OutputChanges } | Failed;

export type RecoverResult = { readonly state: "ready" } | Failed;

interface Failed {
  readonly state: "failed";
  readonly error: OutputError;
}

/**
 * Replaces and removes only what an earlier run recorded in the folder's manifest; all else in it stays. A kill leaves the
 * old or the new output, or a state that the next run takes back first. Output that would not change is not touched.
 */
export async function writeOutput(
  outputDir: string,
  files: readonly OutputFile[],
  { keep = keepNothing, force = false }: WriteOptions = {},
): Promise<WriteResult> {
  const siblings = siblingsOf(outputDir);
  const { output } = siblings;
  return orFailure(output, async (): Promise<WriteResult> => {
    checkPaths(files);
    refuseRoot(output);
    await mkdir(dirname(output), { recursive: true });
    return withLock(siblings.lock, async (): Promise<WriteResult> => {
      await recover(siblings);
      const plan = planOutput(output, files, keep);
      const { changes } = plan;
      const conflicts = plan.conflicts.filter(({ lasts }) => !force || lasts);
      if (conflicts.length > 0) return { state: "conflicts", conflicts };
      if (isEmpty(changes)) return { state: "unchanged", changes };
      await replace(siblings, plan, () => {
        if (samePlan(planOutput(output, files, keep), plan)) return;
        const message = `${output} was changed while this run was about to write it; run again`;
        throw new OutputFailure({ kind: "failed", path: output, message });
      });
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
  return orFailure(output, (): CompareResult => {
    checkPaths(files);
    const { changes } = planOutput(output, files, keep);
    return { state: isEmpty(changes) ? "same" : "different", changes };
  });
}

/** Takes back what a killed run had begun; for those who read the old output before they write a new one. */
export async function recoverOutput(outputDir: string): Promise<RecoverResult> {
  const siblings = siblingsOf(outputDir);
  return orFailure(siblings.output, async (): Promise<RecoverResult> => {
    await mkdir(siblings.parent, { recursive: true });
    await withLock(siblings.lock, () => recover(siblings));
    return { state: "ready" };
  });
}

async function orFailure<T>(path: string, work: () => T | Promise<T>): Promise<T | Failed> {
  try {
    return await work();
  } catch (thrown) {
    return { state: "failed", error: toOutputError(thrown, path) };
  }
}

function samePlan(one: Plan, other: Plan): boolean {
  const parts = ({ changes, conflicts, units, same }: Plan): string =>
    JSON.stringify([changes, conflicts, units, same]);
  return parts(one) === parts(other);
}

const keepNothing: Keep = () => false;

function isEmpty({ added, changed, removed }: OutputChanges): boolean {
  return added.length + changed.length + removed.length === 0;
}

/** Its files are the system's, and no rename could put a new root in the place of the old one. */
function refuseRoot(output: string): void {
  if (dirname(output) !== output) return;
  const message = `${output} is the root of a file system, no folder for a package`;
  throw new OutputFailure({ kind: "not-swappable", path: output, message });
}
