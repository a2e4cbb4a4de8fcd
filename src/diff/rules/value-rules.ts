// Rules for listed values and for variants of unions.
import type { TypeNode } from "../../model/model.ts";
import type { Observation } from "../observation.ts";
import type { Rule } from "../rule.ts";
import { integer, model, object, oneOf, text, webhook } from "../tiny-model.ts";

const pair = (old: TypeNode, now: TypeNode): Rule["example"] => ({
  old: model([webhook(object({ state: old }))]),
  new: model([webhook(object({ state: now }))]),
});
const open = (...values: readonly string[]): TypeNode => ({
  kind: "enum",
  values: values.map((value) => ({ value })),
  open: true,
});
const union = (variants: readonly TypeNode[], isOpen = false): TypeNode => ({
  kind: "union",
  variants,
  discriminator: "kind",
  ...(isOpen ? { open: true } : {}),
});
const door = object({ kind: { kind: "literal", value: "door" }, id: text });
const gate = object({ kind: { kind: "literal", value: "gate" }, wide: integer });
const added = { tolerant: "dangerous", strict: "breaking" } as const;

export const valueRules: readonly Rule[] = [
  {
    id: "value/added",
    description: "a listed value that was not there before",
    matches: ({ is, leftOpen }) => is === "value-added" && leftOpen !== true,
    ...{ fact: "added", subject: "enum-value", runtime: added, compileTime: added, semver: "minor" },
    message: ({ label }) => `the value ${label} was added`,
    why: "Code that tells the listed values apart may have no branch for it.",
    hint: "Handle it, and keep a default branch.",
    example: pair(oneOf("open", "shut"), oneOf("open", "shut", "ajar")),
  },
  {
    id: "value/named",
    description: "a value is named where others had been possible",
    matches: ({ is, leftOpen }) => is === "value-added" && leftOpen === true,
    ...{ fact: "narrowed", subject: "enum-value", runtime: "compatible", compileTime: "compatible", semver: "minor" },
    message: ({ label }) => `the value ${label} is named, where others had been possible`,
    why: "It may have arrived before.",
    hint: "Handle it where it is of use.",
    example: pair(open("open", "shut"), open("open", "shut", "ajar")),
  },
  {
    id: "value/removed",
    description: "a listed value is gone",
    matches: ({ is, leftOpen }) => is === "value-removed" && leftOpen !== true,
    ...{ fact: "removed", subject: "enum-value", runtime: "dangerous", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `the value ${label} was removed`,
    why: "Code for it is dead, and the compiler refuses to compare with it.",
    hint: "Drop its branch, once no old body can arrive.",
    example: pair(oneOf("open", "shut", "ajar"), oneOf("open", "shut")),
  },
  {
    id: "value/no-longer-named",
    description: "a value is not named any more where others are possible",
    matches: ({ is, leftOpen }) => is === "value-removed" && leftOpen === true,
    ...{ fact: "removed", subject: "enum-value", runtime: "compatible", compileTime: "compatible", semver: "minor" },
    message: ({ label }) => `the value ${label} is no longer named; others are possible`,
    why: "It may still arrive.",
    hint: "Keep its branch.",
    example: pair(open("open", "shut", "ajar"), open("open", "shut")),
  },
  {
    id: "value/list-opened",
    description: "other values than the listed ones became possible",
    matches: ({ is }) => is === "values-opened",
    ...{ fact: "widened", subject: "type", runtime: added, compileTime: added, semver: "minor" },
    message: (seen) => `${what(seen)} may take other values than those listed`,
    why: "Code that tells the listed values apart may have no branch for others.",
    hint: "Keep a default branch.",
    example: pair(oneOf("open", "shut"), open("open", "shut")),
  },
  {
    id: "value/list-closed",
    description: "no other values than the listed ones",
    matches: ({ is }) => is === "values-closed",
    ...{ fact: "narrowed", subject: "type", runtime: "compatible", compileTime: "dangerous", semver: "minor" },
    message: (seen) => `${what(seen)} takes only the listed values`,
    why: "Code for the listed values runs on; what it does for others is dead.",
    hint: "The default branch may stay.",
    example: pair(open("open", "shut"), oneOf("open", "shut")),
  },
  {
    id: "value/list-freed",
    description: "listed values became any value of their type",
    matches: ({ is }) => is === "values-freed",
    ...{ fact: "widened", subject: "type", runtime: "dangerous", compileTime: "dangerous", semver: "minor" },
    message: (seen) => `${what(seen)} takes any ${seen.new?.text ?? "value"}, no longer ${seen.old?.text ?? ""} alone`,
    why: "Code that tells the listed values apart may have no branch for others.",
    hint: "Keep a default branch.",
    example: pair(oneOf("open", "shut"), text),
  },
  {
    id: "value/listed",
    description: "the possible values are listed",
    matches: ({ is }) => is === "values-listed",
    ...{ fact: "narrowed", subject: "type", runtime: "compatible", compileTime: "dangerous", semver: "minor" },
    message: (seen) => `the values of ${what(seen)} are listed: ${seen.new?.text ?? ""}`,
    why: "Code for any value runs on; the compiler may refuse to compare with one that is not listed.",
    hint: "Compare with the listed values.",
    example: pair(text, oneOf("open", "shut")),
  },
  {
    id: "variant/added",
    description: "a variant that was not there before",
    matches: ({ is, leftOpen, toldApart }) => is === "variant-added" && leftOpen !== true && toldApart === true,
    ...{ fact: "added", subject: "variant", runtime: added, compileTime: added, semver: "minor" },
    message: ({ label }) => `the variant ${label} was added`,
    why: "Code that tells the variants apart may have no branch for it.",
    hint: "Handle it, and keep a default branch.",
    example: pair(union([door]), union([door, gate])),
  },
  {
    id: "variant/of-another-kind",
    description: "a variant that no member tells from the old values",
    matches: ({ is, leftOpen, toldApart }) => is === "variant-added" && leftOpen !== true && toldApart !== true,
    ...{ fact: "added", subject: "variant", runtime: "breaking", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `the variant ${label} was added, of another kind than before`,
    why: "Code had no reason to tell the old values from it, and uses it as if it were one of them.",
    hint: "Tell the kinds apart before use.",
    example: pair(text, { kind: "union", variants: [text, integer] }),
  },
  {
    id: "variant/named",
    description: "a variant is described where others had been possible",
    matches: ({ is, leftOpen }) => is === "variant-added" && leftOpen === true,
    ...{ fact: "narrowed", subject: "variant", runtime: "compatible", compileTime: "compatible", semver: "minor" },
    message: ({ label }) => `the variant ${label} is described, where others had been possible`,
    why: "It may have arrived before.",
    hint: "Handle it where it is of use.",
    example: pair(union([door], true), union([door, gate], true)),
  },
  {
    id: "variant/removed",
    description: "a variant is gone",
    matches: ({ is, leftOpen }) => is === "variant-removed" && leftOpen !== true,
    ...{ fact: "removed", subject: "variant", runtime: "dangerous", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `the variant ${label} was removed`,
    why: "Code for it is dead, and the compiler refuses to tell it apart.",
    hint: "Drop its branch, once no old body can arrive.",
    example: pair(union([door, gate]), union([door])),
  },
  {
    id: "variant/no-longer-named",
    description: "a variant is not described any more where others are possible",
    matches: ({ is, leftOpen }) => is === "variant-removed" && leftOpen === true,
    ...{ fact: "removed", subject: "variant", runtime: "compatible", compileTime: "breaking", semver: "major" },
    message: ({ label }) => `the variant ${label} is no longer described; others are possible`,
    why: "It may still arrive, but the types no longer name its members.",
    hint: "Keep its branch, with a type of your own.",
    example: pair(union([door, gate], true), union([door], true)),
  },
  {
    id: "variant/union-opened",
    description: "other variants than the described ones became possible",
    matches: ({ is }) => is === "union-opened",
    ...{ fact: "widened", subject: "type", runtime: added, compileTime: added, semver: "minor" },
    message: (seen) => `${what(seen)} may take other variants than those described`,
    why: "Code that tells the described variants apart may have no branch for others.",
    hint: "Keep a default branch.",
    example: pair(union([door, gate]), union([door, gate], true)),
  },
  {
    id: "variant/union-closed",
    description: "no other variants than the described ones",
    matches: ({ is }) => is === "union-closed",
    ...{ fact: "narrowed", subject: "type", runtime: "compatible", compileTime: "dangerous", semver: "minor" },
    message: (seen) => `${what(seen)} takes only the described variants`,
    why: "Code for the described variants runs on; what it does for others is dead.",
    hint: "The default branch may stay.",
    example: pair(union([door, gate], true), union([door, gate])),
  },
];

function what({ label }: Observation): string {
  return label === "" ? "the value" : `"${label}"`;
}
