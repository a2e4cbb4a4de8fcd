// Samples, tables and fields that stand in lists and quotes, read from pages written in each format.
import { describe, expect, test } from "vitest";
import { parseText } from "../support/pages.ts";
import { projectWebhook } from "../support/project-model.ts";
import { page, section } from "../support/snippets.ts";

interface Reading {
  readonly lines: readonly string[];
  readonly description: string | undefined;
  readonly samples: number;
  readonly rules: readonly (string | undefined)[];
}

async function read(text: string, file = "page.mdx"): Promise<Reading> {
  const { model, findings } = await parseText(text, { file });
  const [webhook] = model?.webhooks ?? [];
  const lines = webhook === undefined ? [] : projectWebhook(webhook);
  return {
    lines: lines.filter((line) => line.startsWith("payload.")).map((line) => line.split(/ {2}/).slice(0, 2).join(" ")),
    description: webhook?.description,
    samples: webhook?.samples.length ?? 0,
    rules: findings.map(({ ruleId }) => ruleId).filter((rule) => rule !== "model/row-without-sample"),
  };
}

const TABLE = "| Field | Notes |\n|-|-|\n| `id` | Why. |";
const body = (payload: string): string =>
  `{ "webhook_id": "w", "secret_key": "s", "action": "thing_done", "organization_id": "1", "payload": ${payload} }`;
const SECOND = body('{ "id": null, "rule_id": 7 }');
const fenced = "```json\n" + SECOND + "\n```";
const under = (fence: string, indent: string): string => fence.replaceAll("\n", `\n${indent}`);

describe("a second sample", () => {
  test.each([
    ["in an item", { given: `1. By a rule:\n\n   ${under(fenced, "   ")}` }],
    ["in an item of an item", { given: `- Else\n  - By a rule:\n\n    ${under(fenced, "    ")}` }],
    ["in a quote", { given: `> ${under(fenced, "> ")}` }],
    ["in a list in a quote", { given: `> - By a rule:\n>\n>   ${under(fenced, ">   ")}` }],
    ["in <pre>", { given: `<pre>\n${SECOND}\n</pre>` }],
    ["in <pre> as a literal", { given: `<pre><code>{\`${SECOND}\`}</code></pre>` }],
    ["in <pre> inside of other elements", { given: `<Tabs>\n<Tab><pre>{\`${SECOND}\`}</pre></Tab>\n</Tabs>` }],
    ["in an attribute", { given: `<CodeResponse json={ ${SECOND} } />` }],
    ["in an attribute as a literal", { given: `<CodeBlock code={\`${SECOND}\`} />` }],
  ])("%s is read", async (_, { given }) => {
    const { lines, samples, description } = await read(page(`${section({ table: TABLE })}\n\n${given}`));
    expect([lines, samples]).toEqual([["payload.id string or null", "payload.rule_id? integer"], 2]);
    expect(description).not.toMatch(/[{"]/);
  });

  test.each([
    ["the only one, in an item", { given: `- So:\n\n  ${under(fenced, "  ")}` }],
    ["the only one, in a quote", { given: `> ${under(fenced, "> ")}` }],
  ])("%s, is the sample", async (_, { given }) => {
    const { lines, rules } = await read(page(`${section({ table: TABLE, payloads: [] })}\n\n${given}`), "page.md");
    expect([lines, rules]).toEqual([["payload.id any or null", "payload.rule_id integer"], []]);
  });

  test("below the words of an item has them for its title", async () => {
    const { description } = await read(page(`${section({})}\n\n- Anew\n- By a rule:\n\n  ${under(fenced, "  ")}`));
    expect(description).toBe("Informs of it.\n- Anew");
  });
});

const HTML =
  "<table><tr><th>Field</th><th>Notes</th></tr>\n<tr><td><code>id</code></td><td>Optional.</td></tr>\n" +
  "<tr><td><code>kind</code></td><td>Optional.</td></tr></table>";
const ROLES =
  '<div role="table"><div role="row"><span role="columnheader">Field</span><span role="columnheader">Notes</span></div>\n' +
  '<div role="row"><div role="cell"><code>id</code></div><div role="cell">Optional.</div></div>\n' +
  '<div role="row"><div role="cell"><code>kind</code></div><div role="cell">Optional.</div></div></div>';

describe("fields told", () => {
  const wanted = ["payload.id? string", "payload.kind? any"];
  const all = ["page.md", "page.mdx"];
  const cases: readonly (readonly [string, { given: string; files?: readonly string[] }])[] = [
    [
      "in a table in an item",
      { given: `- Fields:\n\n  ${under(TABLE.replace("Why", "Optional"), "  ")}\n  | \`kind\` | Optional. |` },
    ],
    ["in an HTML table", { given: HTML }],
    ["in an HTML table of a quote", { given: `> ${under(HTML, "> ")}` }],
    ["in an HTML table of a list", { given: `- <div>${under(HTML, "  ")}</div>` }],
    ["in an HTML table with Markdown in its cells", { given: HTML.replace(/<\/?code>/g, "`") }],
    [
      "in an HTML table with JSX in it",
      {
        given: HTML.replace("<table>", "<table className={styles.a}>").replace(
          "<code>id</code>",
          '{/* the id */}{"id"}',
        ),
        files: ["page.mdx"],
      },
    ],
    ["in a table of roles", { given: ROLES }],
    ["in definitions", { given: "<dl><dt><code>id</code></dt><dd>Optional.</dd><dt>kind</dt><dd>Optional.</dd></dl>" }],
    ["in a list of HTML", { given: "<ul>\n<li><code>id</code>: Optional.</li>\n<li>kind: Optional.</li></ul>" }],
    ["in a list, presence behind the name", { given: "- `id` (optional): What it is.\n- `kind` (optional) — Which." }],
    ["in a list, with dashes", { given: "* `id` - Optional.\n* **`kind`** – Optional." }],
    ["in a list, as sentences", { given: "- `id`. Optional.\n- `kind` Missing if closed." }],
    ["in paragraphs", { given: "`id`: Optional.\n\n- `id`: Same.\n- `kind`: Optional." }],
  ];
  for (const [name, { given, files = all }] of cases) {
    test.each(files)(`${name} are rows, in %s`, async (file) => {
      const { lines, rules, description } = await read(page(section({ table: given })), file);
      expect([lines, rules]).toEqual([wanted, []]);
      expect(description).not.toMatch(/optional|kind/i);
    });
  }

  test("in a list inside of an item belong to its field", async () => {
    const table = "- `user`: Who.\n  - `id`: Optional.\n- `kind`: Possible values:\n  - `a`\n  - `b`";
    const { lines } = await read(page(section({ table, payloads: ['{ "user": { "id": "x" }, "kind": "a" }'] })));
    expect(lines).toEqual(["payload.user object", "payload.user.id? string", 'payload.kind enum "a" "b"']);
  });

  test.each([
    [
      "a list of names that no sample shows is reported",
      { given: "- `a`: Optional.\n- `b`: Optional.", want: ["reference/unread-list"] },
    ],
    [
      "a list with other items is reported",
      { given: "- `id`: Optional.\n- Anything else.", want: ["reference/unread-list"] },
    ],
    ["a list of values is not", { given: "Possible values:\n\n- `a`: One.\n- `b`: Two.", want: [] }],
    ["prose is not", { given: "- See there.\n- Or here: there is more.", want: [] }],
    [
      "an HTML table in the midst of a line is reported",
      { given: "So: <table><tr><td>id</td></tr></table>", want: ["document/raw-html"] },
    ],
    [
      "an element with data is reported",
      { given: '<FieldTable rows={[{ name: "a" }]} />', want: ["document/unread-element"] },
    ],
    [
      "an element that is a field without a name that a member can have is reported",
      {
        given: '<ParamField name="b c" required={false}>\n\nWords.\n\n</ParamField>',
        want: ["document/unread-element"],
      },
    ],
    [
      "an element that is a field is read",
      { given: '<ParamField name="b" required={false}>\n\nWords.\n\n</ParamField>', want: [] },
    ],
    [
      "an element that is to run code is reported",
      { given: "<CodeBlock>{JSON.stringify(a)}</CodeBlock>", want: ["document/sample-missing"] },
    ],
  ])("%s", async (_, { given, want: rules }) => {
    expect((await read(page(section({ table: given })))).rules).toEqual(rules);
  });
});

describe("an HTML page", () => {
  const table =
    "<table><tr><th>Field</th><th>Notes</th></tr><tr><td><code>id</code></td><td>Optional.</td></tr></table>";
  const pre = `<pre><code>${body('{ "id": "x" }')}</code></pre>`;
  const other = pre.replace('"id": "x"', '"id": "x", "queue": 1');
  const cases: readonly (readonly [string, { fields?: string; sample?: string; want: readonly string[] }])[] = [
    ["definitions", { fields: "<dl><dt><code>id</code></dt><dd>Optional.</dd></dl>", want: ["payload.id? string"] }],
    ["roles", { fields: ROLES, want: ["payload.id? string", "payload.kind? any"] }],
    ["items", { fields: "<ul><li><code>id</code>: Optional.</li></ul>", want: ["payload.id? string"] }],
    ["a table in an item", { fields: `<ul><li>${table}</li></ul>`, want: ["payload.id? string"] }],
    ["a table in a quote", { fields: `<blockquote>${table}</blockquote>`, want: ["payload.id? string"] }],
    [
      "a second sample in an item",
      { sample: `${pre}<ul><li>Queued:${other}</li></ul>`, want: ["payload.id string", "payload.queue? integer"] },
    ],
    [
      "the only sample in an item",
      { sample: `<ul><li>${other}</li></ul>`, want: ["payload.id string", "payload.queue integer"] },
    ],
  ];
  test.each(cases)("with %s is read", async (_, { fields = "", sample = pre, want }) => {
    const given =
      "<h1>Webhooks</h1><h3><code>thing_done</code></h3><p>Informs.</p>" +
      `<table><tr><td>Action</td><td><code>thing_done</code></td></tr></table>` +
      `<h4>Webhook payload</h4>${fields === "" ? "<p></p>" : fields}${sample}`;
    const { lines, description } = await read(given, "page.html");
    expect([lines, description]).toEqual([want, "Informs."]);
  });
});

test("bullets of a copied page are rows", async () => {
  const lines = ["Webhooks", "thing_done", "Informs.", "Specifics", "Action\tthing_done", "Webhook payload"];
  const given = [...lines, "• id: Optional.\n• kind: Optional.", body('{\n"id": "x"\n}')].join("\n\n");
  expect((await read(given, "page.txt")).lines).toEqual(["payload.id? string", "payload.kind? any"]);
});
