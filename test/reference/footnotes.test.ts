// Footnotes: what ties them to their rows, and the values that stand in a list or a table below them.
import { describe, expect, test } from "vitest";
import { page, parseSnippet, section } from "../support/snippets.ts";

const head = "| Field | Notes |\n|-|-|\n";
const ENUM = { kind: "enum", values: [{ value: "a" }, { value: "b" }] };

describe("a footnote", () => {
  const cases: readonly (readonly [string, { row: string; note: string }])[] = [
    ["needs no parenthesis", { row: "| id \\* | x |", note: "\\* Possible values: `a`, `b`." }],
    ["may have two stars", { row: "| id \\*\\* | x |", note: "\\*\\* Possible values: `a`, `b`." }],
    ["may have a dagger", { row: "| id † | x |", note: "† Possible values: `a`, `b`." }],
    ["may have a raised digit", { row: "| id ¹ | x |", note: "¹ Possible values: `a`, `b`." }],
    [
      "may have a digit in small type",
      { row: "| `id`<sup>1</sup> | x |", note: "<sup>1</sup>Possible values: `a`, `b`." },
    ],
    ["may have a digit in parentheses", { row: "| `id` (1) | x |", note: "(1) Possible values: `a`, `b`." }],
    ["may be an item of a numbered list", { row: "| `id` (1) | x |", note: "1. Possible values: `a`, `b`." }],
    ["may be the one item of a list", { row: "| id \\* | x |", note: "* Possible values: `a`, `b`." }],
    ["may be Markdown's own", { row: "| id[^1] | x |", note: "[^1]: Possible values: `a`, `b`." }],
    ["may be marked behind the row's notes", { row: "| id | x \\* |", note: "\\* Possible values: `a`, `b`." }],
    ["may have its parenthesis in the row", { row: "| `id` **\\*)** | x |", note: "\\*) Possible values: `a`, `b`." }],
    ["leads to a list", { row: "| id \\* | x |", note: "\\*) Possible values:\n\n- `a`\n- `b` - by hand" }],
    [
      "leads to a table",
      {
        row: "| id \\* | x |",
        note: "\\*) Possible values:\n\n| Value | Notes |\n|-|-|\n| `a` | One. |\n| `b` | Two. |",
      },
    ],
  ];
  test.each(cases)("%s", async (_, { row, note }) => {
    const { model, rules } = await parseSnippet(page(section({ table: `${head}${row}`, footnote: note })));
    const [webhook] = model.webhooks;
    expect(webhook?.payload).toMatchObject({ fields: [{ name: "id", type: ENUM }] });
    expect(webhook?.description).toBe("Informs of it.");
    expect(rules).toEqual([]);
  });

  test("that a page defines once, at its end, is found by all rows that name it", async () => {
    const one = section({ table: `${head}| id[^1] | x |` });
    const other = section({ name: "thing_left", table: `${head}| id[^1] | x |` });
    const { model, rules } = await parseSnippet(page(one, other, "[^1]: Possible values: `a`, `b`."));
    expect(model.webhooks.map(({ payload }) => payload)).toMatchObject([
      { fields: [{ type: ENUM }] },
      { fields: [{ type: ENUM }] },
    ]);
    expect(rules).toEqual([]);
  });

  test("is none where no row is marked so", async () => {
    const { model } = await parseSnippet(
      page(section({ table: `${head}| id | x |`, footnote: "\\* Possible values: `a`." })),
    );
    expect(model.webhooks[0]?.description).toContain("* Possible values");
  });
});
