// Every sample that is emitted passes what is emitted beside it: of the project's pages, of the fixtures, of pages made up at random.
import { describe, expect, test } from "vitest";
import { models } from "./fixtures.ts";
import { refusedSamples } from "../support/hold-samples.ts";
import { readOwnVersions } from "../support/versions.ts";

test.each(models.map((model) => [model.version, model] as const))("the samples of %s", async (_, model) => {
  expect(await refusedSamples(model)).toEqual([]);
});
test("own", async () => {
  for (const [v, { model }] of await readOwnVersions()) { if (model) expect(await refusedSamples(model), v).toEqual([]); }
}, 100000);
