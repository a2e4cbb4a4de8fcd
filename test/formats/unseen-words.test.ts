// What stands in a page and is no word of it any more: characters that nobody sees, and words that are struck out.
import { toString as textOf } from "mdast-util-to-string";
import { describe, expect, test } from "vitest";
import type { Format } from "../hostile/print-page.ts";
import { readDocument } from "../../src/formats/read-document.ts";

async function read(text: string, format: Format) {
  const { document, findings } = await readDocument(new TextEncoder().encode(text), format, { file: "page" });
  return {
    is: document?.tree.children.map((node) => `${node.type}:${textOf(node)}`) ?? [],
    said: findings.map(({ ruleId, line, column }) => `${String(line)}:${String(column)} ${String(ruleId)}`),
  };
}

describe("characters that nobody sees are left out, and said so", () => {
  test.each<[string, { format: Format; given: string; is: string[]; said: string[] }]>([
    [
      "in a heading of a saved page",
      {
        format: "html",
        given: "<h1>T</h1><h3><code>x_&#8203;done</code></h3>",
        is: ["heading:T", "heading:x_done"],
        said: ["1:15 document/invisible-character"],
      },
    ],
    [
      "in code spans and words of Markdown",
      {
        format: "markdown",
        given: "# `x_\u200bdone`\n\nA\u00adb\ufeff c\u200d.\n",
        is: ["heading:x_done", "paragraph:Ab c."],
        said: ["1:3 document/invisible-character", "3:1 document/invisible-character"],
      },
    ],
    [
      "not between letters that they join, nor in a sample",
      {
        format: "markdown",
        given: "# T\n\n👩\u200d💻\n\n```\na\u200bb\n```\n",
        is: ["heading:T", "paragraph:👩\u200d💻", "code:a\u200bb"],
        said: [],
      },
    ],
  ])("%s", async (_, { format, given, is, said }) => {
    expect(await read(given, format)).toEqual({ is, said });
  });

  test("many of them are told as one number", async () => {
    const { said } = await read("# T\n\n" + "a\u200bb\n\n".repeat(50), "markdown");
    expect(said).toHaveLength(20);
  });
});

const deleted = "document/deleted-text";
describe("words that are struck out are left out, and said so", () => {
  test.each<[string, { format: Format; given: string; is: string[]; said: string[] }]>([
    ["in prose", { format: "markdown", given: "~~Old.~~ New.\n", is: ["paragraph: New."], said: [`1:1 ${deleted}`] }],
    [
      "with the block that held nothing else",
      {
        format: "markdown",
        given: "A.\n\n- ~~b~~\n- c\n\n~~d~~\n",
        is: ["paragraph:A.", "list:c"],
        said: [`3:3 ${deleted}`, `6:1 ${deleted}`],
      },
    ],
    [
      "in a cell of notes",
      {
        format: "html",
        given: "<h1>T</h1><table><tr><th>a<th>b<tr><td>c<td><s>d</s> e</table>",
        is: ["heading:T", "table:abc e"],
        said: [`1:45 ${deleted}`],
      },
    ],
    [
      "beside a name that stands",
      { format: "markdown", given: "# ~~`a`~~ `b`\n", is: ["heading: b"], said: [`1:3 ${deleted}`] },
    ],
    [
      "but for a name that is struck out as a whole, in a heading or a row",
      {
        format: "html",
        given: "<h2><b><del>a</del></b></h2><table><tr><th>a<th>b<tr><td><code><del>c</del></code><td>d</table>",
        is: ["heading:a", "table:abcd"],
        said: [],
      },
    ],
  ])("%s", async (_, { format, given, is, said }) => {
    expect(await read(given, format)).toEqual({ is, said });
  });
});
