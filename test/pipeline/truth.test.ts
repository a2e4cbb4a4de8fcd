// The pages written for this project tell the truth: their models equal those of the vendor's pages, but for prose and places.
import { expect, test } from "vitest";
import { modelOf, ownText, pages, seedText } from "../support/pages.ts";
import { projectModel } from "../support/project-model.ts";
import { describeShared } from "../support/shared.ts";

describeShared("the project's own pages", () => {
  test.each(pages)("v$version says what the vendor's page says", async (page) => {
    const [theirs, ours] = await Promise.all([modelOf(seedText(page), page), modelOf(ownText(page), page)]);
    const inOrder = (lines: ReadonlyMap<string, readonly string[]>): unknown =>
      [...lines].sort(([a], [b]) => (a < b ? -1 : 1));
    expect(inOrder(projectModel(ours))).toEqual(inOrder(projectModel(theirs)));
  });
});
