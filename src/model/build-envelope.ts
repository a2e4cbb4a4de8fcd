// Builds the envelope of a webhook: from its own samples, or inherited from what the page's samples share.
import { type Finding, finding } from "../source/finding.ts";
import type { SampleObject } from "../samples/sample.ts";
import { bodyPath, changeAt } from "./body.ts";
import { evidence, positionFrom } from "./evidence.ts";
import { inferType, noContext } from "./infer/infer-type.ts";
import type { Occurrence } from "./infer/occurrence.ts";
import type { Discriminator } from "../register/conventions.ts";
import type { Envelope, Evidence, Field, TypeNode } from "./model.ts";
import type { SplitSample } from "./read-envelope.ts";

/** What the envelopes of a page have in common; undefined where no sample of the page shows one. */
export interface PageEnvelope {
  readonly payloadPath: string;
  readonly payloadAt: number;
  readonly fields: readonly Field[];
  /** A sample that shows the most usual members, for the values of an inherited envelope. */
  readonly example: SplitSample;
}

export function learnEnvelope(samples: readonly SplitSample[]): PageEnvelope | undefined {
  const enveloped = samples.filter(({ envelope }) => envelope !== undefined);
  const [first] = enveloped;
  if (first?.envelope === undefined) return undefined;
  const all = inferFields(enveloped);
  const usual = all.filter(({ name }) => countWith(enveloped, name) * 2 > enveloped.length);
  const example =
    enveloped.find(({ envelope }) =>
      usual.every(({ name }) => envelope?.root.members.some(({ key }) => key === name) === true),
    ) ?? first;
  return {
    payloadPath: first.envelope.payloadPath,
    payloadAt: example.envelope?.payloadAt ?? first.envelope.payloadAt,
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
  const own = samples.filter(({ envelope }) => envelope !== undefined);
  const [first] = own;
  if (first?.envelope !== undefined) {
    const { payloadPath, payloadAt, holder } = first.envelope;
    const envelope: Envelope = {
      origin: "documented",
      payloadPath,
      payloadAt,
      fields: named(inferFields(own), discriminator, name, heading),
      evidence: [evidence("sample", "envelope", `"${holder.key}"`, first.block.locate(holder.keyOffset))],
    };
    return { envelope, findings: own.length < samples.length ? [mixed(name, heading)] : [] };
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
  const found = finding({
    rule: "model/inherited-envelope",
    severity: "info",
    message: `the sample of "${name}" shows the payload alone; the envelope of the page's other samples was taken for it`,
    at: positionFrom(heading.at),
    quote: name,
  });
  return { envelope, findings: samples.length === 0 ? [] : [found] };
}

function inferFields(samples: readonly SplitSample[]): readonly Field[] {
  const occurrences = samples.flatMap(({ envelope, block }): readonly Occurrence[] =>
    envelope === undefined
      ? []
      : [
          {
            node: without(envelope.root, bodyPath(envelope.payloadPath)),
            comments: [],
            block,
          },
        ],
  );
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
  if (discriminator.in === "header") return fields;
  const whole = changeAt({ kind: "object", fields }, bodyPath(discriminator.path), (field) =>
    literalName(field, name, heading),
  );
  return whole.kind === "object" ? whole.fields : fields;
}

export function literalName(field: Field, name: string, why: Evidence): Field {
  return { ...field, type: { kind: "literal", value: name, evidence: [why] } };
}

function countWith(samples: readonly SplitSample[], name: string): number {
  return samples.filter(({ envelope }) => envelope?.root.members.some(({ key }) => key === name) === true).length;
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

function mixed(name: string, heading: Evidence): Finding {
  return finding({
    rule: "model/mixed-envelopes",
    severity: "warning",
    message: `some samples of "${name}" show an envelope and some the payload alone; each was read as what it shows`,
    at: positionFrom(heading.at),
    quote: name,
  });
}
