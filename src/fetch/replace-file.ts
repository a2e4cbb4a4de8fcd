// Puts a file in the place of another, all at once: a kill at any moment leaves the old or the new one whole.
import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { draftName } from "./clear-leftovers.ts";

/** Rejects with the system's error; then the old file stands and nothing is left beside it. */
export async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const fresh = join(folder, draftName(randomBytes(4).toString("hex")));
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
