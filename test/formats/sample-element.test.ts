// Elements that show a sample, a field or data: each rule reads its own example first.
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { expect, test } from "vitest";
import { attributesOf, elementRules, isJsx } from "../../src/formats/markdown/jsx-tags.ts";

const parser = unified().use(remarkParse).use(remarkMdx).freeze();

test.each(elementRules)("$id reads its example", ({ id, example }) => {
  const [element] = parser.parse(example).children;
  if (element === undefined || !isJsx(element)) throw new Error("the example is no element");
  const facts = { ...attributesOf(element), element: element.name ?? "" };
  expect(elementRules.find(({ reads }) => reads(facts) !== undefined)?.id).toBe(id);
});
