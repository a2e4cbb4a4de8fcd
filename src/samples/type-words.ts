// Words that name a type where a sample should show a value: one row a type.
import type { SampleNode } from "./sample.ts";
import type { Token } from "./tokens.ts";

export interface TypeWordRule {
  readonly id: "integer" | "number" | "boolean" | "object" | "array";
  readonly pattern: RegExp;
  readonly example: string;
  /** A value of the type; one half is a number and no integer. */
  readonly value: number | boolean | "{" | "[";
}

export const typeWordRules: readonly TypeWordRule[] = [
  { id: "integer", pattern: /^<?(?:int(?:32|64)?|integer|long)>?$/i, example: "integer", value: 0 },
  { id: "number", pattern: /^<?(?:number|float|double|decimal)>?$/i, example: "<number>", value: 0.5 },
  { id: "boolean", pattern: /^<?bool(?:ean)?>?$/i, example: "boolean", value: false },
  { id: "object", pattern: /^<?object>?$/i, example: "<object>", value: "{" },
  { id: "array", pattern: /^<?array>?$/i, example: "array", value: "[" },
];

/** Members whose values may well be such words. */
const NAMES_TYPES = /(?:^|_)(?:type|kind|format|object|class)s?$/i;
const LONGEST = 12;

/** A value of the type that a bare word or a whole string names. */
export function typeWord({ kind, value, offset, length }: Token, key: string): SampleNode | undefined {
  if ((kind !== "word" && kind !== "string") || value.length > LONGEST) return undefined;
  if (NAMES_TYPES.test(key)) return undefined;
  const rule = typeWordRules.find(({ pattern }) => pattern.test(value));
  if (rule === undefined) return undefined;
  const base = { offset, length };
  if (rule.value === "{") return { kind: "object", ...base, members: [], comments: [], elided: true };
  if (rule.value === "[") return { kind: "array", ...base, items: [], comments: [], elided: true };
  return { kind: "scalar", ...base, value: rule.value };
}
