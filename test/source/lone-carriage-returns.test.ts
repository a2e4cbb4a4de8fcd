// A carriage return alone ends a line, as in Markdown, YAML and TypeScript: places and quotes are those of the same text with line feeds.
import { describe, expect, test } from "vitest";
import { frontMatter } from "../../src/formats/markdown/prepare-page.ts";
import { excerptsOf } from "../../src/source/report.ts";
import { parsePage } from "../../src/pipeline/read-page.ts";
import { parseRegister } from "../../src/register/read-register.ts";
import { isBlankYaml } from "../../src/register/load-yaml.ts";
import { parseBody } from "../../src/check/parse-bodies.ts";
import { htmlPage, markdownPage, registerOf } from "../fetch/support.ts";

const withReturns = (text: string) => text.replaceAll("\n", "\r");
const page = markdownPage("parcel_moved", "parcel_lost");
const broken = page.replace('"webhook_id": "x",', '"webhook_id": "x"\n');

test.each<[string, { file: string; given: string }]>([
  ["a page in Markdown", { file: "page.md", given: broken }],
  ["front matter", { file: "page.md", given: `---\ntitle: a\napiVersion: 3.6\nbad: [\n---\n\n${broken}` }],
  ["a page in MDX", { file: "page.mdx", given: `import A from "a"\n\n${broken}` }],
  ["a saved page", { file: "page.html", given: htmlPage("parcel_moved").replace(/>\{ |(?=<h)/g, "$&\n") }],
  ["a copied page", { file: "page.txt", given: broken }],
])("%s reads the same", async (_name, { file, given }) => {
  const read = async (text: string) => {
    const { model, findings } = await parsePage(Buffer.from(text), { file, version: "1" });
    return JSON.parse(JSON.stringify({ model, findings }).replaceAll("\\r", "\\n"));
  };
  expect(await read(withReturns(given))).toEqual(await read(given));
});

describe("a line", () => {
  test.each([
    ["\r", "one\rtwo words\rthree"],
    ["\r\n", "one\r\ntwo words\r\nthree"],
    ["of all kinds", "one\rtwo words\r\n\nthree"],
  ])("that ends with %j is quoted alone", (_end, text) => {
    expect(excerptsOf(text)(2, 5)).toEqual({ line: "two words", caret: "    ^" });
  });
});

test("keys of front matter are those of their lines, and a mistake has its place", () => {
  const { metadata, findings } = frontMatter("---\rtitle: a b\rapiVersion: 3.6\rbad: 'x\r---\r# Page\r", "page.md");
  expect(metadata).toMatchObject({ title: "a b", apiVersion: "3.6" });
  expect(findings.map(({ line, actual }) => [line, actual])).toEqual([
    [expect.any(Number), expect.not.stringMatching(/\r/)],
  ]);
  expect(findings[0]?.line).toBeGreaterThan(3);
});

test("the register is read, and its mistakes have their places", () => {
  const text = `# pages\n${registerOf({ file: "page.md" })}`;
  const wrong = text.replace("status: stable", "status: fine");
  expect(isBlankYaml(withReturns(text))).toBe(false);
  expect(parseRegister(withReturns(text), "sources.yaml").findings).toEqual([]);
  const [found] = parseRegister(withReturns(wrong), "sources.yaml").findings;
  expect([found?.line, found?.column]).toEqual([5, 13]);
});

test("a mistake in a body has its line", () => {
  expect(parseBody(Buffer.from('{\r  "a": 1\r  "b": 2\r}'))).toMatchObject({ problem: { line: 3, column: 3 } });
});
