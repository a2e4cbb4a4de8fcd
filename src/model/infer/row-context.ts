// What the tables of a section say that inference from samples must know beforehand.
import type { FieldTable, Footnote } from "../../reference/reference.ts";
import { readHints, type RowReading } from "../read-row.ts";
import type { Catalogue } from "../structures/catalogue.ts";
import type { InferContext } from "./infer-type.ts";

export function rowContext(
  tables: readonly FieldTable[],
  footnotes: readonly Footnote[],
  catalogue: Catalogue,
): InferContext {
  const maps = new Map<string, NonNullable<RowReading["map"]>>();
  const listed = new Map<string, ReadonlySet<string>>();
  for (const row of tables.flatMap(({ rows }) => rows)) {
    const { map, values } = readHints(row, footnotes);
    for (const path of row.names) {
      const name = path.split(".").at(-1) ?? path;
      if (map !== undefined) maps.set(name, map);
      if (values !== undefined) listed.set(name, new Set(values.values.map(({ value }) => String(value))));
    }
  }
  return { maps, listed, catalogue };
}
