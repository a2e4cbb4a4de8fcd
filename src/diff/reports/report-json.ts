// A report for programs: one member a line, so that merges stay readable, always in the same order.
import { printableJson } from "../../source/printable.ts";
import type { DiffReport } from "../report.ts";

/** Members that lead, in this order; the others follow by name. The shape is described in ../diff-report.schema.json. */
const LEADING = [
  "format",
  "mode",
  "profile",
  "old",
  "new",
  "summary",
  "semver",
  "changes",
  "renames",
  "problems",
  "rule",
  "fingerprint",
  "kind",
  "name",
  "severity",
  "fact",
  "subject",
  "path",
  "message",
  "file",
  "line",
  "column",
  "breaking",
  "dangerous",
  "compatible",
  "docs",
];
const ranks: ReadonlyMap<string, number> = new Map(LEADING.map((name, index) => [name, index]));

/** Ends with a line feed. Reading it gives an equal report. */
export function reportJson(report: DiffReport): string {
  return `${printableJson(inOrder(report), 2)}\n`;
}

/** A witness's `body` is data of the page: its members keep their order. */
function inOrder(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(inOrder);
  if (typeof value !== "object" || value === null) return value;
  const members: ReadonlyMap<string, unknown> = new Map(Object.entries(value));
  return Object.fromEntries(
    orderOf([...members.keys()]).map((name) => {
      const member = members.get(name);
      return [name, name === "body" ? member : inOrder(member)];
    }),
  );
}

/** A report has thousands of objects and few sorts of them. */
const orders = new Map<string, readonly string[]>();

function orderOf(names: string[]): readonly string[] {
  const sort = JSON.stringify(names);
  const order = orders.get(sort) ?? names.sort((a, b) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0));
  orders.set(sort, order);
  return order;
}

function rank(name: string): number {
  return ranks.get(name) ?? LEADING.length;
}
