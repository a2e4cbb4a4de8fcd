// JSON values as the emitters build them, and their one way to text.

import { pointerTo } from "../model/types/value.ts";

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [name: string]: Json;
}

/**
 * Two spaces, a newline at the end, members in the order they were built.
 *
 * @param digits of whole numbers that JavaScript rounds, by JSON Pointer: they are written as they are
 */
export function printJson(value: unknown, digits: Readonly<Record<string, string>> = {}): string {
  const exact = new Map(Object.entries(digits));
  const plain = JSON.stringify(value, null, 2);
  if (exact.size === 0) return `${plain}\n`;
  let mark = "digits";
  while (plain.includes(mark)) mark += "+";
  const pointers = new Map<unknown, string>();
  const found: string[] = [];
  const text = JSON.stringify(
    value,
    function (this: unknown, name, inner: unknown) {
      const home = pointers.get(this);
      const pointer = home === undefined ? "" : `${home}${pointerTo([name])}`;
      if (typeof inner === "object" && inner !== null) pointers.set(inner, pointer);
      const content = exact.get(pointer);
      if (content === undefined || inner !== Number(content)) return inner;
      found.push(content);
      return mark;
    },
    2,
  );
  return `${text.replaceAll(`"${mark}"`, () => found.shift() ?? "")}\n`;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** An empty object where there is none. */
export function member(object: JsonObject, name: string): JsonObject {
  const value = Object.hasOwn(object, name) ? object[name] : undefined;
  return isObject(value) ? value : {};
}

/** Schemas of named members, those of names given by a pattern among them. */
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
