// Rules for types: another, wider, narrower, told or no longer told.
import type { TypeNode } from "../../model/model.ts";
import type { Observation } from "../observation.ts";
import type { Rule } from "../rule.ts";
import { integer, model, object, structure, text, webhook } from "../tiny-model.ts";

const pair = (old: TypeNode, now: TypeNode): Rule["example"] => ({
  old: model([webhook(object({ door: old }))]),
  new: model([webhook(object({ door: now }))]),
});
const time: TypeNode = { kind: "string", format: "date-time" };
const number: TypeNode = { kind: "number" };
const any: TypeNode = { kind: "any" };
const known = [structure("Door", object({ id: text })), structure("Gate", object({ id: text, wide: text }))];
const named = (name: string) => model([webhook(object({ door: { kind: "reference", name } }))], known);

export const typeRules: readonly Rule[] = [
  {
    id: "type/changed",
    description: "a value of another type",
    matches: ({ is }) => is === "changed",
    ...{ fact: "incomparable", subject: "type", runtime: "breaking", compileTime: "breaking", semver: "major" },
    message: (seen) => `the type of ${what(seen)} changed from ${from(seen)} to ${to(seen)}`,
    why: "Code written for the old type meets values it was not written for.",
    hint: "Read the new type; during the change tell the two apart.",
    example: pair(integer, text),
  },
  {
    id: "type/widened",
    description: "the old values and others beside them",
    matches: ({ is }) => is === "widened",
    ...{ fact: "widened", subject: "type", runtime: "breaking", compileTime: "breaking", semver: "major" },
    message: (seen) => `${what(seen)} takes more values: ${to(seen)} instead of ${from(seen)}`,
    why: "Code written for the old values meets others.",
    hint: "Handle the wider type.",
    example: { old: named("Gate"), new: named("Door") },
  },
  {
    id: "type/narrowed",
    description: "some of the old values only",
    matches: ({ is }) => is === "narrowed",
    ...{ fact: "narrowed", subject: "type", runtime: "compatible", compileTime: "dangerous", semver: "minor" },
    message: (seen) => `${what(seen)} takes fewer values: ${to(seen)} instead of ${from(seen)}`,
    why: "Code for the old values runs on; what it does for the others is dead.",
    hint: "Drop the code for values that no longer come.",
    example: { old: named("Door"), new: named("Gate") },
  },
  {
    id: "type/reduced",
    description: "some of the old values only, and code can name the others no more",
    matches: ({ is }) => is === "reduced",
    ...{ fact: "narrowed", subject: "type", runtime: "dangerous", compileTime: "breaking", semver: "major" },
    message: (seen) => `${what(seen)} takes fewer values: ${to(seen)} instead of ${from(seen)}`,
    why: "What code does for the others is dead, and the compiler refuses to tell them apart.",
    hint: "Drop the code for values that no longer come, once no old body can arrive.",
    example: pair({ kind: "string", nullable: true }, { kind: "null" }),
  },
  {
    id: "type/integer-to-number",
    description: "whole numbers became numbers",
    matches: ({ is }) => is === "integer-to-number",
    ...{ fact: "widened", subject: "type", runtime: "dangerous", compileTime: "compatible", semver: "minor" },
    message: (seen) => `${what(seen)} may have a fraction: number instead of integer`,
    why: "Code that counts, indexes or stores whole numbers may meet a fraction.",
    hint: "Check columns and parsers that take whole numbers.",
    example: pair(integer, number),
  },
  {
    id: "type/number-to-integer",
    description: "numbers became whole numbers",
    matches: ({ is }) => is === "number-to-integer",
    ...{ fact: "narrowed", subject: "type", runtime: "compatible", compileTime: "compatible", semver: "minor" },
    message: (seen) => `${what(seen)} is a whole number now`,
    why: "Every whole number is a number.",
    hint: "Nothing to do.",
    example: pair(number, integer),
  },
  {
    id: "type/format-lost",
    description: "a string that is no time any more",
    matches: ({ is }) => is === "format-lost",
    ...{ fact: "widened", subject: "type", runtime: "dangerous", compileTime: "compatible", semver: "minor" },
    message: (seen) => `${what(seen)} is ${isPlainText(seen) ? "any string" : to(seen)}, no longer ${from(seen)}`,
    why: "Code that parses it as before may fail on other strings.",
    hint: "Check what was parsed.",
    example: pair(time, text),
  },
  {
    id: "type/format-gained",
    description: "a string whose format is known",
    matches: ({ is }) => is === "format-gained",
    ...{ fact: "narrowed", subject: "type", runtime: "compatible", compileTime: "compatible", semver: "minor" },
    message: (seen) => `${what(seen)} is ${to(seen)}, no longer any string`,
    why: "It is a string as before.",
    hint: "It can be parsed now.",
    example: pair(text, time),
  },
  {
    id: "type/told",
    description: "a shape that was not told is told",
    matches: ({ is }) => is === "told",
    ...{ fact: "narrowed", subject: "type", runtime: "compatible", compileTime: "dangerous", semver: "minor" },
    message: (seen) => `the shape of ${what(seen)} is told: ${to(seen)}`,
    why: "The same may have arrived before; a type of your own for it may not agree.",
    hint: "Replace your own type by the generated one.",
    example: pair(any, text),
  },
  {
    id: "type/untold",
    description: "a shape that was told is not told any more",
    matches: ({ is }) => is === "untold",
    ...{ fact: "widened", subject: "type", runtime: "dangerous", compileTime: "breaking", semver: "major" },
    message: (seen) => `the shape of ${what(seen)} is no longer told; before: ${from(seen)}`,
    why: "The same may arrive, but no page promises it and the types no longer tell it.",
    hint: "Check the value before use.",
    example: pair(text, any),
  },
  {
    id: "object/members-left-out",
    description: "the page leaves members out now",
    matches: ({ is }) => is === "members-opened",
    ...{ fact: "text", subject: "docs", runtime: "docs", compileTime: "docs", semver: "patch" },
    message: (seen) => `the page leaves members of ${what(seen)} out`,
    why: "Other members were possible before as well.",
    hint: "Nothing to do.",
    example: pair(object({ id: text }), object({ id: text }, { open: true })),
  },
  {
    id: "object/members-complete",
    description: "the page names all members now",
    matches: ({ is }) => is === "members-closed",
    ...{ fact: "text", subject: "docs", runtime: "docs", compileTime: "docs", semver: "patch" },
    message: (seen) => `the page names all members of ${what(seen)}`,
    why: "Other members remain possible.",
    hint: "Nothing to do.",
    example: pair(object({ id: text }, { open: true }), object({ id: text })),
  },
];

function what({ label }: Observation): string {
  return label === "" ? "the value" : `"${label}"`;
}

function isPlainText({ newType }: Observation): boolean {
  return newType?.kind === "string";
}

function from({ old }: Observation): string {
  return old?.text ?? "";
}

function to({ new: now }: Observation): string {
  return now?.text ?? "";
}
