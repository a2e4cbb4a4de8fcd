// What a generated version tells the receiver about itself.
import type { AuthenticationConvention } from "./authentication/schemes.ts";
import type { ChallengeConvention } from "./challenge.ts";
import type { ValidationError } from "./result.ts";

/** Says what is wrong with the body of a webhook, `undefined` where nothing is.  */
export type Validate = (name: string, body: object) => readonly ValidationError[] | undefined;

export interface VersionInfo {
  /** As in the register: `3.4-preview`. */
  readonly version: string;
  /** Every documented name as it reads on the wire. */
  readonly names: readonly string[];
  readonly validate: Validate;
  /** Where a request carries the webhook's name: members of the body from its root inwards, or a header in lower case. */
  readonly discriminator: { readonly path: readonly string[] } | { readonly header: string };
  /** Members that every body of the version has; combined receivers discriminate versions by them. */
  readonly envelope?: readonly string[];
  /** Members from the body's root to the list of webhooks that a request holds; none where the body is that list. Absent where it holds one webhook. */
  readonly batch?: { readonly path: readonly string[]; readonly partial: boolean };
  /** The field of a form that holds the JSON, where the vendor may send one. */
  readonly form?: string;
  /** How the vendor tries an address out. */
  readonly challenges?: readonly ChallengeConvention[];
  /** How a webhook proves that it is genuine. */
  readonly authentication: AuthenticationConvention;
}
