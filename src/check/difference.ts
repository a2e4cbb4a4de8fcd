// A difference: one way in which captured bodies do not hold to what the docs say, at one place of one webhook's body.
import type { Expectation, Replacement } from "../model/corrections/type-from-spec.ts";
import type { Evidence } from "../model/model.ts";
import type { JsonKind } from "../model/types/value.ts";

export type DifferenceKind =
  | "unknown-action"
  | "undocumented-member"
  | "missing-member"
  | "null"
  | "other-type"
  | "value-not-listed"
  | "unknown-variant"
  | "map-key";

/** What stood at the place, fit to be shown: secrets taken out, what may be about a person shortened. */
export interface Arrival {
  readonly kind: JsonKind | "nothing";
  readonly shown: string;
  /** How often, over all bodies. */
  readonly times: number;
}

/** An entry of docs-input/corrections.yaml, as src/register/corrections.schema.json describes it. */
export interface ProposedCorrection {
  readonly id: string;
  readonly versions: readonly string[];
  readonly path: string;
  readonly expect: Expectation;
  readonly set: Replacement;
  readonly reason: string;
}

export interface Difference {
  readonly kind: DifferenceKind;
  /** Absent where no webhook of the version is meant. */
  readonly webhook?: string;
  /** From the request body's root: `payload.users[].id`, `*` for the values of a map. */
  readonly path: string;
  /** What the docs say, in words. */
  readonly docs: string;
  readonly evidence: readonly Evidence[];
  /** Most frequent first. */
  readonly arrived: readonly Arrival[];
  /** How many bodies show the difference, of how many that the webhook has. */
  readonly bodies: number;
  readonly of: number;
  /** The same one for all differences that it puts right: webhooks share structures. */
  readonly correction?: ProposedCorrection;
  /** Why there is no correction. */
  readonly uncorrectable?: string;
}
