// Removes what runs of fetch that were killed have left beside pages.
import { readdir, rm } from "node:fs/promises";
import { join } from "node:path";

const OURS = /^\.hooksmith-fetch-(\d{1,10})-[0-9a-f]+$/;

/** A name that tells whose it is, for a file that is to be renamed. */
export function draftName(random: string): string {
  return `.hooksmith-fetch-${String(process.pid)}-${random}`;
}

/** What a run that goes on writes stays; so does what can't be removed, and a folder that is not there has nothing. */
export async function clearLeftovers(folders: Iterable<string>): Promise<void> {
  for (const folder of new Set(folders)) {
    for (const name of await readdir(folder).catch(() => [])) {
      const pid = OURS.exec(name)?.[1];
      if (pid !== undefined && !isRunning(Number(pid)))
        await rm(join(folder, name), { force: true }).catch(() => undefined);
    }
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
