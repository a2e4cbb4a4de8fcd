// Whether a value fits a type, as the emitted schemas have it: members that the page does not name may be there too.
import { isDateTime } from "./value.ts";
import type { EnumType, LiteralType, ObjectType, TypeNode, UnionType } from "../model.ts";
import { tags, variantOf } from "./discriminator.ts";
import { isListed, type Resolve, resolveType, valuesOf } from "./resolve.ts";
import { isRecord, kindOf, memberOf } from "./value.ts";

/** For small values: recursion goes as deep as they nest. */
export function accepts(type: TypeNode, value: unknown, resolve: Resolve): boolean {
  const { type: here, nullable } = resolveType(type, resolve);
  if (value === null && nullable) return true;
  switch (here.kind) {
    case "array":
      return Array.isArray(value) && value.every((item) => accepts(here.items, item, resolve));
    case "map":
      return isRecord(value) && Object.values(value).every((item) => accepts(here.values, item, resolve));
    case "object":
      return (
        isRecord(value) &&
        here.fields.every(({ name, type: inner, presence }) =>
          Object.hasOwn(value, name) ? accepts(inner, value[name], resolve) : presence === "optional",
        )
      );
    case "union":
      return here.variants.some((variant) => accepts(variant, value, resolve)) || isOtherVariant(here, value, resolve);
    default:
      return isListed(here) ? acceptsListed(here, value) : acceptsScalar(here, value);
  }
}

function isOtherVariant({ variants, discriminator, open }: UnionType, value: unknown, resolve: Resolve): boolean {
  if (open !== true || discriminator === undefined || !isRecord(value)) return variants.length === 0;
  const tag = memberOf(value, discriminator);
  return typeof tag === "string" && !variants.some((variant) => tags(variant, discriminator, resolve).includes(tag));
}

/** Values that an open list does not name are of the type that all of its own share, if they share one. */
function acceptsListed(type: EnumType | LiteralType, value: unknown): boolean {
  const values = valuesOf(type);
  if (values.some((known) => known === value)) return true;
  if (values.length > 0 && (type.kind !== "enum" || type.open !== true)) return false;
  const isWhole = values.every((known) => Number.isInteger(known));
  const isShared = values.every((known) => typeof known === typeof values[0]);
  return (
    !isShared || values.length === 0 || (typeof value === typeof values[0] && (!isWhole || Number.isInteger(value)))
  );
}

function acceptsScalar(type: TypeNode, value: unknown): boolean {
  switch (type.kind) {
    case "any":
      return true;
    case "string":
      return typeof value === "string" && (type.format === undefined || isDateTime(value));
    case "number":
      return Number.isFinite(value);
    default:
      return value !== undefined && kindOf(value) === type.kind;
  }
}

/** How far below a variant is looked: enough to discriminate, and never more work than the page's own depth. */
const DEEPEST = 3;
const MOST_VALUES = 5;
const WRONG_KIND = 1000;

/**
 * The variant that a value is meant to be: the one that its discriminator names, or the one with the fewest contradictions.
 * Undefined where the discriminator names none, and where none is of the value's kind.
 */
export function closestVariant(value: unknown, union: UnionType, resolve: Resolve): TypeNode | undefined {
  const named = variantOf(value, union, resolve);
  if (named !== undefined) return named === "none" ? undefined : named;
  let best: { readonly variant: TypeNode; readonly score: number } | undefined;
  for (const variant of union.variants) {
    const score = misfit(value, variant, resolve, DEEPEST);
    if (score < (best?.score ?? WRONG_KIND)) best = { variant, score };
  }
  return best?.variant;
}

/** 0 where nothing contradicts; WRONG_KIND and more where the value is of another kind altogether. */
function misfit(value: unknown, type: TypeNode, resolve: Resolve, depth: number): number {
  const { type: here, nullable } = resolveType(type, resolve);
  if (value === null) return nullable || here.kind === "any" ? 0 : WRONG_KIND;
  if (isListed(here)) return misfitListed(here, value);
  switch (here.kind) {
    case "array": {
      if (!Array.isArray(value)) return WRONG_KIND;
      const [first]: readonly unknown[] = value;
      return first === undefined || depth === 0 ? 0 : soften(misfit(first, here.items, resolve, depth - 1));
    }
    case "map": {
      if (!isRecord(value)) return WRONG_KIND;
      const inner = depth === 0 ? [] : Object.values(value).slice(0, MOST_VALUES);
      return inner.reduce<number>((sum, one) => sum + soften(misfit(one, here.values, resolve, depth - 1)), 1);
    }
    case "object":
      return isRecord(value) ? misfitMembers(value, here, resolve, depth) : WRONG_KIND;
    case "union":
      return depth === 0 ? 0 : Math.min(...here.variants.map((one) => misfit(value, one, resolve, depth - 1)));
    case "string":
      return typeof value === "string" ? 0 : WRONG_KIND;
    default:
      return acceptsScalar(here, value) ? 0 : WRONG_KIND;
  }
}

function misfitListed(type: EnumType | LiteralType, value: unknown): number {
  const values = valuesOf(type);
  if (values.some((known) => known === value)) return 0;
  if (typeof values[0] !== typeof value) return WRONG_KIND;
  return type.kind === "enum" && type.open === true ? 1 : 10;
}

function misfitMembers(
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

/** A contradiction deeper down says less than one of the value's own kind. */
function soften(score: number): number {
  return Math.min(score, 20);
}
