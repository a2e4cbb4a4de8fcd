// The one writer: each file at once or not at all, inside the folder, and only over what the plan was made from.
import { randomBytes } from "node:crypto";
import { constants, copyFile, link, lstat, mkdir, open, readFile, realpath, rename, rm } from "node:fs/promises";
import { basename, dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import type { Edit } from "./stub-file.ts";

export interface Unwritten {
  readonly path: string;
  /** What was found there, fit to follow the path. */
  readonly problem: string;
}

/** In the given order. What can't be written is told, the others are written all the same. */
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
    await writeWhole(temporary, after, stats?.mode);
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

async function writeWhole(path: string, text: string, mode: number | undefined): Promise<void> {
  const file = await open(path, "wx", mode === undefined ? 0o666 : mode & 0o777);
  try {
    if (mode !== undefined) await file.chmod(mode & 0o777);
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Neither a link nor such a copy replaces what another program wrote in between; some file systems know no links. */
async function place(temporary: string, target: string): Promise<void> {
  try {
    await link(temporary, target);
  } catch (error) {
    const code = error instanceof Error && "code" in error ? error.code : undefined;
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "EOPNOTSUPP" && code !== "ENOSYS") throw error;
    await copyFile(temporary, target, constants.COPYFILE_EXCL);
  }
}
