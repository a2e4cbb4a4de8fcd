// Lays what the tables of a section say over the type that its samples show.
import type { FieldRow, FieldTable, Footnote } from "../reference/reference.ts";
import { type Finding, type Position, report } from "../source/finding.ts";
import { suggest } from "../source/suggest.ts";
import { describeType } from "./describe-type.ts";
import { applyProse, isElsewhere } from "./apply-prose.ts";
import { opened, mapParts, memberNamesIn, partsOf } from "./types/walk.ts";
import {
  addField,
  type Change,
  changeField,
  fieldsAt,
  fieldsOn,
  leadsSomewhere,
  onlyPath,
  parsePath,
  pathIn,
} from "./types/path.ts";
import { defined } from "../source/defined.ts";
import type { EnumType, Evidence, Field, Place, Scalar, TypeNode } from "./model.ts";
import { readRow, type RowReading, textsOf } from "./read-row.ts";
import { agree, reconcile, nulled } from "./reconcile-types.ts";
import { reportUnread } from "./report-unread.ts";
import { presenceCellRules, presenceRules } from "./rules/presence.ts";
import type { Catalogue } from "./structures/catalogue.ts";

export interface Applied {
  readonly type: TypeNode;
  readonly findings: readonly Finding[];
}

export interface RowOptions {
  readonly catalogue: Catalogue;
  /** Samples show the type: a member that a table calls required and they lack is a contradiction. */
  readonly sampled: boolean;
  /** Path of the payload in a body, which names of rows may begin with. */
  readonly payload?: string;
  /** Paths begin at the type itself: none is sought further inside. */
  readonly exact?: true;
}

/** More rows than any webhook has fields. */
const MOST_ROWS = 1000;

export function applyRows(
  type: TypeNode,
  tables: readonly FieldTable[],
  footnotes: readonly Footnote[],
  options: RowOptions,
): Applied {
  let current = type;
  const findings: Finding[] = [];
  const documented = tables.flatMap(({ rows }) => rows);
  const all = documented.slice(0, MOST_ROWS);
  const [unread] = documented.slice(MOST_ROWS);
  if (unread !== undefined) findings.push(tooMany(unread, documented.length));
  const last = new Set(all.flatMap(({ names }) => names.map((name) => name.slice(name.lastIndexOf(".") + 1))));
  const unnamed = memberNamesIn(type).filter((name) => !last.has(name));
  const tableOf = new Map(tables.flatMap((table) => table.rows.map((row) => [row, table] as const)));
  const before = new Map<FieldTable | undefined, Map<string, RowReading>>();
  const rowNames = new Set(all.flatMap(({ names }) => names));
  const read: Read[] = [];
  for (const row of all) {
    const homes = row.names.map((name) => homeOf(current, name, options));
    const [home = []] = homes;
    const reading = readRow(row, footnotes, options.catalogue, {
      inner: new Set([...fieldsAt(type, home), ...innerRows(row, rowNames)]),
      isElsewhere: (sentence) => isElsewhere(sentence, type, home, options.payload, (name) => rowNames.has(name)),
    });
    const seen = before.get(tableOf.get(row)) ?? new Map<string, RowReading>();
    before.set(tableOf.get(row), seen);
    findings.push(
      ...reading.unread.filter(({ topic }) => topic !== "shape").map((words) => reportUnread(words, row.names)),
    );
    for (const name of row.names) {
      read.push({ name, row, reading });
      const first = seen.get(name);
      if (first !== undefined) findings.push(repeated(name, row, first));
      const own = isAnyText(name, tables, tableOf.get(row)) ? withOpenValues(reading) : reading;
      const whole = first === undefined ? own : withWordsOf(first, own);
      seen.set(name, whole);
      const applied = applyRow(current, name, row, whole, options, unnamed);
      current = applied.type;
      findings.push(...applied.findings);
    }
  }
  for (const { name, row, reading } of read) {
    const home = homeOf(current, name, options);
    const said = applyProse(
      current,
      textsOf(row, footnotes).map(({ prose }) => prose),
      options.payload,
      home,
    );
    const freed = free(said.type, home, name, reading);
    current = freed.type;
    findings.push(...said.findings, ...freed.findings);
  }
  findings.push(...withoutRows(current, tables, options));
  return { type: current, findings };
}

/** Members that are required by samples alone, though tables that say which are always there have no row for them. */
function withoutRows(type: TypeNode, tables: readonly FieldTable[], { payload }: RowOptions): readonly Finding[] {
  const rows = tables.flatMap((table) => table.rows);
  const [first, second] = rows.filter(({ presence }) => presence !== undefined);
  // One row alone is no table that means to say it of all members.
  if (first === undefined || second === undefined) return [];
  const paths = rows.flatMap(({ names }) => names.map((name) => pathIn(type, name, payload)));
  const holder = payload === undefined ? [] : [parsePath(payload)];
  const known = new Set(
    [...paths, ...holder].flatMap((path) => path.map((_, index) => path.slice(0, index + 1).join("."))),
  );
  const homes = new Map(paths.map((path) => [path.slice(0, -1).join("."), path.slice(0, -1)]));
  const lacking = [...homes.values()].flatMap((home) =>
    fieldsAt(type, home)
      // The name of a row is a path: none could name a member with a dot.
      .filter((name) => !name.includes("."))
      .map((name) => [...home, name])
      .filter((path) => !known.has(path.join(".")) && fieldsOn(type, path).some(isRequired)),
  );
  const names = [...new Set(lacking.map((path) => `"${path.join(".")}"`))];
  const message = `samples show ${names.join(", ")}, and the table, which says what is always there, has no row for it; whether it may be missing is not known, read as required`;
  return names.length === 0 ? [] : [warning("model/member-without-row", message, first.at, first.names.join(", "))];
}

interface Read {
  readonly name: string;
  readonly row: FieldRow;
  readonly reading: RowReading;
}

/** Where the member of a row is, as far as it is known. */
function homeOf(type: TypeNode, name: string, { payload, exact }: RowOptions): readonly string[] {
  const path = pathIn(type, name, payload);
  return leadsSomewhere(type, path) || exact === true ? path : (onlyPath(type, path) ?? path);
}

/** Names of the members inside of a row's that other rows describe. */
function innerRows({ names }: FieldRow, all: ReadonlySet<string>): readonly string[] {
  const [own = ""] = names;
  return [...all].flatMap((name) => (name.startsWith(`${own}.`) ? [name.slice(own.length + 1)] : []));
}

/** Others decide what is in the member; where the words only seem to say so, a finding says that. */
function free(
  type: TypeNode,
  home: readonly string[],
  name: string,
  { free: why, reference, unread }: RowReading,
): Applied {
  if (why === undefined || reference !== undefined) return { type, findings: [] };
  const doubt = unread.find(({ topic }) => topic === "shape");
  let isOpened = false;
  const changed = changeField(type, home, (field) => {
    const wide = doubt === undefined || field.type.kind === "object" ? opened(field.type, why) : field.type;
    isOpened ||= wide !== field.type;
    return wide === field.type ? field : { ...field, type: wide };
  });
  return { type: changed.type, findings: isOpened && doubt !== undefined ? [reportUnread(doubt, [name])] : [] };
}

/** Whether another table, as of another declaration of the webhook, says no more of a member than that it is a string. */
function isAnyText(name: string, tables: readonly FieldTable[], own: FieldTable | undefined): boolean {
  return tables.some(
    (table) =>
      table !== own &&
      table.rows.some(
        ({ names, dataType, notes }) => names.includes(name) && notes === undefined && dataType?.text === "string",
      ),
  );
}

function withOpenValues(reading: RowReading): RowReading {
  return reading.values === undefined ? reading : { ...reading, values: { ...reading.values, open: true } };
}

/** A second row of one table about the same member adds to the first: neither is lost. */
function withWordsOf({ description: first }: RowReading, reading: RowReading): RowReading {
  const words = [first, reading.description].filter((text) => text !== undefined);
  return words.length === 0 ? reading : { ...reading, description: [...new Set(words)].join(" ") };
}

function repeated(name: string, { at }: FieldRow, first: RowReading): Finding {
  const message = `the table tells of "${name}" already at line ${String(first.evidence.at.line)}; what both rows say was read`;
  return warning("model/repeated-row", message, at, name);
}

function tooMany({ at, names }: FieldRow, count: number): Finding {
  const message = `the tables of one webhook hold ${count} rows; the first ${MOST_ROWS} were read, the others from here on were not`;
  return report("error", "model/too-many-rows", message, { at, quote: names.join(", ") });
}

/** @param unnamed members of the samples that no row names */
function applyRow(
  type: TypeNode,
  name: string,
  row: FieldRow,
  reading: RowReading,
  { sampled, payload, exact }: RowOptions,
  unnamed: readonly string[],
): Applied {
  const findings: Finding[] = [];
  const path = pathIn(type, name, payload);
  const lay = (field: Field): Field => {
    const laid = layOver(field, reading);
    findings.push(...contradictions(field, reading, row));
    return laid;
  };
  const direct = changeField(type, path, lay);
  if (direct.changed > 0) return { type: direct.type, findings };
  const deeper = exact === true ? undefined : onlyPath(type, path);
  if (deeper !== undefined) return { type: changeField(type, deeper, lay).type, findings };
  const parent = (exact === true ? undefined : onlyPath(type, path.slice(0, -1))) ?? path.slice(0, -1);
  const isRoot = parent.length === 0;
  const holders = fieldsOn(type, parent);
  const contradicts =
    reading.presence?.effect === "required" &&
    !(isRoot ? [type] : holders.map((holder) => holder.type)).some(isLeftOut) &&
    sampled &&
    (isRoot || holders.some(isSampled));
  const field = fieldOfRow(path.at(-1) ?? name, reading);
  const added = addWithHolders(type, parent, contradicts ? { ...field, presence: "optional" } : field);
  if (contradicts) findings.push(absence(name, row, reading));
  else if (sampled && added.changed > 0) findings.push(withoutSample(name, row, unnamed));
  if (added.changed > 0) return { type: added.type, findings };
  const message = `the table tells of "${name}", but the samples show no object that could hold it; it is not in the model`;
  return { type, findings: [warning("model/row-without-place", message, row.at, name)] };
}

function warning(rule: string, message: string, at: Position | Place, quote: string): Finding {
  return report("warning", rule, message, { at, quote });
}

/** A path may lead through objects that no sample shows: they may be missing, and hold what the path names. */
function addWithHolders(type: TypeNode, path: readonly string[], field: Field): Change {
  const added = addField(type, path, field);
  const [holder] = path.slice(-1);
  if (added.changed > 0 || holder === undefined || leadsSomewhere(type, path)) return added;
  const evidence = field.evidence.slice(0, 1);
  return addWithHolders(type, path.slice(0, -1), {
    name: holder,
    type: { kind: "object", fields: [field], open: true, evidence },
    presence: "optional",
    evidence,
  });
}

function isRequired({ presence }: Field): boolean {
  return presence === "required";
}

/** Whether the samples say of an object that members are left out: `"data": {...}`. */
function isLeftOut(type: TypeNode): boolean {
  return type.kind === "array" ? isLeftOut(type.items) : type.kind === "object" && type.open === true;
}

/** Whether a sample shows it. */
function isSampled({ evidence }: Field): boolean {
  return evidence.some(({ kind }) => kind === "sample");
}

function absence(name: string, { at }: FieldRow, { presence }: RowReading): Finding {
  const message = `the table says that "${name}" is always there, but no sample shows it; the samples won, it was read as optional`;
  return warning("model/presence-contradiction", message, at, presence?.evidence.quote ?? name);
}

/** A name near that of a member which no row names may be misspelt: then it is a warning. */
function withoutSample(name: string, { at }: FieldRow, unnamed: readonly string[]): Finding {
  const [near] = suggest(name.split(".").at(-1) ?? name, unnamed);
  const meant = near === undefined ? "" : `; did it mean "${near}", which no row tells of?`;
  const message = `no sample shows "${name}", of which the table tells; it was added as a member that may be missing${meant}`;
  const severity = near === undefined ? "info" : "warning";
  return report(severity, "model/row-without-sample", message, { at, quote: name }, near);
}

/** Of a cell that names several types, the one that the notes show by an example. */
function documentedType({ dataType, noted }: RowReading): TypeNode | undefined {
  if (dataType?.kind !== "union" || noted === undefined) return dataType;
  return dataType.variants.some(({ kind }) => kind === noted.kind) ? noted : dataType;
}

/** A member that only the table knows: optional, since no sample shows it. */
function fieldOfRow(name: string, reading: RowReading): Field {
  const { values, reference, members, noted, presence } = reading;
  const documented = documentedType(reading);
  const listed =
    documented === undefined || documented.kind === "union" ? values : values && constrain(documented, values);
  const type = listed ?? reference ?? members ?? documented ?? noted ?? { kind: "any" };
  const effect = presence?.effect ?? "optional";
  return {
    name,
    type: nulled(type, reading.nullable),
    presence: effect,
    ...wordsOf(reading),
    evidence: whyOf(reading),
  };
}

function layOver(field: Field, reading: RowReading): Field {
  return {
    ...field,
    type: nulled(refine(field.type, reading), reading.nullable),
    presence: reading.presence?.effect === "optional" ? "optional" : field.presence,
    ...wordsOf(reading),
    evidence: [...field.evidence, ...whyOf(reading)],
  };
}

function wordsOf({ description, deprecated }: RowReading): Pick<Field, "description" | "deprecated"> {
  return defined({ description, deprecated: deprecated === undefined ? undefined : true });
}

function whyOf({ evidence, presence, deprecated }: RowReading): readonly Evidence[] {
  return [evidence, presence?.evidence, deprecated].filter((why) => why !== undefined);
}

/** That a member may be null is kept whatever else is said of it. */
function refine(type: TypeNode, reading: RowReading): TypeNode {
  const refined = refineShape(type, reading);
  return type.nullable === true && refined.nullable !== true ? { ...refined, nullable: true } : refined;
}

function refineShape(type: TypeNode, reading: RowReading): TypeNode {
  const { values, reference, noted, members } = reading;
  const documented = documentedType(reading) ?? (type.kind === "any" ? noted : undefined);
  const typed = documented === undefined ? type : reconcile(type, documented);
  if (members !== undefined && holdsObjects(typed)) return withMembers(typed, members);
  if (values !== undefined) return constrain(typed, values);
  return reference === undefined ? typed : refer(typed, reference);
}

function refer(type: TypeNode, reference: TypeNode): TypeNode {
  const why = [...(type.evidence ?? []), ...(reference.evidence ?? [])];
  if (type.kind === "object" && reference.kind === "reference") {
    return type.fields.length === 0
      ? { ...reference, evidence: why }
      : { ...type, structure: reference.name, evidence: why };
  }
  if (type.kind === "object" && reference.kind === "union" && type.fields.length === 0) {
    return { ...reference, evidence: why };
  }
  if (type.kind === "array" && reference.kind === "reference" && isObjects(type.items)) {
    return { ...type, items: reference, evidence: why };
  }
  if (type.kind === "array" && reference.kind === "array") {
    return type.items.kind === "any" || (isObjects(type.items) && reference.items.kind === "reference")
      ? { ...reference, evidence: why }
      : type;
  }
  return type.kind === "any" ? { ...reference, evidence: why } : type;
}

function holdsObjects(type: TypeNode): boolean {
  return type.kind === "object" || (type.kind !== "map" && partsOf(type).some((part) => holdsObjects(part.type)));
}

function isObjects(type: TypeNode): boolean {
  return type.kind === "object" || (type.kind === "union" && type.variants.every(isObjects));
}

/** Members that a note lists: those that the samples lack, and those that it calls optional, are. */
function withMembers(type: TypeNode, members: TypeNode): TypeNode {
  if (type.kind === "array") return mapParts(type, (part) => withMembers(part, members));
  if (type.kind === "union")
    return mapParts(type, (part) =>
      part.kind === "object" && part.fields.length === 0 ? part : withMembers(part, members),
    );
  const listed = members.kind === "array" ? members.items : members;
  if (type.kind !== "object" || listed.kind !== "object") return type;
  const names = new Set(type.fields.map(({ name }) => name));
  const optional = new Map(
    listed.fields.filter(({ presence }) => presence === "optional").map((one) => [one.name, one]),
  );
  const fields = type.fields.map((field): Field => {
    const said = optional.get(field.name);
    return said === undefined
      ? field
      : { ...field, presence: "optional", evidence: [...field.evidence, ...said.evidence] };
  });
  const more = listed.fields
    .filter(({ name }) => !names.has(name))
    .map((field): Field => ({ ...field, presence: "optional" }));
  return { ...type, fields: [...fields, ...more] };
}

/** A list of values narrows scalars of its kind, and the items of an array of such; on another type it stays a description. */
function constrain(type: TypeNode, listed: EnumType): TypeNode {
  if (type.kind === "array") {
    const items = type.items.kind === "any" ? type.items : constrain(type.items, listed);
    return items === type.items ? type : { ...type, items: { ...items, evidence: listed.evidence ?? [] } };
  }
  const why = [...(type.evidence ?? []), ...(listed.evidence ?? [])];
  const isNumber = type.kind === "integer" || type.kind === "number";
  if (!isNumber && type.kind !== "string" && type.kind !== "any" && type.kind !== "boolean") return type;
  const values: EnumType = {
    ...listed,
    values: listed.values.map((one) => ({ ...one, value: spelled(one.value, type.kind) })),
    evidence: why,
  };
  const kinds = new Set(values.values.map(({ value }) => typeof value));
  if (type.kind === "string" || type.kind === "any") return values;
  if (isNumber) return kinds.size === 1 && kinds.has("number") ? values : type;
  return kinds.size === 1 && kinds.has("boolean") ? { ...type, evidence: why } : type;
}

/** Digits, `true` and `false` in a list are what they look like or a string, as the member is one. */
function spelled(value: Scalar, kind: TypeNode["kind"]): Scalar {
  if (kind === "string") return value === null ? value : String(value);
  const isWritten = (kind === "integer" || kind === "number") && typeof value === "string";
  return isWritten && /^-?\d{1,15}(?:\.\d{1,10})?$/.test(value) ? Number(value) : value;
}

/** Strings that samples show of a member. */
function stringsShown({ evidence }: Field): readonly Evidence[] {
  return evidence.filter(({ kind, rule, quote }) => kind === "sample" && rule === "member" && quote.startsWith('"'));
}

function contradictions(field: Field, reading: RowReading, row: FieldRow): readonly Finding[] {
  const { name, type, presence, evidence } = field;
  const { values, presence: said, dataType } = reading;
  const found: Finding[] = [];
  if (dataType !== undefined && !agree(type, dataType)) {
    const message = `the type of "${name}" is ${describeType(dataType)} in the table and ${describeType(type)} in the samples; read as either`;
    found.push(warning("model/type-contradiction", message, row.dataType?.at ?? row.at, row.dataType?.text ?? name));
  }
  const allowed = values?.values.map(({ value }) => spelled(value, type.kind)) ?? [];
  const isClosed = values !== undefined && values.open !== true && type.kind === "string";
  for (const { quote, at } of isClosed ? stringsShown(field) : []) {
    const value = quote.replace(/^"|"$/g, "");
    if (allowed.includes(value)) continue;
    const message = `the sample shows "${value}" for "${name}", which is not among the ${String(allowed.length)} values the page lists; the list was kept as one that may hold others`;
    found.push(warning("model/value-not-listed", message, at, quote));
  }
  if (said?.effect === "required" && presence === "optional") {
    const message = `the table says that "${name}" is always there, but ${saidOptional(evidence)}, it was read as optional`;
    found.push(warning("model/presence-contradiction", message, row.at, said.evidence.quote));
  }
  return found;
}

/** What made a member optional before a row says the contrary: another row of it, or the samples. */
function saidOptional(evidence: readonly Evidence[]): string {
  const row = evidence.find(
    ({ kind, rule }) =>
      (kind === "table" || kind === "footnote") &&
      [...presenceRules, ...presenceCellRules].some(({ id, effect }) => id === rule && effect === "optional"),
  );
  return row === undefined
    ? "a sample lacks it or marks it optional; the sample won"
    : `"${row.quote}" at line ${String(row.at.line)} says that it may be missing; the more careful words won`;
}
