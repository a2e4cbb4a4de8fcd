// Infers a type from all the places of samples at which its values are.
import type { SampleArray, SampleMember } from "../../samples/sample.ts";
import { defined } from "../../source/defined.ts";
import { readReference, type ReadReference, structureName } from "../rules/references.ts";
import { firstOfEach } from "../../source/group-by.ts";
import { keyKind } from "../rules/keys.ts";
import type { Evidence, Field, ObjectType, TypeNode } from "../model.ts";
import { noCatalogue, type Catalogue, namedStructure } from "../structures/catalogue.ts";
import { nulled } from "../reconcile-types.ts";
import { mapLevels, opened } from "../types/walk.ts";
import { discriminate, type Discrimination, type ObjectOccurrence } from "./discriminate.ts";
import { inferScalar, type ScalarOccurrence } from "./infer-scalar.ts";
import { readComments, type CommentReading, occurrencesOf, quoteNode, type Occurrence } from "./read-comments.ts";

export interface InferContext {
  /** Members that a note says are maps ("not a full `properties` object"), with that evidence. */
  readonly maps: ReadonlyMap<string, Evidence>;
  /** Values that a note lists for a member: variants that the samples don't show are among them. */
  readonly listed: ReadonlyMap<string, ReadonlySet<string>>;
  /** Lists of words in what is said of the object or around it: "text, choice or date". */
  readonly spoken: readonly ReadonlySet<string>[];
  /** Names that rows give to members: they are no keys of a map. */
  readonly documented: ReadonlySet<string>;
  readonly catalogue: Catalogue;
}

export const noContext: InferContext = {
  maps: new Map(),
  listed: new Map(),
  spoken: [],
  documented: new Set(),
  catalogue: noCatalogue,
};

const MOST_EVIDENCE = 6;

export function inferType(occurrences: readonly Occurrence[], context: InferContext): TypeNode {
  return typeWith(occurrences, readComments(occurrences), context);
}

function typeWith(occurrences: readonly Occurrence[], comments: CommentReading, context: InferContext): TypeNode {
  const documented = known(comments.reference, context.catalogue) ?? namedInWords(occurrences, context.catalogue);
  const bare = occurrences.every(({ node }) => isEmpty(node) || wordsIn(node) !== undefined);
  if (documented !== undefined && bare) return documented;
  const shown = shapeOf(occurrences, context);
  const shaped = comments.free === undefined || documented !== undefined ? shown : opened(shown, comments.free);
  const named = documented?.kind === "reference" ? documented : undefined;
  return shaped.kind === "object" && named !== undefined
    ? { ...shaped, structure: named.name, evidence: [...(shaped.evidence ?? []), ...(named.evidence ?? [])] }
    : shaped;
}

/** Undefined where the words count only with a page that describes what they name, and none does. */
function known(reference: CommentReading["reference"], catalogue: Catalogue): TypeNode | undefined {
  if (reference === undefined) return undefined;
  const isKnown = reference.names.every((name) => catalogue.resolve(name) !== undefined);
  return reference.onlyKnown === true && reference.rule !== "array-of-linked" && !isKnown
    ? undefined
    : typeOfReference(reference, catalogue);
}

/** `"inbox": "Inbox object"`, `"messages": ["Array of message objects"]`: words in the place of the value. */
function namedInWords(occurrences: readonly Occurrence[], catalogue: Catalogue): TypeNode | undefined {
  const [first, ...others] = occurrences;
  if (first === undefined || others.length > 0 || catalogue.entries.length === 0) return undefined;
  const { node } = first;
  const words = wordsIn(node);
  const read = words === undefined ? undefined : readReference(words);
  if (read === undefined || read.names.length === 0) return undefined;
  if (read.names.some((name) => catalogue.resolve(name) === undefined)) return undefined;
  const shape = node.kind === "array" ? "array" : read.shape;
  return typeOfReference({ names: read.names, shape, evidence: quoteNode(first, "sample", read.rule) }, catalogue);
}

/** A phrase that names structures as a type; ids become strings, "no data" an empty object. */
export function typeOfReference(
  { names, shape, evidence: why }: Pick<ReadReference, "names" | "shape"> & { readonly evidence: Evidence },
  catalogue: Catalogue,
): TypeNode {
  const evidence = [why];
  if (shape === "empty") return { kind: "object", fields: [], empty: true, evidence };
  if (shape === "ids") return { kind: "array", items: { kind: "string" }, evidence };
  const references = names.map((name): TypeNode => {
    const entry = catalogue.resolve(name);
    return entry === undefined
      ? { kind: "reference", name: structureName(name), evidence }
      : { kind: "reference", name: entry.name, evidence: [why, entry.evidence] };
  });
  const [only = { kind: "any" }, ...others] = references;
  const one: TypeNode = others.length === 0 ? only : { kind: "union", variants: references, evidence };
  return shape === "array" ? { kind: "array", items: one, evidence } : one;
}

/** Whether the values, by themselves, are objects whose keys are data. */
export function areMaps(occurrences: readonly Occurrence[]): boolean {
  const objects = occurrences.filter((one): one is ObjectOccurrence => one.node.kind === "object");
  const isOther = ({ node }: Occurrence): boolean =>
    node.kind === "array" || (node.kind === "scalar" && node.value !== null);
  return objects.length > 0 && !occurrences.some(isOther) && keyKind(keysOf(objects)) !== undefined;
}

/** What a text says that is in the place of an object, or of the items of a list: "Inbox object". */
function wordsIn(node: Occurrence["node"]): string | undefined {
  const [item, ...more] = node.kind === "array" ? node.items : [];
  const held = item !== undefined && more.length === 0 ? item.value : node;
  const words = held.kind === "scalar" ? held.value : undefined;
  if (held.kind !== "scalar" || typeof words !== "string") return undefined;
  // Written without quotes, a word with a capital is no string: `"sender": Person`.
  if (held.length === words.length && /^[A-Z][A-Za-z]{1,60}$/.test(words)) return `${words} object`;
  return /\bobjects?\b/i.test(words) ? words : undefined;
}

function isEmpty(node: Occurrence["node"]): boolean {
  return node.kind === "object" ? node.members.length === 0 : node.kind === "array" ? node.items.length === 0 : false;
}

function shapeOf(occurrences: readonly Occurrence[], context: InferContext): TypeNode {
  const scalars = occurrences.filter((one): one is ScalarOccurrence => one.node.kind === "scalar");
  const objects = occurrences.filter((one): one is ObjectOccurrence => one.node.kind === "object");
  const arrays = occurrences.filter((one): one is ArrayOccurrence => one.node.kind === "array");
  const nullable = scalars.some(({ node }) => node.value === null) ? { nullable: true } : {};
  const types = [
    scalars.some(({ node }) => node.value !== null) ? inferScalar(scalars) : undefined,
    objects.length > 0 ? inferObject(objects, context) : undefined,
    arrays.length > 0 ? inferArray(arrays, context) : undefined,
  ].filter((type) => type !== undefined);
  const [only = { kind: "any" as const }, ...others] = types;
  if (others.length === 0) return { ...only, ...nullable };
  const variants = types.flatMap((one) =>
    one.kind === "union" && one.discriminator === undefined ? one.variants : [one],
  );
  return { kind: "union", variants, ...nullable };
}

type ArrayOccurrence = Occurrence & { readonly node: SampleArray };

function inferArray(arrays: readonly ArrayOccurrence[], context: InferContext): TypeNode {
  const items = arrays.flatMap(({ node, block }) => node.items.flatMap((item) => occurrencesOf(item, block)));
  return { kind: "array", items: inferType(items, context) };
}

function inferObject(objects: readonly ObjectOccurrence[], context: InferContext): TypeNode {
  const keys = keysOf(objects);
  const kind = keyKind(keys) ?? (context.catalogue.areLiterals(keys) ? "type" : wordsForAny(objects));
  const [first] = objects;
  const isDocumented = keys.some((key) => context.documented.has(key));
  if (!isDocumented && kind !== undefined && first !== undefined)
    return inferMap(objects, kind, [quoteNode(first, "sample", `${kind}-keys`)], context);
  const discrimination = discriminate(objects, context);
  if (discrimination !== undefined) return inferVariants(discrimination, context);
  return inferFields(objects, keys, context);
}

/** `"key": "value"`: ordinary names, which their values show to be placeholders. */
function wordsForAny(objects: readonly ObjectOccurrence[]): string | undefined {
  const members = objects.flatMap(({ node }) => node.members);
  const areWords = members.every(
    ({ key, value }) =>
      /^(?:key|name|property|attribute|field|namespace)$/i.test(key) &&
      value.kind === "scalar" &&
      typeof value.value === "string" &&
      /^<?(?:[a-z]{1,20}[ _-])?values?>?$/i.test(value.value),
  );
  return members.length > 0 && areWords ? "placeholder" : undefined;
}

function inferVariants({ member, groups }: Discrimination, context: InferContext): TypeNode {
  const all = [...groups.values()].flat();
  const variants = [...groups].map(([value, group]): ObjectType => {
    const type = inferFields(group, keysOf(group), context);
    const fields = type.fields.map((field): Field => {
      if (field.name === member) return { ...field, type: { kind: "literal", value } };
      return isContainer(field.type) ? shareType(field, all, context) : field;
    });
    return { ...type, fields };
  });
  const [first] = all;
  const why = first === undefined ? {} : { evidence: [quoteNode(first, "sample", "discriminated-by-literal")] };
  return { kind: "union", discriminator: member, variants, ...why };
}

/** What one variant's sample shows of an inner object holds for the same member of the others, as long as all show the same kind. */
function shareType(field: Field, all: readonly ObjectOccurrence[], context: InferContext): Field {
  const shared = inferField(field.name, all, context).type;
  return shared.kind === field.type.kind ? { ...field, type: shared } : field;
}

function isContainer({ kind }: TypeNode): boolean {
  return kind === "object" || kind === "array" || kind === "map";
}

function keysOf(objects: readonly ObjectOccurrence[]): readonly string[] {
  return [...new Set(objects.flatMap(({ node }) => node.members.map(({ key }) => key)))];
}

function keysInComments(objects: readonly ObjectOccurrence[]): readonly string[] {
  return objects.flatMap(({ node }) => (node.inComments ?? []).map(({ key }) => key));
}

/** An object whose keys are data; its values are of one type. */
export function inferMap(
  objects: readonly ObjectOccurrence[],
  kind: string,
  why: readonly Evidence[],
  context: InferContext,
): TypeNode {
  return { kind: "map", keys: kind, values: inferType(valuesOf(objects), context), evidence: why };
}

function valuesOf(objects: readonly ObjectOccurrence[]): readonly Occurrence[] {
  return objects.flatMap(({ node, block }) => node.members.flatMap((member) => occurrencesOf(member, block)));
}

function inferFields(objects: readonly ObjectOccurrence[], keys: readonly string[], context: InferContext): ObjectType {
  const comments = readComments(objects.map(({ node, block }) => ({ node, comments: [], block })));
  const elided = objects.some(({ node }) => node.elided);
  const empty = comments.reference?.shape === "empty" && keys.length === 0;
  return {
    kind: "object",
    fields: [...new Set([...keys, ...keysInComments(objects)])].map((key) => inferField(key, objects, context)),
    ...(empty ? { empty: true } : {}),
    ...(elided || (keys.length === 0 && !empty) ? { open: true } : {}),
  };
}

function inferField(key: string, objects: readonly ObjectOccurrence[], context: InferContext): Field {
  const found = objects.flatMap(({ node, block }) => {
    const member = byKey(node.members).get(key) ?? byKey(node.inComments ?? none).get(key);
    return member === undefined ? [] : occurrencesOf(member, block);
  });
  const comments = readComments(found);
  const lacking = objects.find(
    ({ node }) => !byKey(node.members).has(key) && !(node.elided && node.members.length === 0),
  );
  const isInternal = key.startsWith("__") && found.length === 1;
  const presence = lacking === undefined && !isInternal ? (comments.presence?.effect ?? "required") : "optional";
  const why: Evidence[] = distinctPlaces(found.map((occurrence) => quoteNode(occurrence, "sample", "member")));
  if (comments.presence !== undefined) why.push(comments.presence.evidence);
  if (isInternal) why.push(...found.map((occurrence) => quoteNode(occurrence, "sample", "internal-member")));
  if (lacking !== undefined && comments.presence?.effect !== "optional")
    why.push(quoteNode(lacking, "sample", "not-in-every-sample"));
  if (comments.deprecated !== undefined) why.push(comments.deprecated);
  const { description } = comments;
  const deprecated = comments.deprecated === undefined ? undefined : true;
  const type = nulled(fieldType(key, found, comments, context), comments.nullable);
  return { name: key, type, presence, ...defined({ description, deprecated }), evidence: why };
}

const none: readonly SampleMember[] = [];
const memberMaps = new WeakMap<readonly SampleMember[], ReadonlyMap<string, SampleMember>>();

function byKey(members: readonly SampleMember[]): ReadonlyMap<string, SampleMember> {
  const known = memberMaps.get(members);
  if (known !== undefined) return known;
  const made = new Map(members.map((member) => [member.key, member]));
  memberMaps.set(members, made);
  return made;
}

function fieldType(
  key: string,
  found: readonly Occurrence[],
  comments: CommentReading,
  context: InferContext,
): TypeNode {
  const named = namedStructure(key, found, context.catalogue);
  const noted = context.maps.get(key);
  const objects = found.filter((one): one is ObjectOccurrence => one.node.kind === "object");
  const isNoted =
    noted !== undefined && objects.length === found.length && objects.some(({ node }) => node.members.length > 0);
  const own = isNoted ? namespaces(objects, noted, context) : undefined;
  const levels = context.catalogue.named(key)?.levels;
  // What the page shows of a part of a map is believed over the depth that the structure gives it.
  if (named?.kind === "whole" && (own === undefined || levels === undefined || mapLevels(own) === levels))
    return named.type;
  if (own !== undefined) return own;
  const type = typeWith(found, comments, context);
  return named === undefined || named.kind === "whole" || type.kind !== "object"
    ? type
    : { ...type, structure: named.name };
}

/** Properties are kept by namespace and, inside one, by name: two maps, one in the other, however many the sample shows. */
function namespaces(objects: readonly ObjectOccurrence[], noted: Evidence, context: InferContext): TypeNode {
  const inner = valuesOf(objects);
  const innerObjects = inner.filter((one): one is ObjectOccurrence => one.node.kind === "object");
  const values =
    innerObjects.length === inner.length && inner.length > 0
      ? inferMap(innerObjects, "name", [noted], context)
      : inferType(inner, context);
  return { kind: "map", keys: "namespace", values, evidence: [noted] };
}

function distinctPlaces(all: readonly Evidence[]): Evidence[] {
  return firstOfEach(all, ({ at }) => `${at.file}:${String(at.line)}:${String(at.column)}`).slice(0, MOST_EVIDENCE);
}
