// Kinds of object keys that are data, not names of members: an object whose keys are all of one such kind is a map.

export interface KeyRule {
  readonly id: string;
  readonly pattern: RegExp;
  readonly examples: readonly string[];
  /** Several such names are names of members, unless they differ in their numbers alone. */
  readonly alone?: true;
}

export const keyRules: readonly KeyRule[] = [
  { id: "hex-id", pattern: /^[0-9a-f]{24,64}$/i, examples: ["0805e283233042b37f460ed8fbf22160"] },
  {
    id: "uuid",
    pattern: /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i,
    examples: ["b7eff798-f8df-4364-8059-649c35c9ed0c"],
  },
  { id: "email", pattern: /^[^\s@]{1,64}@[^\s@]{1,255}$/, examples: ["agent@example.com"] },
  { id: "phone", pattern: /^\+\d{6,15}$/, examples: ["+18008529001"] },
  { id: "number", pattern: /^\d+$/, examples: ["42"] },
  { id: "weekday", pattern: /^(?:mon|tues|wednes|thurs|fri|satur|sun)day$/i, examples: ["monday", "friday"] },
  {
    id: "stand-in",
    pattern:
      /^(?:<[^<>]{0,80}>|\$?\{[^{}]{0,80}\}|\{\{[^{}]{0,80}\}\}|\[[^[\]]{0,80}\]|%[\w-]{1,80}%|:[a-z][\w-]{0,80}|\.{3}|…|\*)$/i,
    examples: ["<attribute_name>", "{name}", "{{id}}", "[id]", ":id", "..."],
  },
  {
    id: "constant",
    pattern:
      /^(?:\$(?:[a-z]+_)*(?:id|key|name|email|uuid|namespace)|[A-Z]{1,20}(?:_[A-Z]{1,20}){0,5}_(?:ID|KEY|NAME|EMAIL|UUID|NAMESPACE))(?:_?\d+)?$/,
    examples: ["USER_ID", "$id"],
    alone: true,
  },
  {
    id: "placeholder",
    pattern:
      /^(?:(?:(?:custom|some|any|my|your|another|example|sample|string|number|integer|boolean|bool|random|arbitrary)_){1,3}(?:key|property|namespace|field|attribute)\d*|property_(?:name|namespace)\d*|namespace_name\d*|(?:key|property|prop|namespace|field|attribute|param)_?\d+)$/i,
    examples: ["property_namespace", "string_property", "custom_key", "key1"],
  },
];

/** The kind that all keys share; undefined where they are names of members. */
export function keyKind(keys: readonly string[]): string | undefined {
  if (keys.length === 0) return undefined;
  const found = keyRules.find(({ pattern }) => keys.every((key) => pattern.test(key)));
  const isOne = new Set(keys.map((key) => key.replace(/_?\d+$/, ""))).size === 1;
  return found?.alone === true && !isOne ? undefined : found?.id;
}

/** The kind of one key; a name of a member where it is of no kind. */
export function kindOfKey(key: string): string {
  return keyRules.find(({ id, pattern }) => !STANDING.has(id) && pattern.test(key))?.id ?? "name";
}

/**
 * A pattern, to be read without regard to case, for keys of a map's kinds (`weekday or email`). A placeholder, in the docs or
 * in a body, stands for any key; undefined where any is right.
 */
export function keyPattern(kinds: string): string | undefined {
  const wanted = kinds.split(" or ");
  const rules = keyRules.filter(({ id }) => wanted.includes(id) || STANDING.has(id));
  if (wanted.some((id) => STANDING.has(id)) || rules.length < wanted.length + STANDING.size) return undefined;
  return rules.map(({ pattern }) => pattern.source).join("|");
}

/** Kinds of keys that stand for any key. */
const STANDING: ReadonlySet<string> = new Set(["placeholder", "stand-in", "constant"]);
