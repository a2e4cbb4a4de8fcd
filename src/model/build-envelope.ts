// Builds the envelope of a webhook: from its own samples, or inherited from what the page's samples share.
import { type Finding, report } from "../source/finding.ts";
import type { SampleObject, SampleMember, SampleNode } from "../samples/sample.ts";
import { bodyPath, changeAt } from "./body.ts";
import { evidence } from "./evidence.ts";
import { inferType, noContext } from "./infer/infer-type.ts";
import type { Occurrence } from "./infer/read-comments.ts";
import type { Discriminator } from "../register/conventions.ts";
import type { Envelope, Evidence, Field, TypeNode, Conventions } from "./model.ts";
import type { SampleBlock } from "../reference/reference.ts";
import { memberAt } from "../reference/anatomy/scan.ts";

/** Members of the page's envelope that must be in a sample before it is taken for one. */
const FEWEST_SHARED = 2;

/** What the envelopes of a page have in common; undefined where no sample of the page shows one. */
export interface PageEnvelope {
  readonly payloadPath: string;
  readonly payloadAt: number;
  readonly fields: readonly Field[];
  /** A sample that shows the most usual members, for the values of an inherited envelope. */
  readonly example: EnvelopedSample;
}

export function learnEnvelope(samples: readonly SplitSample[]): PageEnvelope | undefined {
  const enveloped = samples.filter(isEnveloped);
  const [first] = enveloped;
  if (first === undefined) return undefined;
  const shows = ({ envelope: { root } }: EnvelopedSample, name: string): boolean =>
    root.members.some(({ key }) => key === name);
  const usual = inferFields(enveloped).filter(
    ({ name }) => enveloped.filter((one) => shows(one, name)).length * 2 > enveloped.length,
  );
  const example = enveloped.find((one) => usual.every(({ name }) => shows(one, name))) ?? first;
  return {
    payloadPath: first.envelope.payloadPath,
    payloadAt: example.envelope.payloadAt,
    fields: usual.map((field) =>
      field.presence === "optional" || variesIn(field.type) ? { ...field, type: loosen(field.type) } : field,
    ),
    example,
  };
}

/** @param samples those of the webhook's sections that were read; the discriminator among the fields is the webhook's name */
export function buildEnvelope(
  name: string,
  heading: Evidence,
  samples: readonly SplitSample[],
  page: PageEnvelope | undefined,
  discriminator: Discriminator,
): { readonly envelope: Envelope; readonly findings: readonly Finding[] } {
  const own = samples.filter(isEnveloped);
  const [first] = own;
  if (first !== undefined) {
    const { payloadPath, payloadAt, holder } = first.envelope;
    const envelope: Envelope = {
      origin: "documented",
      payloadPath,
      payloadAt,
      fields: named(inferFields(own), discriminator, name, heading),
      evidence: [evidence("sample", "envelope", `"${holder.key}"`, first.block.locate(holder.keyOffset))],
    };
    const message = `some samples of "${name}" show an envelope and some the payload alone; each was read as what it shows`;
    const mixed = report("warning", "model/mixed-envelopes", message, { at: heading.at, quote: name });
    return { envelope, findings: own.length < samples.length ? [mixed] : [] };
  }
  if (page === undefined) {
    return { envelope: { origin: "undocumented", payloadAt: 0, fields: [], evidence: [heading] }, findings: [] };
  }
  const at = page.example.block.locate(page.example.root.offset);
  const why = evidence("sample", "inherited-envelope", `the envelope of the page's other samples`, at);
  const envelope: Envelope = {
    origin: "inherited",
    payloadPath: page.payloadPath,
    payloadAt: page.payloadAt,
    fields: named(page.fields, discriminator, name, heading).map((field) => ({ ...field, evidence: [why] })),
    evidence: [why],
  };
  const message = `the sample of "${name}" shows the payload alone; the envelope of the page's other samples was taken for it`;
  const found = report("info", "model/inherited-envelope", message, { at: heading.at, quote: name });
  return { envelope, findings: samples.length === 0 ? [] : [found] };
}

function inferFields(samples: readonly EnvelopedSample[]): readonly Field[] {
  const occurrences = samples.map(({ envelope: { root, payloadPath }, block }): Occurrence => {
    return { node: without(root, bodyPath(payloadPath)), comments: [], block };
  });
  const type = inferType(occurrences, noContext);
  return type.kind === "object" ? type.fields : [];
}

function without(root: SampleObject, [step, ...rest]: readonly string[]): SampleObject {
  const members = root.members.flatMap((member) => {
    if (member.key !== step) return [member];
    if (rest.length === 0) return [];
    return [member.value.kind === "object" ? { ...member, value: without(member.value, rest) } : member];
  });
  return { ...root, members };
}

/** The discriminator becomes the webhook's name; where it lies in the payload or in a header, nothing changes. */
function named(
  fields: readonly Field[],
  discriminator: Discriminator,
  name: string,
  heading: Evidence,
): readonly Field[] {
  if (discriminator.in !== "body") return fields;
  const path = bodyPath(discriminator.path);
  const type = changeAt({ kind: "object", fields }, path, (field) => literalName(field, name, heading));
  return type.kind === "object" ? type.fields : fields;
}

export function literalName(field: Field, name: string, why: Evidence): Field {
  return { ...field, type: nameType(name, why) };
}

export function nameType(name: string, why: Evidence): TypeNode {
  return { kind: "literal", value: name, evidence: [why] };
}

/** Objects differ from webhook to webhook: what is inherited of them is only that there is one. */
function variesIn(type: TypeNode): boolean {
  return type.kind === "object" || type.kind === "union" || type.kind === "any";
}

function loosen(type: TypeNode): TypeNode {
  return type.kind === "object"
    ? { kind: "object", fields: type.fields.map((field): Field => ({ ...field, presence: "optional" })), open: true }
    : type;
}

export interface SplitSample {
  readonly block: SampleBlock;
  readonly root: SampleNode;
  /** Undefined where the sample shows the payload alone. */
  readonly envelope?: SampleEnvelope;
  readonly payload: SampleNode;
  readonly payloadComments: SampleMember["comments"];
}

type EnvelopedSample = SplitSample & { readonly envelope: SampleEnvelope };

function isEnveloped(sample: SplitSample): sample is EnvelopedSample {
  return sample.envelope !== undefined;
}

interface SampleEnvelope {
  readonly root: SampleObject;
  readonly payloadPath: string;
  /** The member at that path. */
  readonly holder: SampleMember;
  /** Index of it among the members of its object. */
  readonly payloadAt: number;
  /** The member that names the webhook. */
  readonly name?: SampleMember;
}

export type BodyConventions = Pick<Conventions, "discriminator" | "payload">;

/** Undefined for a sample that was not read. */
export function splitSample(block: SampleBlock, conventions: BodyConventions): SplitSample | undefined {
  const { root } = block;
  if (root === undefined) return undefined;
  const envelope = root.kind === "object" ? envelopeOf(root, conventions) : undefined;
  // Nothing is around the payload but its member: `{ "data": { … } }`.
  if (envelope?.name === undefined && conventions.discriminator.in === "body" && envelope?.root.members.length === 1)
    return { block, root: envelope.holder.value, payload: envelope.holder.value, payloadComments: [] };
  if (envelope === undefined || (conventions.discriminator.in === "body" && envelope.name === undefined))
    return { block, root, payload: root, payloadComments: [] };
  return { block, root, payload: envelope.holder.value, payloadComments: envelope.holder.comments, envelope };
}

/** Undefined where the body holds no payload of its own: it is the payload. */
export function envelopeOf(
  root: SampleObject,
  { discriminator, payload: { path: payloadPath } }: BodyConventions,
): SampleEnvelope | undefined {
  if (payloadPath === undefined) return undefined;
  const path = bodyPath(payloadPath);
  const holder = memberAt(root, path);
  if (holder === undefined || holder.value.kind === "scalar") return undefined;
  const parent = path.length === 1 ? root : memberAt(root, path.slice(0, -1))?.value;
  const payloadAt = parent?.kind === "object" ? parent.members.indexOf(holder) : 0;
  const name = discriminator.in === "body" ? memberAt(root, bodyPath(discriminator.path)) : undefined;
  return { root, payloadPath, holder, payloadAt, ...(name === undefined ? {} : { name }) };
}

/** A sample with an envelope, or of a payload alone, stays as it is. */
export function inferPayloadKey(
  sample: SplitSample,
  page: PageEnvelope,
  conventions: BodyConventions,
): { readonly sample: SplitSample; readonly findings: readonly Finding[] } {
  const { root, envelope, block } = sample;
  const { payloadPath } = page;
  if (envelope !== undefined || root.kind !== "object" || bodyPath(payloadPath).length > 1)
    return { sample, findings: [] };
  const usual = new Set(page.fields.map(({ name }) => name));
  const shared = root.members.filter(({ key }) => usual.has(key));
  if (shared.length < FEWEST_SHARED) return { sample, findings: [] };
  const named = root.members.findIndex(({ key }) => key === payloadPath);
  const payloadAt =
    named >= 0 ? named : root.members.findIndex(({ key, value }) => !usual.has(key) && value.kind !== "scalar");
  const member = root.members[payloadAt];
  if (member === undefined) {
    const message = `this sample shows ${shared.map(({ key }) => `"${key}"`).join(", ")} of the page's envelope but no "${payloadPath}"; nothing is known of the payload`;
    const at = block.locate(root.offset);
    return { sample, findings: [report("error", "model/no-payload", message, { at, quote: block.value })] };
  }
  const message = `where the page's other samples have "${payloadPath}", this one has "${member.key}"; it was read as the payload`;
  const at = block.locate(member.keyOffset, member.keyOffset + member.keyLength);
  const found = report("warning", "model/payload-member", message, { at, quote: member.key }, payloadPath);
  const renamed = { ...member, key: payloadPath };
  const whole = { ...root, members: root.members.map((one) => (one === member ? renamed : one)) };
  const own = envelopeOf(whole, conventions) ?? { root: whole, payloadPath, holder: renamed, payloadAt };
  const read = { ...sample, root: whole, payload: member.value, payloadComments: member.comments, envelope: own };
  return { sample: read, findings: named >= 0 ? [] : [found] };
}
