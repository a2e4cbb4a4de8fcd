// Corrects a field of one webhook's body, or of every webhook's.
import type { Correction, CorrectionStep, CorrectionTarget } from "../../register/correction.ts";
import { bodyOf } from "../body.ts";
import type { Evidence, Model, Webhook } from "../model.ts";
import type { Corrected } from "./apply-corrections.ts";
import { correctField } from "./correct-field.ts";

type WebhookTarget = Extract<CorrectionTarget, { readonly kind: "webhook" }>;

/**
 * A path counts from the payload, or from the body where its first member is one of the envelope's. The webhook "*" is every
 * webhook for which the expectation holds; it is stale only where it holds for none.
 */
export function correctWebhooks(model: Model, correction: Correction, target: WebhookTarget, why: Evidence): Corrected {
  const envelope = new Set(model.webhooks.flatMap((webhook) => webhook.envelope.fields.map(({ name }) => name)));
  let applied = 0;
  let stale = target.webhook === "*" ? "it holds for no webhook" : `there is no webhook "${target.webhook}"`;
  const webhooks = model.webhooks.map((webhook): Webhook => {
    if (target.webhook !== "*" && target.webhook !== webhook.name) return webhook;
    const result = correctBody(webhook, target.steps, envelope, correction, why);
    if ("stale" in result) {
      if (target.webhook !== "*") stale = result.stale;
      return webhook;
    }
    applied += 1;
    return result.webhook;
  });
  return applied > 0 ? { model: { ...model, webhooks } } : { stale };
}

function correctBody(
  webhook: Webhook,
  steps: readonly CorrectionStep[],
  envelope: ReadonlySet<string>,
  correction: Correction,
  why: Evidence,
): { readonly webhook: Webhook } | { readonly stale: string } {
  const [first] = steps;
  const { payloadField } = webhook.envelope;
  const fromBody =
    first?.kind === "member" && payloadField !== undefined && (first.name === payloadField || envelope.has(first.name));
  if (!fromBody) {
    const result = correctField(webhook.payload, steps, correction, why);
    return "stale" in result ? result : { webhook: { ...webhook, payload: result.type } };
  }
  const result = correctField(bodyOf(webhook), steps, correction, why);
  if ("stale" in result) return result;
  if (result.type.kind !== "object") return { stale: "its body is no object" };
  const { fields } = result.type;
  const payloadAt = fields.findIndex(({ name }) => name === payloadField);
  const payload = fields[payloadAt];
  if (payload === undefined) return { stale: "its payload can't be taken away" };
  return {
    webhook: {
      ...webhook,
      payload: payload.type,
      envelope: { ...webhook.envelope, payloadAt, fields: fields.filter((field) => field !== payload) },
    },
  };
}
