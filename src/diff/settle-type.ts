// Looks through references: what a type stands for, and whether it may be null.
import type { EnumType, LiteralType, Model, ObjectType, Scalar, Structure, TypeNode } from "../model/model.ts";

export type Resolve = (name: string) => Structure | undefined;

export function resolver({ structures }: Model): Resolve {
  const named = new Map(structures.map((structure) => [structure.name, structure]));
  return (name) => named.get(name);
}

export interface Settled {
  readonly type: TypeNode;
  readonly nullable: boolean;
}

/** Follows references to references; a circle of them settles as `any`. */
export function settle(type: TypeNode, resolve: Resolve): Settled {
  const seen = new Set<string>();
  let here = type;
  let nullable = false;
  for (;;) {
    nullable ||= here.nullable === true || here.kind === "null";
    if (here.kind !== "reference") return { type: here, nullable };
    const structure = seen.has(here.name) ? undefined : resolve(here.name);
    if (structure === undefined) return { type: { kind: "any" }, nullable };
    seen.add(here.name);
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

/** The values by which a variant is told from the others; none where it has no such member. */
export function tags(variant: TypeNode, member: string, resolve: Resolve): readonly Scalar[] {
  const { type } = settle(variant, resolve);
  if (type.kind !== "object") return [];
  const field = fieldNamed(type, member);
  return field !== undefined && isListed(field.type) ? valuesOf(field.type) : [];
}

export function fieldNamed(type: ObjectType, name: string): ObjectType["fields"][number] | undefined {
  return type.fields.find((field) => field.name === name);
}
