// Says what is in the place of a file that fetch writes, and why nothing may be written there.
import { lstatSync } from "node:fs";
import { join } from "node:path";
import { readRegularFile } from "../source/read-regular-file.ts";

/** No bytes where there is no file; a problem, in words, where nothing may be written. */
export type ExistingFile =
  { readonly bytes?: Buffer; readonly problem?: never } | { readonly bytes?: never; readonly problem: string };

/** What is written through a link comes to lie somewhere else: neither `root`, nor a folder below it, nor the file may be one. */
export function existingFile(root: string, file: string): ExistingFile {
  const link = linkedPart(root, file);
  if (link !== undefined) return { problem: `${link} is a symbolic link; nothing is written through one` };
  try {
    return { bytes: readRegularFile(join(root, file)) };
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return {};
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

/** The first part of the way to a file that is a link, beginning with the root. */
export function linkedPart(root: string, file: string): string | undefined {
  let path = root;
  for (const name of ["", ...file.split("/")]) {
    path = join(path, name);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) return path;
  }
  return undefined;
}
