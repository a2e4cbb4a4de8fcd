// Every row of the tables of rules reads its own example, and no other row claims it first.
import { describe, expect, test } from "vitest";
import { dataTypeRules, readDataType } from "../../src/model/rules/data-types.ts";
import { quantifierRules, readNoteStatement } from "../../src/model/rules/about-members.ts";
import { freeFormRules, readFreeForm } from "../../src/model/rules/free-form.ts";
import { keyKind, keyRules } from "../../src/model/rules/keys.ts";
import { nullnessRules, readNullness } from "../../src/model/rules/nullness.ts";
import {
  topicRules,
  topicsOf,
  deprecationRules,
  readDeprecation,
  readUpdate,
  updateRules,
} from "../../src/model/rules/unread-words.ts";
import { readBeside } from "../../src/model/read-row.ts";
import {
  presenceCellRules,
  presenceRules,
  readPresence,
  readPresenceCell,
  sentencesOf,
} from "../../src/model/rules/presence.ts";
import { readReference, referenceRules, structureName } from "../../src/model/rules/references.ts";
import { readValues, valuesRules } from "../../src/model/rules/values.ts";
import { processorSeconds } from "../support/processor-seconds.ts";

interface Table {
  readonly ids: readonly string[];
  readonly examples: readonly (readonly [string, string])[];
  readonly read: (example: string) => string | undefined;
}

const tables: readonly (readonly [string, Table])[] = [
  ["presence", tableOf(presenceRules, (example) => readPresence(example)?.rule)],
  ["presence cells", tableOf(presenceCellRules, (example) => readPresenceCell(example)?.rule)],
  ["nullness", tableOf(nullnessRules, (example) => readNullness(example)?.rule)],
  ["deprecation", tableOf(deprecationRules, (example) => readDeprecation(example, []))],
  ["values", tableOf(valuesRules, (example) => readValues(example)?.rule)],
  ["free form", tableOf(freeFormRules, (example) => readFreeForm(example)?.rule)],
  ["statements about members", tableOf(quantifierRules, (example) => readNoteStatement(example.slice(0, -1))?.rule)],
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

test.each(presenceCellRules)("presence cells: $id has the effect of its row", ({ example, effect }) => {
  expect(readPresenceCell(example)?.effect).toBe(effect);
});

test.each(nullnessRules)("nullness: $id has the effect of its row", ({ example, effect }) => {
  expect(readNullness(example)?.effect).toBe(effect);
});

test.each(topicRules)("unread words: $example speaks of $topic", ({ example, topic }) => {
  expect(topicsOf(example)).toContain(topic);
  expect(topic === "null" ? readNullness(example) : readPresence(example)).toBeUndefined();
});

test.each(valuesRules)("values: $id lists the values of its row", ({ example, values, open }) => {
  const read = readValues(example);
  expect(read?.values.map(({ value }) => value)).toEqual(values);
  expect(read?.open).toBe(open ?? false);
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
  ["what stands in a code span is no word of it", { given: "Chosen, `optional` by name", want: undefined }],
  ["a short form", { given: "Isn’t sent to bots", want: "not-sent" }],
  ["a subject before it", { given: "The field is not returned if closed.", want: "missing-if" }],
  ["behind a condition", { given: "If it is closed, it is not sent.", want: "not-sent" }],
  ["in parentheses", { given: "The queue (if any).", want: "if-any" }],
  ["that it may be missing outweighs", { given: "Required. Missing if none.", want: "missing-if" }],
  ["a word that is no verb", { given: "Count of missing agents.", want: undefined }],
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
  ["parted by bars", { given: "Possible values: `a` | `b`", want: ["a", "b"] }],
  ["parted by slashes", { given: "Possible values: `a`/`b` / `c`", want: ["a", "b", "c"] }],
  ["parted by semicolons", { given: "Possible values: `a`; `b`", want: ["a", "b"] }],
  [
    "parted by line breaks",
    { given: "Possible values:\n- `a`: by hand\n- `b`: when `queue` is set", want: ["a", "b"] },
  ],
  ["one code span of all", { given: "One of `a|b|c`", want: ["a", "b", "c"] }],
  ["in quotes", { given: 'Possible values: `"a"`, `"b"`', want: ["a", "b"] }],
  ["each with a dash behind it", { given: "Possible values: `a` - by hand, `b` - by a rule", want: ["a", "b"] }],
  ["explanations alone part them", { given: "Possible values: `a` – by hand `b` – by a rule", want: ["a", "b"] }],
  ["one that came later", { given: "Possible values: `a`, `b`; since v3.6 also `c`", want: ["a", "b", "c"] }],
  [
    "what a note mentions is none",
    { given: "Possible values: `a` (see `other`), `b` when `c` is set", want: ["a", "b"] },
  ],
  ["a code span before the list is none", { given: "`b` is new. Possible values: `a`, `b`", want: ["a", "b"] }],
  ["a value in an explanation before it", { given: "Possible values: `a` (by `b`), `b`", want: ["a", "b"] }],
  ["quoted words behind a label", { given: 'Enum: "a" "b"', want: ["a", "b"] }],
  ["words after can be", { given: "Can be: on, off, or idle.", want: ["on", "off", "idle"] }],
  ["what can be done is none", { given: "Can be changed by an owner, an admin or a bot later.", want: undefined }],
  ["what may lack is none", { given: "Can be null, empty or missing.", want: undefined }],
  ["words that nothing separates are none", { given: "Allowed values: positive whole numbers", want: undefined }],
  ["a list that stands elsewhere is none", { given: "Possible values are listed below.", want: undefined }],
  ["one of something else is none", { given: "One of the agents, customers or bots.", want: undefined }],
  ["a code span of a later sentence is none", { given: "Can be one of those below. See `other`.", want: undefined }],
  ["half a code span is none", { given: "One of `a", want: undefined }],
  ["plain words with notes", { given: "Possible values: a - by hand; b - by rule", want: ["a", "b"] }],
  ["an empty list is none", { given: "Possible values: ", want: undefined }],
  ["prose without a list is none", { given: "The values vary.", want: undefined }],
];
test.each(lists)("values: %s", (_, { given, want }) => {
  expect(readValues(given)?.values.map(({ value }) => value)).toEqual(want);
});

test("values: words in parentheses are a note of the value before them", () => {
  const given = "Possible values: `manual` (by a person), `other`";
  expect(readValues(given)?.values).toEqual([{ value: "manual", note: "by a person" }, { value: "other" }]);
});

const openings: readonly (readonly [string, string])[] = [
  ["a later sentence adds one", "Possible values: `a`, `b`. Since v3.6 also `c`."],
  ["a later sentence begins with one", "Possible values: `a`. `b`."],
  ["an unknown word before one", "Possible values: `a`, `b`, new: `c`"],
  ["one in words", "Possible values: `a`, `b` or a number"],
  ["plain words behind the list", "Possible values: a, b; since 3.6 also c"],
  ["dots", "Possible values: `a`, `b`, ..."],
  ["a condition behind them", "Must be `a` or `b` if `mode` is `manual`."],
];
test.each(openings)("values: a list is not closed over a part of them: %s", (_, given) => {
  expect(readValues(given)?.open).toBe(true);
});

test("values: a list that says when each of them holds is closed", () => {
  expect(readValues("Can be `a` if it is day or `b` if it is night.")?.open).toBe(false);
});

test("values: a link called More... opens no list", () => {
  expect(readValues("Possible values: `a`, `b`. More...")?.open).toBe(false);
});

test.each([
  ["Never `null`.", "nothing"],
  ["Not nullable", "nothing"],
  ["Missing if `queue` is `null`.", "nothing"],
  ["Set to `null` when closed.", "nullable"],
  ["`null` if there is none", "nullable"],
  ["Missing or `null`", "nullable"],
  ["The field is null until the chat is closed", "nullable"],
  ["Counts nulls", undefined],
  ["`null_count` of them", undefined],
])("nullness: %j is %s", (given, want) => {
  expect(readNullness(given)?.effect).toBe(want);
});

test.each([
  ["(optional)", { presence: "optional", rest: "" }],
  ["string, optional", { presence: "optional", type: "string", rest: "" }],
  ["string nullable deprecated", { nullable: true, deprecated: true, type: "string", rest: "" }],
  ["array of strings", { type: "array", rest: "" }],
  ["if queued", { presence: "optional", rest: "" }],
  ["(new in 3.6)", { rest: "new in 3.6" }],
])("words beside a name: %j", (given, want) => {
  const { presence, dataType, nullable, deprecated, rest } = readBeside(given);
  expect({ presence: presence?.effect, type: dataType?.type.kind, nullable, deprecated, rest }).toEqual({
    presence: undefined,
    type: undefined,
    nullable: false,
    deprecated: false,
    ...want,
  });
});

test.each([
  ["string or null", "string", true],
  ["?string", "string", true],
  ["string | null", "string", true],
  ["list of integers", "array", undefined],
  ["array<string>", "array", undefined],
  ["string or number", "union", undefined],
  ["timestamp", "union", undefined],
  ["`datetime`", "string", undefined],
])("data types: %j", (given, kind, nullable) => {
  const type = readDataType(given)?.type;
  expect([type?.kind, type?.nullable]).toEqual([kind, nullable]);
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

const long: readonly string[] = [
  `${"a ".repeat(50_000)}`,
  `Possible values: ${"`a`, ".repeat(20_000)}`,
  `"${"x".repeat(99_999)}`,
  "present ".repeat(20_000),
  `Possible values: ${"`a` - x ".repeat(20_000)}`,
  `Possible values: ${"(".repeat(99_999)}`,
  `Possible values: \`a\` - ${",".repeat(99_999)}x`,
  "is ".repeat(30_000),
  "value ".repeat(20_000),
  "not be ".repeat(20_000),
  "the ".repeat(30_000),
];
test.each(long.map((text) => [text.slice(0, 30), text]))("no rule takes long for a long line: %s…", (_, text) => {
  const seconds = processorSeconds(() => {
    readPresence(text);
    readPresenceCell(text);
    readNullness(text);
    readBeside(text);
    topicsOf(text);
    readValues(text);
    readReference(text);
    readUpdate(text);
    readDataType(text);
    keyKind([text]);
  });
  expect(seconds).toBeLessThan(4);
});
