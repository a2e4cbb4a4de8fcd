// The folder beside the output in which a run prepares the new output and parks the old one.
import { createHash, randomBytes } from "node:crypto";
import { linkSync, rmSync } from "node:fs";
import { copyFile, mkdir, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, join, resolve } from "node:path";
import type { OutputFile } from "../emitted-file.ts";
import { inBatches } from "./in-batches.ts";
import { isRunning } from "./lock.ts";
import { errorCode } from "./output-error.ts";

/** Names beside an output folder that belong to it: `.hooksmith-<pid>-<random>.<mark>` and the lock. */
export interface Siblings {
  readonly output: string;
  readonly parent: string;
  readonly lock: string;
  readonly mark: string;
}

export function siblingsOf(outputDir: string): Siblings {
  const output = resolve(outputDir);
  const parent = dirname(output);
  const mark = createHash("sha256").update(basename(output)).digest("hex").slice(0, 8);
  return { output, parent, lock: join(parent, `.hooksmith-${mark}.lock`), mark };
}

/** To be called under the lock: puts the old output back where a killed run had parked it, and removes what it left behind. */
export async function recover({ output, parent, mark }: Siblings): Promise<void> {
  const ours = new RegExp(`^\\.hooksmith-\\d+-[0-9a-f]+\\.${mark}$`);
  const lockRest = new RegExp(`^\\.hooksmith-${mark}\\.lock\\.(\\d+)\\.[0-9a-f]+(?:\\.stale)?$`);
  for (const name of (await readdir(parent)).sort()) {
    if (ours.test(name)) {
      const left = join(parent, name);
      if (!(await exists(output)) && (await exists(join(left, "old")))) {
        await rename(join(left, "old"), output);
        await sync(parent);
      }
      await rm(left, { recursive: true, force: true });
    } else if (lockRest.test(name) && !isRunning(Number(lockRest.exec(name)?.[1]))) {
      await rm(join(parent, name), { force: true });
    }
  }
}

/**
 * Writes everything to the disk beside the output, then swaps: at every moment the old or the new output is whole.
 * `kept` are paths of the output whose files stay as they are, with their times.
 */
export async function replace(
  { output, parent, mark }: Siblings,
  files: readonly OutputFile[],
  kept: readonly string[],
): Promise<void> {
  const stage = join(parent, `.hooksmith-${process.pid}-${randomBytes(4).toString("hex")}.${mark}`);
  const fresh = join(stage, "new");
  const old = join(stage, "old");
  try {
    const folders = new Set([...files.map(({ path }) => path), ...kept].map((path) => dirname(join(fresh, path))));
    for (const folder of [fresh, ...folders]) await mkdir(folder, { recursive: true });
    await inBatches(files, async ({ path, content }) => {
      await write(join(fresh, path), content);
    });
    for (const path of kept) await carryOver(join(output, path), join(fresh, path));
    for (const folder of [...folders, fresh]) await sync(folder);
    await swap(output, fresh, old, parent);
  } finally {
    const onlyCopy = (await exists(old)) && !(await exists(output));
    if (!onlyCopy) rmSync(stage, { recursive: true, force: true });
  }
}

async function swap(output: string, fresh: string, old: string, parent: string): Promise<void> {
  const had = await exists(output);
  if (had) await rename(output, old);
  try {
    await rename(fresh, output);
  } catch (thrown) {
    if (had) await rename(old, output);
    throw thrown;
  }
  await sync(parent);
}

async function write(path: string, content: string | Uint8Array): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** The file itself where the system can link it, which needs no writing; else a copy. */
async function carryOver(from: string, to: string): Promise<void> {
  try {
    linkSync(from, to);
  } catch {
    await copyFile(from, to);
    await sync(to);
  }
}

/** Some systems can't flush a folder; then the renames have to do. */
async function sync(path: string): Promise<void> {
  const opened = await open(path, "r");
  try {
    await opened.sync();
  } catch (thrown) {
    if (!["EINVAL", "EPERM", "ENOTSUP", "EBADF"].includes(errorCode(thrown) ?? "")) throw thrown;
  } finally {
    await opened.close();
  }
}

export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (thrown) {
    if (errorCode(thrown) === "ENOENT") return false;
    throw thrown;
  }
}
