// Takes over from tables of values that are sent what holds for values that arrive as well: lists of values, types, inner members.
import type { FieldTable, Footnote } from "../../reference/reference.ts";
import type { Finding } from "../../source/finding.ts";
import type { Applied } from "../apply-rows.ts";
import { changeField, parsePath } from "../types/path.ts";
import type { Evidence, Field, TypeNode } from "../model.ts";
import { readRow, type RowReading } from "../read-row.ts";
import { reportUnread } from "../report-unread.ts";

/** Presence, null and wording of a request say nothing of a response: fields that only a request knows are left out. */
export function applyRequestRows(
  type: TypeNode,
  request: readonly FieldTable[],
  footnotes: readonly Footnote[],
): Applied {
  let current = type;
  const findings: Finding[] = [];
  for (const row of request.flatMap(({ rows }) => rows)) {
    const reading = readRow(row, footnotes);
    const unread = reading.unread.filter(({ topic }) => topic === "values" || topic === "more-values");
    findings.push(...unread.map((words) => reportUnread(words, row.names)));
    for (const name of row.names) {
      current = changeField(current, parsePath(name), (field): Field => {
        const taken = takeOver(field, reading);
        return taken === field.type
          ? field
          : { ...field, type: taken, evidence: [...field.evidence, reading.evidence] };
      }).type;
    }
  }
  return { type: current, findings };
}

function takeOver(field: Field, { values, members, dataType: told, noted }: RowReading): TypeNode {
  const { type } = field;
  const dataType = told ?? noted;
  if (values !== undefined && (type.kind === "string" || type.kind === "any")) {
    const listed = values.values.map(({ value }) => value);
    return shownIn(field.evidence).every((value) => listed.includes(value)) ? values : type;
  }
  if (members !== undefined) return typeMembers(type, members);
  if (type.kind === "any" && dataType !== undefined && dataType.kind !== "object" && dataType.kind !== "array")
    return dataType;
  return type;
}

function shownIn(all: readonly Evidence[]): readonly string[] {
  return all
    .filter(({ kind, quote }) => kind === "sample" && quote.startsWith('"'))
    .map(({ quote }) => quote.slice(1, -1));
}

/** Types for members that are known but untyped. */
function typeMembers(type: TypeNode, members: TypeNode): TypeNode {
  if (type.kind === "array")
    return { ...type, items: typeMembers(type.items, members.kind === "array" ? members.items : members) };
  const listed = members.kind === "array" ? members.items : members;
  if (type.kind !== "object" || listed.kind !== "object") return type;
  const types = new Map(listed.fields.map((field) => [field.name, field.type]));
  return {
    ...type,
    fields: type.fields.map((field): Field =>
      field.type.kind === "any" ? { ...field, type: types.get(field.name) ?? field.type } : field,
    ),
  };
}
