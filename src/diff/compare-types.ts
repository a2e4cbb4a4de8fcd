// Compares two types as sets of values: references looked through, members, values and variants paired.
import { describeType } from "../model/describe-type.ts";
import type { Evidence, Field, ObjectType, Scalar, TypeNode } from "../model/model.ts";
import { shapeKey } from "../model/same-shape.ts";
import { below, type Observation, type ObservationKind, side, type Spot } from "./observation.ts";
import { pairVariants, variantsOf } from "./pair-variants.ts";
import { isBare, isListed, type Resolve, settle, valuesOf } from "./settle-type.ts";

/** Both models' structures, what has been seen so far, and the pairs of structures that came up under two names. */
export interface Comparison {
  readonly oldResolve: Resolve;
  readonly newResolve: Resolve;
  readonly seen: Observation[];
  /** From the old name to the new one, where each side knows only its own. */
  readonly renamedStructures: Map<string, string>;
  /** Relations of structures by their two names, so that each pair is compared once. */
  readonly relations: Map<string, Relation>;
}

export type Relation = "same" | "widened" | "narrowed" | "changed";

export interface Compared {
  readonly type: TypeNode;
  /** Of the member that holds the type. */
  readonly evidence?: readonly Evidence[];
}

/** Below this depth the schemas accept everything, so there is nothing to compare. */
const DEEPEST = 100;

export function compareTypes(one: Compared, other: Compared, spot: Spot, comparison: Comparison, depth = 0): void {
  if (depth > DEEPEST) return;
  const { oldResolve, newResolve } = comparison;
  if (one.type.kind === "reference" && other.type.kind === "reference") {
    compareNullable(one, other, one.type.nullable === true, other.type.nullable === true, spot, comparison);
    if (one.type.name !== other.type.name) {
      compareNames(one, one.type.name, other, other.type.name, spot, comparison, depth);
    }
    return;
  }
  const before = settle(one.type, oldResolve);
  const after = settle(other.type, newResolve);
  const neitherIsNull = before.type.kind !== "null" && after.type.kind !== "null";
  if (neitherIsNull) compareNullable(one, other, before.nullable, after.nullable, spot, comparison);
  compareCores({ ...one, type: before.type }, { ...other, type: after.type }, spot, comparison, depth);
}

function compareNullable(
  one: Compared,
  other: Compared,
  before: boolean,
  after: boolean,
  spot: Spot,
  comparison: Comparison,
): void {
  if (before === after || one.type.kind === "any" || other.type.kind === "any") return;
  see(comparison, after ? "became-nullable" : "became-not-null", spot, one, other);
}

/** Two names at one place: one structure renamed, or another structure. */
function compareNames(
  one: Compared,
  before: string,
  other: Compared,
  after: string,
  spot: Spot,
  comparison: Comparison,
  depth: number,
): void {
  const { oldResolve, newResolve, renamedStructures } = comparison;
  if (newResolve(before) === undefined && oldResolve(after) === undefined && !renamedStructures.has(before)) {
    renamedStructures.set(before, after);
  }
  if (renamedStructures.get(before) === after) return;
  const relation = relate(before, after, comparison, depth);
  if (relation === "same") return;
  see(comparison, relation, spot, one, other);
}

function relate(before: string, after: string, comparison: Comparison, depth: number): Relation {
  const pair = JSON.stringify([before, after]);
  const known = comparison.relations.get(pair);
  if (known !== undefined) return known;
  comparison.relations.set(pair, "same");
  const inner: Comparison = { ...comparison, seen: [] };
  const one = comparison.oldResolve(before);
  const other = comparison.newResolve(after);
  if (one !== undefined && other !== undefined) {
    compareTypes(one, other, { owner: { kind: "structure", name: after }, steps: [] }, inner, depth + 1);
  }
  const relation = summarise(inner.seen);
  comparison.relations.set(pair, relation);
  return relation;
}

const narrowing: ReadonlySet<ObservationKind> = new Set<ObservationKind>([
  ...(["became-required", "became-not-null", "value-removed", "values-closed", "values-listed"] as const),
  ...(["number-to-integer", "format-gained", "told", "narrowed", "variant-removed", "union-closed"] as const),
  ...(["field-added"] as const),
]);
const widening: ReadonlySet<ObservationKind> = new Set<ObservationKind>([
  ...(["became-optional", "became-nullable", "value-added", "values-opened", "values-freed"] as const),
  ...(["integer-to-number", "format-lost", "untold", "widened", "variant-added", "union-opened"] as const),
  ...(["field-removed"] as const),
]);
const neutral: ReadonlySet<ObservationKind> = new Set<ObservationKind>([
  ...(["text", "members-opened", "members-closed", "deprecated", "undeprecated"] as const),
]);

function summarise(seen: readonly Observation[]): Relation {
  const kinds = seen.map(({ is }) => is).filter((is) => !neutral.has(is));
  if (kinds.length === 0) return "same";
  if (kinds.every((is) => narrowing.has(is))) return "narrowed";
  return kinds.every((is) => widening.has(is)) ? "widened" : "changed";
}

function compareCores(one: Compared, other: Compared, spot: Spot, comparison: Comparison, depth: number): void {
  const before = one.type;
  const after = other.type;
  const say = (is: ObservationKind): void => {
    see(comparison, is, spot, one, other);
  };
  if (before.kind === "any" || after.kind === "any") {
    if (before.kind !== after.kind) say(before.kind === "any" ? "told" : "untold");
    return;
  }
  if (before.kind === "null" || after.kind === "null") {
    if (before.kind === after.kind) return;
    if (before.kind === "null") say(after.nullable === true ? "widened" : "changed");
    else say(before.nullable === true ? "narrowed" : "changed");
    return;
  }
  if (before.kind === "union" || after.kind === "union") {
    compareUnions(one, other, spot, comparison, depth);
    return;
  }
  if (isListed(before) && isListed(after)) {
    compareValues(one, other, spot, comparison);
    return;
  }
  if (isListed(before)) {
    if (!valuesOf(before).every((value) => fits(value, after))) say("changed");
    else if (before.kind === "literal" || before.open !== true) say("values-freed");
    return;
  }
  if (isListed(after)) {
    if (!valuesOf(after).every((value) => fits(value, before))) say("changed");
    else if (after.kind === "literal" || after.open !== true) say("values-listed");
    return;
  }
  if (before.kind === "array" && after.kind === "array") {
    compareTypes({ type: before.items }, { type: after.items }, below(spot, { is: "items" }), comparison, depth + 1);
    return;
  }
  if (before.kind === "map" && after.kind === "map") {
    compareTypes({ type: before.values }, { type: after.values }, below(spot, { is: "values" }), comparison, depth + 1);
    return;
  }
  if (before.kind === "object" && after.kind === "object") {
    compareObjects(before, after, { one, other, spot }, comparison, depth);
    return;
  }
  if (before.kind === "object" && after.kind === "map") {
    say(before.fields.length === 0 ? "told" : "changed");
    return;
  }
  if (before.kind === "map" && after.kind === "object") {
    say(isBare(after) ? "untold" : "changed");
    return;
  }
  compareScalars(before, after, say);
}

function compareScalars(before: TypeNode, after: TypeNode, say: (is: ObservationKind) => void): void {
  if (before.kind === "integer" && after.kind === "number") say("integer-to-number");
  else if (before.kind === "number" && after.kind === "integer") say("number-to-integer");
  else if (before.kind !== after.kind) say("changed");
  else if (before.kind === "string" && after.kind === "string" && before.format !== after.format) {
    say(before.format === undefined ? "format-gained" : "format-lost");
  }
}

function fits(value: Scalar, type: TypeNode): boolean {
  switch (type.kind) {
    case "string":
      return typeof value === "string";
    case "integer":
      return Number.isInteger(value);
    case "number":
    case "boolean":
      return typeof value === type.kind;
    default:
      return false;
  }
}

function compareValues(one: Compared, other: Compared, spot: Spot, comparison: Comparison): void {
  const before = one.type;
  const after = other.type;
  if (!isListed(before) || !isListed(after)) return;
  const openBefore = before.kind === "enum" && before.open === true;
  const openAfter = after.kind === "enum" && after.open === true;
  const old = new Set(valuesOf(before));
  const now = new Set(valuesOf(after));
  for (const value of now) {
    if (old.has(value)) continue;
    const text = JSON.stringify(value);
    comparison.seen.push({
      ...{ is: "value-added", spot, label: text, key: text, leftOpen: openBefore, newType: after, oldType: before },
      ...{ old: sideOf(one), new: sideOf(other, text) },
    });
  }
  for (const value of old) {
    if (now.has(value)) continue;
    const text = JSON.stringify(value);
    comparison.seen.push({
      ...{ is: "value-removed", spot, label: text, key: text, leftOpen: openAfter, newType: after, oldType: before },
      ...{ old: sideOf(one, text), new: sideOf(other) },
    });
  }
  if (openBefore !== openAfter) see(comparison, openAfter ? "values-opened" : "values-closed", spot, one, other);
  const notes = ({ type, evidence }: Compared): Words => ({
    text: notesOf(type, old, now),
    evidence: evidence ?? type.evidence,
  });
  seeText(comparison, "value notes", spot, notes(one), notes(other));
}

/** What is said of the values that both sides list. */
function notesOf(type: TypeNode, old: ReadonlySet<Scalar>, now: ReadonlySet<Scalar>): string {
  if (type.kind !== "enum") return "";
  return type.values
    .filter(({ value, note }) => note !== undefined && old.has(value) && now.has(value))
    .map(({ value, note }) => `${String(value)}: ${note ?? ""}`)
    .sort()
    .join("; ");
}

function compareUnions(one: Compared, other: Compared, spot: Spot, comparison: Comparison, depth: number): void {
  const { oldResolve, newResolve } = comparison;
  const { pairs, removed, added } = pairVariants(one.type, other.type, oldResolve, newResolve);
  if (pairs.length === 0 && variantsOf(one.type).length > 0) {
    see(comparison, "changed", spot, one, other);
    return;
  }
  const openBefore = one.type.kind === "union" && one.type.open === true;
  const openAfter = other.type.kind === "union" && other.type.open === true;
  for (const pair of pairs) {
    compareTypes({ type: pair.old }, { type: pair.new }, below(spot, pair.step), comparison, depth + 1);
  }
  for (const type of removed) {
    comparison.seen.push({
      ...{ is: "variant-removed", spot, label: describeType(type), key: shapeKey(type), leftOpen: openAfter },
      ...{ oldType: type, newType: other.type, old: sideOf({ type }), new: sideOf(other) },
    });
  }
  for (const type of added) {
    comparison.seen.push({
      ...{ is: "variant-added", spot, label: describeType(type), key: shapeKey(type), leftOpen: openBefore },
      ...{ oldType: one.type, newType: type, old: sideOf(one), new: sideOf({ type }) },
    });
  }
  if (openBefore !== openAfter) see(comparison, openAfter ? "union-opened" : "union-closed", spot, one, other);
}

interface Place {
  readonly one: Compared;
  readonly other: Compared;
  readonly spot: Spot;
}

function compareObjects(
  before: ObjectType,
  after: ObjectType,
  { one, other, spot }: Place,
  comparison: Comparison,
  depth: number,
): void {
  const say = (is: ObservationKind): void => {
    see(comparison, is, spot, one, other);
  };
  if (isBare(before) && after.fields.length > 0) say("told");
  else if (isBare(after) && before.fields.length > 0) say("untold");
  else {
    compareFields(before, after, spot, comparison, depth);
    const openBefore = before.open === true;
    const openAfter = after.open === true;
    if (openBefore !== openAfter) say(openAfter ? "members-opened" : "members-closed");
  }
}

type Members = Pick<ObjectType, "fields" | "open">;

/** Pairs members by name; also for the envelope, which is no type of its own. */
export function compareFields(before: Members, after: Members, spot: Spot, comparison: Comparison, depth = 0): void {
  const old = new Map(before.fields.map((field) => [field.name, field]));
  const now = new Map(after.fields.map((field) => [field.name, field]));
  for (const [name, field] of old) {
    const same = now.get(name);
    const here = below(spot, { is: "field", name });
    if (same !== undefined) compareField(field, same, here, comparison, depth);
    else {
      const lone = loneField(field, before, after.open === true);
      comparison.seen.push({ ...lone, is: "field-removed", spot: here, oldType: field.type, old: sideOf(field) });
    }
  }
  for (const [name, field] of now) {
    if (old.has(name)) continue;
    const here = below(spot, { is: "field", name });
    const lone = loneField(field, after, before.open === true);
    comparison.seen.push({ ...lone, is: "field-added", spot: here, newType: field.type, new: sideOf(field) });
  }
}

type Lone = Pick<Observation, "label" | "key" | "presence" | "leftOpen" | "siblings" | "field">;

function loneField(field: Field, { fields }: Members, leftOpen: boolean): Lone {
  const { name, presence, type } = field;
  return { label: name, key: `${presence} ${shapeKey(type)}`, presence, leftOpen, siblings: fields, field };
}

function compareField(before: Field, after: Field, spot: Spot, comparison: Comparison, depth: number): void {
  if (before.presence !== after.presence) {
    see(comparison, after.presence === "optional" ? "became-optional" : "became-required", spot, before, after);
  }
  if ((before.deprecated === true) !== (after.deprecated === true)) {
    see(comparison, after.deprecated === true ? "deprecated" : "undeprecated", spot, before, after);
  }
  compareTypes(before, after, spot, comparison, depth + 1);
  const words = before.description ?? before.type.description;
  const newWords = after.description ?? after.type.description;
  seeText(
    comparison,
    "description",
    spot,
    { text: words, evidence: before.evidence },
    { text: newWords, evidence: after.evidence },
  );
}

interface Words {
  readonly text: string | undefined;
  readonly evidence: readonly Evidence[] | undefined;
}

/** Sees a difference of words; white space and the marks of code and emphasis do not count. */
export function seeText(comparison: Comparison, label: string, spot: Spot, one: Words, other: Words): void {
  if (one.text === other.text) return;
  const before = plainWords(one.text ?? "");
  const after = plainWords(other.text ?? "");
  if (before === after) return;
  comparison.seen.push({
    ...{ is: "text", spot, label, key: label, words: JSON.stringify([before, after]) },
    ...(before === "" ? {} : { old: side(before, one.evidence) }),
    ...(after === "" ? {} : { new: side(after, other.evidence) }),
  });
}

function plainWords(text: string): string {
  return text
    .replace(/[`*]/g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([.,;:()[\]]) ?/g, "$1 ")
    .trim();
}

function see(comparison: Comparison, is: ObservationKind, spot: Spot, one: Compared, other: Compared): void {
  const last = spot.steps.at(-1);
  comparison.seen.push({
    ...{ is, spot, label: last?.is === "field" ? last.name : "", key: `${shapeKey(one.type)} ${shapeKey(other.type)}` },
    ...{ oldType: one.type, newType: other.type, old: sideOf(one), new: sideOf(other) },
  });
}

function sideOf({ type, evidence }: Compared, text = describeType(type)): ReturnType<typeof side> {
  return side(text, type.evidence, evidence, evidence === undefined ? evidenceInside(type) : undefined);
}

/** Of a variant or an item that has none of its own: where its members are told. */
function evidenceInside(type: TypeNode): readonly Evidence[] {
  if ((type.evidence ?? []).length > 0 || type.kind !== "object") return [];
  return type.fields.flatMap((field) => field.evidence.slice(0, 1));
}
