// Pages that would take too long are read up to a heading, and the rest is told.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { partOfPage } from "../../src/documents/overlong-page.ts";
import type { Format } from "../../src/formats/document.ts";
import { readDocument } from "../../src/formats/read-document.ts";
import { describeShared, shared } from "../support/shared.ts";

const times = (count: number, part: (index: number) => string): string =>
  Array.from({ length: count }, (_, index) => part(index)).join("");

const markdown = `# Webhooks\n\n${times(20_000, (index) => `### parcel_${index}\n\nTells it.\n\n#### Specifics\n\n| Action | b |\n| --- | --- |\n\n`)}`;
const html = `<h1>Webhooks</h1>${times(40_000, (index) => `<h3>parcel_${index}</h3><p>Tells <b>it</b>.</p>\n<h4>Specifics</h4>`)}`;
const text = `Webhooks\n${times(30_000, (index) => `parcel_${index}\nTells it.\nAction | b |\n`)}`;

test.each<readonly [string, { readonly given: string; readonly format: Format; readonly next: RegExp }]>([
  ["Markdown up to the heading of a section", { given: markdown, format: "markdown", next: /^### parcel_\d+\n/ }],
  ["MDX up to the heading of a section", { given: markdown, format: "mdx", next: /^### parcel_\d+\n/ }],
  ["HTML up to the heading of a section", { given: html, format: "html", next: /^<h3>parcel_\d+</ }],
  ["text, which marks no headings, up to a line", { given: text, format: "text", next: /^(?:parcel_|Tells|Action)/ }],
  ["words without any tag", { given: "word ".repeat(4_000_000), format: "html", next: /^.{5}/ }],
  ["lines of no length", { given: "\n".repeat(2_000_000), format: "markdown", next: /^\n/ }],
])("what is read is %s", (_, { given, format, next }) => {
  const part = partOfPage(given, format, "page");
  const rest = given.slice(part.text.length);
  expect(part.text + rest).toBe(given);
  expect(part.text.length).toBeGreaterThan(given.length / 100);
  expect(rest).toMatch(next);
  const line = part.text.split("\n").length;
  const [found, ...others] = part.findings;
  expect(others).toEqual([]);
  expect(found).toMatchObject({ ruleId: "document/overlong-page", fatal: true, line, file: "page" });
  expect(found?.reason).toContain(`${rest.length} characters`);
});

test("the headings that are left out are counted, and the first is quoted", () => {
  const part = partOfPage(markdown, "markdown", "page.md");
  const rest = markdown.slice(part.text.length);
  const headings = rest.match(/^#+ /gm)?.length ?? 0;
  expect(headings).toBeGreaterThan(1000);
  expect(part.findings[0]?.reason).toContain(` with ${headings} headings `);
  expect(part.findings[0]?.actual).toMatch(/^### parcel_\d+ Tells it\./);
});

test("long code costs little and many ends of quotes cost much", () => {
  const reach = (given: string): number => partOfPage(given, "markdown", "page.md").text.length;
  const code = `\`\`\`json\n${times(5000, () => `"${"a".repeat(200)}",\n`)}\`\`\`\n`;
  expect(reach(code)).toBe(code.length);
  const quotes = "> a\n\nb\n\n".repeat(10_000);
  expect(reach(quotes)).toBeLessThan(quotes.length / 2);
  const quote = "> a\n".repeat(10_000);
  expect(reach(quote)).toBe(quote.length);
});

test("a tree ends where the page was parted, and MDX that stays open there is no fault of the page", async () => {
  const given = `# Webhooks\n\n<Sections>\n\n${times(20_000, (index) => `### parcel_${index}\n\nTells *it*.\n\n#### Specifics\n\n`)}</Sections>\n`;
  const { document, findings } = await readDocument(new TextEncoder().encode(given), "mdx", { file: "page.mdx" });
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(["document/overlong-page"]);
  expect(document?.text).toBe(given.slice(0, document?.text.length));
  expect(document?.tree.children.at(-1)?.position?.end.offset).toBeGreaterThan((document?.text.length ?? 0) - 100);
});

describeShared("the reference's pages", () => {
  test.each<readonly [string, Format]>([
    ["pages/v3.7/webhooks.mdx", "mdx"],
    ["pages/v3.7/structures.mdx", "mdx"],
    ["seeds/000_9cb33f503f83a0e0.txt", "text"],
    ["seeds/001_02748cf3e42cde2f.txt", "text"],
    ["seeds/002_a4f83ae0f628d884.txt", "html"],
    ["seeds/003_46e854221db839e4.txt", "markdown"],
  ])("%s may grow tenfold", (file, format) => {
    const page = `${readFileSync(shared(...file.split("/")), "utf8")}\n`;
    expect(partOfPage(page.repeat(10), format, file).findings).toEqual([]);
  });
});
