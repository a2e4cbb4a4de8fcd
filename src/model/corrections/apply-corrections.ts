// Applies the corrections that are due for a version; one whose expected value has gone from the docs is an error: stale.
import {
  type Correction,
  type CorrectionTarget,
  type CorrectionStep,
  parseCorrectionPath,
} from "../../register/correction.ts";
import { type Finding, report } from "../../source/finding.ts";
import { undocumentedStructures } from "../structures/beside-webhooks.ts";
import { evidence, placeOf } from "../evidence.ts";
import type {
  AppliedCorrection,
  Model,
  Evidence,
  Structure,
  Conventions,
  Envelope,
  Field,
  TypeNode,
  Webhook,
  WebhookSample,
} from "../model.ts";
import { correctField, fieldFromSpec } from "./correct-field.ts";
import { membersOfRole } from "../../reference/anatomy/name-rules.ts";
import type { Discriminator } from "../../register/conventions.ts";
import { literalName } from "../build-envelope.ts";
import { bodyOf, bodyPath, withBody } from "../body.ts";
import { namedBody } from "../build-samples.ts";
import { fieldAt } from "../types/discriminator.ts";
import { leadingName } from "../types/path.ts";

/** First step of a path that counts from the request body. */
const BODY = "$body";
/** A step's result: the corrected model, or why the correction is not due any more. */
export type Corrected = { readonly model: Model } | { readonly stale: string };

/** @param corrections those that name the model's version */
export function applyCorrections(
  model: Model,
  corrections: readonly Correction[],
): { readonly model: Model; readonly findings: readonly Finding[] } {
  let current = model;
  const applied: AppliedCorrection[] = [];
  const findings: Finding[] = [];
  for (const correction of corrections) {
    const result = applyOne(current, correction);
    if ("stale" in result) {
      findings.push(staleFinding(correction, model.version, result.stale));
      continue;
    }
    current = result.model;
    applied.push({ id: correction.id, path: correction.path, reason: correction.reason, at: placeOf(correction.at) });
  }
  const documented = current.structures.filter(({ documented: isKnown }) => isKnown);
  const structures = [...documented, ...undocumentedStructures(current.webhooks, documented)];
  return { model: { ...current, structures, corrections: [...current.corrections, ...applied] }, findings };
}

function applyOne(model: Model, correction: Correction): Corrected {
  const why = evidence("correction", correction.id, correction.reason, correction.at);
  switch (correction.target.kind) {
    case "envelope":
      return correctEnvelope(model, correction, why);
    case "webhook":
      return correctWebhooks(model, correction, correction.target, why);
    case "structure":
      return correctStructure(model, correction, correction.target, why);
  }
}

function staleFinding({ id, path, at }: Correction, version: string, why: string): Finding {
  const message = `the correction "${id}" is stale for ${version}: "${path}" is not as it expects, ${why}`;
  const fix = "take the version out of the correction, or state what the docs say now";
  return report("error", "corrections/stale", message, { at, quote: path }, fix);
}

type StructureTarget = Extract<CorrectionTarget, { readonly kind: "structure" }>;

function correctStructure(model: Model, correction: Correction, target: StructureTarget, why: Evidence): Corrected {
  const found = model.structures.find(({ name }) => name === target.structure);
  if (found === undefined) return { stale: `there is no structure "${target.structure}"` };
  if (correction.expect.undocumented === true && found.documented) return { stale: "a page describes it now" };
  const result = correctField(found.type, target.steps, correction, why);
  if ("stale" in result) return result;
  const corrected: Structure = { ...found, documented: true, type: result.type, evidence: [...found.evidence, why] };
  return { model: { ...model, structures: model.structures.map((one) => (one === found ? corrected : one)) } };
}

function correctEnvelope(model: Model, { expect, set }: Correction, why: Evidence): Corrected {
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

type WebhookTarget = Extract<CorrectionTarget, { readonly kind: "webhook" }>;

/**
 * A path counts from the payload, or from the body where its first member is one of the envelope's or "$body". The webhook "*"
 * is every webhook for which the expectation holds; it is stale only where it holds for none.
 */
function correctWebhooks(model: Model, correction: Correction, parsed: WebhookTarget, why: Evidence): Corrected {
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
    // Reviews call it "payload", whatever member holds it.
    const isCalledSo = first?.kind === "member" && first.name === "payload" && !fieldAt(webhook.payload, ["payload"]);
    const result = correctField(webhook.payload, isCalledSo ? behind : steps, correction, why);
    return "stale" in result ? result : { webhook: { ...webhook, payload: result.type } };
  }
  const result = correctField(bodyOf(webhook), saysBody ? behind : steps, correction, why);
  if ("stale" in result) return result;
  if (result.type.kind !== "object") return { stale: "its body is no object" };
  const corrected = withBody(webhook, result.type);
  return corrected === undefined
    ? { stale: "its payload can't be taken away" }
    : { webhook: renamed(corrected, conventions) };
}

/** Where the member that names the webhook was corrected, its samples follow. */
function renamed(webhook: Webhook, { discriminator }: Conventions): Webhook {
  const type = discriminator.in === "body" ? fieldAt(bodyOf(webhook), bodyPath(discriminator.path))?.type : undefined;
  if (type?.kind !== "literal" || typeof type.value !== "string" || type.value === webhook.name) return webhook;
  const name = type.value;
  const samples = webhook.samples.map((sample) => ({ ...sample, body: namedBody(sample.body, name, discriminator) }));
  return { ...webhook, name, samples };
}
