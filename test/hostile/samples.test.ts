// Fuzzed pages whose tables, comments and samples contradict each other, or are broken: what is emitted of them compiles, and
// the samples pass. FUZZ_SEED replays a run, FUZZ_RUNS makes it longer.
import fc from "fast-check";
import { expect, test } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { parsePage } from "../../src/pipeline/read-page.ts";
import { compileErrors } from "../support/compile-package.ts";
import { refusedSamples } from "../support/hold-samples.ts";
import { brokenPages, printBroken } from "./fuzz.ts";
import { endings, printPage, type SectionText } from "./print-page.ts";

const seed = Number(process.env["FUZZ_SEED"] ?? 20_260_101);
const numRuns = Number(process.env["FUZZ_RUNS"] ?? 15);

const key = fc.constantFrom("id", "chat_id", "type", "status", "name", "tags", "__proto__", "a b", "1");
const scalar = fc.constantFrom(
  "null",
  "1",
  "1.5",
  "true",
  '"x"',
  '"a_b"',
  '"c_d"',
  '"2024-01-02T03:04:05Z"',
  '"x" | "y"',
  "1e999",
);
const { value } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
  value: fc.oneof({ maxDepth: 3 }, scalar, tie("object"), tie("list")),
  object: fc
    .array(fc.tuple(key, tie("value"), fc.constantFrom("", "// optional", "// required", '// "Thing" object')), {
      maxLength: 4,
    })
    .map((members) => `{${members.map(([name, inner, comment]) => `\n"${name}": ${inner}, ${comment}`).join("")}\n}`),
  list: fc.array(tie("value"), { maxLength: 3 }).map((items) => `[${items.join(", ")}]`),
}));
const note = fc.constantFrom(
  ...[
    "Always there.",
    "Missing if there is none.",
    "Possible values: `a_b`, `q`.",
    "May be null.",
    "An ID.",
    "Array of strings.",
    "Required. A number.",
  ],
);
const prose = fc.constantFrom(
  "Tells it.",
  "Contains only the updated properties.",
  "Carries the full state of the thing.",
);
const section = fc.record({
  name: fc.constantFrom("thing_created", "thing_updated", "other_done"),
  description: prose,
  rows: fc.array(fc.tuple(key, note), { maxLength: 4 }),
  payload: value,
  bare: fc.boolean(),
});
const contradicting = fc.array(section, { minLength: 1, maxLength: 4 }).map((sections) => ({
  sections: sections.map(({ payload, bare, ...rest }): SectionText => ({
    ...rest,
    sample: bare
      ? payload
      : `{ "webhook_id": "a", "secret_key": "b", "action": "${rest.name}", "payload": ${payload} }`,
  })),
}));

async function modelOf(text: string, file: string): Promise<Model | undefined> {
  return (await parsePage(new TextEncoder().encode(text), { file, version: "1.0" })).model;
}

test(`the samples of contradicting pages pass what is emitted (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(contradicting, async (page) => {
      const model = await modelOf(printPage(page, "markdown"), "page.md");
      if (model !== undefined) expect(await refusedSamples(model)).toEqual([]);
    }),
    { seed, numRuns },
  );
}, 240_000);

test(`the samples of broken pages pass what is emitted (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(brokenPages, async (broken) => {
      const model = await modelOf(printBroken(broken), `page.${endings[broken.format]}`);
      if (model !== undefined) expect(await refusedSamples(model)).toEqual([]);
    }),
    { seed, numRuns: Math.ceil(numRuns / 2) },
  );
}, 240_000);

test(`what is emitted of both compiles (seed ${seed})`, async () => {
  const texts = [
    ...fc.sample(contradicting, { seed, numRuns: 12 }).map((page) => [printPage(page, "markdown"), "page.md"] as const),
    ...fc
      .sample(brokenPages, { seed, numRuns: 12 })
      .map((broken) => [printBroken(broken), `page.${endings[broken.format]}`] as const),
  ];
  const models = await Promise.all(texts.map(([text, file]) => modelOf(text, file)));
  const found = models.flatMap((model, index) =>
    model === undefined ? [] : [{ ...model, version: `1.${String(index)}` }],
  );
  expect(found.length).toBeGreaterThan(12);
  expect(await compileErrors(found)).toEqual([]);
}, 240_000);
