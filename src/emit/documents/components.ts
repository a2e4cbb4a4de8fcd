// The schemas of a version as components of a larger document.
import type { Json, JsonObject } from "../json.ts";
import { isObject } from "../validators/read-schema.ts";

const FROM = "#/$defs/";
const TO = "#/components/schemas/";

/** The `$defs` of a version's schema, their references led to `#/components/schemas`. */
export function componentSchemas(schema: JsonObject): JsonObject {
  const moved = move(schema["$defs"] ?? {});
  return isObject(moved) ? moved : {};
}

function move(value: Json): Json {
  if (Array.isArray(value)) return value.map(move);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, moveMember(name, inner)]));
}

function moveMember(name: string, value: Json): Json {
  if (name === "$ref" && typeof value === "string" && value.startsWith(FROM)) return TO + value.slice(FROM.length);
  return move(value);
}

/** A reference to the schema of that name. */
export function toComponent(name: string): JsonObject {
  return { $ref: `${TO}${name}` };
}
