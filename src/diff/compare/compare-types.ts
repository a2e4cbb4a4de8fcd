// Compares two types as sets of values: references looked through, members, values and variants paired.
import { describeType, shapeKey } from "../../model/describe-type.ts";
import type { EnumType, Field, LiteralType, ObjectType, Scalar, TypeNode } from "../../model/model.ts";
import { isOfKind } from "../../model/types/value.ts";
import {
  below,
  deeper,
  DEEPEST,
  type Compared,
  type Comparison,
  type Fact,
  type FactKind,
  type Location,
  type Pair,
  record,
  recordWords,
  type Relation,
  sideOf,
  type Words,
} from "./facts.ts";
import {
  pairVariants,
  type VariantPairs,
  discriminatorOf,
  flatten,
  type Flattened,
  isAnything,
  isDiscriminated,
  isLeftOpen,
  isOpen,
  tagsOf,
} from "./pair-variants.ts";
import { isBare, isListed, type ResolvedType, resolveType, valuesOf } from "../../model/types/resolve.ts";

export function compareTypes(pair: Pair, comparison: Comparison): void {
  if (comparison.depth > DEEPEST) return;
  const [one, other] = [pair.old.type, pair.new.type];
  if (one.kind === "reference" && other.kind === "reference") {
    recordNullable(one.nullable === true, other.nullable === true, pair, comparison);
    compareNames(one.name, other.name, pair, comparison);
    return;
  }
  const { oldResolve, newResolve } = comparison;
  const [before, after] = [resolveType(one, oldResolve), resolveType(other, newResolve)];
  const resolved = withTypes(pair, before.type, after.type);
  const known = [!isAnything(one, oldResolve), !isAnything(other, newResolve)];
  if (known.includes(false)) {
    if (known.includes(true)) record(comparison, known[1] === true ? "documented" : "undocumented", resolved);
  } else if (isUnion(before.type, after.type, comparison)) compareUnions(pair, resolved, comparison);
  else if (compareNulls(before, after, pair, comparison)) compareResolved(resolved, comparison);
}

function withTypes({ old, new: now, location }: Pair, before: TypeNode, after: TypeNode): Pair {
  return { old: { ...old, type: before }, new: { ...now, type: after }, location };
}

/** Values of several kinds in a list count as variants where the other side is no list. */
function isUnion(before: TypeNode, after: TypeNode, { oldResolve, newResolve }: Comparison): boolean {
  if (isListed(before) && isListed(after)) return false;
  const parts = [flatten([before], oldResolve), flatten([after], newResolve)];
  return parts.some(({ unions, variants }) => unions.length > 0 || variants.length > 1);
}

type Nullable = Pick<ResolvedType, "nullable"> & { readonly type: Pick<TypeNode, "kind"> };

/** False where a side is nothing but null, so that no more can be said. */
function compareNulls(before: Nullable, after: Nullable, pair: Pair, comparison: Comparison): boolean {
  const nulls = [before.type.kind === "null", after.type.kind === "null"];
  if (nulls[0] === true && nulls[1] === true) return false;
  if (nulls[0] === true) record(comparison, after.nullable ? "widened" : "changed", pair);
  else if (nulls[1] === true) record(comparison, before.nullable ? "reduced" : "changed", pair);
  else recordNullable(before.nullable, after.nullable, pair, comparison);
  return !nulls.includes(true);
}

function recordNullable(before: boolean, after: boolean, pair: Pair, comparison: Comparison): void {
  if (before !== after) record(comparison, after ? "became-nullable" : "became-not-null", pair);
}

/** Two names at one location: one structure renamed, or another structure. */
function compareNames(before: string, after: string, pair: Pair, comparison: Comparison): void {
  if (before === after) return;
  const { oldResolve, newResolve, renamedStructures } = comparison;
  if (newResolve(before) === undefined && oldResolve(after) === undefined && !renamedStructures.has(before)) {
    renamedStructures.set(before, after);
  }
  if (renamedStructures.get(before) === after) return;
  const relation = relate(before, after, comparison);
  if (relation !== "same") record(comparison, relation, pair);
}

function relate(before: string, after: string, comparison: Comparison): Relation {
  const key = JSON.stringify([before, after]);
  const known = comparison.relations.get(key);
  if (known !== undefined) return known;
  comparison.relations.set(key, "same");
  const inner: Comparison = { ...deeper(comparison), facts: [] };
  const old = comparison.oldResolve(before);
  const now = comparison.newResolve(after);
  if (old !== undefined && now !== undefined) {
    const location: Location = { owner: { kind: "structure", name: after }, steps: [] };
    compareTypes({ old, new: now, location }, inner);
  }
  const relation = relationOf(inner.facts);
  comparison.relations.set(key, relation);
  return relation;
}

const narrowing: ReadonlySet<FactKind> = new Set<FactKind>([
  ...(["became-required", "became-not-null", "value-removed", "values-closed", "values-listed"] as const),
  ...(["number-to-integer", "format-gained", "documented", "narrowed", "variant-removed", "union-closed"] as const),
  ...(["field-added", "reduced"] as const),
]);
const widening: ReadonlySet<FactKind> = new Set<FactKind>([
  ...(["became-optional", "became-nullable", "value-added", "values-opened", "values-freed"] as const),
  ...(["integer-to-number", "format-lost", "undocumented", "widened", "variant-added", "union-opened"] as const),
  ...(["field-removed"] as const),
]);
const neutral: ReadonlySet<FactKind> = new Set<FactKind>([
  ...(["description", "sample", "link", "listing"] as const),
  ...(["members-opened", "members-closed", "deprecated", "undeprecated"] as const),
]);

function relationOf(facts: readonly Fact[]): Relation {
  const kinds = facts.map(({ kind }) => kind).filter((kind) => !neutral.has(kind));
  if (kinds.length === 0) return "same";
  if (kinds.every((kind) => narrowing.has(kind))) return facts.some(losesNames) ? "reduced" : "narrowed";
  return kinds.every((kind) => widening.has(kind)) ? "widened" : "changed";
}

/** Code that names what is gone no longer compiles. */
function losesNames({ kind, leftOpen }: Fact): boolean {
  return kind === "reduced" || kind === "variant-removed" || (kind === "value-removed" && leftOpen !== true);
}

/** Types of which neither is a reference or a union; whether they may be null has been compared. */
function compareResolved(pair: Pair, comparison: Comparison): void {
  const [before, after] = [pair.old.type, pair.new.type];
  const say = (kind: FactKind): void => {
    record(comparison, kind, pair);
  };
  const compareInner = (one: TypeNode, other: TypeNode, kind: "items" | "values"): void => {
    const location = below(pair.location, { kind });
    compareTypes({ old: { type: one }, new: { type: other }, location }, deeper(comparison));
  };
  if (isListed(before) || isListed(after)) compareListed(pair, comparison);
  else if (before.kind === "array" && after.kind === "array") compareInner(before.items, after.items, "items");
  else if (before.kind === "map" && after.kind === "map") compareInner(before.values, after.values, "values");
  else if (before.kind === "object" && after.kind === "object") compareObjects(before, after, pair, comparison);
  else if (before.kind === "object" && after.kind === "map") say(before.fields.length === 0 ? "documented" : "changed");
  else if (before.kind === "map" && after.kind === "object") say(isBare(after) ? "undocumented" : "changed");
  else if (before.kind === "integer" && after.kind === "number") say("integer-to-number");
  else if (before.kind === "number" && after.kind === "integer") say("number-to-integer");
  else if (before.kind !== after.kind) say("changed");
  else if (before.kind === "string" && after.kind === "string" && before.format !== after.format) {
    say(before.format === undefined ? "format-gained" : "format-lost");
  }
}

/** `resolved` is what is said of the types as a whole; variants are taken from what the pair names. */
function compareUnions(pair: Pair, resolved: Pair, comparison: Comparison): void {
  const paired = pairVariants(pair.old.type, pair.new.type, comparison);
  const [before, after] = nullables(paired, comparison);
  if (!compareNulls(before, after, pair, comparison)) return;
  const documentation = compareDocumentation(paired, comparison);
  if (documentation.kind !== undefined) record(comparison, documentation.kind, resolved);
  else if (paired.pairs.length + paired.shared.length === 0 && paired.removed.length > 0) {
    record(comparison, "changed", resolved);
    return;
  }
  for (const { old, new: now, step } of paired.pairs) {
    const here = { old: { type: old }, new: { type: now }, location: below(pair.location, step) };
    compareVariant(here, deeper(comparison));
  }
  recordUnpaired(documentation, pair, comparison);
  if (isOpen(paired.before) !== isOpen(paired.after) && documentation.kind === undefined) {
    record(comparison, isOpen(paired.after) ? "union-opened" : "union-closed", resolved);
  }
}

/** A shared union that may be null is so on both sides: what changed in it is recorded where it is described. */
function nullables(
  { before, after, shared }: VariantPairs,
  { oldResolve, newResolve }: Comparison,
): readonly [Nullable, Nullable] {
  const either = flatten(shared, oldResolve).nullable || flatten(shared, newResolve).nullable;
  const side = ({ variants, nullable }: Flattened): Nullable => ({
    type: { kind: variants.length + shared.length === 0 ? "null" : "union" },
    nullable: nullable || either,
  });
  return [side(before), side(after)];
}

/** Whether the values may be null is a matter of the union, not of its variants. */
function compareVariant(pair: Pair, comparison: Comparison): void {
  const [one, other] = [pair.old.type, pair.new.type];
  if (one.kind === "reference" && other.kind === "reference") {
    compareNames(one.name, other.name, pair, comparison);
    return;
  }
  const [before, after] = [resolveType(one, comparison.oldResolve), resolveType(other, comparison.newResolve)];
  compareResolved(withTypes(pair, before.type, after.type), comparison);
}

type UnpairedVariants = Pick<VariantPairs, "removed" | "added">;

/** Objects of which nothing was known may be any of the objects that are documented now, and the other way round. */
function compareDocumentation(
  { removed, added }: UnpairedVariants,
  { oldResolve, newResolve }: Comparison,
): UnpairedVariants & { readonly kind?: "documented" | "undocumented" } {
  const isDocumented = (type: TypeNode): boolean => (type.kind === "object" || type.kind === "map") && !isBare(type);
  const before = removed.map((type) => resolveType(type, oldResolve).type);
  const after = added.map((type) => resolveType(type, newResolve).type);
  const documented = before.some(isBare) && after.some(isDocumented);
  if (!documented && !(after.some(isBare) && before.some(isDocumented))) return { removed, added };
  const others = (types: readonly TypeNode[], resolved: readonly TypeNode[]): readonly TypeNode[] =>
    types.filter((_, index) => {
      const type = resolved[index];
      return type !== undefined && !isBare(type) && !isDocumented(type);
    });
  return {
    removed: others(removed, before),
    added: others(added, after),
    kind: documented ? "documented" : "undocumented",
  };
}

function recordUnpaired({ removed, added }: UnpairedVariants, pair: Pair, comparison: Comparison): void {
  const { oldResolve, newResolve, facts } = comparison;
  const { old, new: now, location } = pair;
  const [before, after] = [flatten([old.type], oldResolve), flatten([now.type], newResolve)];
  const member = discriminatorOf(before);
  for (const type of removed) {
    facts.push({
      ...{ kind: "variant-removed", location, label: describeType(type), key: shapeKey(type) },
      leftOpen: isLeftOpen(type, oldResolve, after, newResolve),
      ...{ oldType: type, oldUnion: old.type, newType: now.type, old: sideOf({ type }), new: sideOf(now) },
    });
  }
  for (const type of added) {
    facts.push({
      ...{ kind: "variant-added", location, label: describeType(type), key: shapeKey(type) },
      leftOpen: isLeftOpen(type, newResolve, before, oldResolve),
      discriminated:
        member !== undefined && isDiscriminated(type, newResolve, member, tagsOf(before, member, oldResolve)),
      ...{ oldType: old.type, newType: type, old: sideOf(old), new: sideOf({ type }) },
    });
  }
}

function compareObjects(before: ObjectType, after: ObjectType, pair: Pair, comparison: Comparison): void {
  if (isBare(before) && after.fields.length > 0) record(comparison, "documented", pair);
  else if (isBare(after) && before.fields.length > 0) record(comparison, "undocumented", pair);
  else {
    compareFields(before, after, pair.location, comparison);
    const openAfter = after.open === true;
    if ((before.open === true) !== openAfter) record(comparison, openAfter ? "members-opened" : "members-closed", pair);
  }
}

type Members = Pick<ObjectType, "fields" | "open">;

/** Pairs members by name; also for the envelope, which is no type of its own. */
export function compareFields(before: Members, after: Members, parent: Location, comparison: Comparison): void {
  const { facts } = comparison;
  const old = new Map(before.fields.map((field) => [field.name, field]));
  const now = new Map(after.fields.map((field) => [field.name, field]));
  for (const [name, field] of old) {
    const same = now.get(name);
    const location = below(parent, { kind: "member", name });
    if (same !== undefined) compareField({ old: field, new: same, location }, comparison);
    else {
      const unpaired = unpairedField(field, before, after);
      facts.push({ ...unpaired, kind: "field-removed", location, oldType: field.type, old: sideOf(field) });
    }
  }
  for (const [name, field] of now) {
    if (old.has(name)) continue;
    const location = below(parent, { kind: "member", name });
    const unpaired = unpairedField(field, after, before);
    facts.push({ ...unpaired, kind: "field-added", location, newType: field.type, new: sideOf(field) });
  }
}

function unpairedField(field: Field, { fields }: Members, { open }: Members): Omit<Fact, "kind" | "location"> {
  const { name, presence, type } = field;
  const key = `${presence} ${shapeKey(type)}`;
  return { label: name, key, presence, leftOpen: open === true, siblings: fields, field };
}

function compareField(pair: Pair & { readonly old: Field; readonly new: Field }, comparison: Comparison): void {
  const { old, new: now, location } = pair;
  if (old.presence !== now.presence) {
    record(comparison, now.presence === "optional" ? "became-optional" : "became-required", pair);
  }
  if ((old.deprecated === true) !== (now.deprecated === true)) {
    record(comparison, now.deprecated === true ? "deprecated" : "undeprecated", pair);
  }
  compareTypes(pair, deeper(comparison));
  recordWords(comparison, "description", location, [
    { text: old.description ?? old.type.description, evidence: old.evidence },
    { text: now.description ?? now.type.description, evidence: now.evidence },
  ]);
}

type Listed = EnumType | LiteralType;

/** Types of which one or both list their values. */
function compareListed(pair: Pair, comparison: Comparison): void {
  const [before, after] = [pair.old.type, pair.new.type];
  if (isListed(before) && isListed(after)) compareLists(before, after, pair, comparison);
  else if (isListed(after)) compareWithAny(after, pair, comparison);
  else if (isListed(before)) compareWithAny(before, pair, comparison);
}

/** A value that only one side lists, as JSON. */
function valueFact(kind: "value-added" | "value-removed", value: Scalar, leftOpen: boolean, pair: Pair): Fact {
  const { old, new: now, location } = pair;
  const text = JSON.stringify(value);
  const isAdded = kind === "value-added";
  return {
    ...{ kind, location, label: text, key: text, leftOpen, oldType: old.type, newType: now.type },
    ...{ old: sideOf(old, isAdded ? undefined : text), new: sideOf(now, isAdded ? text : undefined) },
  };
}

function compareLists(before: Listed, after: Listed, pair: Pair, comparison: Comparison): void {
  const [old, now] = [new Set(valuesOf(before)), new Set(valuesOf(after))];
  const [oldKinds, newKinds] = [kindsOf(old), kindsOf(now)];
  const shared = [...newKinds].filter((kind) => oldKinds.has(kind));
  if (shared.length === 0) {
    record(comparison, "changed", pair);
    return;
  }
  if (shared.length < newKinds.size) record(comparison, "widened", pair);
  const added = [...now].filter((value) => !old.has(value) && oldKinds.has(typeof value));
  const removed = [...old].filter((value) => !now.has(value));
  const isLeftOpen = (value: Scalar): boolean => namesNotAll(after) && newKinds.has(typeof value);
  comparison.facts.push(
    ...added.map((value) => valueFact("value-added", value, namesNotAll(before), pair)),
    ...removed.map((value) => valueFact("value-removed", value, isLeftOpen(value), pair)),
  );
  if (namesNotAll(before) !== namesNotAll(after)) {
    record(comparison, namesNotAll(after) ? "values-opened" : "values-closed", pair);
  }
  compareNotes(pair, comparison);
}

function kindsOf(values: ReadonlySet<Scalar>): ReadonlySet<string> {
  return new Set([...values].map((value) => typeof value));
}

function namesNotAll(type: TypeNode): boolean {
  return type.kind === "enum" && type.open === true;
}

/** What is said of the values that both sides list. */
function compareNotes({ old, new: now, location }: Pair, comparison: Comparison): void {
  const listed = [old, now].map(({ type }) => new Set(isListed(type) ? valuesOf(type) : []));
  const words = ({ type, evidence }: Compared): Words => ({
    text: (type.kind === "enum" ? type.values : [])
      .filter(({ value, note }) => note !== undefined && listed.every((values) => values.has(value)))
      .map(({ value, note }) => `${String(value)}: ${note ?? ""}`)
      .sort()
      .join("; "),
    evidence: evidence ?? type.evidence,
  });
  recordWords(comparison, "description", location, [words(old), words(now)], "value notes");
}

/** Listed on one side, any value of a type on the other: the older one where the values are listed now. */
function compareWithAny(type: Listed, pair: Pair, comparison: Comparison): void {
  const [any, now] =
    type === pair.new.type ? ([pair.old.type, "listed"] as const) : ([pair.new.type, "freed"] as const);
  const values = valuesOf(type);
  if (any.kind === "any" || !values.every((value) => isOfKind(value, any.kind))) {
    record(comparison, "changed", pair);
    return;
  }
  const leavesOut = namesNotAll(type);
  const kind = now === "listed" ? "value-added" : "value-removed";
  if (leavesOut) comparison.facts.push(...values.map((value) => valueFact(kind, value, true, pair)));
  else record(comparison, `values-${now}`, pair);
  if (any.kind !== "string" || any.format === undefined) return;
  if (now === "listed") record(comparison, "format-lost", pair);
  else if (leavesOut) record(comparison, "format-gained", pair);
}
