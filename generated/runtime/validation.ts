// What a body's schema says of it, in a form fit for a log.
import type { ValidationError } from "./result.js";
import type { Validate } from "./version-info.js";

/**
 * Empty where the body is valid. A validator that runs out of stack does so because of the body's depth. Throws what a
 * validator throws, and a TypeError where it gives no list: a promise of one would let every body pass.
 */
export function checkSchema(validate: Validate, action: string, webhook: object): readonly ValidationError[] {
  try {
    const errors: unknown = validate(action, webhook);
    if (errors === undefined || isList(errors)) return errors ?? NONE;
    if (errors instanceof Promise) errors.catch(() => undefined);
    throw new TypeError("validate returns a list of errors or undefined, nothing else");
  } catch (error) {
    if (error instanceof RangeError) return [{ path: "", expected: "less nesting", received: "object" }];
    throw error;
  }
}

function isList(value: unknown): value is readonly ValidationError[] {
  return Array.isArray(value);
}

const NONE: readonly ValidationError[] = [];

/** Says what stands where a body's action should. */
export function noAction(action: unknown): ValidationError {
  return { path: "/action", expected: "string", received: kindOf(action) };
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

/** The first errors, with nothing but the three documented members and without secrets. */
export function shownErrors(
  errors: readonly ValidationError[],
  redact: (text: string) => string,
): readonly ValidationError[] {
  return errors.slice(0, MOST_ERRORS).map(({ path, expected, received }) => ({
    path: redact(String(path)).slice(0, LONGEST_TEXT),
    expected: redact(String(expected)).slice(0, LONGEST_TEXT),
    received: redact(String(received)).slice(0, LONGEST_TEXT),
  }));
}

/** A body decides how many errors it has, and how long the names in their paths are. */
const MOST_ERRORS = 50;
const LONGEST_TEXT = 512;
