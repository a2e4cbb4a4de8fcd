// Makes a type of the model from the notation of a correction.
import type { EnumMember, FieldSpec, TypeSpec } from "../../register/correction.ts";
import type { Evidence, Field, TypeNode } from "../model.ts";

export function typeFromSpec(spec: TypeSpec, why: Evidence): TypeNode {
  const shape = typeof spec === "string" ? { kind: spec } : spec;
  const base = {
    evidence: [why],
    ...("description" in shape && shape.description !== undefined ? { description: shape.description } : {}),
    ...("nullable" in shape && shape.nullable !== undefined ? { nullable: shape.nullable } : {}),
  };
  switch (shape.kind) {
    case "string":
      return {
        ...base,
        kind: "string",
        ...("format" in shape && shape.format !== undefined ? { format: shape.format } : {}),
      };
    case "integer":
    case "number":
    case "boolean":
    case "null":
    case "any":
      return { ...base, kind: shape.kind };
    case "literal":
      return { ...base, kind: "literal", value: shape.value };
    case "enum":
      return {
        ...base,
        kind: "enum",
        values: shape.values.map(enumValue),
        ...(shape.open === undefined ? {} : { open: shape.open }),
      };
    case "object": {
      const fields = "fields" in shape ? shape.fields : undefined;
      return {
        ...base,
        kind: "object",
        fields: (fields ?? []).map((field) => fieldFromSpec(field, why)),
        ...("empty" in shape && shape.empty !== undefined ? { empty: shape.empty } : {}),
        ...("open" in shape && shape.open !== undefined
          ? { open: shape.open }
          : fields === undefined
            ? { open: true }
            : {}),
      };
    }
    case "map":
      return {
        ...base,
        kind: "map",
        keys: ("keys" in shape ? shape.keys : undefined) ?? "name",
        values: typeFromSpec(("values" in shape ? shape.values : undefined) ?? "any", why),
      };
    case "array":
      return {
        ...base,
        kind: "array",
        items: typeFromSpec(("items" in shape ? shape.items : undefined) ?? "any", why),
      };
    case "union":
      return {
        ...base,
        kind: "union",
        variants: shape.variants.map((variant) => typeFromSpec(variant, why)),
        ...(shape.discriminator === undefined ? {} : { discriminator: shape.discriminator }),
        ...(shape.open === undefined ? {} : { open: shape.open }),
      };
    case "reference":
      return { ...base, kind: "reference", name: shape.name };
  }
}

export function fieldFromSpec({ name, type, presence, description }: FieldSpec, why: Evidence): Field {
  return {
    name,
    type: typeFromSpec(type ?? "any", why),
    presence: presence ?? "required",
    ...(description === undefined ? {} : { description }),
    evidence: [why],
  };
}

export function enumValue(member: EnumMember): { readonly value: string | number | boolean; readonly note?: string } {
  return typeof member === "object" ? member : { value: member };
}
