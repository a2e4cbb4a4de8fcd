// The models of the pages written for this project, as lines to be read.
import { expect, test } from "vitest";
import { modelOf, ownText, pages } from "../support/pages.ts";
import { printModel } from "../support/project-model.ts";

test.each(pages)("the model of v$version is as reviewed", async (page) => {
  await expect(printModel(await modelOf(ownText(page), page))).toMatchFileSnapshot(`goldens/v${page.version}.txt`);
});
