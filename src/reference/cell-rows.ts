// Reads what single cells and rows say beyond their labels: members below a row, types and members in a note, names of APIs, lists of values.
import type { FieldRow, Prose, PushEquivalentCell } from "./reference.ts";
import { markedOf } from "./read-prose.ts";
import type { TableCell } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { bareHeading, wordsOf } from "./structure-heading.ts";
import { columnRole } from "./labels.ts";
import { defined } from "../source/defined.ts";

/** What is before the name of a member of the row above. */
export const INDENT = /^[\s\u00a0]*(?:(?:[↳└├╰│─→»›]|[-–—>](?=[\s\u00a0]))[\s\u00a0]*)*/;

const NONE = /^(?:[-–—]|none|n\/a)?$/i;

/** Labels that any such table may have: by themselves they name no member. */
const GENERIC = new Set([
  ...["type", "name", "value", "values", "code", "key", "id", "message", "field", "event"],
  ...["payload", "data", "object", "body", "attribute", "property", "parameter"],
]);

const VALUE_LABEL = /^(?:values?|codes?)$/i;

const VALUE = /^[\w.:+-]{1,80}$/;

const TYPE_LINE = /^(?:data ?)?type ?[:=] ?`?([^`\n]{1,80}?)`?[.,;]?$/i;
const MEMBER_LINE = /^`([A-Za-z_$][\w$.-]{0,80})`(?: ?[:–—-] ?(.*))?$/;

interface Part {
  readonly name?: string;
  readonly lines: string[];
  type?: string;
}

/** The row with its type apart, and a row for each member that the cell goes on to describe. */
export function splitCell(row: FieldRow): readonly FieldRow[] {
  const { notes, names, dataType } = row;
  if (notes === undefined) return [row];
  const lines = markedOf(notes)
    .split("\n")
    .map((line) => line.trim());
  if (!lines.some((line) => TYPE_LINE.test(line))) return [row];
  const parts: Part[] = [{ lines: [] }];
  lines.forEach((line, index) => {
    const type = TYPE_LINE.exec(line)?.[1];
    const part = parts.at(-1);
    if (type !== undefined && part !== undefined) {
      part.type ??= type.trim();
      return;
    }
    const member = hasType(lines, index + 1) ? MEMBER_LINE.exec(line) : null;
    if (member?.[1] !== undefined && (part?.type !== undefined || part?.name !== undefined)) {
      parts.push({ name: member[1], lines: member[2] === undefined || member[2] === "" ? [] : [member[2]] });
    } else part?.lines.push(line);
  });
  const [own, ...members] = parts;
  const [parent] = names;
  const split: FieldRow[] = own === undefined ? [row] : [withPart(row, own, notes, dataType)];
  for (const member of parent === undefined ? [] : members) {
    const { at } = row;
    split.push(withPart({ names: [`${parent ?? ""}.${member.name ?? ""}`], at }, member, notes, undefined));
  }
  return split;
}

function hasType(lines: readonly string[], from: number): boolean {
  for (let at = from; at < lines.length && !MEMBER_LINE.test(lines[at] ?? ""); at++)
    if (TYPE_LINE.test(lines[at] ?? "")) return true;
  return false;
}

function withPart(row: FieldRow, { lines, type }: Part, notes: Prose, dataType: Prose | undefined): FieldRow {
  const marked = lines.join("\n").trim();
  const said = (text: string): Prose => ({
    text: text.replaceAll("`", "").replace(/\s+/g, " ").trim(),
    marked: text,
    codes: notes.codes.filter((code) => text.includes(`\`${code}\``)),
    links: notes.links.filter((link) => text.includes(link.text)),
    at: notes.at,
  });
  const { names, at, marker, beside, presence, struck } = row;
  return {
    ...{ names, at },
    ...defined({ marker, beside, presence, struck, dataType: row.dataType }),
    ...(marked === "" ? {} : { notes: said(marked) }),
    ...(dataType !== undefined || type === undefined ? {} : { dataType: said(type) }),
  };
}

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

/** How far in a name begins; a mark counts like a wide space. */
function depthOf(cell: TableCell): number {
  const lead = INDENT.exec(textOf(cell))?.[0] ?? "";
  return lead.replace(/ /g, "").length;
}

export function readPushEquivalents(cell: Prose): readonly PushEquivalentCell[] {
  if (NONE.test(cell.text)) return [];
  const links = cell.links.filter(({ text }) => text !== "").map(({ text, href }) => ({ label: text, href }));
  if (links.length > 0) return links;
  const labels = cell.codes.length > 0 ? cell.codes : namedApis(cell.text);
  return labels.map((label) => ({ label }));
}

/** Stretches that end in the word "API" and hold more than that; the whole text where there is none. */
function namedApis(text: string): readonly string[] {
  const found: string[] = [];
  let end = 0;
  for (const { index } of text.matchAll(/\bAPI\b/g)) {
    const start = end + text.slice(end).search(/\S/);
    if (index <= start) continue;
    end = index + "API".length;
    found.push(text.slice(start, end));
  }
  return found.length === 0 ? [text] : found;
}

/**
 * @param rows cells, the header first
 * @param keys names of members that the section shows or tells of
 */
export function readValueTable(
  rows: readonly (readonly Prose[])[],
  heading: string | undefined,
  keys: ReadonlySet<string>,
): FieldRow | undefined {
  const [head, ...body] = rows;
  if (head === undefined || head.length < 2 || body.length < 2) return undefined;
  const labelled = head.findIndex(({ text }) => VALUE_LABEL.test(text));
  const column = Math.max(0, labelled);
  const label = head[column]?.text ?? "";
  const member =
    memberNamed(wordsOf(label), keys) ?? memberNamed(wordsOf(bareHeading(heading ?? "") ?? heading ?? ""), keys);
  if (
    member === undefined ||
    head.some(({ text }, index) => index !== column && columnRole(text) === "name" && labelled < 0)
  )
    return undefined;
  const values = body.flatMap((cells) => {
    const cell = cells[column];
    const text = cell?.codes[0] ?? cell?.text ?? "";
    return VALUE.test(text) && (cell?.codes.length ?? 0) < 2 ? [text] : [];
  });
  // Where the first column names members, its label is misspelt or missing: a table of fields.
  if (labelled < 0 && values.some((value) => keys.has(value.split(".").at(-1) ?? value))) return undefined;
  const [first] = body;
  const at = first?.[0]?.at;
  if (values.length < body.length || at === undefined) return undefined;
  const text = `enum: ${values.join(", ")}`;
  return { names: [member], at, dataType: { text, codes: [], links: [], at } };
}

/** The longest name whose words the given ones end with: "Message delivery states" names `deliveryState`. */
function memberNamed(words: readonly string[], keys: ReadonlySet<string>): string | undefined {
  const wanted = words.map(singular);
  if (wanted.length === 0 || (wanted.length === 1 && GENERIC.has(wanted[0] ?? ""))) return undefined;
  let best: string | undefined;
  let length = 0;
  for (const key of keys) {
    const own = wordsOf(key).map(singular);
    if (own.length <= length || (own.length === 1 && GENERIC.has(own[0] ?? ""))) continue;
    if (
      own.length <= wanted.length &&
      own.every((word, index) => wanted[wanted.length - own.length + index] === word)
    ) {
      best = key;
      length = own.length;
    }
  }
  return best;
}

function singular(word: string): string {
  return word.replace(/(?<=\w{2})s$/, "").replace(/e$/, "");
}
