// Every row of the tables of rules reads its own example, and no other row claims it first.
import { describe, expect, test } from "vitest";
import { dataTypeRules, readDataType } from "../../src/model/rules/data-types.ts";
import { keyKind, keyRules } from "../../src/model/rules/keys.ts";
import { presenceRules, readPresence, sentencesOf } from "../../src/model/rules/presence.ts";
import { readReference, referenceRules, structureName } from "../../src/model/rules/references.ts";
import { readUpdate, updateRules } from "../../src/model/rules/updates.ts";
import { readValues, valuesRules } from "../../src/model/rules/values.ts";

const codesIn = (text: string): readonly string[] => [...text.matchAll(/`([^`]+)`/g)].map(([, code = ""]) => code);

interface Table {
  readonly ids: readonly string[];
  readonly examples: readonly (readonly [string, string])[];
  readonly read: (example: string) => string | undefined;
}

const tables: readonly (readonly [string, Table])[] = [
  ["presence", tableOf(presenceRules, (example) => readPresence(example)?.rule)],
  ["values", tableOf(valuesRules, (example) => readValues(example, codesIn(example))?.rule)],
  ["references", tableOf(referenceRules, (example) => readReference(example)?.rule)],
  ["updates", tableOf(updateRules, (example) => readUpdate(example)?.id)],
  ["data types", tableOf(dataTypeRules, (example) => readDataType(example)?.rule)],
  [
    "keys",
    {
      ids: keyRules.map(({ id }) => id),
      examples: keyRules.flatMap(({ id, examples }) => examples.map((example) => [id, example] as const)),
      read: (example) => keyKind([example]),
    },
  ],
];

function tableOf(
  rules: readonly { readonly id: string; readonly example: string }[],
  read: (example: string) => string | undefined,
): Table {
  return { ids: rules.map(({ id }) => id), examples: rules.map(({ id, example }) => [id, example]), read };
}

describe.each(tables)("the table of %s", (_, { ids, examples, read }) => {
  test("has no two rows of one id, and an example a row", () => {
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(examples.map(([id]) => id))).toEqual(new Set(ids));
  });

  test("the matrix of rules by examples is diagonal", () => {
    expect(examples.map(([, example]) => [read(example), example])).toEqual(examples);
  });
});

test.each(presenceRules)("presence: $id has the effect of its row", ({ example, effect }) => {
  expect(readPresence(example)?.effect).toBe(effect);
});

test.each(valuesRules)("values: $id lists the values of its row", ({ example, values, open }) => {
  const read = readValues(example, codesIn(example));
  expect(read?.values.map(({ value }) => value)).toEqual(values);
  expect(read?.open).toBe(open);
});

test.each(referenceRules)("references: $id has the shape of its row", ({ example, shape }) => {
  expect(readReference(example)?.shape).toBe(shape);
});

test.each(dataTypeRules)("data types: $id gives the type of its row", ({ example, type }) => {
  expect(readDataType(example)?.type).toEqual(type);
});

const presences: readonly (readonly [string, { given: string; want: string | undefined }])[] = [
  [
    "a condition at the start of a later sentence counts",
    { given: "Set by the router. Missing if none.", want: "missing-if" },
  ],
  ["the same words inside of a sentence do not", { given: "Tells whether it is missing if asked.", want: undefined }],
  ["a comment of one word", { given: "optional", want: "optionally" }],
  ["upper case", { given: "PRESENT IF the chat is active", want: "present-if" }],
  ["a word that only begins like one", { given: "Alwaysthere", want: undefined }],
  ["nothing", { given: "", want: undefined }],
];
test.each(presences)("presence: %s", (_, { given, want }) => {
  expect(readPresence(given)?.rule).toBe(want);
});

test("a full stop inside a path parts no sentence", () => {
  expect(sentencesOf("See v3.5 of user.id. Then stop!")).toEqual(["See v3.5 of user.id", "Then stop"]);
});

const lists: readonly (readonly [string, { given: string; want: readonly unknown[] | undefined }])[] = [
  [
    "values with spaces stay whole",
    {
      given: "Possible values: `wide open`, `half open now`, `shut`",
      want: ["wide open", "half open now", "shut"],
    },
  ],
  ["plain words are parted by commas", { given: "Possible values: agent, customer", want: ["agent", "customer"] }],
  ["the last may follow a conjunction", { given: "Possible values: `a`, `b` and `c`.", want: ["a", "b", "c"] }],
  ["a plain list ends with its sentence", { given: "Possible values: one, two. More, later", want: ["one", "two"] }],
  [
    "code behind the list's sentence is no value",
    { given: "Possible values: `a`, `b`. See `other`.", want: ["a", "b"] },
  ],
  ["a value twice counts once", { given: "Possible values: `a`, `b`, `a`", want: ["a", "b"] }],
  ["an empty list is none", { given: "Possible values: ", want: undefined }],
  ["prose without a list is none", { given: "The values vary.", want: undefined }],
];
test.each(lists)("values: %s", (_, { given, want }) => {
  expect(readValues(given, codesIn(given))?.values.map(({ value }) => value)).toEqual(want);
});

test("values: words in parentheses are a note of the value before them", () => {
  const given = "Possible values: `manual` (by a person), `other`";
  expect(readValues(given, codesIn(given))?.values).toEqual([
    { value: "manual", note: "by a person" },
    { value: "other" },
  ]);
});

const names: readonly (readonly [string, string])[] = [
  ["User", "User"],
  ["User > Customer", "Customer"],
  ["properties", "Property"],
  ["form fields", "FormField"],
  ["Access", "Access"],
  ["status", "Status"],
  ["__proto__", "Proto"],
  ["", ""],
];
test.each(names)("references: %j is the structure %j", (given, want) => {
  expect(structureName(given)).toBe(want);
});

const quoted: readonly (readonly [string, { given: string; want: readonly string[] | undefined }])[] = [
  [
    "two structures",
    { given: '"User > Customer" or "User > Agent" object', want: ["User > Customer", "User > Agent"] },
  ],
  ["curly quotes", { given: "“Thread” object", want: ["Thread"] }],
  ["a data structure in words", { given: "Chat data structure", want: ["Chat"] }],
  ["a name with more words behind it", { given: 'the "User" who wrote', want: undefined }],
  ["an identifier alone", { given: "Chat ID", want: undefined }],
];
test.each(quoted)("references: %s", (_, { given, want }) => {
  expect(readReference(given)?.names).toEqual(want);
});

const keys: readonly (readonly [string, { given: readonly string[]; want: string | undefined }])[] = [
  ["names of members are no keys of a map", { given: ["id", "name"], want: undefined }],
  ["one name among ids makes none of them data", { given: ["agent@example.com", "name"], want: undefined }],
  ["keys of two kinds are names", { given: ["agent@example.com", "42"], want: undefined }],
  ["no keys are no kind", { given: [], want: undefined }],
];
test.each(keys)("keys: %s", (_, { given, want }) => {
  expect(keyKind(given)).toBe(want);
});

test("no rule takes long for a long line", () => {
  const long = [
    `${"a ".repeat(50_000)}`,
    `Possible values: ${"`a`, ".repeat(20_000)}`,
    `"${"x".repeat(99_999)}`,
    "present ".repeat(20_000),
  ];
  const started = performance.now();
  for (const text of long) {
    readPresence(text);
    readValues(text, []);
    readReference(text);
    readUpdate(text);
    readDataType(text);
    keyKind([text]);
  }
  expect(performance.now() - started).toBeLessThan(2_000);
});
