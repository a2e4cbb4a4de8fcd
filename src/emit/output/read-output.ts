// What stands in an output folder now, and whether it is ours to replace.
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { errorCode, OutputFailure } from "./output-error.ts";

/** The member of package.json that marks a folder as generated. */
export const MARKER = "hooksmith";

export type EntryKind = "file" | "other";

/**
 * Paths of all files below the folder, with forward slashes, sorted; undefined where there is no folder.
 * Links and devices are "other" and never followed. Throws an OutputFailure where the folder is not ours.
 */
export async function readOutput(outputDir: string): Promise<ReadonlyMap<string, EntryKind> | undefined> {
  const stats = await lstat(outputDir).catch((thrown: unknown) => {
    if (errorCode(thrown) === "ENOENT") return undefined;
    throw thrown;
  });
  if (stats === undefined) return undefined;
  if (stats.isSymbolicLink()) refuse("symbolic-link", outputDir, "a symbolic link; name the folder that it leads to");
  if (!stats.isDirectory()) refuse("not-a-folder", outputDir, "no folder; remove it or choose another output");
  const marked = await isMarked(outputDir);
  // One file of others is enough: what stands there may be the whole disk.
  const entries = await list(outputDir, marked ? Infinity : 1);
  if (entries.size > 0 && !marked) {
    const why = `a folder with files that hooksmith did not write (its package.json has no "${MARKER}"); choose an empty or new one`;
    refuse("foreign-folder", outputDir, why);
  }
  return entries;
}

function refuse(kind: "symbolic-link" | "not-a-folder" | "foreign-folder", path: string, why: string): never {
  throw new OutputFailure({ kind, path, message: `${path} is ${why}` });
}

async function list(root: string, most: number): Promise<ReadonlyMap<string, EntryKind>> {
  const found: [string, EntryKind][] = [];
  const waiting = [""];
  for (let folder = waiting.pop(); folder !== undefined && found.length < most; folder = waiting.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.isDirectory()) waiting.push(path);
      else found.push([path, entry.isFile() ? "file" : "other"]);
    }
  }
  return new Map(found.sort(([a], [b]) => (a < b ? -1 : 1)));
}

async function isMarked(outputDir: string): Promise<boolean> {
  try {
    const text = await readFile(join(outputDir, "package.json"), "utf8");
    const manifest: unknown = JSON.parse(text);
    return typeof manifest === "object" && manifest !== null && Object.hasOwn(manifest, MARKER);
  } catch {
    return false;
  }
}
