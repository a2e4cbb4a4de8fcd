// Finds the member that tells the variants of a union of structures apart: one that each shows as a literal of its own.
import type { Scalar, Structure, TypeNode, UnionType } from "../model.ts";

/** Everywhere in a type. Unions that already know their member, and those of which one variant has none, stay as they are. */
export function tellApart(type: TypeNode, structures: ReadonlyMap<string, Structure>): TypeNode {
  switch (type.kind) {
    case "object":
      return { ...type, fields: type.fields.map((field) => ({ ...field, type: tellApart(field.type, structures) })) };
    case "array":
      return { ...type, items: tellApart(type.items, structures) };
    case "map":
      return { ...type, values: tellApart(type.values, structures) };
    case "union": {
      const variants = type.variants.map((variant) => tellApart(variant, structures));
      const discriminator = type.discriminator ?? literalMember(type, structures);
      return { ...type, variants, ...(discriminator === undefined ? {} : { discriminator }) };
    }
    default:
      return type;
  }
}

function literalMember({ variants }: UnionType, structures: ReadonlyMap<string, Structure>): string | undefined {
  const literals = variants.map((variant) =>
    variant.kind === "reference" ? literalsOf(structures.get(variant.name)?.type) : new Map<string, Scalar>(),
  );
  const [first = new Map<string, Scalar>()] = literals;
  return [...first.keys()].find((name) => {
    const values = literals.map((one) => one.get(name));
    return values.length > 1 && !values.includes(undefined) && new Set(values).size === values.length;
  });
}

function literalsOf(type: TypeNode | undefined): ReadonlyMap<string, Scalar> {
  if (type?.kind !== "object") return new Map();
  return new Map(
    type.fields.flatMap(({ name, type: inner, presence }) =>
      inner.kind === "literal" && presence === "required" ? [[name, inner.value]] : [],
    ),
  );
}
