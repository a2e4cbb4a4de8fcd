// Writes down what a comparison sees: one difference, with both sides in words and their evidence.
import { describeType } from "../model/describe-type.ts";
import type { Evidence, TypeNode } from "../model/model.ts";
import { shapeKey } from "../model/same-shape.ts";
import { type Observation, type ObservationKind, side, type Spot } from "./observation.ts";
import type { Side } from "./report.ts";
import type { Resolve } from "../model/types/resolve.ts";

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

/** `reduced` is narrowed, and code that names what is gone no longer compiles. */
export type Relation = "same" | "widened" | "narrowed" | "reduced" | "changed";

export interface Compared {
  readonly type: TypeNode;
  /** Of the member that holds the type. */
  readonly evidence?: readonly Evidence[];
}

export function see(comparison: Comparison, is: ObservationKind, spot: Spot, one: Compared, other: Compared): void {
  const last = spot.steps.at(-1);
  comparison.seen.push({
    ...{ is, spot, label: last?.is === "field" ? last.name : "", key: `${shapeKey(one.type)} ${shapeKey(other.type)}` },
    ...{ oldType: one.type, newType: other.type, old: sideOf(one), new: sideOf(other) },
  });
}

export function sideOf({ type, evidence }: Compared, text = describeType(type)): Side {
  return side(text, type.evidence, evidence, evidence === undefined ? evidenceInside(type) : undefined);
}

/** Of a variant or an item that has none of its own: where its members are told. */
function evidenceInside(type: TypeNode): readonly Evidence[] {
  if ((type.evidence ?? []).length > 0 || type.kind !== "object") return [];
  return type.fields.flatMap((field) => field.evidence.slice(0, 1));
}

export interface Words {
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
