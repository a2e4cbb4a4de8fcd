// The schemas of a version: of one webhook, the whole request body, self-contained; and of all, where the discriminator selects the one branch that a body is validated against.
import { bodyOf, bodyPath } from "../../model/body.ts";
import type { Model, Structure, TypeNode, Webhook } from "../../model/model.ts";
import { reachable, typesOf } from "../../model/types/walk.ts";
import { type JsonObject, isObject, type Json } from "../json.ts";
import type { VersionNames, WebhookNames } from "../names.ts";
import { type Dialect, memberSchemas, toSchema, typeOfValues } from "./to-schema.ts";
import { groupBy } from "../../source/group-by.ts";
import { nameInBody } from "../../model/types/discriminator.ts";
import { inScript } from "../escape.ts";

export const DRAFT = "https://json-schema.org/draft/2020-12/schema";

/** `scope` starts the schema's `$id`, as in `urn:hooksmith:shop-webhooks:v3.5`. */
export function webhookSchema(model: Model, names: VersionNames, named: WebhookNames, scope: string): JsonObject {
  return {
    $schema: DRAFT,
    $id: `${scope}:${named.file}`,
    title: named.webhook.name,
    ...schemaIn(model, names, named, schemaDialect(model, names.structures)),
  };
}

/** The body of a webhook in a dialect, with all that it refers to. */
export function schemaIn(model: Model, names: VersionNames, { webhook }: WebhookNames, dialect: Dialect): JsonObject {
  return {
    ...describedBody(webhook, "Payload", dialect),
    $defs: {
      Payload: toSchema(webhook.payload, dialect),
      ...structureSchemas(reachable(typesOf(webhook), model.structures), names, dialect),
    },
  };
}

/** The body, with `reference` standing for its payload. */
export function bodySchema(webhook: Webhook, reference: JsonObject, dialect: Dialect): JsonObject {
  const { payloadPath } = webhook.envelope;
  if (payloadPath === undefined) return reference;
  const schema = toSchema(bodyOf({ ...webhook, payload: { kind: "any" } }), dialect);
  return withProperty(schema, bodyPath(payloadPath).map(dialect.property), reference);
}

/** A schema with another one for the member at a path. */
function withProperty(schema: JsonObject, [name = "", ...rest]: readonly string[], reference: JsonObject): JsonObject {
  const properties = isObject(schema["properties"]) ? schema["properties"] : {};
  const inner = Object.getOwnPropertyDescriptor(properties, name)?.value;
  const member = rest.length === 0 ? reference : withProperty(isObject(inner) ? inner : {}, rest, reference);
  const merged = Object.entries(memberSchemas([[name, member]])).map(([keyword, members]) => [
    keyword,
    { ...(isObject(schema[keyword]) ? schema[keyword] : {}), ...members },
  ]);
  return { ...schema, ...Object.fromEntries(merged) };
}

/** The body with the webhook's description, its payload by reference to `$defs/<payload>`. */
export function describedBody(webhook: Webhook, payload: string, dialect: Dialect): JsonObject {
  const description = webhook.description === "" ? {} : { description: webhook.description };
  return { ...description, ...bodySchema(webhook, { $ref: `#/$defs/${payload}` }, dialect) };
}

export function structureSchemas(found: readonly Structure[], names: VersionNames, dialect: Dialect): JsonObject {
  return Object.fromEntries(
    found.map((structure) => [
      names.structures.get(structure.name) ?? structure.name,
      toSchema(describedType(structure), dialect),
    ]),
  );
}

export function describedType({ type, description }: Structure): TypeNode {
  return description === "" || type.description === description ? type : { ...type, description };
}

/** Bodies without a fixed name, if there are any, are tried where a body shows no known one. */
export function webhooksSchema(model: Model, names: VersionNames, scope: string): JsonObject {
  const dialect = schemaDialect(model, names.structures);
  const { conventions } = model;
  const { discriminator } = conventions;
  const keyed = names.webhooks.filter(({ webhook }) => nameInBody(webhook, conventions) !== undefined);
  const loose = names.webhooks.filter(({ webhook }) => nameInBody(webhook, conventions) === undefined);
  return {
    $schema: DRAFT,
    $id: `${scope}:webhooks`,
    title: `webhooks ${model.version}`,
    ...choice(
      groupBy(keyed, ({ webhook }) => webhook.name),
      loose,
      discriminator.in === "body" ? bodyPath(discriminator.path).map(dialect.property) : [],
    ),
    $defs: webhookDefs(model, names, dialect),
  };
}

/** The body and the payload of each webhook, and every structure. */
export function webhookDefs(model: Model, names: VersionNames, dialect: Dialect): JsonObject {
  return {
    ...Object.fromEntries(
      names.webhooks.flatMap(({ webhook, body, payload }): [string, JsonObject][] => [
        [body, describedBody(webhook, payload, dialect)],
        [payload, toSchema(webhook.payload, dialect)],
      ]),
    ),
    ...structureSchemas(model.structures, names, dialect),
  };
}

type Groups = ReadonlyMap<string, readonly WebhookNames[]>;

function choice(groups: Groups, loose: readonly WebhookNames[], path: readonly string[]): JsonObject {
  if (groups.size === 0) return anyOf(loose);
  const known = bodyWith(path, { enum: [...groups.keys()] });
  const branches = [...groups].map(([name, group]): Json => ({
    if: bodyWith(path, { const: name }),
    then: anyOf(group),
  }));
  return loose.length === 0
    ? { ...known, allOf: branches }
    : { if: known, then: { allOf: branches }, else: anyOf(loose) };
}

function bodyWith([step, ...rest]: readonly string[], value: JsonObject): JsonObject {
  if (step === undefined) return value;
  return { type: "object", properties: { [step]: bodyWith(rest, value) }, required: [step] };
}

function anyOf(group: readonly WebhookNames[]): JsonObject {
  const references = group.map(({ body }) => ({ $ref: `#/$defs/${body}` }));
  const [only] = references;
  if (only === undefined) return { not: {} };
  return references.length === 1 ? only : { anyOf: references };
}

/** `defs` maps the model's names of structures to names below `$defs`. */
export function schemaDialect({ structures }: Model, defs: ReadonlyMap<string, string>): Dialect {
  const types = new Map(structures.map(({ name, type }) => [name, type]));
  return {
    reference: (name) => {
      const def = defs.get(name);
      return def === undefined ? {} : { $ref: `#/$defs/${def}` };
    },
    description: (text) => text,
    property: (name) => name,
    literal: ({ value }) => ({ ...typeOfValues([value]), const: value }),
    enumeration: ({ values, open }) => {
      const listed = [...new Set(values.map(({ value }) => value))];
      const shared = typeOfValues(listed);
      if (listed.length === 0) return {};
      const known = { ...shared, enum: listed };
      return open === true ? { anyOf: [known, shared] } : known;
    },
    array: (items) => ({ type: "array", items }),
    anything: () => ({}),
    bare: () => ({ type: "object" }),
    otherVariant: (discriminator, known) => ({
      description: "A variant that is not documented.",
      type: "object",
      ...memberSchemas([[discriminator, { type: "string", not: { enum: known } }]]),
      required: [discriminator],
    }),
    resolve: (name) => types.get(name),
  };
}

/**
 * For checks. A literal that names a webhook is what a body is chosen by; any other is the first of a list that may grow.
 * Where a page leaves members out, no member is unknown.
 */
export function checkDialect(model: Model, defs: ReadonlyMap<string, string>): Dialect {
  const dialect = schemaDialect(model, defs);
  const names = new Set<unknown>(model.webhooks.map(({ name }) => name));
  const literal: Dialect["literal"] = (type) =>
    names.has(type.value) ? dialect.literal(type) : { ...typeOfValues([type.value]), enum: [type.value] };
  const beside: Dialect["beside"] = (type) =>
    type.kind === "object" && type.open === true && type.fields.length > 0 ? { additionalProperties: {} } : {};
  return { ...dialect, literal, beside, marksSamples: true };
}

/** All schemas share one object of `$defs`; text of pages stays inside one JSON literal. */
export function schemasModule({ webhooks }: VersionNames, schema: JsonObject): string {
  const { $defs = {}, ...all } = schema;
  const id = typeof schema["$id"] === "string" ? schema["$id"].replace(/:webhooks$/, "") : "";
  const members = [...groupBy(webhooks, ({ file }) => file)].flatMap(([file, [named]]) =>
    named === undefined
      ? []
      : [
          `  [${inScript(file)}]: { $schema: ${inScript(DRAFT)}, $id: ${inScript(`${id}:${file}`)}, $ref: ${inScript(`#/$defs/${named.body}`)}, $defs },`,
        ],
  );
  return [
    "// Generated by hooksmith. Changes are lost with the next run.",
    `const $defs = /* @__PURE__ */ JSON.parse(${jsonLines($defs)});`,
    `export const webhooksSchema = /* @__PURE__ */ { .../* @__PURE__ */ JSON.parse(${jsonLines(all)}), $defs };`,
    `export const schemas = {`,
    ...members,
    `};`,
    ``,
  ].join("\n");
}

/** JSON as string literals, one a line, so that a change of one member shows as one line; `__proto__` stays a member. */
function jsonLines(value: unknown): string {
  const lines = JSON.stringify(value, null, 1).split("\n");
  return `[\n${lines.map((line) => `${inScript(line.trim())},`).join("\n")}\n].join("")`;
}

/** The types of `schemas.js`. */
export function schemasTypes({ webhooks }: VersionNames): string {
  return [
    "// Generated by hooksmith. Changes are lost with the next run.",
    "/** JSON Schema, draft 2020-12. */",
    "export interface Schema {",
    "  readonly $schema: string;",
    "  readonly $id: string;",
    "  readonly [keyword: string]: unknown;",
    "}",
    "",
    "/** Chooses by the name of the webhook. */",
    "export declare const webhooksSchema: Schema;",
    "",
    "/** One schema of the whole body a webhook, by its name. */",
    "export declare const schemas: {",
    ...webhooks.map(({ file }) => `  readonly ${inScript(file)}: Schema;`),
    "};",
    "",
  ].join("\n");
}
