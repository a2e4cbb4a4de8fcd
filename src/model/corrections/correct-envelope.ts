// Supplies the envelope of a page that shows none.
import type { Correction } from "../../register/correction.ts";
import { membersOfRole } from "../../reference/body-members.ts";
import type { Discriminator } from "../../register/conventions.ts";
import { literalName } from "../build-envelope.ts";
import type { Conventions, Envelope, Evidence, Field, Model, TypeNode, Webhook, WebhookSample } from "../model.ts";
import type { Corrected } from "./apply-corrections.ts";
import { fieldFromSpec } from "./type-from-spec.ts";

export function correctEnvelope(model: Model, { expect, set }: Correction, why: Evidence): Corrected {
  if (expect.undocumented === true && model.webhooks.some(({ envelope }) => envelope.origin !== "undocumented")) {
    return { stale: "the page shows an envelope now" };
  }
  const { payloadField, fields } = set;
  if (payloadField === undefined || fields === undefined) return { stale: "the correction supplies no members" };
  const { discriminator, authentication } = model.conventions;
  const payloadAt = fields.findIndex(({ name }) => name === payloadField);
  const members = fields.filter(({ name }) => name !== payloadField).map((field) => fieldFromSpec(field, why));
  const webhooks = model.webhooks.map((webhook): Webhook => {
    const envelope: Envelope = {
      origin: "correction",
      payloadPath: payloadField,
      payloadAt,
      fields: members.map((field) => (names(field, discriminator) ? literalName(field, webhook.name, why) : field)),
      evidence: [why],
    };
    return { ...webhook, envelope, samples: webhook.samples.map((sample) => wrap(sample, envelope, payloadField)) };
  });
  const secret = members.find(({ name }) => membersOfRole("secret").includes(name));
  const conventions: Conventions = {
    ...model.conventions,
    payload: { path: payloadField, evidence: [why] },
    ...(authentication.scheme === "undocumented" && secret !== undefined
      ? { authentication: { scheme: "secret", path: secret.name, evidence: [why] } }
      : {}),
  };
  return { model: { ...model, conventions, webhooks } };
}

function names({ name }: Field, discriminator: Discriminator): boolean {
  return discriminator.in === "body" && discriminator.path === name;
}

function wrap(sample: WebhookSample, { fields, payloadAt }: Envelope, payloadField: string): WebhookSample {
  const required = fields.filter(({ presence }) => presence === "required");
  const members = required.map(({ name, type }) => [name, placeholderOf(name, type)] as const);
  const before = fields.slice(0, payloadAt).filter(({ presence }) => presence === "required").length;
  const body = Object.fromEntries([...members.slice(0, before), [payloadField, sample.body], ...members.slice(before)]);
  return { ...sample, body };
}

function placeholderOf(name: string, type: TypeNode): unknown {
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
