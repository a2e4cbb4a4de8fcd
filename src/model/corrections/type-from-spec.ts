// Makes a type of the model from the notation of a correction.
import type { EnumMember, FieldSpec, TypeShape, TypeSpec } from "../../register/correction.ts";
import { defined } from "../../source/defined.ts";
import type { EnumValue, Evidence, Field, TypeNode } from "../model.ts";

export function typeFromSpec(spec: TypeSpec, why: Evidence): TypeNode {
  const shape: TypeShape = typeof spec === "string" ? { kind: spec } : spec;
  const evidence = [why];
  const inner = (part: TypeSpec = "any"): TypeNode => typeFromSpec(part, why);
  switch (shape.kind) {
    case "enum":
      return { evidence, ...shape, values: shape.values.map(enumValue) };
    case "object": {
      const fields = (shape.fields ?? []).map((field) => fieldFromSpec(field, why));
      return { evidence, ...(shape.fields === undefined && { open: true }), ...shape, fields };
    }
    case "map":
      return { evidence, ...shape, keys: shape.keys ?? "name", values: inner(shape.values) };
    case "array":
      return { evidence, ...shape, items: inner(shape.items) };
    case "union":
      return { evidence, ...shape, variants: shape.variants.map((variant) => inner(variant)) };
    default:
      return { evidence, ...shape };
  }
}

export function fieldFromSpec({ name, type, presence, description }: FieldSpec, why: Evidence): Field {
  const base = { name, type: typeFromSpec(type ?? "any", why), presence: presence ?? "required" };
  return { ...base, ...defined({ description }), evidence: [why] };
}

export function enumValue(member: EnumMember): EnumValue {
  return typeof member === "object" ? member : { value: member };
}

export type {
  EnumMember,
  Expectation,
  FieldSpec,
  Replacement,
  TypeShape,
  TypeSpec,
} from "../../register/correction.ts";

export function specFromType(type: TypeNode): TypeSpec {
  const nullable = type.nullable === true ? { nullable: true } : {};
  switch (type.kind) {
    case "string":
      if (type.format !== undefined) return { kind: "string", format: type.format, ...nullable };
      return type.nullable === true ? { kind: "string", ...nullable } : "string";
    case "integer":
    case "number":
    case "boolean":
    case "null":
    case "any":
      return type.nullable === true ? { kind: type.kind, ...nullable } : type.kind;
    case "literal":
      return { kind: "literal", value: type.value, ...nullable };
    case "enum":
      return { kind: "enum", values: type.values.map(enumMember), ...defined({ open: type.open }), ...nullable };
    case "object": {
      const { fields, empty, open } = type;
      return { kind: "object", fields: fields.map(fieldSpec), ...defined({ empty, open }), ...nullable };
    }
    case "map":
      return { kind: "map", keys: type.keys, values: specFromType(type.values), ...nullable };
    case "array":
      return { kind: "array", items: specFromType(type.items), ...nullable };
    case "union": {
      const { variants, discriminator, open } = type;
      return { kind: "union", variants: variants.map(specFromType), ...defined({ discriminator, open }), ...nullable };
    }
    case "reference":
      return { kind: "reference", name: type.name, ...nullable };
  }
}

/** A possible value, with its note where it has one. */
export function enumMember({ value, note }: EnumValue): EnumMember {
  return note === undefined ? value : { value, note };
}

function fieldSpec({ name, type, presence, description }: Field): FieldSpec {
  return { name, type: specFromType(type), ...(presence !== "required" && { presence }), ...defined({ description }) };
}
