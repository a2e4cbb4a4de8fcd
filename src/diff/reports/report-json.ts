// A report for programs: one member a line, so that merges stay readable, always in the same order.
import { printableJson } from "../../findings/printable.ts";
import type { DiffReport } from "../report.ts";

/** Members that lead, in this order; the others follow by name. The shape stands in ../diff-report.schema.json. */
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
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => rank(a) - rank(b) || (a < b ? -1 : a > b ? 1 : 0))
      .map(([name, member]) => [name, name === "body" ? member : inOrder(member)]),
  );
}

function rank(name: string): number {
  return ranks.get(name) ?? LEADING.length;
}
