// The dialect of the schemas that become TypeScript: names and literals are decided here, the compiler only shapes objects.
import type { Field, Model, Scalar, TypeNode } from "../../model/model.ts";
import { escapeComment, propertyName, scalarLiteral, stringLiteral } from "../escape.ts";
import type { JsonObject } from "../json.ts";
import { readValueNotes } from "../../model/rules/value-notes.ts";
import { type Dialect, toSchema } from "../schema/to-schema.ts";

/** Marks an object that is a form of a structure: it gets a name of its own. */
export const FORM = "x-form";

export interface TypeDialect extends Dialect {
  /** The member that a token of the compiled text represents, ready to be written; undefined for any other word. */
  readonly nameBehind: (token: string) => string | undefined;
}

const PLAIN = /^(?!hooksmith_)[a-z][a-z0-9_]{0,99}$/;

/** Member names that are more than plain words travel through the compiler as tokens. `types` maps structures to their types' names. */
export function typeDialect({ structures }: Model, types: ReadonlyMap<string, string>): TypeDialect {
  const shapes = new Map(structures.map(({ name, type }) => [name, type]));
  const tokens = new Map<string, string>();
  const names = new Map<string, string>();
  const tokenOf = (name: string): string => {
    const token = tokens.get(name) ?? `hooksmith_${tokens.size}`;
    tokens.set(name, token);
    names.set(token, propertyName(name));
    return token;
  };
  const dialect: TypeDialect = {
    reference: (name) => ({ tsType: types.get(name) ?? "unknown" }),
    description: escapeComment,
    property: (name) => (PLAIN.test(name) && !(name in {}) ? name : tokenOf(name)),
    literal: ({ value }) => ({ tsType: scalarLiteral(value) }),
    enumeration: ({ values, open }) => ({
      tsType:
        values.length === 0 ? "unknown" : enumeration([...new Set(values.map(({ value }) => value))], open === true),
    }),
    array: (items) => ({ type: "array", items }),
    anything: () => ({ tsType: "unknown" }),
    otherVariant: (discriminator, _known, variants) => {
      const unknown = { tsType: `UnknownVariant<${stringLiteral(discriminator)}>` };
      // An open union within a common member repeats nothing here: text would double at every level.
      const common = commonMembers(variants, discriminator, { ...dialect, otherVariant: dialect.anything });
      return common === undefined ? unknown : { allOf: [unknown, common] };
    },
    bare: () => ({ type: "object", additionalProperties: true }),
    beside: (type) =>
      type.kind === "object" && type.structure !== undefined && types.has(type.structure) ? { [FORM]: true } : {},
    fieldNote,
    resolve: (name) => shapes.get(name),
    nameBehind: (token) => names.get(token),
  };
  return dialect;
}

/** What is said of a member, its defaults, examples and deprecation as tags; words that only repeat its name or value are none. */
function fieldNote({ name, type, description = "", deprecated }: Field): string {
  const { rest, notes } = readValueNotes(description === type.description ? "" : description);
  const isRepeated = [name, ...(type.kind === "literal" ? [String(type.value)] : [])].some(
    (one) => plain(one) === plain(rest),
  );
  const tags = notes.map(({ id, text }) =>
    `@${id} ${escapeComment(id === "deprecated" ? text : valueText(text, type))}`.trim(),
  );
  const isBare = deprecated === true && !notes.some(({ id }) => id === "deprecated");
  return [isRepeated ? "" : escapeComment(rest), ...new Set(tags), ...(isBare ? ["@deprecated"] : [])].join("\n");
}

function plain(text: string): string {
  return text.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, "");
}

/** As it is written in code: text in quotes. */
function valueText(text: string, { kind }: TypeNode): string {
  const isText = kind === "string" || kind === "enum" || kind === "literal";
  return isText && /^[^"'`“]/.test(text) ? stringLiteral(text) : text;
}

/** An open one keeps its known values for completion beside every other of their kind. */
function enumeration(values: readonly Scalar[], open: boolean): string {
  const rest = open ? [...new Set(values.map((value) => `(${typeof value} & {})`))] : [];
  return `(${[...values.map(scalarLiteral).sort(), ...rest].join(" | ")})`;
}

/** The members that every variant requires, which can be read before a variant is known; undefined where there are none. */
function commonMembers(
  variants: readonly TypeNode[],
  discriminator: string,
  dialect: TypeDialect,
): JsonObject | undefined {
  const [first, ...others] = variants.map((variant) => requiredFields(variant, dialect));
  const properties = [...(first ?? [])].flatMap(([name, field]): readonly (readonly [string, JsonObject])[] => {
    const found = others.map((fields) => fields.get(name));
    if (name === discriminator || found.includes(undefined)) return [];
    const types = [field, ...found].flatMap((one) => (one === undefined ? [] : [typeOf(one, dialect)]));
    const distinct = [...new Map(types.map((type) => [JSON.stringify(type), type])).values()];
    const [only, ...more] = distinct;
    return only === undefined ? [] : [[dialect.property(name), more.length === 0 ? only : { anyOf: distinct }]];
  });
  if (properties.length === 0) return undefined;
  return { type: "object", properties: Object.fromEntries(properties), required: properties.map(([name]) => name) };
}

function requiredFields(variant: TypeNode, { resolve }: TypeDialect): ReadonlyMap<string, Field> {
  const shape = variant.kind === "reference" ? resolve(variant.name) : variant;
  if (shape?.kind !== "object" || shape.nullable === true || variant.nullable === true) return new Map();
  return new Map(shape.fields.filter(({ presence }) => presence === "required").map((field) => [field.name, field]));
}

/** Without its description, which differs from variant to variant. */
function typeOf({ type }: Field, dialect: TypeDialect): JsonObject {
  return Object.fromEntries(Object.entries(toSchema(type, dialect)).filter(([keyword]) => keyword !== "description"));
}
