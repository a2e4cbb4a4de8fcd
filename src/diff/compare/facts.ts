// What a comparison finds, before any rule judges it: one difference between two sets of values, and where.
import { describeType, shapeKey } from "../../model/describe-type.ts";
import { firstOfEach } from "../../source/group-by.ts";
import type { Evidence, Field, TypeNode } from "../../model/model.ts";
import type { PathStep } from "../../model/types/path.ts";
import type { Side } from "../report.ts";
import type { Resolve } from "../../model/types/resolve.ts";

/** Of what all webhooks of a version have in common. */
export const conventionKinds = [
  ...(["discriminator-moved", "request-changed", "delivery-changed"] as const),
  ...(["authentication-documented", "authentication-undocumented"] as const),
] as const;

export const factKinds = [
  ...(["webhook-added", "webhook-removed", "heading-renamed", "name-changed", "payload-moved"] as const),
  ...conventionKinds,
  ...(["structure-added", "structure-removed", "structure-documented", "structure-undocumented"] as const),
  ...(["field-added", "field-removed", "became-optional", "became-required"] as const),
  ...(["became-nullable", "became-not-null"] as const),
  ...(["changed", "widened", "narrowed", "reduced", "documented", "undocumented"] as const),
  ...(["integer-to-number", "number-to-integer", "format-lost", "format-gained"] as const),
  ...(["members-opened", "members-closed"] as const),
  ...(["value-added", "value-removed", "values-opened", "values-closed", "values-freed", "values-listed"] as const),
  ...(["variant-added", "variant-removed", "union-opened", "union-closed"] as const),
  ...(["description", "sample", "link", "listing", "deprecated", "undeprecated"] as const),
] as const;
export type FactKind = (typeof factKinds)[number];

export type LocationOwner =
  | { readonly kind: "webhook"; readonly name: string }
  | { readonly kind: "envelope"; readonly webhook: string }
  | { readonly kind: "structure"; readonly name: string };

/** Where in a type: below a webhook's payload, its envelope, or a structure. */
export interface Location {
  readonly owner: LocationOwner;
  readonly steps: readonly PathStep[];
}

export function below({ owner, steps }: Location, step: PathStep): Location {
  return { owner, steps: [...steps, step] };
}

export interface Fact {
  readonly kind: FactKind;
  readonly location: Location;
  /** What it is about, for messages: a member's name, a value as JSON, a variant in words, `description`. */
  readonly label: string;
  readonly old?: Side;
  readonly new?: Side;
  /** Distinguishes it from other facts of its kind at its location: shapes and values, no prose of the page. */
  readonly key: string;
  /** Both texts, where they are all that differs. */
  readonly words?: string;
  /** Of an added or removed member. */
  readonly presence?: Field["presence"];
  /** The side that lacks the thing says that it does not name all: an open object, enum or union. */
  readonly leftOpen?: boolean;
  /** Of an added variant: the discriminator of the old variants discriminates it from them too. */
  readonly discriminated?: boolean;
  /** The union that lost a variant. */
  readonly oldUnion?: TypeNode;
  /** The member or type on each side, for renames and witnesses. */
  readonly oldType?: TypeNode;
  readonly newType?: TypeNode;
  /** Members beside an added or removed one, on its own side. */
  readonly siblings?: readonly Field[];
  readonly field?: Field;
}

/** Both models' structures, the facts so far, and the pairs of structures that came up under two names. */
export interface Comparison {
  readonly oldResolve: Resolve;
  readonly newResolve: Resolve;
  readonly facts: Fact[];
  /** From the old name to the new one, where each side knows only its own. */
  readonly renamedStructures: Map<string, string>;
  /** Relations of structures by their two names, so that each pair is compared once. */
  readonly relations: Map<string, Relation>;
  readonly depth: number;
}

/** Below this depth the schemas accept everything, so there is nothing to compare. */
export const DEEPEST = 100;

export function deeper(comparison: Comparison): Comparison {
  return { ...comparison, depth: comparison.depth + 1 };
}

/** `reduced` is narrowed, and code that names what is gone no longer compiles. */
export type Relation = "same" | "widened" | "narrowed" | "reduced" | "changed";

export interface Compared {
  readonly type: TypeNode;
  /** Of the member that holds the type. */
  readonly evidence?: readonly Evidence[];
}

/** Two types at one location. */
export interface Pair {
  readonly old: Compared;
  readonly new: Compared;
  readonly location: Location;
}

/** Records that two types differ. */
export function record({ facts }: Comparison, kind: FactKind, { old, new: now, location }: Pair): void {
  const last = location.steps.at(-1);
  const label = last?.kind === "member" ? last.name : "";
  const [before, after] = sideTexts(kind, label, describeType(old.type), describeType(now.type));
  facts.push({
    ...{ kind, location, label, key: `${shapeKey(old.type)} ${shapeKey(now.type)}` },
    ...{ oldType: old.type, newType: now.type, old: sideOf(old, before), new: sideOf(now, after) },
  });
}

/** Where the types are described in the same words, what differs beside them. */
function sideTexts(kind: FactKind, label: string, before: string, after: string): readonly [string, string] {
  const beside: Partial<Record<FactKind, readonly [string, string]>> = {
    "became-optional": [label, `${label}?`],
    "became-required": [`${label}?`, label],
    deprecated: [before, `${after} (deprecated)`],
    undeprecated: [`${before} (deprecated)`, after],
    "union-opened": [before, `${after} | …`],
    "union-closed": [`${before} | …`, after],
  };
  return beside[kind] ?? [before, after];
}

export interface Words {
  readonly text: string | undefined;
  readonly evidence: readonly Evidence[] | undefined;
}

export type WordsKind = Extract<FactKind, "description" | "sample" | "link" | "listing">;

/** Records a difference of words as the page has them; white space and the marks of code and emphasis are no difference. */
export function recordWords(
  { facts }: Comparison,
  kind: WordsKind,
  location: Location,
  [old, now]: readonly [Words, Words],
  label: string = kind,
): void {
  if (old.text === now.text) return;
  const before = plainWords(old.text ?? "");
  const after = plainWords(now.text ?? "");
  if (before === after) return;
  facts.push({
    ...{ kind, location, label, key: label, words: JSON.stringify([before, after]) },
    ...(before === "" ? {} : { old: side(pageText(kind, old.text ?? ""), old.evidence) }),
    ...(after === "" ? {} : { new: side(pageText(kind, now.text ?? ""), now.evidence) }),
  });
}

/** On one line; a sample is JSON, which is on one line as it is. */
function pageText(kind: WordsKind, text: string): string {
  return kind === "sample" ? text : text.replace(/\s+/g, " ").trim();
}

/** For comparing alone: readers of several formats put blanks and marks in other places of the same sentence. */
function plainWords(text: string): string {
  return text
    .replace(/[`*]/g, "")
    .replace(/\s+/g, " ")
    .replace(/ ?([.,;:()[\]]) ?/g, "$1 ")
    .trim();
}

export function sideOf({ type, evidence }: Compared, text = describeType(type)): Side {
  return side(text, type.evidence, evidence, evidence === undefined ? evidenceInside(type) : undefined);
}

/** Of a variant or an item that has none of its own: where its members are documented. */
function evidenceInside(type: TypeNode): readonly Evidence[] {
  if ((type.evidence ?? []).length > 0 || type.kind !== "object") return [];
  return type.fields.flatMap((field) => field.evidence.slice(0, 1));
}

const MOST_EVIDENCE = 6;

/** One side of a change. */
export function side(text: string, ...evidence: readonly (readonly Evidence[] | undefined)[]): Side {
  const all = evidence.flatMap((list) => list ?? []);
  const distinct = firstOfEach(all, ({ at, quote }) => `${at.file}:${at.line}:${at.column}:${quote}`);
  return { text, evidence: distinct.slice(0, MOST_EVIDENCE) };
}
