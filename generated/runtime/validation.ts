// Where a body differs from its schema, in a form fit for a log.
import type { Mismatch, ValidationError } from "./result.js";
import type { Validate, ValidationMode, VersionInfo } from "./version-info.js";

/**
 * Empty where the body fits; otherwise the first mismatches, with nothing but their documented members and without secrets. A
 * validator that runs out of stack does so because of the body's depth. Throws what a validator throws, and a TypeError where
 * it gives no list: a promise of one would let every body pass.
 */
export function mismatchesOf(
  validate: Validate,
  name: string,
  webhook: object,
  mode: ValidationMode,
  redact: (text: string) => string,
): readonly Mismatch[] {
  try {
    const errors: unknown = validate(name, webhook, mode);
    if (errors === undefined) return NONE;
    if (isList(errors)) return errors.length === 0 ? NONE : shown(errors, redact);
    if (errors instanceof Promise) errors.catch(() => undefined);
    throw new TypeError("validate returns a list of errors or undefined, nothing else");
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [{ path: "", expected: "less nesting", received: "object", schemaPath: "", basis: "documented" }];
  }
}

function isList(value: unknown): value is readonly ValidationError[] {
  return Array.isArray(value);
}

export const NONE: readonly Mismatch[] = Object.freeze([]);

/** Says what came where the webhook's name should be; for a header there is no path. */
export function noName(name: unknown, discriminator: VersionInfo["discriminator"]): Mismatch {
  const received = kindOf(name);
  if ("header" in discriminator) {
    return { path: "", expected: `the header ${discriminator.header}`, received, schemaPath: "", basis: "documented" };
  }
  const steps = "path" in discriminator ? discriminator.path : [];
  return { path: pointerTo(steps), expected: "string", received, schemaPath: steps.join("."), basis: "documented" };
}

export function pointerTo(path: readonly string[]): string {
  return path.map((step) => `/${step.replaceAll("~", "~0").replaceAll("/", "~1")}`).join("");
}

/** Whole numbers that no double holds arrive as their neighbours. */
export function roundedNumbers(pointers: readonly string[], redact: (text: string) => string): readonly Mismatch[] {
  return shown(
    pointers.map((path) => ({ path, expected: "whole number below 2^53", received: "number" })),
    redact,
  );
}

function kindOf(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  return Array.isArray(value) ? "array" : typeof value;
}

function shown(errors: readonly ValidationError[], redact: (text: string) => string): readonly Mismatch[] {
  const text = (value: unknown): string => redact(String(value)).slice(0, LONGEST_TEXT);
  return errors.slice(0, MOST_ERRORS).map(({ path, expected, received, schemaPath, basis }) => ({
    path: text(path),
    expected: text(expected),
    received: text(received),
    schemaPath: text(schemaPath ?? withoutNames(String(path))),
    basis: basis === "sample" ? "sample" : "documented",
  }));
}

/** Of a validator that knows no schema path: each name may be data. */
function withoutNames(path: string): string {
  return path.replaceAll(/\/[^/]*/g, (step) => (/^\/\d+$/.test(step) ? "[]" : ".*")).replace(/^\./, "");
}

/** A body decides how many errors it has, and how long the names in their paths are. */
const MOST_ERRORS = 50;
const LONGEST_TEXT = 512;
