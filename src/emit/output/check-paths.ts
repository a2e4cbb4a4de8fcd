// Refuses files that could land outside the output folder, or on each other.
import type { OutputFile } from "../emitted-file.ts";
import { OutputFailure } from "./output-error.ts";

const PART = /^(?!\.{1,2}$)[A-Za-z0-9_.-]{1,200}$/;

/** Throws an OutputFailure at the first path that is absolute, climbs, holds odd characters, or stands twice. */
export function checkPaths(files: readonly OutputFile[]): void {
  const seen = new Set<string>();
  for (const { path } of files) {
    const folded = path.toLowerCase();
    if (path.split("/").every((part) => PART.test(part)) && !seen.has(folded)) seen.add(folded);
    else {
      const message = `${JSON.stringify(path)} is no path for a generated file, or is generated twice; nothing was written`;
      throw new OutputFailure({ kind: "unsafe-path", path, message });
    }
  }
}
