// Reference pages that stand beside the checkout: tests read them in place, and skip with a clear word without them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe } from "vitest";

export const sharedPath = fileURLToPath(new URL("../../../shared/", import.meta.url));

export const hasShared = existsSync(join(sharedPath, "seeds"));

/** The path of a file or folder in ../shared. */
export function shared(...parts: string[]): string {
  return join(sharedPath, ...parts);
}

/** A `describe` that skips, and says why, where ../shared is absent. */
export function describeShared(name: string, body: () => void): void {
  if (hasShared) describe(name, body);
  else describe.skip(`${name} (skipped: ../shared is not beside this checkout)`, body);
}
