// JavaScript in MDX is parsed while patience lasts.
import { expect, test } from "vitest";
import { limitedAcorn, readMdx } from "../../src/formats/markdown/mdx.ts";

const options = { ecmaVersion: 2024, sourceType: "module" } as const;

test("what a page needs is parsed, JSX too, and mistakes are thrown", () => {
  const acorn = limitedAcorn();
  expect(acorn.parse("export const a = <b>{1}</b>", options).body).toMatchObject([{ type: "ExportNamedDeclaration" }]);
  expect(acorn.parseExpressionAt("a + 1", 0, options)).toMatchObject({ type: "BinaryExpression" });
  expect(() => acorn.parseExpressionAt("{ a: ", 0, options)).toThrow(SyntaxError);
  expect(acorn.givenUpAt()).toBeUndefined();
});

test("what is tried too often is taken for granted and remembered", () => {
  const acorn = limitedAcorn();
  const endless = `{ a: ${" ".repeat(300_000)}`;
  for (let tries = 0; tries < 6; tries += 1) expect(() => acorn.parseExpressionAt(endless, 0, options)).toThrow();
  expect(acorn.givenUpAt()).toBeUndefined();
  expect(acorn.parseExpressionAt(endless, 0, options)).toMatchObject({ type: "Identifier", end: endless.length });
  expect(() => acorn.parse("const a = 1", options)).toThrow("the code does not end");
  expect(acorn.givenUpAt()).toBe(endless);
});

test("a page whose braces lead nowhere is read as Markdown, with the place where that began", () => {
  const given = `# a\n\nwords\n\n${'{ "a": 1 }\n```\n\n'.repeat(1000)}## the end\n`;
  const { document, findings } = readMdx(given, { file: "page.mdx" });
  expect(findings.find(({ ruleId }) => ruleId === "document/mdx-syntax")).toMatchObject({
    fatal: false,
    line: 5,
    reason: "not valid MDX here (an expression does not end); read as Markdown without its elements",
  });
  expect(document?.tree.children.at(-1)).toMatchObject({ type: "heading", children: [{ value: "the end" }] });
});
