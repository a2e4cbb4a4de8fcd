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
