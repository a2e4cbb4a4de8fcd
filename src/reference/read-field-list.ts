// Reads fields that are described in a list or a paragraph instead of a table: "`id` (optional): What it is." is a row.
import type { List, ListItem, Nodes, Paragraph, RootContent } from "mdast";
import { positionOf } from "../formats/document.ts";
import { headingRole } from "./labels.ts";
import { markedEnd, markedOf, readProse } from "./read-prose.ts";
import type { FieldRow, Prose } from "./reference.ts";

/** What tells whether a list speaks of fields. */
export interface FieldContext {
  /** The heading above. */
  readonly under: string | undefined;
  /** The words right above. */
  readonly lead: string | undefined;
  /** Names of all members that the section's samples show. */
  readonly keys: ReadonlySet<string>;
  /** The words right above say that every webhook has these fields. */
  readonly ofAll?: boolean;
}

export interface FieldListReading {
  readonly kind: "rows" | "doubtful" | "prose";
  readonly rows: readonly FieldRow[];
}

/** "Every webhook includes the following fields:" */
const OF_ALL =
  /\b(?:all|every|each)\b[^.]{0,40}\b(?:webhook|event|payload|request|notification|callback|message|bod(?:y|ie))s?\b[^.]{0,60}\b(?:include|contain|have|has|carry|carries|share|come with|sent with)s?\b[^.]{0,60}\b(?:field|propert(?:y|ie)|attribute|member|key|parameter)s?\b/i;

/** Whether words say of what is right below them that every webhook has it. */
export function isOfAll(file: string, above: RootContent | undefined): boolean {
  if (above?.type !== "paragraph") return false;
  const { text, codes } = readProse(file, above);
  return codes.length === 0 && text.endsWith(":") && OF_ALL.test(text);
}

const PROSE: FieldListReading = { kind: "prose", rows: [] };

const NAME = String.raw`[A-Za-z_$][\w$]{0,99}(?:\[\])?(?:\.[A-Za-z_$][\w$]{0,99}(?:\[\])?){0,20}`;
/** A name or several, words in parentheses perhaps, and what parts them from the note. */
const ROW = new RegExp(
  String.raw`^(${NAME}(?: ?, ?${NAME}){0,9}) ?(?:\(([^()]{1,80})\) ?)?(?:([:–—]|\.(?= |$)|-(?= ))|$|(?=\p{Lu})) ?`,
  "u",
);
const TERM = new RegExp(String.raw`^(${NAME}(?: ?, ?${NAME}){0,9})(?:$| ?[:(]? ?([\w ,.[\]<>|-]{1,80})\)?:?$)`);
const TYPE_WORD =
  "(?:string|str|text|integer|int|long|number|float|double|decimal|boolean|bool|object|array|list|map|date-?time|date|timestamp|uuid|uri|url|enum|any|null)s?";
/** A name, a type in words without a mark before it, what is in parentheses behind it, and a dash, a colon or the end. */
const TYPED = new RegExp(
  String.raw`^(${NAME})(?: ?[:–—] ?| -? ?)(${TYPE_WORD}(?:\[\])?(?: (?:of|or|\|) ${TYPE_WORD}(?:\[\])?){0,3}(?:<${TYPE_WORD}>)?)((?:,? ?\([^()]{1,60}\)|, ?(?:optional|required|nullable)){0,3}) ?(?:([:–—;]|\.(?= |$)|-(?= ))|$) ?`,
  "i",
);
const PRESENCE = /^(?:optional|required|mandatory)\b/i;
const FIELD_WORDS = /\b(?:fields?|members?|propert(?:y|ies)|parameters?|attributes?|payload)\b/i;

/**
 * Rows where each item begins with a name and the samples show at least one of these names (all of them, where no heading
 * says that fields follow); doubtful where only a part of this holds.
 */
export function readFieldList(file: string, list: List, context: FieldContext): FieldListReading {
  const read = list.children.map((item) => readItem(file, item, context.keys));
  const rows = read.flatMap((of) => of ?? []);
  if (rows.length === 0) return PROSE;
  const names = rows.flatMap((row) => row.names);
  const shown = names.filter((name) => context.keys.has(lastOf(name))).length;
  const whole = read.every((of) => of !== undefined);
  const noted = rows.some(({ notes, presence, dataType }) => (notes ?? presence ?? dataType) !== undefined);
  if (whole && (context.ofAll === true || rows.every(isTyped))) return { kind: "rows", rows };
  if (!tellsFields(context.under)) {
    return whole && noted && names.length > 1 && shown === names.length ? { kind: "rows", rows } : PROSE;
  }
  if (whole && shown > 0) return { kind: "rows", rows };
  const leads = context.lead?.endsWith(":") === true && !FIELD_WORDS.test(context.lead);
  return shown > 0 || (whole && noted && !leads) ? { kind: "doubtful", rows: [] } : PROSE;
}

/** A paragraph that is where fields are described and begins with the name of one that the samples show. */
export function readFieldParagraph(file: string, node: Paragraph, context: FieldContext): FieldRow | undefined {
  if (!tellsFields(context.under)) return undefined;
  const found = rowIn(readProse(file, node), true);
  return found?.notes !== undefined && found.names.every((name) => context.keys.has(lastOf(name))) ? found : undefined;
}

/** Names of members in the code below the nodes, read or not. */
export function keysShown(nodes: readonly Nodes[]): ReadonlySet<string> {
  const keys = new Set<string>();
  for (const node of nodes) {
    if (node.type !== "code") continue;
    for (const [, quoted, bare] of node.value.matchAll(
      /"([^"\\\n]{1,100})"\s{0,9}:|(?<![\w"$])([A-Za-z_$][\w$]{0,99}):/g,
    ))
      keys.add(quoted ?? bare ?? "");
  }
  return keys;
}

function tellsFields(heading: string | undefined): boolean {
  const role = heading === undefined ? undefined : headingRole(heading);
  return role === "payload" || role === "request" || role === "response";
}

/** The row of an item, and those of a list inside of it. */
function readItem(file: string, item: ListItem, keys: ReadonlySet<string>): readonly FieldRow[] | undefined {
  const [first, ...others] = item.children;
  if (first?.type !== "paragraph") return undefined;
  const prose = readProse(file, first);
  const inner = others.flatMap((block) => (block.type === "list" ? block.children : []));
  const nested = inner.map((one) => readItem(file, one, keys));
  const isNested =
    nested.length > 0 &&
    nested.every((rows) => rows?.every((one) => isTyped(one) || one.names.every((name) => keys.has(lastOf(name)))));
  const below = others
    .filter(({ type }) => !isNested || type !== "list")
    .flatMap((block) => (block.type === "list" ? [listed(file, block)] : [readProse(file, block)]));
  const row = below.length > 0 && below[0]?.item !== true ? termIn(prose) : rowIn(prose, false);
  if (
    row === undefined ||
    (row.notes === undefined && below.length === 0 && !row.names.every((one) => keys.has(lastOf(one))))
  )
    return undefined;
  const notes = joined([...(row.notes === undefined ? [] : [row.notes]), ...below]);
  const own: FieldRow = { ...row, at: positionOf(file, item), ...(notes === undefined ? {} : { notes }) };
  if (!isNested) return [own];
  const parent = row.names[0] ?? "";
  const within = nested.flatMap((rows) => rows ?? []);
  return [
    own,
    ...within.map((one) => ({
      ...one,
      names: one.names.map((name) => (name.startsWith(`${parent}.`) ? name : `${parent}.${name}`)),
    })),
  ];
}

/** Said by the words of a type, so that it is a member whether a sample shows it or not. */
function isTyped({ dataType }: FieldRow): boolean {
  return dataType !== undefined && new RegExp(`^${TYPE_WORD}\\b`, "i").test(dataType.text);
}

function rowIn(prose: Prose, needsMark: boolean): FieldRow | undefined {
  const typed = TYPED.exec(prose.text);
  if (typed?.[1] !== undefined && (!needsMark || typed[4] !== undefined)) {
    const beside = [typed[2] ?? "", ...(typed[3] ?? "").split(/[(),]/)].map((word) => word.trim());
    return rowOf(prose, typed[1], beside.filter((word) => word !== "").join(","), prose.text.slice(typed[0].length));
  }
  const found = ROW.exec(prose.text);
  if (found?.[1] === undefined || (needsMark && found[3] === undefined)) return undefined;
  return rowOf(prose, found[1], found[2], prose.text.slice(found[0].length));
}

function termIn(prose: Prose): FieldRow | undefined {
  const found = TERM.exec(prose.text);
  return found?.[1] === undefined ? undefined : rowOf(prose, found[1], found[2], "");
}

function rowOf(prose: Prose, head: string, beside: string | undefined, rest: string): FieldRow | undefined {
  const names = head.split(/ ?, ?/);
  const [code] = prose.codes;
  if (code !== undefined && prose.text.startsWith(code) && !names.includes(code) && code !== head) return undefined;
  const codes = prose.codes.filter((one) => !names.includes(one));
  const words = (beside ?? "").split(",").map((word) => word.trim());
  const presence = words.find((word) => PRESENCE.test(word));
  const type = words.filter((word) => word !== "" && word !== presence).join(", ");
  const said = (text: string): Prose => ({ text, codes: [], links: [], at: prose.at });
  return {
    names,
    at: prose.at,
    ...(presence === undefined ? {} : { presence: said(presence) }),
    ...(type === "" ? {} : { dataType: said(type) }),
    ...(rest === "" ? {} : { notes: { ...prose, text: rest, marked: markedEnd(prose, rest.length), codes } }),
  };
}

/** A list inside a note reads as the words of its items, with commas between them. */
function listed(file: string, list: List): Prose {
  const items = list.children.map((item) => readProse(file, item));
  return {
    text: items.map(({ text }) => text).join(", "),
    marked: items.map(markedOf).join(", "),
    codes: items.flatMap(({ codes }) => codes),
    links: items.flatMap(({ links }) => links),
    at: positionOf(file, list),
    item: true,
  };
}

function joined(parts: readonly Prose[]): Prose | undefined {
  const [first] = parts;
  if (first === undefined) return undefined;
  return {
    text: parts.map(({ text }) => text).join(" "),
    marked: parts.map(markedOf).join(" "),
    codes: parts.flatMap(({ codes }) => codes),
    links: parts.flatMap(({ links }) => links),
    at: first.at,
  };
}

const lastOf = (name: string): string => name.replace(/\[\]$/, "").split(".").at(-1) ?? name;
