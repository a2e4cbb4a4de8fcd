// Corrects a field of one webhook's body, or of every webhook's.
import type { Correction, CorrectionStep, CorrectionTarget } from "../../register/correction.ts";
import { bodyOf } from "../body.ts";
import type { Evidence, Model, Webhook } from "../model.ts";
import type { Corrected } from "./apply-corrections.ts";
import { correctField } from "./correct-field.ts";
import { isRecord } from "../types/value.ts";

/** First step of a path that counts from the request body. */
const BODY = "$body";

type WebhookTarget = Extract<CorrectionTarget, { readonly kind: "webhook" }>;

/**
 * A path counts from the payload, or from the body where its first member is one of the envelope's or "$body". The webhook "*"
 * is every webhook for which the expectation holds; it is stale only where it holds for none.
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
  const [first, ...behind] = steps;
  const { payloadField } = webhook.envelope;
  const saysBody = first?.kind === "member" && first.name === BODY;
  const fromBody =
    first?.kind === "member" &&
    payloadField !== undefined &&
    (saysBody || first.name === payloadField || envelope.has(first.name));
  if (!fromBody) {
    const result = correctField(webhook.payload, steps, correction, why);
    return "stale" in result ? result : { webhook: { ...webhook, payload: result.type } };
  }
  const result = correctField(bodyOf(webhook), saysBody ? behind : steps, correction, why);
  if ("stale" in result) return result;
  if (result.type.kind !== "object") return { stale: "its body is no object" };
  const { fields } = result.type;
  const payloadAt = fields.findIndex(({ name }) => name === payloadField);
  const payload = fields[payloadAt];
  if (payload === undefined) return { stale: "its payload can't be taken away" };
  const corrected: Webhook = {
    ...webhook,
    payload: payload.type,
    envelope: { ...webhook.envelope, payloadAt, fields: fields.filter((field) => field !== payload) },
  };
  return { webhook: withAction(corrected) };
}

/** Where the member that names the webhook was corrected, its samples follow. */
function withAction(webhook: Webhook): Webhook {
  const type = webhook.envelope.fields.find(({ name }) => name === "action")?.type;
  if (type?.kind !== "literal" || typeof type.value !== "string" || type.value === webhook.action) return webhook;
  const action = type.value;
  return {
    ...webhook,
    action,
    samples: webhook.samples.map((sample) =>
      isRecord(sample.body) && "action" in sample.body ? { ...sample, body: { ...sample.body, action } } : sample,
    ),
  };
}
