// Tells whether two types allow the same values, whatever the evidence and the words.
import type { Field, TypeNode } from "./model.ts";

export function sameShape(one: TypeNode, other: TypeNode): boolean {
  return shapeKey(one) === shapeKey(other);
}

/** A text that is equal for types of equal shape; the order of members, values and variants does not count. */
export function shapeKey(type: TypeNode): string {
  const mark = type.nullable === true ? "?" : "";
  switch (type.kind) {
    case "literal":
      return `${mark}=${JSON.stringify(type.value)}`;
    case "enum":
      return `${mark}enum${type.open === true ? "+" : ""}(${sorted(type.values.map(({ value }) => JSON.stringify(value)))})`;
    case "string":
      return `${mark}string${type.format === undefined ? "" : `:${type.format}`}`;
    case "object":
      return `${mark}{${sorted(type.fields.map(fieldKey))}${type.empty === true ? "!" : ""}${type.open === true ? "…" : ""}}`;
    case "map":
      return `${mark}map(${shapeKey(type.values)})`;
    case "array":
      return `${mark}[${shapeKey(type.items)}]`;
    case "union":
      return `${mark}union${type.open === true ? "+" : ""}(${sorted(type.variants.map(shapeKey))})`;
    case "reference":
      return `${mark}&${type.name}`;
    default:
      return `${mark}${type.kind}`;
  }
}

function fieldKey({ name, type, presence }: Field): string {
  return `${JSON.stringify(name)}${presence === "optional" ? "?" : ""}:${shapeKey(type)}`;
}

function sorted(parts: readonly string[]): string {
  return [...parts].sort().join(",");
}
