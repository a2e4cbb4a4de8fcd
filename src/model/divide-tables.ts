// Parts the rows of a section's tables by what they speak of: members of the payload, or of the body around it.
import type { FieldRow, FieldTable } from "../reference/reference.ts";
import { bodyPath } from "./body.ts";
import type { SectionSamples } from "./build-payload.ts";
import { parsePath } from "./types/path.ts";
import type { Envelope } from "./model.ts";

export interface DividedTables {
  /** With the rows about the payload, named from there. */
  readonly part: SectionSamples;
  readonly envelopeTables: readonly FieldTable[];
}

/** A row that the payload's samples show speaks of the payload, whatever stands around it. */
export function divideTables(part: SectionSamples, { payloadPath, fields }: Envelope): DividedTables {
  const { section, samples } = part;
  if (payloadPath === undefined || section.tables.length === 0) return { part, envelopeTables: [] };
  const path = bodyPath(payloadPath);
  const around = new Set(fields.map(({ name }) => name));
  const shown = new Set(
    samples.flatMap(({ payload }) => {
      const nodes = payload.kind === "array" ? payload.items.map(({ value }) => value) : [payload];
      return nodes.flatMap((node) => (node.kind === "object" ? node.members.map(({ key }) => key) : []));
    }),
  );
  const sideOf = (name: string): "payload" | "envelope" | "within" | "unknown" => {
    const steps = parsePath(name);
    const [first = ""] = steps;
    if (shown.has(first)) return "payload";
    if (first === path[0]) return path.every((step, index) => steps[index] === step) ? "within" : "envelope";
    return around.has(first) ? "envelope" : "unknown";
  };
  const payloadTables: FieldTable[] = [];
  const envelopeTables: FieldTable[] = [];
  for (const table of section.tables) {
    const sides = table.rows.map((row) => sideOf(row.names[0] ?? ""));
    // A table that names what is around the payload, and nothing of it, speaks of the body as a whole.
    const isWhole = sides.includes("envelope") && !sides.includes("payload");
    const own: FieldRow[] = [];
    const outer: FieldRow[] = [];
    table.rows.forEach((row, index) => {
      const side = sides[index];
      if (side === "envelope" || (side === "unknown" && isWhole)) outer.push(row);
      else if (side === "within") {
        const inner = row.names
          .map((name) => parsePath(name).slice(path.length).join("."))
          .filter((name) => name !== "");
        if (inner.length > 0) own.push({ ...row, names: inner });
        else outer.push(row);
      } else own.push(row);
    });
    if (own.length > 0) payloadTables.push({ ...table, rows: own });
    if (outer.length > 0) envelopeTables.push({ ...table, rows: outer });
  }
  return { part: { ...part, section: { ...section, tables: payloadTables } }, envelopeTables };
}
