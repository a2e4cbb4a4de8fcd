// A type in a few words, for a person: `array of User`, `"open" | "closed"`, `map of string by user id`.
import type { TypeNode } from "./model.ts";

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
