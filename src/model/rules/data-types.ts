// Words of a "Data type" column.
import type { TypeNode } from "../model.ts";

export interface DataTypeRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly type: TypeNode;
}

const anything: TypeNode = { kind: "any" };

export const dataTypeRules: readonly DataTypeRule[] = [
  {
    id: "array-of-objects",
    pattern: /^(?:array of objects|object\[\]|objects)$/i,
    example: "array of objects",
    type: { kind: "array", items: { kind: "object", fields: [], open: true } },
  },
  {
    id: "array-of-strings",
    pattern: /^(?:array of strings|string\[\])$/i,
    example: "array of strings",
    type: { kind: "array", items: { kind: "string" } },
  },
  {
    id: "array-of-numbers",
    pattern: /^(?:array of (?:numbers|integers|ints)|(?:number|int|integer)\[\])$/i,
    example: "array of numbers",
    type: { kind: "array", items: { kind: "number" } },
  },
  { id: "array", pattern: /^(?:array|any\[\])$/i, example: "array", type: { kind: "array", items: anything } },
  { id: "object", pattern: /^object$/i, example: "object", type: { kind: "object", fields: [], open: true } },
  { id: "string", pattern: /^string$/i, example: "string", type: { kind: "string" } },
  { id: "boolean", pattern: /^bool(?:ean)?$/i, example: "bool", type: { kind: "boolean" } },
  { id: "integer", pattern: /^int(?:eger)?(?:32|64)?$/i, example: "int", type: { kind: "integer" } },
  { id: "number", pattern: /^(?:number|float|double|decimal)$/i, example: "float", type: { kind: "number" } },
  { id: "any", pattern: /^(?:any|mixed|interface\{\})$/i, example: "any", type: anything },
];

export function readDataType(text: string): { readonly rule: string; readonly type: TypeNode } | undefined {
  const word = text.replaceAll("`", "").replaceAll(/\s+/g, " ").trim();
  const found = dataTypeRules.find(({ pattern }) => pattern.test(word));
  return found === undefined ? undefined : { rule: found.id, type: found.type };
}

/** Notes that tell the type of a member without a sample. */
export const noteTypeRules: readonly DataTypeRule[] = [
  {
    id: "date-time-note",
    pattern: /\b(?:rfc 3339|utc string|iso 8601)\b/i,
    example: "RFC 3339 datetime string",
    type: { kind: "string", format: "date-time" },
  },
];

export function readNoteType(text: string): { readonly rule: string; readonly type: TypeNode } | undefined {
  const found = noteTypeRules.find(({ pattern }) => pattern.test(text.replaceAll("`", "")));
  return found === undefined ? undefined : { rule: found.id, type: found.type };
}
