// Words of a "Data type" column.
import type { TypeNode } from "../model.ts";

export interface DataTypeRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly example: string;
  readonly type: TypeNode;
}

const anything: TypeNode = { kind: "any" };
const dateTime: TypeNode = { kind: "string", format: "date-time" };

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
  {
    id: "array",
    pattern: /^(?:array|list|any\[\])$/i,
    example: "array",
    type: { kind: "array", items: anything },
  },
  {
    id: "object",
    pattern: /^(?:object|hash|dictionary|dict|map|json)$/i,
    example: "object",
    type: { kind: "object", fields: [], open: true },
  },
  { id: "date-time", pattern: /^(?:date-?time|date and time|iso date)$/i, example: "datetime", type: dateTime },
  {
    id: "timestamp",
    pattern: /^(?:unix )?(?:timestamp|time)$/i,
    example: "timestamp",
    type: { kind: "union", variants: [{ kind: "string" }, { kind: "number" }] },
  },
  {
    id: "string",
    pattern: /^(?:string|str|text|char|date|uuid|guid|ur[li]|e-?mail|html)$/i,
    example: "string",
    type: { kind: "string" },
  },
  { id: "boolean", pattern: /^(?:bool(?:ean)?|flag)$/i, example: "bool", type: { kind: "boolean" } },
  { id: "integer", pattern: /^(?:int(?:eger)?(?:32|64)?|long)$/i, example: "int", type: { kind: "integer" } },
  { id: "number", pattern: /^(?:number|numeric|float|double|decimal)$/i, example: "float", type: { kind: "number" } },
  { id: "any", pattern: /^(?:any|mixed|interface\{\}|enum|null)$/i, example: "any", type: anything },
];

export interface ReadDataType {
  readonly rule: string;
  readonly type: TypeNode;
}

/** Undefined where a word is not known; `string or null` is nullable, `string | number` one of two. */
export function readDataType(text: string): ReadDataType | undefined {
  const word = text
    .replaceAll("`", "")
    .replaceAll(/\s+/g, " ")
    .replace(/[.,;]$/, "")
    .trim();
  const whole = readWord(word, DEEPEST);
  if (whole !== undefined) return whole;
  const optional = /^(?:nullable (.+)|\?(.+)|(.+?)(?:\?| \(nullable\)|, nullable| nullable))$/i.exec(word);
  const parts = word.split(/\s*\|\s*|\s+or\s+|\s*\/\s*/i);
  const plain = optional?.[1] ?? optional?.[2] ?? optional?.[3];
  const nulled = plain !== undefined || parts.some(isNull);
  const read = (plain === undefined ? parts.filter((part) => !isNull(part)) : [plain]).map((part) =>
    readWord(part, DEEPEST),
  );
  const [first, ...others] = read;
  if (first === undefined || others.includes(undefined)) return undefined;
  const variants = read.flatMap((one) => one?.type ?? []);
  const type: TypeNode = others.length === 0 ? first.type : { kind: "union", variants };
  return { rule: first.rule, type: nulled ? { ...type, nullable: true } : type };
}

const DEEPEST = 3;

function readWord(word: string, depth: number): ReadDataType | undefined {
  const found = dataTypeRules.find(({ pattern }) => pattern.test(word));
  if (found !== undefined) return { rule: found.id, type: found.type };
  const named = /^(?:an? )?(?:array|list)(?: of |<)([^<>]+)>?$|^([^[\]]+)\[\]$/i.exec(word);
  const inner = named?.[1] ?? named?.[2];
  const items =
    inner === undefined || depth === 0
      ? undefined
      : (readWord(inner, depth - 1) ?? readWord(inner.replace(/s$/i, ""), depth - 1));
  return items === undefined ? undefined : { rule: "array", type: { kind: "array", items: items.type } };
}

function isNull(word: string): boolean {
  return /^null$/i.test(word);
}

/** Notes that tell the type of a member without a sample. */
export const noteTypeRules: readonly DataTypeRule[] = [
  {
    id: "date-time-note",
    pattern: /\b(?:rfc 3339|utc string|iso 8601)\b/i,
    example: "RFC 3339 datetime string",
    type: dateTime,
  },
];

export function readNoteType(text: string): ReadDataType | undefined {
  const found = noteTypeRules.find(({ pattern }) => pattern.test(text.replaceAll("`", "")));
  return found === undefined ? undefined : { rule: found.id, type: found.type };
}
