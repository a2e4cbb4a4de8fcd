// What is inferred of a payload from samples, comments, tables, footnotes and prose, on small pages.
import { describe, expect, test } from "vitest";
import { page, parseSnippet, readPayload, section, type SectionParts } from "../support/snippets.ts";
import { projectWebhook } from "../support/project-model.ts";

type Case = readonly [
  string,
  { given: SectionParts | readonly SectionParts[]; want: readonly string[]; rules?: readonly string[] },
];

const table = (...rows: readonly string[]): string => ["| Field | Notes |", "|---|---|", ...rows].join("\n");

const samples: readonly Case[] = [
  ["a string", { given: { payloads: ['{ "a": "x" }'] }, want: ["payload.a  string  sample:member"] }],
  ["whole numbers are integers", { given: { payloads: ['{ "a": 1 }'] }, want: ["payload.a  integer  sample:member"] }],
  [
    "one broken number makes numbers of all",
    { given: { payloads: ['{ "a": 1 }', '{ "a": 1.5 }'] }, want: ["payload.a  number  sample:member"] },
  ],
  ["a boolean", { given: { payloads: ['{ "a": true }'] }, want: ["payload.a  boolean  sample:member"] }],
  [
    "null beside a string",
    { given: { payloads: ['{ "a": null }', '{ "a": "x" }'] }, want: ["payload.a  string or null  sample:member"] },
  ],
  [
    "null alone says nothing of the type",
    { given: { payloads: ['{ "a": null }'] }, want: ["payload.a  any or null  sample:member"] },
  ],
  [
    "a string beside a number is one of two",
    {
      given: { payloads: ['{ "a": 1 }', '{ "a": "x" }'] },
      want: ["payload.a  one of 2  sample:member", "payload.a|1  string", "payload.a|2  integer"],
    },
  ],
  [
    "a moment in time",
    {
      given: { payloads: ['{ "a": "2020-01-02T03:04:05.678Z" }'] },
      want: ["payload.a  date-time  sample:date-time-shape sample:member"],
    },
  ],
  [
    "a moment on a day that no month has is a string",
    { given: { payloads: ['{ "a": "2020-02-30T03:04:05Z" }'] }, want: ["payload.a  string  sample:member"] },
  ],
  [
    "a day alone is a string",
    { given: { payloads: ['{ "a": "2020-01-02" }'] }, want: ["payload.a  string  sample:member"] },
  ],
  [
    "what only looks like a UUID is a string",
    {
      given: { payloads: ['{ "a": "390e44e6-f1e6-0368c-z6ddb-74g14508c2ex" }'] },
      want: ["payload.a  string  sample:member"],
    },
  ],
  [
    "a placeholder is no constant",
    { given: { payloads: ['{ "a": "<token>" }'] }, want: ["payload.a  string  sample:member"] },
  ],
  [
    "strings parted by a mark, and perhaps others",
    {
      given: { payloads: ['{ "a": "x" | "y" }'] },
      want: ['payload.a  enum "x" "y" ...  sample:alternatives sample:member'],
      rules: ["sample/alternatives"],
    },
  ],
  [
    "a value or null",
    {
      given: { payloads: ['{ "a": 42 || null }'] },
      want: ["payload.a  integer or null  sample:member"],
      rules: ["sample/alternatives"],
    },
  ],
  [
    "a literal that is one of several tells no shapes apart",
    {
      given: { payloads: ['{ "type": "x" | "y", "b": 1 }', '{ "type": "z", "c": 1 }'] },
      want: [
        'payload.type  enum "x" "y" ...  sample:alternatives sample:member',
        "payload.b?  integer  sample:member sample:not-in-every-sample",
        "payload.c?  integer  sample:member sample:not-in-every-sample",
      ],
      rules: ["sample/alternatives"],
    },
  ],
  [
    "a string that names a type is that type or a string",
    {
      given: { payloads: ['{ "a": "number" }'] },
      want: ["payload.a  one of 2  sample:member", "payload.a|1  string", "payload.a|2  number"],
      rules: ["sample/quoted-type-word"],
    },
  ],
  [
    "a member in a comment may be missing",
    {
      given: { payloads: ['{ "a": 1,\n// "b": "x"\n"c": 2 }'] },
      want: [
        "payload.a  integer  sample:member",
        "payload.c  integer  sample:member",
        "payload.b?  string  sample:member sample:not-in-every-sample",
      ],
      rules: ["sample/commented-member"],
    },
  ],
  [
    "an array of what its items are",
    { given: { payloads: ['{ "a": [1, 2] }'] }, want: ["payload.a  array  sample:member", "payload.a[]  integer"] },
  ],
  [
    "an empty array tells nothing of its items",
    { given: { payloads: ['{ "a": [] }'] }, want: ["payload.a  array  sample:member", "payload.a[]  any"] },
  ],
  [
    "an empty object is open",
    { given: { payloads: ['{ "a": {} }'] }, want: ["payload.a  object open  sample:member"] },
  ],
  [
    "dots leave an object open",
    {
      given: { payloads: ['{ "a": { "b": 1, ... } }'] },
      want: ["payload.a  object open  sample:member", "payload.a.b  integer  sample:member"],
      rules: ["sample/ellipsis"],
    },
  ],
  [
    "what a sample lacks is optional",
    {
      given: { payloads: ['{ "a": 1, "b": 2 }', '{ "a": 1 }'] },
      want: ["payload.b?  integer  sample:member sample:not-in-every-sample"],
    },
  ],
  [
    "keys that are addresses make a map",
    {
      given: { payloads: ['{ "a": { "x@example.com": "first" } }'] },
      want: ["payload.a  map by email  sample:email-keys sample:member", "payload.a.*  string"],
    },
  ],
  [
    "objects told apart by a literal",
    {
      given: { payloads: ['[{ "type": "one", "a": 1 }, { "type": "two", "b": 2 }]'] },
      want: [
        "payload[]  one of 2 by type  sample:discriminated-by-literal",
        'payload[]|1.type  "one"  sample:member',
        "payload[]|2.b  integer  sample:member",
      ],
    },
  ],
  [
    "objects of one shape are not told apart",
    {
      given: { payloads: ['[{ "type": "one", "a": 1 }, { "type": "two", "a": 2 }]'] },
      want: ["payload[]  object", "payload[].type  string  sample:member"],
    },
  ],
  [
    "sentences tell nothing apart",
    {
      given: { payloads: ['[{ "text": "One of them", "a": 1 }, { "text": "The other", "b": 2 }]'] },
      want: ["payload[]  object", "payload[].a?  integer  sample:member sample:not-in-every-sample"],
    },
  ],
  [
    "samples without a member in common are variants",
    {
      given: { payloads: ['{ "a": 1 }', '{ "b": 2 }'] },
      want: ["payload  one of 2", "payload|1.a  integer  sample:member", "payload|2.b  integer  sample:member"],
    },
  ],
  [
    "members called like properties of objects",
    {
      given: { payloads: ['{ "__proto__": 1, "constructor": 2 }'] },
      want: [
        "payload.__proto__?  integer  sample:internal-member sample:member",
        "payload.constructor  integer  sample:member",
      ],
    },
  ],
];

const comments: readonly Case[] = [
  [
    "a comment makes optional",
    {
      given: { payloads: ['{ "a": 1 // optional\n}'] },
      want: ["payload.a?  integer  comment:optionally sample:member"],
    },
  ],
  [
    "a comment names a structure",
    {
      given: { payloads: ['{ "a": {\n// "Thing" object\n} }'] },
      want: ["payload.a  -> Thing  comment:object sample:member"],
    },
  ],
  [
    "a comment names two",
    {
      given: { payloads: ['{ "a": {\n// "Thing > Red" or "Thing > Blue" object\n} }'] },
      want: [
        "payload.a  one of 2  comment:object sample:member",
        "payload.a|1  -> Red  comment:object",
        "payload.a|2  -> Blue  comment:object",
      ],
    },
  ],
  [
    "a comment names the items",
    {
      given: { payloads: ['{ "a": [\n// array of "Thing" objects\n] }'] },
      want: ["payload.a[]  -> Thing  comment:array-of"],
    },
  ],
  [
    "members shown are kept beside the name of their structure",
    {
      given: { payloads: ['{ "a": { // "Thing" object\n"id": 1 } }'] },
      want: ["payload.a  object Thing  comment:object sample:member", "payload.a.id  integer  sample:member"],
    },
  ],
  [
    "no data is an empty object",
    {
      given: { payloads: ['{ "a": {\n// no additional data\n} }'] },
      want: ["payload.a  object empty  comment:no-data sample:member"],
    },
  ],
];

const rows: readonly Case[] = [
  [
    "a note makes optional",
    {
      given: { payloads: ['{ "id": "x" }'], table: table("| `id` | Missing if there is none. |") },
      want: ["payload.id?  string  sample:member table:missing-if table:row"],
    },
  ],
  [
    "a note lists the values",
    {
      given: { payloads: ['{ "id": "b c" }'], table: table("| `id` | Possible values: `a`, `b c` |") },
      want: ['payload.id  enum "a" "b c"  sample:member table:possible-values table:row'],
    },
  ],
  [
    "a value of the sample that is not listed is reported",
    {
      given: { payloads: ['{ "id": "z" }'], table: table("| `id` | Possible values: `a`, `b` |") },
      want: ['payload.id  enum "a" "b" ...  sample:member table:possible-values table:row'],
      rules: ["model/value-not-listed", "model/sample-differs"],
    },
  ],
  [
    "a footnote lists the values of the row that is marked",
    {
      given: {
        payloads: ['{ "id": "a", "b": "c" }'],
        table: table("| `id` \\* | Says why. |"),
        footnote: "\\*) Possible values: `a`, `b`",
      },
      want: [
        'payload.id  enum "a" "b"  footnote:possible-values sample:member table:row',
        "payload.b  string  sample:member",
      ],
    },
  ],
  [
    "a member deeper down is found by its name alone",
    {
      given: { payloads: ['{ "in": { "deep": 1 } }'], table: table("| `deep` | Missing if none. |") },
      want: ["payload.in.deep?  integer  sample:member table:missing-if table:row"],
    },
  ],
  [
    "a path leads to a member",
    {
      given: { payloads: ['{ "in": [{ "deep": 1 }], "deep": 2 }'], table: table("| `in[].deep` | Missing if none. |") },
      want: [
        "payload.in[].deep?  integer  sample:member table:missing-if table:row",
        "payload.deep  integer  sample:member",
      ],
    },
  ],
  [
    "a member that only the table knows is optional, and said so",
    {
      given: { payloads: ['{ "id": "x" }'], table: table("| `colour` | Possible values: `red`, `blue` |") },
      want: ['payload.colour?  enum "blue" "red"  table:possible-values table:row'],
      rules: ["model/row-without-sample"],
    },
  ],
  [
    "a note says that keys are data",
    {
      given: {
        payloads: ['{ "properties": { "ns": { "one": 1 } } }'],
        table: table("| `properties` | Not a full `properties` object. |"),
      },
      want: [
        "payload.properties  map by namespace  sample:member table:not-full-object table:row",
        "payload.properties.*  map by name  table:not-full-object",
        "payload.properties.*.*  integer",
      ],
    },
  ],
  [
    "a row for which there is no object is reported",
    {
      given: { payloads: ['{ "id": "x" }'], table: table("| `id.deep` | words |") },
      want: ["payload.id  string  sample:member"],
      rules: ["model/row-without-place"],
    },
  ],
];

const updates: readonly Case[] = [
  [
    "only what changed is sent, but for the id",
    {
      given: { prose: "Contains only the updated properties.", payloads: ['{ "id": "a", "name": "b" }'] },
      want: ["payload.id  string  sample:member", "payload.name?  string  prose:only-updated sample:member"],
    },
  ],
  [
    "members of the full state are known too",
    {
      given: [
        { name: "thing_updated", prose: "Contains only the updated properties.", payloads: ['{ "id": "a" }'] },
        { name: "thing_created", prose: "Contains the full state of it.", payloads: ['{ "id": "a", "name": "b" }'] },
      ],
      want: [
        "payload.id  string  sample:member",
        "payload.name?  string  prose:only-updated sample:member sample:not-in-every-sample",
      ],
    },
  ],
  [
    "another thing's full state is not",
    {
      given: [
        { name: "thing_updated", prose: "Contains only the updated properties.", payloads: ['{ "id": "a" }'] },
        { name: "other_created", prose: "Contains the full state of it.", payloads: ['{ "id": "a", "name": "b" }'] },
      ],
      want: ["payload  object", "payload.id  string  sample:member"],
    },
  ],
  [
    "list items say it of single variants",
    {
      given: {
        prose:
          "The payload depends:\n\n- an added one is sent in full state\n- of an updated one, only the updated properties",
        payloads: ['[{ "id": "a", "name": "b", "status": "added" }, { "id": "a", "status": "updated" }]'],
      },
      want: [
        "payload[]|1.name  string  sample:member",
        'payload[]|2.status  "updated"  sample:member',
        "payload[]|2.name?  string  prose:only-updated sample:member",
      ],
    },
  ],
];

describe.each([
  ["samples", samples],
  ["comments", comments],
  ["rows", rows],
  ["updates", updates],
] as const)("%s", (_, cases) => {
  test.each(cases)("%s", async (_name, { given, want, rules = [] }) => {
    const [first = {}, ...others] = Array.isArray(given) ? given : [given];
    const read = await readPayload(first, ...others);
    expect(read.lines).toEqual(expect.arrayContaining([...want]));
    expect(read.rules.filter((rule) => rule !== "model/unresolved-reference")).toEqual(rules);
  });
});

test("a misspelt row names the member it may have meant", async () => {
  const { messages } = await readPayload({
    payloads: ['{ "user_id": "x" }'],
    table: table("| `uer_id` | Missing if none. |"),
  });
  expect(messages).toEqual([expect.stringContaining('did it mean "user_id"')]);
});

describe("a webhook", () => {
  const read = async (
    ...parts: readonly SectionParts[]
  ): Promise<{ lines: readonly string[]; rules: readonly unknown[]; count: number }> => {
    const { model, rules: found } = await parseSnippet(page(...parts.map(section)));
    const [webhook] = model.webhooks;
    return { lines: webhook === undefined ? [] : projectWebhook(webhook), rules: found, count: model.webhooks.length };
  };
  const cases: readonly (readonly [
    string,
    { given: readonly SectionParts[]; want: readonly string[]; rules: readonly string[]; count?: number },
  ])[] = [
    [
      "has its own envelope",
      {
        given: [{}],
        want: [
          "envelope documented payload at 4  sample:envelope",
          'action  "thing_done"  heading:section-heading sample:member',
        ],
        rules: [],
      },
    ],
    [
      "without an envelope inherits the page's",
      {
        given: [{ bare: true }, { name: "b_c" }, { name: "c_d" }],
        want: [
          "envelope inherited payload at 4  sample:inherited-envelope",
          'action  "thing_done"  heading:section-heading sample:inherited-envelope',
          "organization_id  string  sample:inherited-envelope",
        ],
        rules: ["model/inherited-envelope"],
        count: 3,
      },
    ],
    [
      "of a page without any envelope has none",
      {
        given: [{ bare: true }],
        want: ["envelope undocumented - at 0  heading:section-heading", "payload.id  string  sample:member"],
        rules: [],
      },
    ],
    [
      "whose Specifics and sample agree on another name than its heading has that name",
      {
        given: [{ action: "do_thing" }],
        want: ["name do_thing also thing_done (heading)"],
        rules: ["model/name-differs"],
      },
    ],
    [
      "that stands twice is one, with two variants",
      {
        given: [{ payloads: ['{ "a": 1 }'] }, { payloads: ['{ "b": 1 }'] }],
        want: ["payload  one of 2", "group Group, sections 2, samples 2"],
        rules: ["model/duplicate-section"],
        count: 1,
      },
    ],
    [
      "that stands twice alike has one shape",
      {
        given: [{}, {}],
        want: ["payload  object", "group Group, sections 2, samples 2"],
        rules: ["model/duplicate-section"],
        count: 1,
      },
    ],
    [
      "without an action row is named by its heading and its sample",
      { given: [{ action: null }], want: ["name thing_done"], rules: [] },
    ],
    [
      "whose heading alone shows its name says so",
      {
        given: [{}, { name: "b_c", action: null, bare: true }],
        want: ["name thing_done"],
        rules: ["model/inherited-envelope", "model/no-action"],
        count: 2,
      },
    ],
    [
      "without a sample is an error",
      { given: [{ payloads: [] }, { name: "b_c" }], want: ["payload  any"], rules: ["model/no-sample"], count: 2 },
    ],
  ];
  test.each(cases)("%s", async (_, { given, want, rules: wanted, count = 1 }) => {
    const { lines, rules: found, count: webhooks } = await read(...given);
    expect(lines).toEqual(expect.arrayContaining([...want]));
    expect([found, webhooks]).toEqual([wanted, count]);
  });

  test("an inherited envelope fills the sample, with its own action", async () => {
    const { model } = await parseSnippet(
      page(section({ bare: true }), section({ name: "b_c" }), section({ name: "c_d" })),
    );
    expect(model.webhooks[0]?.samples[0]?.body).toEqual({
      webhook_id: "<webhook_id>",
      secret_key: "<secret_key>",
      action: "thing_done",
      organization_id: "1",
      payload: { id: "a" },
    });
  });

  test.each([
    ["a payload called data", '{ "action": "x", "data": { "a": 1 } }', "data"],
    ["a payload that is a list", '{ "action": "x", "payload": [] }', "payload"],
    ["no action beside the payload: the payload alone", '{ "payload": { "a": 1 } }', undefined],
    ["an action beside a word called data: the payload alone", '{ "action": "x", "data": "word" }', undefined],
    ["a list", "[]", undefined],
  ])("%s", async (_, sample, want) => {
    const { model } = await parseSnippet(page(section({ payloads: [sample], bare: true })));
    expect(model.webhooks[0]?.envelope.payloadPath).toBe(want);
  });
});
