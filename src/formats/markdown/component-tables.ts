// Tables written as components: `<Table><Table.Row><Table.Cell>Words</Table.Cell></Table.Row></Table>`.
import type { Nodes, Parents, Root, Table, TableCell, TableRow } from "mdast";
import { eachNode, placeOf, replaceChildren } from "../document.ts";
import { toPhrasing } from "../html/tables.ts";
import { isJsx, type Jsx } from "./jsx-tags.ts";

const TABLE = /^[A-Z].*Table$|^Table$/;
const ROW = /(?:[a-z.]|^)(?:Row|T[rR])$/;
const CELL = /(?:[a-z.]|^)(?:Cell|T[dDhH]|Head|Header|Column)$/;
const HEAD = /Head|(?:[a-z.]|^)T[hH]$/;

/** Changes the tree in place. A component of another shape stays. */
export function tabulateComponents(tree: Root): void {
  const parents: Parents[] = [];
  eachNode(tree, (node) => {
    if ("children" in node && node.children.some(isTable)) parents.push(node);
  });
  for (const parent of parents)
    replaceChildren(
      parent,
      parent.children.map((child: Nodes) => (isTable(child) ? (tableOf(child) ?? child) : child)),
    );
}

const isTable = (node: Nodes): node is Jsx => isJsx(node) && TABLE.test(node.name ?? "");

function tableOf(table: Jsx): Table | undefined {
  const rows: TableRow[] = [];
  let isHeaded = false;
  const stack: { readonly node: Nodes; readonly inHead: boolean }[] = [{ node: table, inHead: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { node } = top;
    if (!isJsx(node) && node.type !== "paragraph") {
      if (node.type !== "text" || node.value.trim() !== "") return undefined;
      continue;
    }
    const inHead = top.inHead || (isJsx(node) && HEAD.test(node.name ?? ""));
    if (isJsx(node) && ROW.test(node.name ?? "")) {
      const cells = cellsIn(node);
      if (rows.length === 0) isHeaded = inHead || cells.every(({ name }) => HEAD.test(name ?? ""));
      const children = cells.map((cell): TableCell => {
        const children = toPhrasing(cell.children);
        return { type: "tableCell", children, ...placeOf(cell) };
      });
      rows.push({ type: "tableRow", children, ...placeOf(node) });
    } else for (const child of node.children.toReversed()) stack.push({ node: child, inHead });
  }
  const [first] = rows;
  if (first === undefined || first.children.length === 0) return undefined;
  if (!isHeaded) rows.unshift({ ...first, children: first.children.map((cell) => ({ ...cell, children: [] })) });
  return { type: "table", align: [], children: rows, ...placeOf(table) };
}

function cellsIn(row: Jsx): readonly Jsx[] {
  return row.children.flatMap((child: Nodes): readonly Jsx[] => {
    if (isJsx(child)) return CELL.test(child.name ?? "") ? [child] : [];
    return child.type === "paragraph" ? child.children.filter((one) => isJsx(one)) : [];
  });
}
