// Makes mdast nodes of the blocks of a text, each with its place.
import type { BlockContent, Code, List, Paragraph, PhrasingContent, Table, TableCell, TableRow } from "mdast";
import type { SourceRun, SourceText } from "../../source/line-index.ts";
import type { Block, ListItem } from "./blocks.ts";
import type { Depth } from "./headings.ts";
import { type CopiedLine, isOdd, plainOf, pointAt, pointBehind } from "./lines.ts";
import { isIdentifierList, type TextSpan, trimmed, isIdentifier, isName, unquoted, type Words } from "./row-rules.ts";
import type { TextRow, TextTable } from "./table.ts";

export interface Making extends SourceText {
  readonly lines: readonly CopiedLine[];
  readonly words: Words;
}

export function blockNode(block: Block, depth: Depth | undefined, making: Making): BlockContent {
  if (block.kind === "code") return codeNode(making, block.first, block.last);
  if (block.kind === "table") return tableNode(block.table, making);
  if (block.kind === "list") return listNode(block.items, making);
  const line = making.lines[block.first];
  if (depth === undefined || !line) return paragraphNode(making.lines, block.first, block.last);
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
  return { type: "paragraph", children, ...across(lines[first], lines[last], mark) };
}

/** From the character `mark` of the first line to the end of the last. */
function across(
  first: CopiedLine | undefined,
  last: CopiedLine | undefined,
  mark = 0,
): { readonly position?: NonNullable<Paragraph["position"]> } {
  if (!first || !last) return {};
  return { position: { start: pointAt(first, mark), end: pointBehind(last, last.text.length) } };
}

function listNode(items: readonly ListItem[], { lines }: Making): List {
  const children = items.map(({ first, last, mark }) => {
    const children = [paragraphNode(lines, first, last, mark)];
    return { type: "listItem" as const, spread: false, checked: null, children, ...across(lines[first], lines[last]) };
  });
  const begin = lines[items[0]?.first ?? -1];
  const place = across(begin, lines[items.at(-1)?.last ?? -1]);
  return { type: "list", ordered: /^\d/.test(begin?.text ?? ""), spread: false, children, ...place };
}

function tableNode({ rows, rule, last }: TextTable, { lines, words }: Making): Table {
  const begin = rule === undefined ? rows[0]?.line : lines[rule];
  const children = rows.map((row) => rowNode(row, words));
  return { type: "table", align: [], children, ...across(begin, lines[last]) };
}

function rowNode({ line, cells, header }: TextRow, words: Words): TableRow {
  const children = cells.map((cell, column): TableCell => {
    const own = cell.line ?? line;
    const children = header ? phrasing(own, cell) : cellContent(own, cell, column, words);
    return { type: "tableCell", children, position: placeOf(own, cell) };
  });
  return { type: "tableRow", children, ...across(line, cells.at(-1)?.line ?? line) };
}

function cellContent(line: CopiedLine, span: TextSpan, column: number, words: Words): PhrasingContent[] {
  const text = line.text.slice(span.from, span.to);
  if (column === 0) return firstCell(line, span, text, words);
  const isValue = isIdentifierList(text) || (isName(text) && /^[A-Z]/.test(line.text));
  return isValue ? codesAmong(line, span, /\S+/g) : phrasing(line, span);
}

/** The name that a row explains, and the mark of its footnote. */
function firstCell(line: CopiedLine, span: TextSpan, text: string, { labels }: Words): PhrasingContent[] {
  const name = /^(?:`[^`]{1,120}`|[^\s*†‡¹²³⁴-⁹]{1,120})/.exec(text)?.[0] ?? "";
  const mark = text.slice(name.length).trim();
  if (labels.includes(text) || !isName(name) || !/^[*)†‡¹²³⁴-⁹]*$/.test(mark)) return phrasing(line, span);
  const to = span.from + name.length;
  return [inlineCode(line, { from: span.from, to }), ...textNodes(line, { from: to, to: span.to })];
}

/** Text, with what is between backticks as inline code. */
function phrasing(line: CopiedLine, span: TextSpan, joint = ""): PhrasingContent[] {
  return codesAmong(line, span, /`[^`]{1,500}`/g, joint);
}

/** Text, with what the pattern finds as inline code; `joint` is put before text that comes first. */
function codesAmong(line: CopiedLine, span: TextSpan, code: RegExp, joint = ""): PhrasingContent[] {
  const nodes: PhrasingContent[] = [];
  let at = span.from;
  for (const { index, 0: word } of line.text.slice(span.from, span.to).matchAll(code)) {
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

/** Lines `first` to `last` as one block: line ends become LF, zero-width characters outside strings go. */
function codeNode({ lines, file, text }: Making, first: number, last: number): Code {
  const begin = lines[first];
  const end = lines[last];
  if (!begin || !end) return { type: "code", value: "" };
  const pieces: string[] = [];
  const runs: SourceRun[] = [];
  let length = 0;
  const add = (piece: string, source: number): void => {
    const run = runs.at(-1);
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
    const raw = text.slice(start, line.to);
    if (isOdd(raw)) {
      const { text: shown, offsets } = plainOf(raw, start, true);
      for (const [at, source] of offsets.entries()) add(shown.charAt(at), source);
    } else add(raw, start);
    from = line.to;
  }
  const data = { source: { file, text, runs } };
  return { type: "code", value: pieces.join(""), ...across(begin, end), data };
}
