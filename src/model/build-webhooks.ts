// Builds the webhooks of one page: sections of one name become one webhook.
import type { Reference, Section } from "../reference/reference.ts";
import { finding, type Finding } from "../source/finding.ts";
import { adoptEnvelope } from "./adopt-envelope.ts";
import { buildEnvelope, learnEnvelope, type PageEnvelope } from "./build-envelope.ts";
import { buildPayload, type BuiltPayload, isFullState, type SectionSamples } from "./build-payload.ts";
import { buildSamples } from "./build-samples.ts";
import { evidence, placeOf } from "./evidence.ts";
import { unite } from "./infer/infer-type.ts";
import type { Alias, Evidence, Webhook } from "./model.ts";
import { splitSample, type SplitSample } from "./read-envelope.ts";
import type { Catalogue } from "./structures/catalogue.ts";

export interface BuiltWebhooks {
  readonly webhooks: readonly Webhook[];
  readonly findings: readonly Finding[];
}

export function buildWebhooks({ sections }: Reference, catalogue: Catalogue): BuiltWebhooks {
  const split = sections.map((section): SectionSamples => ({
    section,
    samples: section.samples.flatMap((block) => splitSample(block) ?? []),
  }));
  const page = learnEnvelope(split.flatMap(({ samples }) => samples));
  const adopted: Finding[] = [];
  const read = split.map(({ section, samples }): SectionSamples => ({
    section,
    samples: samples.map((sample) => {
      if (page === undefined) return sample;
      const result = adoptEnvelope(sample, page);
      adopted.push(...result.findings);
      return result.sample;
    }),
  }));
  const byName = new Map<string, SectionSamples[]>();
  for (const one of read) {
    const same = byName.get(one.section.name);
    if (same === undefined) byName.set(one.section.name, [one]);
    else same.push(one);
  }
  const full = fullStates(read);
  const built = [...byName].map(([name, parts]) => buildWebhook(name, parts, full, page, catalogue));
  return {
    webhooks: built.map(({ webhook }) => webhook),
    findings: [...adopted, ...built.flatMap(({ findings }) => findings)],
  };
}

function buildWebhook(
  name: string,
  parts: readonly SectionSamples[],
  full: FullStates,
  page: PageEnvelope | undefined,
  catalogue: Catalogue,
): { readonly webhook: Webhook; readonly findings: readonly Finding[] } {
  const sections = parts.map(({ section }) => section);
  const [first] = sections;
  const samples = parts.flatMap((part) => part.samples);
  const headings = sections.map(({ at }) => evidence("heading", "section-heading", name, at));
  const heading = headings[0] ?? evidence("heading", "section-heading", name, { file: "", line: 1, column: 1 });
  const payloads = parts.map((part) => buildPayload(part, fullStateOf(name, full), catalogue));
  const { envelope, findings } = buildEnvelope(name, heading, samples, page);
  const { aliases, disputes } = readAliases(name, sections, samples);
  const push = sections.map(({ specifics }) => specifics?.pushEquivalents).filter((list) => list !== undefined);
  const partial = payloads.find(
    (payload): payload is BuiltPayload & { readonly partial: NonNullable<BuiltPayload["partial"]> } =>
      payload.partial !== undefined,
  );
  const webhook: Webhook = {
    name,
    action: name,
    aliases,
    ...(first?.group === undefined ? {} : { group: first.group }),
    description: describe(sections),
    anchor: first?.anchor ?? name,
    sections: sections.map(({ at }) => placeOf(at)),
    ...(push.length === 0 ? {} : { pushEquivalents: distinct(push.flat()) }),
    envelope,
    payload: unite(payloads.map(({ type }) => type)),
    ...(partial === undefined ? {} : { partial: partial.partial }),
    samples: buildSamples(name, samples, envelope, page),
    evidence: headings,
  };
  return {
    webhook,
    findings: [
      ...findings,
      ...payloads.flatMap((payload) => payload.findings),
      ...disputes,
      ...duplicates(sections),
      ...lacks(sections),
    ],
  };
}

/** The webhook of the same thing that sends its full state: `x_updated` beside `x_created` or `x_added`. */
function fullStateOf(name: string, full: FullStates): SectionSamples | undefined {
  return full.get(stemOf(name))?.find(({ section }) => section.name !== name);
}

/** Sections that show the full state of a thing, by the thing: the name without its last word. */
type FullStates = ReadonlyMap<string, readonly SectionSamples[]>;

function fullStates(all: readonly SectionSamples[]): FullStates {
  const byStem = new Map<string, SectionSamples[]>();
  for (const one of all) {
    const stem = stemOf(one.section.name);
    const known = byStem.get(stem) ?? [];
    // One name may have many sections; the first of it and the first of another are all that is ever asked for.
    if (stem === "" || known.length > 1 || known[0]?.section.name === one.section.name || !isFullState(one.section))
      continue;
    byStem.set(stem, [...known, one]);
  }
  return byStem;
}

function stemOf(name: string): string {
  return name.slice(0, name.lastIndexOf("_") + 1);
}

function describe(sections: readonly Section[]): string {
  const [first] = sections;
  return (first?.description ?? [])
    .map(({ text, item }) => (item === true ? `- ${text}` : text))
    .join("\n\n")
    .replaceAll(/\n\n(?=- )/g, "\n");
}

function distinct<Item>(items: readonly Item[]): readonly Item[] {
  const keys = items.map((item) => JSON.stringify(item));
  return items.filter((_, index) => keys.indexOf(keys[index] ?? "") === index);
}

function readAliases(
  name: string,
  sections: readonly Section[],
  samples: readonly SplitSample[],
): { readonly aliases: readonly Alias[]; readonly disputes: readonly Finding[] } {
  const said: Alias[] = [];
  for (const { specifics } of sections) {
    if (specifics?.action === undefined) continue;
    for (const { value, at } of [specifics.action, ...(specifics.others ?? [])])
      said.push({ value, source: "specifics", evidence: evidence("table", "action-row", value, at) });
  }
  for (const { envelope, block } of samples) {
    const value = envelope?.action?.value;
    if (value?.kind !== "scalar" || typeof value.value !== "string") continue;
    said.push({ value: value.value, source: "sample", evidence: sampleEvidence(value.value, block, value.offset) });
  }
  const aliases = said.filter(
    ({ value, source }, index) =>
      value !== name && said.findIndex((other) => other.value === value && other.source === source) === index,
  );
  const disputes = aliases.map(({ value, source, evidence: why }) =>
    finding({
      rule: "model/action-differs",
      severity: "warning",
      message: `the heading says "${name}", ${source === "specifics" ? "the specifics say" : "the sample says"} "${value}"; the heading was taken for the action, the other is kept as an alias`,
      at: { ...why.at, offset: 0 },
      quote: value,
      fix: name,
    }),
  );
  return { aliases, disputes };
}

function sampleEvidence(value: string, block: SplitSample["block"], offset: number): Evidence {
  return evidence("sample", "action-member", value, block.locate(offset, offset + value.length + 2));
}

function duplicates(sections: readonly Section[]): readonly Finding[] {
  return sections.slice(1).map(({ name, at }) =>
    finding({
      rule: "model/duplicate-section",
      severity: "warning",
      message: `"${name}" has a section already at line ${String(sections[0]?.at.line)}; both were read, as variants of one webhook`,
      at,
      quote: name,
    }),
  );
}

function lacks(sections: readonly Section[]): readonly Finding[] {
  return sections.flatMap(({ name, at, specifics, samples }) => [
    ...(specifics?.action === undefined
      ? [
          finding({
            rule: "model/no-action",
            severity: "warning",
            message: `the section "${name}" has no "Action" row; its heading was taken for the action`,
            at,
            quote: name,
          }),
        ]
      : []),
    ...(samples.length === 0
      ? [
          finding({
            rule: "model/no-sample",
            severity: "error",
            message: `the section "${name}" has no sample, so nothing is known of its payload`,
            at,
            quote: name,
          }),
        ]
      : []),
  ]);
}
