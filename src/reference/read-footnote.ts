// Reads footnotes: the markers of rows and notes (`*`, `†`, `¹`, `(1)`, `[^1]`), their texts, and the values that these lead to.
import type { List, RootContent, Table, Nodes } from "mdast";
import { markedOf, readProse } from "./read-prose.ts";
import type { FieldTable, Footnote, Prose } from "./reference.ts";
import { eachNode } from "../formats/document.ts";

const RAISED = "¹²³⁴⁵⁶⁷⁸⁹";

const SIGN = `\\*{1,4}|[†‡]|[${RAISED}]`;

const SIGN_BEHIND = new RegExp(`(?<!\\s)\\s*[([]?(${SIGN})[)\\]]?\\s*$`);

const NUMBER_BEHIND = /\s*(?:\((\d{1,2})\)|(?:^|\s)\[(\d{1,2})\]|(?:^|\s)(\d{1,2})\)?)\s*$/;

const SIGN_BEFORE = new RegExp(`^\\s*[([]?(${SIGN})\\s*[)\\]]?\\s*`);

const NUMBER_BEFORE = /^\s*[([]?(\d{1,2})(?:\s*[)\].:]|(?=[\s\p{Lu}]))\s*/u;

const STRICT = /^\s*(?:\*{1,4}|[†‡]|[¹²³⁴⁵⁶⁷⁸⁹]|\d{1,2})\s*\)/;

/**
 * Undefined where the paragraph is no footnote. Its text is empty where the marker is alone: the next paragraph is it.
 * @param expected markers that a row carries: one of these needs no parenthesis
 */
export function readFootnote(paragraph: Prose, expected: ReadonlySet<string> = new Set()): Footnote | undefined {
  const found = markerBefore(paragraph.text);
  if (found === undefined || !(STRICT.test(paragraph.text) || expected.has(found.marker))) return undefined;
  const { marked } = paragraph;
  const body = {
    ...paragraph,
    text: found.rest,
    ...(marked === undefined ? {} : { marked: markerBefore(marked)?.rest ?? marked }),
  };
  return { marker: found.marker, body };
}

/** Markers of rows, behind their names or their notes. */
export function markersOf({ rows }: FieldTable): readonly string[] {
  return rows.flatMap(({ marker, notes }) => {
    const behind = notes === undefined ? undefined : markerBehind(notes).marker;
    return [marker, behind].filter((found) => found !== undefined);
  });
}

/** A list whose items are footnotes: numbered as the rows are marked, or the one bullet for rows marked with a star. */
export function footnotesOf(
  file: string,
  list: List,
  expected: (marker: string) => boolean,
): readonly Footnote[] | undefined {
  const markers = list.children.map((_, index) => (list.ordered === true ? String((list.start ?? 1) + index) : "*"));
  if (list.ordered !== true && markers.length > 1) return undefined;
  if (!markers.every(expected)) return undefined;
  return list.children.map((item, index) => ({
    marker: markers[index] ?? "",
    body: readBody(file, item.children, item),
  }));
}

/** The text of a footnote's nodes: its paragraphs, and the values that its lists and tables hold. */
export function readBody(
  file: string,
  nodes: readonly RootContent[],
  whole: Extract<RootContent, { children: unknown }>,
): Prose {
  const [first, ...others] = nodes;
  const start = first?.type === "paragraph" ? readProse(file, first) : readProse(file, whole);
  return first?.type === "paragraph" ? others.reduce((body, node) => withValues(file, body, node), start) : start;
}

/** Whether a footnote's text leads to what is behind it. */
export function leadsOn({ body }: Footnote): boolean {
  return body.text.endsWith(":");
}

/** The text with the values that a list or a table behind it holds; what else is there adds its words. */
export function withValues(file: string, body: Prose, node: RootContent): Prose {
  const parts =
    node.type === "list"
      ? node.children.map((item) => readValue(readProse(file, item)))
      : node.type === "table"
        ? valueRows(file, node)
        : [readProse(file, node)];
  const comma = node.type === "paragraph" ? " " : ", ";
  return {
    ...body,
    text: [body.text, parts.map(({ text }) => text).join(comma)].join(" "),
    marked: [markedOf(body), parts.map(markedOf).join(comma)].join(" "),
    codes: [...body.codes, ...parts.flatMap(({ codes }) => codes)],
    links: [...body.links, ...parts.flatMap(({ links }) => links)],
  };
}

/** An item that begins with a code span is a value; what it says of it goes in parentheses. */
function readValue(item: Prose): Prose {
  const [code] = item.codes;
  if (code === undefined || !item.text.startsWith(code)) return item;
  const note = item.text
    .slice(code.length)
    .replace(/^[\s:–—-]+|(?<![\s.,;])[\s.,;]+$/g, "")
    .replace(/^\(([^()]*)\)$/, "$1");
  const behind = note === "" ? "" : ` (${note.replace(/[()]/g, "")})`;
  return { ...item, text: `${code}${behind}`, marked: `\`${code}\`${behind}`, codes: [code] };
}

function valueRows(file: string, { children }: Table): readonly Prose[] {
  const rows = children.map((row) => row.children.map((cell) => readProse(file, cell)));
  return rows.flatMap(([value, ...notes], index) => {
    if (value === undefined || value.text === "" || (index === 0 && value.codes.length === 0)) return [];
    const note = notes
      .map(({ text }) => text)
      .join(" ")
      .trim();
    return [readValue({ ...value, text: note === "" ? value.text : `${value.text} ${note}` })];
  });
}

/** The marker at the end of a text, and the text without it. A number counts only behind a code span or apart from a word. */
export function markerBehind({ text, codes }: Pick<Prose, "text" | "codes">): {
  readonly bare: string;
  readonly marker?: string;
} {
  const sign = SIGN_BEHIND.exec(text);
  if (sign?.[1] !== undefined) return { bare: text.slice(0, sign.index), marker: plainMarker(sign[1]) };
  const code = codes.at(-1);
  const start = code === undefined ? 0 : text.lastIndexOf(code) + code.length;
  const number = NUMBER_BEHIND.exec(text.slice(start));
  const marker = number?.slice(1).find((found) => found !== undefined);
  return number === null || marker === undefined
    ? { bare: text }
    : { bare: text.slice(0, start + number.index), marker };
}

/** The marker that a text begins with, and the text behind it. */
function markerBefore(text: string): { readonly marker: string; readonly rest: string } | undefined {
  const found = SIGN_BEFORE.exec(text) ?? NUMBER_BEFORE.exec(text);
  return found?.[1] === undefined ? undefined : { marker: plainMarker(found[1]), rest: text.slice(found[0].length) };
}

/** The marker of the first `[^1]` in a node. */
export function noteReference(node: Nodes): string | undefined {
  let marker: string | undefined;
  eachNode(node, (child) => {
    if (child.type === "footnoteReference") marker ??= noteMarker(child.identifier);
  });
  return marker;
}

export function noteMarker(identifier: string): string {
  return `^${identifier}`;
}

export function isNoteMarker(marker: string): boolean {
  return marker.startsWith("^");
}

function plainMarker(marker: string): string {
  const digit = RAISED.indexOf(marker);
  return digit < 0 ? marker : String(digit + 1);
}
