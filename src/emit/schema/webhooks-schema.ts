// The schema of all webhooks of a version: the discriminator selects the one branch that a body is validated against.
import { groupBy } from "../../model/group-by.ts";
import { bodyPath } from "../../model/body.ts";
import { nameInBody } from "../../model/types/discriminator.ts";
import type { Model } from "../../model/model.ts";
import type { Json, JsonObject } from "../json.ts";
import type { VersionNames, WebhookNames } from "../names.ts";
import { schemaDialect } from "./schema-dialect.ts";
import { type Dialect, toSchema } from "./to-schema.ts";
import { describedBody, DRAFT, structureSchemas } from "./webhook-schema.ts";

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
