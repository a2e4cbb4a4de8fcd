// What only samples show: required members without words, members that a table of presence lacks, and internal ones.
import { expect, test } from "vitest";
import { bodyValidator } from "../../src/check/validate-body.ts";
import { readPayload } from "../support/snippets.ts";

const table = "| Field | Required | Type | Notes |\n|---|---|---|---|\n";
const fieldsOf = async (payload: string, rows: string) => {
  const { model, rules } = await readPayload({ payloads: [payload], ...(rows !== "" && { table: table + rows }) });
  const type = model.webhooks[0]?.payload;
  return { fields: type?.kind === "object" ? type.fields : [], rules };
};

test.each([
  ["no row", "", "required", "sample"],
  ["a row without a word of presence", "| `a` | | string | Words. |", "required", "sample"],
  ["a cell that demands it", "| `a` | yes | string | Words. |", "required", undefined],
  ["a note that demands it", "| `a` | | string | Always there. |", "required", undefined],
  ["words that call it optional", "| `a` | no | string | Words. |", "optional", undefined],
])("the basis of a required member is kept: %s", async (_, rows, presence, basis) => {
  const [field] = (await fieldsOf('{ "a": "x" }', rows)).fields;
  expect([field?.presence, field?.basis]).toEqual([presence, basis]);
});

test.each([
  ["a member without a row", '{ "a": "x", "b": 1, "c": 2 }', "| `a` | yes | | Words. |\n| `c` | no | | Words. |", true],
  ["one row alone is no table", '{ "a": "x", "b": 1 }', "| `a` | yes | | Words. |", false],
  ["an inner one", '{ "a": { "b": 1, "c": 2 } }', "| `a` | yes | | Words. |\n| `a.b` | yes | | Words. |", true],
  ["all have rows", '{ "a": "x", "b": 1 }', "| `a` | yes | | Words. |\n| `b` | no | | Words. |", false],
  ["a table that says nothing of presence", '{ "a": "x", "b": 1 }', "| `a` | | | Words. |", false],
])("a table of presence that lacks a member of the sample is reported: %s", async (_, payload, rows, want) => {
  expect((await fieldsOf(payload, rows)).rules.includes("model/member-without-row")).toBe(want);
});

test("an internal member that one sample alone shows is optional", async () => {
  const one = await readPayload({ payloads: ['{ "__a": 1, "_b": 2 }'] });
  const both = await readPayload({ payloads: ['{ "__a": 1 }', '{ "__a": 2 }'] });
  expect(one.lines.map((line) => line.split(" ")[0])).toEqual(["payload", "payload.__a?", "payload._b"]);
  expect(both.lines.map((line) => line.split(" ")[0])).toEqual(["payload", "payload.__a"]);
});

test("a body without a member that only samples demand is told so, one that words demand is not", async () => {
  const { model } = await readPayload({
    payloads: ['{ "a": "x", "b": [{ "c": 1 }] }'],
    table: `${table}| \`a\` | yes | string | Words. |`,
  });
  const verdict = bodyValidator(model)({
    ...{ webhook_id: "w", secret_key: "s", action: "thing_done", organization_id: "o" },
    payload: { b: [{}] },
  });
  expect(verdict.valid ? [] : verdict.mismatches.map(({ message }) => message)).toEqual([
    'the member "a" is needed, it is missing',
    'the member "c" is needed (only samples show that it is), it is missing',
  ]);
});
