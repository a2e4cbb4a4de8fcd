// Compares paired webhooks: action, envelope, payload, samples and words.
import { describeType } from "../model/describe-type.ts";
import type { Envelope, Webhook } from "../model/model.ts";
import { shapeKey } from "../model/same-shape.ts";
import { compareFields, compareTypes } from "./compare-types.ts";
import { type Observation, type ObservationKind, side, type Spot } from "./observation.ts";
import type { WebhookPairs } from "./pair-webhooks.ts";
import { type Comparison, seeText } from "./see.ts";

export function compareWebhooks({ pairs, removed, added }: WebhookPairs, comparison: Comparison): void {
  for (const webhook of removed) comparison.seen.push(lone("webhook-removed", webhook));
  for (const webhook of added) comparison.seen.push(lone("webhook-added", webhook));
  for (const pair of pairs) comparePair(pair.old, pair.new, comparison);
}

function lone(is: ObservationKind, webhook: Webhook): Observation {
  const { name, payload, sections, evidence } = webhook;
  const [at] = sections;
  const heading = at === undefined ? [] : [{ kind: "heading", rule: "section/heading", quote: name, at } as const];
  const told = side(`${name}: ${describeType(payload)}`, evidence.length > 0 ? evidence : heading);
  return {
    ...{ is, spot: spotOf(name), label: name, key: name },
    ...(is === "webhook-removed" ? { old: told, oldType: payload } : { new: told, newType: payload }),
  };
}

function spotOf(name: string): Spot {
  return { owner: { kind: "webhook", name }, steps: [] };
}

function comparePair(old: Webhook, now: Webhook, comparison: Comparison): void {
  const spot = spotOf(now.name);
  const say = (is: ObservationKind, before: string, after: string): void => {
    comparison.seen.push({
      ...{ is, spot, label: now.name, key: JSON.stringify([before, after]) },
      ...{ old: side(before, old.evidence), new: side(after, now.evidence) },
    });
  };
  if (old.title !== now.title) say("heading-renamed", old.title, now.title);
  if (old.name !== now.name) say("action-changed", old.name, now.name);
  compareEnvelopes(old.envelope, now, comparison);
  compareTypes(
    { type: old.payload, evidence: old.evidence },
    { type: now.payload, evidence: now.evidence },
    spot,
    comparison,
  );
  compareWords(old, now, spot, comparison);
}

function compareEnvelopes(old: Envelope, webhook: Webhook, comparison: Comparison): void {
  const now = webhook.envelope;
  const spot: Spot = { owner: { kind: "envelope", webhook: webhook.name }, steps: [] };
  if (old.payloadPath !== now.payloadPath) {
    comparison.seen.push({
      ...{ is: "payload-moved", spot, label: now.payloadPath ?? "the body" },
      key: JSON.stringify([old.payloadPath ?? null, now.payloadPath ?? null]),
      old: side(old.payloadPath ?? "the payload is the whole body", old.evidence),
      new: side(now.payloadPath ?? "the payload is the whole body", now.evidence),
    });
  }
  if (old.payloadPath === undefined || now.payloadPath === undefined) return;
  compareFields({ fields: withoutAction(old) }, { fields: withoutAction(now) }, spot, comparison);
}

/** The literal of the action is the webhook's own. */
function withoutAction({ fields }: Envelope): Envelope["fields"] {
  return fields.filter(({ name, type }) => name !== "action" || type.kind !== "literal");
}

function compareWords(old: Webhook, now: Webhook, spot: Spot, comparison: Comparison): void {
  const rows: readonly (readonly [string, (webhook: Webhook) => string | undefined])[] = [
    ["description", ({ description }) => description],
    ["group", ({ group }) => group],
    ["link", ({ anchor }) => anchor],
    ["push equivalents", ({ pushEquivalents }) => pushEquivalents?.map(({ label }) => label).join(", ")],
    ["aliases", ({ aliases }) => aliases.map(({ value }) => value).join(", ")],
    ["sample", ({ samples }) => samples.map(({ body }) => JSON.stringify(body)).join("\n")],
  ];
  for (const [label, read] of rows) {
    const words = (webhook: Webhook) => ({
      text: read(webhook),
      evidence: label === "sample" ? sampleEvidence(webhook) : webhook.evidence,
    });
    seeText(comparison, label, spot, words(old), words(now));
  }
}

function sampleEvidence({ samples }: Webhook): Webhook["evidence"] {
  return samples.map(({ title, at }) => ({ kind: "sample", rule: "sample", quote: title ?? "", at }));
}

/** Compares what both models tell of structures; those under two names at one place are compared too. */
export function compareStructures(
  names: { readonly old: readonly string[]; readonly new: readonly string[] },
  comparison: Comparison,
): void {
  const known = new Set(names.new);
  const kept = new Set(names.old);
  for (const name of names.old) {
    if (known.has(name)) compareStructure(name, name, comparison);
    else seeLone("structure-removed", name, comparison);
  }
  for (const name of names.new) if (!kept.has(name)) seeLone("structure-added", name, comparison);
  for (const [before, after] of comparison.renamedStructures) compareStructure(before, after, comparison);
}

function compareStructure(before: string, after: string, comparison: Comparison): void {
  const old = comparison.oldResolve(before);
  const now = comparison.newResolve(after);
  if (old === undefined || now === undefined) return;
  const spot: Spot = { owner: { kind: "structure", name: after }, steps: [] };
  if (old.documented !== now.documented) {
    comparison.seen.push({
      ...{ is: now.documented ? "structure-told" : "structure-untold", spot, label: after, key: "" },
      ...{ oldType: old.type, newType: now.type },
      old: side(old.documented ? describeType(old.type) : "undocumented", old.evidence),
      new: side(now.documented ? describeType(now.type) : "undocumented", now.evidence),
    });
    return;
  }
  compareTypes(old, now, spot, comparison);
  seeText(
    comparison,
    "description",
    spot,
    { text: old.description, evidence: old.evidence },
    { text: now.description, evidence: now.evidence },
  );
  seeText(
    comparison,
    "sample",
    spot,
    { text: JSON.stringify(old.sample), evidence: old.evidence },
    { text: JSON.stringify(now.sample), evidence: now.evidence },
  );
}

function seeLone(is: "structure-added" | "structure-removed", name: string, comparison: Comparison): void {
  const structure = is === "structure-added" ? comparison.newResolve(name) : comparison.oldResolve(name);
  if (structure === undefined) return;
  const { documented, type, evidence } = structure;
  const told = side(documented ? describeType(type) : "undocumented", evidence);
  comparison.seen.push({
    ...{ is, spot: { owner: { kind: "structure", name }, steps: [] }, label: name, key: shapeKey(type) },
    ...(is === "structure-added" ? { new: told, newType: type } : { old: told, oldType: type }),
  });
}
