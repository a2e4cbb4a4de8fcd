// The schema of all webhooks of a version: `action` selects the one branch that a body is held against.
import { groupBy } from "../../model/group-by.ts";
import type { Model } from "../../model/model.ts";
import { ACTION, bodyAction } from "../actions.ts";
import type { Json, JsonObject } from "../json.ts";
import type { VersionNames, WebhookNames } from "../names.ts";
import { schemaDialect } from "./schema-dialect.ts";
import { toSchema } from "./to-schema.ts";
import { describedBody, DRAFT, structureSchemas } from "./webhook-schema.ts";

/** Bodies without a fixed action, if there are any, are tried when no known action stands in a body. */
export function webhooksSchema(model: Model, names: VersionNames, scope: string): JsonObject {
  const dialect = schemaDialect(model, names.structures);
  const keyed = names.webhooks.filter(({ webhook }) => bodyAction(webhook) !== undefined);
  const loose = names.webhooks.filter(({ webhook }) => bodyAction(webhook) === undefined);
  return {
    $schema: DRAFT,
    $id: `${scope}:webhooks`,
    title: `webhooks ${model.version}`,
    ...choice(
      groupBy(keyed, ({ webhook }) => bodyAction(webhook) ?? ""),
      loose,
    ),
    $defs: {
      ...Object.fromEntries(
        names.webhooks.flatMap(({ webhook, body, payload }): [string, JsonObject][] => [
          [body, describedBody(webhook, payload, dialect)],
          [payload, toSchema(webhook.payload, dialect)],
        ]),
      ),
      ...structureSchemas(model.structures, names, dialect),
    },
  };
}

type Groups = ReadonlyMap<string, readonly WebhookNames[]>;

function choice(groups: Groups, loose: readonly WebhookNames[]): JsonObject {
  if (groups.size === 0) return anyOf(loose);
  const known = { type: "object", properties: { [ACTION]: { enum: [...groups.keys()] } }, required: [ACTION] };
  const branches = [...groups].map(([action, group]): Json => ({
    if: { type: "object", properties: { [ACTION]: { const: action } }, required: [ACTION] },
    then: anyOf(group),
  }));
  return loose.length === 0
    ? { ...known, allOf: branches }
    : { if: known, then: { allOf: branches }, else: anyOf(loose) };
}

function anyOf(group: readonly WebhookNames[]): JsonObject {
  const references = group.map(({ body }) => ({ $ref: `#/$defs/${body}` }));
  const [only] = references;
  if (only === undefined) return { not: {} };
  return references.length === 1 ? only : { anyOf: references };
}
