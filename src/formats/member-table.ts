// The heading and the table that a page would show of what it says in another way, in the place of what says it.
import type { Heading, Nodes, PhrasingContent, Table, TableRow } from "mdast";
import { placeOf } from "./document.ts";

export interface TabledMember {
  readonly path: string;
  readonly type: string;
  readonly presence: "required" | "optional" | "";
  readonly notes: string | readonly PhrasingContent[];
  /** What describes the member. */
  readonly node: Nodes;
}

export function headingOf(value: string, depth: Heading["depth"], node: Nodes): Heading {
  return { type: "heading", depth, children: [{ type: "text", value, ...placeOf(node) }], ...placeOf(node) };
}

export function tableOf(members: readonly TabledMember[], node: Nodes): Table {
  const head = rowOf(["Field", "Type", "Required", "Description"], node);
  const body = members.map((member) => {
    const path: PhrasingContent = { type: "inlineCode", value: member.path, ...placeOf(member.node) };
    return rowOf([[path], member.type, member.presence, member.notes], member.node);
  });
  return { type: "table", align: [], children: [head, ...body], ...placeOf(node) };
}

function rowOf(cells: readonly (string | readonly PhrasingContent[])[], node: Nodes): TableRow {
  const place = placeOf(node);
  const words = (value: string): PhrasingContent[] => (value === "" ? [] : [{ type: "text", value, ...place }]);
  const children = cells.map((cell): TableRow["children"][number] => ({
    type: "tableCell",
    children: typeof cell === "string" ? words(cell) : [...cell],
    ...place,
  }));
  return { type: "tableRow", children, ...place };
}
