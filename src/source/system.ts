// What those who write files need of the operating system.
import { open } from "node:fs/promises";
import { codeOf } from "./thrown.ts";

/** Makes a file, and comes back when it is on the disk. Rejects where one is there already. */
export async function writeFlushed(path: string, content: string | Uint8Array, mode?: number): Promise<void> {
  const file = await open(path, "wx");
  try {
    if (mode !== undefined) await file.chmod(mode & 0o777);
    await file.writeFile(content);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Whether there is a process with this number. */
export function isRunning(pid: number): boolean {
  if (pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (thrown) {
    return codeOf(thrown) !== "ESRCH";
  }
}
