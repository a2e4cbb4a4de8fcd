// Damage to a saved page, as in mutation.test.ts; a file of its own, so that the two run side by side.
import { expect, test } from "vitest";
import { findSilentLosses } from "../support/find-silent-losses.ts";
import { MUTATE_ALL } from "../support/mutate-page.ts";
import { pages } from "../support/pages.ts";
import { describeShared } from "../support/shared.ts";

describeShared("damage to a saved page is never lost in silence", () => {
  test.each(pages.filter(({ file }) => file.endsWith(".html")))("v$version", { timeout: 600_000 }, async (page) => {
    const share = MUTATE_ALL ? { every: 1, from: 0 } : { every: 48, from: 5, of: 6 };
    const { silent, tried } = await findSilentLosses(page, share);
    expect(silent).toEqual([]);
    for (const kind of ["heading", "table header", "row", "fence", "bracket"]) {
      expect(tried.get(`${kind} deleted`), kind).toBeGreaterThan(2);
      expect(tried.get(`${kind} misspelt`), kind).toBeGreaterThan(2);
    }
  });
});
