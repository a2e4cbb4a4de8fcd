// Completes webhooks by the structures of their version: forms of a structure know its other members, samples are filled, and
// types admit them.
import type { Finding } from "../source/finding.ts";
import { admitSamples } from "./admit-samples.ts";
import { bodyOf } from "./body.ts";
import { fillSample } from "./fill-sample.ts";
import type { Structure, Webhook } from "./model.ts";
import { extendForms } from "./structures/extend-forms.ts";
import { discriminateUnions } from "./types/discriminator.ts";

export function completeWebhooks(
  webhooks: readonly Webhook[],
  structures: readonly Structure[],
): { readonly webhooks: readonly Webhook[]; readonly findings: readonly Finding[] } {
  const byName = new Map(structures.map((structure) => [structure.name, structure]));
  const findings: Finding[] = [];
  const completed = webhooks.map((webhook): Webhook => {
    const { type, findings: found } = extendForms(webhook.payload, byName);
    findings.push(...found);
    const whole: Webhook = { ...webhook, payload: discriminateUnions(type, byName) };
    const body = bodyOf(whole);
    const filled = whole.samples.map((sample) => ({ ...sample, body: fillSample(sample.body, body, byName) }));
    const admitted = admitSamples({ ...whole, samples: filled }, byName);
    findings.push(...admitted.findings);
    return admitted.webhook;
  });
  return { webhooks: completed, findings };
}
