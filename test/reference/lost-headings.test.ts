// Sections whose heading got lost, has more words than a name, or is no section's at all.
import { describe, expect, test } from "vitest";
import { page, parseSnippet, section } from "../support/snippets.ts";

const FIELDS = "| Field | Notes |\n|-|-|\n| id | Optional. |";
const own = section({ table: FIELDS });
const sound = `## Others\n\n${section({ name: "thing_left" })}`;
const headed = (heading: string): string => own.replace("### `thing_done`", heading);

describe("the first section of a group", () => {
  const cases: readonly (readonly [string, { given: string; rules: readonly string[] }])[] = [
    ["on another level is read", { given: headed("#### `thing_done`"), rules: ["reference/heading-level"] }],
    ["with an HTML heading is read", { given: headed('<h3 id="thing_done">thing_done</h3>'), rules: [] }],
    ["with a bold line for its heading is repaired", { given: headed("**`thing_done`**"), rules: ["lost"] }],
    ["whose heading lacks a blank is repaired", { given: headed("###thing_done"), rules: ["lost"] }],
    ["without any heading is repaired", { given: headed(""), rules: ["lost"] }],
  ];
  test.each(cases)("%s", async (_, { given, rules: want }) => {
    for (const text of [
      page(given, sound),
      `# Webhooks\n\n## Others\n\n${section({ name: "thing_left" })}\n\n## Group\n\n${given}\n`,
    ]) {
      const { model, rules } = await parseSnippet(text);
      const names = model.webhooks.map(({ name, description }) => [name, description]);
      expect(new Map(names.map(([name, said]) => [name, said]))).toEqual(
        new Map([
          ["thing_done", "Informs of it."],
          ["thing_left", "Informs of it."],
        ]),
      );
      expect(rules.map((rule) => rule?.replace("reference/heading-lost", "lost"))).toEqual(want);
      expect(model.webhooks.find(({ name }) => name === "thing_done")?.group).toBe("Group");
    }
  });

  test("does not take the group's own list and sample with it", async () => {
    const intro = 'All share an envelope:\n\n- a\n- b\n\n```json\n{ "action": "<name>" }\n```';
    const { model } = await parseSnippet(page(intro, headed("**thing_done**"), sound));
    expect(model.webhooks[0]).toMatchObject({ name: "thing_done", description: "Informs of it." });
    expect(model.webhooks[0]?.samples).toHaveLength(1);
  });
});

test("a sample of an action that no section is about is an error", async () => {
  const stray = '```json\n{ "action": "thing_lost", "payload": {} }\n```';
  expect((await parseSnippet(page(stray, own, sound))).rules).toEqual([
    "reference/unread-sample",
    "reference/webhook-without-section",
  ]);
  const known = stray.replace("thing_lost", "thing_left");
  expect((await parseSnippet(page(known, own, sound))).rules).toEqual(["reference/unread-sample"]);
});

test.each(["`%` New", "1.2 `%`", "% webhook"])(
  "headings that all read %s are sections, named by their action",
  async (form) => {
    const reworded = (name: string): string => section({ name }).replace(`\`${name}\``, form.replace("%", name));
    const { model, rules } = await parseSnippet(page(reworded("thing_done"), reworded("thing_left")));
    expect(model.webhooks.map(({ name }) => name)).toEqual(["thing_done", "thing_left"]);
    expect(rules).toEqual(["reference/heading-form", "reference/heading-form"]);
  },
);

describe("a heading inside a section", () => {
  const fields = "| Field | Notes |\n|-|-|\n";
  const cases: readonly (readonly [string, { given: string; want: readonly string[] }])[] = [
    ["that names a field is that field", { given: "##### `queue`", want: [] }],
    ["that names it on the sections' level is that field too", { given: "### `queue`", want: [] }],
    ["that names it in words is that field too", { given: "##### The queue object", want: [] }],
    ["that is unknown says what became of its table", { given: "##### Colours", want: ["reference/unread-heading"] }],
  ];
  test.each(cases)("%s", async (_, { given, want }) => {
    const table = `${fields}| queue | The queue. |\n\n${given}\n\n${fields}| position | Optional. |`;
    const text = page(section({ table, payloads: ['{ "queue": { "position": 1 } }'] }), sound);
    const { model, rules } = await parseSnippet(text);
    expect(model.webhooks.map(({ name }) => name)).toEqual(["thing_done", "thing_left"]);
    expect(model.webhooks[0]?.payload).toMatchObject({
      fields: [{ name: "queue", presence: "required", type: { fields: [{ name: "position", presence: "optional" }] } }],
    });
    expect(rules).toEqual(want);
  });

  test("is a webhook of its own where its sample says so", async () => {
    const other = section({ name: "thing_left", action: null }).replace("###", "####");
    const { model } = await parseSnippet(page(own, sound.replace("thing_left", "thing_gone"), other));
    expect(model.webhooks.map(({ name }) => name)).toContain("thing_left");
  });
});

test.each([
  ["`thing_done`, `thing_ended`", ["thing_ended"]],
  ["thing_done or thing_ended", ["thing_ended"]],
  ["`thing_done` (since `3.6`)", []],
])("the action row %s gives the aliases %j", async (action, aliases) => {
  const text = page(own.replace("| `thing_done` |", `| ${action} |`), sound);
  const { model, rules } = await parseSnippet(text);
  expect(model.webhooks[0]?.aliases.map(({ value }) => value)).toEqual(aliases);
  expect(rules).toEqual(aliases.map(() => "model/name-differs"));
});
