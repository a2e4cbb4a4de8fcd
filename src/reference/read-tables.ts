// Reads the tables of a section by what their cells say: specifics (labelled rows) or fields (labelled columns).
import type { Table, TableRow } from "mdast";
import { positionOf } from "../formats/document.ts";
import { defined } from "../source/defined.ts";
import type { CoverageKeeper } from "./keep-coverage.ts";
import { type ColumnRole, columnRole, rowRole } from "./labels.ts";
import { markerBehind, noteReference } from "./read-footnote.ts";
import { splitCell, INDENT, nesting, readPushEquivalents, readValueTable } from "./cell-rows.ts";
import { hasNameColumn, readActions } from "./action-row.ts";
import { isWireSpelled } from "./anatomy/name-rules.ts";
import { markedOf, readProse } from "./read-prose.ts";
import type { FieldRow, FieldTable, Prose, Specifics } from "./reference.ts";

interface Row {
  readonly node: TableRow;
  readonly cells: readonly Prose[];
}

export type TableReading =
  | { readonly kind: "specifics"; readonly specifics: Specifics }
  | { readonly kind: "fields"; readonly table: FieldTable }
  | { readonly kind: "other" };

/** Books every row: consumed, or unread with a finding. */
export function readTable(
  file: string,
  node: Table,
  heading: string | undefined,
  coverage: CoverageKeeper,
  keys: ReadonlySet<string> = new Set(),
): TableReading {
  const all = node.children.map((row) => ({ node: row, cells: row.children.map((cell) => readProse(file, cell)) }));
  const rows = all.slice(headerAt(all));
  for (const { node: row, cells } of all.slice(0, all.length - rows.length)) {
    const title = cells
      .map(({ text }) => text)
      .join(" ")
      .trim();
    const rule = title === "" ? "empty-row" : "title-row";
    coverage.ignore("row", rule, { text: title, at: positionOf(file, row) });
  }
  if (
    !hasNameColumn(node) &&
    rows.some(({ cells }) => cells[0] !== undefined && rowRole(cells[0].text) !== undefined)
  ) {
    return { kind: "specifics", specifics: readSpecifics(file, node, rows, coverage) };
  }
  const columns = columnsOf(rows[0]);
  const listed = columns.includes("name")
    ? undefined
    : readValueTable(
        rows.map(({ cells }) => cells),
        heading,
        keys,
      );
  if (listed !== undefined) {
    coverage.consume("row", rows.length);
    return {
      kind: "fields",
      table: { ...defined({ heading }), rows: [listed], at: positionOf(file, node) },
    };
  }
  if (columns.includes("name"))
    return { kind: "fields", table: readFields(file, node, heading, rows, columns, coverage) };
  if (looksLikeFields(rows, keys)) {
    const [head] = rows;
    if (head !== undefined) reportHeader(file, head, coverage);
    const guessed = guessColumns(rows);
    return { kind: "fields", table: readFields(file, node, heading, rows, guessed, coverage) };
  }
  return { kind: "other" };
}

/** The first row, or the next one of labels alone where nothing but a title is above it. */
function headerAt(rows: readonly Row[]): number {
  const isTitle = ({ cells }: Row): boolean => cells.filter(({ text }) => text !== "").length <= 1;
  const first = rows.findIndex((row) => !isTitle(row));
  const labels = (rows[first]?.cells ?? [])
    .filter(({ text }) => text !== "")
    .map(({ text, codes }) => (codes.length === 0 ? columnRole(text) : undefined));
  return first > 0 && labels.includes("name") && !labels.includes(undefined) ? first : 0;
}

function readSpecifics(file: string, node: Table, rows: readonly Row[], coverage: CoverageKeeper): Specifics {
  let specifics: Specifics = { at: positionOf(file, node) };
  for (const { node: row, cells } of rows) {
    const [label, value] = cells;
    if (label === undefined || cells.every(({ text }) => text === "")) {
      coverage.ignore("row", "empty-row", { text: "", at: positionOf(file, row) });
      continue;
    }
    const role = rowRole(label.text);
    if (role === "action" && value !== undefined && value.text !== "") {
      const [first, ...others] = readActions(value).map((action) => ({ value: action, at: value.at }));
      if (specifics.action === undefined && first !== undefined) specifics = { ...specifics, action: first };
      else if (first !== undefined) others.unshift(first);
      if (others.length > 0) specifics = { ...specifics, others: [...(specifics.others ?? []), ...others] };
      coverage.consume("row");
    } else if (role === "push-equivalent") {
      specifics = { ...specifics, pushEquivalents: value === undefined ? [] : readPushEquivalents(value) };
      coverage.consume("row");
    } else {
      const said = { text: cells.map(({ text }) => text).join(" | "), at: positionOf(file, row) };
      coverage.unread("row", "reference/unread-row", said, `no meaning is known for the row "${label.text}"`);
    }
  }
  return specifics;
}

function columnsOf(head: Row | undefined): readonly (ColumnRole | undefined)[] {
  const labelled = (head?.cells ?? []).map(({ text }) => columnRole(text));
  if (!labelled.includes("name")) return labelled;
  const free = labelled.indexOf(undefined);
  const onlyOneFree = free >= 0 && !labelled.includes(undefined, free + 1);
  if (!onlyOneFree || labelled.includes("notes") || head?.cells[free]?.text !== "") return labelled;
  return labelled.map((role) => role ?? "notes");
}

function guessColumns(rows: readonly Row[]): readonly (ColumnRole | undefined)[] {
  const labelled = (rows[0]?.cells ?? []).map(({ text }) => columnRole(text));
  return labelled.map((role, index) =>
    index === 0 ? "name" : (role ?? (labelled.includes("notes") ? undefined : "notes")),
  );
}

/** A name or a path: `a.b`, `a[].b`, `a[][b]`, `a[b][c]`, `a.*`, `a.{name}`. */
const IDENTIFIER =
  /^[A-Za-z_$@][\w$-]*(?:\.[\w$-]+|\[[\w$-]*\]|\.\*|\.?(?:\{[\w -]{1,60}\}|<[\w -]{1,60}>|\[[^[\]\s]{1,60}\]))*\[?\]?$/;

/** Where samples show members, one at least of them is named. */
function looksLikeFields(rows: readonly Row[], keys: ReadonlySet<string>): boolean {
  const names = rows.slice(1).map(({ cells }) => (cells[0] === undefined ? [] : namesIn(cells[0]).names));
  const isShown = keys.size === 0 || names.flat().some((name) => keys.has(name.split(".").at(-1) ?? name));
  return rows.length > 1 && isShown && names.every((own) => own.length > 0);
}

function reportHeader(file: string, { node, cells }: Row, coverage: CoverageKeeper): void {
  const quote = cells.map(({ text }) => text).join(" | ");
  const message = "no column of this table is labelled as a field's name; its first column was read as that";
  const at = positionOf(file, node);
  coverage.report("warning", "reference/table-header", message, { at, quote }, "Field | Notes");
}

function readFields(
  file: string,
  node: Table,
  heading: string | undefined,
  rows: readonly Row[],
  columns: readonly (ColumnRole | undefined)[],
  coverage: CoverageKeeper,
): FieldTable {
  const head = rows[0];
  const matrix = matrixOf(rows, columns);
  if (head !== undefined) {
    coverage.consume("row");
    head.cells.forEach((cell, index) => {
      if (matrix.has(index)) return;
      if (cell.text === "" && rows.every(({ cells }) => (cells[index]?.text ?? "") === "")) return;
      if (columns[index] !== undefined && (columnRole(cell.text) !== undefined || cell.text === "" || index === 0))
        return;
      const fix = columns[index] === "notes" ? "Notes" : undefined;
      const { text: quote, at } = cell;
      const effect = fix === undefined ? "it was not read" : "it was read as notes";
      const message = `no meaning is known for the column "${quote}"; ${effect}`;
      coverage.report("warning", "reference/table-column", message, { at, quote }, fix);
    });
  }
  const read: FieldRow[] = [];
  const nest = nesting();
  const labelled = labeller(rows, columns);
  for (const row of rows.slice(1)) {
    const plain = readFieldRow(file, row, columns, labelled, coverage);
    const sent = [...matrix].filter(([index]) => PRESENT.test(row.cells[index]?.text ?? "")).map(([, name]) => name);
    const found =
      plain === undefined || sent.length === matrix.size
        ? plain
        : { ...plain, webhooks: [...(plain.webhooks ?? []), ...sent] };
    const cell = row.node.children[columns.indexOf("name")];
    if (found !== undefined)
      read.push(...splitCell({ ...found, names: cell === undefined ? found.names : nest(cell, found.names) }));
  }
  return { ...defined({ heading, isFlat: node.data?.isFlat }), rows: read, at: positionOf(file, node) };
}

/** Labels that say what a mark below them means, and an empty cell: "Optional" above "✓". */
const MARKED = /^(optional|(?:can|may) be (?:missing|absent|omitted)|req|required|mandatory)\??$/i;

/** What turns a cell of the column of presence, where that holds marks alone, into words with its label: "Optional: ✓". */
function labeller(
  rows: readonly Row[],
  columns: readonly (ColumnRole | undefined)[],
): ((mark: string) => string | undefined) | undefined {
  const [head, ...body] = rows;
  const index = columns.indexOf("presence");
  const [, label] = MARKED.exec(head?.cells[index]?.text.trim() ?? "") ?? [];
  if (label === undefined) return undefined;
  const marks = body.map(({ cells }) => cells[index]?.text.trim() ?? "");
  // A cross is a yes where nothing else marks a cell, and a no beside another mark.
  const isCrossed = marks.every((mark) => mark === "" || CROSS.test(mark));
  const isYes = (mark: string): boolean =>
    (isCrossed ? CROSS : YES).test(mark) || mark.toLowerCase() === label.toLowerCase();
  const isMarked = marks.every((mark) => isYes(mark) || ABSENT.test(mark) || CROSS.test(mark));
  // Where nothing but "no" is said, an empty cell may be either.
  if (!isMarked || (marks.includes("") && !marks.some(isYes))) return undefined;
  // Below "Required" a yes or a no says by itself whether a member is there.
  const isPlain = !isCrossed && /^(?:req|mandatory)/i.test(label);
  return (mark) => (isPlain && mark !== "" ? undefined : `${label}: ${isYes(mark) ? "yes" : "no"}`);
}

const CROSS = /^x$/i;
const YES = /^(?:[✓✔✅☑●•]|y|yes|true)[\u{fe0f}]?$/iu;
const PRESENT = /^(?:[✓✔✅☑●•]|x|yes|true|always|required|optional|sometimes)[\u{fe0f}]?$/iu;
const ABSENT = /^(?:[✗✘❌–—-]|no|false|never)?[\u{fe0f}]?$/iu;

/** Columns that say of each member whether it is sent with the webhook that names the column. */
function matrixOf(rows: readonly Row[], columns: readonly (ColumnRole | undefined)[]): ReadonlyMap<number, string> {
  const [head, ...body] = rows;
  const marks = (head?.cells ?? []).flatMap(({ text, codes: [name = text] }, index): readonly [number, string][] => {
    const texts = body.map(({ cells }) => cells[index]?.text.trim() ?? "");
    const isMarks =
      texts.every((mark) => PRESENT.test(mark) || ABSENT.test(mark)) && texts.some((mark) => PRESENT.test(mark));
    return columns[index] === undefined && isWireSpelled(name) && isMarks ? [[index, name]] : [];
  });
  return new Map(marks);
}

function readFieldRow(
  file: string,
  { node, cells }: Row,
  columns: readonly (ColumnRole | undefined)[],
  labelled: ((mark: string) => string | undefined) | undefined,
  coverage: CoverageKeeper,
): FieldRow | undefined {
  const at = positionOf(file, node);
  if (cells.every(({ text }) => text === "")) {
    coverage.ignore("row", "empty-row", { text: "", at });
    return undefined;
  }
  const cellOf = (role: ColumnRole): Prose | undefined => {
    const cell = cells[columns.indexOf(role)];
    return columns.includes(role) && cell !== undefined && cell.text !== "" ? cell : undefined;
  };
  const nameCell = cellOf("name");
  const {
    names,
    marker = noteReference(node),
    beside,
  }: NameCell = nameCell === undefined ? { names: [] } : namesIn(nameCell);
  if (names.length === 0) {
    const said = { text: cells.map(({ text }) => text).join(" | "), at };
    coverage.unread("row", "reference/unread-row", said, "this row of a table of fields names no field");
    return undefined;
  }
  for (const beyond of cells.slice(columns.length)) {
    if (beyond.text === "") continue;
    coverage.unread("row", "reference/unread-cell", beyond, "this cell stands beyond the table's columns");
  }
  coverage.consume("row");
  const mark = cells[columns.indexOf("presence")];
  const said = mark === undefined ? undefined : labelled?.(mark.text.trim());
  const presence = mark === undefined || said === undefined ? cellOf("presence") : { ...mark, text: said };
  const nullable = cellOf("nullable");
  const dataType = cellOf("type");
  const values = cellOf("values");
  const notes = withValues(cellOf("notes"), {
    ...{ Default: cellOf("default"), Example: cellOf("example") },
    ...{ Nullable: nullable !== undefined && ABSENT.test(nullable.text) ? undefined : nullable },
    [(values?.codes.length ?? 0) > 0 ? "Possible values" : ""]: values,
  });
  const webhooks = webhooksIn(cellOf("webhooks"));
  return {
    names,
    at,
    ...defined({
      ...{ webhooks, marker },
      beside: beside === undefined ? undefined : { text: beside, codes: [], links: [], at: nameCell?.at ?? at },
      ...{ presence, dataType, notes, struck: nameCell?.struck },
    }),
  };
}

const NO_VALUE = /^(?:[-–—]|n\/?a|none)?$/i;

/** The note with a sentence for each cell that holds a value of the member. */
function withValues(notes: Prose | undefined, cells: Readonly<Record<string, Prose | undefined>>): Prose | undefined {
  return Object.entries(cells).reduce((said, [label, cell]) => {
    if (cell === undefined || NO_VALUE.test(cell.text)) return said;
    const sentenceOf = (words: string): string => `${label === "" ? "" : `${label}: `}${words.replace(/\s+/g, " ")}`;
    const own = { text: sentenceOf(cell.text), marked: sentenceOf(markedOf(cell)) };
    if (said === undefined) return { ...own, codes: [], links: [], at: cell.at };
    const parted = (before: string, after: string): string => `${before.replace(/(?<=[^.!?])$/, ".")}\n${after}`;
    return { ...said, text: parted(said.text, own.text), marked: parted(markedOf(said), own.marked) };
  }, notes);
}

/** The names in a cell that says where a member is sent; undefined where that is everywhere. */
function webhooksIn(cell: Prose | undefined): readonly string[] | undefined {
  if (cell === undefined || /^(?:all|any|every|each|both|\*)\b/i.test(cell.text)) return undefined;
  const names = cell.codes.length > 0 ? cell.codes : cell.text.split(/,|;|\band\b|\n/).map((name) => name.trim());
  return names.filter((name) => name !== "");
}

interface NameCell {
  readonly names: readonly string[];
  readonly marker?: string;
  /** Words beside the names. */
  readonly beside?: string;
}

const MARKERS = /(?:\*{1,4}|[†‡]|[¹²³⁴⁵⁶⁷⁸⁹])(?=\s|$)/g;

/** Words that are beside a name without code spans or parentheses. */
const BESIDE_NAME =
  /\b(?:optional|required|nullable|deprecated)\b|^(?:(?:array|list) of )?(?:string|integer|number|boolean|object|array|float|date|datetime|timestamp|uuid)s?(?:\[\])?$/i;

/** Field names of a cell, from its code spans or its words, the footnote marker behind them, and what else is there. */
function namesIn(cell: Prose): NameCell {
  return withoutOptionalMark(namesAsShown(cell));
}

function namesAsShown(cell: Prose): NameCell {
  const { bare: before, marker } = markerBehind(cell);
  const bare = before.replace(INDENT, "");
  const rest = marker === undefined ? {} : { marker };
  if (cell.codes.length > 0) {
    const beside = markedOf(cell)
      .replace(INDENT, "")
      .split(/`[^`]*`/)
      .map((words) => markerBehind({ text: words.replaceAll(MARKERS, " "), codes: [] }).bare.trim())
      .filter((words) => !/^(?:[,/&+]? ?(?:and|or)?)$/i.test(words))
      .join(" ");
    return { names: identifiers(cell.codes), ...rest, ...(beside === "" ? {} : { beside }) };
  }
  const names = identifiers(bare.split(","));
  const [, name = "", beside = ""] = /^(\S+)\s+([^]*)$/.exec(bare) ?? [];
  const isBeside = /^\([^()]*\)$/.test(beside) || BESIDE_NAME.test(beside);
  if (names.length > 0 || !isBeside || !IDENTIFIER.test(name)) return { names, ...rest };
  return { names: [name], ...rest, beside };
}

/** A question mark behind a name says that the member may be missing. */
function withoutOptionalMark(cell: NameCell): NameCell {
  const { names, beside } = cell;
  if (!names.some((name) => name.endsWith("?"))) return cell;
  return {
    ...cell,
    names: names.map((name) => name.replace(/\?$/, "")),
    beside: `optional${beside === undefined ? "" : ` ${beside}`}`,
  };
}

function identifiers(parts: readonly string[]): readonly string[] {
  const names = parts.map((part) => part.trim());
  return names.every((name) => IDENTIFIER.test(name.replace(/\?$/, ""))) ? names : [];
}
