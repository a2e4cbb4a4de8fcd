// Reads the nodes of one section by what they are: description, tables, footnotes, samples with their titles.
import type { Code, List, RootContent, Table, TableRow } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { positionOf } from "../formats/document.ts";
import type { Position } from "../source/finding.ts";
import { defined } from "../source/defined.ts";
import { locate } from "../source/line-index.ts";
import { formatIn, titleOf } from "./body-formats.ts";
import { isSpecifics } from "./action-row.ts";
import type { CoverageKeeper } from "./keep-coverage.ts";
import type { AnnouncedSection } from "./anatomy/announced.ts";
import { sameName } from "./anatomy/name-rules.ts";
import { isOfPlaceholders } from "./placeholder-table.ts";
import { columnRole, headingRole } from "./labels.ts";
import { memberFinder, readFieldHeading } from "./member-headings.ts";
import type { OutlineSection } from "./outline.ts";
import {
  type FieldContext,
  type FieldParagraphs,
  isOfMember,
  keysShown,
  mayBeOfAnswer,
  ofAll,
  readFieldList,
  readFieldParagraphs,
} from "./read-field-list.ts";
import { anchorOf, readHeading, type ReadHeading } from "./read-heading.ts";
import {
  footnotesOf,
  leadsOn,
  markersOf,
  readBody,
  readFootnote,
  withValues,
  markerBehind,
  noteMarker,
} from "./read-footnote.ts";
import { markedOf, readProse } from "./read-prose.ts";
import { type UnreadSample, chooseSamples, type CodeBlock } from "./read-samples.ts";
import { readTable } from "./read-tables.ts";
import type { FieldRow, FieldTable, Footnote, Prose, Section, Specifics } from "./reference.ts";
import { isOfOneObject } from "./structure-heading.ts";

export interface ReadSection {
  readonly section: Omit<Section, "samples">;
  readonly samples: readonly UnreadSample[];
}

const none: FieldParagraphs = { rows: [], size: 0 };

/** Words that title a sample: "Sample webhook", "`x` sample payload". */
const SAMPLE_TITLE = /\b(?:sample|example)\b/i;

/**
 * @param formats titles of code blocks that show a body in one of several formats
 * @param lists tables that were read as lists of webhooks
 */
export function readSection(
  file: string,
  outlined: OutlineSection & Partial<Pick<AnnouncedSection, "wire">>,
  coverage: CoverageKeeper,
  formats: ReadonlyMap<RootContent, string> = new Map(),
  lists: ReadonlySet<RootContent> = new Set(),
): ReadSection {
  const { heading, nodes } = outlined;
  const prose: Prose[] =
    heading.deprecated === undefined ? [] : [{ text: "Deprecated.", codes: [], links: [], at: heading.at }];
  const tables: FieldTable[] = [];
  const footnotes: Footnote[] = [];
  const blocks: CodeBlock[] = [];
  const members = memberFinder(nodes);
  /** Markers that rows carry so far. */
  const marked = new Set<string>();
  let specifics: Specifics | undefined;
  let under: string | undefined;
  /** Paths of what the heading above is about; none for the body itself. */
  let about: readonly string[] = [];
  let title: Prose | undefined;
  const keys = keysShown(nodes);
  /** A footnote that ends in a colon: what is behind it belongs to it. */
  let leading: RootContent | undefined;
  const takeTable = (read: FieldTable): void => {
    const table = inside(about, read);
    tables.push(table);
    members.tell(table);
    for (const marker of markersOf(table)) marked.add(marker);
  };
  /** Paragraphs that were read with what is above them. */
  const taken = new Set<RootContent>();
  /** Those that begin with a member and were not read as rows. */
  const unread: { readonly texts: Prose[]; least: number } = { texts: [], least: 2 };
  /** Up to here it is known of paragraphs whether they are rows. */
  let beyond = 0;
  const contextOf = (index: number): FieldContext => {
    const above = nodes[index - 1];
    const words = above?.type === "paragraph" ? readProse(file, above).text : undefined;
    const lead = words?.split(/[.!?] /).at(-1);
    const over = under ?? (isOfOneObject(heading.text) ? heading.text : undefined);
    return { under: over, ofMember: about.length > 0, lead, keys, ...defined({ ofAll: ofAll(file, above) }) };
  };
  const wordsAround = (index: number): Pick<FieldTable, "ofAll" | "mayBeOfAnswer"> => {
    const above = nodes[index - 1];
    const isDoubtful = mayBeOfAnswer(file, under, above);
    return { ...defined({ ofAll: ofAll(file, above) }), ...(isDoubtful && { mayBeOfAnswer: true }) };
  };
  nodes.forEach((node, index) => {
    if (taken.has(node)) return;
    const at = positionOf(file, node);
    const note = footnotes.at(-1);
    if (note !== undefined && leading !== undefined && nodes[index - 1] === leading && continuesNote(node)) {
      footnotes.splice(-1, 1, { ...note, body: withValues(file, note.body, node) });
      leading = undefined;
      coverage.consume(node.type === "list" ? "item" : "row", node.children.length);
      return;
    }
    switch (node.type) {
      case "heading": {
        const below = nodes[index + 1];
        const field = readFieldHeading(file, node, below, keys);
        if (field !== undefined) {
          takeTable({ rows: [field], at });
          if (below !== undefined && (field.notes !== undefined || below.type === "list")) taken.add(below);
          coverage.consume("heading");
          break;
        }
        const heading = readHeading(file, node);
        // The name of the webhook, below a title in other words.
        if (outlined.wire !== undefined && sameName(heading.text, outlined.wire.value)) {
          about = [];
          coverage.consume("heading");
          break;
        }
        about = headingRole(heading.text) === undefined ? members.membersOf(heading) : [];
        under = heading.text;
        if (about.length === 0) readSubheading(heading, nodes, index + 1, coverage);
        else coverage.consume("heading");
        break;
      }
      case "table": {
        if (lists.has(node)) {
          coverage.consume("row", node.children.length);
          break;
        }
        const { lead } = contextOf(index);
        if (isOfPlaceholders(node, lead ?? (nodes[index - 1]?.type === "heading" ? (under ?? "") : ""), keys)) {
          for (const row of node.children)
            coverage.ignore("row", "placeholder-table", { text: textOf(row), at: positionOf(file, row) });
          const message =
            "this table tells of what is put into a URL or a text; none of it was taken for a member of the body";
          const [head] = node.children;
          coverage.report("info", "reference/placeholder-table", message, {
            at,
            quote: head === undefined ? "" : textOf(head),
          });
          break;
        }
        const reading = readTable(file, node, under, coverage, keys);
        if (reading.kind === "specifics") specifics = mergeSpecifics(specifics, reading.specifics);
        else if (reading.kind === "fields") takeTable({ ...reading.table, ...wordsAround(index) });
        else unreadTable(file, node.children, coverage);
        break;
      }
      case "code":
        // The type of a member, whose rows are the table above.
        if (about.length > 0 && node.data?.declared === true) {
          coverage.consume("code");
          break;
        }
        blocks.push(readBlock(node, nodes[index - 1], file, title, formats.get(node)));
        title = undefined;
        break;
      case "blockquote":
      case "paragraph": {
        const paragraph = readProse(file, node);
        if (paragraph.text === "") break;
        coverage.consume("paragraph");
        const footnote = readFootnote(paragraph, marked);
        const found = footnote ?? (note?.body.text === "" ? { marker: note.marker, body: paragraph } : undefined);
        if (found !== undefined) {
          if (footnote === undefined) footnotes.pop();
          footnotes.push(found);
          if (leadsOn(found)) leading = node;
          break;
        }
        const context = contextOf(index);
        const fields = index < beyond ? none : readFieldParagraphs(file, nodes, index, context);
        beyond = Math.max(beyond, index + fields.size);
        if (fields.rows.length > 0) {
          const others = nodes.slice(index + 1, beyond);
          for (const other of others) taken.add(other);
          coverage.consume("paragraph", others.length);
          takeTable({ ...headed(context), rows: fields.rows, at });
          unread.least = 1;
          break;
        }
        if (node.type === "paragraph" && isOfMember(file, node, false, context)) unread.texts.push(paragraph);
        if (nodes[index + 1]?.type === "code" && isTitle(paragraph)) title = paragraph;
        else prose.push(paragraph);
        break;
      }
      case "footnoteDefinition":
        footnotes.push({ marker: noteMarker(node.identifier), body: readBody(file, node.children, node) });
        coverage.consume("paragraph");
        break;
      case "list": {
        const listed = footnotesOf(file, node, (marker) => marked.has(marker) && !hasNote(footnotes, marker));
        if (listed !== undefined) {
          footnotes.push(...listed);
          coverage.consume("item", listed.length);
          break;
        }
        const context = contextOf(index);
        const reading = readFieldList(file, node, context);
        coverage.consume("item", node.children.length);
        if (reading.kind === "rows") {
          const { rows } = reading;
          takeTable({ ...headed(context), rows, at, ...wordsAround(index) });
          break;
        }
        if (reading.kind === "doubtful")
          reportFields(
            "list",
            node.children.map((item) => readProse(file, item)),
            at,
            coverage,
          );
        const items = node.children.map((item) => ({ ...readProse(file, item), item: true as const }));
        const last = items.at(-1);
        if (last !== undefined && nodes[index + 1]?.type === "code" && leadsTo(last)) title = items.pop();
        prose.push(...items);
        break;
      }
      case "thematicBreak":
      case "definition":
      case "html":
        break;
      default: {
        const why = `no meaning is known here for content of the kind "${node.type}"`;
        coverage.unread("paragraph", "reference/unread-content", readProse(file, node), why);
      }
    }
  });
  const [first] = unread.texts;
  if (first !== undefined && unread.texts.length >= unread.least)
    reportFields("paragraph", unread.texts, first.at, coverage);
  return {
    section: {
      name: heading.text,
      at: heading.at,
      anchor: heading.id ?? anchorOf(heading.text),
      depth: heading.depth,
      ...(outlined.group === undefined ? {} : { group: outlined.group }),
      description: prose,
      ...(specifics === undefined ? {} : { specifics }),
      tables: tables.map((table) => withNoteMarkers(table, footnotes)),
      footnotes,
    },
    samples: chooseSamples(blocks, coverage),
  };
}

/** Headings over samples and fields that say nothing which what is below them does not show: "Example payload". */
const OF_BODIES =
  /^(?:an? )?(?:(?:example|sample|webhooks?|events?|json|messages?|requests?|response|http|post|notifications?|callbacks?) ){0,2}(?:examples?|samples?|payloads?|body|bodies|propert(?:y|ies)|fields?|attributes?|parameters?|members|schema|structure|format|json)(?: (?:payload|body|request|fields|parameters|properties|attributes|schema|reference|structure|description|object|example|format))?$/i;
const OF_REQUESTS = /^(?:the )?(?:webhook|event|notification|message|callback|request) (?:objects?|envelope|model)$/i;
/** Such headings over lists of webhooks. */
const OF_LISTS =
  /^(?:(?:supported|available|webhook|subscription|list of|all) ){0,2}(?:(?:(?:event|webhook|subscription|notification|message) )?types|events|topics|webhooks|triggers|notifications)$/i;

/** Whether a heading is for bodies, and names no webhook. */
export function isOfBodies(heading: string): boolean {
  return heading.length < 80 && [OF_BODIES, OF_REQUESTS].some((pattern) => pattern.test(heading.trim()));
}

function isOrdinary(heading: string): boolean {
  return isOfBodies(heading) || (heading.length < 80 && OF_LISTS.test(heading.trim()));
}

/** A sub-heading with a known role is consumed; another one is unread, and what follows it is read by itself. */
function readSubheading(
  heading: ReadHeading,
  nodes: readonly RootContent[],
  below: number,
  coverage: CoverageKeeper,
): void {
  const next = nodes[below];
  if (headingRole(heading.text) !== undefined || isOrdinary(heading.text) || formatIn(heading.text) !== undefined) {
    coverage.consume("heading");
    if (next === undefined || (next.type === "heading" && next.depth <= heading.depth)) {
      const { at, text: quote } = heading;
      coverage.report("warning", "reference/empty-heading", `nothing stands under "${quote}"`, { at, quote });
    }
  } else {
    let after = below;
    while (nodes[after] !== undefined && nodes[after]?.type !== "heading" && nodes[after]?.type !== "table") after += 1;
    const effect =
      nodes[after]?.type === "table" ? "; the table below it was read as if it stood under no heading" : "";
    const why = `no meaning is known for the heading "${heading.text}" inside a section${effect}`;
    coverage.unread("heading", "reference/unread-heading", heading, why);
  }
}

/** The rows of a table under the heading of members tell of theirs, of each by itself. */
function inside(members: readonly string[], table: FieldTable): FieldTable {
  if (members.length === 0) return table;
  const rows = members.flatMap((member) =>
    table.rows.map((row): FieldRow => {
      const pathOf = (name: string): string => (name.startsWith(`${member}.`) ? name : `${member}.${name}`);
      return { ...row, names: row.names.map(pathOf) };
    }),
  );
  return { ...table, rows };
}

/** A list, or a table that is no other kind of table: the values that a footnote speaks of. */
function continuesNote(node: RootContent): node is List | Table {
  if (node.type === "list") return true;
  if (node.type !== "table" || isSpecifics(node)) return false;
  const [head] = node.children[0]?.children ?? [];
  return head !== undefined && columnRole(readProse("", head).text) !== "name";
}

function hasNote(footnotes: readonly Footnote[], marker: string): boolean {
  return footnotes.some((footnote) => footnote.marker === marker);
}

/** A marker behind a note ties its row to a footnote as one behind the name does. */
function withNoteMarkers(table: FieldTable, footnotes: readonly Footnote[]): FieldTable {
  const known = new Set(footnotes.map(({ marker }) => marker));
  const rows = table.rows.map((row): FieldRow => {
    if (row.marker !== undefined || row.notes === undefined) return row;
    const { bare, marker } = markerBehind(row.notes);
    if (marker === undefined || !known.has(marker)) return row;
    const marked = markerBehind({ text: markedOf(row.notes), codes: [] }).bare;
    return { ...row, marker, notes: { ...row.notes, text: bare, marked } };
  });
  return { ...table, rows };
}

function isTitle({ text }: Prose): boolean {
  return text.length <= 120 && SAMPLE_TITLE.test(text);
}

function readBlock(
  node: Code,
  above: RootContent | undefined,
  file: string,
  title: Prose | undefined,
  format: string | undefined,
): CodeBlock {
  const lang = node.lang?.toLowerCase();
  const leading = above?.type === "list" ? above.children.at(-1) : above?.type === "paragraph" ? above : undefined;
  return {
    sample: { ...readCode(node, file, title), ...(format === undefined ? {} : { format }) },
    ...(lang === undefined || lang === "" ? {} : { lang }),
    ...(leading === undefined ? {} : { lead: readProse(file, leading).text }),
  };
}

/** The words of an item right above its sample. */
function leadsTo({ text }: Prose): boolean {
  return text.length <= 120 && (text.endsWith(":") || SAMPLE_TITLE.test(text));
}

const UNREAD = {
  list: "this list names fields, but not as rows of a table would; it was read as a description",
  paragraph: "paragraphs begin with names of fields, but not as rows of a table would; they were read as descriptions",
};

function reportFields(
  what: keyof typeof UNREAD,
  texts: readonly Prose[],
  at: Position,
  coverage: CoverageKeeper,
): void {
  const quote = texts.map(({ text }) => text).join("\n");
  coverage.report("warning", "reference/unread-list", UNREAD[what], { at, quote }, "| Field | Notes |");
}

/** The heading or the label above fields. */
function headed({ under, lead }: FieldContext): Pick<FieldTable, "heading"> {
  const heading = lead !== undefined && headingRole(lead) !== undefined ? lead : under;
  return heading === undefined ? {} : { heading };
}

function readCode(node: Code, file: string, title: Prose | undefined): UnreadSample {
  const named = titleOf(node) ?? title?.text;
  const source = node.data?.source ?? { file, text: node.value, runs: [{ value: 0, source: 0 }] };
  return {
    ...(named === undefined ? {} : { title: named }),
    locate: (start, end) => locate(source, start, end),
    value: node.value,
    at: locate(source, 0, node.value.length),
  };
}

function mergeSpecifics(one: Specifics | undefined, other: Specifics): Specifics {
  if (one === undefined) return other;
  const others = [
    ...(one.others ?? []),
    ...(one.action === undefined || other.action === undefined ? [] : [other.action]),
    ...(other.others ?? []),
  ];
  return { ...other, ...one, ...(others.length === 0 ? {} : { others }) };
}

/** One finding a table, at the first row that holds words. */
function unreadTable(file: string, rows: readonly TableRow[], coverage: CoverageKeeper): void {
  const said = rows.map((row) => {
    const text = row.children.map((cell) => readProse(file, cell).text).join(" | ");
    return { row, text, at: positionOf(file, row) };
  });
  const filled = said.filter(({ text }) => /[^ |]/.test(text));
  if (isAboutWebhook(file, filled)) {
    for (const one of said) coverage.ignore("row", "labels-of-webhook", one);
    return;
  }
  const shown = filled[0] ?? said[0];
  const why = `no meaning is known for this table${rows.length === 1 ? "" : `, ${String(rows.length)} rows in all`}`;
  for (const one of said) coverage.unread("row", "reference/unread-row", one, one === shown ? why : undefined);
}

/** A label in bold and a value in each row, one of which labels the event: "**Event type** | `order.paid`", "**Scope** | Shop". */
function isAboutWebhook(file: string, rows: readonly { readonly row: TableRow }[]): boolean {
  const labels = rows.flatMap(({ row: { children } }) => {
    const [label] = children;
    const isLabelled = children.length === 2 && label?.children.length === 1 && label.children[0]?.type === "strong";
    return isLabelled ? [readProse(file, label).text] : [];
  });
  return labels.length === rows.length && labels.some((label) => /^(?:event|webhook|topic)\b/i.test(label));
}
