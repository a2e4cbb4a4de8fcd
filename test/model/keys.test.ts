// Which keys of an object are data and which are names of members, and maps that a webhook sends in part.
import { describe, expect, test } from "vitest";
import { keyPattern } from "../../src/model/rules/keys.ts";
import { page, readPayload, section } from "../support/snippets.ts";
import { build, line } from "./structures/support.ts";

const read = async (value: string, rows = "") => {
  const { model, rules } = await readPayload({
    payloads: [`{ "m": ${value} }`],
    ...(rows !== "" && { table: `| Field | Notes |\n|---|---|\n${rows}` }),
  });
  const payload = model.webhooks[0]?.payload;
  const type = payload?.kind === "object" ? payload.fields[0]?.type : undefined;
  return { type: type === undefined ? "" : line(type), rules: rules.filter((rule) => rule?.startsWith("sample/")) };
};

test.each([
  ['{ "<namespace>": { "<property_name>": "<property_value>" } }', "map of map of string"],
  ['{ "<user_id>": 1 }', "map of integer"],
  ['{ "{id}": 1 }', "map of integer"],
  ['{ "{{id}}": 1 }', "map of integer"],
  ['{ "[id]": 1 }', "map of integer"],
  ['{ ":id": 1 }', "map of integer"],
  ['{ "$id": 1 }', "map of integer"],
  ['{ "USER_ID": 1 }', "map of integer"],
  ['{ "USER_ID_1": 1, "USER_ID_2": 2 }', "map of integer"],
  ['{ "<id1>": 1, "<id2>": 2 }', "map of integer"],
  ['{ "<id>": { "a": 1 }, "...": "..." }', "map of { a: integer }"],
  ['{ "property_name": "x" }', "map of string"],
  ['{ "another_custom_key": "x" }', "map of string"],
  ['{ "key": "value" }', "map of string"],
])("%s is a map", async (value, want) => {
  expect(await read(value)).toEqual({ type: want, rules: [] });
});

test.each([
  ['{ "public_key": "a" }', "{ public_key: string }"],
  ['{ "api_key": "a", "secret_key": "b" }', "{ api_key: string, secret_key: string }"],
  ['{ "idempotency_key": "a" }', "{ idempotency_key: string }"],
  ['{ "key": "a" }', "{ key: string }"],
  ['{ "namespace": "billing" }', "{ namespace: string }"],
  ['{ "property": "a" }', "{ property: string }"],
  ['{ "USER_ID": 1, "CHAT_ID": 2 }', "{ USER_ID: integer, CHAT_ID: integer }"],
])("%s is an object", async (value, want) => {
  expect(await read(value)).toEqual({ type: want, rules: [] });
});

test("a stand-in among other members is left out, with a finding", async () => {
  expect(await read('{ "<id>": 3, "total": 3 }')).toEqual({
    type: "{ total: integer, … }",
    rules: ["sample/stand-in-key"],
  });
});

test.each([
  ["property_name", '"x"', "{ property_name: string }"],
  ["monday", "1", "{ monday: integer }"],
  ["42", "1", "{ 42: integer }"],
])("a row that describes `%s` makes it a member", async (name, value, want) => {
  expect((await read(`{ "${name}": ${value} }`, `| \`m.${name}\` | Words. |`)).type).toBe(want);
});

test("a body may have any key where the page shows a placeholder", () => {
  expect(["stand-in", "placeholder", "constant"].map(keyPattern)).toEqual([undefined, undefined, undefined]);
});

describe("a map of which a webhook sends a part", () => {
  const structures = (sample: string): string =>
    `# Structures\n\n## Property\n\nWords.\n\n\`\`\`json\n${sample}\n\`\`\`\n`;
  const partial = (payload: string): string =>
    page(
      section({
        table: "| Field | Notes |\n|---|---|\n| `properties` | Not a full `properties` object. |",
        payloads: [`{ "properties": ${payload} }`],
      }),
    );
  const two = '{ "property_namespace": { "string_property": "x" } }';
  const three = '{ "property_namespace": { "string_property": { "custom_key": "x" } } }';

  test.each([
    ["the structure's depth is kept where it is the sample's", two, two, "&Property", false],
    ["the sample's is believed where it is less", three, two, "map of map of string", true],
    [
      "the sample's is believed where it is more",
      '{ "property_namespace": "x" }',
      two,
      "map of map of string",
      true,
    ],
    ["names that are deleted are lists", two, '{ "property_namespace": ["a"] }', "map of [string]", false],
  ])("%s", async (_, structure, payload, want, isReported) => {
    const { model, said } = await build(structures(structure), partial(payload));
    const type = model.webhooks[0]?.payload;
    expect(type?.kind === "object" && line(type.fields[0]?.type ?? { kind: "any" })).toBe(want);
    expect(said.some((one) => one.startsWith("model/structure-differs"))).toBe(isReported);
  });
});
