// From a file's bytes and name to the reader that fits them.
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { formatOf, sniffFormat } from "../../src/formats/choose-format.ts";
import { readDocument } from "../../src/formats/read-document.ts";
import { severityOf } from "../../src/source/finding.ts";
import { describeShared, shared } from "../support/shared.ts";

test.each([
  ["a/b.md", "markdown"],
  ["a.Markdown", "markdown"],
  ["a.mdx", "mdx"],
  ["a.HTM", "html"],
  ["a.html", "html"],
  ["a.txt", "text"],
  ["a.pdf", undefined],
  ["md", undefined],
])("the ending of %s means %s", (file, want) => {
  expect(formatOf(file)).toBe(want);
});

const page = "<!DOCTYPE html><html><body><h1>a</h1></body></html>";
test.each([
  ["a saved page below a scraper's lines is HTML", { given: `site\n\n${page}`, want: "html" }],
  ["a saved page inside a fence is a sample", { given: `# a\n\n\`\`\`html\n${page}\n\`\`\`\n`, want: "markdown" }],
  ["headings and fences are Markdown", { given: "# a\n\n```js\n{}\n```\n", want: "markdown" }],
  ["closing component tags are MDX", { given: "# a\n\n<A>\n<B>\n</B>\n</A>\n", want: "mdx" }],
  ["plain lines leave it open", { given: "a\n{\n}\n", want: undefined }],
])("%s", (_, { given, want }) => {
  expect(sniffFormat(given)).toBe(want);
});

test("content of another format is read as that, and said", async () => {
  const { document, findings } = await readDocument(new TextEncoder().encode(`site\n${page}`), "text", {
    file: "a.txt",
  });
  expect(document?.format).toBe("html");
  const said = findings.find(({ ruleId }) => ruleId === "document/format");
  expect(said && severityOf(said)).toBe("info");
});

test("mojibake is a finding in every format and bytes that are no text are an error", async () => {
  const { document, findings } = await readDocument(new TextEncoder().encode("# itâ€™s\n"), "markdown", {
    file: "a.md",
  });
  expect(document?.tree.children).toMatchObject([{ type: "heading", children: [{ value: "it’s" }] }]);
  expect(findings.map(({ ruleId }) => ruleId)).toEqual(["document/mojibake"]);
  const refused = await readDocument(Uint8Array.of(0xff), "markdown", { file: "a.md" });
  expect(refused).toMatchObject({ findings: [{ ruleId: "document/encoding", fatal: true }] });
  expect(refused.document).toBeUndefined();
});

describeShared("the pages named .txt", () => {
  test.each([
    ["000_9cb33f503f83a0e0.txt", "text"],
    ["001_02748cf3e42cde2f.txt", "text"],
    ["002_a4f83ae0f628d884.txt", "html"],
    ["003_46e854221db839e4.txt", "markdown"],
  ])("%s is read as %s", async (file, want) => {
    const { document } = await readDocument(readFileSync(shared("seeds", file)), "text", { file });
    expect(document?.format).toBe(want);
  });
});
