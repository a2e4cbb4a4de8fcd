// The model as a file: one text for one model, however its objects were put together; evidence stays on one line each.
import type { Model } from "../model/model.ts";
import { isRecord } from "../model/types/value.ts";

/** Members that lead, in this order; the others follow, then those that trail. */
const LEADING = [
  "format",
  "version",
  "status",
  "kind",
  "name",
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
/** Members whose objects, or whose items, are on one line. */
const ONE_LINE: ReadonlySet<string> = new Set(["at", "evidence", "sections", "entries", "values", "aliases"]);
/** Members whose value is data of the page: its order means something. */
const AS_IT_IS: ReadonlySet<string> = new Set(["body", "sample"]);

/** Ends with a newline. Reading it gives an equal model, and printing that gives the same text. */
export function modelJson(model: Model): string {
  return `${print(model, "", "", false)}\n`;
}

function print(value: unknown, key: string, indent: string, asItIs: boolean): string {
  const inner = `${indent}  `;
  if (Array.isArray(value)) {
    const inLine = ONE_LINE.has(key) && !asItIs;
    const items = value.map((item: unknown) => (inLine ? line(item) : print(item, "", inner, asItIs)));
    return wrap("[", items, "]", indent);
  }
  if (!isRecord(value)) return JSON.stringify(value);
  if (key === "at" && !asItIs) return line(value);
  const members: string[] = [];
  for (const name of asItIs ? Object.keys(value) : namesIn(value)) {
    const member = value[name];
    if (member === undefined) continue;
    members.push(`${JSON.stringify(name)}: ${print(member, name, inner, asItIs || AS_IT_IS.has(name))}`);
  }
  return wrap("{", members, "}", indent);
}

/** The same on one line. */
function line(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(line).join(",")}]`;
  if (!isRecord(value)) return JSON.stringify(value);
  const members: string[] = [];
  for (const name of namesIn(value)) {
    const member = value[name];
    if (member !== undefined) members.push(`${JSON.stringify(name)}:${line(member)}`);
  }
  return `{${members.join(",")}}`;
}

function wrap(open: string, parts: readonly string[], close: string, indent: string): string {
  if (parts.length === 0) return open + close;
  return `${open}\n${indent}  ${parts.join(`,\n${indent}  `)}\n${indent}${close}`;
}

/** A model has thousands of objects and few sorts of them. */
const orders = new Map<string, readonly string[]>();

function namesIn(value: object): readonly string[] {
  const names = Object.keys(value);
  const sort = JSON.stringify(names);
  const known = orders.get(sort);
  if (known !== undefined) return known;
  const order = names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
  orders.set(sort, order);
  return order;
}

function rank(name: string): number {
  const leading = LEADING.indexOf(name);
  if (leading >= 0) return leading;
  return LEADING.length + 1 + TRAILING.indexOf(name);
}
