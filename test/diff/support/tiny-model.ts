// Models small enough to be read: what the examples of the diff rules are made of.
import type { Field, Model, ObjectType, Structure, TypeNode, Webhook } from "../../../src/model/model.ts";
import { MODEL_FORMAT } from "../../../src/model/model.ts";

export const text: TypeNode = { kind: "string" };
export const integer: TypeNode = { kind: "integer" };

/** Members by name; a name that ends in `?` is optional. */
export function object(members: Readonly<Record<string, TypeNode>>, more: Partial<ObjectType> = {}): ObjectType {
  return { kind: "object", fields: fieldsOf(members), ...more };
}

export function oneOf(...values: readonly string[]): TypeNode {
  return { kind: "enum", values: values.map((value) => ({ value })) };
}

export function webhook(payload: TypeNode, more: Partial<Webhook> = {}): Webhook {
  return {
    ...{
      name: "door_opened",
      id: "door_opened",
      title: "door_opened",
      aliases: [],
      description: "",
      anchor: "door_opened",
    },
    ...{ sections: [], payload, samples: [], evidence: [] },
    envelope: {
      origin: "documented",
      payloadPath: "payload",
      payloadAt: 1,
      fields: fieldsOf({ action: { kind: "literal", value: more.name ?? "door_opened" } }),
      evidence: [],
    },
    ...more,
  };
}

export function model(webhooks: readonly Webhook[], structures: readonly Structure[] = []): Model {
  return {
    ...{ format: MODEL_FORMAT, version: "1.0", status: "stable", pages: [], webhooks, structures, corrections: [] },
    conventions: {
      discriminator: { in: "body", path: "action", evidence: [] },
      payload: { path: "payload", evidence: [] },
      names: { from: "heading", evidence: [] },
      authentication: { scheme: "secret", path: "secret_key", evidence: [] },
    },
    coverage: { consumed: {}, entries: [] },
  };
}

export function structure(name: string, type: TypeNode, more: Partial<Structure> = {}): Structure {
  return { name, documented: true, description: "", type, evidence: [], ...more };
}

export function fieldsOf(members: Readonly<Record<string, TypeNode>>): readonly Field[] {
  return Object.entries(members).map(([name, type]) => ({
    name: name.replace(/\?$/, ""),
    type,
    presence: name.endsWith("?") ? "optional" : "required",
    evidence: [],
  }));
}
