// Corrects a field of one webhook's body, or of every webhook's.
import type { Correction, CorrectionStep, CorrectionTarget } from "../../register/correction.ts";
import { bodyOf, bodyPath, splitBody } from "../body.ts";
import { namedBody } from "../build-samples.ts";
import { fieldAt } from "../discriminator.ts";
import { leadingName } from "../types/path.ts";
import { parseCorrectionPath } from "../../register/correction-path.ts";
import type { Conventions, Evidence, Model, Webhook } from "../model.ts";
import type { Corrected } from "./apply-corrections.ts";
import { correctField } from "./correct-field.ts";

/** First step of a path that counts from the request body. */
const BODY = "$body";

type WebhookTarget = Extract<CorrectionTarget, { readonly kind: "webhook" }>;

/**
 * A path counts from the payload, or from the body where its first member is one of the envelope's or "$body". The webhook "*"
 * is every webhook for which the expectation holds; it is stale only where it holds for none.
 */
export function correctWebhooks(model: Model, correction: Correction, parsed: WebhookTarget, why: Evidence): Corrected {
  const target = withDots(model, correction.path, parsed);
  const envelope = new Set(model.webhooks.flatMap((webhook) => webhook.envelope.fields.map(({ name }) => name)));
  let applied = 0;
  let stale = target.webhook === "*" ? "it holds for no webhook" : `there is no webhook "${target.webhook}"`;
  const webhooks = model.webhooks.map((webhook): Webhook => {
    if (target.webhook !== "*" && target.webhook !== webhook.name) return webhook;
    const result = correctBody(webhook, target.steps, envelope, correction, why, model.conventions);
    if ("stale" in result) {
      if (target.webhook !== "*") stale = result.stale;
      return webhook;
    }
    applied += 1;
    return result.webhook;
  });
  return applied > 0 ? { model: { ...model, webhooks } } : { stale };
}

/** The path was read where no names are known: a name with dots in it looks like a name and members. */
function withDots({ webhooks }: Model, path: string, parsed: WebhookTarget): WebhookTarget {
  const names = webhooks.map(({ name }) => name);
  const name = names.includes(parsed.webhook) ? undefined : leadingName(path, names);
  const read = name === undefined ? parsed : parseCorrectionPath(`*${path.slice(name.length)}`);
  return name === undefined || !("kind" in read) || read.kind !== "webhook" ? parsed : { ...read, webhook: name };
}

function correctBody(
  webhook: Webhook,
  steps: readonly CorrectionStep[],
  envelope: ReadonlySet<string>,
  correction: Correction,
  why: Evidence,
  conventions: Conventions,
): { readonly webhook: Webhook } | { readonly stale: string } {
  const [first, ...behind] = steps;
  const path = webhook.envelope.payloadPath === undefined ? [] : bodyPath(webhook.envelope.payloadPath);
  const saysBody = first?.kind === "member" && first.name === BODY;
  const fromBody =
    first?.kind === "member" && path.length > 0 && (saysBody || first.name === path[0] || envelope.has(first.name));
  if (!fromBody) {
    const result = correctField(webhook.payload, steps, correction, why);
    return "stale" in result ? result : { webhook: { ...webhook, payload: result.type } };
  }
  const result = correctField(bodyOf(webhook), saysBody ? behind : steps, correction, why);
  if ("stale" in result) return result;
  if (result.type.kind !== "object") return { stale: "its body is no object" };
  const parts = splitBody(result.type, path);
  if (parts === undefined) return { stale: "its payload can't be taken away" };
  const { payload, payloadAt, fields } = parts;
  return {
    webhook: renamed({ ...webhook, payload, envelope: { ...webhook.envelope, payloadAt, fields } }, conventions),
  };
}

/** Where the member that names the webhook was corrected, its samples follow. */
function renamed(webhook: Webhook, { discriminator }: Conventions): Webhook {
  const type = discriminator.in === "body" ? fieldAt(bodyOf(webhook), bodyPath(discriminator.path))?.type : undefined;
  if (type?.kind !== "literal" || typeof type.value !== "string" || type.value === webhook.name) return webhook;
  const name = type.value;
  const samples = webhook.samples.map((sample) => ({ ...sample, body: namedBody(sample.body, name, discriminator) }));
  return { ...webhook, name, samples };
}
