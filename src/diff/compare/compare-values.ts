// Compares types of which one or both list their values.
import type { EnumType, LiteralType, Scalar, TypeNode } from "../../model/model.ts";
import {
  type Compared,
  type Comparison,
  type FactKind,
  type Pair,
  record,
  recordWords,
  sideOf,
  type Words,
} from "./facts.ts";
import { isListed, valuesOf } from "../../model/types/resolve.ts";

type Listed = EnumType | LiteralType;

export function compareListed(pair: Pair, comparison: Comparison): void {
  const [before, after] = [pair.old.type, pair.new.type];
  const recorder: Recorder = {
    say: (kind) => {
      record(comparison, kind, pair);
    },
    value: (kind, value, leftOpen) => {
      const { old, new: now, location } = pair;
      const text = JSON.stringify(value);
      const sides =
        kind === "value-added"
          ? { old: sideOf(old), new: sideOf(now, text) }
          : { old: sideOf(old, text), new: sideOf(now) };
      comparison.facts.push({
        ...{ kind, location, label: text, key: text, leftOpen, newType: now.type, oldType: old.type },
        ...sides,
      });
    },
  };
  if (isListed(before) && isListed(after)) {
    if (compareLists(before, after, recorder)) compareNotes(pair, comparison);
  } else if (isListed(before)) compareFreed(before, after, recorder);
  else if (isListed(after)) compareNamed(before, after, recorder);
}

interface Recorder {
  readonly say: (kind: FactKind) => void;
  readonly value: (kind: "value-added" | "value-removed", value: Scalar, leftOpen: boolean) => void;
}

/** False where no value of the one side is of a kind that the other lists. */
function compareLists(before: Listed, after: Listed, { say, value: sayValue }: Recorder): boolean {
  const old = new Set(valuesOf(before));
  const now = new Set(valuesOf(after));
  const oldKinds = kindsOf(old);
  const newKinds = kindsOf(now);
  const shared = [...newKinds].filter((kind) => oldKinds.has(kind));
  if (shared.length === 0) {
    say("changed");
    return false;
  }
  if (shared.length < newKinds.size) say("widened");
  for (const value of now) {
    if (!old.has(value) && oldKinds.has(typeof value)) sayValue("value-added", value, isOpen(before));
  }
  for (const value of old) {
    if (!now.has(value)) sayValue("value-removed", value, isOpen(after) && newKinds.has(typeof value));
  }
  if (isOpen(before) !== isOpen(after)) say(isOpen(after) ? "values-opened" : "values-closed");
  return true;
}

function kindsOf(values: ReadonlySet<Scalar>): ReadonlySet<string> {
  return new Set([...values].map((value) => typeof value));
}

function isOpen(type: Listed): boolean {
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

/** Listed before, any value of a type now. */
function compareFreed(before: Listed, after: TypeNode, { say, value: sayValue }: Recorder): void {
  if (!valuesOf(before).every((value) => fits(value, after))) say("changed");
  else if (!isOpen(before)) say("values-freed");
  else {
    for (const value of valuesOf(before)) sayValue("value-removed", value, true);
    if (hasFormat(after)) say("format-gained");
  }
}

/** Any value of a type before, listed now. */
function compareNamed(before: TypeNode, after: Listed, { say, value: sayValue }: Recorder): void {
  if (!valuesOf(after).every((value) => fits(value, before))) {
    say("changed");
    return;
  }
  if (!isOpen(after)) say("values-listed");
  else for (const value of valuesOf(after)) sayValue("value-added", value, true);
  if (hasFormat(before)) say("format-lost");
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
