// Small versions to validate bodies against: webhooks by name, each an action and a payload.
import {
  type Field,
  type Model,
  MODEL_FORMAT,
  type Structure,
  type TypeNode,
  type Webhook,
} from "../../src/model/model.ts";
import { conventions } from "../support/conventions.ts";

export const object = (fields: Readonly<Record<string, TypeNode>>, required: readonly string[] = []): TypeNode => ({
  kind: "object",
  fields: Object.entries(fields).map(([name, type]): Field => ({
    name,
    type,
    presence: required.includes(name) ? "required" : "optional",
    evidence: [],
  })),
});
export const literal = (value: string): TypeNode => ({ kind: "literal", value });
export const oneOf = (...values: string[]): TypeNode => ({ kind: "enum", values: values.map((value) => ({ value })) });
export const arrayOf = (items: TypeNode): TypeNode => ({ kind: "array", items });
export const to = (name: string): TypeNode => ({ kind: "reference", name });

export function webhook(id: string, payload: TypeNode, name = id): Webhook {
  return {
    name,
    id,
    title: id,
    aliases: [],
    description: "",
    anchor: name,
    sections: [],
    envelope: {
      origin: "documented",
      payloadPath: "payload",
      payloadAt: 1,
      fields: [{ name: "action", type: literal(name), presence: "required", evidence: [] }],
      evidence: [],
    },
    payload,
    samples: [],
    evidence: [],
  };
}

/** A webhook whose page shows no envelope. */
export function bare(name: string, payload: TypeNode): Webhook {
  return { ...webhook(name, payload), envelope: { origin: "undocumented", payloadAt: 0, fields: [], evidence: [] } };
}

export function version(webhooks: readonly Webhook[], structures: Readonly<Record<string, TypeNode>> = {}): Model {
  return {
    format: MODEL_FORMAT,
    conventions,
    version: "1.5",
    status: "stable",
    pages: [],
    webhooks,
    structures: Object.entries(structures).map(([name, type]): Structure => ({
      name,
      documented: true,
      description: "",
      type,
      evidence: [],
    })),
    corrections: [],
    coverage: { consumed: {}, entries: [] },
  };
}
