// Pairs the variants of two unions: by discriminator, by name, by shape, then by likeness.
import type { TypeNode, UnionType } from "../model/model.ts";
import { shapeKey } from "../model/same-shape.ts";
import type { Step } from "./observation.ts";
import { isListed, type Resolve, settle, tags, valuesOf } from "./settle-type.ts";

export interface VariantPairs {
  readonly pairs: readonly { readonly old: TypeNode; readonly new: TypeNode; readonly step: Step }[];
  readonly removed: readonly TypeNode[];
  readonly added: readonly TypeNode[];
}

interface Half {
  readonly variants: readonly TypeNode[];
  readonly resolve: Resolve;
}

export function pairVariants(one: TypeNode, other: TypeNode, oldResolve: Resolve, newResolve: Resolve): VariantPairs {
  const before: Half = { variants: variantsOf(one), resolve: oldResolve };
  const after: Half = { variants: variantsOf(other), resolve: newResolve };
  const member = discriminatorOf(one) ?? discriminatorOf(other);
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
        pairs.push({ old, new: found, step: stepTo(old, member, before.resolve) });
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
  const byShape: Likeness = (old, _, other) => (shapeKey(old) === shapeKey(other) ? 1 : 0);
  return [byTag, byName, byShape, byMembers];
}

const families: Readonly<Record<string, string>> = {
  literal: "scalar",
  enum: "scalar",
  integer: "number",
};

const byMembers: Likeness = (old, oldResolve, other, newResolve) => {
  const one = settle(old, oldResolve).type;
  const two = settle(other, newResolve).type;
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

function stepTo(variant: TypeNode, member: string | undefined, resolve: Resolve): Step {
  const [value] = member === undefined ? [] : tags(variant, member, resolve);
  return member === undefined || value === undefined
    ? { is: "variant" }
    : { is: "variant", member, value: JSON.stringify(value) };
}

export function variantsOf(type: TypeNode): readonly TypeNode[] {
  return type.kind === "union" ? type.variants : [type];
}

function discriminatorOf(type: TypeNode): UnionType["discriminator"] {
  return type.kind === "union" ? type.discriminator : undefined;
}
