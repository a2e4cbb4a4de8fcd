// Notes that list the members of an object: each rule by its example, and what the words give.
import { describe, expect, test } from "vitest";
import type { Evidence } from "../../../src/model/model.ts";
import { membersRules, readMembers } from "../../../src/model/rules/members.ts";
import { line } from "./support.ts";

const why = (rule: string): Evidence => ({ kind: "table", rule, quote: "", at: { file: "a", line: 1, column: 1 } });
const known = new Set(["url", "name", "size"]);
const read = (text: string) => {
  const type = readMembers(text, why, known);
  return type === undefined ? undefined : line(type);
};
const claim = (text: string) => {
  const type = readMembers(text, why, known);
  const object = type?.kind === "array" ? type.items : type;
  return object?.evidence?.[0]?.rule;
};

describe("the rules", () => {
  test.each(membersRules)("$id claims its example", ({ id, example }) => {
    expect(claim(example)).toBe(id === "and-optionally" ? "items-consist-of" : id);
  });
});

test.each<[string, { given: string; want: string | undefined }]>([
  ["items of a list", { given: "Each option consists of `id` and `label`.", want: "[{ id: any, label: any }]" }],
  [
    "members with their data types, some of them optional",
    {
      given: "Required string params: `id`. Optional boolean params: `on`, `off`.",
      want: "{ id: string, ?on: boolean, ?off: boolean }",
    },
  ],
  [
    "members that may follow",
    { given: "An extra consists of `kind` and optionally `price`.", want: "[{ kind: any, ?price: any }]" },
  ],
  ["no list behind such words", { given: "Contains params: see there.", want: undefined }],
  ["code spans before the list", { given: "With `x` it contains params: `id`.", want: "{ id: any }" }],
  ["no such words", { given: "Says `a` and optionally `b`.", want: undefined }],
])("%s", (_name, { given, want }) => {
  expect(read(given)).toBe(want);
});
