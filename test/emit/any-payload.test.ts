// Payloads of every kind of JSON value, with and without an envelope: emitted, compiled, and their samples pass.
import { describe, expect, test } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { compileErrors } from "../support/compile-package.ts";
import { refusedSamples } from "../support/hold-samples.ts";
import { page, parseSnippet, section, type SectionParts } from "../support/snippets.ts";
import { build, section as structure } from "../model/structures/support.ts";

const values = [
  "[]",
  '[ { "a": 1, ... } ]',
  "[{}]",
  "[null]",
  "[[]]",
  "[[[]]]",
  "[ ... ]",
  "[1, ...]",
  "[1, [], {}]",
  "[true, null]",
  "[null, []]",
  '[null, { "a": 1 }]',
  "[[{}]]",
  '[{ "a": 1 }, { "b": 2 }]',
  '[{ "type": "a_b", "x": 1 }, { "type": "c_d", "y": 2 }]',
  "{}",
  "{ ... }",
  '{ "a": [[]] }',
  '{ "a": [null] }',
  '{ "a": null }',
  '{ "1": [] }',
  '{ "__proto__": { "z": 1 }, "constructor": 1, "id": 2 }',
  '{ "": 1, "toString": [], "a b": {} }',
  "null",
  "1",
  "1.5",
  '"a"',
  '"x" | "y"',
  "true",
  "[] | null",
  '{ "a": 1 } | []',
  '{ "a": 1e999, "b": 9007199254740993, "c": -0, "d": 123456789012345678901234567890, "e": 1e-999, "f": NaN, "i": "\\ud800", "j": 0x10 }',
];

const modelOf = async (parts: SectionParts, index: number): Promise<Model> => {
  const { model } = await parseSnippet(page(section({ ...parts, name: "queue_emptied" })));
  return { ...model, version: `1.${String(index)}` };
};

describe.each([
  ["in an envelope", false, values],
  ["alone", true, values.filter((value) => /^[{[]/.test(value))],
])("a payload %s", (_, bare, given) => {
  test.each(given)("%s passes the validators that are emitted for it", async (value) => {
    expect(await refusedSamples(await modelOf({ payloads: [value], bare }, 0))).toEqual([]);
  });

  test.each(given)("%s with a table of its members does too", async (value) => {
    const table = "| Field | Notes |\n|---|---|\n| `a` | Present if there is one. |\n| `b` | Always there. |";
    expect(await refusedSamples(await modelOf({ payloads: [value], table, bare }, 0))).toEqual([]);
  });

  test("compiles, whatever kind of value it is", async () => {
    const models = await Promise.all(given.map((value, index) => modelOf({ payloads: [value], bare }, index)));
    expect(await compileErrors(models)).toEqual([]);
  }, 120_000);
});

const containers = [
  ...values.filter((value) => /^[{[]/.test(value)),
  '{\n// "Thing" object\n}',
  '[\n// array of "Thing" objects\n]',
  '[{\n// "Thing" object\n}, 1]',
  '{ "child": {\n// "Thing" object\n}, "id": 1 }',
];

describe("a structure", () => {
  const structured = async (value: string, index: number): Promise<Model> => {
    const uses = [
      '{ "one": {\n// "Thing" object\n} }',
      '{ "some": [\n// array of "Thing" objects\n] }',
      '{\n// "Thing" object\n}',
    ];
    const webhooks = page(...uses.map((payload, at) => section({ name: `thing_${String(at)}`, payloads: [payload] })));
    const { model } = await build(`# Structures\n\n${structure("## Thing", [], value)}`, webhooks);
    expect(model.structures.map(({ name, documented }) => [name, documented])).toEqual([["Thing", true]]);
    expect(JSON.stringify(model.webhooks)).toContain('"name":"Thing"');
    return { ...model, version: `1.${String(index)}` };
  };

  test.each(containers)("whose sample is %s passes where webhooks hold it", async (value) => {
    expect(await refusedSamples(await structured(value, 0))).toEqual([]);
  });

  test("compiles, whatever kind of value it is", async () => {
    expect(await compileErrors(await Promise.all(containers.map(structured)))).toEqual([]);
  }, 120_000);
});

describe("webhooks without any envelope", () => {
  const lists = page(
    section({ name: "bot_updated", payloads: ['[{ "bot_id": "1" }]'], bare: true }),
    section({ name: "bot_gone", action: "bot_deleted", payloads: ["[1, 2]"], bare: true }),
    section({ name: "bot_lost", payloads: [], bare: true }),
  );

  test("compile as lists, mixed lists and unknown bodies", async () => {
    const { model } = await parseSnippet(lists);
    expect(model.webhooks.map(({ payload }) => payload.kind)).toEqual(["array", "array", "any"]);
    expect(await compileErrors([{ ...model, version: "1" }])).toEqual([]);
    expect(await refusedSamples(model)).toEqual([]);
  }, 120_000);
});
