// Rules for members: there, gone, promised or not, null or not.
import type { TypeNode } from "../../model/model.ts";
import type { Rule } from "../rule.ts";
import { integer, model, object, text, webhook } from "../tiny-model.ts";

const pair = (old: TypeNode, now: TypeNode): Rule["example"] => ({
  old: model([webhook(old)]),
  new: model([webhook(now)]),
});
const both = object({ door: text, floor: integer });
const nullable: TypeNode = { kind: "string", nullable: true };

export const fieldRules: readonly Rule[] = [
  {
    id: "field/added",
    description: "a member that was not there before",
    matches: ({ is, leftOpen }) => is === "field-added" && leftOpen !== true,
    ...{ fact: "added", subject: "field", semver: "minor" },
    runtime: { tolerant: "compatible", strict: "breaking" },
    compileTime: "compatible",
    message: ({ label, presence }) => `the ${presence ?? ""} member "${label}" was added`,
    why: "A receiver that passes over members it does not know runs on; one that rejects them rejects the body.",
    hint: "Read it where it is of use.",
    example: pair(object({ door: text }), both),
  },
  {
    id: "field/named",
    description: "a member of an object that the page had left open is named",
    matches: ({ is, leftOpen }) => is === "field-added" && leftOpen === true,
    ...{ fact: "narrowed", subject: "field", runtime: "compatible", compileTime: "compatible", semver: "minor" },
    message: ({ label }) => `the member "${label}" is named, where the page had left members out`,
    why: "It may have arrived before; now its type is known.",
    hint: "Nothing to do.",
    example: pair(object({ door: text }, { open: true }), object({ door: text, floor: integer }, { open: true })),
  },
  {
    id: "field/required-removed",
    description: "a member that was always there is gone",
    matches: ({ is, presence, leftOpen }) => is === "field-removed" && presence === "required" && leftOpen !== true,
    ...{ fact: "removed", subject: "field", runtime: "breaking", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `the required member "${label}" was removed`,
    why: "Code that reads it, as the page allowed, finds nothing.",
    hint: "Find what replaces it before the upgrade.",
    example: pair(both, object({ door: text })),
  },
  {
    id: "field/optional-removed",
    description: "a member that was sometimes there is gone",
    matches: ({ is, presence, leftOpen }) => is === "field-removed" && presence === "optional" && leftOpen !== true,
    ...{ fact: "removed", subject: "field", runtime: "dangerous", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `the optional member "${label}" was removed`,
    why: "Code had to cope without it, but what it did with it never happens again, and the types no longer name it.",
    hint: "Drop the code that reads it, or find what replaces it.",
    example: pair(object({ door: text, "floor?": integer }), object({ door: text })),
  },
  {
    id: "field/no-longer-named",
    description: "a member is not named any more by a page that leaves members out",
    matches: ({ is, leftOpen }) => is === "field-removed" && leftOpen === true,
    ...{ fact: "removed", subject: "field", runtime: "dangerous", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `the member "${label}" is no longer named; the page leaves members out`,
    why: "It may still arrive, but no page promises it and the types no longer name it.",
    hint: "Check that it is there before use.",
    example: pair(object({ door: text, floor: integer }, { open: true }), object({ door: text }, { open: true })),
  },
  {
    id: "field/became-optional",
    description: "a member that was always there may be missing",
    matches: ({ is }) => is === "became-optional",
    ...{ fact: "widened", subject: "field", runtime: "breaking", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `"${label}" became optional`,
    why: "Code that relied on it fails on the first body without it.",
    hint: "Handle its absence.",
    example: pair(both, object({ door: text, "floor?": integer })),
  },
  {
    id: "field/became-required",
    description: "a member that could be missing is always there",
    matches: ({ is }) => is === "became-required",
    ...{ fact: "narrowed", subject: "field", runtime: "compatible", compileTime: "compatible", semver: "minor" },
    message: ({ label }) => `"${label}" became required`,
    why: "Code that copes without it copes with it.",
    hint: "The check for its absence may go.",
    example: pair(object({ door: text, "floor?": integer }), both),
  },
  {
    id: "type/became-nullable",
    description: "a value may be null",
    matches: ({ is }) => is === "became-nullable",
    ...{ fact: "widened", subject: "type", runtime: "breaking", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `${quoted(label)} may be null`,
    why: "Code that uses the value without a check fails on the first null.",
    hint: "Check for null.",
    example: pair(object({ door: text }), object({ door: nullable })),
  },
  {
    id: "type/became-not-null",
    description: "a value is never null any more",
    matches: ({ is }) => is === "became-not-null",
    ...{ fact: "narrowed", subject: "type", runtime: "compatible", compileTime: "compatible", semver: "minor" },
    message: ({ label }) => `${quoted(label)} is never null any more`,
    why: "Code that copes with null copes without.",
    hint: "The check for null may go.",
    example: pair(object({ door: nullable }), object({ door: text })),
  },
];

function quoted(label: string): string {
  return label === "" ? "the value" : `"${label}"`;
}
