// Builds the webhooks of one page: sections of one name become one webhook.
import type { FieldTable, Reference, Section } from "../reference/reference.ts";
import { type Finding, report } from "../source/finding.ts";
import { bodyPath, changeAt } from "./body.ts";
import {
  type PageEnvelope,
  buildEnvelope,
  learnEnvelope,
  literalName,
  nameType,
  type SplitSample,
  splitSample,
  inferPayloadKey,
} from "./build-envelope.ts";
import { type SectionSamples, buildPayload, isFullState } from "./build-payload.ts";
import { buildSamples } from "./build-samples.ts";
import { evidence, placeOf } from "./evidence.ts";
import { sameName } from "../reference/anatomy/name-rules.ts";
import { memberAt } from "../reference/anatomy/scan.ts";
import { firstOfEach, groupBy } from "../source/group-by.ts";
import { parsePath } from "./types/path.ts";
import { mapParts, partsOf, unite } from "./types/walk.ts";
import { namesTypes } from "../samples/named-types.ts";
import { keysOf, type SampleNode } from "../samples/sample.ts";
import type { Discriminator } from "../register/conventions.ts";
import type { Alias, Conventions, Envelope, Evidence, Field, TypeNode, Webhook } from "./model.ts";
import { shapeKey } from "./describe-type.ts";
import { withTypesOfRows } from "./row-types.ts";
import { divideTables, layShared, meantFor, type SharedTable, tablesForOthers, unshownByAll } from "./shared-tables.ts";
import type { Catalogue } from "./structures/catalogue.ts";

/** Ids are given when all webhooks of the version are known. */
export type BuiltWebhook = Omit<Webhook, "id">;

export interface BuiltWebhooks {
  readonly webhooks: readonly BuiltWebhook[];
  /** Shared tables that hold for one of them. */
  readonly used: readonly SharedTable[];
  readonly findings: readonly Finding[];
}

export function buildWebhooks(
  { sections }: Reference,
  catalogue: Catalogue,
  conventions: Conventions,
  shared: readonly SharedTable[] = [],
): BuiltWebhooks {
  const split = sections.map((section): SectionSamples => {
    const samples = section.samples.flatMap((block) => splitSample(block, conventions) ?? []);
    return { section, samples };
  });
  const page = learnEnvelope(split.flatMap(({ samples }) => samples));
  const adopted: Finding[] = [];
  const read = split.map(({ section, samples }): SectionSamples => ({
    section,
    samples: samples.map((sample) => {
      if (page === undefined) return sample;
      const result = inferPayloadKey(sample, page, conventions);
      adopted.push(...result.findings);
      return result.sample;
    }),
  }));
  const byName = groupBy(read, ({ section, samples }) => nameOf(section, samples, conventions));
  const full = fullStates(read);
  const common = commonMembers(byName);
  const { discriminator } = conventions;
  const samples = read.flatMap((one) => one.samples);
  const within = page === undefined ? undefined : objectPath(samples.map(({ payload }) => payload));
  const shown = {
    flat: new Set(samples.flatMap(({ root, envelope }) => (envelope === undefined ? keysOf({ root }) : []))),
    around: new Set(samples.flatMap(({ root, envelope }) => (envelope === undefined ? [] : keysOf({ root })))),
    payload: new Set(
      samples.flatMap(({ payload, envelope }) => (envelope === undefined ? [] : keysOf({ root: payload }))),
    ),
  };
  const isNamed = samples.length === 0 || samples.some(({ root }) => nameIn(root, discriminator) !== undefined);
  const meant = [...shared, ...tablesForOthers(sections)];
  const isMeantFor = meantFor([...byName.keys()]);
  const built = [...byName]
    .map(([name, parts]) => buildWebhook(name, parts, { full, common, isNamed, page, within, catalogue, conventions }))
    .map(({ webhook, findings, envelopeTables }, _, all) => {
      // A webhook that is only listed has the body that the page describes with another one.
      const tables =
        webhook.samples.length > 0 ? envelopeTables : all.find((one) => one.envelopeTables.length > 0)?.envelopeTables;
      const own = (tables ?? []).map((table): SharedTable => ({ table, footnotes: [], place: [] }));
      const places = new Set(tablesOf(byName.get(webhook.name) ?? []).map(keyOf));
      const read = meant.filter(({ table }) => places.has(keyOf(table)));
      const others = meant.filter((one) => !read.includes(one) && isMeantFor(webhook.name, one));
      const laid = layShared(webhook, [...own, ...others], catalogue, discriminator, shown);
      return { ...laid, used: [...laid.used, ...read], findings: [...findings, ...laid.findings] };
    });
  return {
    webhooks: withTypesOfRows(built.map(({ webhook }) => webhook)),
    used: built.flatMap(({ used }) => used),
    findings: [...adopted, ...built.flatMap(({ findings }) => findings), ...unshownByAll(built)],
  };
}

function tablesOf(parts: readonly SectionSamples[]): readonly FieldTable[] {
  return parts.flatMap(({ section }) => section.tables);
}

function keyOf({ at: { file, line, column } }: FieldTable): string {
  return `${file}:${String(line)}:${String(column)}`;
}

/** Members that every payload of every webhook has; none where there is one webhook. */
function commonMembers(byName: ReadonlyMap<string, readonly SectionSamples[]>): ReadonlySet<string> {
  const [first = [], ...others] = [...byName.values()].flatMap((parts) =>
    parts.flatMap(({ samples }) =>
      samples.map(({ payload }) => (payload.kind === "object" ? payload.members.map(({ key }) => key) : [])),
    ),
  );
  return new Set(byName.size < 2 ? [] : first.filter((key) => others.every((keys) => keys.includes(key))));
}

/** What the webhooks of a page have in common. */
interface OfPage {
  readonly full: FullStates;
  readonly common: ReadonlySet<string>;
  /** False where no body that the page shows has its name. */
  readonly isNamed: boolean;
  readonly page: PageEnvelope | undefined;
  /** See `objectPath`. */
  readonly within: readonly string[] | undefined;
  readonly catalogue: Catalogue;
  readonly conventions: Conventions;
}

function buildWebhook(
  name: string,
  parts: readonly SectionSamples[],
  { full, common, isNamed, page, within, catalogue, conventions }: OfPage,
): {
  readonly webhook: BuiltWebhook;
  readonly findings: readonly Finding[];
  /** Tables of the sections, as far as they speak of the body around the payload. */
  readonly envelopeTables: readonly FieldTable[];
} {
  const { discriminator } = conventions;
  const sections = parts.map(({ section }) => section);
  const [first] = sections;
  const samples = parts.flatMap((part) => part.samples);
  const headings = sections.map((section) => evidence("heading", "section-heading", section.name, section.at));
  const heading = headings[0] ?? evidence("heading", "section-heading", name, { file: "", line: 1, column: 1 });
  const { envelope, findings } = buildEnvelope(name, heading, samples, page, discriminator);
  const divided = parts.map((part) => divideTables(part, envelope));
  const payloads = divided.map(({ part }) =>
    buildPayload(part, fullStateOf(name, full), catalogue, conventions.payload, common),
  );
  const carried = samples.length === 0 ? carriedObject(sections, catalogue, within) : undefined;
  const shown = unite(withSharedWords(payloads.map(({ type }) => type)));
  const type = carried?.type !== undefined && shown.kind === "any" ? carried.type : shown;
  const doubts = nameDoubts(sections, discriminator, name);
  const { aliases, disputes } = readAliases(name, sections, samples, conventions);
  const push = sections.map(({ specifics }) => specifics?.pushEquivalents).filter((list) => list !== undefined);
  const [partial] = payloads.flatMap((payload) => payload.partial ?? []);
  const webhook: BuiltWebhook = {
    name,
    title: first?.name ?? name,
    aliases,
    ...(first?.group === undefined ? {} : { group: first.group }),
    description: describe(sections),
    anchor: first?.anchor ?? name,
    sections: sections.map(({ at }) => placeOf(at)),
    ...(push.length === 0 ? {} : { pushEquivalents: firstOfEach(push.flat(), (one) => JSON.stringify(one)) }),
    envelope,
    payload: bound(type, envelope, discriminator, name, heading, isNamed),
    ...(partial === undefined ? {} : { partial }),
    samples: buildSamples(name, withValues(samples), envelope, page, discriminator),
    evidence: headings,
  };
  return {
    webhook,
    envelopeTables: divided.flatMap(({ envelopeTables }) => envelopeTables),
    findings: [
      ...findings,
      ...payloads.flatMap((payload) => payload.findings),
      ...(carried?.findings ?? []),
      ...disputes,
      ...doubts,
      ...duplicates(sections),
      ...lacks(sections),
    ],
  };
}

/**
 * Where payloads of a page hold what each is about: where their shapes begin to differ, `item` of `{ type, item }` in all of them;
 * undefined where too few are shown to say.
 */
function objectPath(payloads: readonly SampleNode[]): readonly string[] | undefined {
  const objects = payloads.filter((payload) => payload.kind === "object");
  const shapes = new Set(objects.map(({ members }) => JSON.stringify(members.map(({ key }) => key).sort())));
  if (objects.length < 2) return undefined;
  if (shapes.size > 1) return [];
  const holders = (objects[0]?.members ?? []).flatMap(({ key }) => {
    const values = objects.flatMap(({ members }) => members.find((member) => member.key === key)?.value ?? []);
    return values.every(({ kind }) => kind === "object") ? [{ key, values }] : [];
  });
  const [holder, ...others] = holders;
  const inner = holder === undefined || others.length > 0 ? undefined : objectPath(holder.values);
  return holder === undefined || inner === undefined ? undefined : [holder.key, ...inner];
}

/** The structure that a list of events says a webhook carries, which nothing else shows. */
function carriedObject(
  sections: readonly Section[],
  catalogue: Catalogue,
  within: readonly string[] | undefined,
): { readonly type?: TypeNode; readonly findings: readonly Finding[] } | undefined {
  const [object] = sections.flatMap((section) => section.object ?? []);
  if (object === undefined) return undefined;
  const linked = object.links.map(({ href }) => catalogue.linked(href)).find((one) => one !== undefined);
  const entry = linked ?? catalogue.exactly(object.text);
  if (entry === undefined) return undefined;
  const { text: quote, at } = object;
  if (within === undefined) {
    const message = `the list of webhooks names the object "${entry.name}", and too few bodies are shown to say where one holds it; it was left out`;
    return { findings: [report("info", "model/object-without-place", message, { at, quote })] };
  }
  const why = evidence("prose", "listed-object", quote, at);
  const reference: TypeNode = { kind: "reference", name: entry.name, evidence: [why, entry.evidence] };
  return { type: within.reduceRight(holding(why), reference), findings: [] };
}

const PATTERN_OR_EXAMPLE =
  /\b(?:format|pattern|form|prefix(?:ed)?|(?:begins?|starts?) with|for example|such as)\b|\be\.g\./i;

/** What its row says of the member that names the webhook is compared with its name. */
function nameDoubts(sections: readonly Section[], discriminator: Discriminator, name: string): readonly Finding[] {
  const member = discriminator.in === "body" ? bodyPath(discriminator.path).at(-1) : undefined;
  if (member === undefined) return [];
  return sections
    .flatMap(({ tables }) => tables.flatMap(({ rows }) => rows))
    .flatMap(({ names, notes, at }) => {
      const [value, ...more] = notes?.codes ?? [];
      const isMember = names.some((one) => parsePath(one).at(-1) === member);
      if (!isMember || value === undefined || more.length > 0 || sameName(value, name)) return [];
      if (PATTERN_OR_EXAMPLE.test(notes?.text ?? "")) return [];
      const message = `this row says that "${member}" is "${value}", but the webhook's name is "${name}" elsewhere in its section; that was followed`;
      return [report("warning", "model/name-differs", message, { at, quote: value }, name)];
    });
}

/** Samples that name types are no bodies; they count only where no other one shows any. */
function withValues(samples: readonly SplitSample[]): readonly SplitSample[] {
  const real = samples.filter(({ root }) => !namesTypes(root));
  return real.length > 0 ? real : samples;
}

/** The name on the wire: the heading, unless two other sources of the page agree on another. */
function nameOf(section: Section, samples: readonly SplitSample[], { discriminator, names }: Conventions): string {
  if (section.wire !== undefined) return section.wire.value;
  const stated = section.specifics?.action?.value;
  const shown = samples.map(({ root }) => nameIn(root, discriminator)?.value).filter((value) => value !== undefined);
  const [sample] = shown;
  if (names.from === "sample") return sample ?? section.name;
  if (names.from === "table") return stated ?? section.name;
  return stated !== undefined && shown.includes(stated) && !shown.includes(section.name) ? stated : section.name;
}

interface ShownName {
  readonly value: string;
  readonly offset: number;
}

function nameIn(root: SampleNode, discriminator: Discriminator): ShownName | undefined {
  const node = discriminator.in === "body" ? memberAt(root, bodyPath(discriminator.path))?.value : undefined;
  return node?.kind === "scalar" && typeof node.value === "string"
    ? { value: node.value, offset: node.offset }
    : undefined;
}

/**
 * A discriminator that lies in the payload becomes the webhook's name there.
 *
 * @param isNamed see `OfPage`
 */
function bound(
  payload: TypeNode,
  { payloadPath }: Envelope,
  discriminator: Discriminator,
  name: string,
  why: Evidence,
  isNamed: boolean,
): TypeNode {
  if (discriminator.in !== "body") return payload;
  const path = bodyPath(discriminator.path);
  const holder = payloadPath === undefined ? [] : bodyPath(payloadPath);
  if (holder.some((step, index) => path[index] !== step)) return payload;
  const within = path.slice(holder.length);
  const named = changeAt(payload, within, (field) => literalName(field, name, why));
  // A body of which nothing is shown would be one of any other webhook.
  const isFree = named.kind === "any" && within.length > 0 && isNamed;
  return isFree ? within.reduceRight(holding(why), nameType(name, why)) : named;
}

function holding(why: Evidence): (type: TypeNode, name: string) => TypeNode {
  return (type, name) => ({
    kind: "object",
    fields: [{ name, type, presence: "required", evidence: [why] }],
    open: true,
  });
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

/** The words of all sections, in page order; what several say alike once. */
function describe(sections: readonly Section[]): string {
  const paragraphs = sections.flatMap(({ description, words = description }) =>
    words.map(({ text, item }) => (item === true ? `- ${text}` : text)),
  );
  return [...new Set(paragraphs)].join("\n\n").replaceAll(/\n\n(?=- )/g, "\n");
}

/** Sections that show one shape become one type: it holds the words of all of them. */
function withSharedWords(types: readonly TypeNode[]): readonly TypeNode[] {
  return [...groupBy(types, shapeKey).values()].map((same) => same.reduce(addWords));
}

function addWords(type: TypeNode, other: TypeNode): TypeNode {
  const described = { ...type, ...wordsOf(type, other) };
  if (described.kind !== "object" || other.kind !== "object") {
    const [inner] = described.kind === "union" ? [] : partsOf(other);
    return inner === undefined || described.kind !== other.kind
      ? described
      : mapParts(described, (part) => addWords(part, inner.type));
  }
  const others = new Map(other.fields.map((field) => [field.name, field]));
  return {
    ...described,
    fields: described.fields.map((field): Field => {
      const twin = others.get(field.name);
      if (twin === undefined) return field;
      const evidence = [...field.evidence, ...twin.evidence];
      return { ...field, ...wordsOf(field, twin), type: addWords(field.type, twin.type), evidence };
    }),
  };
}

function wordsOf(
  { description: one }: Pick<Field, "description">,
  { description: other }: Pick<Field, "description">,
): Pick<Field, "description"> {
  const words = new Set([one, other].filter((text) => text !== undefined));
  return words.size === 0 ? {} : { description: [...words].join(" ") };
}

function readAliases(
  name: string,
  sections: readonly Section[],
  samples: readonly SplitSample[],
  { discriminator, names }: Conventions,
): { readonly aliases: readonly Alias[]; readonly disputes: readonly Finding[] } {
  const said: Alias[] = [];
  for (const { name: heading, at, specifics, wire } of sections) {
    if (wire === undefined && (names.from === "heading" || names.from === "table")) {
      said.push({ value: heading, source: "heading", evidence: evidence("heading", "section-heading", heading, at) });
    }
    if (specifics?.action === undefined) continue;
    for (const { value, at } of [specifics.action, ...(specifics.others ?? [])])
      said.push({ value, source: "specifics", evidence: evidence("table", "action-row", value, at) });
  }
  const isShared = sections.some(({ wire }) => wire?.isShared);
  for (const { root, block } of samples) {
    const shown = nameIn(root, discriminator);
    if (shown === undefined || isShared) continue;
    said.push({ value: shown.value, source: "sample", evidence: sampleEvidence(shown.value, block, shown.offset) });
  }
  const aliases = firstOfEach(
    said.filter(({ value }) => value !== name),
    ({ value, source }) => JSON.stringify([value, source]),
  );
  const disputes = aliases.map(({ value, source, evidence: { at } }) => {
    const message = `${sayer[source]} "${value}", but the webhook's name is "${name}" elsewhere in its section; "${value}" is kept as an alias`;
    return report("warning", "model/name-differs", message, { at, quote: value }, name);
  });
  return { aliases, disputes };
}

const sayer: Readonly<Record<Alias["source"], string>> = {
  specifics: "the specifics say",
  sample: "the sample says",
  heading: "the heading says",
  anchor: "the anchor says",
};

function sampleEvidence(value: string, block: SplitSample["block"], offset: number): Evidence {
  return evidence("sample", "name-member", value, block.locate(offset, offset + value.length + 2));
}

function duplicates(sections: readonly Section[]): readonly Finding[] {
  return sections.slice(1).map(({ name, at }) => {
    const message = `"${name}" has a section already at line ${String(sections[0]?.at.line)}; both were read, as variants of one webhook`;
    return report("warning", "model/duplicate-section", message, { at, quote: name });
  });
}

function lacks(sections: readonly Section[]): readonly Finding[] {
  return sections.flatMap(({ name: quote, at, specifics, samples, wire }) => {
    const noAction = `the section "${quote}" has no "Action" row; its heading was taken for the action`;
    const noSample = `the section "${quote}" has no sample; what is known of its payload comes from its words and tables alone`;
    const severity = wire === undefined ? "error" : "warning";
    return [
      ...(specifics?.action === undefined && wire === undefined
        ? [report("warning", "model/no-action", noAction, { at, quote })]
        : []),
      ...(samples.length === 0 && wire?.isListed !== true
        ? [report(severity, "model/no-sample", noSample, { at, quote })]
        : []),
    ];
  });
}
