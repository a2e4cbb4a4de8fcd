// Looks through references: what a type stands for, and whether it may be null.
import type { EnumType, LiteralType, Model, ObjectType, Scalar, Structure, TypeNode } from "../model.ts";

export type Resolve = (name: string) => Structure | undefined;

export function resolver({ structures }: Pick<Model, "structures">): Resolve {
  const named = new Map(structures.map((structure) => [structure.name, structure]));
  return (name) => named.get(name);
}

export interface ResolvedType {
  readonly type: TypeNode;
  readonly nullable: boolean;
  /** The last structure that was looked through. */
  readonly structure?: Structure;
}

/** Follows references to references; a circle of them, and a name that no structure has, are `any`. */
export function resolveType(type: TypeNode, resolve: Resolve): ResolvedType {
  const visited = new Set<string>();
  let here = type;
  let nullable = false;
  let through: Structure | undefined;
  for (;;) {
    nullable ||= here.nullable === true || here.kind === "null";
    if (here.kind !== "reference") {
      return { type: here, nullable, ...(through === undefined ? {} : { structure: through }) };
    }
    const structure = visited.has(here.name) ? undefined : resolve(here.name);
    if (structure === undefined) return { type: { kind: "any" }, nullable };
    visited.add(here.name);
    through = structure;
    here = structure.type;
  }
}

/** An object of which nothing is known, as that of a structure that no page describes. */
export function isBare(type: TypeNode): boolean {
  return type.kind === "object" && type.fields.length === 0 && type.empty !== true;
}

export function isListed(type: TypeNode): type is EnumType | LiteralType {
  return type.kind === "enum" || type.kind === "literal";
}

export function valuesOf(type: EnumType | LiteralType): readonly Scalar[] {
  return type.kind === "literal" ? [type.value] : [...new Set(type.values.map(({ value }) => value))];
}

export function fieldNamed(type: ObjectType, name: string): ObjectType["fields"][number] | undefined {
  return type.fields.find((field) => field.name === name);
}
