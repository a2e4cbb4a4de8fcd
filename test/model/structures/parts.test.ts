// The small functions below the structures: slips of the pen, names of structures, and samples that are filled.
import { describe, expect, test } from "vitest";
import { fillSample } from "../../../src/model/build-samples.ts";
import type { Structure, TypeNode } from "../../../src/model/model.ts";
import { makeCatalogue, type CatalogueEntry } from "../../../src/model/structures/catalogue.ts";
import { isSlip } from "../../../src/model/structures/canonicalize-names.ts";

test.each<[string, { given: [string, string]; want: boolean }]>([
  ["two neighbours swapped", { given: ["properites", "properties"], want: true }],
  ["a letter left out", { given: ["propeties", "properties"], want: true }],
  ["a letter added", { given: ["propertties", "properties"], want: true }],
  ["a letter changed", { given: ["properdies", "properties"], want: true }],
  ["two letters changed", { given: ["probertees", "properties"], want: false }],
  ["the singular of a word", { given: ["thread", "threads"], want: false }],
  ["short words, which are often near each other", { given: ["name", "fame"], want: false }],
  ["numbers that differ", { given: ["address1", "address2"], want: false }],
  ["the word itself", { given: ["properties", "properties"], want: false }],
])("a slip of the pen: %s", (_name, { given: [key, name], want }) => {
  expect(isSlip(key, name)).toBe(want);
});

const entry = (name: string, anchor: string): CatalogueEntry => ({
  name,
  anchor,
  evidence: { kind: "structure", rule: "structure-heading", quote: name, at: { file: "a", line: 1, column: 1 } },
  members: new Set(),
});
const catalogue = makeCatalogue(
  [entry("Customer", "customer"), entry("Property", "properties"), entry("FilledForm", "filled-form")],
  new Set(["file", "text"]),
);

describe("the catalogue", () => {
  test.each<[string, { given: string; want: string | undefined }]>([
    ["its name", { given: "Customer", want: "Customer" }],
    ["the last part of a path", { given: "User > Customer", want: "Customer" }],
    ["its plural", { given: "Customers", want: "Customer" }],
    ["words before the name", { given: "updated chat properties", want: "Property" }],
    ["several words", { given: "filled form", want: "FilledForm" }],
    ["a possessive", { given: "the chat's customer", want: "Customer" }],
    ["what no page describes", { given: "Van", want: undefined }],
    ["nothing", { given: " > ", want: undefined }],
  ])("resolves a phrase: %s", (_name, { given, want }) => {
    expect(catalogue.resolve(given)?.name).toBe(want);
  });

  test.each<[string, string | undefined]>([
    ["#properties", "Property"],
    ["/messaging/data#filled-form", "FilledForm"],
    ["#properties-2", "Property"],
    ["#van", undefined],
    ["/properties", undefined],
  ])("resolves the link %s to %s", (href, want) => {
    expect(catalogue.linked(href)?.name).toBe(want);
  });

  test.each<[string[], boolean]>([
    [["file", "text"], true],
    [["file"], false],
    [["file", "size"], false],
    [[], false],
  ])("keys %j are literals of variants: %s", (keys, want) => {
    expect(catalogue.areLiterals(keys)).toBe(want);
  });
});

const structure = (name: string, type: TypeNode, sample?: unknown): [string, Structure] => [
  name,
  { name, documented: true, description: "", type, evidence: [], ...(sample === undefined ? {} : { sample }) },
];
const object: TypeNode = { kind: "object", fields: [] };
const reference = (name: string): TypeNode => ({ kind: "reference", name });
const structures = new Map([
  structure(
    "A",
    { kind: "object", fields: [{ name: "b", type: reference("B"), presence: "required", evidence: [] }] },
    { id: "a" },
  ),
  structure("B", object, { id: "b" }),
  structure("Bare", object),
  structure("Both", { kind: "union", variants: [reference("A"), reference("B")] }),
  structure("Loop", { kind: "array", items: reference("Loop") }),
]);

test.each<[string, { given: [unknown, TypeNode]; want: unknown }]>([
  ["an empty object gets the structure's sample", { given: [{}, reference("A")], want: { id: "a" } }],
  ["what the sample shows stays", { given: [{ id: "x" }, reference("A")], want: { id: "x" } }],
  ["places inside a shown structure are filled", { given: [{ b: {} }, reference("A")], want: { b: { id: "b" } } }],
  ["a union gets its first variant", { given: [{}, reference("Both")], want: { id: "a" } }],
  [
    "an empty array gets one of each variant",
    { given: [[], { kind: "array", items: reference("Both") }], want: [{ id: "a" }, { id: "b" }] },
  ],
  [
    "items of an array are filled",
    { given: [[{}, { id: "x" }], { kind: "array", items: reference("B") }], want: [{ id: "b" }, { id: "x" }] },
  ],
  ["a structure without a sample fills nothing", { given: [{}, reference("Bare")], want: {} }],
  ["nor does one that is not there", { given: [{}, reference("None")], want: {} }],
  ["a structure of itself ends", { given: [[[[]]], reference("Loop")], want: [[[]]] }],
])("%s", (_name, { given: [value, type], want }) => {
  expect(fillSample(value, type, structures)).toEqual(want);
});
