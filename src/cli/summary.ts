// The closing table of generate: one row a version.
import type { VersionSummary } from "../pipeline.ts";

type Column = readonly [title: string, align: "left" | "right", cell: (version: VersionSummary) => string];

const columns: readonly Column[] = [
  ["version", "left", ({ version }) => version],
  ["webhooks", "right", ({ webhooks }) => String(webhooks)],
  ["fields", "right", ({ fields }) => String(fields)],
  ["repairs", "right", ({ repairs }) => String(repairs)],
  ["warnings", "right", ({ warnings }) => String(warnings)],
  ["errors", "right", ({ errors }) => String(errors)],
  ["time", "right", ({ milliseconds }) => `${Math.round(milliseconds)} ms`],
  ["output", "left", ({ state }) => state],
];

/** Empty for no versions. */
export function summaryTable(versions: readonly VersionSummary[]): string {
  if (versions.length === 0) return "";
  const rows = [
    columns.map(([title]) => title),
    ...versions.map((version) => columns.map(([, , cell]) => cell(version))),
  ];
  const widths = columns.map((_, index) => Math.max(...rows.map((row) => row[index]?.length ?? 0)));
  const lines = rows.map((row) =>
    columns
      .map(([, align], index) => {
        const cell = row[index] ?? "";
        const width = widths[index] ?? 0;
        return align === "left" ? cell.padEnd(width) : cell.padStart(width);
      })
      .join("  ")
      .trimEnd(),
  );
  return `${lines.join("\n")}\n`;
}
