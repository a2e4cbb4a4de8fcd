// Pairs the variants of two types, one of them a union: by discriminator, by name, by shape, then by likeness.
import { tags } from "../../model/types/discriminator.ts";
import type { TypeNode, UnionType } from "../../model/model.ts";
import { shapeKey } from "../../model/describe-type.ts";
import { groupBy } from "../../source/group-by.ts";
import { type PathStep, variantStep } from "../../model/types/path.ts";
import type { Comparison } from "./facts.ts";
import { isListed, type Resolve, resolveType, valuesOf, fieldNamed } from "../../model/types/resolve.ts";

export interface VariantPairs {
  readonly pairs: readonly { readonly old: TypeNode; readonly new: TypeNode; readonly step: PathStep }[];
  /** Unions that both sides name, and so compared where they are described. */
  readonly shared: readonly TypeNode[];
  readonly removed: readonly TypeNode[];
  readonly added: readonly TypeNode[];
  /** What each side comes to, shared unions left out. */
  readonly before: Flattened;
  readonly after: Flattened;
}

export function pairVariants(one: TypeNode, other: TypeNode, resolves: Resolves): VariantPairs {
  const { oldResolve, newResolve } = resolves;
  const tops = { old: variantsOf(one), new: variantsOf(other) };
  const shared = sharedUnions(tops.old, tops.new, resolves);
  const before = flattenRest(one, tops.old, shared, oldResolve);
  const after = flattenRest(other, tops.new, shared, newResolve);
  const [member] = [...before.unions, ...after.unions].flatMap(({ discriminator }) => discriminator ?? []);
  const open = new Set(after.variants);
  const pairs: VariantPairs["pairs"][number][] = [];
  let left = before.variants;
  for (const likeness of likenesses(member, resolves)) {
    left = left.filter((old) => {
      const found = best([...open], (candidate) => likeness(old, candidate));
      if (found === undefined) return true;
      open.delete(found);
      pairs.push({ old, new: found, step: variantStep(old, member, oldResolve) });
      return false;
    });
  }
  return { pairs, shared, removed: left, added: [...open], before, after };
}

type Resolves = Pick<Comparison, "oldResolve" | "newResolve">;

function variantsOf(type: TypeNode): readonly TypeNode[] {
  return type.kind === "union" ? type.variants : [type];
}

function sharedUnions(
  old: readonly TypeNode[],
  now: readonly TypeNode[],
  { oldResolve, newResolve }: Resolves,
): readonly TypeNode[] {
  const names = new Set(old.map(nameOf));
  return now.filter((type) => {
    const name = nameOf(type);
    if (name === undefined || !names.has(name)) return false;
    return [oldResolve, newResolve].some((resolve) => resolveType(type, resolve).type.kind === "union");
  });
}

function nameOf(type: TypeNode): string | undefined {
  return type.kind === "reference" ? type.name : undefined;
}

/** Without the shared unions, and without what is in one of them too. */
function flattenRest(
  type: TypeNode,
  variants: readonly TypeNode[],
  shared: readonly TypeNode[],
  resolve: Resolve,
): Flattened {
  if (shared.length === 0) return flatten([type], resolve);
  const names = new Set(shared.map(nameOf));
  const within = new Set(flatten(shared, resolve).variants.map(nameOf));
  const rest = flatten(
    variants.filter((variant) => !names.has(nameOf(variant))),
    resolve,
  );
  const own = type.kind === "union" ? [type] : [];
  return {
    variants: rest.variants.filter((variant) => nameOf(variant) === undefined || !within.has(nameOf(variant))),
    unions: [...own, ...rest.unions],
    nullable: rest.nullable || variants.some(({ nullable }) => nullable === true) || type.nullable === true,
  };
}

/** From the surest to the weakest; 0 is no pair. */
function likenesses(
  member: string | undefined,
  { oldResolve, newResolve }: Resolves,
): readonly ((old: TypeNode, now: TypeNode) => number)[] {
  const key = (type: TypeNode): string => shapeKey({ ...type, nullable: false });
  return [
    (old, now) => {
      const known = new Set(member === undefined ? [] : tags(old, member, oldResolve));
      return member !== undefined && tags(now, member, newResolve).some((value) => known.has(value)) ? 1 : 0;
    },
    (old, now) => (nameOf(old) !== undefined && nameOf(old) === nameOf(now) ? 1 : 0),
    (old, now) => (key(old) === key(now) ? 1 : 0),
    (old, now) => sharedMembers(resolveType(old, oldResolve).type, resolveType(now, newResolve).type),
  ];
}

/** Of two objects the share of members that both have, unless a literal differs; of other types whether they are of one kind. */
function sharedMembers(one: TypeNode, other: TypeNode): number {
  if (one.kind !== "object" || other.kind !== "object") return familyOf(one) === familyOf(other) ? 1 : 0;
  const names = new Map(one.fields.map((field) => [field.name, field.type]));
  const shared = other.fields.filter(({ name }) => names.has(name));
  const differs = shared.some(({ name, type }) => {
    const same = names.get(name);
    return same?.kind === "literal" && type.kind === "literal" && same.value !== type.value;
  });
  const all = names.size + other.fields.length - shared.length;
  if (differs) return 0;
  return all === 0 ? 1 : shared.length / all;
}

/** The kind of the values as JavaScript has it, or of the type where it is no scalar. */
export function familyOf(type: TypeNode): string {
  if (isListed(type)) return typeof valuesOf(type)[0];
  return type.kind === "integer" ? "number" : type.kind;
}

/** The first of those with the highest score above 0. */
function best(candidates: readonly TypeNode[], score: (candidate: TypeNode) => number): TypeNode | undefined {
  const scores = candidates.map(score);
  const highest = Math.max(0, ...scores);
  return highest === 0 ? undefined : candidates[scores.indexOf(highest)];
}

export interface Flattened {
  /** None of them a union or null; a structure is kept as its name. A type that is no union is its only variant. */
  readonly variants: readonly TypeNode[];
  readonly nullable: boolean;
  /** Every union that was flattened. */
  readonly unions: readonly UnionType[];
}

export function flatten(types: readonly TypeNode[], resolve: Resolve): Flattened {
  const variants: TypeNode[] = [];
  const unions = new Set<UnionType>();
  let isNullable = false;
  const open = [...types].reverse();
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    const { type, nullable } = resolveType(here, resolve);
    isNullable ||= nullable;
    if (type.kind === "union") {
      if (unions.has(type)) continue;
      unions.add(type);
      open.push(...type.variants.toReversed());
    } else if (type.kind !== "null") variants.push(...byKind(type, here));
  }
  return { variants, unions: [...unions], nullable: isNullable };
}

/** Listed values of several kinds are as many variants. */
function byKind(type: TypeNode, named: TypeNode): readonly TypeNode[] {
  if (type.kind !== "enum") return [named];
  const kinds = groupBy(type.values, ({ value }) => typeof value);
  return kinds.size < 2 ? [named] : [...kinds.values()].map((values) => ({ ...type, values }));
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
