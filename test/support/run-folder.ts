// Folders for what the test files of one run share; vitest makes them before the first and clears them away after the last.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { TestProject } from "vitest/node";

declare module "vitest" {
  interface ProvidedContext {
    /** Below node_modules: programs in it find the packages that they import. */
    near: string;
    /** Far from the repository: what is in it finds nothing that it does not bring. */
    far: string;
  }
}

/** One cache for all that a run of the tests starts, empty at first: what must be computed anew says so, or names a cache of its own. */
function shareCache(folder: string): void {
  process.env["HOOKSMITH_CACHE"] = join(folder, "cache");
}

const cache = join(import.meta.dirname, "../../node_modules/.cache");

export default function prepare(run: TestProject): () => void {
  mkdirSync(cache, { recursive: true });
  const near = mkdtempSync(join(cache, "hooksmith-tests-"));
  const far = mkdtempSync(join(tmpdir(), "hooksmith-tests-"));
  shareCache(far);
  run.provide("near", near);
  run.provide("far", far);
  const clear = (): void => {
    for (const folder of [near, far]) rmSync(folder, { recursive: true, force: true });
  };
  run.onTestsRerun(() => {
    clear();
    for (const folder of [near, far]) mkdirSync(folder);
    shareCache(far);
  });
  return clear;
}
