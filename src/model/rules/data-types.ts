// Words of a "Data type" column.
import { firstOfEach } from "../../source/group-by.ts";
import type { TypeNode } from "../model.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

export interface DataTypeRule extends PatternRule {
  readonly type: TypeNode;
}

const anything: TypeNode = { kind: "any" };
const dateTime: TypeNode = { kind: "string", format: "date-time" };

const openObject: TypeNode = { kind: "object", fields: [], open: true };

export const dataTypeRules: readonly DataTypeRule[] = [
  {
    id: "array-of-objects",
    pattern: /^(?:array of objects|object\[\]|objects)$/i,
    example: "array of objects",
    type: { kind: "array", items: openObject },
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
    pattern: /^(?:array|list|set|collection|sequence|any\[\]|json array)$/i,
    example: "array",
    type: { kind: "array", items: anything },
  },
  {
    id: "object",
    pattern:
      /^(?:object|hash|hashmap|dictionary|dict|map|json|json object|record|struct|associative array|nested object)$/i,
    example: "object",
    type: openObject,
  },
  {
    id: "date-time",
    pattern:
      /^(?:date-?time|date and time|(?:iso|utc)[- ]?(?:8601)?[- ]?(?:date-?time|date|timestamp|time|string)?|(?:rfc|iso)[- ]?(?:3339|8601)(?:[- ](?:date-?time|date|timestamp|time|string|format))*)$/i,
    example: "ISO8601 timestamp",
    type: dateTime,
  },
  {
    id: "unix-time",
    pattern:
      /^(?:(?:unix|epoch|posix)[- ](?:timestamp|time|epoch|seconds|milliseconds|millis|ms)|(?:seconds|milliseconds)(?: since (?:the )?(?:unix )?epoch)?|epoch)$/i,
    example: "Unix epoch",
    type: { kind: "integer" },
  },
  {
    id: "timestamp",
    pattern: /^(?:timestamp|time)$/i,
    example: "timestamp",
    type: { kind: "union", variants: [{ kind: "string" }, { kind: "number" }] },
  },
  {
    id: "string",
    pattern:
      /^(?:string|str|text|char|varchar|date|uuid|ulid|guid|snowflake|ur[li]|e-?mail(?: address)?|html|markdown|base64|phone(?: number)?|ip(?: address)?|string enum|(?:enum|uuid|guid|decimal|numeric|hex(?:adecimal)?|date|time|date-?time|url|json|encoded|currency) string)$/i,
    example: "string",
    type: { kind: "string" },
  },
  { id: "boolean", pattern: /^(?:bool(?:ean)?|flag|true\/false)$/i, example: "bool", type: { kind: "boolean" } },
  {
    id: "integer",
    pattern: /^(?:u?int(?:eger)?(?:8|16|32|64)?|long|bigint|short|whole number)$/i,
    example: "int",
    type: { kind: "integer" },
  },
  {
    id: "number",
    pattern: /^(?:number|numeric|float(?:32|64)?|double|(?:big)?decimal)$/i,
    example: "float",
    type: { kind: "number" },
  },
  { id: "any", pattern: /^(?:any|mixed|interface\{\}|enum|null|unknown|varies)$/i, example: "any", type: anything },
];

export interface ReadDataType {
  readonly rule: string;
  readonly type: TypeNode;
}

/** Longer cells are running text. */
const LONGEST = 300;
const DEEPEST = 4;

/**
 * Undefined where a word is not known. `string or null` and `?string` are nullable, `string | number` one of two, `array[T]`, `T[]`
 * and `list of T` arrays, `map<string, T>` a map, `"a" | "b"` and `enum: a, b` a list of values.
 */
export function readDataType(text: string): ReadDataType | undefined {
  const word = text
    .replaceAll("`", "")
    .replaceAll("\\|", "|")
    .replaceAll(/\s+/g, " ")
    .replace(/[.,;]$/, "")
    .trim();
  return word.length > LONGEST ? undefined : readPhrase(word, DEEPEST);
}

function readPhrase(word: string, depth: number): ReadDataType | undefined {
  const whole = dataTypeRules.find(({ pattern }) => pattern.test(word));
  if (whole !== undefined) return { rule: whole.id, type: whole.type };
  if (depth === 0 || word === "") return undefined;
  const bare = withoutNull(word);
  if (bare !== undefined) {
    const read = readPhrase(bare, depth - 1);
    return read === undefined ? undefined : { ...read, type: { ...read.type, nullable: true } };
  }
  return readValueList(word) ?? readHolder(word, depth) ?? readUnion(word, depth) ?? readQualified(word, depth);
}

const NULLABLE = [
  /^nullable (.+)$/i,
  /^(?:optional|maybe|nullable)[[<] ?(.+?) ?[\]>]$/i,
  /^\? ?(.+)$/,
  /^(.+?) ?\?$/,
  /^(.+?)(?: ?\| ?| or | ?\/ ?|, ?)null$/i,
  /^null(?: ?\| ?| or | ?\/ ?|, ?)(.+)$/i,
  /^(.+?)(?:,? \(?(?:nullable|or null)\)?|[,;] (?:nullable|may be null|can be null))$/i,
];

function withoutNull(word: string): string | undefined {
  for (const pattern of NULLABLE) {
    const bare = pattern.exec(word)?.[1];
    if (bare !== undefined) return bare.trim();
  }
  return undefined;
}

const QUOTED = /^(?:"([^"]{1,80})"|'([^']{1,80})'|“([^”]{1,80})”|(-?\d{1,15}|true|false))$/;

/** `"a" | "b"`, `enum: a, b`, `string enum (a, b)`. */
function readValueList(word: string): ReadDataType | undefined {
  const labelled = /^(?:(?:string|integer|int|number) )?enum(?:eration)?(?: of)?(?: ?[:(<[] ?| )(.+?)[)>\]]?$/i.exec(
    word,
  )?.[1];
  const listed =
    labelled ??
    /^string ?[([:] ?((?:"[^"]{1,80}"|'[^']{1,80}')(?: ?[|,/] ?(?:"[^"]{1,80}"|'[^']{1,80}'))*)[)\]]?$/i.exec(
      word,
    )?.[1];
  const parts = (listed ?? word).split(/ ?[|,;] ?| or | \/ /i).map((part) => part.trim());
  const values = parts.map((part) => {
    const found = QUOTED.exec(part);
    const text = found?.[1] ?? found?.[2] ?? found?.[3];
    if (text !== undefined) return text;
    if (found?.[4] !== undefined) return found[4] === "true" ? true : found[4] === "false" ? false : Number(found[4]);
    return listed !== undefined && /^[\w.:-]{1,80}$/.test(part) ? part : undefined;
  });
  const known = values.filter((value) => value !== undefined);
  if (known.length < values.length) return undefined;
  if (listed === undefined && known.every((value) => typeof value === "boolean"))
    return { rule: "values", type: { kind: "boolean" } };
  return { rule: "values", type: { kind: "enum", values: [...new Set(known)].map((value) => ({ value })) } };
}

const ARRAYS = [
  /^(?:an? )?(?:array|list|set|collection|sequence)(?: ?\(? ?of(?: the| an?)? | ?<|\[ ?| ?\()(.+?)[>)\]]?$/i,
  /^(.+?) ?\[\]$/,
  /^\[ ?(.+?) ?\]$/,
  /^\[\] ?(.+)$/,
  /^(.+?) (?:array|list)$/i,
];
const MAPS = [
  /^(?:map|dict|dictionary|record|object|hash)(?:<|\[| \() ?\w+ ?, ?(.+?)[>)\]]$/i,
  /^(?:map|dict|dictionary|object|hash)(?: of | from )\w+ (?:to|->|=>) (.+)$/i,
  /^\{ ?\[\w+: ?\w+\] ?: ?(.+?);? ?\}$/,
  /^map\[\w+\] ?(.+)$/i,
];

function readHolder(word: string, depth: number): ReadDataType | undefined {
  for (const pattern of MAPS) {
    const inner = pattern.exec(word)?.[1];
    const values = inner === undefined ? undefined : readPhrase(inner.trim(), depth - 1);
    if (values !== undefined) return { rule: "map", type: { kind: "map", keys: "name", values: values.type } };
  }
  for (const pattern of ARRAYS) {
    const inner = pattern.exec(word)?.[1]?.trim();
    if (inner === undefined || /[|,]| or /i.test(word.slice(0, word.indexOf(inner)))) continue;
    const items = readPhrase(inner, depth - 1) ?? readPhrase(inner.replace(/s$/i, ""), depth - 1);
    if (items !== undefined) return { rule: "array", type: { kind: "array", items: items.type } };
  }
  return undefined;
}

function readUnion(word: string, depth: number): ReadDataType | undefined {
  const parts = word.split(/ ?\| ?| or | ?\/ ?|, (?:or )?/i).map((part) => part.trim());
  if (parts.length < 2) return undefined;
  const read = parts.filter((part) => !/^null$/i.test(part)).map((part) => readPhrase(part, depth - 1));
  const [first, ...others] = read;
  if (first === undefined || others.includes(undefined)) return undefined;
  const types = read.flatMap((one) =>
    one === undefined ? [] : one.type.kind === "union" ? one.type.variants : [one.type],
  );
  const distinct = firstOfEach(types, (one) => JSON.stringify(one));
  const [only] = distinct;
  const type: TypeNode = distinct.length === 1 && only !== undefined ? only : { kind: "union", variants: distinct };
  return { rule: first.rule, type: parts.length === read.length ? type : { ...type, nullable: true } };
}

/** Words that say more of a type than what JSON knows: "timestamp (in UTC)", "string <uuid>", "string, SID", "optional string", "guild object". */
function readQualified(word: string, depth: number): ReadDataType | undefined {
  const bare =
    /^(.+?) ?(?:\([^()]{1,80}\)|<[^<>]{1,40}>|\[[^[\]]{1,40}\])$/.exec(word)?.[1] ??
    /^(?:optional|required|partial|unsigned|signed|positive|localized|valid|unique|an?) (.+)$/i.exec(word)?.[1] ??
    /^(.+?),? (?:optional|required|read-only|value)$/i.exec(word)?.[1] ??
    /^(string|text|integer|number), [a-z][\w -]{1,40}$/i.exec(word)?.[1];
  return bare === undefined ? undefined : readPhrase(bare.trim(), depth - 1);
}

/** Notes that tell the type of a member without a sample. */
export const noteTypeRules: readonly DataTypeRule[] = [
  {
    id: "date-time-note",
    pattern: /\b(?:rfc 3339|utc string|iso 8601)\b/i,
    example: "RFC 3339 datetime string",
    type: dateTime,
  },
  {
    id: "date-example",
    pattern: /\b(?:example|e\.g\.):? ?["']?\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}|\b)/i,
    example: "Example: 2024-05-06T07:08:09Z",
    type: { kind: "string" },
  },
  {
    id: "seconds-example",
    pattern:
      /\b(?:example|e\.g\.):? ?["']?1\d{9}(?:\d{3})?\b|\b(?:unix|epoch) (?:time(?:stamp)?|seconds|milliseconds)\b|\b(?:seconds|milliseconds) since\b/i,
    example: "Example: 1700000000",
    type: { kind: "integer" },
  },
];

export function readNoteType(text: string): ReadDataType | undefined {
  const found = noteTypeRules.find(({ pattern }) => pattern.test(text.replaceAll("`", "")));
  return found === undefined ? undefined : { rule: found.id, type: found.type };
}
