// Markdown pages: the tree, its places, and the defects that would hide parts of a page.
import fc from "fast-check";
import { readFileSync } from "node:fs";
import type { Nodes } from "mdast";
import { toString } from "mdast-util-to-string";
import { visit } from "unist-util-visit";
import { expect, test } from "vitest";
import type { ReadResult } from "../../src/formats/document.ts";
import { readMarkdown } from "../../src/formats/markdown/markdown.ts";
import { readMdx } from "../../src/formats/markdown/mdx.ts";
import { rawHtmlRules } from "../../src/formats/markdown/finish-tree.ts";
import { share } from "../hostile/share.ts";
import { describeShared, shared } from "../support/shared.ts";

const read = (text: string): ReadResult => readMarkdown(text, { file: "a.md" });
const outline = ({ document }: ReadResult): string[] =>
  (document?.tree.children ?? []).map((node) => `${node.type} ${toString(node).replace(/\s+/g, " ")}`.trim());
const rules = ({ findings }: ReadResult): string[] =>
  findings.map(({ ruleId, line }) => `${ruleId ?? ""}:${line ?? 0}`);

/** Each character of each code block stands in the page where its source says. */
function expectTruePlaces({ document }: ReadResult): number {
  let blocks = 0;
  if (document === undefined) return blocks;
  visit(document.tree, (node: Nodes) => {
    expect(node.position?.start.offset, node.type).toBeTypeOf("number");
    if (node.type !== "code") return;
    blocks += 1;
    const source = node.data?.source;
    expect(source?.file).toBe(document.file);
    const runs = source?.runs ?? [];
    let run = 0;
    for (let at = 0; at < node.value.length; at += 1) {
      while ((runs[run + 1]?.value ?? Infinity) <= at) run += 1;
      const place = (runs[run]?.source ?? 0) + at - (runs[run]?.value ?? 0);
      if (!/[\r\n]/.test(node.value[at] ?? ""))
        expect(document.text[place]?.replace("\0", "\uFFFD")).toBe(node.value[at]);
    }
  });
  return blocks;
}

test.each([
  [
    "a fence that lost its end gives the next section back",
    {
      given: '```js\n{\n "a": 1\n}\n\n## b\n\ntext\n\n```js\n{}\n```\n\n## c\n',
      want: ['code { "a": 1 }', "heading b", "paragraph text", "code {}", "heading c"],
      rules: ["document/unclosed-fence:1"],
    },
  ],
  [
    "a bare fence that lost its end does so too",
    {
      given: "```\n{ }\n\n## b\n\n```\n{}\n```\n\n## c\n",
      want: ["code { }", "heading b", "code {}", "heading c"],
      rules: ["document/unclosed-fence:1"],
    },
  ],
  [
    "a fence open to the end of the page ends before a heading",
    { given: "```js\n{}\n\n## b\n", want: ["code {}", "heading b"], rules: ["document/unclosed-fence:1"] },
  ],
  [
    "a fence open to the end without headings is code, and said",
    { given: "```js\n{}\n", want: ["code {}"], rules: ["document/unclosed-fence:1"] },
  ],
  [
    "a sample whose opening fence is lost is opened again",
    {
      given: 'text\n\n{\n "a": 1\n}\n```\n\n## b\n\n```js\n{}\n```\n',
      want: ["paragraph text", 'code { "a": 1 }', "heading b", "code {}"],
      rules: ["document/unopened-fence:6"],
    },
  ],
  [
    "a lone fence without a sample is left out",
    {
      given: "text\n\n```\n\n## b\n\n```js\n{}\n```\n",
      want: ["paragraph text", "heading b", "code {}"],
      rules: ["document/stray-fence:3"],
    },
  ],
  [
    "words below the complete JSON of such a fence are none of it",
    {
      given: '```json\n{\n "a": "}"\n}\n// or\n{}\n\nText.\n# b\n```json\n{}\n```\n',
      want: ['code { "a": "}" } // or {}', "paragraph Text.", "heading b", "code {}"],
      rules: ["document/unclosed-fence:1"],
    },
  ],
  [
    "nor at the end of the page",
    {
      given: "> ```json\n> {}\n> ```\n\n```json\n{}\n\nb\n---\n\n| a |\n|---|\n| c |\n",
      want: ["blockquote {}", "code {}", "heading b", "table ac"],
      rules: ["document/unclosed-fence:5"],
    },
  ],
  [
    "a fence that would have opened within another one is said",
    {
      given: "```\nX-Event: a\n\nText.\n\n```json\n{}\n```\n",
      want: ["code X-Event: a Text. ```json {}"],
      rules: ["document/fence-in-code:6"],
    },
  ],
  [
    "a fence that lost its end does so above one with a title",
    {
      given: "```json: a\n{}\n\n```json: b\n[]\n```\n\n## c\n",
      want: ["code {}", "code []", "heading c"],
      rules: ["document/unclosed-fence:1"],
    },
  ],
  [
    "a shorter fence within a longer one is code",
    { given: "````md\n```json\n{}\n```\n````\n", want: ["code ```json {} ```"], rules: [] },
  ],
  [
    "headings inside a shell sample are comments",
    { given: "```sh\n# a\n\n# b\n\nls\n```\n\n## c\n", want: ["code # a # b ls", "heading c"], rules: [] },
  ],
  [
    "a broken delimiter row is mended",
    { given: "| a | b |\n| –– | ––\n| c | d |\n", want: ["table abcd"], rules: ["document/broken-table:1"] },
  ],
  [
    "a delimiter row that is too short is mended",
    { given: "| a | b |\n|---|\n| c | d |\n", want: ["table abcd"], rules: ["document/broken-table:1"] },
  ],
  [
    "a delimiter row with a blank that is no space is mended",
    { given: "| a | b |\n| ---\u00A0| --- |\n| c | d |\n", want: ["table abcd"], rules: ["document/broken-table:1"] },
  ],
  [
    "a missing delimiter row is put in",
    { given: "| a | b |\n| c | d |\n", want: ["table abcd"], rules: ["document/broken-table:1"] },
  ],
  [
    "rows parted from their table come back to it",
    {
      given: "| a | b |\n|---|---|\n| c | d |\n\n| e | f |\n",
      want: ["table abcdef"],
      rules: ["document/broken-table:5"],
    },
  ],
  [
    "a long table whose rows begin without a pipe keeps all of them",
    {
      given: `a | b\n--- | ---\n${"`c` | d_d *e*\n".repeat(300)}\nf | g\n`,
      want: [`table ab${"cd_d e".repeat(300)}`, "paragraph f | g"],
      rules: [],
    },
  ],
  [
    "marks of a row beyond what any author writes are text",
    {
      given: `| a | b |\n|---|---|\n| ${"*c* ".repeat(600)}| *d* |\n`,
      want: [`table ab${"c ".repeat(500)}${"*c* ".repeat(99)}*c**d*`],
      rules: ["document/crowded-paragraph:3"],
    },
  ],
  [
    "code in a row is no such mark, wherever its backticks are",
    {
      given: `| a |\n|---|\n| \\\`${"`*b` ".repeat(600)}\`\`*c\`\` |\n`,
      want: [`table a\`${"*b ".repeat(600)}*c`],
      rules: [],
    },
  ],
  [
    "comments in a row are left out, but not any number of them",
    {
      given: `| a |\n|---|\n| ${"<!-- b -->c".repeat(20)} |\n| ${"<!-- b -->c".repeat(22)} |\n`,
      want: [`table a${"c".repeat(40)}<!-- b -->c<!-- b -->c`],
      rules: ["document/crowded-paragraph:4"],
    },
  ],
  [
    "an unclosed comment ends with its line",
    { given: "<!-- a\n\n## b\n", want: ["heading b"], rules: ["document/unclosed-comment:1"] },
  ],
  [
    "a section that is commented out stays out",
    { given: "<!--\n## a\n\n```js\n-->\n\n## b\n", want: ["heading b"], rules: [] },
  ],
  [
    "an unclosed inline tag disturbs nothing",
    { given: "| a |\n|---|\n| b<sup>[c](d) |\n", want: ["table abc"], rules: [] },
  ],
  [
    "a placeholder in angle brackets is text",
    { given: "the <chat_id> here\n", want: ["paragraph the <chat_id> here"], rules: [] },
  ],
  ["mojibake is repaired in words", { given: "it鈥檚 Ã©\n", want: ["paragraph it’s é"], rules: [] }],
])("%s", (_, { given, want, rules: wanted }) => {
  const result = read(given);
  expect(outline(result)).toEqual(want);
  expect(rules(result)).toEqual(wanted);
  expectTruePlaces(result);
});

test.each([
  ["json: UPI", { lang: "json", title: "UPI" }],
  ["json:UPI", { lang: "json", title: "UPI" }],
  ['json title="x" {1,3}', { lang: "json", title: "x" }],
  ['json {1,3} filename="a.json" label={"B c"}', { lang: "json", title: "B c" }],
  [" json", { lang: "json" }],
  ["{.json}", { lang: "json" }],
  ['{ .json .numberLines #id hl_lines="1 2" title="x" }', { lang: "json", title: "x" }],
  ["json {1,3} showLineNumbers copy /id/ theme={null}", { lang: "json" }],
  ["json,title=x", { lang: "json", title: "x" }],
  ["json [A payment]", { lang: "json", title: "A payment" }],
  ["json A payment {2}", { lang: "json", title: "A payment" }],
  ["c++", { lang: "c++" }],
  ['title="x"', { title: "x" }],
  ["{1,3}", {}],
  ["", {}],
])("a fence with %j behind it", (info, want) => {
  for (const fence of ["```", "~~~"]) {
    const [code] = read(`${fence}${info}\n{}\n${fence}\n`).document?.tree.children ?? [];
    if (code?.type !== "code") throw new Error("no code");
    const { lang, meta, data } = code;
    expect({ lang: lang ?? undefined, title: data?.title, meta }).toEqual({ meta: null, ...want });
  }
});

test.each([
  ["in text", "a http://b.c or x@y.z", ["http://b.c", "mailto:x@y.z"]],
  ["in an open bracket", "[a http://b.c www.d.e", []],
  ["behind a bracket that is closed", "[a] b http://b.c", ["http://b.c"]],
  ["behind a link", "[a](d) http://b.c", ["d", "http://b.c"]],
  ["behind a link in an open bracket", "[[a](d) http://b.c", ["d"]],
])("an address %s is a link where GitHub makes it one", (_, given, want) => {
  const found: string[] = [];
  visit(read(given).document?.tree ?? { type: "root", children: [] }, "link", ({ url }) => void found.push(url));
  expect(found).toEqual(want);
});

test("a place after a mend is the place in the page as it stands", () => {
  const text = "```js\n{}\n\n## b\n\n| a | b |\n| c | d |\n\n## d\n";
  const last = read(text).document?.tree.children.at(-1);
  expect(last?.position?.start).toEqual({ line: 9, column: 1, offset: text.lastIndexOf("##") });
});

test.each([
  [
    "below blocks, behind words and headings, and alone",
    {
      given:
        "## A\n{: .x #aa}\n\ntext\n{: .note}\n\n| a |\n|---|\n| c |\n{: .table}\n\n## B {:#bb}\n\n{:.no_toc}\n## C\n\n*w*{: .x} {:toc}\n{:toc}\n",
      want: ["heading A aa", "paragraph text", "table ac", "heading B bb", "heading C", "paragraph w {:toc}"],
    },
  ],
  [
    "in code, and of another form",
    { given: "`{: .x}` {:id}\n\n```\n{: .x}\n```\n", want: ["paragraph {: .x} {:id}", "code {: .x}"] },
  ],
])("a list of attributes is no text but %s", (_, { given, want }) => {
  const result = read(given);
  const said = outline(result);
  const ids = (result.document?.tree.children ?? []).map((node) =>
    node.type === "heading" ? (node.data?.id ?? "") : "",
  );
  expect(said.map((line, index) => `${line} ${ids[index] ?? ""}`.trim())).toEqual(want);
});

test.each([readMarkdown, readMdx])("tags of templates are no text, and title the code in them", (reader) => {
  const given =
    '{% hint style="info" %}\nHello.\n{% endhint %}\n\n{% tabs %}\n{% tab title="A b" %}\n```json\n{}\n```\n{% endtab %}\n\n{% tab title="C" %}\nText {% raw %}`{% d %}`{%- endraw -%}\n\n{% code title="e.json" overflow="wrap" %}\n```json\n{ "e": "{% f %}" }\n```\n{% endcode %}\n{% endtab %}\n{% endtabs %}\n\n```json\n[]\n```\n\n{% tab title="open" %}\n```json\n[1]\n```\n';
  const result = reader(given, { file: "a.mdx" });
  const titles: string[] = [];
  visit(result.document?.tree ?? { type: "root", children: [] }, "code", ({ data }) => {
    titles.push(data?.title ?? "");
  });
  expect(outline(result)).toEqual([
    "paragraph Hello.",
    "code {}",
    "paragraph Text {% d %}",
    'code { "e": "{% f %}" }',
    "code []",
    "code [1]",
  ]);
  expect(titles).toEqual(["A b", "e.json", "", ""]);
  expect(result.document?.ignored.map(({ quote }) => quote)).toContain('{% tab title="A b" %}');
  expect(rules(result)).toEqual([]);
  expectTruePlaces(result);
});

test("an anchor behind a heading is kept beside it", () => {
  const [heading] = read("## Chat events {#events}\n").document?.tree.children ?? [];
  expect(heading).toMatchObject({ type: "heading", data: { id: "events" }, children: [{ value: "Chat events" }] });
});

test.each([
  [
    "scalars of the front matter are metadata",
    { given: "---\ntitle: 'A'\nv: 3.10\nlist: [1]\n---\n# b\n", want: { title: "A", v: "3.10" }, rules: [] },
  ],
  [
    "a key named like a built-in is a key",
    {
      given: "---\n__proto__: x\nconstructor: y\n---\n# b\n",
      want: { ["__proto__"]: "x", constructor: "y" },
      rules: [],
    },
  ],
  [
    "front matter without its end ends with its keys",
    { given: "---\ntitle: A\n\n# b\n", want: { title: "A" }, rules: ["document/front-matter:1"] },
  ],
  [
    "broken YAML is said with its line",
    { given: "---\ntitle: A\nx: 'a\n---\n# b\n", want: { title: "A" }, rules: ["document/front-matter:4"] },
  ],
])("%s", (_, { given, want, rules: wanted }) => {
  const result = read(given);
  expect(Object.entries(result.document?.metadata ?? {})).toEqual(expect.arrayContaining(Object.entries(want)));
  expect(rules(result).slice(0, 1)).toEqual(wanted);
  expect(outline(result)).toEqual(["heading b"]);
});

test.each([readMarkdown, readMdx])("items of a list inside a cell are lines of it", (reader) => {
  const given = "| a |\n|---|\n| One of <ul><li>b</li><li>`c`</li></ul> |\n";
  const cells: string[] = [];
  visit(reader(given, { file: "a.mdx" }).document?.tree ?? { type: "root", children: [] }, "tableCell", (cell) => {
    cells.push(toString(cell).trim());
  });
  expect(cells).toEqual(["a", "One of \nb\nc"]);
});

test.each(rawHtmlRules)("$id claims its example alone", ({ id, example }) => {
  expect(rawHtmlRules.filter(({ pattern }) => pattern.test(example)).map((rule) => rule.id)).toEqual([id]);
});

test("code knows its places in lists, quotes and behind tabs, CRLF or not", () => {
  const line = fc.constantFrom('{ "a": 1 }', "\tx", "\t\ty", "  z", "", "é💡", " \t w");
  const lead = fc.constantFrom("", "> ", "- ", "1. ", ">\t", "-\t", "  ", " ");
  fc.assert(
    fc.property(
      fc.array(line, { minLength: 1, maxLength: 6 }),
      lead,
      fc.constantFrom("\n", "\r\n"),
      (body, first, end) => {
        const more = first.replace(/[^>\t ]/g, " ");
        const text = [`${first}\`\`\`json`, ...body.map((one) => more + one), `${more}\`\`\``, "", "# h", ""].join(end);
        expect(expectTruePlaces(read(text))).toBeGreaterThan(0);
      },
    ),
  );
});

test("no text crashes the reader", () => {
  const piece = fc.constantFrom(
    "```",
    "```js\n",
    "{",
    "}",
    "| a |",
    "\n",
    "\n\n",
    "## h",
    "<!--",
    "-->",
    "<a",
    ">",
    "- ",
    "---",
    "\ud800",
    "\0",
    "\t",
    "x",
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      expectTruePlaces(read(pieces.join("")));
    }),
    { numRuns: 300 },
  );
});

test.each(["[", ">", "**", "- ", "`", "<", "![", "{% a", "{:.a", '{% tab title="a" %}\n'])(
  "a great many times %s is read or refused in words",
  (mark) => {
    const result = read(mark.repeat(share(100_000)));
    expect(result.document !== undefined || result.findings.length > 0).toBe(true);
  },
);

describeShared("the Markdown page", () => {
  const text = hasPage();
  test("is read without findings, each sample at its true place", () => {
    const result = read(text);
    expect(result.findings).toEqual([]);
    expect(expectTruePlaces(result)).toBe(text.match(/^```js$/gm)?.length);
  });
  test.each(["opening", "closing"])("loses no heading to any one lost %s fence", (which) => {
    const headings = outline(read(text)).filter((line) => line.startsWith("heading"));
    const fences = [...text.matchAll(/^```.*\n/gm)].filter(
      ({ 0: fence }) => (fence === "```\n") === (which === "closing"),
    );
    expect(fences.length).toBeGreaterThan(10);
    for (const { index, 0: fence } of fences.slice(0, 14)) {
      const result = read(text.slice(0, index) + text.slice(index + fence.length));
      expect(outline(result).filter((line) => line.startsWith("heading"))).toEqual(headings);
      expect(result.findings.length).toBeGreaterThan(0);
    }
  });
});

function hasPage(): string {
  try {
    return readFileSync(shared("seeds", "003_46e854221db839e4.txt"), "utf8");
  } catch {
    return "";
  }
}
