// Words for the ways in which a body differs from its schema: the path, what is needed there, what was received.
import { shorten } from "../source/finding.ts";
import { SECRET_NAME } from "../source/printable.ts";
import { UNKNOWN_MEMBER } from "../emit/validators/prelude.ts";
import { tokensOf, valueAt } from "../model/types/value.ts";
import type { CheckError } from "./run-checks.ts";

/** One way in which a body differs from its schema. */
export interface Mismatch {
  /** From the body's root, as in `$.payload.users[0].id`. */
  readonly path: string;
  /** What is needed there and what was received. */
  readonly message: string;
}

export function explainErrors(errors: readonly CheckError[], body: unknown): readonly Mismatch[] {
  return errors.map((error) => explain(error, body));
}

function explain({ path, expected, received: kind }: CheckError, body: unknown): Mismatch {
  const tokens = tokensOf(path);
  if (kind === "nothing") {
    const name = JSON.stringify(tokens.at(-1) ?? "");
    return { path: jsonPath(tokens.slice(0, -1)), message: `the member ${name} is needed, it is missing` };
  }
  const secret = tokens.some((token) => SECRET_NAME.test(token));
  const value = valueAt(body, tokens);
  const got = secret || value === undefined ? article(kind) : received(value);
  const message =
    expected === UNKNOWN_MEMBER
      ? `no such member is known, ${got} was received`
      : `${needed(expected)} is needed, ${got} was received`;
  return { path: jsonPath(tokens), message };
}

/** `string or null` as "a string or null"; values stay as they are. */
function needed(expected: string): string {
  const kinds = expected.split(/, | or /);
  return kinds.every((kind) => KIND.test(kind)) ? expected.replace(/[a-z-]+(?=, | or |$)/g, article) : expected;
}

const KIND = /^(?:string|boolean|number|integer|null|object|array|date-time)$/;

/** A received value in a few words: its kind, and the value itself where it is short. */
export function received(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value === null) return "null";
  if (typeof value === "object") return Object.keys(value).length === 0 ? "an empty object" : "an object";
  if (typeof value === "number" && !Number.isFinite(value)) return "a number too large to be held";
  return `the ${typeof value} ${shorten(JSON.stringify(value), 80)}`;
}

function article(kind: string): string {
  return kind === "null" ? kind : /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** `$.payload.users[0]["a/b"]`. */
function jsonPath(tokens: readonly string[]): string {
  return tokens.reduce((path, token) => path + step(token), "$");
}

function step(token: string): string {
  if (/^\d+$/.test(token)) return `[${token}]`;
  return /^[A-Za-z_$][\w$]*$/.test(token) ? `.${token}` : `[${JSON.stringify(token)}]`;
}
