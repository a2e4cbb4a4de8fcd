// MDX pages: wrappers unwrapped, samples named, marks that are no syntax mended.
import { readdirSync, readFileSync } from "node:fs";
import { toString } from "mdast-util-to-string";
import { expect, test } from "vitest";
import type { ReadResult } from "../../src/formats/document.ts";
import { readMdx } from "../../src/formats/markdown/mdx.ts";
import { indexSamples } from "../../src/formats/sample-folder.ts";
import { share } from "../hostile/share.ts";
import { describeShared, hasShared, shared } from "../support/shared.ts";

const readSample = (name: string): { file: string; text: string } | undefined =>
  name === "form" ? { file: "samples/form.json", text: '{\n  "id": 1\n}\n' } : undefined;
const options = { file: "a.mdx", readSample };
const outline = ({ document }: ReadResult): string[] =>
  (document?.tree.children ?? []).map((node) => {
    const title = node.type === "code" ? (node.data?.title ?? "") : "";
    return `${node.type} ${title}: ${toString(node).replace(/\s+/g, " ").trim()}`;
  });
const rules = ({ findings }: ReadResult): string[] =>
  findings.map(({ ruleId, line }) => `${ruleId ?? ""}:${line ?? 0}`);

const wrapped =
  "<Section>\n<Text>\n\n## a\n\n</Text>\n<Code>\n<CodeResponse title={'Sample'}>\n\n  ```json\n  {\n    \"b\": 1\n  }\n  ```\n\n</CodeResponse>\n</Code>\n</Section>\n\n```json\n{}\n```\n";

test.each([
  [
    "wrappers give way and a title stays with its code",
    { given: wrapped, want: ["heading : a", 'code Sample: { "b": 1 }', "code : {}"], rules: [] },
  ],
  [
    "an element that names a sample becomes it",
    { given: '<Code>\n<CodeResponse title="T" json="form"/>\n</Code>\n', want: ['code T: { "id": 1 }'], rules: [] },
  ],
  [
    "an empty pair that names a sample becomes it",
    { given: '<X json={"form"}></X>\n', want: ['code : { "id": 1 }'], rules: [] },
  ],
  [
    "a sample that is not there is said",
    { given: '# a\n\n<X json="../form"/>\n', want: ["heading : a"], rules: ["document/sample-missing:3"] },
  ],
  [
    "a sample is found by the last part of a path",
    { given: '<Code title="T" src="./samples/form.json"/>\n', want: ['code T: { "id": 1 }'], rules: [] },
  ],
  [
    "a sample is read where it stands in an attribute",
    { given: '# a\n\n<X json={{ "b": 1 }}/>\n', want: ["heading : a", 'code : { "b": 1 }'], rules: [] },
  ],
  [
    "a sample that only code would show is said",
    { given: "# a\n\n<CodeResponse json={form}/>\n", want: ["heading : a"], rules: ["document/sample-missing:3"] },
  ],
  [
    "a sample that code inside would make is said",
    { given: "# a\n\n<Sample>{show(form)}</Sample>\n", want: ["heading : a"], rules: ["document/sample-missing:3"] },
  ],
  [
    "data of an element is said",
    { given: "# a\n\n<Rows rows={[{ b: 1 }]}/>\n", want: ["heading : a"], rules: ["document/unread-element:3"] },
  ],
  [
    "a field that an element is, is said",
    {
      given: '# a\n\n<ParamField name="b">\n\nc\n\n</ParamField>\n',
      want: ["heading : a", "paragraph : c"],
      rules: ["document/unread-element:3"],
    },
  ],
  [
    "an element of looks alone shows nothing",
    { given: '# a\n\n<Code className="b"/>\n', want: ["heading : a"], rules: [] },
  ],
  [
    "HTML is read as HTML, in its place",
    {
      given: "# a\n\n<table><tr><th>b</th></tr><tr><td>`c` {'d'}</td></tr></table>\n\n<pre>{`{}`}</pre>\n\n## e\n",
      want: ["heading : a", "table : bc d", "code : {}", "heading : e"],
      rules: [],
    },
  ],
  [
    "HTML in a comment, a code span or a fence is none",
    {
      given:
        "# a\n\n{/* <table><tr><td>b</td></tr></table> */}\n\n`<pre>c</pre>`\n\n```html\n<dl><dt>d</dt></dl>\n```\n",
      want: ["heading : a", "paragraph : <pre>c</pre>", "code : <dl><dt>d</dt></dl>"],
      rules: [],
    },
  ],
  [
    "imports, exports and expressions are never run",
    { given: "import A from './a'\n\n# a\n\n{process.exit(1)}\n\n{/* note */}\n", want: ["heading : a"], rules: [] },
  ],
  [
    "a picture is left out",
    {
      given: '# a\n\n<div style={{width: "1px"}}>\n  <img src="a.png" alt="b > c"/>\n</div>\n',
      want: ["heading : a"],
      rules: [],
    },
  ],
  [
    "inline tags leave their words",
    { given: "a <b>word</b> and `<code_span>`\n", want: ["paragraph : a word and <code_span>"], rules: [] },
  ],
  ["an anchor behind a heading is no expression", { given: "## a {#b}\n", want: ["heading : a"], rules: [] }],
  [
    "a fence that lost its end stops at the tag",
    {
      given: "<Code>\n<C title='t'>\n\n```json\n{\n}\n\n</C>\n</Code>\n\n## b\n",
      want: ["code t: { }", "heading : b"],
      rules: ["document/unclosed-fence:4"],
    },
  ],
])("%s", (_, { given, want, rules: wanted }) => {
  const result = readMdx(given, options);
  const squeeze = (line: string): string => line.replace(/\s+/g, " ");
  expect(outline(result).map(squeeze)).toEqual(want);
  expect(rules(result)).toEqual(wanted);
});

test("where mending marks does not help, the page is Markdown without its elements", () => {
  const broken = "a { b\n\n".repeat(50);
  const given = `import A from "a"\n\n<Section\n  title="s > t">\n\n## a\n\nthe <chat_id> of \`<Code>\`{/* note */}\n\n</Section>\n\n<!-- c -->\n\n${broken}## b\n`;
  const result = readMdx(given, options);
  expect(outline(result).filter((line) => line !== "paragraph : a { b")).toEqual([
    "heading : a",
    "paragraph : the <chat_id> of <Code>",
    "heading : b",
  ]);
  expect(rules(result)).toEqual(["document/mdx-syntax:92"]);
});

test.each([
  [
    "an unclosed element",
    { given: "<Section>\n\n## a\n\n<Text>\n\nb\n\n</Section>\n", want: ["heading : a", "paragraph : b"] },
  ],
  [
    "a stray angle bracket",
    { given: "## a\n\nif b < 1 and c <2>\n", want: ["heading : a", "paragraph : if b < 1 and c <2>"] },
  ],
  [
    "a stray brace beside elements that describe members",
    {
      given: 'in { words of <a_type>\n\n<Param name="id" type="string" required>\nIts id.\n</Param>\n',
      want: ["paragraph : in { words of <a_type>", "table : FieldTypeRequiredDescriptionidstringrequiredIts id."],
    },
  ],
  [
    "an HTML comment beside elements that describe members",
    {
      given: '<!-- x -->\n\n<Param name="id" type="string" required>\nIts id.\n</Param>\n',
      want: ["table : FieldTypeRequiredDescriptionidstringrequiredIts id."],
    },
  ],
  [
    "an import that does not hold",
    {
      given: 'import { A from "a";\n\n<Param name="id" type="string" required>\nIts id.\n</Param>\n',
      want: ["table : FieldTypeRequiredDescriptionidstringrequiredIts id."],
    },
  ],
  [
    "a quote in a tag that does not end",
    {
      given: '<Note title="a>\n\nb\n\n</Note>\n\n<Param name="id" type="string" required>\nIts id.\n</Param>\n',
      want: ["paragraph : b", "table : FieldTypeRequiredDescriptionidstringrequiredIts id."],
    },
  ],
  [
    "an expression in a tag that does not end",
    {
      given: '<Note style={{ a: 1 }>b</Note>\n\n<Param name="id" type="string" required>\nIts id.\n</Param>\n',
      want: ["paragraph : b", "table : FieldTypeRequiredDescriptionidstringrequiredIts id."],
    },
  ],
  [
    "braces that hold no expression, and one that does not end",
    {
      given: 'a {b c} {d e} {f\n\n<Param name="id" type="string" required>\nIts id.\n</Param>\n',
      want: ["paragraph : a {b c} {d e} {f", "table : FieldTypeRequiredDescriptionidstringrequiredIts id."],
    },
  ],
  [
    "a sentence that begins as an export does",
    {
      given: 'export your orders daily\n\n<Param name="id" type="string" required>\nIts id.\n</Param>\n',
      want: ["paragraph : export your orders daily", "table : FieldTypeRequiredDescriptionidstringrequiredIts id."],
    },
  ],
  [
    "a tag's quote and a brace, either of which does not end",
    {
      given:
        '<Note title="a>\n\nb\n\n</Note>\n\nopen { brace\n\n<Param name="id" type="string" required>\nIts id.\n</Param>\n',
      want: [
        "paragraph : b",
        "paragraph : open { brace",
        "table : FieldTypeRequiredDescriptionidstringrequiredIts id.",
      ],
    },
  ],
  [
    "a brace behind a title on two lines",
    {
      given:
        '<Note title="a\nb">\n\nc\n\n</Note>\n\nopen { brace\n\n<Param name="id" type="string" required>\nIts id.\n</Param>\n',
      want: [
        "paragraph : c",
        "paragraph : open { brace",
        "table : FieldTypeRequiredDescriptionidstringrequiredIts id.",
      ],
    },
  ],
  ["a stray brace", { given: "## a\n\nopen { brace\n", want: ["heading : a", "paragraph : open { brace"] }],
  [
    "a title does not leak past a heading",
    { given: "<C title='t'>\n\n## a\n\n```json\n{}\n```\n", want: ["heading : a", "code : {}"] },
  ],
  ["a placeholder", { given: "the <chat_id> of\n", want: ["paragraph : the <chat_id> of"] }],
  ["an HTML comment", { given: "<!-- x -->\n\n## a\n", want: ["heading : a"] }],
  [
    "a lost opening fence",
    {
      given: '<Code>\n\n{\n "a": 1\n}\n```\n\n</Code>\n\n## b\n\n```json\n{}\n```\n',
      want: ['code : { "a": 1 }', "heading : b", "code : {}"],
    },
  ],
])("%s is read on and said", (_, { given, want }) => {
  const result = readMdx(given, options);
  expect(outline(result)).toEqual(want);
  expect(result.findings.length).toBeGreaterThan(0);
});

test("the syntax finding names the parser's place", () => {
  const [found] = readMdx("## a\n\nopen { brace\n", options).findings;
  expect(found).toMatchObject({ ruleId: "document/mdx-syntax", fatal: false, line: 3 });
});

test.each(["{", "<", "<a>", "<A\n", "{/*", "[", ">", "`"])(
  "a great many times %s is read or refused in words",
  (mark) => {
    const result = readMdx(mark.repeat(share(20_000)), options);
    expect(result.document !== undefined || result.findings.length > 0).toBe(true);
  },
);

describeShared("the MDX pages", () => {
  const pages = hasShared
    ? readdirSync(shared("pages"), { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".mdx"))
        .toSorted()
    : [];
  test.each(pages)("%s is read strictly", (page) => {
    const text = readFileSync(shared("pages", page), "utf8");
    const samples = indexSamples(shared("pages", page, "..", "samples"), "samples").readSample;
    const strict = readMdx(text, { file: page, readSample: samples });
    expect(rules(strict).filter((rule) => !rule.startsWith("document/broken-table"))).toEqual([]);
  });
});
