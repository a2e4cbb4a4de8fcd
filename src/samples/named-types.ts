// Samples whose values name types instead of showing values, and stand-ins for names of members. A row of `namedTypeRules` holds
// what it matches, an example, and the value that stands for the type.
import { type SampleItem, type SampleMember, type SampleNode, type SampleScalar, valuesIn } from "./sample.ts";
import type { Token } from "./tokens.ts";

export interface NamedTypeRule {
  readonly id: "string" | "integer" | "number" | "boolean" | "object" | "array";
  readonly pattern: RegExp;
  readonly example: string;
}

/** First match wins. */
export const namedTypeRules: readonly NamedTypeRule[] = [
  {
    id: "integer",
    pattern:
      /^(?:u?int(?:eger)?(?:32|64)?|long|(?:unix|epoch)[- ]?(?:timestamp|time)?(?: in (?:seconds|milliseconds))?)$/i,
    example: "unix-timestamp",
  },
  { id: "number", pattern: /^(?:number|float|double|decimal)$/i, example: "float" },
  { id: "boolean", pattern: /^bool(?:ean)?$/i, example: "boolean" },
  { id: "object", pattern: /^(?:object|hash|dict|json)$/i, example: "object" },
  { id: "array", pattern: /^(?:array|list)$/i, example: "array" },
  {
    id: "string",
    pattern:
      /^(?:string|str|text|uuid|ur[il]|e-?mail|date|(?:iso|utc)?[- ]?(?:8601)?[- ]?(?:date-?time|timestamp)|(?:iso|date|time|datetime)[- ]?string|rfc ?3339)$/i,
    example: "iso-datetime",
  },
];

/** Keys of members that any name stands for, or that stand for what was left out. */
const STAND_IN = /^(?:\.{2,}|…|<[^<>]*>|\$?\{[^{}]*\}|\{\{[^{}]*\}\}|\[[^[\]]*\]|\*)$/;

export interface NamedType {
  readonly id: NamedTypeRule["id"];
  readonly nullable: boolean;
  /** Values that the words list: "string - new/used". */
  readonly values: readonly string[];
}

const LONGEST = 120;
const NULLED = /(?: ?[/|] ?| or |, ?)(?:null|nil)$|\?$| ?\((?:nullable|or null|optional)\)$/i;

/** Undefined where a string does not name a type, or is too long to. */
export function namedType(text: string): NamedType | undefined {
  if (text.length > LONGEST) return undefined;
  const bare = /^<(.+)>$/.exec(text.trim())?.[1] ?? text.trim();
  const nullable = NULLED.test(bare);
  const words = bare.replace(NULLED, "").trim();
  const [, type = words, listed = ""] = /^(\w+)(?: [-–—] |: ?| ?\()([\w-]+(?: ?[/|,] ?[\w-]+)+)\)?$/.exec(words) ?? [];
  const rule = namedTypeRules.find(({ pattern }) => pattern.test(type));
  if (rule === undefined) return undefined;
  const values = rule.id === "string" && listed !== "" ? listed.split(/ ?[/|,] ?/) : [];
  return { id: rule.id, nullable, values };
}

/** Members whose values may well be such words: they say nothing of the sample. */
const NAMES_TYPES = /(?:^|_)(?:type|kind|format|object|class)s?$/i;

/** Fewest values that have to name types before a sample is taken for one whose values do. */
const FEWEST = 2;

/** The sample with values of the named types in place of the words, and without stand-ins among other members. */
export function readNamedTypes(root: SampleNode): SampleNode {
  const types: NamedType["id"][] = [];
  let others = 0;
  const open: SampleNode[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node.kind === "object")
      for (const { key, value } of node.members) open.push(...(NAMES_TYPES.test(key) ? [] : [value]));
    else if (node.kind === "array") for (const { value } of node.items) open.push(value);
    else {
      const type = typeof node.value === "string" ? namedType(node.value)?.id : undefined;
      if (type !== undefined) types.push(type);
      else if (!isStandIn(node)) others += 1;
    }
  }
  if (types.length < FEWEST || types.length <= others) return rewrite(root, "values", undefined);
  // What fills in "string" alone, as generators of samples do, made up the other values too.
  return rewrite(root, types.every((type) => type === "string") ? "strings" : "types", undefined);
}

export interface WithoutStandIns {
  readonly root: SampleNode;
  /** Members left out whose key alone stands for others: their values are lost. */
  readonly lost: readonly SampleMember[];
}

/** Without members beside others whose key stands for what was left out: `"...": "..."`, `"<id>": 3`. */
export function withoutStandIns(root: SampleNode): WithoutStandIns {
  const lost: SampleMember[] = [];
  return { root: rewrite(root, "values", lost), lost };
}

/** Whether a sample that was read so names types. */
export function namesTypes(root: SampleNode): boolean {
  for (const node of valuesIn(root)) if (node.kind === "scalar" && node.namesType !== undefined) return true;
  return false;
}

function rewrite(
  root: SampleNode,
  names: "types" | "strings" | "values",
  lost: SampleMember[] | undefined,
): SampleNode {
  const isNamed = names !== "values";
  const walk = (node: SampleNode, depth: number): SampleNode => {
    if (depth > DEEPEST) return node;
    if (node.kind === "scalar") return isNamed ? valueOf(node, names === "types") : node;
    if (node.kind === "array")
      return {
        ...node,
        items: node.items.map((item): SampleItem => replaced(item, walk(item.value, depth + 1), isNamed)),
      };
    const real = node.members.filter(({ key }) => !STAND_IN.test(key) || !(isNamed || lost !== undefined));
    const spoken = node.members.filter(({ key, value }) => !/^(?:\.{2,}|…)$/.test(key) || !isStandIn(value));
    const isLeft = real.length > 0 ? real.length < node.members.length : spoken.length < node.members.length;
    if (isLeft)
      lost?.push(...node.members.filter((one) => real.length > 0 && !real.includes(one) && !isStandIn(one.value)));
    const kept = !isLeft ? node.members : real.length > 0 ? real : spoken;
    const members = kept.map((member): SampleMember => replaced(member, walk(member.value, depth + 1), isNamed));
    return { ...node, members, elided: node.elided || isLeft };
  };
  return walk(root, 0);
}

function isStandIn(node: SampleNode): boolean {
  return node.kind === "scalar" && typeof node.value === "string" && STAND_IN.test(node.value);
}

/** Samples nest less deep than their reader allows. */
const DEEPEST = 200;

/** Where the sample names types, the words are no further value beside the one that they stand for. */
function replaced<Entry extends SampleItem>(entry: Entry, value: SampleNode, isNamed: boolean): Entry {
  return { ...entry, value, ...(isNamed && value !== entry.value ? { alternatives: undefined } : {}) };
}

function valueOf(node: SampleScalar, hasConstants: boolean): SampleNode {
  if (typeof node.value !== "string") return node;
  const type = namedType(node.value);
  if (type === undefined) return hasConstants && !isExample(node.value) ? { ...node, isConstant: true } : node;
  const { nullable, values } = type;
  const shown = standsFor(type.id, values[0] ?? node.value, node);
  const namesType = { ...(nullable && { nullable }), ...(values.length > 0 && { values }) };
  return shown.kind === "scalar" ? { ...node, value: shown.value, namesType } : shown;
}

/** What stands for a value, and what hardly two bodies share: a time, an address, an id. */
function isExample(text: string): boolean {
  return STAND_IN.test(text) || /^YOUR[_-]|^\d{4}-\d\d-\d\d(?:\D|$)|[@/\s]|\d{3}/i.test(text);
}

/** One half is a number and no integer. */
const SCALARS = { integer: 0, number: 0.5, boolean: false } as const;

/** A value of the type. */
function standsFor(id: NamedType["id"], text: string, { offset, length }: Omit<SampleScalar, "kind">): SampleNode {
  const empty = { offset, length, comments: [], elided: true };
  if (id === "object") return { kind: "object", ...empty, members: [] };
  if (id === "array") return { kind: "array", ...empty, items: [] };
  return { kind: "scalar", offset, length, value: id === "string" ? text : SCALARS[id] };
}

/** Words that name a type where a sample whose other values are real should show a value: one row a type. */
export const typeWordRules: readonly NamedTypeRule[] = [
  { id: "integer", pattern: /^<?(?:int(?:32|64)?|integer|long)>?$/i, example: "integer" },
  { id: "number", pattern: /^<?(?:number|float|double|decimal)>?$/i, example: "<number>" },
  { id: "boolean", pattern: /^<?bool(?:ean)?>?$/i, example: "boolean" },
  { id: "object", pattern: /^<?object>?$/i, example: "<object>" },
  { id: "array", pattern: /^<?array>?$/i, example: "array" },
];

const LONGEST_WORD = 12;

/** A value of the type that a bare word or a whole string names. */
export function typeWord(token: Token, key: string): SampleNode | undefined {
  const { kind, value } = token;
  if ((kind !== "word" && kind !== "string") || value.length > LONGEST_WORD || NAMES_TYPES.test(key)) return undefined;
  const rule = typeWordRules.find(({ pattern }) => pattern.test(value));
  return rule === undefined ? undefined : standsFor(rule.id, value, token);
}
