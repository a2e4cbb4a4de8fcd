// Builds the envelope of a webhook: from its own samples, or inherited from what the page's samples share.
import { finding, type Finding } from "../source/finding.ts";
import { evidence, positionFrom } from "./evidence.ts";
import { inferType, noContext } from "./infer/infer-type.ts";
import type { Occurrence } from "./infer/occurrence.ts";
import type { Envelope, Evidence, Field, TypeNode } from "./model.ts";
import type { SplitSample } from "./read-envelope.ts";

const ACTION = "action";

/** What the envelopes of a page have in common; undefined where no sample of the page shows one. */
export interface PageEnvelope {
  readonly payloadField: string;
  readonly payloadAt: number;
  readonly fields: readonly Field[];
  /** A sample that shows the most usual members, for the values of an inherited envelope. */
  readonly example: SplitSample;
}

export function learnEnvelope(samples: readonly SplitSample[]): PageEnvelope | undefined {
  const enveloped = samples.filter(({ envelope }) => envelope !== undefined);
  const [first] = enveloped;
  if (first?.envelope === undefined) return undefined;
  const payloadField = mostFrequent(
    enveloped.flatMap(({ envelope }) => (envelope === undefined ? [] : [envelope.payloadField])),
  );
  const all = inferFields(enveloped);
  const usual = all.filter(({ name }) => countWith(enveloped, name) * 2 > enveloped.length);
  const example =
    enveloped.find(({ envelope }) =>
      usual.every(({ name }) => envelope?.root.members.some(({ key }) => key === name) === true),
    ) ?? first;
  return {
    payloadField,
    payloadAt: example.envelope?.payloadAt ?? first.envelope.payloadAt,
    fields: usual.map((field) =>
      field.presence === "optional" || variesIn(field.type) ? { ...field, type: loosen(field.type) } : field,
    ),
    example,
  };
}

/** @param samples those of the webhook's sections that were read */
export function buildEnvelope(
  name: string,
  heading: Evidence,
  samples: readonly SplitSample[],
  page: PageEnvelope | undefined,
): { readonly envelope: Envelope; readonly findings: readonly Finding[] } {
  const own = samples.filter(({ envelope }) => envelope !== undefined);
  const [first] = own;
  if (first?.envelope !== undefined) {
    const fields = inferFields(own).map((field) =>
      field.name === ACTION ? literalAction(field, name, heading) : field,
    );
    const envelope: Envelope = {
      origin: "documented",
      payloadField: first.envelope.payloadField,
      payloadAt: first.envelope.payloadAt,
      fields,
      evidence: [
        evidence(
          "sample",
          "envelope",
          `"${first.envelope.payloadField}"`,
          first.block.locate(
            first.envelope.root.members[first.envelope.payloadAt]?.keyOffset ?? first.envelope.root.offset,
          ),
        ),
      ],
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
    payloadField: page.payloadField,
    payloadAt: page.payloadAt,
    fields: page.fields.map((field) => ({
      ...(field.name === ACTION ? literalAction(field, name, heading) : field),
      evidence: [why],
    })),
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
            node: {
              ...envelope.root,
              members: envelope.root.members.filter(({ key }) => key !== envelope.payloadField),
            },
            comments: [],
            block,
          },
        ],
  );
  const type = inferType(occurrences, noContext);
  return type.kind === "object" ? type.fields : [];
}

function literalAction(field: Field, name: string, heading: Evidence): Field {
  return { ...field, type: { kind: "literal", value: name, evidence: [heading] }, presence: "required" };
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

function mostFrequent(names: readonly string[]): string {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0] ?? "payload";
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
