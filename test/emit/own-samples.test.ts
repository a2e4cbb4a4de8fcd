// Every sample that is emitted passes what is emitted beside it: of the fixtures, of the project's pages, of contradicting pages.
import { describe, expect, test } from "vitest";
import { refusedSamples } from "../support/hold-samples.ts";
import { page, parseSnippet, section, type SectionParts } from "../support/snippets.ts";
import { readOwnVersions } from "../support/versions.ts";
import { models } from "./fixtures.ts";

const table = (...rows: readonly string[]): string => ["| Field | Notes |", "|---|---|", ...rows].join("\n");
const created: SectionParts = {
  name: "group_created",
  prose: "Carries the full state of the group.",
  payloads: ['{ "id": 42, "name": "sales", "group_id": 1 }'],
};
const partial = "Contains only the updated properties.";

describe("the samples pass schema and validators", () => {
  test.each(models.map((model) => [model.version, model] as const))("of the fixture %s", async (_, model) => {
    expect(await refusedSamples(model)).toEqual([]);
  });

  test("of the project's own pages", async () => {
    for (const [version, { model }] of await readOwnVersions())
      expect(model === undefined ? ["no model"] : await refusedSamples(model), version).toEqual([]);
  }, 240_000);

  test.each<readonly [string, readonly SectionParts[], string]>([
    [
      "of a partial update without its identity",
      [created, { name: "group_updated", prose: partial, payloads: ['{ "name": "a" }'] }],
      "id?",
    ],
    [
      "of a partial update with an identity of its own",
      [created, { name: "group_updated", prose: partial, payloads: ['{ "group_key": 1, "id": 4 }'] }],
      "id",
    ],
    [
      "of partial updates of which one lacks the identity",
      [created, { name: "group_updated", prose: partial, payloads: ['{ "id": 1, "a": 1 }', '{ "a": 2 }'] }],
      "id?",
    ],
    [
      "of a partial update whose identity a row calls optional",
      [{ prose: partial, payloads: ['{ "id": 1 }'], table: table("| `id` | Missing if the group is new. |") }],
      "id?",
    ],
    [
      "of a list of partial updates",
      [{ prose: partial, payloads: ['[{ "chat_id": 1, "a": 1 }, { "a": 1 }]'] }],
      "chat_id?",
    ],
    [
      "of a member that a comment calls required and one sample lacks",
      [{ payloads: ['{ "id": 1, // required\n"a": 1 }', '{ "a": 1 }'] }],
      "id?",
    ],
    [
      "of a member that comments call both",
      [{ payloads: ['{ "id": 1 // required\n}', '{ "id": 1 // optional\n}'] }],
      "id?",
    ],
    [
      "of a value that the table does not list",
      [{ payloads: ['{ "id": "x" }'], table: table("| `id` | Possible values: `a`, `b`. |") }],
      "id",
    ],
    [
      "of a member that the table types otherwise",
      [{ payloads: ['{ "id": "x" }'], table: "| Field | Type | Notes |\n|---|---|---|\n| `id` | integer | An ID. |" }],
      "id",
    ],
    ["of a member that stands twice", [{ payloads: ['{ "id": 1, "id": "x" }'] }], "id"],
    ["of an object that stands twice", [{ payloads: ['{ "id": { "one": 1 }, "id": { "two": 2 } }'] }], "id"],
    [
      "of variants of which one is partial",
      [
        {
          prose: `- \`a_b\` rule: ${partial}\n- \`c_d\` rule: the full state`,
          payloads: ['[{ "type": "a_b", "x": 1 }, { "type": "c_d", "y": 2, "id": 3 }]'],
        },
      ],
      "id?",
    ],
  ])("%s", async (_, sections, want) => {
    const { model } = await parseSnippet(page(...sections.map(section)));
    expect(await refusedSamples(model)).toEqual([]);
    const names = model.webhooks.flatMap(({ payload }) => {
      const items = payload.kind === "array" ? payload.items : payload;
      const shapes = items.kind === "union" ? items.variants : [items];
      return shapes.flatMap((shape) => (shape.kind === "object" ? shape.fields : []));
    });
    expect(names.map(({ name, presence }) => `${name}${presence === "optional" ? "?" : ""}`)).toContain(want);
  });
});

describe("a member that a body has twice", () => {
  const bodyOf = (members: string): string =>
    `# Webhooks\n\n## Group\n\n### \`x_y\`\n\n| | |\n|---|---|\n| **Action** | \`x_y\` |\n\n\`\`\`json\n{ "webhook_id": "a", ${members} }\n\`\`\`\n`;

  test.each([
    ["the payload", '"secret_key": "b", "action": "x_y", "payload": { "one": 1 }, "payload": { "two": 2 }', { two: 2 }],
    ["payloads of several kinds", '"secret_key": "b", "action": "x_y", "payload": { "one": 1 }, "payload": [2]', [2]],
    ["a member before it", '"secret_key": "b", "secret_key": 5, "action": "x_y", "payload": { "id": 1 }', { id: 1 }],
    ["the action", '"secret_key": "b", "action": "x_y", "action": "x_z", "payload": { "id": 1 }', { id: 1 }],
    ["three times", '"action": "x_y", "payload": { "id": 1, "id": "x", "id": null }', { id: null }],
    ["escaped once", '"action": "x_y", "payload": { "id": 1, "\\u0069d": "x" }', { id: "x" }],
    [
      "called __proto__",
      '"action": "x_y", "payload": { "__proto__": 1, "__proto__": { "z": 1 } }',
      JSON.parse('{ "__proto__": { "z": 1 } }'),
    ],
  ])("counts as JSON has it, in samples and types: %s", async (_, members, want) => {
    const { model, rules } = await parseSnippet(bodyOf(members));
    expect(model.webhooks.map(({ samples }) => samples.map(({ body }) => body))).toMatchObject([[{ payload: want }]]);
    expect(rules).toContain("sample/duplicate-key");
    expect(await refusedSamples(model)).toEqual([]);
  });

  test("of another type is read as either", async () => {
    const { model } = await parseSnippet(bodyOf('"action": "x_y", "payload": { "id": 1, "id": "x" }'));
    const [webhook] = model.webhooks;
    expect(webhook?.payload).toMatchObject({
      fields: [{ name: "id", type: { kind: "union", variants: [{ kind: "string" }, { kind: "integer" }] } }],
    });
  });
});

describe("a second section of one webhook", () => {
  test("keeps its description and its notes", async () => {
    const { model } = await parseSnippet(
      page(
        section({ prose: "First words.", payloads: ['{ "id": "1" }'], table: table("| `id` | Note one. |") }),
        section({ prose: "Other words.", payloads: ['{ "id": "1" }'], table: table("| `id` | Note two. |") }),
        section({
          prose: "Other words.",
          payloads: ['{ "id": "1", "more": 2 }'],
          table: table("| `id` | Note three. |"),
        }),
      ),
    );
    const [webhook] = model.webhooks;
    expect(webhook?.description).toBe("First words.\n\nOther words.");
    expect(webhook?.payload).toMatchObject({
      variants: [
        { fields: [{ name: "id", description: "Note one. Note two." }] },
        { fields: [{ name: "id", description: "Note three." }, { name: "more" }] },
      ],
    });
  });
});
