// Which paths a generated file may have: none that could leave the output folder, be hidden in it, or be written twice.
import type { OutputFile } from "../emitted-file.ts";
import { OutputFailure } from "./output-error.ts";

const PART = /^(?!\.)[A-Za-z0-9_.-]{1,200}$/;

/** Whether it is relative, climbs nowhere, holds no odd character, and no part of it begins with a dot or is `node_modules`. */
export function isSafePath(path: string): boolean {
  return path.split("/").every((part) => PART.test(part) && part !== "node_modules");
}

/** Throws an OutputFailure at the first path that is unsafe, or the same as another but for the case of letters. */
export function checkPaths(files: readonly OutputFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    const folded = path.toLowerCase();
    if (isSafePath(path) && !seen.has(folded)) seen.add(folded);
    else {
      const message = `${JSON.stringify(path)} is no path for a generated file, or is generated twice; nothing was written`;
      throw new OutputFailure({ kind: "unsafe-path", path, message });
    }
  }
}
