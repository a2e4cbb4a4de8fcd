// Reads the TypeScript files below a user's folder; follows no links.
import { lstat, readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { reasonOf } from "../source/thrown.ts";
import { isSource } from "./locate-handlers.ts";
import type { ExistingFile } from "./stub-file.ts";

export type ReadFolder = { readonly files: readonly ExistingFile[] } | { readonly problem: string };

/** No files where there is no folder yet. Sorted by path; `node_modules` and names that begin with a dot are left out. */
export async function readFolder(folder: string): Promise<ReadFolder> {
  try {
    const stats = await lstat(folder).catch((error: unknown) => {
      if (codeOf(error) === "ENOENT") return undefined;
      throw error;
    });
    if (stats === undefined) return { files: [] };
    if (stats.isSymbolicLink()) return { problem: `${folder} is a symbolic link; name the folder that it leads to` };
    if (!stats.isDirectory()) return { problem: `${folder} is no folder` };
    return { files: await walk(folder) };
  } catch (error) {
    return { problem: `${folder} can't be read: ${reasonOf(error)}` };
  }
}

async function walk(root: string): Promise<readonly ExistingFile[]> {
  const files: ExistingFile[] = [];
  const waiting = [""];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    for (const entry of await readdir(join(root, folder), { withFileTypes: true })) {
      const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
      if (entry.name.startsWith(".") || entry.name === "node_modules") continue;
      if (entry.isDirectory() && !isSource(path)) waiting.push(path);
      else if (isSource(path)) files.push(await read(root, path, entry));
    }
  }
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

async function read(
  root: string,
  path: string,
  entry: { isSymbolicLink(): boolean; isFile(): boolean },
): Promise<ExistingFile> {
  if (entry.isSymbolicLink()) return { path, refused: "is a symbolic link" };
  if (!entry.isFile()) return { path, refused: "is no file" };
  try {
    const bytes = await readFile(join(root, path));
    // `ignoreBOM` keeps the mark in the text, so that it is written back.
    return { path, text: new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes) };
  } catch (error) {
    return { path, refused: error instanceof TypeError ? "is not UTF-8" : "can't be read" };
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
