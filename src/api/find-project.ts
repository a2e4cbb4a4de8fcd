// The project that a folder lies in: the nearest folder, upwards from there, that holds pages or a generated package.
import { existsSync } from "node:fs";
import { dirname, join, resolve } from "node:path";

const MARKS = [join("docs-input", "sources.yaml"), join("generated", ".hooksmith.json")];

/** Undefined where there is none. */
export function findProject(from = "."): string | undefined {
  for (let folder = resolve(from); ; folder = dirname(folder)) {
    if (MARKS.some((mark) => existsSync(join(folder, mark)))) return folder;
    if (folder === dirname(folder)) return undefined;
  }
}
