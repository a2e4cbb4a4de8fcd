// Damage to a page is reported or does no harm: each heading, table header, row, fence and bracket, one at a time.
import { expect, test } from "vitest";
import { findSilentLosses } from "../support/find-silent-losses.ts";
import { MUTATE_ALL, type Share } from "../support/mutate-page.ts";
import { pages } from "../support/pages.ts";
import { describeShared } from "../support/shared.ts";

/** Beginning with another sample on each page, since the pages share their webhooks; 3.5 is copied as 3.4-preview is. */
const shares: readonly (readonly [string, Share])[] = [
  ["3.0", { every: 12, from: 0, of: 4 }],
  ["3.4-preview", { every: 24, from: 1, of: 6 }],
  ...(MUTATE_ALL ? [["3.5", { every: 1, from: 0 }] as const] : []),
];

describeShared("damage to a page of text or Markdown is never lost in silence", () => {
  test.each(shares)("v%s", { timeout: 600_000 }, async (version, share) => {
    const page = pages.find((one) => one.version === version);
    const { silent, tried } = await findSilentLosses(
      page ?? { version, seed: "", file: "" },
      MUTATE_ALL ? { every: 1, from: 0 } : share,
    );
    expect(silent).toEqual([]);
    for (const kind of ["heading", "table header", "row", "bracket"]) {
      expect(tried.get(`${kind} deleted`), kind).toBeGreaterThan(2);
      expect(tried.get(`${kind} misspelt`), kind).toBeGreaterThan(2);
    }
  });
});
