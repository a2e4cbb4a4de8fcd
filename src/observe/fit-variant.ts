// Finds the variant of a union that a value is meant to be.
import type { ObjectType, TypeNode, UnionType } from "../model/model.ts";
import { isRecord, kindOf, memberOf } from "./json-kind.ts";

export type Resolve = (type: TypeNode) => TypeNode;

/** How far below the variant is looked: enough to tell variants apart, and never more work than the page's own depth. */
const DEEPEST = 3;
const WRONG_KIND = 1000;

/** The variant by its discriminator, or the one with the fewest contradictions; undefined where none is of the value's kind. */
export function fitVariant(value: unknown, union: UnionType, resolve: Resolve): TypeNode | undefined {
  const told = byDiscriminator(value, union, resolve);
  if (told !== undefined) return told === "none" ? undefined : told;
  let best: { readonly variant: TypeNode; readonly score: number } | undefined;
  for (const variant of union.variants) {
    const score = misfit(value, variant, resolve, DEEPEST);
    if (score < (best?.score ?? WRONG_KIND)) best = { variant, score };
  }
  return best?.variant;
}

/** "none" where the value names a variant that the docs do not; undefined where no discriminator decides. */
function byDiscriminator(value: unknown, union: UnionType, resolve: Resolve): TypeNode | "none" | undefined {
  const { discriminator, variants } = union;
  if (discriminator === undefined || !isRecord(value)) return undefined;
  const given = memberOf(value, discriminator);
  if (given === undefined) return undefined;
  let undecided = false;
  for (const variant of variants) {
    const shape = resolve(variant);
    const type = shape.kind === "object" ? shape.fields.find(({ name }) => name === discriminator)?.type : undefined;
    if (type?.kind === "literal") {
      if (type.value === given) return variant;
    } else if (type?.kind === "enum" && type.open !== true) {
      if (type.values.some((one) => one.value === given)) return variant;
    } else undecided = true;
  }
  return undecided ? undefined : "none";
}

/** 0 where nothing contradicts; WRONG_KIND and more where the value is of another kind altogether. */
export function misfit(value: unknown, type: TypeNode, resolve: Resolve, depth: number): number {
  const shape = resolve(type);
  if (value === null) return shape.nullable === true || shape.kind === "null" || shape.kind === "any" ? 0 : WRONG_KIND;
  switch (shape.kind) {
    case "any":
      return 0;
    case "literal":
      return shape.value === value ? 0 : sameKind(shape.value, value);
    case "enum":
      if (shape.values.some((one) => one.value === value)) return 0;
      return shape.open === true && typeof shape.values[0]?.value === typeof value
        ? 1
        : sameKind(shape.values[0]?.value, value);
    case "number":
      return Number.isFinite(value) ? 0 : WRONG_KIND;
    case "array": {
      if (!Array.isArray(value)) return WRONG_KIND;
      const [first]: readonly unknown[] = value;
      return first === undefined || depth === 0 ? 0 : soften(misfit(first, shape.items, resolve, depth - 1));
    }
    case "map":
      return isRecord(value) ? mapMisfit(value, shape.values, resolve, depth) : WRONG_KIND;
    case "object":
      return isRecord(value) ? objectMisfit(value, shape, resolve, depth) : WRONG_KIND;
    case "union":
      return depth === 0 ? 0 : Math.min(...shape.variants.map((one) => misfit(value, one, resolve, depth - 1)));
    default:
      return shape.kind === kindOf(value) ? 0 : WRONG_KIND;
  }
}

function sameKind(documented: unknown, value: unknown): number {
  return typeof documented === typeof value ? 10 : WRONG_KIND;
}

/** A contradiction deeper down says less than one of the value's own kind. */
function soften(score: number): number {
  return Math.min(score, 20);
}

const MOST_VALUES = 5;

function mapMisfit(value: Readonly<Record<string, unknown>>, type: TypeNode, resolve: Resolve, depth: number): number {
  if (depth === 0) return 1;
  const scores = Object.values(value)
    .slice(0, MOST_VALUES)
    .map((one) => soften(misfit(one, type, resolve, depth - 1)));
  return scores.reduce((sum, score) => sum + score, 1);
}

function objectMisfit(
  value: Readonly<Record<string, unknown>>,
  { fields, open }: ObjectType,
  resolve: Resolve,
  depth: number,
): number {
  const names = new Set(fields.map(({ name }) => name));
  let score = open === true ? 0 : Object.keys(value).filter((name) => !names.has(name)).length * 2;
  for (const { name, type, presence } of fields) {
    if (!Object.hasOwn(value, name)) score += presence === "required" ? 3 : 0;
    else if (depth > 0) score += soften(misfit(memberOf(value, name), type, resolve, depth - 1));
  }
  return Math.min(score, WRONG_KIND - 1);
}
