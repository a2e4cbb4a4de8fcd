// What a heading says beside its name: that the page gives it up.
import { describe, expect, test } from "vitest";
import { readHeading, headingMarks, readHeadingMark } from "../../src/reference/read-heading.ts";
import { FILE, nodeOf, page, parseSnippet, section } from "../support/snippets.ts";

describe("the rules", () => {
  test.each(headingMarks)("$id claims its example alone", ({ id, example }) => {
    expect(headingMarks.filter(({ pattern }) => pattern.test(example)).map((rule) => rule.id)).toEqual([id]);
    expect(readHeadingMark(example)?.text).toBe("Parcel");
  });
});

describe("a heading is read", () => {
  test.each<[string, { given: string; want: { deprecated?: true } & Record<string, unknown> }]>([
    [
      "with a mark in brackets",
      {
        given: "# `x_done` (deprecated)",
        want: { text: "x_done", identifier: true, deprecated: true, id: "x_done-deprecated" },
      },
    ],
    [
      "with a mark and a version",
      {
        given: "# Parcel [deprecated since 3.4]",
        want: { text: "Parcel", deprecated: true, id: "parcel-deprecated-since-34" },
      },
    ],
    ["struck out", { given: "# ~~`x_done`~~", want: { text: "x_done", identifier: true, deprecated: true } }],
    ["without a mark", { given: "# Deprecated", want: { text: "Deprecated" } }],
    [
      "with a name that only begins like one",
      { given: "# `deprecated_chat`", want: { text: "deprecated_chat", identifier: true } },
    ],
  ])("%s", async (_, { given, want }) => {
    const { at, depth, ...read } = readHeading(FILE, await nodeOf(`${given}\n`, "heading"));
    expect([at.line, depth]).toEqual([1, 1]);
    expect(read).toMatchObject({ identifier: false, ...want });
    expect(read.deprecated).toBe(want.deprecated);
  });
});

test.each([
  ["struck out", "### ~~`thing_done`~~"],
  ["marked by a word", "### `thing_done` (deprecated)"],
])("a webhook whose heading is %s keeps its name, and its description says so", async (_, heading) => {
  const { model, rules } = await parseSnippet(page(section({}).replace("### `thing_done`", heading)));
  expect(model.webhooks.map(({ name, title, description }) => [name, title, description])).toEqual([
    ["thing_done", "thing_done", "Deprecated.\n\nInforms of it."],
  ]);
  expect(rules).toEqual([]);
});
