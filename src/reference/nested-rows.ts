// Rows that tell of the members of the row above: marked by an arrow, or set in by spaces that the page keeps.
import type { TableCell } from "mdast";
import { toString as textOf } from "mdast-util-to-string";

/** What stands before the name of a member of the row above. */
export const INDENT = /^[\s\u00a0]*(?:(?:[↳└├╰│─→»›]|[-–—>](?=[\s\u00a0]))[\s\u00a0]*)*/;

interface Open {
  readonly depth: number;
  readonly name?: string;
}

/** Names each row by its path: to be called with the rows of a table from the top. */
export function nesting(): (cell: TableCell, names: readonly string[]) => readonly string[] {
  const open: Open[] = [];
  return (cell, names) => {
    const depth = depthOf(cell);
    while ((open.at(-1)?.depth ?? -1) >= depth) open.pop();
    const parent = open.at(-1)?.name;
    const paths = names.map((name) =>
      parent === undefined || name.startsWith(`${parent}.`) ? name : `${parent}.${name}`,
    );
    const [only, ...others] = paths;
    open.push({ depth, ...(only === undefined || others.length > 0 ? {} : { name: only }) });
    return paths;
  };
}

/** How far in a name stands; a mark counts like a wide space. */
function depthOf(cell: TableCell): number {
  const lead = INDENT.exec(textOf(cell))?.[0] ?? "";
  return lead.replace(/ /g, "").length;
}
