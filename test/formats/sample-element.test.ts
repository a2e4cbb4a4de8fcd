// Elements that show a sample, a field or data: each rule reads its own example first.
import { expect, test } from "vitest";
import { jsxTagAt, elementRules } from "../../src/formats/markdown/jsx-tags.ts";
test.each(elementRules)("$id reads its example", ({ id, example }) => {
  const tag = jsxTagAt(example, 0);
  if (tag === undefined) throw new Error("the example is no tag");
  const { name: element, attributes, expressions } = tag;
  const at = { file: "a.mdx", line: 1, column: 1, offset: 0 };
  const facts = { element, attributes, expressions, title: undefined, quote: example, at };
  expect(elementRules.find(({ reads }) => reads(facts) !== undefined)?.id).toBe(id);
});
