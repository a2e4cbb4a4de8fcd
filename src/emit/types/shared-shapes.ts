// Gives a name to each object that recurs under one member name, and to what every envelope holds.
import { type Json, type JsonObject, isObject, list } from "../json.ts";
import { FORM } from "./type-dialect.ts";
import { claimShape, pascalCase, type VersionNames } from "../names.ts";

export interface SharedShape {
  readonly name: string;
  /** As the reference calls the member. */
  readonly member: string;
  readonly schema: JsonObject;
}

interface Shape {
  /** What its type would best be called. */
  readonly wanted: string;
  readonly member: string;
  readonly schema: JsonObject;
  count: number;
  /** What it is called where it occurs once and is a form of a structure. */
  readonly form?: string;
  name?: string;
}

/**
 * Replaces the objects that recur, and those that are a form of a structure, by references to one type each. Shapes and names depend on nothing but the schemas' order; a
 * structure of the member's name and the very same shape is that type.
 */
export function shareShapes(
  types: readonly { readonly name: string; readonly schema: JsonObject }[],
  { taken, structures }: VersionNames,
  structureSchemas: ReadonlyMap<string, JsonObject>,
  nameBehind: (token: string) => string | undefined,
): { readonly schemas: readonly JsonObject[]; readonly shapes: readonly SharedShape[] } {
  const shapes = new Map<string, Shape>();
  for (const name of structures.values()) {
    const schema = structureSchemas.get(name);
    if (schema !== undefined && isShape(schema))
      shapes.set(keyOf(name, schema), { wanted: name, member: name, schema, count: 1, name });
  }
  const documented = new Set(shapes.keys());
  for (const { name, schema } of types) count(schema, shapes, nameBehind, name);
  const names = new Set(taken);
  for (const shape of shapes.values())
    if (shape.name === undefined && (shape.count > 1 || shape.form !== undefined))
      shape.name = claimShape(shape.count > 1 ? shape.wanted : (shape.form ?? shape.wanted), names);
  const named = (schema: JsonObject): JsonObject => replace(schema, shapes, nameBehind);
  return {
    schemas: types.map(({ schema }) => named(schema)),
    shapes: [...shapes].flatMap(([key, { name, member, schema }]) =>
      name === undefined || documented.has(key) ? [] : [{ name, member, schema: named(schema) }],
    ),
  };
}

type NameBehind = (token: string) => string | undefined;

/** A shape within one that was counted before is no further occurrence. */
function count(schema: JsonObject, shapes: Map<string, Shape>, nameBehind: NameBehind, owner: string): void {
  mapInner(schema, nameBehind, (inner, wanted, member) => {
    if (wanted !== undefined && isShape(inner)) {
      const key = keyOf(wanted, inner);
      const known = shapes.get(key);
      if (known !== undefined) {
        known.count += 1;
        return inner;
      }
      shapes.set(key, {
        ...{ wanted, member, schema: bare(inner), count: 1 },
        ...(inner[FORM] === true ? { form: `${owner}${wanted}` } : {}),
      });
    }
    count(inner, shapes, nameBehind, owner);
    return inner;
  });
}

function replace(schema: JsonObject, shapes: ReadonlyMap<string, Shape>, nameBehind: NameBehind): JsonObject {
  return mapInner(schema, nameBehind, (inner, wanted) => {
    const name = wanted === undefined || !isShape(inner) ? undefined : shapes.get(keyOf(wanted, inner))?.name;
    if (name === undefined) return replace(inner, shapes, nameBehind);
    const { description } = inner;
    return {
      ...(description === undefined ? {} : { description }),
      tsType: inner["type"] === "object" ? name : `(${name} | null)`,
    };
  });
}

type Change = (inner: JsonObject, wanted: string | undefined, member: string) => JsonObject;

/** The schema with each one directly in it changed; those of members, items and values come with the name of a type for them. */
function mapInner(
  schema: JsonObject,
  nameBehind: NameBehind,
  change: Change,
  wanted?: string,
  member = "",
): JsonObject {
  const visit = (inner: Json, name: string | undefined, shown: string): Json => {
    if (!isObject(inner)) return inner;
    return isContainer(inner) ? mapInner(inner, nameBehind, change, name, shown) : change(inner, name, shown);
  };
  const below = (ending: string): string | undefined => (wanted === undefined ? undefined : `${wanted}${ending}`);
  const mapped = Object.entries(schema).map(([keyword, value]): readonly [string, Json] => {
    if (keyword === "items") return [keyword, visit(value, below("Item"), member)];
    if (keyword === "additionalProperties") return [keyword, visit(value, below("Value"), member)];
    if (keyword === "anyOf" || keyword === "oneOf" || keyword === "allOf")
      return [keyword, list(value).map((inner) => visit(inner, undefined, ""))];
    if (keyword !== "properties" || !isObject(value)) return [keyword, value];
    const members = Object.entries(value).map(([property, inner]): readonly [string, Json] => {
      const shown = nameBehind(property) ?? property;
      return [property, visit(inner, pascalCase(shown), shown)];
    });
    return [keyword, Object.fromEntries(members)];
  });
  return Object.fromEntries(mapped);
}

/** A list or a map, which hands the name of its member on to what it holds. */
function isContainer(schema: JsonObject): boolean {
  return isObject(schema["items"]) || isObject(schema["additionalProperties"]);
}

function isShape(schema: JsonObject): boolean {
  return isObject(schema["properties"]) && Object.keys(schema["properties"]).length > 0;
}

function keyOf(wanted: string, schema: JsonObject): string {
  return JSON.stringify([wanted, bare(schema)]);
}

/** The object alone: without what is said of it at one place, and without null. */
function bare(schema: JsonObject): JsonObject {
  return { ...Object.fromEntries(Object.entries(schema).filter(([keyword]) => !NOTES.has(keyword))), type: "object" };
}

const NOTES: ReadonlySet<string> = new Set(["description", FORM]);
