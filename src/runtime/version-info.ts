// What a generated version tells the receiver about itself.
import type { AuthenticationConvention } from "./authentication/schemes.ts";
import type { ChallengeConvention } from "./challenge.ts";
import type { ValidationError } from "./result.ts";

/** `documented` refuses values and variants that no list names, `tolerant` lets them pass; `strict` refuses unknown members too. */
export type ValidationMode = "tolerant" | "documented" | "strict";

/**
 * Says what is wrong with the body of a webhook, `undefined` where nothing is. The receiver asks in the mode `documented` what
 * differs, and in the mode `tolerant` what is to be refused; one that has no modes answers both alike.
 */
export type Validate = (name: string, body: object, mode: ValidationMode) => readonly ValidationError[] | undefined;

export interface VersionInfo {
  /** As in the register: `3.4-preview`. */
  readonly version: string;
  /** Every documented name as it reads on the wire. */
  readonly names: readonly string[];
  readonly validate: Validate;
  /**
   * Where a request carries the webhook's name: members of the body from its root inwards, or a header in lower case; or the
   * one webhook that every request is.
   */
  readonly discriminator:
    { readonly path: readonly string[] } | { readonly header: string } | { readonly only: string };
  /** Members that every body of the version has; combined receivers discriminate versions by them. */
  readonly envelope?: readonly string[];
  /** Members from the body's root to the list of webhooks that a request holds; none where the body is that list. Absent where it holds one webhook. */
  readonly batch?: { readonly path: readonly string[]; readonly partial: boolean };
  /** Seconds after which the vendor counts a delivery as failed. */
  readonly timeout?: number;
  /** The header, in lower case, that is the same when a delivery is repeated. */
  readonly delivery?: { readonly header: string };
  /** The field of a form that holds the JSON, where the vendor may send one. */
  readonly form?: string;
  /** How the vendor tries an address out. */
  readonly challenges?: readonly ChallengeConvention[];
  /** How a webhook proves that it is genuine. */
  readonly authentication: AuthenticationConvention;
}
