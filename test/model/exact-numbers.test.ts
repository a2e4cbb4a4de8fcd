// Numbers in samples and in notes: digits that JavaScript would round, and lists of numbers.
import { expect, test } from "vitest";
import { printJson } from "../../src/emit/json.ts";
import { readPayload } from "../support/snippets.ts";

test.each([
  ['{ "id": 9007199254740993 }', { "/payload/id": "9007199254740993" }],
  ['{ "id": -9007199254740993 }', { "/payload/id": "-9007199254740993" }],
  ['{ "a/b": [1, 123456789012345678901] }', { "/payload/a~1b/1": "123456789012345678901" }],
  ['{ "id": 9007199254740992, "x": 1e30, "y": 12345678901234567 }', { "/payload/y": "12345678901234567" }],
  ['{ "id": 1, "x": 1.5, "s": "9007199254740993" }', undefined],
])("digits that a number would lose are kept and reported: %s", async (payload, want) => {
  const { model, rules } = await readPayload({ payloads: [payload] });
  const [sample] = model.webhooks[0]?.samples ?? [];
  expect(sample?.digits).toEqual(want);
  expect(rules.includes("sample/big-integer")).toBe(want !== undefined);
  const written = printJson(sample?.body, sample?.digits);
  for (const digits of Object.values(want ?? {})) expect(written).toContain(digits);
  expect(JSON.parse(written)).toEqual(sample?.body);
});

test.each([
  ["1", "Possible values: `1`, `2`, `3`.", "a enum 1 2 3"],
  ["1", "One of: 1, 2, 3", "a enum 1 2 3"],
  ["1", "Possible values: `1` (open), `2` (shut)", "a enum 1 2"],
  ["1", "Possible values: `-1`, `1`", "a enum -1 1"],
  ["1", "Possible values: `1`, `x`", "a integer"],
  ["0.5", "Possible values: `0.5`, `1.5`", "a enum 0.5 1.5"],
  ["[1, 2]", "Possible values: `1`, `2`", "a array"],
  ['"1"', "Possible values: `1`, `2`", 'a enum "1" "2"'],
  ["true", "Possible values: `true`, `false`", "a boolean"],
])("a member that is %s and a note: %s", async (value, note, want) => {
  const { lines } = await readPayload({
    payloads: [`{ "a": ${value} }`],
    table: `| Field | Notes |\n|---|---|\n| \`a\` | ${note} |`,
  });
  expect(
    lines
      .find((line) => line.startsWith("payload.a"))
      ?.split("  ")
      .slice(0, 2)
      .join(" "),
  ).toBe(`payload.${want}`);
});
