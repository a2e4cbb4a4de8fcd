// Supplies the envelope of a page that shows none.
import type { Correction } from "../../register/correction.ts";
import type { Envelope, Evidence, Field, Model, TypeNode, Webhook, WebhookSample } from "../model.ts";
import type { Corrected } from "./apply-corrections.ts";
import { fieldFromSpec } from "./type-from-spec.ts";

const ACTION = "action";

export function correctEnvelope(model: Model, { expect, set }: Correction, why: Evidence): Corrected {
  if (expect.undocumented === true && model.webhooks.some(({ envelope }) => envelope.origin !== "undocumented")) {
    return { stale: "the page shows an envelope now" };
  }
  const { payloadField, fields } = set;
  if (payloadField === undefined || fields === undefined) return { stale: "the correction supplies no members" };
  const payloadAt = fields.findIndex(({ name }) => name === payloadField);
  const members = fields.filter(({ name }) => name !== payloadField).map((field) => fieldFromSpec(field, why));
  const webhooks = model.webhooks.map((webhook): Webhook => {
    const envelope: Envelope = {
      origin: "correction",
      payloadField,
      payloadAt,
      fields: members.map((field) => (field.name === ACTION ? literalAction(field, webhook, why) : field)),
      evidence: [why],
    };
    return { ...webhook, envelope, samples: webhook.samples.map((sample) => wrap(sample, webhook, envelope)) };
  });
  return { model: { ...model, webhooks } };
}

function literalAction(field: Field, { action }: Webhook, why: Evidence): Field {
  return { ...field, type: { kind: "literal", value: action, evidence: [why] } };
}

function wrap(sample: WebhookSample, webhook: Webhook, { fields, payloadField, payloadAt }: Envelope): WebhookSample {
  const required = fields.filter(({ presence }) => presence === "required");
  const members = required.map(({ name, type }) => [name, placeholderOf(name, type, webhook)] as const);
  const before = fields.slice(0, payloadAt).filter(({ presence }) => presence === "required").length;
  const body = Object.fromEntries([...members.slice(0, before), [payloadField, sample.body], ...members.slice(before)]);
  return { ...sample, body };
}

function placeholderOf(name: string, type: TypeNode, { action }: Webhook): unknown {
  if (name === ACTION) return action;
  switch (type.kind) {
    case "string":
      return `<${name}>`;
    case "literal":
      return type.value;
    case "integer":
    case "number":
      return 0;
    case "boolean":
      return false;
    case "array":
      return [];
    default:
      return {};
  }
}
