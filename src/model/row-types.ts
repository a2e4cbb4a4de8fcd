// A member that no sample of its webhook shows has the type that samples of others show of it, where one row of a table describes both.
import { shapeKey } from "./describe-type.ts";
import type { BuiltWebhook } from "./build-webhooks.ts";
import type { Field, TypeNode } from "./model.ts";
import { mapParts, walkType } from "./types/walk.ts";

const PLAIN: ReadonlySet<TypeNode["kind"]> = new Set(["string", "integer", "number", "boolean"]);

export function withTypesOfRows(webhooks: readonly BuiltWebhook[]): readonly BuiltWebhook[] {
  const shown = new Map<string, readonly TypeNode[]>();
  for (const { envelope, payload } of webhooks) {
    walkType({ kind: "object", fields: [...envelope.fields, { ...PAYLOAD, type: payload }] }, (type) => {
      for (const field of type.kind === "object" ? type.fields : []) {
        const row = rowOf(field);
        if (row === undefined || !field.evidence.some(({ kind }) => kind === "sample")) continue;
        const known = shown.get(row) ?? [];
        if (!known.some((one) => shapeKey(one) === shapeKey(field.type))) shown.set(row, [...known, field.type]);
      }
    });
  }
  const typed = (field: Field): Field => {
    const [type, ...others] = shown.get(rowOf(field) ?? "") ?? [];
    const isKnown = type !== undefined && others.length === 0 && PLAIN.has(type.kind);
    if (field.type.kind !== "any") return { ...field, type: inner(field.type) };
    return isKnown ? { ...field, type: { ...type, ...(field.type.nullable === true && { nullable: true }) } } : field;
  };
  const inner = (type: TypeNode): TypeNode =>
    type.kind === "object" ? { ...type, fields: type.fields.map(typed) } : mapParts(type, inner);
  return webhooks.map((webhook) => {
    const { envelope, payload } = webhook;
    return { ...webhook, envelope: { ...envelope, fields: envelope.fields.map(typed) }, payload: inner(payload) };
  });
}

const PAYLOAD: Omit<Field, "type"> = { name: "", presence: "required", evidence: [] };

/** The member by the place of the row that describes it. */
function rowOf({ name, evidence }: Field): string | undefined {
  const row = evidence.find(({ kind, rule }) => kind === "table" && rule === "row");
  return row === undefined ? undefined : JSON.stringify([name, row.at.file, row.at.line, row.at.column]);
}
