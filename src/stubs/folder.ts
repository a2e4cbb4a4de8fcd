// A user's folder of handlers: reads its TypeScript, and writes each file at once or not at all, inside the folder, and only over
// what the plan was made from. Follows no links.
import { randomBytes } from "node:crypto";
import { constants, copyFile, link, lstat, mkdir, readdir, readFile, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { writeFlushed } from "../source/system.ts";
import { codeOf, reasonOf } from "../source/thrown.ts";

/** A file below the folder; `refused` says why it can't be read as text. Paths are relative, with forward slashes. */
export type ExistingFile =
  { readonly path: string; readonly text: string } | { readonly path: string; readonly refused: string };

/** The new text of one file. `before` is absent where the file is new. */
export interface Edit {
  readonly path: string;
  readonly before?: string;
  readonly after: string;
  /** What it does, one phrase a change. */
  readonly reasons: readonly string[];
}

/** TypeScript that can hold code: declarations alone are none. */
export function isSource(path: string): boolean {
  return /\.[mc]?tsx?$/.test(path) && !/\.d\.[mc]?ts$/.test(path);
}

export type ReadFolder = { readonly files: readonly ExistingFile[] } | { readonly problem: string };

/** No files where there is no folder yet. Sorted by path; `node_modules` and names that begin with a dot are left out. */
export async function readFolder(folder: string): Promise<ReadFolder> {
  try {
    const stats = await lstat(folder);
    if (stats.isSymbolicLink()) return { problem: `${folder} is a symbolic link; name the folder that it leads to` };
    if (!stats.isDirectory()) return { problem: `${folder} is no folder` };
    return { files: await walk(folder) };
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { files: [] };
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

export interface Unwritten {
  readonly path: string;
  /** What was found there, fit to follow the path. */
  readonly problem: string;
}

/** In the given order. What can't be written is named, the others are written all the same. */
export async function writeEdits(folder: string, edits: readonly Edit[]): Promise<readonly Unwritten[]> {
  const failed: Unwritten[] = [];
  for (const edit of edits) {
    const problem = await writeEdit(resolve(folder), edit).catch((error: unknown) =>
      error instanceof Error ? `can't be written: ${error.message}` : String(error),
    );
    if (problem !== undefined) failed.push({ path: edit.path, problem });
  }
  return failed;
}

async function writeEdit(folder: string, { path, before, after }: Edit): Promise<string | undefined> {
  const target = resolve(folder, path);
  if (!isBelow(folder, target)) return "is outside the folder";
  const parent = dirname(target);
  if (await leadsElsewhere(folder, parent)) return "lies behind a symbolic link";
  await mkdir(parent, { recursive: true });
  if (!isBelow(await realpath(folder), join(await realpath(parent), basename(target)))) return "is outside the folder";
  const stats = await lstat(target).catch(() => undefined);
  if (stats?.isSymbolicLink() === true) return "is a symbolic link";
  if (before === undefined && stats !== undefined) return "has come to stand there meanwhile";
  if (before !== undefined && (stats === undefined || (await readFile(target, "utf8")) !== before)) {
    return "has changed meanwhile; run again";
  }
  const temporary = join(parent, `.${basename(target)}.${process.pid}.${randomBytes(4).toString("hex")}`);
  try {
    await writeFlushed(temporary, after, stats?.mode);
    if (before === undefined) await place(temporary, target);
    else await rename(temporary, target);
  } finally {
    await rm(temporary, { force: true });
  }
  return undefined;
}

function isBelow(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== "" && way !== ".." && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

/** Whether a folder on the way down is a link; folders that are not there yet are none. */
async function leadsElsewhere(folder: string, parent: string): Promise<boolean> {
  for (let at = parent; ; at = dirname(at)) {
    const stats = await lstat(at).catch(() => undefined);
    if (stats?.isSymbolicLink() === true) return true;
    if (at === folder || at === dirname(at)) return false;
  }
}

/** Neither a link nor such a copy replaces what another program wrote in between; some file systems know no links. */
async function place(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    if (!["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"].includes(codeOf(error) ?? "")) throw error;
    await copyFile(temporary, target, constants.COPYFILE_EXCL);
  }
}
