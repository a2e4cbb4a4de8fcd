// Reads what a cell of notes says line by line: the type of its member, and members of that one with types of their own.
import type { FieldRow, Prose } from "./reference.ts";
import { markedOf } from "./read-prose.ts";

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
    ...(marker === undefined ? {} : { marker }),
    ...(beside === undefined ? {} : { beside }),
    ...(presence === undefined ? {} : { presence }),
    ...(struck === undefined ? {} : { struck }),
    ...(row.dataType === undefined ? {} : { dataType: row.dataType }),
    ...(marked === "" ? {} : { notes: said(marked) }),
    ...(dataType !== undefined || type === undefined ? {} : { dataType: said(type) }),
  };
}
