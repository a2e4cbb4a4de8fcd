// The model as a file: one text for one model, however its objects were put together; evidence stays on one line each.
import type { Model } from "../model/model.ts";

/** Members that lead, in this order; the others follow, then those that trail. */
const LEADING = [
  "format",
  "version",
  "status",
  "kind",
  "name",
  "action",
  "rule",
  "value",
  "title",
  "type",
  "presence",
  "file",
  "line",
  "column",
];
const TRAILING = ["body", "evidence", "at", "coverage"];
/** Members whose objects, or whose items, stand on one line. */
const ONE_LINE: ReadonlySet<string> = new Set(["at", "evidence", "sections", "entries", "values", "aliases"]);
/** Members whose value is data of the page: its order means something. */
const AS_IT_IS: ReadonlySet<string> = new Set(["body", "sample"]);

/** Ends with a newline. Reading it gives an equal model, and printing that gives the same text. */
export function modelJson(model: Model): string {
  return `${print(model, "", "", false)}\n`;
}

function print(value: unknown, key: string, indent: string, asItIs: boolean): string {
  if (typeof value !== "object" || value === null) return JSON.stringify(value);
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const items = value.map((item: unknown) =>
      ONE_LINE.has(key) && !asItIs ? JSON.stringify(sorted(item)) : print(item, "", inner, asItIs),
    );
    return wrap("[", items, "]", indent);
  }
  if (key === "at" && !asItIs) return JSON.stringify(sorted(value));
  const members = entries(value, asItIs).map(
    ([name, member]) => `${JSON.stringify(name)}: ${print(member, name, inner, asItIs || AS_IT_IS.has(name))}`,
  );
  return wrap("{", members, "}", indent);
}

function wrap(open: string, parts: readonly string[], close: string, indent: string): string {
  if (parts.length === 0) return open + close;
  return `${open}\n${parts.map((part) => `${indent}  ${part}`).join(",\n")}\n${indent}${close}`;
}

type Member = readonly [name: string, value: unknown];

function entries(value: object, asItIs: boolean): readonly Member[] {
  const members = Object.entries(value).filter(([, member]) => member !== undefined);
  if (asItIs) return members;
  const byName = new Map(members);
  return orderOf([...byName.keys()]).map((name): Member => [name, byName.get(name)]);
}

/** A model has thousands of objects and few sorts of them. */
const orders = new Map<string, readonly string[]>();

function orderOf(names: readonly string[]): readonly string[] {
  const sort = names.join();
  const known = orders.get(sort);
  if (known !== undefined) return known;
  const order = names.toSorted((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
  orders.set(sort, order);
  return order;
}

function rank(name: string): number {
  const leading = LEADING.indexOf(name);
  if (leading >= 0) return leading;
  return LEADING.length + 1 + TRAILING.indexOf(name);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(entries(value, false).map(([name, member]) => [name, sorted(member)]));
}
