// What a comparison sees, before any rule judges it: one difference between two sets of values, and where.
import type { Evidence, Field, TypeNode } from "../model/model.ts";
import type { Side } from "./report.ts";

export type Step =
  | { readonly is: "field"; readonly name: string }
  | { readonly is: "items" }
  | { readonly is: "values" }
  /** One variant of a union; named by the literal of its discriminator where it has one. */
  | { readonly is: "variant"; readonly member?: string; readonly value?: string };

export type SpotOwner =
  | { readonly kind: "webhook"; readonly name: string }
  | { readonly kind: "envelope"; readonly webhook: string }
  | { readonly kind: "structure"; readonly name: string };

/** A place in a type: below a webhook's payload, its envelope, or a structure. */
export interface Spot {
  readonly owner: SpotOwner;
  readonly steps: readonly Step[];
}

export type ObservationKind =
  | "webhook-added"
  | "webhook-removed"
  | "heading-renamed"
  | "action-changed"
  | "payload-moved"
  | "structure-added"
  | "structure-removed"
  | "structure-told"
  | "structure-untold"
  | "field-added"
  | "field-removed"
  | "became-optional"
  | "became-required"
  | "became-nullable"
  | "became-not-null"
  | "value-added"
  | "value-removed"
  | "values-opened"
  | "values-closed"
  | "values-freed"
  | "values-listed"
  | "integer-to-number"
  | "number-to-integer"
  | "format-lost"
  | "format-gained"
  | "told"
  | "untold"
  | "widened"
  | "narrowed"
  | "reduced"
  | "changed"
  | "variant-added"
  | "variant-removed"
  | "union-opened"
  | "union-closed"
  | "members-opened"
  | "members-closed"
  | "deprecated"
  | "undeprecated"
  | "text";

export interface Observation {
  readonly is: ObservationKind;
  readonly spot: Spot;
  /** What it is about, for messages: a member's name, a value as JSON, a variant in words, `description`. */
  readonly label: string;
  readonly old?: Side;
  readonly new?: Side;
  /** Tells it from other observations of its kind at its spot: shapes and values, no prose of the page. */
  readonly key: string;
  /** Both texts, where they are all that differs. */
  readonly words?: string;
  /** Of an added or removed member. */
  readonly presence?: Field["presence"];
  /** The side that lacks the thing says that it does not name all: an open object, enum or union. */
  readonly leftOpen?: boolean;
  /** Of an added variant: the member that tells the old variants apart tells it from them too. */
  readonly toldApart?: boolean;
  /** The union that lost a variant. */
  readonly oldUnion?: TypeNode;
  /** The member or type on each side, for renames and witnesses. */
  readonly oldType?: TypeNode;
  readonly newType?: TypeNode;
  /** Members beside an added or removed one, on its own side. */
  readonly siblings?: readonly Field[];
  readonly field?: Field;
}

const MOST_EVIDENCE = 6;

/** One side of a change. */
export function side(text: string, ...evidence: readonly (readonly Evidence[] | undefined)[]): Side {
  const seen = new Set<string>();
  const all = evidence.flatMap((list) => list ?? []);
  const told = all.filter(({ at, quote }) => {
    const key = `${at.file}:${at.line}:${at.column}:${quote}`;
    return seen.has(key) ? false : seen.add(key);
  });
  return { text, evidence: told.slice(0, MOST_EVIDENCE) };
}

export function below(spot: Spot, ...steps: readonly Step[]): Spot {
  return { owner: spot.owner, steps: [...spot.steps, ...steps] };
}

/** `.queue.queued_at`, `.events[](type="file").url`, `.properties.*.*`. */
export function stepsText(steps: readonly Step[]): string {
  return steps
    .map((step) => {
      switch (step.is) {
        case "field":
          return `.${step.name}`;
        case "items":
          return "[]";
        case "values":
          return ".*";
        case "variant":
          return step.member === undefined ? "" : `(${step.member}=${step.value ?? ""})`;
      }
    })
    .join("");
}
