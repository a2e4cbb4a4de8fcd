// One run at a time for an output folder: a lock file beside it, which names the process that holds it.
import { randomBytes } from "node:crypto";
import { link, readFile, rename, rm, writeFile } from "node:fs/promises";
import { isRunning } from "../../source/system.ts";
import { codeOf } from "../../source/thrown.ts";
import { OutputFailure } from "./output-error.ts";

/** How file systems say that they know no links. */
const WITHOUT_LINKS = ["EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS"];

/** How they say that a file is there, and that its content has no room. */
const FULL = ["ENOSPC", "EDQUOT"];

const held = new Set<string>();

/** Runs `work` under the lock. A lock whose process is gone is taken over; throws an OutputFailure where one is alive. */
export async function withLock<T>(lockFile: string, work: () => Promise<T>): Promise<T> {
  await acquire(lockFile);
  held.add(lockFile);
  try {
    return await work();
  } finally {
    held.delete(lockFile);
    await rm(lockFile, { force: true });
  }
}

async function acquire(lockFile: string): Promise<void> {
  const own = `${lockFile}.${process.pid}.${randomBytes(4).toString("hex")}`;
  try {
    await writeFile(own, `${process.pid}\n`, { flag: "wx" });
    for (let attempt = 0; attempt < 3; attempt += 1) {
      if (await claim(own, lockFile)) return;
      const owner = await ownerOf(lockFile);
      if (owner !== undefined && isAlive(owner, lockFile)) break;
      await setAside(lockFile, own, owner);
    }
    const message = `another run is writing this output; if none is, remove ${lockFile}`;
    throw new OutputFailure({ kind: "locked", path: lockFile, message });
  } finally {
    await rm(own, { force: true });
  }
}

/** A link appears at once and with its content, so that a kill leaves no empty lock. */
async function claim(own: string, lockFile: string): Promise<boolean> {
  try {
    await link(own, lockFile);
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === "EEXIST") return false;
    if (!WITHOUT_LINKS.includes(codeOf(thrown) ?? "")) throw thrown;
  }
  try {
    await writeFile(lockFile, `${process.pid}\n`, { flag: "wx" });
    return true;
  } catch (thrown) {
    if (codeOf(thrown) === "EEXIST") return false;
    if (FULL.includes(codeOf(thrown) ?? "")) await rm(lockFile, { force: true });
    throw thrown;
  }
}

/** Undefined where the lock has gone meanwhile; 0 where it names no process. */
async function ownerOf(lockFile: string): Promise<number | undefined> {
  try {
    return Number.parseInt(await readFile(lockFile, "utf8"), 10) || 0;
  } catch (thrown) {
    if (codeOf(thrown) === "ENOENT") return undefined;
    throw thrown;
  }
}

function isAlive(pid: number, lockFile: string): boolean {
  return pid === process.pid ? held.has(lockFile) : isRunning(pid);
}

/** Moves a dead run's lock away; puts it back where a living run was quicker and it is that run's lock that was moved. */
async function setAside(lockFile: string, own: string, stale: number | undefined): Promise<void> {
  if (stale === undefined) return;
  const aside = `${own}.stale`;
  try {
    await rename(lockFile, aside);
    if ((await ownerOf(aside)) !== stale) await link(aside, lockFile);
  } catch (thrown) {
    if (codeOf(thrown) !== "ENOENT" && codeOf(thrown) !== "EEXIST") throw thrown;
  } finally {
    await rm(aside, { force: true });
  }
}
