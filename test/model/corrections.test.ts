// Corrections: what they change, of every kind of target, and when they are stale.
import { describe, expect, test } from "vitest";
import { applyCorrections } from "../../src/model/corrections/apply-corrections.ts";
import type { Model } from "../../src/model/model.ts";
import { parseCorrections } from "../../src/register/read-corrections.ts";
import { severityOf } from "../../src/source/finding.ts";
import { projectStructure, projectWebhook } from "../support/project-model.ts";
import { page, parseSnippet, section } from "../support/snippets.ts";

const enveloped = page(
  section({
    payloads: [
      '{ "id": "a", "list": [{ "n": 1 }], "map": { "x@example.com": "first" }, "who": {\n// "User" object\n} }',
    ],
  }),
  section({ name: "b_c", payloads: ['{ "id": "b" }'] }),
);
const bare = page(section({ bare: true }), section({ name: "b_c", bare: true }));

interface Given {
  readonly path: string;
  readonly expect: string;
  readonly set: string;
  readonly page?: string;
}

async function correct({ path, expect: expected, set, page: text = enveloped }: Given): Promise<{
  model: Model;
  findings: ReturnType<typeof applyCorrections>["findings"];
  lines: readonly string[];
}> {
  const yaml = `corrections:\n  - id: one\n    versions: ["1"]\n    path: ${JSON.stringify(path)}\n    expect: ${expected}\n    set: ${set}\n    reason: Because.\n`;
  const { corrections, findings: unreadable } = parseCorrections(yaml, "corrections.yaml");
  expect(unreadable.map(String)).toEqual([]);
  const { model } = await parseSnippet(text);
  const result = applyCorrections(model, corrections ?? []);
  return {
    ...result,
    lines: [...result.model.webhooks.flatMap(projectWebhook), ...result.model.structures.flatMap(projectStructure)],
  };
}

const due: readonly (readonly [string, { given: Given; want: readonly string[] }])[] = [
  [
    "a member's presence",
    {
      given: { path: "thing_done.id", expect: "{ presence: required }", set: "{ presence: optional }" },
      want: ["payload.id?  string  correction:one sample:member"],
    },
  ],
  [
    "a member's type",
    {
      given: { path: "thing_done.id", expect: "{ type: string }", set: "{ type: integer }" },
      want: ["payload.id  integer  correction:one sample:member"],
    },
  ],
  [
    "a member whose path is that of a review, where another member holds the payload",
    {
      given: {
        page: enveloped.replaceAll('"payload":', '"content":'),
        ...{ path: "thing_done.payload.id", expect: "{ type: string }", set: "{ type: integer }" },
      },
      want: ["content.id  integer  correction:one sample:member"],
    },
  ],
  [
    "a member's values",
    {
      given: { path: "thing_done.id", expect: "{ type: string }", set: "{ values: [a, b] }" },
      want: ['payload.id  enum "a" "b"  correction:one sample:member'],
    },
  ],
  [
    "that a member may be null",
    {
      given: { path: "thing_done.id", expect: "{ type: string }", set: "{ nullable: true }" },
      want: ["payload.id  string or null  correction:one sample:member"],
    },
  ],
  [
    "a member that is missing",
    {
      given: { path: "thing_done.more", expect: "{ missing: true }", set: "{ type: boolean, presence: optional }" },
      want: ["payload.more?  boolean  correction:one"],
    },
  ],
  [
    "a member of the items of an array",
    {
      given: { path: "thing_done.list[].n", expect: "{ type: integer }", set: "{ type: string }" },
      want: ["payload.list[].n  string  correction:one sample:member"],
    },
  ],
  [
    "the items of an array",
    {
      given: { path: "thing_done.list[]", expect: "{ type: object }", set: "{ type: any }" },
      want: ["payload.list[]  any  correction:one"],
    },
  ],
  [
    "the values of a map",
    {
      given: { path: "thing_done.map.*", expect: "{ type: string }", set: "{ type: integer }" },
      want: ["payload.map.*  integer  correction:one"],
    },
  ],
  [
    "a member of the envelope",
    {
      given: { path: "thing_done.organization_id", expect: "{ presence: required }", set: "{ presence: optional }" },
      want: ["organization_id?  string  correction:one sample:member"],
    },
  ],
  [
    "a structure that no page describes",
    {
      given: { path: "$defs.User", expect: "{ undocumented: true }", set: "{ fields: [{ name: id, type: string }] }" },
      want: ["User.id  string  correction:one"],
    },
  ],
  [
    "the envelope of a page that shows none",
    {
      given: {
        page: bare,
        path: "envelope",
        expect: "{ undocumented: true }",
        set: "{ payloadField: data, fields: [{ name: action, type: string }, { name: data }] }",
      },
      want: [
        "envelope correction data at 1  correction:one",
        'action  "thing_done"  correction:one',
        'action  "b_c"  correction:one',
      ],
    },
  ],
];

describe("a correction puts right", () => {
  test.each(due)("%s", async (_, { given, want }) => {
    const { lines, findings, model } = await correct(given);
    expect(findings.map(String)).toEqual([]);
    expect(lines).toEqual(expect.arrayContaining([...want]));
    expect(model.corrections).toMatchObject([
      { id: "one", path: given.path, reason: "Because.", at: { file: "corrections.yaml" } },
    ]);
  });

  test("a member by taking it away", async () => {
    const { lines } = await correct({ path: "thing_done.map", expect: "{ type: map }", set: "{ remove: true }" });
    expect(lines.filter((line) => line.startsWith("payload.map"))).toEqual([]);
  });

  test("every webhook that has the member, by the wildcard", async () => {
    const { lines, findings } = await correct({ path: "*.id", expect: "{ type: string }", set: "{ type: integer }" });
    expect(findings).toEqual([]);
    expect(lines.filter((line) => line.startsWith("payload.id"))).toEqual(
      Array.from({ length: 2 }, () => "payload.id  integer  correction:one sample:member"),
    );
  });
});

const stale: readonly (readonly [string, { given: Given; want: RegExp }])[] = [
  [
    "there is no such webhook",
    { given: { path: "no_such.id", expect: "{ type: string }", set: "{ type: any }" }, want: /no webhook "no_such"/ },
  ],
  [
    "there is no such member",
    { given: { path: "thing_done.none", expect: "{ type: string }", set: "{ type: any }" }, want: /no such field/ },
  ],
  [
    "a member is misspelt",
    {
      given: { path: "thing_done.lst", expect: "{ type: string }", set: "{ type: any }" },
      want: /did you mean list\?/,
    },
  ],
  [
    "the type has changed",
    { given: { path: "thing_done.id", expect: "{ type: integer }", set: "{ type: any }" }, want: /its type is string/ },
  ],
  [
    "the presence has changed",
    {
      given: { path: "thing_done.id", expect: "{ presence: optional }", set: "{ presence: required }" },
      want: /it is required, not optional/,
    },
  ],
  [
    "no values are listed",
    { given: { path: "thing_done.id", expect: "{ values: [a] }", set: "{ values: [b] }" }, want: /list no values/ },
  ],
  [
    "what was missing is there",
    { given: { path: "thing_done.id", expect: "{ missing: true }", set: "{ type: any }" }, want: /documented now/ },
  ],
  [
    "what is no array has no items",
    {
      given: { path: "thing_done.id[]", expect: "{ type: string }", set: "{ type: any }" },
      want: /its type is string/,
    },
  ],
  [
    "nothing could hold the member",
    {
      given: { path: "thing_done.id.more", expect: "{ missing: true }", set: "{ type: any }" },
      want: /no object that could hold it/,
    },
  ],
  [
    "there is no such structure",
    {
      given: { path: "$defs.None", expect: "{ undocumented: true }", set: "{ fields: [] }" },
      want: /no structure "None"/,
    },
  ],
  [
    "the page shows an envelope",
    {
      given: {
        path: "envelope",
        expect: "{ undocumented: true }",
        set: "{ payloadField: data, fields: [{ name: data }] }",
      },
      want: /shows an envelope now/,
    },
  ],
  [
    "the wildcard holds for no webhook",
    { given: { path: "*.none", expect: "{ type: string }", set: "{ type: any }" }, want: /holds for no webhook/ },
  ],
];

describe("a correction is stale, an error that changes nothing, where", () => {
  test.each(stale)("%s", async (_, { given, want }) => {
    const { model, findings } = await correct(given);
    expect(findings.map((found) => [found.ruleId, severityOf(found), found.file])).toEqual([
      ["corrections/stale", "error", "corrections.yaml"],
    ]);
    expect(findings[0]?.reason).toMatch(want);
    expect(model.corrections).toEqual([]);
    const { model: before } = await parseSnippet(given.page ?? enveloped);
    expect(model.webhooks).toEqual(before.webhooks);
  });
});
