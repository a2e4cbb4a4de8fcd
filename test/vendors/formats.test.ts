// Bodies that a page shows in several formats: which titles name one, what is read of them, and what the register's `format` chooses.
import { describe, expect, test } from "vitest";
import { bodyOf } from "../../src/model/body.ts";
import { parsePage } from "../../src/pipeline/read-page.ts";
import { formatIn, formatRules } from "../../src/reference/body-formats.ts";
import { readConventions } from "../../src/register/conventions.ts";
import { line } from "../model/structures/support.ts";

describe("a title names a format", () => {
  test.each(formatRules)("by the words of $id: $example", ({ id, example }) => {
    const words = formatIn(example);
    expect(words).toBeDefined();
    expect(
      formatRules
        .filter(({ pattern }) => example.toLowerCase().replace("-", " ").search(pattern) >= 0)
        .map((one) => one.id),
    ).toEqual([id]);
  });

  test.each([
    "JSON (v1) example:",
    "New payload",
    "Thin",
    "application/x-www-form-urlencoded",
    "Payload in version 2.1",
    "CloudEvents",
  ])("%s", (title) => {
    expect(formatIn(title)).toBeDefined();
  });

  test.each([
    "Full refund",
    "New customer",
    "Example 1",
    "Payload",
    "JSON of an order",
    "order.paid",
    "",
    "a".repeat(100),
  ])("not where it says more, or less: %s", (title) => {
    expect(formatIn(title)).toBeUndefined();
  });
});

const flat = (name: string): string => `\`\`\`json\n{ "event": "${name}", "kite": 5 }\n\`\`\``;
const deep = (name: string): string =>
  `\`\`\`json\n{ "event": "${name}", "data": { "id": "k5", "tail": "red" } }\n\`\`\``;
const page = (section: (name: string) => string): string =>
  ["# Kites", "## kite.flown", section("kite.flown"), "## kite.lost", section("kite.lost")].join("\n\n");
const headed = (name: string): string => `### Thin\n\n${flat(name)}\n\n### Snapshot\n\n${deep(name)}`;

const either = '({ event: "kite.flown", kite: integer } | { event: "kite.flown", data: { id: string, tail: string } })';
const second = '{ event: "kite.flown", data: { id: string, tail: string } }';
const several = "reference/several-formats";

interface Case {
  readonly given: string;
  readonly format?: string;
  readonly want: string;
  readonly said: readonly string[];
}

const cases: readonly (readonly [string, Case])[] = [
  ["under headings are variants of the body", { given: page(headed), want: either, said: [several] }],
  [
    "below words are variants of the body",
    {
      given: page((name) => `JSON (v1) example:\n\n${flat(name)}\n\nJSON (v2) example:\n\n${deep(name)}`),
      want: either,
      said: [several],
    },
  ],
  [
    "in tabs are variants of the body",
    {
      given: page(
        (name) =>
          `<Tabs>\n<Tab title="Legacy payload">\n\n${flat(name)}\n\n</Tab>\n<Tab title="New payload">\n\n${deep(name)}\n\n</Tab>\n</Tabs>`,
      ),
      want: either,
      said: [several],
    },
  ],
  [
    "by the titles of fences are variants of the body",
    {
      given: page((name) =>
        `${flat(name)}\n\n${deep(name)}`
          .replace("json", 'json title="Compact"')
          .replace(/json\n/, 'json title="Full"\n'),
      ),
      want: either,
      said: [several],
    },
  ],
  ["the register chooses", { given: page(headed), format: "Snapshot", want: second, said: [] }],
  [
    "the register chooses with its heading and table",
    {
      given: page(
        (name) =>
          `### Old payload\n\n| Field | Type |\n|---|---|\n| event | string |\n| kite | integer |\n\n${flat(name)}\n\n### New payload\n\n${deep(name)}`,
      ),
      format: "new payload",
      want: second,
      said: [],
    },
  ],
  [
    "the register chooses by a title that no rule knows",
    {
      given: page(
        (name) =>
          `<Tabs>\n<Tab title="Our own">\n\n${flat(name)}\n\n</Tab>\n<Tab title="For partners">\n\n${deep(name)}\n\n</Tab>\n</Tabs>`,
      ),
      format: "For partners",
      want: second,
      said: [],
    },
  ],
  [
    "the register chooses in vain stay variants",
    { given: page(headed), format: "Fat", want: either, said: [several, "model/unknown-format"] },
  ],
  [
    "have the fields of their own tables",
    {
      given: page(
        (name) =>
          `### Old payload\n\n| Field | Type | Required |\n|---|---|---|\n| event | string | yes |\n| kite | integer | yes |\n| note | string | no |\n\n${flat(name)}\n\n### New payload\n\n${deep(name)}`,
      ),
      want: '({ event: "kite.flown", kite: integer, ?note: string } | { event: "kite.flown", data: { id: string, tail: string } })',
      said: [several],
    },
  ],
  [
    "of which one has no more than the other are one body",
    {
      given: page(
        (name) => `### Basic\n\n${flat(name)}\n\n### Full\n\n${flat(name).replace("5", '5, "wind": "calm"')}`,
      ),
      want: '{ event: "kite.flown", kite: integer, ?wind: string }',
      said: [],
    },
  ],
  [
    "as forms are left out beside JSON",
    {
      given: page((name) => `### Form-encoded\n\n\`\`\`\nevent=${name}&kite=5\n\`\`\`\n\n### JSON\n\n${flat(name)}`),
      want: '{ event: "kite.flown", kite: integer }',
      said: ["reference/unread-sample", "reference/unread-sample"],
    },
  ],
  [
    "that differ in the payload alone have one envelope",
    {
      given: page(
        (name) => `### V1\n\n${deep(name)}\n\n### V2\n\n${deep(name).replace('"tail": "red"', '"tails": ["red"]')}`,
      ).replaceAll("k5", "k6"),
      want: '{ event: "kite.flown", data: ({ id: string, tail: string } | { id: string, tails: [string] }) }',
      said: [several],
    },
  ],
];

describe("bodies in several formats", () => {
  test.each(cases)("%s", async (_, { given, format, want, said }) => {
    const at = { file: "sources.yaml", line: 1, column: 1, offset: 0 };
    const conventions = readConventions(format === undefined ? {} : { format }, "", () => at);
    const { model, findings } = await parsePage(new TextEncoder().encode(given), { file: "page.mdx", conventions });
    const webhook = model?.webhooks.find(({ name }) => name === "kite.flown");
    expect(webhook === undefined ? "none" : line(bodyOf(webhook))).toBe(want);
    const told = findings.map(({ ruleId }) => String(ruleId)).filter((rule) => rule !== "model/inferred-convention");
    expect(told.filter((rule) => !/payload|row/.test(rule))).toEqual(said);
  });
});

test("samples of one webhook that share only what all webhooks have are variants", async () => {
  const given = [
    "# Kites\n\n## kite.changed\n\nA pilot came:",
    '```json\n{ "event": "kite.changed", "at": 1, "pilot": "p1", "by": "p2" }\n```',
    "A line broke:",
    '```json\n{ "event": "kite.changed", "at": 2, "line": "l1", "why": "wind" }\n```',
    '## kite.lost\n\n```json\n{ "event": "kite.lost", "at": 1, "where": "Ulm" }\n```',
  ].join("\n\n");
  const { model } = await parsePage(new TextEncoder().encode(given), { file: "page.md" });
  expect(model?.webhooks.map((webhook) => line(bodyOf(webhook)))).toEqual([
    '({ event: "kite.changed", at: integer, pilot: string, by: string } | { event: "kite.changed", at: integer, line: string, why: string })',
    '{ event: "kite.lost", at: integer, where: string }',
  ]);
});
