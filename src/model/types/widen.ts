// Makes types wider: several as one, and an object of which somebody else decides what is in it.
import { shapeKey } from "../describe-type.ts";
import { firstOfEach } from "../group-by.ts";
import type { Evidence, Field, TypeNode } from "../model.ts";

/** Several types as one: equal ones once. */
export function unite(types: readonly TypeNode[]): TypeNode {
  const distinct = firstOfEach(types, shapeKey);
  const [only, ...others] = distinct;
  if (only === undefined) return { kind: "any" };
  return others.length === 0 ? only : { kind: "union", variants: distinct };
}

export interface FreeForm {
  /** `open` holds anything beside what rows describe, the keys of a `map` are data. */
  readonly effect: "open" | "map";
  readonly evidence: Evidence;
}

/** What a sample shows of such an object is an example; the type itself where it is of another kind. */
export function opened(type: TypeNode, { effect, evidence }: FreeForm): TypeNode {
  const why = [...(type.evidence ?? []), evidence];
  if (type.kind === "map" && effect === "open") return { ...type, values: { kind: "any" }, evidence: why };
  if (type.kind !== "object" || type.empty === true || type.structure !== undefined) return type;
  const { fields, nullable } = type;
  if (effect === "map" && fields.length > 0) {
    const values = unite(fields.map((field) => field.type));
    return { kind: "map", keys: "name", values, evidence: why, ...(nullable === true && { nullable }) };
  }
  return { ...type, fields: fields.flatMap(describedOnly), open: true, evidence: why };
}

function describedOnly(field: Field): readonly Field[] {
  const described = field.evidence.filter(({ kind }) => kind === "table" || kind === "footnote" || kind === "prose");
  const isOptional = described.every(({ rule }) => rule === "row");
  return described.length === 0 ? [] : [isOptional ? { ...field, presence: "optional" } : field];
}
