// Reference pages that stand beside the checkout: tests read them in place, and skip with a clear word without them.
import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, test } from "vitest";

export const sharedPath = fileURLToPath(new URL("../../../shared/", import.meta.url));

export const hasShared = existsSync(join(sharedPath, "seeds"));

/** The path of a file or folder in ../shared. */
export function shared(...parts: string[]): string {
  return join(sharedPath, ...parts);
}

/** A `describe` that skips, and says why, where ../shared is absent; with HOOKSMITH_REQUIRE_SHARED=1 it fails instead. */
export function describeShared(name: string, body: () => void): void {
  if (hasShared) describe(name, body);
  else if (process.env["HOOKSMITH_REQUIRE_SHARED"] === "1") {
    test(name, () => {
      throw new Error("../shared is not beside this checkout: the tests of the real pages must run here, not skip");
    });
  } else {
    // The body is not run even to be skipped: it may read the pages at once.
    describe.skip(`${name} (skipped: ../shared is not beside this checkout)`, () => {
      test("its tests read the pages in ../shared");
    });
  }
}
