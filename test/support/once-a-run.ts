// Makes what several test files need once in a run, whichever of their processes asks first.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { inject } from "vitest";

/**
 * The folder that `make` filled, near the repository or far from it, the same for all who ask by this name; nobody may
 * change what is in it. Rejects for all of them where `make` failed.
 */
export async function onceARun(
  where: "near" | "far",
  name: string,
  make: (folder: string) => Promise<void> | void,
): Promise<string> {
  const folder = join(inject(where), name);
  const [done, failed] = [`${folder}.done`, `${folder}.failed`];
  if (isFirst(folder)) {
    try {
      await make(folder);
      writeFileSync(done, "");
    } catch (error) {
      writeFileSync(failed, String(error));
      throw error;
    }
  }
  while (!existsSync(done)) {
    if (existsSync(failed)) throw new Error(readFileSync(failed, "utf8"));
    await wait(20);
  }
  return folder;
}

/** Making a folder is a step that one process alone can take. */
function isFirst(folder: string): boolean {
  try {
    mkdirSync(folder);
    return true;
  } catch {
    return false;
  }
}
