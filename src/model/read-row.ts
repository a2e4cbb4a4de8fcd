// Reads a row of a table of fields, and the footnote its marker ties to it, by the tables of rules.
import { markedOf } from "../reference/read-prose.ts";
import type { FieldRow, Footnote, Prose, FieldTable } from "../reference/reference.ts";
import { defined } from "../source/defined.ts";
import { evidence } from "./evidence.ts";
import type { EnumType, Evidence, EvidenceKind, Scalar, TypeNode } from "./model.ts";
import { readNullness } from "./rules/nullness.ts";
import { readPresence, readPresenceCell, sentencesOf, type ReadPresence } from "./rules/presence.ts";
import { readLinkShape, readReference } from "./rules/references.ts";
import { readDataType, readNoteType, type ReadDataType } from "./rules/data-types.ts";
import { withoutExplained, wordLists } from "./rules/value-lists.ts";
import { readValues, type ReadValues } from "./rules/values.ts";
import { markNames } from "./rules/about-members.ts";
import { readFreeForm } from "./rules/free-form.ts";
import { openingsIn, readMembers } from "./rules/members.ts";
import { topicsOf, type Topic, readDeprecation, readUpdate } from "./rules/unread-words.ts";
import { noCatalogue, type Catalogue } from "./structures/catalogue.ts";
import { typeOfReference, type InferContext } from "./infer/infer-type.ts";
import type { FreeForm } from "./types/walk.ts";
import type { UnreadWords } from "./report-unread.ts";

const WORDS =
  /\b(?:not required|optional(?:ly)?|required|mandatory|deprecated|non-null|nullable|opt\.|req\.)(?=$|[^\w])/gi;

export interface RowReading {
  readonly presence?: { readonly effect: "required" | "optional"; readonly evidence: Evidence };
  readonly values?: EnumType;
  readonly reference?: TypeNode;
  readonly dataType?: TypeNode;
  /** The type that a note mentions, for a member of which nothing else tells it. */
  readonly noted?: TypeNode;
  /** An object, or an array of objects, whose members a note lists. */
  readonly members?: TypeNode;
  readonly map?: Evidence;
  /** Somebody else decides what is in it. */
  readonly free?: FreeForm;
  readonly nullable?: Evidence;
  /** That the page gives the member up. */
  readonly deprecated?: Evidence;
  readonly description?: string;
  /** What may mean something and was not read; doubt about absence and null is read as that. */
  readonly unread: readonly UnreadWords[];
  readonly evidence: Evidence;
}

type Facts = Omit<RowReading, "evidence" | "unread" | "description">;

/** What is known around the member of a row when its notes are read. */
export interface RowScope {
  /** Names of the members inside of it. */
  readonly inner: ReadonlySet<string>;
  /** Whether a sentence is about other members. */
  readonly isElsewhere: (sentence: string) => boolean;
}

const noScope: RowScope = { inner: new Set(), isElsewhere: () => false };

export function readRow(
  row: FieldRow,
  footnotes: readonly Footnote[],
  catalogue: Catalogue = noCatalogue,
  scope: RowScope = noScope,
): RowReading {
  const texts = textsOf(row, footnotes);
  const parts = [
    row.beside === undefined ? [] : readBesideOf(row.beside),
    row.presence === undefined ? [] : readPresenceOf(row.presence),
    ...texts.map(({ kind, prose }) => readProseOf(kind, prose, catalogue, scope)),
    row.dataType === undefined ? [] : readTypeOf(row.dataType, catalogue, scope),
  ].flat();
  const words = texts.map(({ prose }) => prose.text);
  return {
    ...(row.struck === true ? { deprecated: evidence("table", "struck-out", row.names.join(", "), row.at) } : {}),
    ...combine(parts),
    ...(words.length === 0 ? {} : { description: words.join(" ") }),
    evidence: evidence("table", "row", quoteRow(row), row.at),
  };
}

/** A sentence of running text about a member: whether it is there, and whether it may be null. */
export function readSentence(prose: Prose): Omit<RowReading, "evidence"> {
  const { facts, unread } = readProseOf("prose", prose, noCatalogue, noScope);
  const { presence, nullable, free } = facts;
  const relevant = unread.filter(({ topic }) => topic !== "values" && topic !== "shape");
  return combine([{ facts: defined({ free, presence, nullable }), unread: relevant }]);
}

interface Part {
  readonly facts: Facts;
  readonly unread: readonly UnreadWords[];
}

/** What is said first counts, but for absence, which outweighs. */
function combine(parts: readonly Part[]): Omit<RowReading, "evidence"> {
  const facts = parts.reduceRight<Facts>((said, part) => ({ ...said, ...part.facts }), {});
  const presences = parts.flatMap((part) => part.facts.presence ?? []);
  const optional = presences.find(({ effect }) => effect === "optional");
  const unread = parts
    .flatMap((part) => part.unread)
    .filter(({ topic }) => topic !== "absence" || optional === undefined);
  const doubt = (...topics: readonly UnreadWords["topic"][]): Evidence | undefined => {
    const words = unread.find(({ topic }) => topics.includes(topic))?.prose;
    return words === undefined ? undefined : evidence("table", "unread-note", words.text, words.at);
  };
  const absence = doubt("absence", "presence");
  const shape = doubt("shape");
  const presence = absence === undefined ? presences[0] : { effect: "optional" as const, evidence: absence };
  return {
    ...facts,
    ...defined({
      presence: optional ?? presence,
      free: facts.free ?? (shape === undefined ? undefined : { effect: "open" as const, evidence: shape }),
      nullable: facts.nullable ?? doubt("null"),
    }),
    unread,
  };
}

/** The texts about a row's member: its notes, and the footnote that its marker ties to it. */
export function textsOf(
  { notes, marker }: FieldRow,
  footnotes: readonly Footnote[],
): readonly { readonly kind: EvidenceKind; readonly prose: Prose }[] {
  const footnote = marker === undefined ? undefined : footnotes.find((one) => one.marker === marker);
  return [
    ...(notes === undefined ? [] : [{ kind: "table" as const, prose: notes }]),
    ...(footnote === undefined ? [] : [{ kind: "footnote" as const, prose: footnote.body }]),
  ];
}

function quoteRow({ names, marker, beside, presence, dataType, notes }: FieldRow): string {
  const name = `${names.join(", ")}${marker === undefined ? "" : ` ${marker}`}`;
  return [beside === undefined ? name : `${name} ${beside.text}`, presence?.text, dataType?.text, notes?.text]
    .filter((part) => part !== undefined)
    .join(" | ");
}

/** Makes the evidence of a rule that read a cell. */
function whyIn({ text, at }: Prose, kind: EvidenceKind = "table"): (rule: string) => Evidence {
  return (rule) => evidence(kind, rule, text, at);
}

function presenceFrom(
  read: ReadPresence | undefined,
  why: (rule: string) => Evidence,
): RowReading["presence"] | undefined {
  return read === undefined ? undefined : { effect: read.effect, evidence: why(read.rule) };
}

function readBesideOf(prose: Prose): Part {
  const { presence, nullable, deprecated, dataType, rest } = readBeside(prose.text);
  const why = whyIn(prose);
  return {
    facts: defined({
      presence: presenceFrom(presence, why),
      nullable: nullable ? why("nullable") : undefined,
      deprecated: deprecated ? why("deprecated") : undefined,
      dataType: dataType === undefined ? undefined : { ...dataType.type, evidence: [why(dataType.rule)] },
    }),
    unread: rest === "" ? [] : [{ topic: "beside", prose, words: rest }],
  };
}

function readPresenceOf(prose: Prose): Part {
  const why = whyIn(prose);
  const presence = presenceFrom(readPresenceCell(prose.text), why);
  const nulled = readNullness(markedOf(prose));
  const nullable = nulled?.effect === "nullable" ? why(nulled.rule) : undefined;
  return {
    facts: defined({ nullable, presence }),
    unread: presence === undefined ? [{ topic: "presence", prose, words: prose.text }] : [],
  };
}

function readTypeOf(prose: Prose, catalogue: Catalogue, { inner }: RowScope): Part {
  const why = whyIn(prose);
  const [, before, bare = prose.text, behind] = PRESENCE_BESIDE_TYPE.exec(prose.text) ?? [];
  const word = before ?? behind;
  const presence = word === undefined ? undefined : presenceFrom(readPresenceCell(word), why);
  const own = { ...prose, text: bare };
  const facts = typeNamedBy(own, catalogue, why) ?? plainType(bare, why) ?? otherType(own, catalogue, why);
  return {
    facts: { ...facts, ...(presence !== undefined && { presence }) },
    // The vendor's name of an object whose members are known says no more.
    unread:
      facts === undefined && !(inner.size > 0 && OWN_NAME.test(bare))
        ? [{ topic: "type", prose, words: prose.text }]
        : [],
  };
}

const OWN_NAME = /^`?\p{Lu}\w{0,60}(?:\[\])?`?$/u;

/** "optional string", "User[] (optional)", "string, required". */
const PRESENCE_BESIDE_TYPE = /^(?:(optional|required)[ ,:]+)?([^\s].*?)(?:(?:, ?| )\(?(optional|required)\)?)?$/i;

function plainType(text: string, why: (rule: string) => Evidence): Facts | undefined {
  const read = readDataType(text);
  if (read === undefined) return undefined;
  const nullable = read.type.nullable === true ? { nullable: why("nullable-type") } : {};
  const whole = { ...read.type, evidence: [why(read.rule)] };
  return { ...nullable, ...(whole.kind === "enum" ? { values: whole } : { dataType: whole }) };
}

function otherType(prose: Prose, catalogue: Catalogue, why: (rule: string) => Evidence): Facts | undefined {
  const reference = referenceIn({ ...prose, text: markedOf(prose).replaceAll("`", '"') }, catalogue, why);
  if (reference !== undefined) return { reference };
  const object = NAMED_OBJECT.exec(prose.text) ?? NAMED_LIST.exec(prose.text);
  if (object === null) return undefined;
  const [, nulled, list] = object;
  const evidence = [why("undescribed-object")];
  const one: TypeNode = { kind: "object", fields: [], open: true, evidence };
  const dataType: TypeNode = list === undefined ? one : { kind: "array", items: one, evidence };
  return { ...(nulled === undefined ? {} : { nullable: why("nullable-type") }), dataType };
}

/** An object that no page describes: "guild object", "?partial member objects", "array of role objects". */
const NAMED_OBJECT = /^(\?|nullable )?((?:an? )?(?:array|list) of )?(?:[\w-]+ ){1,4}(?:objects?|structures?)$/i;

/** A list of them: "Visitor[]", "Array<Visitor>", "list of Visitor". */
const NAMED_LIST = /^(\?)?((?:[Aa]rray|[Ll]ist)(?: of |<)\p{Lu}\w{0,60}>?|\p{Lu}\w{0,60}\[\])$/u;

const SHAPES =
  /^(\? ?|nullable )?(?:object ?[(<:] ?)?((?:an? )?(?:array|list|set|collection)(?: of |\[|<|\()|\[)?(.+?)(\[\])?([\])>])?(?: \(?objects?\)?)?( ?\?| or null| ?\| ?null| \(nullable\))?$/i;

/** "Map<String, Visitor>", "map[string]Visitor". */
const MAP_OF = /^(?:map|dict|dictionary|record|object|hash)(?:[<(] ?\w+ ?, ?([\w.]+) ?[>)]|\[\w+\] ?([\w.]+))$/i;

/** A cell that is the name of a structure, or a link to one, with the words for lists and null around it. */
function typeNamedBy(prose: Prose, catalogue: Catalogue, why: (rule: string) => Evidence): Facts | undefined {
  if (catalogue.entries.length === 0) return undefined;
  const [, inner, value = inner] = MAP_OF.exec(prose.text.replaceAll("`", "")) ?? [];
  const held = value === undefined ? undefined : typeNamedBy({ ...prose, text: value }, catalogue, why)?.reference;
  if (held !== undefined)
    return { dataType: { kind: "map", keys: "name", values: held, evidence: [why("map-of-structures")] } };
  const [, nulled, list, phrase = "", brackets, , orNull] = SHAPES.exec(prose.text.replaceAll("`", "")) ?? [];
  const link = prose.links.map(({ href }) => catalogue.linked(href)).find((one) => one !== undefined);
  const words = phrase.replace(/^partial /i, "");
  const name = link?.name ?? (readDataType(words) === undefined ? catalogue.exactly(words)?.name : undefined);
  if (name === undefined) return undefined;
  const shape = list === undefined && brackets === undefined ? "one" : "array";
  const reference = typeOfReference({ names: [name], shape, evidence: why("type-of-structure") }, catalogue);
  return { reference, ...(nulled === undefined && orNull === undefined ? {} : { nullable: why("nullable-type") }) };
}

/** What a text says of its member without regard to any other: the values that it lists, and whether it is a map. */
function readHints(
  kind: EvidenceKind,
  prose: Prose,
): { readonly facts: Pick<RowReading, "map" | "values" | "nullable">; readonly doubt: string | undefined } {
  const read = readValues(markedOf(prose));
  const update = readUpdate(prose.text);
  const why = read === undefined ? undefined : evidence(kind, read.rule, read.quote, prose.at);
  const values = read === undefined || why === undefined ? undefined : enumOf(read, why);
  const facts = defined({
    values: values === undefined || values.values.length === 0 ? undefined : values,
    nullable: read?.values.some(isNull) === true ? why : undefined,
    map: update?.effect === "map" ? evidence(kind, update.id, prose.text, prose.at) : undefined,
  });
  return { facts, doubt: read?.doubt };
}

function readProseOf(kind: EvidenceKind, prose: Prose, catalogue: Catalogue, scope: RowScope): Part {
  const why = whyIn(prose, kind);
  const text = markNames(markedOf(prose), scope.inner);
  const members = readMembers(text, why, scope.inner);
  const { facts: hints, doubt } = readHints(kind, prose);
  const said = members === undefined && hints.values !== undefined ? withoutExplained(text) : text;
  const marked = ownWords(said, members !== undefined, scope);
  const presence = presenceFrom(readPresence(marked), why);
  const nullness = readNullness(marked);
  const deprecation = readDeprecation(prose.text, prose.codes);
  const reference = referenceIn(prose, catalogue, why);
  const noted = readNoteType(prose.text);
  const nullable = nullness?.effect === "nullable" ? why(nullness.rule) : hints.nullable;
  const free = readFreeForm(marked);
  const isUnread: Readonly<Record<Topic, boolean>> = {
    shape: free === undefined && reference === undefined,
    null: nullness === undefined && nullable === undefined,
    values: members === undefined && hints.values === undefined,
    absence: members === undefined && presence === undefined,
  };
  const facts = defined({
    presence,
    nullable,
    free: free === undefined ? undefined : { effect: free.effect, evidence: why(free.rule) },
    deprecated: deprecation === undefined ? undefined : why(deprecation),
    reference,
    members,
    noted: noted === undefined ? undefined : { ...noted.type, evidence: [why(noted.rule)] },
  });
  const topics = topicsOf(marked).filter((topic) => isUnread[topic]);
  return {
    facts: { ...hints, ...facts },
    unread: [
      ...topics.map((topic): UnreadWords => ({ topic, prose, words: prose.text })),
      ...(doubt === undefined ? [] : [{ topic: "more-values" as const, prose, words: doubt }]),
    ],
  };
}

/** A note without its sentences about other members and without lists of them. */
function ownWords(text: string, hasMembers: boolean, { isElsewhere }: RowScope): string {
  const sentences = sentencesOf(text);
  const own = sentences.filter((sentence) => !isElsewhere(sentence));
  if (!hasMembers && own.length === sentences.length) return text;
  return own
    .map((sentence) => (hasMembers ? sentence.slice(0, openingsIn(sentence)[0]).trim() : sentence))
    .filter((sentence) => sentence !== "")
    .join(". ");
}

function isNull({ value }: { readonly value: string }): boolean {
  return value === "null";
}

function enumOf(read: ReadValues, why: Evidence): EnumType {
  return {
    kind: "enum",
    values: read.values
      .filter((one) => !isNull(one))
      .map(({ value, note }) => defined({ value: scalarOf(value), note })),
    ...(read.open ? { open: true } : {}),
    evidence: [why],
  };
}

/** A link to a structure says more than a phrase; a phrase in ordinary words counts only where a page describes what it names. */
function referenceIn(
  { text, links }: Prose,
  catalogue: Catalogue,
  why: (rule: string) => Evidence,
): TypeNode | undefined {
  for (const { text: label, href } of links) {
    const entry = catalogue.linked(href);
    const shape = entry === undefined ? undefined : readLinkShape(text, label);
    if (entry !== undefined && shape !== undefined)
      return typeOfReference({ names: [entry.name], shape, evidence: why("link-to-structure") }, catalogue);
  }
  for (const sentence of sentencesOf(text)) {
    const found = readReference(sentence);
    if (found === undefined) continue;
    if (found.onlyKnown === true && found.names.some((name) => catalogue.resolve(name) === undefined)) continue;
    return typeOfReference({ ...found, evidence: why(found.rule) }, catalogue);
  }
  return undefined;
}

function scalarOf(word: string): Scalar {
  return word === "true" ? true : word === "false" ? false : word;
}

/** @param description what is said beside the rows */
export function rowContext(
  tables: readonly FieldTable[],
  footnotes: readonly Footnote[],
  catalogue: Catalogue,
  description: readonly Prose[] = [],
): InferContext {
  const maps = new Map<string, NonNullable<RowReading["map"]>>();
  const listed = new Map<string, ReadonlySet<string>>();
  const documented = new Set<string>();
  for (const row of tables.flatMap(({ rows }) => rows)) {
    const texts = textsOf(row, footnotes).map(({ kind, prose }) => readHints(kind, prose).facts);
    const { map, values } = texts.reduceRight((said, more) => ({ ...said, ...more }), {});
    for (const path of row.names) {
      const name = path.split(".").at(-1) ?? path;
      documented.add(name);
      if (map !== undefined) maps.set(name, map);
      if (values !== undefined) listed.set(name, new Set(values.values.map(({ value }) => String(value))));
    }
  }
  const notes = tables.flatMap(({ rows }) => rows.flatMap((row) => textsOf(row, footnotes).map(({ prose }) => prose)));
  const spoken = [...description, ...notes].flatMap(({ text }) => wordLists(text));
  return { maps, listed, spoken, documented, catalogue };
}

interface ReadBeside {
  readonly presence: ReadPresence | undefined;
  readonly nullable: boolean;
  readonly deprecated: boolean;
  readonly dataType: ReadDataType | undefined;
  /** What was not read. */
  readonly rest: string;
}

function readPresenceWords(text: string): ReadPresence | undefined {
  return /^(?:only )?(?:if|when|for)\b/i.test(text) ? readPresenceCell(text) : readPresence(text);
}

/** The words beside a member's name: "required", "string, nullable", "(if queued)". */
export function readBeside(text: string): ReadBeside {
  const found = [...new Set([...text.matchAll(WORDS)].map(([word]) => word.toLowerCase()))];
  const words = found.filter((word) => !word.includes("null")).flatMap((word) => readPresenceCell(word) ?? []);
  const plain = text
    .replace(WORDS, " ")
    .split(/\s+/)
    .map((word) => word.replace(/(?<![()[\],;:·•–—-])[()[\],;:·•–—-]+$|^[([,;:·•–—-]+/g, ""))
    .filter((word) => word !== "")
    .join(" ");
  const dataType = plain === "" ? undefined : readDataType(plain);
  const said = plain === "" || dataType !== undefined ? undefined : readPresenceWords(plain);
  const presences = [...words, said].filter((one) => one !== undefined);
  return {
    presence: presences.find(({ effect }) => effect === "optional") ?? presences[0],
    nullable: found.includes("nullable") || dataType?.type.nullable === true,
    deprecated: found.includes("deprecated"),
    dataType,
    rest: dataType === undefined && said === undefined ? plain : "",
  };
}
