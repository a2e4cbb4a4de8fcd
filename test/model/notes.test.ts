// What tables, comments and paragraphs say of a member's presence, null, type and values, and what is told where no rule reads it.
import { describe, expect, test } from "vitest";
import { readPayload } from "../support/snippets.ts";

interface Want {
  readonly line: string;
  readonly rules?: readonly string[];
}

const fieldLine = (lines: readonly string[], name: string): string =>
  lines
    .find((line) => line.startsWith(`payload.${name}  `) || line.startsWith(`payload.${name}?  `))
    ?.split("  ")
    .slice(0, 2)
    .join("  ")
    .slice("payload.".length) ?? "";

const notes: readonly (readonly [string, Want])[] = [
  ["Possible values: `x` \\| `y`", { line: 'a  enum "x" "y"' }],
  ["Possible values: `x` - by hand, `y` - by a rule", { line: 'a  enum "x" "y"' }],
  ["`x`<br/>`y` - text", { line: 'a  enum "x" "y"' }],
  ["Possible values: `x`, `null`", { line: 'a  enum "x" or null' }],
  ["Possible values: `x`. Also `y`.", { line: 'a  enum "x" ...', rules: ["model/unread-note"] }],
  ["The values of `x` against those of `y`.", { line: "a  string", rules: ["model/unread-note"] }],
  ["May be `null`.", { line: "a  string or null" }],
  ["With bots, alas, null.", { line: "a  string or null" }],
  ["A null of the bots", { line: "a  string or null", rules: ["model/unread-note"] }],
  ["Never `null`.", { line: "a  string" }],
  ["May be missing.", { line: "a?  string" }],
  ["The queue, if any.", { line: "a?  string" }],
  ["Tells whether it is missing if asked.", { line: "a?  string", rules: ["model/unread-note"] }],
  ["Count of missing agents.", { line: "a  string" }],
];

test.each(notes)("a note: %s", async (note, { line, rules = [] }) => {
  const read = await readPayload({
    payloads: ['{ "a": "x" }'],
    table: `| Field | Notes |\n|---|---|\n| \`a\` | ${note} |`,
  });
  expect([fieldLine(read.lines, "a"), read.rules]).toEqual([line, rules]);
});

test("a finding on an unread note stands at the note and quotes it", async () => {
  const { messages } = await readPayload({
    payloads: ['{ "a": "x" }'],
    table: "| Field | Notes |\n|---|---|\n| `a` | A null of the bots |",
  });
  expect(messages).toEqual([expect.stringContaining('"a" was read as nullable')]);
});

test.each<readonly [string, Want]>([
  ["false", { line: "a?  string" }],
  ["✗", { line: "a?  string" }],
  ["N", { line: "a?  string" }],
  ["if queued", { line: "a?  string" }],
  ["Yes, if queued", { line: "a?  string" }],
  ["sometimes", { line: "a?  string" }],
  ["true", { line: "a  string" }],
  ["always", { line: "a  string" }],
  ["blue", { line: "a?  string", rules: ["model/unread-cell"] }],
])("a cell on presence: %s", async (cell, { line, rules = [] }) => {
  const read = await readPayload({
    payloads: ['{ "a": "x" }'],
    table: `| Field | Required | Notes |\n|---|---|---|\n| \`a\` | ${cell} | |`,
  });
  expect([fieldLine(read.lines, "a"), read.rules]).toEqual([line, rules]);
});

test.each<readonly [string, Want]>([
  ["string", { line: "a  string" }],
  ["string or null", { line: "a  string or null" }],
  ["number", { line: "a  one of 2", rules: ["model/type-contradiction"] }],
  ["array of strings", { line: "a  one of 2", rules: ["model/type-contradiction"] }],
  ["wibble", { line: "a  string", rules: ["model/unread-cell"] }],
])("a cell on the type: %s", async (cell, { line, rules = [] }) => {
  const read = await readPayload({
    payloads: ['{ "a": "x" }'],
    table: `| Field | Type | Notes |\n|---|---|---|\n| \`a\` | ${cell} | |`,
  });
  expect([fieldLine(read.lines, "a"), read.rules]).toEqual([line, rules]);
});

test.each<readonly [string, Want]>([
  ["`a` (optional)", { line: "a?  string" }],
  ["`a` *string* *optional*", { line: "a?  string" }],
  ["`a`<br/>string, nullable", { line: "a  string or null" }],
  ["a (optional)", { line: "a?  string" }],
  ["a string optional", { line: "a?  string" }],
  ["`a`, `b`", { line: "a  string" }],
  ["`a` and `b`", { line: "a  string" }],
  ["`a` (since 3.6)", { line: "a  string", rules: ["model/unread-cell"] }],
])("words beside a name: %s", async (cell, { line, rules = [] }) => {
  const read = await readPayload({
    payloads: ['{ "a": "x", "b": "y" }'],
    table: `| Field | Notes |\n|---|---|\n| ${cell} | Words. |`,
  });
  expect([fieldLine(read.lines, "a"), read.rules]).toEqual([line, rules]);
});

test("a member called deprecated is marked", async () => {
  const { model } = await readPayload({
    payloads: ['{ "a": "x", "b": "y", "c": "z" }'],
    table: "| Field | Notes |\n|---|---|\n| `a` deprecated | |\n| `b` | Deprecated. Use `c`. |",
  });
  const payload = model.webhooks[0]?.payload;
  expect(payload?.kind === "object" && payload.fields.map(({ deprecated }) => deprecated)).toEqual([
    true,
    true,
    undefined,
  ]);
});

describe("a comment of a sample", () => {
  test.each<readonly [string, Want]>([
    ["may be missing", { line: "a?  string" }],
    ["nullable", { line: "a  string or null" }],
    ["The queue, if any", { line: "a?  string" }],
    ["a null of the bots", { line: "a  string or null", rules: ["model/unread-note"] }],
    ["possible values: x, y", { line: "a  string", rules: ["model/unread-note"] }],
  ])("%s", async (comment, { line, rules = [] }) => {
    const read = await readPayload({ payloads: [`{ "a": "x" // ${comment}\n}`] });
    expect([fieldLine(read.lines, "a"), read.rules]).toEqual([line, rules]);
  });
});

describe("a paragraph", () => {
  test.each<readonly [string, Want]>([
    ["`a` is missing if the chat is closed.", { line: "a?  string" }],
    ["The field `a` can be `null`.", { line: "a  string or null" }],
    ["If the chat is closed, `a` is not sent.", { line: "a?  string" }],
    ["- `a` and `b` are optional", { line: "a?  string" }],
    ["A closed chat lacks `a`.", { line: "a?  string" }],
    ["Note that `a` is optional.", { line: "a?  string" }],
    ["`a` may go, or be missing now and then.", { line: "a?  string", rules: ["model/unread-note"] }],
    ["`other` is missing if the chat is closed.", { line: "a  string" }],
    ["`a` tells of the chat.", { line: "a  string" }],
  ])("%s", async (prose, { line, rules = [] }) => {
    const read = await readPayload({ prose, payloads: ['{ "a": "x", "b": "y" }'] });
    expect([fieldLine(read.lines, "a"), read.rules]).toEqual([line, rules]);
  });
});
