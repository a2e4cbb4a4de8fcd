// Types with their references looked through, and as lists of variants: unions within unions flattened, null kept apart.
import type {
  EnumType,
  LiteralType,
  Model,
  ObjectType,
  Scalar,
  Structure,
  TypeNode,
  UnionType,
} from "../../model/model.ts";

export type Resolve = (name: string) => Structure | undefined;

export function resolver({ structures }: Model): Resolve {
  const named = new Map(structures.map((structure) => [structure.name, structure]));
  return (name) => named.get(name);
}

export interface ResolvedType {
  readonly type: TypeNode;
  readonly nullable: boolean;
}

/** Follows references to references; a circle of them is `any`. */
export function resolveType(type: TypeNode, resolve: Resolve): ResolvedType {
  const visited = new Set<string>();
  let here = type;
  let nullable = false;
  for (;;) {
    nullable ||= here.nullable === true || here.kind === "null";
    if (here.kind !== "reference") return { type: here, nullable };
    const structure = visited.has(here.name) ? undefined : resolve(here.name);
    if (structure === undefined) return { type: { kind: "any" }, nullable };
    visited.add(here.name);
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

/** The values of a variant's discriminator; none where it has no such member. */
export function tags(variant: TypeNode, member: string, resolve: Resolve): readonly Scalar[] {
  const { type } = resolveType(variant, resolve);
  if (type.kind !== "object") return [];
  const field = fieldNamed(type, member);
  return field !== undefined && isListed(field.type) ? valuesOf(field.type) : [];
}

export interface Flattened {
  /** None of them a union or null; a structure is kept as its name. A type that is no union is its only variant. */
  readonly variants: readonly TypeNode[];
  readonly nullable: boolean;
  /** Every union that was flattened. */
  readonly unions: readonly UnionType[];
}

export function flatten(types: readonly TypeNode[], resolve: Resolve): Flattened {
  const found: { variants: TypeNode[]; unions: UnionType[]; nullable: boolean } = {
    ...{ variants: [], unions: [], nullable: false },
  };
  const visited = new Set<TypeNode>();
  const open = [...types].reverse();
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const { type, nullable } = resolveType(here, resolve);
    found.nullable ||= nullable;
    if (type.kind === "union") {
      if (visited.has(type)) continue;
      visited.add(type);
      found.unions.push(type);
      open.push(...type.variants.toReversed());
    } else if (type.kind !== "null") found.variants.push(...byKind(type, here));
  }
  return found;
}

/** Listed values of several kinds are as many variants. */
function byKind(type: TypeNode, named: TypeNode): readonly TypeNode[] {
  if (type.kind !== "enum") return [named];
  const kinds = new Set(type.values.map(({ value }) => typeof value));
  if (kinds.size < 2) return [named];
  return [...kinds].map((kind) => ({ ...type, values: type.values.filter(({ value }) => typeof value === kind) }));
}

/** Nothing is known of the values: any, a list or a union of nothing, or a union with such a variant. */
export function isAnything(type: TypeNode, resolve: Resolve): boolean {
  const { variants, unions, nullable } = flatten([type], resolve);
  return (
    unions.some((union) => union.variants.length === 0) ||
    variants.some((variant) => {
      const { type: here } = resolveType(variant, resolve);
      return here.kind === "any" || (isListed(here) && valuesOf(here).length === 0);
    }) ||
    (variants.length === 0 && !nullable)
  );
}

/** The one member that discriminates all variants, where there is one. */
export function discriminatorOf({ unions }: Flattened): string | undefined {
  const members = new Set(unions.map(({ discriminator }) => discriminator));
  const [only] = members;
  return members.size === 1 ? only : undefined;
}

export function isOpen({ unions }: Flattened): boolean {
  return unions.some(({ open }) => open === true);
}

/** Whether `member` discriminates the variant from all of `others`, as it does those from each other. */
export function isDiscriminated(
  variant: TypeNode,
  resolve: Resolve,
  member: string,
  others: ReadonlySet<unknown>,
): boolean {
  const { type } = resolveType(variant, resolve);
  if (type.kind !== "object" || fieldNamed(type, member)?.presence !== "required") return false;
  const own = tags(variant, member, resolve);
  return own.length > 0 && own.every((tag) => !others.has(tag));
}

/** Whether an open union allows the variant without describing it. */
export function isLeftOpen(variant: TypeNode, resolve: Resolve, union: Flattened, unionResolve: Resolve): boolean {
  return union.unions.some(({ open, discriminator: member }) => {
    if (open !== true || member === undefined) return false;
    const isText = tags(variant, member, resolve).every((tag) => typeof tag === "string");
    return isText && isDiscriminated(variant, resolve, member, tagsOf(union, member, unionResolve));
  });
}

export function tagsOf({ variants }: Flattened, member: string, resolve: Resolve): ReadonlySet<unknown> {
  return new Set(variants.flatMap((variant) => tags(variant, member, resolve)));
}
