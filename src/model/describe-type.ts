// A type in a few words, for a person: `array of User`, `"open" | "closed"`, `map of string by user id`.
import type { TypeNode, Field } from "./model.ts";

const MOST_MEMBERS = 12;

export function describeType(type: TypeNode): string {
  const words = plain(type);
  return type.nullable === true ? `${words} | null` : words;
}

function plain(type: TypeNode): string {
  switch (type.kind) {
    case "string":
      return type.format === undefined ? "string" : `string (${type.format})`;
    case "literal":
      return JSON.stringify(type.value);
    case "enum":
      return [...type.values.map(({ value }) => JSON.stringify(value)), ...(type.open === true ? ["…"] : [])].join(
        " | ",
      );
    case "object":
      return object(type);
    case "map":
      return `map of ${describeType(type.values)} by ${type.keys}`;
    case "array":
      return `array of ${type.items.kind === "union" || type.items.kind === "enum" ? `(${describeType(type.items)})` : describeType(type.items)}`;
    case "union":
      return type.variants.map(describeType).join(" | ");
    case "reference":
      return type.name;
    case "integer":
    case "number":
    case "boolean":
    case "null":
    case "any":
      return type.kind;
  }
}

function object({ fields, empty, open }: Extract<TypeNode, { kind: "object" }>): string {
  if (empty === true) return "empty object";
  const names = fields
    .slice(0, MOST_MEMBERS)
    .map(({ name, presence }) => (presence === "optional" ? `${name}?` : name));
  if (fields.length > MOST_MEMBERS || open === true) names.push("…");
  return names.length === 0 ? "object" : `{ ${names.join(", ")} }`;
}

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
