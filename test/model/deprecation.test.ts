// Members that a page gives up: each rule by its example, and what a note, a comment or a struck-out name does to the model.
import { describe, expect, test } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { deprecationRules, readDeprecation } from "../../src/model/rules/unread-words.ts";
import { page, parseSnippet, readPayload, section } from "../support/snippets.ts";

describe("the rules", () => {
  test.each(deprecationRules)("$id reads its example", ({ id, example }) => {
    expect(readDeprecation(example, [])).toBe(id);
  });

  test.each([
    ["of another thing", "Takes the place of x, which is deprecated.", []],
    ["of a value", "Possible values: x, y (deprecated)", ["x", "y"]],
    ["of a value that is no code", "Possible values: x, y (deprecated)", []],
    ["of a kind", "Deprecated chats are left out.", []],
  ])("words %s say nothing of the member", (_, text, codes) => {
    expect(readDeprecation(text, codes)).toBeUndefined();
  });
});

const deprecated = ({ webhooks: [webhook] }: Model): readonly string[] =>
  webhook?.payload.kind === "object"
    ? webhook.payload.fields.filter((field) => field.deprecated === true).map(({ name }) => name)
    : [];

describe("a member is deprecated", () => {
  test.each<[string, { table?: string; payload: string }]>([
    ["by its note", { table: "| Field | Notes |\n|-|-|\n| `id` | Deprecated. |", payload: '{ "id": "a", "b": 1 }' }],
    [
      "by its note where no sample shows it",
      { table: "| Field | Notes |\n|-|-|\n| `id` | (deprecated) A |", payload: '{ "b": 1 }' },
    ],
    [
      "by its struck-out name",
      { table: "| Field | Notes |\n|-|-|\n| ~~`id`~~ | A |", payload: '{ "id": "a", "b": 1 }' },
    ],
    ["by a comment in the sample", { payload: '{\n"id": "a", // deprecated\n"b": 1 }' }],
  ])("%s", async (_, { table, payload }) => {
    const { model } = await readPayload({ payloads: [payload], ...(table === undefined ? {} : { table }) });
    expect(deprecated(model)).toEqual(["id"]);
  });
});

test("two rows of one member are both read, and what they contradict each other in is said of the rows", async () => {
  const table = "| Field | Notes |\n|-|-|\n| `id` | Optional. |\n| `id` | Required. |";
  const { model, messages } = await parseSnippet(page(section({ table })));
  const [webhook] = model.webhooks;
  const fields = webhook?.payload.kind === "object" ? webhook.payload.fields : [];
  expect(fields.map(({ presence, description }) => [presence, description])).toEqual([
    ["optional", "Optional. Required."],
  ]);
  expect([...messages].sort()).toEqual([
    expect.stringContaining('but "Optional." at line'),
    expect.stringContaining('tells of "id" already at line'),
  ]);
});
