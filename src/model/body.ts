// The whole request body of a webhook: its envelope with the payload in its place.
import type { ObjectType, TypeNode, Webhook } from "./model.ts";

/** An object type, or the payload itself where the page shows no envelope. */
export function bodyOf({ envelope, payload }: Webhook): TypeNode {
  const { payloadField, payloadAt, fields } = envelope;
  if (payloadField === undefined) return payload;
  const body: ObjectType = {
    kind: "object",
    fields: [
      ...fields.slice(0, payloadAt),
      { name: payloadField, type: payload, presence: "required", evidence: envelope.evidence },
      ...fields.slice(payloadAt),
    ],
  };
  return body;
}
