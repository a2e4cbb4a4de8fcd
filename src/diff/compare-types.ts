// Compares two types as sets of values: references looked through, members, values and variants paired.
import { describeType } from "../model/describe-type.ts";
import type { Field, ObjectType, TypeNode } from "../model/model.ts";
import { shapeKey } from "../model/same-shape.ts";
import { compareListed } from "./compare-values.ts";
import { below, type Observation, type ObservationKind, type Spot } from "./observation.ts";
import { pairVariants, type VariantPairs } from "./pair-variants.ts";
import { type Compared, type Comparison, type Relation, see, seeText, sideOf } from "./see.ts";
import { isBare, isListed, settle, type Settled } from "../model/types/resolve.ts";
import {
  discriminatorOf,
  isAnything,
  isLeftOpen,
  isOpen,
  isToldApart,
  tagsOf,
  unfold,
  type Unfolded,
} from "./unfold.ts";

/** Below this depth the schemas accept everything, so there is nothing to compare. */
const DEEPEST = 100;

export function compareTypes(one: Compared, other: Compared, spot: Spot, comparison: Comparison, depth = 0): void {
  if (depth > DEEPEST) return;
  if (one.type.kind === "reference" && other.type.kind === "reference") {
    if ((one.type.nullable === true) !== (other.type.nullable === true)) {
      see(comparison, other.type.nullable === true ? "became-nullable" : "became-not-null", spot, one, other);
    }
    compareNames(one, one.type.name, other, other.type.name, spot, comparison, depth);
    return;
  }
  const { oldResolve, newResolve } = comparison;
  const [before, after] = [settle(one.type, oldResolve), settle(other.type, newResolve)];
  const settled: Place = { one: { ...one, type: before.type }, other: { ...other, type: after.type }, spot };
  const known = [!isAnything(one.type, oldResolve), !isAnything(other.type, newResolve)];
  if (known.includes(false)) {
    if (known.includes(true)) see(comparison, known[1] === true ? "told" : "untold", spot, settled.one, settled.other);
    return;
  }
  const place = { one, other, spot };
  if (isUnion(before.type, after.type, comparison)) compareUnions(place, settled, comparison, depth);
  else if (compareNulls(before, after, place, comparison)) compareCores(settled, comparison, depth);
}

/** Values of several kinds in a list count as variants where the other side is no list. */
function isUnion(before: TypeNode, after: TypeNode, { oldResolve, newResolve }: Comparison): boolean {
  if (isListed(before) && isListed(after)) return false;
  const parts = [unfold([before], oldResolve), unfold([after], newResolve)];
  return parts.some(({ unions, variants }) => unions.length > 0 || variants.length > 1);
}

interface Place {
  readonly one: Compared;
  readonly other: Compared;
  readonly spot: Spot;
}

type Nullable = Pick<Settled, "nullable"> & { readonly type: Pick<TypeNode, "kind"> };

/** False where a side is nothing but null, so that no more can be said. */
function compareNulls(before: Nullable, after: Nullable, { one, other, spot }: Place, comparison: Comparison): boolean {
  const say = (is: ObservationKind): void => {
    see(comparison, is, spot, one, other);
  };
  const nulls = [before.type.kind === "null", after.type.kind === "null"];
  if (nulls[0] === true && nulls[1] === true) return false;
  if (nulls[0] === true) say(after.nullable ? "widened" : "changed");
  else if (nulls[1] === true) say(before.nullable ? "reduced" : "changed");
  else if (before.nullable !== after.nullable) say(after.nullable ? "became-nullable" : "became-not-null");
  return !nulls.includes(true);
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
  if (before === after) return;
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
  ...(["field-added", "reduced"] as const),
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
  if (kinds.every((is) => narrowing.has(is))) return seen.some(losesNames) ? "reduced" : "narrowed";
  return kinds.every((is) => widening.has(is)) ? "widened" : "changed";
}

/** Code that names what is gone no longer compiles. */
function losesNames({ is, leftOpen }: Observation): boolean {
  return is === "reduced" || is === "variant-removed" || (is === "value-removed" && leftOpen !== true);
}

function compareCores({ one, other, spot }: Place, comparison: Comparison, depth: number): void {
  const before = one.type;
  const after = other.type;
  const say = (is: ObservationKind): void => {
    see(comparison, is, spot, one, other);
  };
  if (isListed(before) || isListed(after)) compareListed(one, other, spot, comparison);
  else if (before.kind === "array" && after.kind === "array") {
    compareTypes({ type: before.items }, { type: after.items }, below(spot, { is: "items" }), comparison, depth + 1);
  } else if (before.kind === "map" && after.kind === "map") {
    compareTypes({ type: before.values }, { type: after.values }, below(spot, { is: "values" }), comparison, depth + 1);
  } else if (before.kind === "object" && after.kind === "object") {
    compareObjects(before, after, { one, other, spot }, comparison, depth);
  } else if (before.kind === "object" && after.kind === "map") say(before.fields.length === 0 ? "told" : "changed");
  else if (before.kind === "map" && after.kind === "object") say(isBare(after) ? "untold" : "changed");
  else compareScalars(before, after, say);
}

function compareScalars(before: TypeNode, after: TypeNode, say: (is: ObservationKind) => void): void {
  if (before.kind === "integer" && after.kind === "number") say("integer-to-number");
  else if (before.kind === "number" && after.kind === "integer") say("number-to-integer");
  else if (before.kind !== after.kind) say("changed");
  else if (before.kind === "string" && after.kind === "string" && before.format !== after.format) {
    say(before.format === undefined ? "format-gained" : "format-lost");
  }
}

/** `settled` is what is said of the type as a whole; variants are sought in what the place names. */
function compareUnions(place: Place, settled: Place, comparison: Comparison, depth: number): void {
  const { oldResolve, newResolve } = comparison;
  const { one, other, spot } = place;
  const paired = pairVariants(one.type, other.type, oldResolve, newResolve);
  const [before, after] = nullables(paired, comparison);
  if (!compareNulls(before, after, place, comparison)) return;
  const { removed, added } = compareUntold(paired, settled, comparison);
  const isUntold = removed !== paired.removed;
  if (paired.pairs.length + paired.shared.length === 0 && removed.length > 0 && !isUntold) {
    see(comparison, "changed", spot, settled.one, settled.other);
    return;
  }
  for (const pair of paired.pairs) {
    const here = below(spot, pair.step);
    comparePair({ one: { type: pair.old }, other: { type: pair.new }, spot: here }, comparison, depth + 1);
  }
  seeLoneVariants({ removed, added }, place, comparison);
  if (isOpen(paired.before) !== isOpen(paired.after) && !isUntold) {
    see(comparison, isOpen(paired.after) ? "union-opened" : "union-closed", spot, settled.one, settled.other);
  }
}

/** A shared union that may be null is so on both sides: what changed in it is told where it is described. */
function nullables(
  { before, after, shared }: VariantPairs,
  { oldResolve, newResolve }: Comparison,
): readonly [Nullable, Nullable] {
  const either = unfold(shared, oldResolve).nullable || unfold(shared, newResolve).nullable;
  const side = ({ variants, nullable }: Unfolded): Nullable => ({
    type: { kind: variants.length + shared.length === 0 ? "null" : "union" },
    nullable: nullable || either,
  });
  return [side(before), side(after)];
}

/** Whether the values may be null is a matter of the union, not of its variants. */
function comparePair({ one, other, spot }: Place, comparison: Comparison, depth: number): void {
  const { oldResolve, newResolve } = comparison;
  if (one.type.kind === "reference" && other.type.kind === "reference") {
    compareNames(one, one.type.name, other, other.type.name, spot, comparison, depth);
    return;
  }
  const [before, after] = [settle(one.type, oldResolve), settle(other.type, newResolve)];
  compareCores({ one: { type: before.type }, other: { type: after.type }, spot }, comparison, depth);
}

type LoneVariants = Pick<VariantPairs, "removed" | "added">;

/** Objects of which nothing was known may be any of the objects that are told now, and the other way round. */
function compareUntold(
  { removed, added }: VariantPairs,
  { one, other, spot }: Place,
  comparison: Comparison,
): LoneVariants {
  const before = removed.map((type) => settle(type, comparison.oldResolve).type);
  const after = added.map((type) => settle(type, comparison.newResolve).type);
  const isTold = (type: TypeNode): boolean => (type.kind === "object" || type.kind === "map") && !isBare(type);
  const told = before.some(isBare) && after.some(isTold);
  const untold = after.some(isBare) && before.some(isTold);
  if (!told && !untold) return { removed, added };
  see(comparison, told ? "told" : "untold", spot, one, other);
  const isOther =
    (all: readonly TypeNode[]) =>
    (_: TypeNode, index: number): boolean => {
      const type = all[index];
      return type !== undefined && !isBare(type) && !isTold(type);
    };
  return { removed: removed.filter(isOther(before)), added: added.filter(isOther(after)) };
}

function seeLoneVariants({ removed, added }: LoneVariants, { one, other, spot }: Place, comparison: Comparison): void {
  const { oldResolve, newResolve } = comparison;
  const [before, after] = [unfold([one.type], oldResolve), unfold([other.type], newResolve)];
  const member = discriminatorOf(before);
  for (const type of removed) {
    const leftOpen = isLeftOpen(type, oldResolve, after, newResolve);
    comparison.seen.push({
      ...{ is: "variant-removed", spot, label: describeType(type), key: shapeKey(type), leftOpen },
      ...{ oldType: type, oldUnion: one.type, newType: other.type, old: sideOf({ type }), new: sideOf(other) },
    });
  }
  for (const type of added) {
    const leftOpen = isLeftOpen(type, newResolve, before, oldResolve);
    const toldApart = member !== undefined && isToldApart(type, newResolve, member, tagsOf(before, member, oldResolve));
    comparison.seen.push({
      ...{ is: "variant-added", spot, label: describeType(type), key: shapeKey(type), leftOpen, toldApart },
      ...{ oldType: one.type, newType: type, old: sideOf(one), new: sideOf({ type }) },
    });
  }
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
