// Pairs the variants of two types, one of them a union: by discriminator, by name, by shape, then by likeness.
import { tags } from "../../model/types/discriminator.ts";
import type { TypeNode } from "../../model/model.ts";
import { shapeKey } from "../../model/describe-type.ts";
import { type PathStep, variantStep } from "../paths.ts";
import type { Comparison } from "./facts.ts";
import { flatten, type Flattened } from "./types.ts";
import { isListed, type Resolve, resolveType, valuesOf } from "../../model/types/resolve.ts";

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

const families: Readonly<Record<string, string>> = {
  literal: "scalar",
  enum: "scalar",
  integer: "number",
};

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

function familyOf(type: TypeNode): string {
  if (isListed(type)) return typeof valuesOf(type)[0];
  return families[type.kind] ?? type.kind;
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
