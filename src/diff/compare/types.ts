// Types as lists of variants: unions within unions flattened, null kept apart.
import { tags } from "../../model/types/discriminator.ts";
import type { TypeNode, UnionType } from "../../model/model.ts";
import { fieldNamed, isListed, type Resolve, resolveType, valuesOf } from "../../model/types/resolve.ts";

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
