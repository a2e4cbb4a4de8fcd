// What a generated version tells the receiver about itself.
import type { ValidationError } from "./result.js";

/** Says what is wrong with the body of an action, `undefined` where nothing is. The body carries that action. */
export type Validate = (action: string, body: object) => readonly ValidationError[] | undefined;

export interface VersionInfo {
  /** As in the register: `3.4-preview`. */
  readonly version: string;
  /** Every documented action as it reads on the wire. */
  readonly actions: readonly string[];
  readonly validate: Validate;
  /** The member that holds the payload: `payload`, or `data` in early versions. */
  readonly payloadField: string;
  /** Members that every body of the version has; combined receivers tell versions apart by them. */
  readonly envelope?: readonly string[];
}
