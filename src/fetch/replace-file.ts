// Puts a file in the place of another, all at once: a kill at any moment leaves the old or the new one whole.
import { randomBytes } from "node:crypto";
import { mkdir, open, readdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";

const OURS = /^\.hooksmith-fetch-(\d{1,10})-[0-9a-f]+$/;

/** Rejects with the system's error; then the old file stands and nothing is left beside it. */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  await clearLeftovers(folder);
  const fresh = join(folder, `.hooksmith-fetch-${String(process.pid)}-${randomBytes(4).toString("hex")}`);
  try {
    const file = await open(fresh, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/** Files of runs that were killed. */
async function clearLeftovers(folder: string): Promise<void> {
  for (const name of await readdir(folder)) {
    const pid = OURS.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(folder, name), { force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
