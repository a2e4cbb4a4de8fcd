// Whether words of the docs say a fact, or only samples show it: what a sample shows of one body need not hold for all.
import type { Evidence, Field, Model, TypeNode } from "./model.ts";
import { presenceCellRules, presenceRules } from "./rules/presence.ts";
import { mapParts } from "./types/walk.ts";

const requiring = new Set(
  [...presenceRules, ...presenceCellRules].filter(({ effect }) => effect === "required").map(({ id }) => id),
);

/** Marks the members that are required because samples show them, and for no other reason. */
export function markBasis(model: Model): Model {
  return {
    ...model,
    webhooks: model.webhooks.map((webhook) => ({
      ...webhook,
      payload: marked(webhook.payload),
      envelope: { ...webhook.envelope, fields: webhook.envelope.fields.map(markField) },
    })),
    structures: model.structures.map((structure) => ({ ...structure, type: marked(structure.type) })),
  };
}

function marked(type: TypeNode): TypeNode {
  return type.kind === "object" ? { ...type, fields: type.fields.map(markField) } : mapParts(type, marked);
}

function markField(field: Field): Field {
  const type = marked(field.type);
  const isSample = field.presence === "required" && type.kind !== "literal" && !field.evidence.some(demands);
  return isSample ? { ...field, type, basis: "sample" } : { ...field, type };
}

function demands({ kind, rule }: Evidence): boolean {
  return requiring.has(rule) || kind === "correction" || kind === "register" || kind === "heading";
}
