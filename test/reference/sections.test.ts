// What a section of a page says, part by part, on small pages written as Markdown.
import { describe, expect, test } from "vitest";
import { keepCoverage } from "../../src/reference/keep-coverage.ts";
import { outline, splitLostHeadings } from "../../src/reference/outline.ts";
import { readFootnote } from "../../src/reference/read-footnote.ts";
import { anchorOf } from "../../src/reference/read-heading.ts";
import { readIndex } from "../../src/reference/read-index.ts";
import { readProse } from "../../src/reference/read-prose.ts";
import { readPushEquivalents } from "../../src/reference/cell-rows.ts";
import { readTable } from "../../src/reference/read-tables.ts";
import type { Reference } from "../../src/reference/reference.ts";
import { FILE, nodeOf, nodesOf, page, referenceOf, section } from "../support/snippets.ts";

const rulesOf = ({ findings }: Pick<Reference, "findings">): readonly (string | undefined)[] =>
  findings.map(({ ruleId }) => ruleId);

describe("a table", () => {
  const cases: readonly (readonly [
    string,
    { given: string; want: object; rules?: readonly string[]; unread?: number },
  ])[] = [
    [
      "with an action row is the specifics, its value without emphasis",
      {
        given: "| | |\n|-|-|\n| **Action** | `x_done` |",
        want: { kind: "specifics", specifics: { action: { value: "x_done" } } },
      },
    ],
    [
      "with a dash for the push equivalent has none",
      {
        given: "| | |\n|-|-|\n| **Action** | `x` |\n| Push equivalent in | - |",
        want: { specifics: { pushEquivalents: [] } },
      },
    ],
    [
      "of specifics with an unknown row leaves it unread",
      {
        given: "| | |\n|-|-|\n| Action | x |\n| Colour | red |",
        want: { kind: "specifics" },
        rules: ["reference/unread-row"],
        unread: 1,
      },
    ],
    [
      "of fields gives a row a name",
      {
        given: "| Field | Notes |\n|-|-|\n| `id` | The id. |",
        want: { kind: "fields", table: { rows: [{ names: ["id"], notes: { text: "The id." } }] } },
      },
    ],
    [
      "of fields may label no notes",
      {
        given: "| Field | |\n|-|-|\n| id | The id. |",
        want: { table: { rows: [{ names: ["id"], notes: { text: "The id." } }] } },
      },
    ],
    [
      "of fields may say presence and type apart",
      {
        given: "| Parameter | Required | Type | Notes |\n|-|-|-|-|\n| a.b | No | string | x |",
        want: {
          table: {
            rows: [{ names: ["a.b"], presence: { text: "No" }, dataType: { text: "string" }, notes: { text: "x" } }],
          },
        },
      },
    ],
    [
      "of fields may have columns of default and example values, which are sentences of the note",
      {
        given:
          "| Field | Default | Example | Notes |\n|-|-|-|-|\n| a | `1` | 2 | Size |\n| b | - | x y | |\n| c | | | No. |",
        want: {
          table: {
            rows: [
              { names: ["a"], notes: { text: "Size.\nDefault: 1.\nExample: 2" } },
              { names: ["b"], notes: { text: "Example: x y" } },
              { names: ["c"], notes: { text: "No." } },
            ],
          },
        },
      },
    ],
    [
      "row may name several fields",
      { given: "| Field | Notes |\n|-|-|\n| a, b | x |", want: { table: { rows: [{ names: ["a", "b"] }] } } },
    ],
    [
      "row may carry a footnote marker",
      {
        given: "| Field | Notes |\n|-|-|\n| reason * | x |",
        want: { table: { rows: [{ names: ["reason"], marker: "*" }] } },
      },
    ],
    [
      "row of a field that is called like a property of objects is a row",
      {
        given: "| Field | Notes |\n|-|-|\n| `__proto__` | x |\n| constructor | y |",
        want: { table: { rows: [{ names: ["__proto__"] }, { names: ["constructor"] }] } },
      },
    ],
    [
      "row without a name is unread",
      {
        given: "| Field | Notes |\n|-|-|\n| | words |\n| id | x |",
        want: { table: { rows: [{ names: ["id"] }] } },
        rules: ["reference/unread-row"],
        unread: 1,
      },
    ],
    [
      "row with cells beyond the columns says so of each",
      {
        given: "<table><tr><th>Field</th></tr><tr><td>id</td><td>x</td><td></td><td>y</td></tr></table>",
        want: { table: { rows: [{ names: ["id"] }] } },
        rules: ["reference/unread-cell", "reference/unread-cell"],
        unread: 2,
      },
    ],
    [
      "with a header nobody knows is read by its identifiers, and said so",
      {
        given: "| Feld | Notes |\n|-|-|\n| user_id | x |",
        want: { kind: "fields", table: { rows: [{ names: ["user_id"], notes: { text: "x" } }] } },
        rules: ["reference/table-header"],
      },
    ],
    [
      "with a column nobody knows says so",
      {
        given: "| Field | Colour | Notes |\n|-|-|-|\n| id | red | x |",
        want: { table: { rows: [{ notes: { text: "x" } }] } },
        rules: ["reference/table-column"],
      },
    ],
    [
      "with a title above its header is read without it",
      {
        given: "| Fields | |\n|-|-|\n| Field | Notes |\n| id | x |",
        want: { kind: "fields", table: { rows: [{ names: ["id"], notes: { text: "x" } }] } },
      },
    ],
    [
      "with its labels below an empty header is read by them",
      {
        given: "| | |\n|-|-|\n| Field | Notes |\n| id | x |",
        want: { kind: "fields", table: { rows: [{ names: ["id"], notes: { text: "x" } }] } },
      },
    ],
    [
      "with a field that is called like a label keeps it",
      {
        given: "| Field | |\n|-|-|\n| `name` | Type |",
        want: { kind: "fields", table: { rows: [{ names: ["name"], notes: { text: "Type" } }] } },
      },
    ],
    [
      "of fields may mark what is optional, and nothing else",
      {
        given: "| Field | Optional | Type |\n|-|-|-|\n| id | | string |\n| seat | ✅ | string |",
        want: {
          table: {
            rows: [
              { names: ["id"], presence: { text: "Optional: no" } },
              { names: ["seat"], presence: { text: "Optional: yes" } },
            ],
          },
        },
      },
    ],
    [
      "of fields may mark what is required, and nothing else",
      {
        given: "| Field | Required |\n|-|-|\n| id | ✓ |\n| seat | |",
        want: {
          table: {
            rows: [
              { names: ["id"], presence: { text: "✓" } },
              { names: ["seat"], presence: { text: "Required: no" } },
            ],
          },
        },
      },
    ],
    [
      "with a column for null tells of it in its notes",
      {
        given: "| Field | Nullable |\n|-|-|\n| id | no |\n| seat | yes |",
        want: { table: { rows: [{ names: ["id"] }, { names: ["seat"], notes: { text: "Nullable: yes" } }] } },
      },
    ],
    [
      "with a struck-out name says so",
      {
        given: "| Field | Notes |\n|-|-|\n| ~~`id`~~ | x |",
        want: { table: { rows: [{ names: ["id"], struck: true }] } },
      },
    ],
    [
      "of prose is none of these",
      { given: "| When | What |\n|-|-|\n| on Monday | no thing |", want: { kind: "other" } },
    ],
  ];
  test.each(cases)("%s", async (_, { given, want, rules = [], unread = 0 }) => {
    const coverage = keepCoverage();
    const reading = readTable(FILE, await nodeOf(`${given}\n`, "table"), undefined, coverage);
    const closed = coverage.close();
    expect(reading).toMatchObject(want);
    expect(rulesOf(closed)).toEqual(rules);
    expect(closed.coverage.entries.filter(({ state }) => state === "unread")).toHaveLength(unread);
  });

  test("books every row once, read or not", async () => {
    const coverage = keepCoverage();
    readTable(
      FILE,
      await nodeOf("| Field | Notes |\n|-|-|\n| id | x |\n| | words |\n| | |\n", "table"),
      undefined,
      coverage,
    );
    const { consumed, entries } = coverage.close().coverage;
    expect([consumed, entries.map(({ state, rule }) => `${state} ${rule}`)]).toEqual([
      { row: 2 },
      ["unread reference/unread-row", "ignored empty-row"],
    ]);
  });
});

describe("push equivalents", () => {
  const cases: readonly (readonly [string, { given: string; want: readonly object[] }])[] = [
    ["a dash is none", { given: "-", want: [] }],
    ["a long dash is none", { given: "—", want: [] }],
    ["links keep their target", { given: "[Agent Chat API](/a#x)", want: [{ label: "Agent Chat API", href: "/a#x" }] }],
    ["code is a name", { given: "`thing_done`", want: [{ label: "thing_done" }] }],
    [
      "names run together are parted behind API",
      {
        given: "Agent Chat API Customer Chat API",
        want: [{ label: "Agent Chat API" }, { label: "Customer Chat API" }],
      },
    ],
    ["any other words are one name", { given: "The other thing", want: [{ label: "The other thing" }] }],
  ];
  test.each(cases)("%s", async (_, { given, want }) => {
    const table = await nodeOf(`| a |\n|-|\n| ${given} |\n`, "table");
    const cell = table.children[1]?.children[0];
    expect(cell === undefined ? undefined : readPushEquivalents(readProse(FILE, cell))).toEqual(want);
  });
});

describe("a footnote", () => {
  const cases: readonly (readonly [string, { given: string; want: object | undefined }])[] = [
    [
      "a marker with a parenthesis begins one",
      { given: "\\*) Possible: `a`", want: { marker: "*", body: { text: "Possible: a", codes: ["a"] } } },
    ],
    ["two asterisks are another marker", { given: "\\*\\*) Else", want: { marker: "**", body: { text: "Else" } } }],
    ["a number is one too", { given: "1 ) Else", want: { marker: "1", body: { text: "Else" } } }],
    ["an asterisk alone is none where no row is marked so", { given: "\\* Else", want: undefined }],
    ["prose is none", { given: "See (a) here", want: undefined }],
  ];
  test.each(cases)("%s", async (_, { given, want }) => {
    const found = readFootnote(readProse(FILE, await nodeOf(`${given}\n`, "paragraph")));
    if (want === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(want);
  });
});

describe("the index", () => {
  const entriesIn = async (given: string): Promise<unknown> =>
    readIndex(FILE, await nodeOf(`${given}\n`, "table"), keepCoverage());
  const cases: readonly (readonly [string, { given: string; want: unknown }])[] = [
    [
      "lists links with their anchors by group",
      {
        given: "| | |\n|-|-|\n| **Chats** | [`a_b`](#a-b) [`c_d`](/x#c-d) |",
        want: [
          { name: "a_b", anchor: "a-b", group: "Chats" },
          { name: "c_d", anchor: "c-d", group: "Chats" },
        ],
      },
    ],
    [
      "lists plain names",
      {
        given: "| Group | Names |\n|-|-|\n| Chats | a_b c_d |",
        want: [{ name: "a_b", group: "Chats" }, { name: "c_d" }],
      },
    ],
    ["is no table of prose", { given: "| A | B |\n|-|-|\n| X | Y Z! |", want: undefined }],
  ];
  test.each(cases)("%s", async (_, { given, want }) => {
    const found = await entriesIn(given);
    if (want === undefined) expect(found).toBeUndefined();
    else {
      expect(
        Array.isArray(found) ? found.filter((entry: unknown) => /_/.test(JSON.stringify(entry))) : found,
      ).toMatchObject(Array.isArray(want) ? want : []);
    }
  });

  const lists: readonly (readonly [string, { given: string; want: readonly string[] }])[] = [
    [
      "a list by groups is an index",
      {
        given: "## Available webhooks\n\n- **Group**\n  - [`thing_done`](#x)\n  - [`thing_left`](#y)",
        want: ["reference/index-without-section"],
      },
    ],
    [
      "its groups are checked",
      { given: "## Available webhooks\n\n- Others\n  - `thing_done`", want: ["reference/group-differs"] },
    ],
    [
      "a list of links with words behind them is one",
      {
        given: "## Available webhooks\n\n- [`thing_left`](#y): gone\n- `thing_done`",
        want: ["reference/index-without-section"],
      },
    ],
    [
      "a list of nothing but links to identifiers is one anywhere",
      { given: "- [`thing_done`](#x)\n- [`thing_left`](#y)", want: ["reference/index-without-section"] },
    ],
    ["a list of code elsewhere is none", { given: "- `secret_key` is yours\n- `thing_left`", want: [] }],
  ];
  test.each(lists)("%s", async (_, { given, want }) => {
    const reference = await referenceOf(`# Webhooks\n\n${given}\n\n## Group\n\n${section({})}\n`);
    expect(rulesOf(reference)).toEqual(want);
  });

  const index = (...rows: readonly string[]): string => ["| | |\n|-|-|", ...rows].join("\n");
  const checks: readonly (readonly [string, { given: string; want: readonly string[] }])[] = [
    [
      "that lists each section under its group finds nothing",
      { given: index("| Group | `thing_done` `thing_left` |"), want: [] },
    ],
    [
      "an entry without a section is reported",
      { given: index("| Group | `thing_done` `thing_left` `thing_lost` |"), want: ["reference/index-without-section"] },
    ],
    [
      "a section without an entry is reported",
      { given: index("| Group | `thing_done` |"), want: ["reference/section-without-index"] },
    ],
    [
      "a section under another group is reported",
      { given: index("| Group | `thing_done` |", "| Others | `thing_left` |"), want: ["reference/group-differs"] },
    ],
    [
      "spelling and punctuation of a group do not count",
      { given: index("| **GROUP:** | `thing_done` `thing_left` |"), want: [] },
    ],
    [
      "one of several groups is enough",
      { given: index("| Group | `thing_done` `thing_left` |", "| Others | `thing_left` |"), want: [] },
    ],
  ];
  test.each(checks)("%s", async (_, { given, want }) => {
    const sections = [section({}), section({ name: "thing_left" })];
    const reference = await referenceOf(
      `# Webhooks\n\n## Available webhooks\n\n${given}\n\n## Group\n\n${sections.join("\n\n")}\n`,
    );
    expect(rulesOf(reference)).toEqual(want);
  });
});

describe("the outline", () => {
  const sectionsIn = async (given: string): Promise<unknown> =>
    outline(FILE, await nodesOf(given)).sections.map(({ heading, group, oddity }) => [heading.text, group, oddity]);
  const cases: readonly (readonly [string, { given: string; want: unknown }])[] = [
    [
      "sections stand under their group",
      {
        given: page(section({}), section({ name: "b_c" })),
        want: [
          ["thing_done", "Group", undefined],
          ["b_c", "Group", undefined],
        ],
      },
    ],
    [
      "a heading that stands twice is two sections",
      {
        given: page(section({}), section({})),
        want: [
          ["thing_done", "Group", undefined],
          ["thing_done", "Group", undefined],
        ],
      },
    ],
    [
      "an identifier on another level is a section, and odd",
      {
        given: page(section({}), section({ name: "b_c" }), section({ name: "c_d" }).replace("###", "##")),
        want: [
          ["thing_done", "Group", undefined],
          ["b_c", "Group", undefined],
          ["c_d", "Group", "level"],
        ],
      },
    ],
    [
      "words on the sections' level with a sample below are a section, and odd",
      {
        given: page(section({}), section({ name: "b_c" }), section({ name: "c_d" }).replace("`c_d`", "See it done")),
        want: [
          ["thing_done", "Group", undefined],
          ["b_c", "Group", undefined],
          ["See it done", "Group", "form"],
        ],
      },
    ],
    ["a page without identifiers has none", { given: "# A\n\n## B\n\ntext\n", want: [] }],
  ];
  test.each(cases)("%s", async (_, { given, want }) => {
    expect(await sectionsIn(given)).toEqual(want);
  });

  test("a section whose heading got lost is named by its action", async () => {
    const lost = section({ name: "b_c" }).split("\n\n").slice(2).join("\n\n");
    const { sections } = outline(FILE, await nodesOf(page(section({}), lost, section({ name: "c_d" }))));
    const split = splitLostHeadings(FILE, sections);
    expect(split.map(({ heading, oddity }) => [heading.text, oddity])).toEqual([
      ["thing_done", undefined],
      ["b_c", "lost"],
      ["c_d", undefined],
    ]);
    expect(split.map(({ nodes }) => nodes.filter(({ type }) => type === "code").length)).toEqual([1, 1, 1]);
  });

  test("a lost heading is a warning, and both webhooks are read", async () => {
    const lost = section({ name: "b_c" }).split("\n\n").slice(2).join("\n\n");
    const reference = await referenceOf(page(section({}), lost, section({ name: "c_d" })));
    expect(rulesOf(reference)).toEqual(["reference/heading-lost"]);
    expect(reference.sections.map(({ name, samples }) => [name, samples.length])).toEqual([
      ["thing_done", 1],
      ["b_c", 1],
      ["c_d", 1],
    ]);
  });
});

describe("a section", () => {
  test("ties a footnote to its marker where the marker stands in a paragraph of its own", async () => {
    const { sections } = await referenceOf(page(section({ footnote: "\\*)\n\nPossible values: `a`, `b`" })));
    expect(sections[0]?.footnotes).toMatchObject([{ marker: "*", body: { text: "Possible values: a, b" } }]);
  });

  test("keeps prose, table, footnote and titled samples apart", async () => {
    const given = page(
      section({
        prose: "Informs.\n\n- one\n- two",
        table: "| Field | Notes |\n|-|-|\n| id \\* | x |",
        footnote: "\\*) Possible values: `a`, `b`",
        payloads: ["[]", "{}"],
      }).replace(/```js\n\{/, "Sample of a list\n\n$&"),
    );
    const { sections } = await referenceOf(given);
    expect(sections).toMatchObject([
      {
        name: "thing_done",
        anchor: "thing_done",
        group: "Group",
        description: [{ text: "Informs." }, { text: "one", item: true }, { text: "two", item: true }],
        specifics: { action: { value: "thing_done" } },
        tables: [{ heading: "Webhook payload", rows: [{ names: ["id"], marker: "*" }] }],
        footnotes: [{ marker: "*", body: { text: "Possible values: a, b" } }],
        samples: [{ title: "Sample of a list", root: { kind: "object" } }, { root: { kind: "object" } }],
      },
    ]);
  });

  const odd: readonly (readonly [string, { given: string; want: readonly string[] }])[] = [
    [
      "a heading nobody knows",
      { given: page(section({ prose: "x\n\n#### Colours\n\ny" })), want: ["reference/unread-heading"] },
    ],
    ["a heading over nothing", { given: page(`${section({})}\n\n#### Response`), want: ["reference/empty-heading"] }],
    [
      "a table nobody knows",
      {
        given: page(section({ prose: "| When | What |\n|-|-|\n| on Monday | no thing |" })),
        want: ["reference/unread-row"],
      },
    ],
    [
      "a marker without a footnote",
      {
        given: page(section({ table: "| Field | Notes |\n|-|-|\n| id \\* | x |" })),
        want: ["reference/marker-without-footnote"],
      },
    ],
    [
      "a footnote without a marker",
      { given: page(section({ footnote: "\\*) Possible values: `a`" })), want: ["reference/footnote-without-marker"] },
    ],
    [
      "a sample that can't be read",
      { given: page(section({ payloads: ["{ % % }"] })), want: ["reference/unread-sample"] },
    ],
    ["a page of another kind", { given: "# About\n\n## Us\n\ntext\n", want: ["reference/no-webhooks"] }],
  ];
  test.each(odd)("%s is reported", async (_, { given, want }) => {
    const rules = rulesOf(await referenceOf(given));
    expect(rules.filter((rule) => rule?.startsWith("sample/") === false)).toEqual(want);
  });

  test("an anchor is made as documentation sites make it", () => {
    expect(["thing_done", "Chat access!", " A  b "].map(anchorOf)).toEqual(["thing_done", "chat-access", "a-b"]);
  });
});
