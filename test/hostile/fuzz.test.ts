// Structured fuzzing, bounded: FUZZ_SEED replays a run, FUZZ_RUNS makes it longer.
import fc from "fast-check";
import { expect, test } from "vitest";
import { brokenPages, factsOf, readBroken, soundPages } from "./fuzz.ts";
import { formats } from "./print-page.ts";

const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_101);
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 60);

test(`a sound page says the same in every format (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(soundPages, async (page) => {
      const wanted = await factsOf(page, "markdown");
      for (const format of formats) expect(await factsOf(page, format), format).toEqual(wanted);
    }),
    { seed, numRuns: Math.ceil(numRuns / 3) },
  );
});

test(`a broken page gives a model or an error, and nothing for a terminal (seed ${seed})`, async () => {
  await fc.assert(fc.asyncProperty(brokenPages, readBroken), { seed, numRuns });
});
