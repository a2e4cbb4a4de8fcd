// Every type that a version declares for its webhooks and structures: name, JSDoc, schema.
import type { Model, TypeNode } from "../../model/model.ts";
import type { JsonObject } from "../json.ts";
import type { VersionNames } from "../names.ts";
import { toSchema } from "../schema/to-schema.ts";
import { bodySchema, describedType } from "../schema/webhook-schema.ts";
import { isObject } from "../validators/read-schema.ts";
import { describeBody, describePayload, describeStructure } from "./describe.ts";
import type { TypeDialect } from "./type-dialect.ts";

export interface DeclaredType {
  readonly name: string;
  /** Escaped text of its JSDoc. */
  readonly docs: string;
  /** Without a description of its own. */
  readonly schema: JsonObject;
}

/** Webhooks in page order, each body before its payload, then the structures. */
export function declaredTypes(model: Model, names: VersionNames, dialect: TypeDialect): readonly DeclaredType[] {
  const compile = (type: TypeNode): { schema: JsonObject; text: string } => {
    const { description, ...schema } = toSchema(type, dialect);
    return liftItems(schema, typeof description === "string" ? description : "");
  };
  const webhooks = names.webhooks.flatMap((named): readonly DeclaredType[] => {
    const { schema, text } = compile(named.webhook.payload);
    const body = bodySchema(named.webhook, { tsType: named.payload }, dialect);
    return [
      { name: named.body, docs: describeBody(model, named), schema: body },
      { name: named.payload, docs: describePayload(named, text), schema },
    ];
  });
  const seen = new Set<string>();
  const structures = model.structures.flatMap((structure): readonly DeclaredType[] => {
    const name = names.structures.get(structure.name);
    if (name === undefined || seen.has(name)) return [];
    seen.add(name);
    const { schema, text } = compile(describedType(structure));
    return [{ name, docs: describeStructure(model, structure, text), schema }];
  });
  return [...webhooks, ...structures];
}

/** The compiler prints what is said of a list's items above the whole declaration; there the type's own JSDoc holds it. */
function liftItems(schema: JsonObject, text: string): { readonly schema: JsonObject; readonly text: string } {
  const { items } = schema;
  if (!isObject(items) || typeof items["description"] !== "string") return { schema, text };
  const { description, ...bare } = items;
  return {
    schema: { ...schema, items: bare },
    text: [text, `Items: ${description}`].filter((part) => part !== "").join("\n\n"),
  };
}
