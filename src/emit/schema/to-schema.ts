// One type of the model -> one JSON Schema (2020-12). Tolerant: what the pages do not name may be there too.
import type {
  EnumType,
  Field,
  LiteralType,
  MapType,
  ObjectType,
  Scalar,
  TypeNode,
  UnionType,
} from "../../model/model.ts";
import type { Json, JsonObject } from "../json.ts";

/** How two kinds of output differ: schemas for validators, and schemas that only live to become TypeScript. */
export interface Dialect {
  readonly reference: (name: string) => JsonObject;
  readonly description: (text: string) => string;
  readonly property: (name: string) => string;
  readonly literal: (type: LiteralType) => JsonObject;
  readonly enumeration: (type: EnumType) => JsonObject;
  readonly array: (items: JsonObject) => JsonObject;
  /** What accepts every value. */
  readonly anything: () => JsonObject;
  /** An object of which no member is known. */
  readonly bare: () => JsonObject;
  /** What a union accepts beside its variants: objects whose discriminator has none of the `known` values. */
  readonly otherVariant?:
    ((discriminator: string, known: readonly Scalar[], variants: readonly TypeNode[]) => JsonObject) | undefined;
  /** Keywords for an object beside those of its fields, and for the keys of a map. */
  readonly beside?: (type: ObjectType | MapType) => JsonObject;
  /** What is said of a member, where a dialect says it in words of its own. */
  readonly fieldNote?: (field: Field) => string;
  /** The type that a name of a structure stands for, to see whether variants exclude each other. */
  readonly resolve: (name: string) => TypeNode | undefined;
}

/** Deeper than any page nests by hand; below it a schema accepts everything and says so. */
const DEEPEST = 100;

export function toSchema(type: TypeNode, dialect: Dialect, depth = 0): JsonObject {
  if (depth > DEEPEST)
    return { ...dialect.anything(), description: `nested deeper than ${DEEPEST} levels: not described` };
  const core = coreOf(type, dialect, depth);
  const nulled = type.nullable === true ? nullable(core) : core;
  return describe(nulled, describeType(type), dialect);
}

function coreOf(type: TypeNode, dialect: Dialect, depth: number): JsonObject {
  switch (type.kind) {
    case "string":
      return type.format === undefined ? { type: "string" } : { type: "string", format: type.format };
    case "integer":
    case "number":
    case "boolean":
    case "null":
      return { type: type.kind };
    case "literal":
      return dialect.literal(type);
    case "enum":
      return dialect.enumeration(type);
    case "any":
      return dialect.anything();
    case "reference":
      return dialect.reference(type.name);
    case "array":
      return dialect.array(toSchema(type.items, dialect, depth + 1));
    case "map":
      return {
        type: "object",
        additionalProperties: toSchema(type.values, dialect, depth + 1),
        ...dialect.beside?.(type),
      };
    case "object":
      return {
        ...(type.fields.length === 0 ? dialect.bare() : objectSchema(type, dialect, depth)),
        ...dialect.beside?.(type),
      };
    case "union":
      return unionSchema(type, dialect, depth);
  }
}

function objectSchema({ fields }: ObjectType, dialect: Dialect, depth: number): JsonObject {
  const required = fields.filter(({ presence }) => presence === "required").map(({ name }) => dialect.property(name));
  return {
    type: "object",
    ...memberSchemas(fields.map((field) => [dialect.property(field.name), fieldSchema(field, dialect, depth)])),
    ...(required.length === 0 ? {} : { required: [...new Set(required)] }),
  };
}

/**
 * Schemas by the names of their members. A name with an unpaired surrogate can be no part of a pointer, on which validators stop:
 * it is a pattern, in which the surrogate keeps its escape.
 */
export function memberSchemas(members: readonly (readonly [string, JsonObject])[]): {
  readonly properties: JsonObject;
  readonly patternProperties?: JsonObject;
} {
  const unpaired = members.filter(([name]) => UNPAIRED.test(name));
  return {
    properties: Object.fromEntries(members.filter((member) => !unpaired.includes(member))),
    ...(unpaired.length === 0
      ? {}
      : { patternProperties: Object.fromEntries(unpaired.map(([name, schema]) => [patternOf(name), schema])) }),
  };
}

const UNPAIRED = /\p{Surrogate}/u;

function patternOf(name: string): string {
  const escaped = name.replace(/[^A-Za-z0-9_]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
  return `^${escaped}$`;
}

function fieldSchema(field: Field, dialect: Dialect, depth: number): JsonObject {
  const { type, description, deprecated } = field;
  const schema = toSchema(type, dialect, depth + 1);
  if (dialect.fieldNote !== undefined) return withNote(schema, dialect.fieldNote(field));
  const described =
    description === undefined || description === type.description ? schema : describe(schema, [description], dialect);
  return deprecated === true ? { ...described, deprecated: true } : described;
}

/** The note is before what the type says of itself, its tags behind it. */
function withNote(schema: JsonObject, note: string): JsonObject {
  const { description, ...rest } = schema;
  const [text = "", ...tags] = note.split(/\n(?=@)/);
  const parts = [text, typeof description === "string" ? description : "", ...tags];
  const whole = parts.filter((part) => part !== "").join("\n");
  return whole === "" ? rest : { description: whole, ...rest };
}

function unionSchema({ variants, discriminator, open }: UnionType, dialect: Dialect, depth: number): JsonObject {
  if (variants.length === 0) return dialect.anything();
  const schemas = variants.map((variant) => toSchema(variant, dialect, depth + 1));
  const disjoint = discriminator !== undefined && excludeEachOther(variants, discriminator, dialect);
  if (open === true && discriminator !== undefined && dialect.otherVariant !== undefined) {
    const known = variants.flatMap((variant) => valuesOf(variant, discriminator, dialect.resolve));
    schemas.push(dialect.otherVariant(discriminator, [...new Set(known)], variants));
  }
  return disjoint ? { oneOf: schemas } : { anyOf: schemas };
}

function excludeEachOther(variants: readonly TypeNode[], discriminator: string, { resolve }: Dialect): boolean {
  const seen = new Set<Scalar>();
  return variants.every((variant) => {
    const values = valuesOf(variant, discriminator, resolve);
    return values.length > 0 && values.every((value) => !seen.has(value) && seen.add(value));
  });
}

function valuesOf(variant: TypeNode, member: string, resolve: Dialect["resolve"]): readonly Scalar[] {
  const shape = variant.kind === "reference" ? resolve(variant.name) : variant;
  if (shape?.kind !== "object" || shape.nullable === true) return [];
  const field = shape.fields.find(({ name }) => name === member);
  if (field === undefined || field.presence === "optional" || field.type.nullable === true) return [];
  if (field.type.kind === "literal") return [field.type.value];
  return field.type.kind === "enum" && field.type.open !== true ? field.type.values.map(({ value }) => value) : [];
}

/** Adds null to what a schema accepts. */
export function nullable(schema: JsonObject): JsonObject {
  const { type, description, ...rest } = schema;
  if (Object.keys(schema).length === 0 || type === "null") return schema;
  if (typeof type === "string" && rest["const"] === undefined && rest["enum"] === undefined) {
    return { ...schema, type: [type, "null"] };
  }
  const inner: JsonObject = type === undefined ? rest : { type, ...rest };
  return {
    ...(description === undefined ? {} : { description }),
    anyOf: [inner, { type: "null" }],
  };
}

/** Kinds of keys that say nothing of the keys of a body. */
const anyKey: ReadonlySet<string> = new Set(["", "placeholder", "stand-in"]);

function describeType(type: TypeNode): readonly string[] {
  const lines: string[] = [];
  if (type.description !== undefined && type.description !== "") lines.push(type.description);
  if (type.kind === "object" && type.empty === true) lines.push("Always empty.");
  if (type.kind === "object" && type.open === true) lines.push("Other members are possible.");
  if (type.kind === "any") lines.push("Its shape is not documented.");
  if (type.kind === "map") {
    const kinds = type.keys.split(" or ").filter((kind) => !anyKey.has(kind));
    if (kinds.length > 0) lines.push(`Keyed by ${kinds.join(" or ").replaceAll("-", " ")}.`);
  }
  if (type.kind === "enum") {
    for (const { value, note } of type.values) if (note !== undefined) lines.push(`- ${String(value)}: ${note}`);
  }
  return lines;
}

/** Puts a text before the description that a schema has, if any. */
function describe(schema: JsonObject, lines: readonly string[], dialect: Dialect): JsonObject {
  if (lines.length === 0) return schema;
  const text = dialect.description(lines.join("\n"));
  const { description, ...rest } = schema;
  return { description: typeof description === "string" ? `${text}\n${description}` : text, ...rest };
}

/** The JSON type that values of an enumeration or a literal share, if they share one. */
export function typeOfValues(values: readonly Scalar[]): { readonly type?: Json } {
  const types = new Set(values.map((value) => typeof value));
  const [only] = types;
  if (types.size !== 1 || only === undefined) return {};
  if (only !== "number") return { type: only };
  return { type: values.every(Number.isInteger) ? "integer" : "number" };
}
