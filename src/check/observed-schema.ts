// The schema of a body as observing needs it: also what the emitted schemas let pass for the receiver's sake is refused.
import type { JsonObject } from "../emit/json.ts";
import type { VersionNames, WebhookNames } from "../emit/names.ts";
import { schemaDialect } from "../emit/schema/schema-dialect.ts";
import { schemaIn } from "../emit/schema/webhook-schema.ts";
import type { MapType, Model, ObjectType } from "../model/model.ts";
import { keyPattern } from "../model/rules/keys.ts";

/** Refuses variants that an open union leaves room for, members of objects that show none, and keys of another kind. */
export function observedSchema(model: Model, names: VersionNames, named: WebhookNames): JsonObject {
  const dialect = schemaDialect(model, names.structures);
  return schemaIn(model, names, named, { ...dialect, otherVariant: undefined, property: (name) => name, beside });
}

function beside(type: ObjectType | MapType): JsonObject {
  if (type.kind === "map") {
    const pattern = keyPattern(type.keys);
    return pattern === undefined ? {} : { propertyNames: { pattern } };
  }
  if (type.open === true) return { additionalProperties: {} };
  return type.fields.length === 0 ? { additionalProperties: false } : {};
}
