// The files that tell which program this is: when one changes, nothing that was remembered holds.
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import type { FileRecord } from "./manifest.ts";
import { hashOf } from "./hash.ts";
import { recordFile } from "./snapshot.ts";

export interface Tool {
  readonly files: readonly FileRecord[];
  /** Of all files. */
  readonly hash: string;
}

/** Libraries that stand outside of the bundle and shape what is written. */
const LIBRARIES = ["prettier", "ts-morph", "json-schema-to-typescript"];

/** By what the build wrote down of itself. Undefined where the program was not built: then nothing can be remembered. */
export function readTool(): Tool | undefined {
  try {
    const build = fileURLToPath(new URL("./build.json", import.meta.url));
    const files = [build, ...LIBRARIES.map(libraryManifest)].map((path) => recordFile(path, false));
    return { files, hash: hashOf([process.version, ...files.map(({ hash }) => hash)].join()) };
  } catch {
    return undefined;
  }
}

/** Tells the version of a library. */
function libraryManifest(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.resolve(name)));
  while (!existsSync(join(folder, "package.json"))) {
    if (dirname(folder) === folder) throw new Error(`${name} has no package.json`);
    folder = dirname(folder);
  }
  return join(folder, "package.json");
}
