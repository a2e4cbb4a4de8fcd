// A type as the list of its variants: unions within unions laid flat, null told apart from them.
import type { TypeNode, UnionType } from "../model/model.ts";
import { tags } from "../model/types/discriminator.ts";
import { fieldNamed, isListed, type Resolve, settle, valuesOf } from "../model/types/resolve.ts";

export interface Unfolded {
  /** None of them a union or null; a structure stands by its name. A type that is no union is its only variant. */
  readonly variants: readonly TypeNode[];
  readonly nullable: boolean;
  /** Every union that was laid flat. */
  readonly unions: readonly UnionType[];
}

export function unfold(types: readonly TypeNode[], resolve: Resolve): Unfolded {
  const found: { variants: TypeNode[]; unions: UnionType[]; nullable: boolean } = {
    ...{ variants: [], unions: [], nullable: false },
  };
  const seen = new Set<TypeNode>();
  const open = [...types].reverse();
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const { type, nullable } = settle(here, resolve);
    found.nullable ||= nullable;
    if (type.kind === "union") {
      if (seen.has(type)) continue;
      seen.add(type);
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
  const { variants, unions, nullable } = unfold([type], resolve);
  return (
    unions.some((union) => union.variants.length === 0) ||
    variants.some((variant) => {
      const { type: here } = settle(variant, resolve);
      return here.kind === "any" || (isListed(here) && valuesOf(here).length === 0);
    }) ||
    (variants.length === 0 && !nullable)
  );
}

/** The one member that tells all variants apart, where there is one. */
export function discriminatorOf({ unions }: Unfolded): string | undefined {
  const members = new Set(unions.map(({ discriminator }) => discriminator));
  const [only] = members;
  return members.size === 1 ? only : undefined;
}

export function isOpen({ unions }: Unfolded): boolean {
  return unions.some(({ open }) => open === true);
}

/** Whether `member` tells the variant from all of `others`, as it tells those from each other. */
export function isToldApart(
  variant: TypeNode,
  resolve: Resolve,
  member: string,
  others: ReadonlySet<unknown>,
): boolean {
  const { type } = settle(variant, resolve);
  if (type.kind !== "object" || fieldNamed(type, member)?.presence !== "required") return false;
  const own = tags(variant, member, resolve);
  return own.length > 0 && own.every((tag) => !others.has(tag));
}

/** Whether an open union allows the variant without describing it. */
export function isLeftOpen(variant: TypeNode, resolve: Resolve, union: Unfolded, unionResolve: Resolve): boolean {
  return union.unions.some(({ open, discriminator: member }) => {
    if (open !== true || member === undefined) return false;
    const isText = tags(variant, member, resolve).every((tag) => typeof tag === "string");
    return isText && isToldApart(variant, resolve, member, tagsOf(union, member, unionResolve));
  });
}

export function tagsOf({ variants }: Unfolded, member: string, resolve: Resolve): ReadonlySet<unknown> {
  return new Set(variants.flatMap((variant) => tags(variant, member, resolve)));
}
