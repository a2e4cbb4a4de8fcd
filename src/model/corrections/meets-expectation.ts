// Tells whether the docs still say what a correction expects of them.
import type { Expectation } from "../../register/correction.ts";
import type { Evidence, Field, TypeNode } from "../model.ts";
import { shapeKey } from "../same-shape.ts";
import { typeFromSpec } from "./type-from-spec.ts";

/** What differs, in words; undefined where the field is as expected. */
export function differsFrom(expected: Expectation, field: Field, why: Evidence): string | undefined {
  if (expected.missing === true) return "it is documented now";
  if (expected.presence !== undefined && expected.presence !== field.presence)
    return `it is ${field.presence}, not ${expected.presence}`;
  if (expected.type !== undefined && !isType(field.type, expected.type, why))
    return `its type is ${nameOf(field.type)}`;
  if (expected.values !== undefined) {
    const listed = field.type.kind === "enum" ? field.type.values.map(({ value }) => JSON.stringify(value)).sort() : [];
    const wanted = expected.values.map((value) => JSON.stringify(value)).sort();
    if (listed.join() !== wanted.join())
      return listed.length === 0 ? "the docs list no values" : `the docs list ${listed.join(", ")}`;
  }
  return undefined;
}

function isType(type: TypeNode, spec: NonNullable<Expectation["type"]>, why: Evidence): boolean {
  return typeof spec === "string" ? type.kind === spec : shapeKey(type) === shapeKey(typeFromSpec(spec, why));
}

function nameOf(type: TypeNode): string {
  return type.kind === "reference" ? `a reference to ${type.name}` : type.kind;
}
