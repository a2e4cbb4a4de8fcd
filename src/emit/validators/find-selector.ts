// Finds the member by which the branches of a union tell themselves apart.
import type { Json, JsonObject } from "../json.ts";
import { isObject, list, member, membersOf } from "./read-schema.ts";

export interface Selector {
  readonly member: string;
  /** No value stands twice. */
  readonly cases: readonly { readonly values: readonly Json[]; readonly branch: JsonObject }[];
  /** Takes objects that show none of the cases' values. */
  readonly other?: JsonObject;
}

/** Undefined where a body cannot be held against one branch only. `resolve` follows references. */
export function findSelector(
  branches: readonly JsonObject[],
  resolve: (schema: JsonObject) => JsonObject,
): Selector | undefined {
  const [first] = branches;
  if (first === undefined) return undefined;
  for (const name of Object.keys(membersOf(resolve(first)))) {
    const selector = selectBy(name, branches, resolve);
    if (selector !== undefined) return selector;
  }
  return undefined;
}

function selectBy(
  name: string,
  branches: readonly JsonObject[],
  resolve: (schema: JsonObject) => JsonObject,
): Selector | undefined {
  const cases: { values: readonly Json[]; branch: JsonObject }[] = [];
  const others: { without: readonly Json[]; branch: JsonObject }[] = [];
  for (const branch of branches) {
    const shape = resolve(branch);
    if (shape["type"] !== "object" || !list(shape["required"]).includes(name)) return undefined;
    const tag = member(membersOf(shape), name);
    if (tag["const"] !== undefined) cases.push({ values: [tag["const"]], branch });
    else if (Array.isArray(tag["enum"])) cases.push({ values: list(tag["enum"]), branch });
    else if (isOther(tag)) others.push({ without: list(member(tag, "not")["enum"]), branch });
    else return undefined;
  }
  const values = cases.flatMap((found) => found.values);
  const [other] = others;
  const whole = other === undefined || sameValues(other.without, values);
  if (others.length > 1 || !whole || cases.length === 0 || new Set(values).size !== values.length) return undefined;
  return { member: name, cases, ...(other === undefined ? {} : { other: other.branch }) };
}

function isOther(tag: JsonObject): boolean {
  return tag["type"] === "string" && isObject(tag["not"]) && Array.isArray(tag["not"]["enum"]);
}

function sameValues(one: readonly Json[], other: readonly Json[]): boolean {
  return one.length === other.length && one.every((value) => other.includes(value));
}
