// Builds the payload type of one section from its samples, tables, footnotes and prose.
import type { FieldTable, Prose, Section } from "../reference/reference.ts";
import { type Finding, report } from "../source/finding.ts";
import { applyProse } from "./apply-prose.ts";
import { applyRows } from "./apply-rows.ts";
import { evidence } from "./evidence.ts";
import { type InferContext, inferType } from "./infer/infer-type.ts";
import { groupBy } from "../source/group-by.ts";
import { mapLevels, mapParts, walkType, unite } from "./types/walk.ts";
import { type Occurrence, occurrencesOf as readOccurrences } from "./infer/read-comments.ts";
import { rowContext } from "./read-row.ts";
import type { Conventions, Evidence, Field, ObjectType, PartialUpdate, TypeNode } from "./model.ts";
import type { SplitSample } from "./build-envelope.ts";
import { readUpdate } from "./rules/unread-words.ts";
import type { Catalogue, CatalogueEntry } from "./structures/catalogue.ts";
import { unreadComments } from "./report-unread.ts";
import { markedOf } from "../reference/read-prose.ts";
import { sentencesOf } from "./rules/presence.ts";
import type { PatternRule } from "../source/pattern-rule.ts";

const NAME = "((?:[\\w-]{1,40} ){0,3}[\\w-]{1,40}?)";

const WHAT =
  "(?:payload|data|body|content|event data|event payload|`(?:data|payload|object|body)`(?: (?:object|member|field|property|key))?)";

export const payloadPhrases: readonly PatternRule[] = [
  {
    id: "payload-is",
    pattern: new RegExp(
      `\\b(?:inner |event |webhook )?${WHAT} (?:is|will be|holds|contains|has the (?:shape|structure) of|includes) (?:an?|the)(?: full| complete| whole| updated| new)? ${NAME} (?:object|structure|resource|model)\\b`,
      "i",
    ),
    example: "The inner payload is a parcel object.",
  },
  {
    id: "object-in-payload",
    pattern: new RegExp(
      `^(?:an?|the)(?: full| complete| updated)? ${NAME} (?:object|resource) (?:is (?:sent|delivered|included|returned)|stands) (?:as|in) the ${WHAT}`,
      "i",
    ),
    example: "A parcel object is sent as the payload.",
  },
  {
    id: "same-as",
    pattern: new RegExp(
      `\\b${WHAT} (?:is the same as|has the same (?:fields|members|attributes|structure|shape|properties) as|matches) (?:an?|the) ${NAME}(?: objects?)?$`,
      "i",
    ),
    example: "The payload has the same fields as the parcel object",
  },
];

export interface SectionSamples {
  readonly section: Section;
  readonly samples: readonly SplitSample[];
}

export interface BuiltPayload {
  readonly type: TypeNode;
  readonly partial?: PartialUpdate;
  readonly findings: readonly Finding[];
}

/**
 * @param full the section of the same thing's full-state webhook, when there is one
 * @param common members that the payloads of all webhooks have
 */
export function buildPayload(
  part: SectionSamples,
  full: SectionSamples | undefined,
  catalogue: Catalogue,
  payload: Conventions["payload"],
  common: ReadonlySet<string> = new Set(),
): BuiltPayload {
  const { section } = part;
  const context = rowContext(section.tables, section.footnotes, catalogue, section.description);
  const why = saysUpdate(paragraphsOf(section), "partial");
  const known = why === undefined ? undefined : full;
  const occurrences = occurrencesOf(part);
  const kinds = new Set(occurrences.map(({ node }) => node.kind));
  const others = known === undefined ? [] : occurrencesOf(known).filter(({ node }) => kinds.has(node.kind));
  const options = {
    catalogue,
    sampled: occurrences.length > 0,
    ...(payload.path !== undefined && { payload: payload.path }),
  };
  const formats = groupBy(occurrences, ({ block }) => block.format);
  const forms =
    formats.size < 2
      ? []
      : [...formats].map(([format, same]) => {
          const own = section.tables.filter((table) => isOfFormat(table, format));
          return applyRows(inferType(same, context), own, section.footnotes, options);
        });
  const shown =
    forms.length > 0
      ? unite(forms.map(({ type }) => type))
      : sharesNothing(occurrences, common)
        ? unite(occurrences.map((occurrence) => inferType([occurrence], context)))
        : inferType([...occurrences, ...others], context);
  const inferred = others.length === 0 ? shown : withPresenceOf(inferType(occurrences, context), shown);
  const said = section.tables.length > 0 ? undefined : structureSaid(section.description, catalogue);
  const own = said === undefined ? inferred : formOf(inferred, said);
  const tables =
    said?.entry.tables ??
    section.tables.filter((table) => ![...formats.keys()].some((format) => isOfFormat(table, format)));
  const rows = applyRows(own, tables, said?.entry.footnotes ?? section.footnotes, options);
  const laid = applyProse(rows.type, section.description, payload.path);
  const findings = [
    ...otherDepths(laid.type, context),
    ...forms.flatMap((form) => form.findings),
    ...rows.findings,
    ...laid.findings,
    ...part.samples.flatMap((sample) =>
      unreadComments(sample.payload, sample.block, payload.path ?? section.name, catalogue),
    ),
  ];
  if (why === undefined) return { type: partialVariants(laid.type, section), findings };
  const partial = { ...(known !== undefined && { of: known.section.name }), evidence: [why] };
  return { type: makePartial(laid.type, why, []), partial, findings };
}

/** Whether a table is under the heading of a format. */
function isOfFormat({ heading = "" }: FieldTable, format: string | undefined): boolean {
  return format?.split(", ").includes(heading) === true;
}

/** Partial maps that are of another depth than the structure that they are named after. */
function otherDepths(type: TypeNode, { maps, catalogue }: InferContext): readonly Finding[] {
  return [...maps].flatMap(([name, why]) => {
    const entry = catalogue.named(name);
    const { levels } = entry ?? {};
    const differs = (own: TypeNode): boolean =>
      own.kind === "map" && innermost(own).kind !== "array" && mapLevels(own) !== levels;
    let isOther = false;
    walkType(type, (here) => {
      isOther ||= here.kind === "object" && here.fields.some((field) => field.name === name && differs(field.type));
    });
    if (entry === undefined || levels === undefined || !isOther) return [];
    const message = `the sample of "${name}" nests otherwise than the structure "${entry.name}", which has ${String(levels)} levels of keys; the sample won`;
    return [report("warning", "model/structure-differs", message, why)];
  });
}

function innermost(type: TypeNode): TypeNode {
  return type.kind === "map" ? innermost(type.values) : type;
}

/** The sample's members, and by its name those that the structure has beyond them; without a sample the structure itself. */
function formOf(type: TypeNode, { entry, why }: SaidStructure): TypeNode {
  const because = [...(type.evidence ?? []), why, entry.evidence];
  if (type.kind === "any") return { kind: "reference", name: entry.name, evidence: because };
  return type.kind === "object" ? { ...type, structure: entry.name, evidence: because } : type;
}

/** Whether the section says that its payload is the whole state of the thing. */
export function isFullState(section: Section): boolean {
  return saysUpdate(paragraphsOf(section), "full") !== undefined;
}

/** The evidence of the first paragraph or item that says how much is sent. */
function saysUpdate(texts: readonly Prose[], effect: "full" | "partial"): Evidence | undefined {
  for (const { text, at } of texts) {
    const rule = readUpdate(text);
    if (rule?.effect === effect) return evidence("prose", rule.id, text, at);
  }
  return undefined;
}

function paragraphsOf({ description }: Section): readonly Prose[] {
  return description.filter(({ item }) => item !== true);
}

function occurrencesOf({ samples }: SectionSamples): readonly Occurrence[] {
  return samples.flatMap(({ payload, payloadComments, envelope, block }) => {
    const shown = envelope?.holder ?? { value: payload, comments: payloadComments };
    return readOccurrences(shown, block);
  });
}

/** Several samples of objects without any member in common, but for those of all webhooks, are variants, not one object with everything optional. */
function sharesNothing(occurrences: readonly Occurrence[], common: ReadonlySet<string>): boolean {
  const keys = occurrences.map(({ node }) =>
    node.kind === "object" ? node.members.map(({ key }) => key).filter((key) => !common.has(key)) : [],
  );
  const [first, ...others] = keys;
  if (first === undefined || others.length === 0 || keys.some((list) => list.length === 0)) return false;
  return first.every((key) => others.some((list) => !list.includes(key)));
}

/** Another webhook's samples add members; that they lack some says nothing of the own ones. */
function withPresenceOf(own: TypeNode, type: TypeNode): TypeNode {
  if (own.kind === "array" && type.kind === "array") return { ...type, items: withPresenceOf(own.items, type.items) };
  if (own.kind !== "object" || type.kind !== "object") return type;
  const presences = new Map(own.fields.map(({ name, presence }) => [name, presence]));
  return {
    ...type,
    fields: type.fields.map((field): Field => ({ ...field, presence: presences.get(field.name) ?? "optional" })),
  };
}

const IDENTITY = /^(?:id|[a-z]+_id)$/;

/** Every member but the identity, and those named in `kept`, may be missing; what evidence made optional stays so. */
export function makePartial(type: TypeNode, why: Evidence, kept: readonly string[]): TypeNode {
  if (type.kind === "array") return { ...type, items: makePartial(type.items, why, kept) };
  if (type.kind !== "object") return type;
  const hasId = type.fields.some(({ name }) => name === "id");
  const isIdentity = (name: string): boolean => kept.includes(name) || (hasId ? name === "id" : IDENTITY.test(name));
  return {
    ...type,
    fields: type.fields.map((field): Field => {
      if (isIdentity(field.name)) return field;
      return { ...field, presence: "optional", evidence: [...field.evidence, why] };
    }),
  };
}

/** List items that say of single variants what is sent of them: "for the updated rule, only the updated properties". */
function partialVariants(type: TypeNode, section: Section): TypeNode {
  if (type.kind === "array") return mapParts(type, (items) => partialVariants(items, section));
  const { discriminator } = type.kind === "union" ? type : {};
  if (type.kind !== "union" || discriminator === undefined) return type;
  const all = type.variants.filter((variant) => variant.kind === "object");
  const said = itemsByWord(
    section.description,
    all.flatMap((variant) => literalOf(variant, discriminator) ?? []),
  );
  const saidOf = (variant: ObjectType, effect: "full" | "partial"): Evidence | undefined =>
    saysUpdate(said.get(literalOf(variant, discriminator) ?? "") ?? [], effect);
  const full = all.filter((variant) => saidOf(variant, "full") !== undefined);
  return mapParts(type, (variant) => {
    const why = variant.kind === "object" ? saidOf(variant, "partial") : undefined;
    if (variant.kind !== "object" || why === undefined) return variant;
    const names = new Set(variant.fields.map(({ name }) => name));
    const known = full
      .flatMap(({ fields }) => fields)
      .filter(({ name }) => !names.has(name))
      .map((field): Field => ({ ...field, presence: "optional" }));
    const whole: ObjectType = { ...variant, fields: [...variant.fields, ...known] };
    return makePartial(whole, why, [discriminator]);
  });
}

/** List items by the first of the words that they hold. */
function itemsByWord(
  description: readonly Prose[],
  words: readonly string[],
): ReadonlyMap<string | undefined, readonly Prose[]> {
  const items = description.filter(({ item }) => item === true);
  return groupBy(items, ({ text }) =>
    text
      .toLowerCase()
      .split(/[^a-z0-9_]+/)
      .find((word) => word !== "" && words.includes(word)),
  );
}

function literalOf({ fields }: ObjectType, discriminator: string): string | undefined {
  const type = fields.find(({ name }) => name === discriminator)?.type;
  return type?.kind === "literal" && typeof type.value === "string" ? type.value : undefined;
}

interface SaidStructure {
  readonly entry: CatalogueEntry;
  readonly why: Evidence;
}

function structureSaid(description: readonly Prose[], catalogue: Catalogue): SaidStructure | undefined {
  if (catalogue.entries.length === 0) return undefined;
  for (const prose of description) {
    for (const sentence of sentencesOf(markedOf(prose))) {
      for (const { id, pattern } of payloadPhrases) {
        const phrase = pattern.exec(sentence)?.[1];
        if (phrase === undefined) continue;
        const link = prose.links.find(({ text }) => text === phrase || text.startsWith(`${phrase} `));
        const entry = (link === undefined ? undefined : catalogue.linked(link.href)) ?? catalogue.exactly(phrase);
        if (entry !== undefined) return { entry, why: evidence("prose", id, sentence.replaceAll("`", ""), prose.at) };
      }
    }
  }
  return undefined;
}
