// Holds the type that a table gives a member against the one that samples show.
import type { TypeNode, Evidence, Field } from "./model.ts";
import type { FieldTable, Footnote } from "../reference/reference.ts";
import type { Finding } from "../source/finding.ts";
import type { Applied } from "./apply-rows.ts";
import { changeField, parsePath } from "./types/path.ts";
import { opened } from "./types/walk.ts";
import { readRow, type RowReading } from "./read-row.ts";
import { reportUnread } from "./report-unread.ts";

/** Where they agree, the one that says more; else either of them. */
export function reconcile(shown: TypeNode, documented: TypeNode): TypeNode {
  const why = [...(shown.evidence ?? []), ...(documented.evidence ?? [])];
  if (shown.kind === "any") return { ...documented, evidence: why };
  const said = documented.evidence === undefined ? shown : { ...shown, evidence: why };
  if (said.kind === "integer" && documented.kind === "number") return { ...said, kind: "number" };
  if (agree(shown, documented)) return refined(said, documented);
  const variants = shown.kind === "union" && shown.discriminator === undefined ? shown.variants : [shown];
  return { kind: "union", variants: [...variants, documented], evidence: why };
}

/** What samples show, with what only the words know: the items of an empty list, the values of an empty map, other types it may have. */
function refined(shown: TypeNode, documented: TypeNode): TypeNode {
  if (shown.kind === "array" && documented.kind === "array")
    return { ...shown, items: shown.items.kind === "any" ? documented.items : refined(shown.items, documented.items) };
  if (shown.kind === "object" && shown.fields.length === 0 && documented.kind === "map") return documented;
  const isCertain = documented.evidence?.some(({ rule }) => rule === EITHER) !== true;
  if (documented.kind !== "union" || !isCertain || shown.kind === "union" || shown.kind === "null") return shown;
  const others = documented.variants.filter((variant) => !agree(shown, variant));
  const own = documented.variants.find((variant) => agree(shown, variant)) ?? shown;
  const fitting = refined(shown, own);
  return others.length === 0 ? fitting : { ...documented, variants: [fitting, ...others] };
}

/** Words that name one of two types, of which samples show the right one. */
const EITHER = "timestamp";

export function agree(shown: TypeNode, documented: TypeNode): boolean {
  if (shown.kind === "any" || documented.kind === "any" || shown.kind === "null") return true;
  if (documented.kind === "union") return documented.variants.some((variant) => agree(shown, variant));
  if (shown.kind === "union") return shown.variants.some((variant) => agree(variant, documented));
  if (shown.kind === "array" && documented.kind === "array") return agree(shown.items, documented.items);
  return familyOf(shown) === familyOf(documented);
}

/** A number whose sample is whole may be called an integer or a number. */
function familyOf(type: TypeNode): string {
  switch (type.kind) {
    case "integer":
      return "number";
    case "literal":
      return typeof type.value;
    case "enum":
      return typeof type.values[0]?.value;
    case "map":
    case "reference":
      return "object";
    default:
      return type.kind;
  }
}

export function nulled(type: TypeNode, why: Evidence | undefined): TypeNode {
  return why === undefined ? type : { ...type, nullable: true, evidence: [...(type.evidence ?? []), why] };
}

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
    const take = (field: Field): Field => {
      const taken = takeOver(field, reading);
      return taken === field.type ? field : { ...field, type: taken, evidence: [...field.evidence, reading.evidence] };
    };
    const unread = reading.unread.filter(({ topic }) => topic === "values" || topic === "more-values");
    findings.push(...unread.map((words) => reportUnread(words, row.names)));
    for (const name of row.names) current = changeField(current, parsePath(name), take).type;
  }
  return { type: current, findings };
}

function takeOver(
  field: Field,
  { values, members, dataType: documented, noted, free, reference, unread }: RowReading,
): TypeNode {
  const { type } = field;
  const isSure = free !== undefined && reference === undefined && unread.every(({ topic }) => topic !== "shape");
  if (isSure && type.kind === "object") return opened(type, free);
  const dataType = documented ?? noted;
  if (values !== undefined && (type.kind === "string" || type.kind === "any")) {
    const listed = values.values.map(({ value }) => value);
    const shown = field.evidence.filter(({ kind, quote }) => kind === "sample" && quote.startsWith('"'));
    return shown.every(({ quote }) => listed.includes(quote.slice(1, -1))) ? values : type;
  }
  if (members !== undefined) return typeMembers(type, members);
  if (type.kind === "any" && dataType !== undefined && dataType.kind !== "object" && dataType.kind !== "array")
    return dataType;
  return type;
}

/** Types for members that are known but untyped. */
function typeMembers(type: TypeNode, members: TypeNode): TypeNode {
  if (type.kind === "array")
    return { ...type, items: typeMembers(type.items, members.kind === "array" ? members.items : members) };
  const listed = members.kind === "array" ? members.items : members;
  if (type.kind !== "object" || listed.kind !== "object") return type;
  const types = new Map(listed.fields.map((field) => [field.name, field.type]));
  const typed = (field: Field): Field => ({ ...field, type: types.get(field.name) ?? field.type });
  return { ...type, fields: type.fields.map((field) => (field.type.kind === "any" ? typed(field) : field)) };
}
