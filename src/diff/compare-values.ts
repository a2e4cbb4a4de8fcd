// Compares types of which one or both list their values.
import type { EnumType, LiteralType, Scalar, TypeNode } from "../model/model.ts";
import type { ObservationKind, Spot } from "./observation.ts";
import { type Compared, type Comparison, see, seeText, sideOf, type Words } from "./see.ts";
import { isListed, valuesOf } from "../model/types/resolve.ts";

export function compareListed(one: Compared, other: Compared, spot: Spot, comparison: Comparison): void {
  const before = one.type;
  const after = other.type;
  const sides: Sides = { one, other, spot, comparison };
  if (isListed(before) && isListed(after)) compareLists(before, after, sides);
  else if (isListed(before)) compareFreed(before, sides);
  else if (isListed(after)) compareNamed(after, sides);
}

interface Sides {
  readonly one: Compared;
  readonly other: Compared;
  readonly spot: Spot;
  readonly comparison: Comparison;
}

type Listed = EnumType | LiteralType;

function compareLists(before: Listed, after: Listed, sides: Sides): void {
  const { one, other, spot, comparison } = sides;
  const old = new Set(valuesOf(before));
  const now = new Set(valuesOf(after));
  const oldKinds = kindsOf(old);
  const newKinds = kindsOf(now);
  const shared = [...newKinds].filter((kind) => oldKinds.has(kind));
  if (shared.length === 0) {
    say("changed", sides);
    return;
  }
  if (shared.length < newKinds.size) say("widened", sides);
  for (const value of now) {
    if (!old.has(value) && oldKinds.has(typeof value)) seeAdded(value, isOpen(before), sides);
  }
  for (const value of old) {
    if (!now.has(value)) seeRemoved(value, isOpen(after) && newKinds.has(typeof value), sides);
  }
  if (isOpen(before) !== isOpen(after)) say(isOpen(after) ? "values-opened" : "values-closed", sides);
  const notes = ({ type, evidence }: Compared): Words => ({
    text: notesOf(type, old, now),
    evidence: evidence ?? type.evidence,
  });
  seeText(comparison, "value notes", spot, notes(one), notes(other));
}

function kindsOf(values: ReadonlySet<Scalar>): ReadonlySet<string> {
  return new Set([...values].map((value) => typeof value));
}

function isOpen(type: Listed): boolean {
  return type.kind === "enum" && type.open === true;
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

/** Listed before, any value of a type now. */
function compareFreed(before: Listed, sides: Sides): void {
  const after = sides.other.type;
  if (!valuesOf(before).every((value) => fits(value, after))) say("changed", sides);
  else if (!isOpen(before)) say("values-freed", sides);
  else {
    for (const value of valuesOf(before)) seeRemoved(value, true, sides);
    if (hasFormat(after)) say("format-gained", sides);
  }
}

/** Any value of a type before, listed now. */
function compareNamed(after: Listed, sides: Sides): void {
  const before = sides.one.type;
  if (!valuesOf(after).every((value) => fits(value, before))) {
    say("changed", sides);
    return;
  }
  if (!isOpen(after)) say("values-listed", sides);
  else for (const value of valuesOf(after)) seeAdded(value, true, sides);
  if (hasFormat(before)) say("format-lost", sides);
}

function hasFormat(type: TypeNode): boolean {
  return type.kind === "string" && type.format !== undefined;
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

function say(is: ObservationKind, { one, other, spot, comparison }: Sides): void {
  see(comparison, is, spot, one, other);
}

function seeAdded(value: Scalar, leftOpen: boolean, { one, other, spot, comparison }: Sides): void {
  const text = JSON.stringify(value);
  comparison.seen.push({
    ...{ is: "value-added", spot, label: text, key: text, leftOpen, newType: other.type, oldType: one.type },
    ...{ old: sideOf(one), new: sideOf(other, text) },
  });
}

function seeRemoved(value: Scalar, leftOpen: boolean, { one, other, spot, comparison }: Sides): void {
  const text = JSON.stringify(value);
  comparison.seen.push({
    ...{ is: "value-removed", spot, label: text, key: text, leftOpen, newType: other.type, oldType: one.type },
    ...{ old: sideOf(one, text), new: sideOf(other) },
  });
}
