// Pairs the variants of two types, one of them a union: by discriminator, by name, by shape, then by likeness.
import { tags } from "../../model/types/discriminator.ts";
import type { TypeNode, UnionType } from "../../model/model.ts";
import { shapeKey } from "../../model/describe-type.ts";
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

interface Half {
  readonly variants: readonly TypeNode[];
  readonly resolve: Resolve;
}

export function pairVariants(
  one: TypeNode,
  other: TypeNode,
  { oldResolve, newResolve }: Pick<Comparison, "oldResolve" | "newResolve">,
): VariantPairs {
  const tops = { old: variantsOf(one), new: variantsOf(other) };
  const shared = sharedUnions(tops.old, tops.new, oldResolve, newResolve);
  const before = flattenRest(one, tops.old, shared, oldResolve);
  const after = flattenRest(other, tops.new, shared, newResolve);
  const [member] = [...before.unions, ...after.unions].flatMap(({ discriminator }) => discriminator ?? []);
  const { pairs, removed, added } = pair(
    { variants: before.variants, resolve: oldResolve },
    { variants: after.variants, resolve: newResolve },
    member,
  );
  return { pairs, shared, removed, added, before, after };
}

function variantsOf(type: TypeNode): readonly TypeNode[] {
  return type.kind === "union" ? type.variants : [type];
}

function sharedUnions(
  old: readonly TypeNode[],
  now: readonly TypeNode[],
  oldResolve: Resolve,
  newResolve: Resolve,
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

function pair(
  before: Half,
  after: Half,
  member: string | undefined,
): Pick<VariantPairs, "pairs" | "removed" | "added"> {
  const open = new Set(after.variants);
  const pairs: VariantPairs["pairs"][number][] = [];
  let left = before.variants;
  for (const likeness of likenesses(member)) {
    const rest: TypeNode[] = [];
    for (const old of left) {
      const found = best([...open], (candidate) => likeness(old, before.resolve, candidate, after.resolve));
      if (found === undefined) rest.push(old);
      else {
        open.delete(found);
        pairs.push({ old, new: found, step: variantStep(old, member, before.resolve) });
      }
    }
    left = rest;
  }
  return { pairs, removed: left, added: [...open] };
}

type Likeness = (old: TypeNode, oldResolve: Resolve, other: TypeNode, newResolve: Resolve) => number;

/** From the surest to the weakest; 0 is no pair. */
function likenesses(member: string | undefined): readonly Likeness[] {
  const byTag: Likeness = (old, oldResolve, other, newResolve) => {
    if (member === undefined) return 0;
    const known = new Set(tags(old, member, oldResolve));
    return tags(other, member, newResolve).some((value) => known.has(value)) ? 1 : 0;
  };
  const byName: Likeness = (old, _, other) =>
    old.kind === "reference" && other.kind === "reference" && old.name === other.name ? 1 : 0;
  const byShape: Likeness = (old, _, other) =>
    shapeKey({ ...old, nullable: false }) === shapeKey({ ...other, nullable: false }) ? 1 : 0;
  return [byTag, byName, byShape, byMembers];
}

const byMembers: Likeness = (old, oldResolve, other, newResolve) => {
  const one = resolveType(old, oldResolve).type;
  const two = resolveType(other, newResolve).type;
  if (one.kind !== "object" || two.kind !== "object") return familyOf(one) === familyOf(two) ? 1 : 0;
  const names = new Map(one.fields.map((field) => [field.name, field.type]));
  let shared = 0;
  for (const { name, type } of two.fields) {
    const same = names.get(name);
    if (same === undefined) continue;
    if (same.kind === "literal" && type.kind === "literal" && same.value !== type.value) return 0;
    shared += 1;
  }
  const all = names.size + two.fields.length - shared;
  return all === 0 ? 1 : shared / all;
};

/** The kind of the values as JavaScript has it, or of the type where it is no scalar. */
export function familyOf(type: TypeNode): string {
  if (isListed(type)) return typeof valuesOf(type)[0];
  return type.kind === "integer" ? "number" : type.kind;
}

function best(candidates: readonly TypeNode[], score: (candidate: TypeNode) => number): TypeNode | undefined {
  let found: TypeNode | undefined;
  let highest = 0;
  for (const candidate of candidates) {
    const here = score(candidate);
    if (here > highest) {
      highest = here;
      found = candidate;
    }
  }
  return found;
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
