// Makes mdast nodes of the blocks of a text, each with its place.
import type { BlockContent, Code, List, Paragraph, PhrasingContent, Table, TableCell, TableRow } from "mdast";
import type { SourceRun } from "../../source/line-index.ts";
import type { Block, ListItem } from "./blocks.ts";
import type { Depth } from "./headings.ts";
import { isOdd, isOddSpace, isZeroWidth, type CopiedLine, pointAt, pointBehind } from "./lines.ts";
import { isIdentifierList, type TextSpan, trimmed, isIdentifier, isName, unquoted, type Words } from "./row-rules.ts";
import type { TextRow, TextTable } from "./table.ts";

export interface Making extends CodePlace {
  readonly lines: readonly CopiedLine[];
  readonly words: Words;
}

export function blockNode(block: Block, depth: Depth | undefined, making: Making): BlockContent {
  if (block.kind === "code") return codeNode(making.lines, block.first, block.last, making);
  if (block.kind === "table") return tableNode(block.table, making);
  if (block.kind === "list") return listNode(block.items, making);
  if (depth === undefined) return paragraphNode(making.lines, block.first, block.last);
  const line = making.lines[block.first];
  if (!line) return paragraphNode(making.lines, block.first, block.last);
  const span = { from: 0, to: line.text.length };
  const children = isName(line.text) && depth === 4 ? [inlineCode(line, span)] : phrasing(line, span);
  return { type: "heading", depth, children, position: placeOf(line, span) };
}

function paragraphNode(lines: readonly CopiedLine[], first: number, last: number, mark = 0): Paragraph {
  const children: PhrasingContent[] = [];
  for (let index = first; index <= last; index += 1) {
    const line = lines[index];
    if (!line) continue;
    const span = { from: index === first ? mark : 0, to: line.text.length };
    const joint = index === first || /^[,.;:)!?]/.test(line.text) ? "" : " ";
    for (const node of isIdentifier(line.text) ? [inlineCode(line, span)] : phrasing(line, span, joint))
      children.push(node);
  }
  const begin = lines[first];
  const end = lines[last];
  if (!begin || !end) return { type: "paragraph", children };
  const position = { start: pointAt(begin, mark), end: pointBehind(end, end.text.length) };
  return { type: "paragraph", children, position };
}

function listNode(items: readonly ListItem[], { lines }: Making): List {
  const begin = lines[items[0]?.first ?? -1];
  const end = lines[items[items.length - 1]?.last ?? -1];
  const children = items.map(({ first, last, mark }) => {
    const paragraph = paragraphNode(lines, first, last, mark);
    const line = lines[first];
    const start = line && pointAt(line, 0);
    const position = start && paragraph.position && { position: { start, end: paragraph.position.end } };
    return { type: "listItem" as const, spread: false, checked: null, children: [paragraph], ...position };
  });
  const list: List = { type: "list", ordered: /^\d/.test(begin?.text ?? ""), spread: false, children };
  return begin && end
    ? { ...list, position: { start: pointAt(begin, 0), end: pointBehind(end, end.text.length) } }
    : list;
}

function tableNode({ rows, rule, last }: TextTable, { lines, words }: Making): Table {
  const begin = rule === undefined ? rows[0]?.line : lines[rule];
  const end = lines[last];
  const children = rows.map((row) => rowNode(row, words));
  const table: Table = { type: "table", align: [], children };
  return begin && end
    ? { ...table, position: { start: pointAt(begin, 0), end: pointBehind(end, end.text.length) } }
    : table;
}

function rowNode({ line, cells, header }: TextRow, words: Words): TableRow {
  const children = cells.map((cell, column): TableCell => {
    const own = cell.line ?? line;
    const children = header ? phrasing(own, cell) : cellContent(own, cell, column, words);
    return { type: "tableCell", children, position: placeOf(own, cell) };
  });
  const end = cells.at(-1)?.line ?? line;
  const position = { start: pointAt(line, 0), end: pointBehind(end, end.text.length) };
  return { type: "tableRow", children, position };
}

function cellContent(line: CopiedLine, span: TextSpan, column: number, words: Words): PhrasingContent[] {
  const text = line.text.slice(span.from, span.to);
  if (column === 0) return firstCell(line, span, text, words);
  const isValue = isIdentifierList(text) || (isName(text) && /^[A-Z]/.test(line.text));
  return isValue ? identifiers(line, span) : phrasing(line, span);
}

/** The name that a row explains, and the mark of its footnote. */
function firstCell(line: CopiedLine, span: TextSpan, text: string, { labels }: Words): PhrasingContent[] {
  const name = /^(?:`[^`]{1,120}`|[^\s*†‡¹²³⁴-⁹]{1,120})/.exec(text)?.[0] ?? "";
  const mark = text.slice(name.length).trim();
  if (labels.includes(text) || !isName(name) || !/^[*)†‡¹²³⁴-⁹]*$/.test(mark)) return phrasing(line, span);
  const to = span.from + name.length;
  return [inlineCode(line, { from: span.from, to }), ...textNodes(line, { from: to, to: span.to })];
}

function identifiers(line: CopiedLine, span: TextSpan): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let at = span.from;
  for (const { index, 0: word } of line.text.slice(span.from, span.to).matchAll(/\S+/g)) {
    const from = span.from + index;
    nodes.push(...textNodes(line, { from: at, to: from }));
    at = from + word.length;
    nodes.push(inlineCode(line, { from, to: at }));
  }
  return nodes;
}

/** Text, with what stands between backticks as inline code. */
function phrasing(line: CopiedLine, span: TextSpan, joint = ""): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  const text = line.text.slice(span.from, span.to);
  let at = span.from;
  const spans = text.includes("`") ? text.matchAll(/`[^`]{1,500}`/g) : [];
  for (const { index, 0: word } of spans) {
    const from = span.from + index;
    nodes.push(...textNodes(line, { from: at, to: from }, at === span.from ? joint : ""));
    at = from + word.length;
    nodes.push(inlineCode(line, { from, to: at }));
  }
  nodes.push(...textNodes(line, { from: at, to: span.to }, at === span.from ? joint : ""));
  return nodes;
}

function textNodes(line: CopiedLine, span: TextSpan, joint = ""): PhrasingContent[] {
  if (span.from >= span.to) return [];
  return [{ type: "text", value: joint + line.text.slice(span.from, span.to), position: placeOf(line, span) }];
}

function inlineCode(line: CopiedLine, span: TextSpan): PhrasingContent {
  const { from, to } = trimmed(line.text, span.from, span.to);
  return { type: "inlineCode", value: unquoted(line.text.slice(from, to)), position: placeOf(line, { from, to }) };
}

function placeOf(line: CopiedLine, { from, to }: TextSpan): NonNullable<Paragraph["position"]> {
  return { start: pointAt(line, from), end: to > from ? pointBehind(line, to) : pointAt(line, from) };
}

export interface CodePlace {
  readonly file: string;
  readonly text: string;
}

/** Lines `first` to `last` as one block: line ends become LF, zero-width characters outside strings go. */
export function codeNode(lines: readonly CopiedLine[], first: number, last: number, { file, text }: CodePlace): Code {
  const begin = lines[first];
  const end = lines[last];
  if (!begin || !end) return { type: "code", value: "" };
  const pieces: string[] = [];
  const runs: SourceRun[] = [];
  let length = 0;
  const add = (piece: string, source: number): void => {
    const run = runs[runs.length - 1];
    if (!run || source - length !== run.source - run.value) runs.push({ value: length, source });
    pieces.push(piece);
    length += piece.length;
  };
  let number = begin.number;
  let from = begin.from;
  for (let index = first; index <= last; index += 1) {
    const line = lines[index];
    if (!line) break;
    if (index > first) {
      add("\n".repeat(line.number - number), from);
      number = line.number;
    }
    const start = index === first ? line.from : line.start + (line.margin ?? 0);
    for (const { piece, source } of codePieces(text.slice(start, line.to), start)) add(piece, source);
    from = line.to;
  }
  const position = { start: pointAt(begin, 0), end: pointBehind(end, end.text.length) };
  return { type: "code", value: pieces.join(""), position, data: { source: { file, text, runs } } };
}

interface Piece {
  readonly piece: string;
  readonly source: number;
}

function codePieces(raw: string, source: number): Piece[] {
  if (!isOdd(raw)) return [{ piece: raw, source }];
  const pieces: Piece[] = [];
  let quoted = false;
  let kept = "";
  let start = 0;
  for (let index = 0; index < raw.length; index += 1) {
    const character = raw.charAt(index);
    if (character === '"' && raw.charAt(index - 1) !== "\\") quoted = !quoted;
    if (!quoted && isZeroWidth(raw, index)) {
      if (kept !== "") pieces.push({ piece: kept, source: source + start });
      kept = "";
      start = index + 1;
    } else kept += !quoted && isOddSpace(character) ? " " : character;
  }
  if (kept !== "") pieces.push({ piece: kept, source: source + start });
  return pieces;
}
