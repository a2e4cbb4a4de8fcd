import { describe, expect, test } from "vitest";
import { type SampleComment, type SampleNode, toJson } from "../../../src/samples/sample.ts";
import { directiveRules } from "../../../src/samples/comments.ts";
import { readAlone } from "./support.ts";

/** Comments by path: members as `.key`, items as `[0]`, what a container keeps itself under its path and `{}`. */
function commentsByPath(node: SampleNode | undefined, path = "$"): Record<string, string[]> {
  if (node === undefined || node.kind === "scalar") return {};
  const found: Record<string, string[]> = {};
  const add = (at: string, comments: readonly SampleComment[]): void => {
    if (comments.length > 0) found[at] = comments.map(({ text }) => text);
  };
  add(`${path}{}`, node.comments);
  const entries =
    node.kind === "object"
      ? node.members.map((member) => [`${path}.${member.key}`, member] as const)
      : node.items.map((item, index) => [`${path}[${String(index)}]`, item] as const);
  for (const [at, { value, comments }] of entries) {
    add(at, comments);
    Object.assign(found, commentsByPath(value, at));
  }
  return found;
}

const cases: readonly [string, { given: string; want: Record<string, string[]> }][] = [
  ["behind a value, a comment goes to its member", { given: '{ "a": 1 // optional\n}', want: { "$.a": ["optional"] } }],
  ["behind a comma, too", { given: '{ "a": 1, // optional\n "b": 2 }', want: { "$.a": ["optional"] } }],
  ["behind a closer, too", { given: '{ "a": {\n"b": 1\n}, // optional\n "c": 2 }', want: { "$.a": ["optional"] } }],
  [
    "behind an opener, it goes to the member that opens",
    { given: '{ "a": { //optional\n // more\n} }', want: { "$.a": ["optional"], "$.a{}": ["more"] } },
  ],
  ["behind an item's opener, it goes to the item", { given: '[ { // first\n "a": 1 } ]', want: { "$[0]": ["first"] } }],
  ["behind the root's opener, the root keeps it", { given: '{ // all\n "a": 1 }', want: { "${}": ["all"] } }],
  [
    "on a line of its own, it goes to the member below",
    { given: '{\n  // the id\n  // of a chat\n  "a": 1\n}', want: { "$.a": ["the id", "of a chat"] } },
  ],
  [
    "in an empty container, the container keeps it",
    { given: '{ "users": [\n // User objects\n ] }', want: { "$.users{}": ["User objects"] } },
  ],
  [
    "on one line, an empty array's comment goes to its member",
    { given: '{ "users": [ // User objects\n ] }', want: { "$.users": ["User objects"] } },
  ],
  [
    "below the last member, the container keeps it",
    { given: '{\n "a": 1\n // and so on\n}', want: { "${}": ["and so on"] } },
  ],
  [
    "between key and value, it goes to the member",
    { given: '{ "a": // optional\n 1 }', want: { "$.a": ["optional"] } },
  ],
  [
    "a block before a member on its line goes to that member",
    { given: '{ /* first */ "a": 1, /* second */ "b": 2 }', want: { "$.a": ["first"], "$.b": ["second"] } },
  ],
  [
    "a block over lines is one comment",
    { given: '{\n /**\n  * one\n  * two\n  */\n "a": 1 }', want: { "$.a": ["one\ntwo"] } },
  ],
  [
    "before and behind the sample, the root keeps it",
    { given: '// before\n{ "a": 1 }\n// behind', want: { "${}": ["before", "behind"] } },
  ],
  [
    "behind a closer that is dropped, it goes to the member before",
    { given: '{ "a": 1 ], // odd\n "b": 2 }', want: { "$.a": ["odd"] } },
  ],
  [
    "behind a comma that is missing, it goes to the member before",
    { given: '{ "a": 1 // one\n "b": 2 }', want: { "$.a": ["one"] } },
  ],
];

const inComments: readonly [string, { given: string; want: unknown; held?: Record<string, string[]> }][] = [
  ["a line", { given: '{ "a": 1,\n// "b": 2\n"c": 3 }', want: { b: 2 } }],
  ["a line with its comma", { given: '{ "a": 1,\n// "b": "x",\n"c": 3 }', want: { b: "x" } }],
  ["a block", { given: '{ "a": 1, /* "b": 2, "c": 3 */ }', want: { b: 2, c: 3 } }],
  [
    "lines with brackets",
    { given: '{ "a": 1,\n// "b": {\n//   "c": 2\n// },\n// more\n}', want: { b: { c: 2 } }, held: { "${}": ["more"] } },
  ],
  [
    "no sentence that begins with a name",
    { given: '{ "a": 1 // "b": the other\n}', want: {}, held: { "$.a": ['"b": the other'] } },
  ],
  ["no value in an array", { given: '[\n// "b": 2\n]', want: {}, held: { "${}": ['"b": 2'] } }],
];

describe("members in comments", () => {
  test.each(inComments)("%s", (_, { given, want, held = {} }) => {
    const { root } = readAlone(given);
    const members = root?.kind === "object" ? (root.inComments ?? []) : [];
    expect(Object.fromEntries(members.map(({ key, value }) => [key, toJson(value)]))).toEqual(want);
    expect(commentsByPath(root)).toEqual(held);
    for (const { key, keyOffset, keyLength } of members)
      expect(given.slice(keyOffset, keyOffset + keyLength)).toBe(JSON.stringify(key));
  });

  test("one that stands already is another value", () => {
    const { root, findings } = readAlone('{ "a": 1, // "a": null\n"b": 2 }');
    const member = root?.kind === "object" ? root.members[0] : undefined;
    expect(member?.alternatives).toMatchObject([{ value: null }]);
    expect(findings.map(({ ruleId }) => ruleId)).toEqual(["sample/commented-value"]);
  });
});

describe("comments for a highlighter", () => {
  test.each(directiveRules)("$id: $example goes to no member", ({ example }) => {
    const { root, directives } = readAlone(`{ "a": 1, // ${example}\n"b": 2 }`);
    expect(commentsByPath(root)).toEqual({});
    expect(directives).toMatchObject([{ text: example }]);
  });
});

describe("comments", () => {
  test("no-break spaces are spaces", () => {
    expect(commentsByPath(readAlone('{ "a": 1 //\u00A0missing\u00A0if\u200B closed\n}').root)).toEqual({
      "$.a": ["missing if closed"],
    });
  });

  test.each(cases)("%s", (_, { given, want }) => {
    expect(commentsByPath(readAlone(given).root)).toEqual(want);
  });

  test("a comment knows its place in the text", () => {
    const text = '{ "a": 1 // optional\n}';
    const { root } = readAlone(text);
    const comment = root?.kind === "object" ? root.members[0]?.comments[0] : undefined;
    expect(text.slice(comment?.offset, (comment?.offset ?? 0) + (comment?.length ?? 0))).toBe("// optional");
  });
});
