// The schema of one webhook: the whole request body, self-contained, its payload always at `#/$defs/Payload`.
import { bodyOf, bodyPath } from "../../model/body.ts";
import type { Model, Structure, TypeNode, Webhook } from "../../model/model.ts";
import { reachable } from "../../model/types/walk.ts";
import { type JsonObject, isObject } from "../json.ts";
import type { VersionNames, WebhookNames } from "../names.ts";
import { schemaDialect } from "./schema-dialect.ts";
import { type Dialect, memberSchemas, toSchema } from "./to-schema.ts";

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

/** Envelope and payload. */
export function typesOf(webhook: Webhook): readonly TypeNode[] {
  return [webhook.payload, ...webhook.envelope.fields.map(({ type }) => type)];
}

export function describedType({ type, description }: Structure): TypeNode {
  return description === "" || type.description === description ? type : { ...type, description };
}
