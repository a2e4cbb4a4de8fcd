// Lays what the tables of a section say over the type that its samples show.
import { finding, type Finding } from "../findings/finding.ts";
import type { FieldRow, FieldTable, Footnote } from "../reference/reference.ts";
import { positionFrom } from "./evidence.ts";
import { addField, changeField, parsePath, pathsTo } from "./field-path.ts";
import type { EnumType, Evidence, Field, TypeNode } from "./model.ts";
import { readRow, type RowReading } from "./read-row.ts";

export interface Applied {
  readonly type: TypeNode;
  readonly findings: readonly Finding[];
}

export function applyRows(type: TypeNode, tables: readonly FieldTable[], footnotes: readonly Footnote[]): Applied {
  let current = type;
  const findings: Finding[] = [];
  for (const row of tables.flatMap(({ rows }) => rows)) {
    const reading = readRow(row, footnotes);
    for (const name of row.names) {
      const applied = applyRow(current, name, row, reading);
      current = applied.type;
      findings.push(...applied.findings);
    }
  }
  return { type: current, findings };
}

function applyRow(type: TypeNode, name: string, row: FieldRow, reading: RowReading): Applied {
  const findings: Finding[] = [];
  const path = parsePath(name);
  const lay = (field: Field): Field => {
    const laid = layOver(field, reading);
    findings.push(...contradictions(field, reading, row));
    return laid;
  };
  const direct = changeField(type, path, lay);
  if (direct.changed > 0) return { type: direct.type, findings };
  const [deeper, ...others] = path.length === 1 ? pathsTo(type, name) : [];
  if (deeper !== undefined && others.length === 0) return { type: changeField(type, deeper, lay).type, findings };
  const added = addField(type, path.slice(0, -1), fieldOfRow(path.at(-1) ?? name, reading));
  if (added.changed > 0) return { type: added.type, findings };
  return {
    type,
    findings: [
      finding({
        rule: "model/row-without-place",
        severity: "warning",
        message: `the table tells of "${name}", but the samples show no object that could hold it; it is not in the model`,
        at: row.at,
        quote: name,
      }),
    ],
  };
}

/** A member that only the table knows: optional, since no sample shows it. */
function fieldOfRow(name: string, reading: RowReading): Field {
  return {
    name,
    type: reading.values ?? reading.reference ?? reading.dataType ?? { kind: "any" },
    presence: reading.presence?.effect ?? "optional",
    ...(reading.description === undefined ? {} : { description: reading.description }),
    evidence: [reading.evidence, ...(reading.presence === undefined ? [] : [reading.presence.evidence])],
  };
}

function layOver(field: Field, reading: RowReading): Field {
  const why: Evidence[] = [...field.evidence, reading.evidence];
  if (reading.presence !== undefined) why.push(reading.presence.evidence);
  return {
    ...field,
    type: refine(field.type, reading),
    presence: reading.presence?.effect === "optional" ? "optional" : field.presence,
    ...(reading.description === undefined ? {} : { description: reading.description }),
    evidence: why,
  };
}

function refine(type: TypeNode, { values, reference }: RowReading): TypeNode {
  if (values !== undefined) return constrain(type, values);
  if (reference === undefined) return type;
  const why = [...(type.evidence ?? []), ...(reference.evidence ?? [])];
  if (type.kind === "object" && reference.kind === "reference") {
    return type.fields.length === 0
      ? { ...reference, evidence: why }
      : { ...type, structure: reference.name, evidence: why };
  }
  const untold = type.kind === "any" || (type.kind === "array" && type.items.kind === "any");
  return untold ? { ...reference, evidence: why } : type;
}

/** A list of values narrows strings, and the items of an array of strings; on another type it stays a description. */
function constrain(type: TypeNode, values: EnumType): TypeNode {
  const kinds = new Set(values.values.map(({ value }) => typeof value));
  if (type.kind === "string" || type.kind === "any")
    return { ...values, evidence: [...(type.evidence ?? []), ...(values.evidence ?? [])] };
  if (type.kind === "array" && type.items.kind === "string") return { ...type, items: values };
  if (type.kind === "boolean" && kinds.size === 1 && kinds.has("boolean"))
    return { ...type, evidence: [...(type.evidence ?? []), ...(values.evidence ?? [])] };
  return type;
}

function contradictions(field: Field, { values, presence }: RowReading, row: FieldRow): readonly Finding[] {
  const found: Finding[] = [];
  const allowed = values?.values.map(({ value }) => value) ?? [];
  if (values !== undefined && values.open !== true && field.type.kind === "string") {
    for (const { kind, rule, quote, at } of field.evidence) {
      if (kind !== "sample" || rule !== "member") continue;
      const value = quote.replace(/^"|"$/g, "");
      if (!quote.startsWith('"') || allowed.includes(value)) continue;
      found.push(
        finding({
          rule: "model/value-not-listed",
          severity: "warning",
          message: `the sample shows "${value}" for "${field.name}", which is not among the ${String(allowed.length)} values the page lists; the list was kept`,
          at: positionFrom(at),
          quote,
        }),
      );
    }
  }
  if (presence?.effect === "required" && field.presence === "optional") {
    found.push(
      finding({
        rule: "model/presence-contradiction",
        severity: "warning",
        message: `the table says that "${field.name}" is always there, but a sample lacks it or marks it optional; it was read as optional`,
        at: row.at,
        quote: presence.evidence.quote,
      }),
    );
  }
  return found;
}
