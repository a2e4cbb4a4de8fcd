// Writes the type that captured values show, in the notation of a correction.
import type { FieldSpec, TypeSpec } from "../model/corrections/type-from-spec.ts";
import { isRecord, kindOf, memberOf, isDateTime } from "../model/types/value.ts";
import { redactionOf, isMemberName } from "./redact.ts";

/** Members of objects at this depth are not told: the object is open there. */
export const DEEPEST = 4;

/** Values of several kinds give a union; no value of them gets into the type. */
export function specFromValues(values: readonly unknown[], depth = 0): TypeSpec {
  const filled = values.filter((value) => value !== null);
  const specs = specsByKind(filled, depth);
  const [only = "null", ...others] = specs;
  const spec: TypeSpec = others.length === 0 ? only : { kind: "union", variants: specs };
  return filled.length === values.length || spec === "null" ? spec : withNull(spec);
}

export function withNull(spec: TypeSpec): TypeSpec {
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
      case "array":
        return arraySpec(values.filter(Array.isArray), depth);
      case "object":
        return objectSpec(values.filter(isRecord), depth);
      default:
        return kind;
    }
  });
}

function arraySpec(arrays: readonly (readonly unknown[])[], depth: number): TypeSpec {
  const items = arrays.flat();
  return items.length === 0 || depth >= DEEPEST ? "array" : { kind: "array", items: specFromValues(items, depth + 1) };
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
