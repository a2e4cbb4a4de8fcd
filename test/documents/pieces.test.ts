// A page that is parsed piece by piece gives the tree of the whole page, and an edit costs the parsing of its own piece.
import fc from "fast-check";
import remarkMdx from "remark-mdx";
import remarkParse from "remark-parse";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Nodes, Root } from "mdast";
import { unified } from "unified";
import { describe, expect, test } from "vitest";
import { cutsOf } from "../../src/documents/page-cuts.ts";
import { type Grammar, parseInPieces } from "../../src/documents/parse-in-pieces.ts";
import { gfm } from "../../src/formats/markdown/markdown.ts";
import { docsInput } from "../support/pages.ts";

const markdownParser = unified().use(remarkParse).use(gfm).freeze();
const mdxParser = unified().use(remarkParse).use(gfm).use(remarkMdx).freeze();
const markdown: Grammar = { name: "markdown", tags: false, parse: (text) => markdownParser.parse(text) };
const mdx: Grammar = { name: "mdx", tags: true, parse: (text) => mdxParser.parse(text) };

/** Everything of a tree that is asked for: no lines and columns, no programs of expressions. */
function essence(node: Nodes): object {
  const { position, ...rest } = node;
  const attributes = "attributes" in node ? node.attributes.map((one) => [one.type, "name" in one && one.name]) : [];
  const children = "children" in node ? node.children.map(essence) : [];
  return { ...rest, data: undefined, attributes, children, start: position?.start.offset, end: position?.end.offset };
}

function treeOf(parse: () => Root): object {
  try {
    return essence(parse());
  } catch (error) {
    return { error: String(error) };
  }
}

describe("a page is parted", () => {
  const cases: Record<string, { given: string; tags?: true; want: readonly string[] }> = {
    "before headings below a blank line": {
      given: "a\n\n# b\n\nc\n# d\n\n## e",
      want: ["a\n\n", "# b\n\nc\n# d\n\n", "## e"],
    },
    "never inside of a fence": { given: "```md\n\n# a\n\n```\n\n# b", want: ["```md\n\n# a\n\n```\n\n", "# b"] },
    "never inside of a fence that stands in": {
      given: "  ~~~\n\n# a\n  ~~~\n\n# b",
      want: ["  ~~~\n\n# a\n  ~~~\n\n", "# b"],
    },
    "before elements of JSX, never inside of one": {
      given: "<A>\n\n# a\n\n<B/>\n\n</A>\n\n<A>\n\nb\n\n</A>\n",
      tags: true,
      want: ["<A>\n\n# a\n\n<B/>\n\n</A>\n\n", "<A>\n\nb\n\n</A>\n"],
    },
    "not where a definition reaches far": { given: "[a]\n\n# b\n\n[a]: https://example.com", want: [] },
    "not where a footnote does": { given: "a[^1]\n\n# b\n\n[^1]: c", want: [] },
    "not where HTML runs on behind blank lines": { given: "<pre>\n\n# a\n\n</pre>", want: [] },
    "not where a comment does": { given: "<!--\n\n# a\n\n-->", want: [] },
    "not where a fence may end with its item": { given: "- a\n\n  ```\n  b\n\n# c", want: [] },
    "not where a fence stands behind a marker": { given: "> ```\n> a\n\n# b", want: [] },
    "not where a fence may be indented code": { given: "    ```\n\n# a\n\n    ```", want: [] },
    "not where a fence's end may be code": { given: "```\n    ```\n\n# a\n```\n\n# b", want: [] },
  };

  test.each(Object.entries(cases))("%s", (_, { given, tags = false, want }) => {
    const cuts = cutsOf(given, { tags });
    const pieces = cuts.length === 0 ? [] : [0, ...cuts].map((start, index) => given.slice(start, cuts[index]));
    expect(pieces).toEqual(want);
    const grammar = tags ? mdx : markdown;
    expect(treeOf(() => parseInPieces(given, grammar))).toEqual(treeOf(() => grammar.parse(given)));
  });
});

describe("the pieces of a page", () => {
  const files = ["v3.0/webhooks.md", "v3.5/structures.mdx", "v3.6/webhooks.mdx", "v3.7/structures.mdx"];
  const text = (file: string): string => readFileSync(join(docsInput, file), "utf8");
  const grammarOf = (file: string): Grammar => (file.endsWith("x") ? mdx : markdown);

  test.each(files)("%s: are many, and give the tree of the whole", (file) => {
    const grammar = grammarOf(file);
    expect(cutsOf(text(file), grammar).length).toBeGreaterThan(10);
    expect(treeOf(() => parseInPieces(text(file), grammar))).toEqual(treeOf(() => grammar.parse(text(file))));
  });

  const LINES = [
    ...["```", "~~~", "```json", "  ```", "- a", "  - b", "> q", "1. x", "# h", "## `h`", "", "    code", "| a | b |"],
    ...[
      "<Section>",
      "</Section>",
      "<Text>",
      "<br/>",
      "{",
      "}",
      "<!--",
      "-->",
      "[x]: https://example.com",
      "***",
      "---",
    ],
    ...["import x from 'y'", "[^1]: note", "<pre>", "\t```"],
  ];
  const edit = fc.record({
    at: fc.nat(),
    kind: fc.constantFrom("remove", "add", "indent", "cut"),
    line: fc.constantFrom(...LINES),
    prefix: fc.constantFrom("  ", "> ", "- ", "    ", "\t"),
  });

  test.each(files)("%s: give the tree of the whole whatever is done to its lines", { timeout: 60_000 }, (file) => {
    const grammar = grammarOf(file);
    const lines = text(file).split("\n").slice(0, 700);
    fc.assert(
      fc.property(fc.array(edit, { minLength: 1, maxLength: 4 }), (edits) => {
        const edited = [...lines];
        for (const { at, kind, line, prefix } of edits) {
          const index = at % edited.length;
          const old = edited[index] ?? "";
          if (kind === "remove") edited.splice(index, 1);
          else if (kind === "add") edited.splice(index, 0, line);
          else edited[index] = kind === "indent" ? prefix + old : old.slice(0, at % (old.length + 1));
        }
        const page = edited.join("\n");
        expect(treeOf(() => parseInPieces(page, grammar))).toEqual(treeOf(() => grammar.parse(page)));
      }),
      { numRuns: 12 },
    );
  });

  test.each(files)("%s: are taken from memory but for the one that was edited", (file) => {
    const kept = new Map<string, string>();
    const memory = {
      recall: (piece: string) => kept.get(piece),
      keep: (piece: string, parsed: string) => void kept.set(piece, parsed),
    };
    const parsed: string[] = [];
    const counting: Grammar = {
      ...grammarOf(file),
      parse: (piece) => {
        parsed.push(piece);
        return grammarOf(file).parse(piece);
      },
    };
    parseInPieces(text(file), counting, memory);
    expect(parsed.length).toBe(kept.size);
    parsed.length = 0;
    const page = `${text(file)}\nA conversation.\n`;
    expect(treeOf(() => parseInPieces(page, counting, memory))).toEqual(treeOf(() => grammarOf(file).parse(page)));
    expect(parsed).toHaveLength(1);
    expect(parsed[0]).toContain("A conversation.");
  });

  test("a page of another grammar has pieces of its own", () => {
    const names: string[] = [];
    const memory = { recall: () => undefined, keep: (piece: string) => void names.push(piece.split("\n")[0] ?? "") };
    parseInPieces("a\n\n# b", markdown, memory);
    parseInPieces("a\n\n# b", mdx, memory);
    expect(names).toEqual(["markdown", "markdown", "mdx", "mdx"]);
  });

  test("what can't be parsed in a piece is parsed as a whole", () => {
    const page = "<A\n\n# a\n\n/>\n\n# b";
    const mended: Grammar = {
      ...mdx,
      parse: (text) => (text === page ? { type: "root", children: [] } : mdx.parse(text)),
    };
    expect(parseInPieces(page, mended).children).toEqual([]);
  });
});
