// JSON values as the emitters build them, and their one way to text.

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/** Two spaces, a newline at the end, members in the order they were built. */
export function printJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An empty object where there is none. */
export function member(object: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return isObject(value) ? value : {};
}

/** Schemas of named members, those of names that stand as a pattern among them. */
export function membersOf(schema: JsonObject): JsonObject {
  const patterns = Object.entries(member(schema, "patternProperties"));
  return {
    ...member(schema, "properties"),
    ...Object.fromEntries(patterns.map(([pattern, value]) => [JSON.parse(`"${pattern.slice(1, -1)}"`), value])),
  };
}

/** An empty list where there is none. */
export function list(value: Json | undefined): readonly Json[] {
  return Array.isArray(value) ? value : [];
}
