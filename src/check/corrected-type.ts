// The type that allows both what the docs say and what arrived, in the notation of a correction.
import {
  enumMember,
  specFromType,
  type EnumMember,
  type FieldSpec,
  type TypeShape,
  type TypeSpec,
} from "../model/corrections/correct-field.ts";
import { shapeKey } from "../model/describe-type.ts";
import type { Scalar, TypeNode } from "../model/model.ts";
import type { BodyMismatch } from "./compare-body.ts";
import { groupBy } from "../source/group-by.ts";
import { isDateTime, isRecord, memberOf, kindOf } from "../model/types/value.ts";
import { isPlainWord, redactionOf, isMemberName } from "./redact.ts";

/** Members of objects at this depth are not listed: the object is open there. */
export const DEEPEST = 4;

/** Undefined where the docs' own type stays as it is. */
export function correctedType(type: TypeNode, mismatches: readonly BodyMismatch[]): TypeSpec | undefined {
  const of = (kind: BodyMismatch["kind"]) => mismatches.filter((mismatch) => mismatch.kind === kind);
  const strange = of("other-type").map(({ value }) => value);
  const secret = mismatches.some(({ redaction }) => redaction === "secret");
  const unlisted = of("value-not-listed");
  const variants = of("unknown-variant").map(({ value }) => value);
  const keys = [...new Set(of("map-key").map(({ value }) => String(value)))].sort();
  if (strange.length + unlisted.length + variants.length + keys.length === 0) return undefined;
  const documented = (): TypeSpec | undefined => {
    if (unlisted.length > 0) return withValues(type, unlisted);
    if (variants.length > 0) return withVariants(type, variants);
    return keys.length > 0 ? withKeys(type, keys) : specFromType(type);
  };
  const base = documented();
  return strange.length === 0 ? base : besides(base, type, specFromValues(strange, secret ? DEEPEST : 0));
}

/** Values that a program may have chosen are listed; any other makes the list one of examples. */
function withValues(type: TypeNode, mismatches: readonly BodyMismatch[]): TypeSpec {
  const values = [...new Set(mismatches.map(({ value }) => value))].filter(isScalar).sort();
  const listed: readonly EnumMember[] =
    type.kind === "enum" ? type.values.map(enumMember) : type.kind === "literal" ? [type.value] : [];
  const tellable = mismatches.every(({ redaction }) => redaction === "none") && values.every(isTellable);
  return tellable ? { kind: "enum", values: [...listed, ...values] } : { kind: "enum", values: listed, open: true };
}

function isScalar(value: unknown): value is Scalar {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function isTellable(value: Scalar): boolean {
  return typeof value === "string" ? isPlainWord(value) : typeof value === "boolean" || Math.abs(value) < 10_000;
}

/** A variant for every value of the discriminator that a program may have chosen. */
function withVariants(type: TypeNode, values: readonly unknown[]): TypeSpec | undefined {
  if (type.kind !== "union" || type.discriminator === undefined) return undefined;
  const { discriminator } = type;
  const spec = specFromType(type);
  const byName = groupBy(values, (value) => (isRecord(value) ? memberOf(value, discriminator) : undefined));
  const names = [...byName.keys()]
    .filter((name) => typeof name === "string")
    .filter(isPlainWord)
    .sort();
  if (names.length < byName.size || typeof spec !== "object" || spec.kind !== "union") return undefined;
  const added = names.map((name) => variantSpec(discriminator, name, byName.get(name) ?? []));
  return { ...spec, variants: [...spec.variants, ...added] };
}

function variantSpec(discriminator: string, name: string, values: readonly unknown[]): TypeShape {
  const shape = specFromValues(values);
  const fields = typeof shape === "object" && shape.kind === "object" ? (shape.fields ?? []) : [];
  const literal: FieldSpec = { name: discriminator, type: { kind: "literal", value: name } };
  return { kind: "object", fields: [literal, ...fields.filter((field) => field.name !== discriminator)] };
}

function withKeys(type: TypeNode, kinds: readonly string[]): TypeSpec {
  if (type.kind !== "map") return specFromType(type);
  const { keys } = type;
  return { kind: "map", keys: [keys, ...kinds].join(" or "), values: specFromType(type.values) };
}

/** A wider kind where there is one, otherwise a union. */
function besides(base: TypeSpec | undefined, type: TypeNode, arrived: TypeSpec): TypeSpec | undefined {
  if (base === undefined) return undefined;
  const kinds = [kindOfSpec(base), kindOfSpec(arrived)];
  if (kinds.every((kind) => kind === "integer" || kind === "number")) return "number";
  if (kinds.every((kind) => kind === "string")) return "string";
  if (kinds[0] === "null") return arrived;
  const rest = typeof base === "object" && base.kind === "union" ? base : { kind: "union" as const };
  const isWider = type.kind === "union" && kindOfSpec(arrived) === "number";
  const known = variantsOf(base).filter((one) => !(isWider && one === "integer"));
  return { ...rest, variants: [...known, ...variantsOf(arrived)] };
}

function kindOfSpec(spec: TypeSpec): string {
  return typeof spec === "string" ? spec : spec.kind;
}

function variantsOf(spec: TypeSpec): readonly TypeSpec[] {
  return typeof spec === "object" && spec.kind === "union" ? spec.variants : [spec];
}

/** What the docs say now, as a correction expects it; undefined where only its presence can be expected. */
export function expectedType(type: TypeNode): { readonly type: TypeSpec } | { readonly values: readonly Scalar[] } {
  switch (type.kind) {
    case "enum":
      return { values: type.values.map(({ value }) => value) };
    case "literal":
    case "reference":
    case "union":
      return { type: specFromType(type) };
    default:
      return { type: type.kind };
  }
}

/** Whether all types are of one shape. */
export function agree(types: readonly TypeNode[]): boolean {
  return new Set(types.map(shapeKey)).size <= 1;
}

/** Values of several kinds give a union; no value of them gets into the type. */
export function specFromValues(values: readonly unknown[], depth = 0): TypeSpec {
  const filled = values.filter((value) => value !== null);
  const specs = specsByKind(filled, depth);
  const [only = "null", ...others] = specs;
  const spec: TypeSpec = others.length === 0 ? only : { kind: "union", variants: specs };
  if (filled.length === values.length || spec === "null") return spec;
  return typeof spec === "string" ? { kind: spec, nullable: true } : { ...spec, nullable: true };
}

function specsByKind(values: readonly unknown[], depth: number): readonly TypeSpec[] {
  const kinds = new Set(values.map(kindOf));
  if (kinds.has("number")) kinds.delete("integer");
  return [...kinds].sort().map((kind): TypeSpec => {
    switch (kind) {
      case "string":
        return values.every((value) => typeof value !== "string" || isDateTime(value))
          ? { kind: "string", format: "date-time" }
          : "string";
      case "array": {
        const items: readonly unknown[] = values.filter(Array.isArray).flat();
        const isOpen = items.length === 0 || depth >= DEEPEST;
        return isOpen ? "array" : { kind: "array", items: specFromValues(items, depth + 1) };
      }
      case "object":
        return objectSpec(values.filter(isRecord), depth);
      default:
        return kind;
    }
  });
}

function objectSpec(objects: readonly Readonly<Record<string, unknown>>[], depth: number): TypeSpec {
  const names = [...new Set(objects.flatMap((object) => Object.keys(object)))];
  if (names.length === 0 || depth >= DEEPEST) return "object";
  if (!names.every(isMemberName)) {
    return { kind: "map", keys: "name", values: specFromValues(objects.flatMap(Object.values), depth + 1) };
  }
  return { kind: "object", fields: names.map((name) => fieldSpec(name, objects, depth)) };
}

function fieldSpec(name: string, objects: readonly object[], depth: number): FieldSpec {
  const holders = objects.filter((object) => Object.hasOwn(object, name));
  const secret = redactionOf(name, "none") === "secret";
  const type = specFromValues(
    holders.map((object) => memberOf(object, name)),
    secret ? DEEPEST : depth + 1,
  );
  return { name, type, ...(holders.length === objects.length ? {} : { presence: "optional" }) };
}
