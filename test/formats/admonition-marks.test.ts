// Marks of note boxes: each rule takes the mark off its example, and the words stay.
import { toString as textOf } from "mdast-util-to-string";
import { describe, expect, test } from "vitest";
import { admonitionRules } from "../../src/formats/markdown/finish-tree.ts";
import { readDocument } from "../../src/formats/read-document.ts";

describe("the rules", () => {
  test.each(admonitionRules)("$id claims its example alone", ({ id, example }) => {
    expect(admonitionRules.filter(({ pattern }) => pattern.test(example)).map((rule) => rule.id)).toEqual([id]);
  });
});

describe("a box is read as its words", () => {
  test.each<[string, { given: string; is: string[]; rules: string[] }]>([
    [
      "with its title as a sentence",
      {
        given: ":::note Mind this\nIt may be `null`.\n:::\n",
        is: ["Mind this.\nIt may be null."],
        rules: ["admonition-colons-open", "admonition-colons-close"],
      },
    ],
    [
      "with marks that stand apart",
      {
        given: ":::warning\n\nWords.\n\n:::\n",
        is: ["Words."],
        rules: ["admonition-colons-open", "admonition-colons-close"],
      },
    ],
    ["in a quotation", { given: "> [!NOTE]\n> Words.\n", is: ["Words."], rules: ["admonition-alert"] }],
    [
      "with a title in quotation marks",
      { given: '!!! tip "A: b"\n    Words.\n', is: ["A: b.\nWords."], rules: ["admonition-exclamation"] },
    ],
    ["but for colons within words", { given: "So: ::: note\n", is: ["So: ::: note"], rules: [] }],
  ])("%s", async (_, { given, is, rules }) => {
    for (const format of ["markdown", "mdx"] as const) {
      const { document } = await readDocument(new TextEncoder().encode(given), format, { file: "page" });
      expect(document?.tree.children.map((node) => textOf(node))).toEqual(is);
      expect(document?.ignored.map(({ rule }) => rule)).toEqual(rules);
    }
  });
});
