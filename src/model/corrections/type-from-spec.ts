// Makes a type of the model from the notation of a correction.
import type { EnumMember, FieldSpec, TypeShape, TypeSpec } from "../../register/correction.ts";
import type { Evidence, Field, TypeNode } from "../model.ts";

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
      return type.format === undefined && type.nullable !== true
        ? "string"
        : { kind: "string", ...(type.format === undefined ? {} : { format: type.format }), ...nullable };
    case "integer":
    case "number":
    case "boolean":
    case "null":
    case "any":
      return type.nullable === true ? { kind: type.kind, ...nullable } : type.kind;
    case "literal":
      return { kind: "literal", value: type.value, ...nullable };
    case "enum":
      return { kind: "enum", values: type.values.map(enumMember), ...openness(type), ...nullable };
    case "object":
      return {
        kind: "object",
        fields: type.fields.map(fieldSpec),
        ...(type.empty === undefined ? {} : { empty: type.empty }),
        ...openness(type),
        ...nullable,
      };
    case "map":
      return { kind: "map", keys: type.keys, values: specFromType(type.values), ...nullable };
    case "array":
      return { kind: "array", items: specFromType(type.items), ...nullable };
    case "union":
      return {
        kind: "union",
        variants: type.variants.map(specFromType),
        ...(type.discriminator === undefined ? {} : { discriminator: type.discriminator }),
        ...openness(type),
        ...nullable,
      };
    case "reference":
      return { kind: "reference", name: type.name, ...nullable };
  }
}

/** A possible value, with its note where it has one. */
export function enumMember({
  value,
  note,
}: {
  readonly value: string | number | boolean;
  readonly note?: string;
}): EnumMember {
  return note === undefined ? value : { value, note };
}

function fieldSpec({ name, type, presence, description }: Field): FieldSpec {
  return {
    name,
    type: specFromType(type),
    ...(presence === "required" ? {} : { presence }),
    ...(description === undefined ? {} : { description }),
  };
}

function openness({ open }: { readonly open?: boolean }): { readonly open?: boolean } {
  return open === undefined ? {} : { open };
}
