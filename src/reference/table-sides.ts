// Tells tables of what is sent from tables of what arrives where their column of presence says so and no heading does, or another one.
import type { RootContent } from "mdast";
import { finding } from "../source/finding.ts";
import type { CoverageKeeper } from "./keep-coverage.ts";
import { columnSide, type ColumnSide, headingRole } from "./labels.ts";
import { readProse } from "./read-prose.ts";
import type { FieldTable } from "./reference.ts";

const headings: Readonly<Record<ColumnSide, string>> = { request: "Request", response: "Response" };

/** The tables under the headings that they belong to. A table without a heading is of what is sent only beside one of what arrives. */
export function sideTables(
  file: string,
  nodes: readonly RootContent[],
  tables: readonly FieldTable[],
  coverage: CoverageKeeper,
): readonly FieldTable[] {
  const columns = new Map(nodes.map((node) => [node.position?.start.offset ?? -1, sideOfColumns(file, node)]));
  const sideOf = ({ heading, at }: FieldTable): ColumnSide | undefined => {
    const column = columns.get(at.offset);
    const role = heading === undefined ? undefined : headingRole(heading);
    return column === "response" || (role !== "request" && role !== "response") ? column : role;
  };
  const answers = tables.some((table) => sideOf(table) === "response");
  return tables.map((table): FieldTable => {
    const side = sideOf(table);
    const { heading } = table;
    if (side === undefined || (heading !== undefined && headingRole(heading) !== "request") || !answers) return table;
    if (heading !== undefined && side === "request") return table;
    if (heading === undefined && side === "response") return table;
    const stands = heading === undefined ? "under no heading" : `under "${heading}"`;
    coverage.report(
      finding({
        rule: "reference/table-side",
        severity: "warning",
        message: `this table stands ${stands}, but its column says what is ${side === "response" ? "returned" : "required"}; it was read as the ${side}`,
        at: table.at,
        fix: headings[side],
      }),
    );
    return { ...table, heading: headings[side] };
  });
}

/** What a table's labels of columns say. */
function sideOfColumns(file: string, node: RootContent): ColumnSide | undefined {
  if (node.type !== "table") return undefined;
  for (const row of node.children.slice(0, 2))
    for (const cell of row.children) {
      const side = columnSide(readProse(file, cell).text);
      if (side !== undefined) return side;
    }
  return undefined;
}
