import { describe, expect, test } from "vitest";
import { toJson } from "../../../src/samples/sample.ts";
import { readAlone, rulesOf } from "./support.ts";

const readings: readonly [string, { given: string; want: unknown; rules: readonly string[] }][] = [
  ["an array is a root like any other", { given: '[ { "id": 1 }, 2 ]', want: [{ id: 1 }, 2], rules: [] }],
  ["of a key that stands twice the last value wins", { given: '{ "a": 1, "a": 2 }', want: { a: 2 }, rules: [] }],
  [
    "dots and the comma beside them are one defect",
    { given: "[ 1, ..., 2, ... ]", want: [1, 2], rules: ["ellipsis", "ellipsis"] },
  ],
  ["words behind dots belong to them", { given: '{ "a": 1, ... and more\n}', want: { a: 1 }, rules: ["ellipsis"] }],
  [
    "dots in place of a value are a placeholder",
    { given: '{ "a": ... }', want: { a: "..." }, rules: ["unquoted-value"] },
  ],
  ["dots inside a string are text", { given: '{ "a": "..." }', want: { a: "..." }, rules: [] }],
  [
    "a key may be a word that is a literal elsewhere",
    { given: "{ true: 1, None: 2 }", want: { true: 1, None: 2 }, rules: ["unquoted-key", "unquoted-key"] },
  ],
  [
    "a text cut off is closed where it ends",
    {
      given: '{ "a": { "b": 1, "c": [2, 3',
      want: { a: { b: 1, c: [2, 3] } },
      rules: ["missing-closer", "missing-closer", "missing-closer"],
    },
  ],
  [
    "an empty container may lack its opener",
    { given: '{ "users": // ids\n ], "b": 1 }', want: { users: [], b: 1 }, rules: ["missing-opener"] },
  ],
  [
    "a closer of the wrong kind closes all the same",
    { given: '{ "a": [1, 2}, "b": 1 }', want: { a: [1, 2], b: 1 }, rules: ["mismatched-closer"] },
  ],
  [
    "curly quotes are quotes",
    { given: "{ “a”: “it’s” }", want: { a: "it’s" }, rules: ["single-quotes", "single-quotes"] },
  ],
  [
    "an apostrophe does not end a string in single quotes",
    { given: "{ 'a': 'it's' }", want: { a: "it's" }, rules: ["single-quotes", "single-quotes"] },
  ],
  [
    "values parted by a mark are one value and its alternatives",
    {
      given: '{ "a": "x" | "y" | "z", "b": 42 || null, "c": true|false, "d": [1 | 2, 3], "e": { "k": 1 } | null }',
      want: { a: "x", b: 42, c: true, d: [1, 3], e: { k: 1 } },
      rules: ["alternatives", "alternatives", "alternatives", "alternatives", "alternatives"],
    },
  ],
  [
    "words and slashes part values, too",
    {
      given: `{ "a": "x" or "y", "b": "x" / "y", "c": 'x' or 'y' }`,
      want: { a: "x", b: "x", c: "x" },
      rules: ["alternatives", "alternatives", "single-quotes", "alternatives", "single-quotes"],
    },
  ],
  [
    "a mark with no value behind it parts nothing",
    {
      given: '{ "a": "x" |, "b": "y" | ... }',
      want: { a: "x", b: "y" },
      rules: ["alternatives", "alternatives", "ellipsis"],
    },
  ],
  [
    "a mark between angle brackets is text",
    { given: '{ "a": <x|y> }', want: { a: "<x|y>" }, rules: ["unquoted-value"] },
  ],
  [
    "bare words that name a type are values of it",
    {
      given: '{ "a": integer, "b": <number>, "c": boolean, "d": object, "e": array }',
      want: { a: 0, b: 0.5, c: false, d: {}, e: [] },
      rules: ["type-word", "type-word", "type-word", "type-word", "type-word"],
    },
  ],
  [
    "a member that tells a type may have such a word as its value",
    {
      given: '{ "type": "number", "field_types": ["integer"] }',
      want: { type: "number", field_types: ["integer"] },
      rules: [],
    },
  ],
  [
    "what nobody sees is no part of a name or a string",
    {
      given: '{ "na\u200bme": "a\u00adb", "\ufeffid": 1 }',
      want: { name: "ab", id: 1 },
      rules: ["invisible-character", "invisible-character", "invisible-character"],
    },
  ],
  [
    "escapes, and joiners between emoji, are meant",
    {
      given: '{ "a": "a\\u200bb", "b": "\u{1f468}\u200d\u{1f469}" }',
      want: { a: "a\u200bb", b: "\u{1f468}\u200d\u{1f469}" },
      rules: [],
    },
  ],
  ["odd white space is white space", { given: '\uFEFF{\u00A0"a":\u00A01 }', want: { a: 1 }, rules: [] }],
];

describe("reading a sample", () => {
  test.each(readings)("%s", (_, { given, want, rules }) => {
    const result = readAlone(given);
    expect(result.root === undefined ? result.findings : toJson(result.root)).toEqual(want);
    expect(rulesOf(result)).toEqual(rules);
  });

  test.each([
    [
      '{ "a": 1, "b": 0, "a": 2 }',
      { a: 2, b: 0 },
      '"a" is a member at the root already at 1:3; as in JSON the last counts: 2 was kept',
    ],
    [
      '{ "a": 1, "a": "x" }',
      { a: "x" },
      '"a" is a member at the root already at 1:3; as in JSON the last counts: "x" was kept; their types differ, read as either',
    ],
    [
      '{ "o": { "a": {},\n"a": [] } }',
      { o: { a: [] } },
      '"a" is a member in "o" already at 1:10; as in JSON the last counts: the later list was kept; their types differ, read as either',
    ],
  ])(
    "of a key that an object has twice the last value counts, and the finding names both places: %s",
    (given, want, says) => {
      const { root, findings } = readAlone(given);
      expect(root === undefined ? undefined : toJson(root)).toEqual(want);
      expect(findings.map(({ ruleId, reason }) => [ruleId, reason])).toEqual([["sample/duplicate-key", says]]);
    },
  );

  test("a way of writing that a sample keeps to is one finding, and as many repairs", () => {
    const members = Array.from({ length: 20 }, (_, index) => `k${String(index)}: 'x'`);
    const { findings, repairs } = readAlone(`{ ${members.join(", ")} }`);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["sample/unquoted-key", "sample/single-quotes"]);
    expect(findings[0]?.reason).toMatch(/the same 19 times more in this sample$/);
    expect(repairs).toHaveLength(40);
  });

  test("dots mark the container that they stand in", () => {
    const { root } = readAlone('{ "a": { ... }, "b": [1, …], "c": {} }');
    const marks =
      root?.kind === "object" ? root.members.map(({ value }) => value.kind !== "scalar" && value.elided) : [];
    expect(marks).toEqual([true, true, false]);
  });

  test("a finding names the members, the place and the fix", () => {
    const [found] = readAlone('{\n  "payload": {\n    "conditions": {}\n    "next_id": ""\n  }\n}').findings;
    expect(found).toMatchObject({
      reason: 'two members stand side by side in "payload"; read with a comma between "conditions" and "next_id"',
      line: 3,
      column: 21,
      actual: '"conditions": {}',
      expected: ['put a comma behind "conditions"'],
    });
  });

  test("a key named __proto__ is a member and pollutes nothing", () => {
    const { root } = readAlone('{ "__proto__": { "polluted": true } }');
    const value = root === undefined ? undefined : toJson(root);
    expect(JSON.stringify(value)).toBe('{"__proto__":{"polluted":true}}');
    expect(Reflect.get({}, "polluted")).toBeUndefined();
  });
});
