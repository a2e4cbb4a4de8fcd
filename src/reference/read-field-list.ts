// Reads fields that are described in a list or a paragraph instead of a table: "`id` (optional): What it is." is a row.
import type { List, ListItem, Nodes, Paragraph, RootContent } from "mdast";
import { positionOf } from "../formats/document.ts";
import { headingRole } from "./labels.ts";
import { markedEnd, markedOf, readProse } from "./read-prose.ts";
import type { FieldRow, Prose } from "./reference.ts";
import { isOfOneObject } from "./structure-heading.ts";

/** What tells whether a list speaks of fields. */
export interface FieldContext {
  /** The heading above. */
  readonly under: string | undefined;
  /** That heading names a member. */
  readonly ofMember?: boolean;
  /** The sentence right above. */
  readonly lead: string | undefined;
  /** Names of all members that the section's samples show. */
  readonly keys: ReadonlySet<string>;
  /** See `ofAll`. */
  readonly ofAll?: string;
}

export interface FieldListReading {
  readonly kind: "rows" | "doubtful" | "prose";
  readonly rows: readonly FieldRow[];
}

/** A row, and how its name is set apart from the words around it: "inlineCode", "strong", or "text" where it is not. */
interface Entry {
  readonly row: FieldRow;
  readonly style: string;
}

const WEBHOOKS = "(?:webhook|event|payload|request|notification|callback|message|bod(?:y|ie))s?";
const FIELDS = "(?:field|propert(?:y|ie)|attribute|member|key|parameter|data)s?";
/** What says of fields that every webhook has them, or every one of a thing, which is what each captures. */
const OF_ALL: readonly RegExp[] = [
  // "Every webhook includes the following fields:"
  new RegExp(
    String.raw`\b(?:all|every|each) ([^.]{0,40}?)\b${WEBHOOKS}\b[^.]{0,60}\b(?:include|contain|have|has|carry|carries|share|come with|sent with)s?\b[^.]{0,60}\b${FIELDS}\b`,
    "i",
  ),
  // "The following properties are sent by all job events."
  new RegExp(
    String.raw`\b${FIELDS}\b[^.]{0,30}\b(?:sent|included|present|contained|shared|common|delivered|available)\b[^.]{0,20}\b(?:by|in|with|to|among|across|of|for) (?:all|every|each) ([^.]{0,40}?)\b${WEBHOOKS}\b`,
    "i",
  ),
];

/** Words of what the receiver of a webhook answers. */
const OF_ANSWER =
  /\b(?:in|of|to|as|for) (?:(?:the|your|their|its|a) )?(?:json )?(?:responses?|reply|replies|answers?)\b|\b(?:respond|reply|answer|responding|replying) with\b|\breturn (?:an?|the|json)\b|^(?:(?:webhook|expected|optional|supported|available|your) )?(?:response|reply|answer)s?\b/i;

/** Whether a heading, or the words right above, speak of what the receiver of a webhook answers: what arrives may be called so too. */
export function mayBeOfAnswer(file: string, under: string | undefined, above: RootContent | undefined): boolean {
  const lead = above?.type === "paragraph" ? readProse(file, above).text : "";
  return [under ?? "", lead].some((words) => OF_ANSWER.test(words));
}

const LONGEST_LEAD = 600;

/** Of which webhooks words say that every one has what is right below them: "" for all, "job" for those of jobs. */
export function ofAll(file: string, above: RootContent | undefined): string | undefined {
  if (above?.type !== "paragraph") return undefined;
  const { text, codes } = readProse(file, above);
  const [last = ""] = text
    .slice(-LONGEST_LEAD)
    .split(/[.!?] /)
    .slice(-1);
  if (codes.length > 0 || !/[.:]$/.test(last)) return undefined;
  return OF_ALL.flatMap((pattern) => pattern.exec(last)?.[1] ?? [])[0]?.trim();
}

const PROSE: FieldListReading = { kind: "prose", rows: [] };
const DOUBTFUL: FieldListReading = { kind: "doubtful", rows: [] };

const STEP = String.raw`[A-Za-z_$](?:[\w$]|-(?=\w)){0,99}(?:\[\])?`;
const NAME = String.raw`${STEP}(?:\.${STEP}){0,20}`;
const MARK = "optional|required|mandatory|nullable";
/** A name or several, words in parentheses perhaps, and what separates them from the note. */
const ROW = new RegExp(
  String.raw`^(${NAME}(?: ?, ?${NAME}){0,9})(?: ?\(([^()]{1,80})\)| (${MARK})\b)? ?(?:([:–—]|\.(?= |$)|-(?= ))|$|(?=\p{Lu})) ?`,
  "u",
);
const TERM = new RegExp(String.raw`^(${NAME}(?: ?, ?${NAME}){0,9})(?:$| ?[:(]? ?([\w ,.[\]<>|-]{1,80})\)?:?$)`);
const TYPE_WORD =
  "(?:string|str|text|integer|int|long|number|float|double|decimal|boolean|bool|object|array|list|map|date-?time|date|timestamp|uuid|uri|url|enum|any|null)s?";
const TYPE = String.raw`(?:${TYPE_WORD}(?:\[\])?(?:(?: (?:of|or) | ?\| ?)${TYPE_WORD}(?:\[\])?){0,3}(?: ?<[\w-]{1,40}>)?)(?!\w)`;
/** A name, a type in words without a mark before it, what is in parentheses behind it, and a dash, a colon, the end or a letter. */
const TYPED = new RegExp(
  String.raw`^(${NAME})(\??)(?: \(?(${MARK})\)?(?= ?[:–—]))?(?: ?[:–—] ?| -? ?)(${TYPE})((?:,? ?\([^()]{1,60}\)|,? (?:${MARK})\b){0,3}) ?([:–—;]|\.(?= |$)|-(?= )|$|(?=[a-z])) ?`,
  "i",
);
/** Type and presence in parentheses behind what the member is: "The coupon (string, optional)." */
const NOTED = new RegExp(String.raw`^[^.(]{1,200}\(((?:${TYPE}|${MARK})(?:, ?(?:${TYPE}|${MARK})){0,2})\)`, "i");
const NAMED = new RegExp(`^${NAME}`);
const BEGINS_TYPED = new RegExp(String.raw`^(?:(?:${MARK}) )?\[{0,2}${TYPE_WORD}\b`, "i");
const PRESENCE = /^(?:optional|required|mandatory)\b/i;
const FIELD_WORDS = /\b(?:fields?|members?|propert(?:y|ies)|parameters?|attributes?|payload)\b/i;
/** "The event contains:" */
const HOLDS =
  /\b(?:body|event|object|webhook|message|request|notification|data)s?\b[^.]{0,40}\b(?:contains?|includes?|has|have|carr(?:y|ies)|consists? of)\b/i;
/** A heading or a label over the fields of a body: "Attributes", "Event fields". */
const FIELD_LABEL =
  /^(?:(?:the|webhook|event|payload|data|body|object|message|notification|callback|json|common|additional) ){0,3}(?:fields|members|properties|attributes|parameters|payload|body|schema)(?: (?:fields|properties|attributes|parameters|schema|reference|descriptions?|details))?:?$/i;
/** Words over what is no part of the body: headers, filters, what was removed, and the answer to a webhook. */
const ELSEWHERE =
  /\b(?:headers?|respond(?:ing)?|reply with|return (?:an?|the|json)|query (?:strings?|parameters?)|(?:filter|sort)(?:ed)? (?:by|on)|removed (?:fields|members|properties|attributes|parameters)|no longer|changes (?:in|since))\b|\b(?:your|must|should)\b[^.]{0,60}\b(?:respon|repl|return|answer)|\bresponse\b[^.]{0,40}\b(?:must|should)\b/i;
/** Words over the values of a member, or over names of webhooks. */
const VALUES =
  /\b(?:one of|values?|either|can be|may be|options|choices|statuses|states|events|webhooks|topics|triggers|notifications|actions)\b/i;

/** Notes of webhooks, not of members. */
const OCCURS = /^(?:is )?(?:sent|fired|triggered|emitted|raised|occurs|happens) (?:when|after|if|once)\b/i;

/** Rows where each item begins with a name, and what is around says that these are members; doubtful where only a part of this holds. */
export function readFieldList(file: string, list: List, context: FieldContext): FieldListReading {
  const read = list.children.map((item) => readItem(file, item, context.keys));
  const reading = decide(read, context);
  if (reading.kind !== "prose" || isElsewhere(context)) return reading;
  const named = list.children.filter(
    ({ children: [first, ...below] }) =>
      first?.type === "paragraph" && isOfMember(file, first, below.length > 0, context),
  );
  return named.length > 1 ? DOUBTFUL : PROSE;
}

export interface FieldParagraphs {
  readonly rows: readonly FieldRow[];
  /** So many nodes begin with a name or are notes of one, read as rows or not. */
  readonly size: number;
}

/** The rows of paragraphs that begin with a name each, from a node on. */
export function readFieldParagraphs(
  file: string,
  nodes: readonly RootContent[],
  from: number,
  context: FieldContext,
): FieldParagraphs {
  const { keys } = context;
  const entries: Entry[] = [];
  let size = 0;
  for (;;) {
    const entry = paragraphEntry(file, nodes[from + size]);
    if (entry === undefined || !(entries.length === 0 || isShown(entry.row, keys) || looksLike(entry, entries))) break;
    const below = nodes[from + size + 1];
    const isNote = entry.row.notes === undefined && below?.type === "paragraph" && !paragraphEntry(file, below);
    entries.push(isNote ? { ...entry, row: { ...entry.row, notes: readProse(file, below) } } : entry);
    size += isNote ? 2 : 1;
  }
  const [first, second] = entries;
  if (first === undefined || isElsewhere(context)) return { rows: [], size };
  if (second !== undefined) {
    const { rows } = decide(
      entries.map((entry) => [entry]),
      context,
    );
    return { rows, size };
  }
  const { row } = first;
  const isSure = row.notes !== undefined && isShown(row, keys) && (isTyped(row) || announcedBy(context) === "label");
  return { rows: isSure ? [row] : [], size };
}

/** Whether a paragraph begins with the name of a member and is no sentence about it. */
export function isOfMember(file: string, node: Paragraph, hasBelow: boolean, context: FieldContext): boolean {
  const { text, codes } = readProse(file, node);
  const [code] = codes;
  const isCode = code !== undefined && text.startsWith(code);
  const name = isCode ? code : (NAMED.exec(text)?.[0] ?? "");
  const rest = text.slice(name.length);
  if (!context.keys.has(lastOf(name)) || isElsewhere(context)) return false;
  if (rest === "") return hasBelow;
  return styleOf(node) === "text" ? /^ ?[(:–—]|^ - /.test(rest) : !SENTENCE.test(rest);
}

/** Behind a name: "is stable", ", which is". */
const SENTENCE = new RegExp(String.raw`^(?:,|['’]s)? ?(?!(?:${TYPE_WORD}|${MARK}|an?|the)\b)\p{Ll}`, "u");

function decide(read: readonly (readonly Entry[] | undefined)[], context: FieldContext): FieldListReading {
  const { keys, lead = "" } = context;
  const entries = read.flatMap((of) => of ?? []);
  if (entries.length === 0 || isElsewhere(context)) return PROSE;
  const rows = entries.map(({ row }) => row);
  const names = rows.flatMap((row) => row.names);
  const shown = names.filter((name) => keys.has(lastOf(name))).length;
  // Below "Response:" may be what arrives, or what to answer.
  if (headingRole(lead) === "response" && keys.size > 0 && shown < names.length) return PROSE;
  const announced = announcedBy(context);
  const isWhole =
    read.every((of) => of !== undefined) &&
    entries.every((entry) => says(entry.row) || isShown(entry.row, keys) || entry.style !== "text");
  const isNoted = rows.some(says);
  const isEnough = announced === "label" ? shown > 0 : announced === "words" && isNoted && shown * 2 > names.length;
  const isMember =
    context.ofAll !== undefined ||
    rows.every(isTyped) ||
    isMostlyShown(entries, keys) ||
    (keys.size === 0 ? announced !== undefined && isNoted && entries.every(isNamed) : isEnough);
  if (isWhole && isMember) return { kind: "rows", rows };
  const isLed = lead.endsWith(":") && !FIELD_WORDS.test(lead);
  const isHalf = isWhole && isNoted && shown > 0 && shown * 2 >= names.length && entries.every(isNamed);
  if (announced === undefined ? isHalf : shown > 0 && (isNoted || announced === "label")) return DOUBTFUL;
  return announced === "label" && isWhole && isNoted && !isLed ? DOUBTFUL : PROSE;
}

/** What says that fields follow: a heading or a label for them, or words that speak of fields. */
function announcedBy({ under = "", ofMember, lead = "" }: FieldContext): "label" | "words" | undefined {
  if (ofMember === true || isLabel(under) || (isLabel(lead) && headingRole(lead) !== "response")) return "label";
  const isTold = lead.endsWith(":") ? FIELD_WORDS.test(lead) || HOLDS.test(lead) : FIELD_WORDS.test(under);
  return isTold ? "words" : undefined;
}

function isLabel(words: string): boolean {
  const role = headingRole(words);
  const isOfBody = role === "payload" || role === "request" || role === "response";
  return isOfBody || FIELD_LABEL.test(words) || isOfOneObject(words);
}

function isElsewhere({ under = "", lead = "" }: FieldContext): boolean {
  const words = lead.endsWith(":") ? lead : under;
  if (headingRole(words) !== undefined) return false;
  return ELSEWHERE.test(words) || (words === lead && VALUES.test(lead) && !FIELD_WORDS.test(lead) && !HOLDS.test(lead));
}

/** The samples show most of them, and the others look as these do. */
function isMostlyShown(entries: readonly Entry[], keys: ReadonlySet<string>): boolean {
  const names = entries.flatMap(({ row }) => row.names);
  const known = entries.filter(({ row }) => isShown(row, keys));
  const shown = known.flatMap(({ row }) => row.names).length;
  if (shown < 2 || shown * 2 <= names.length || !entries.some(({ row }) => says(row))) return false;
  if (entries.every(({ row }) => OCCURS.test(row.notes?.text ?? ""))) return false;
  return entries.every((entry) => known.includes(entry) || looksLike(entry, known));
}

/** A member as these are: it has a type, or its name is set apart and written as theirs are. */
function looksLike(entry: Entry, known: readonly Entry[]): boolean {
  const alike = known.filter(({ style }) => style === entry.style);
  return (
    isTyped(entry.row) || (alike.length > 0 && (isNamed(entry) || (entry.style !== "text" && !alike.some(isNamed))))
  );
}

/** In code or in small letters, with which no sentence begins. */
const isNamed = ({ row, style }: Entry): boolean =>
  style === "inlineCode" || isTyped(row) || row.names.every((name) => /^[\p{Ll}_$]/u.test(name));

const isShown = ({ names }: FieldRow, keys: ReadonlySet<string>): boolean =>
  names.every((name) => keys.has(lastOf(name)));

const says = ({ notes, presence, dataType }: FieldRow): boolean => (notes ?? presence ?? dataType) !== undefined;

/** Of a paragraph that has a note or a type behind its name. */
function paragraphEntry(file: string, node: RootContent | undefined): Entry | undefined {
  if (node?.type !== "paragraph") return undefined;
  const row = rowIn(readProse(file, node), true);
  return row === undefined || !says(row) ? undefined : { row, style: styleOf(node) };
}

/** What sets the first word of a paragraph apart. */
function styleOf(node: Paragraph): string {
  let style = "text";
  let [inner]: readonly Nodes[] = node.children;
  while (inner !== undefined && inner.type !== "text") {
    if (inner.type !== "link") style = inner.type;
    [inner] = "children" in inner ? inner.children : [];
  }
  return style;
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

/** The row of an item, and those of a list inside of it. */
function readItem(file: string, item: ListItem, keys: ReadonlySet<string>): readonly Entry[] | undefined {
  const [first, ...others] = item.children;
  if (first?.type !== "paragraph") return undefined;
  const prose = readProse(file, first);
  const inner = others.flatMap((block) => (block.type === "list" ? block.children : []));
  const nested = inner.map((one) => readItem(file, one, keys));
  const within = nested.flatMap((entries) => entries ?? []);
  const isNested =
    nested.length > 0 &&
    !nested.includes(undefined) &&
    (within.every(({ row }) => isTyped(row) || isShown(row, keys)) || isMostlyShown(within, keys));
  const below = others
    .filter(({ type }) => !isNested || type !== "list")
    .flatMap((block) => (block.type === "list" ? [listed(file, block)] : [readProse(file, block)]));
  const row = rowAbove(prose, below);
  if (row === undefined) return undefined;
  const style = styleOf(first);
  const own: Entry = { row: { ...row, at: positionOf(file, item) }, style };
  if (!isNested) return [own];
  const parent = row.names[0] ?? "";
  return [
    own,
    ...within.map((entry) => ({
      ...entry,
      row: {
        ...entry.row,
        names: entry.row.names.map((name) => (name.startsWith(`${parent}.`) ? name : `${parent}.${name}`)),
      },
    })),
  ];
}

/** The row of a name with its note beside it, or below it, where a type may come first: "string. The id." */
function rowAbove(prose: Prose, below: readonly Prose[]): FieldRow | undefined {
  const [next] = below;
  if (next !== undefined && next.item !== true && termIn(prose) !== undefined) {
    const whole = joined([prose, ...below], ": ");
    const typed = whole === undefined ? undefined : rowIn(whole, false);
    if (typed !== undefined && isTyped(typed)) return typed;
  }
  const row = (next === undefined || next.item === true ? undefined : termIn(prose)) ?? rowIn(prose, false);
  if (row === undefined) return undefined;
  const notes = joined([...(row.notes === undefined ? [] : [row.notes]), ...below]);
  return { ...row, ...(notes === undefined ? {} : { notes }) };
}

/** Said by the words of a type, so that it is a member whether a sample shows it or not. */
function isTyped({ dataType }: FieldRow): boolean {
  return dataType !== undefined && BEGINS_TYPED.test(dataType.text);
}

/** @param needsMark whether something must separate the name from a note */
function rowIn(prose: Prose, needsMark: boolean): FieldRow | undefined {
  const typed = TYPED.exec(prose.text);
  const rest = prose.text.slice(typed?.[0].length);
  if (typed?.[1] !== undefined && (typed[6] !== "" || rest === "" || /^\p{Lu}/u.test(rest))) {
    const marks = [...(typed[5] ?? "").matchAll(/\(([^()]*)\)|[^\s,()]+/g)].map(([word, inner]) => inner ?? word);
    const listed = marks.find((words) => isValues(words, prose.codes));
    const type = listed === undefined ? [typed[4] ?? ""] : [`enum (${listed})`];
    const others = marks.filter((words) => words !== listed).flatMap(wordsOf);
    return rowOf(prose, typed[1], [...type, typed[2] === "?" ? "optional" : (typed[3] ?? ""), ...others], rest);
  }
  const [whole, names, inner, mark, sign] = ROW.exec(prose.text) ?? [];
  const beside = inner ?? mark;
  if (whole === undefined || names === undefined || (needsMark && (inner ?? sign) === undefined)) return undefined;
  const note = prose.text.slice(whole.length);
  return rowOf(prose, names, wordsOf(beside ?? NOTED.exec(note)?.[1]), note);
}

function termIn(prose: Prose): FieldRow | undefined {
  const found = TERM.exec(prose.text);
  return found?.[1] === undefined ? undefined : rowOf(prose, found[1], wordsOf(found[2]), "");
}

function wordsOf(text = ""): readonly string[] {
  return text.split(",").map((word) => word.trim());
}

/** "`a`, `b`", or `"a" | "b"`. */
function isValues(words: string, codes: readonly string[]): boolean {
  const values = words.split(/ ?[,|] ?/);
  return values.every((value) => /^["'“]/.test(value) || (values.length > 1 && codes.includes(value)));
}

function rowOf(prose: Prose, head: string, words: readonly string[], rest: string): FieldRow | undefined {
  const names = head.split(/ ?, ?/);
  const code = prose.codes[0]?.replace(/\?$/, "");
  if (code !== undefined && prose.text.startsWith(code) && !names.includes(code) && code !== head) return undefined;
  const marked = markedEnd(prose, rest.length);
  const codes = prose.codes.filter((one) => marked.includes(`\`${one}\``));
  const presence = words.find((word) => PRESENCE.test(word));
  const type = words.filter((word) => word !== "" && word !== presence).join(", ");
  const said = (text: string): Prose => ({ text, codes: [], links: [], at: prose.at });
  return {
    names,
    at: prose.at,
    ...(presence === undefined ? {} : { presence: said(presence) }),
    ...(type === "" ? {} : { dataType: said(type) }),
    ...(rest === "" ? {} : { notes: { ...prose, text: rest, marked, codes } }),
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

function joined(parts: readonly Prose[], mark = " "): Prose | undefined {
  const [first, ...others] = parts;
  if (first === undefined) return undefined;
  const join = (textOf: (part: Prose) => string): string =>
    [textOf(first), others.map(textOf).join(" ")].filter((text) => text !== "").join(mark);
  return {
    text: join(({ text }) => text),
    marked: join(markedOf),
    codes: parts.flatMap(({ codes }) => codes),
    links: parts.flatMap(({ links }) => links),
    at: first.at,
  };
}

const lastOf = (name: string): string => name.replace(/\[\]$/, "").split(".").at(-1) ?? name;
