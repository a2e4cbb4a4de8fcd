// Lifts the text of a reference page, copied from a browser or extracted, into mdast with true places.
import type { Root, BlockContent, Code, List, Paragraph, PhrasingContent, Table, TableCell, TableRow } from "mdast";
import { type Finding, findingIn } from "../../source/finding.ts";
import { extentAt, placeAt, type SourceText, type SourceRun } from "../../source/line-index.ts";
import type { Ignored, Reader } from "../document.ts";
import { type Block, groupLines, PAGE_NUMBER, type ListItem } from "./blocks.ts";
import { headingDepths, type Depth } from "./headings.ts";
import { type CopiedLine, splitLines, isOdd, plainOf, pointAt, pointBehind } from "./lines.ts";
import { withoutLineNumbers } from "./noise.ts";
import {
  collectWords,
  isIdentifierList,
  type TextSpan,
  textOf,
  trimmed,
  isIdentifier,
  isName,
  unquoted,
  type Words,
} from "./row-rules.ts";
import { BADGE, TYPE } from "../parameter-words.ts";
import { type TabledMember, tableOf } from "../member-table.ts";
import type { CopiedPart, Parameter } from "./parameters.ts";
import type { TextRow, TextTable } from "./table.ts";
/**
 * Reads both shapes of text, and mixtures of them: blocks separated by blank lines with table cells run together, and
 * lines without blanks between them with pipes in the tables. Never fails: what cannot be distinguished stays as paragraphs.
 */
export const readText: Reader = (text, { file, labels = [] }) => {
  const page = { file, text };
  const { lines: all, runs, columns } = withoutLineNumbers(splitLines(text));
  const words = collectWords(all, labels);
  const { blocks, lines, noise } = groupLines(all, words);
  const depths = headingDepths(blocks, lines);
  const making = { ...page, lines, words, isMarked: blocks.some(marksRequired) };
  const children = blocks.map((block, index) => blockNode(block, depths.get(index), making));
  const ignore = (rule: string, quoted: readonly CopiedLine[]): Ignored => {
    const quote = quoted.map((line) => line.text).join(" ");
    return { rule, quote, at: placeAt(page, quoted[0]?.from ?? 0, quoted.at(-1)?.to ?? 0) };
  };
  const ignored = [
    ...noise.map(({ rule, line }) => ignore(rule, [line])),
    ...columns.map((column) => ignore("document/line-numbers", column)),
  ];
  const tree: Root = { type: "root", children, position: extentAt(text, 0, all.at(-1)?.to ?? 0) };
  const findings = [
    ...blocks.flatMap((block) => findingsOf(block, lines, page)),
    ...runs.map((run) => {
      const message = `${String(run.length)} lines of a sample have their numbers before them; read without the numbers`;
      return lineFinding(page, "numbered-lines", message, "remove the numbers", run[0], run.at(-1));
    }),
    ...noise.flatMap(({ rule, line }) => (rule === PAGE_NUMBER ? pageNumber(line, page) : [])),
  ];
  return { document: { ...page, format: "text", tree, metadata: {}, ignored }, findings };
};

/** Quotes the first of the lines that it is about. */
function lineFinding(
  page: SourceText,
  name: string,
  message: string,
  fix: string,
  first: CopiedLine | undefined,
  last = first,
): Finding {
  const [start, end] = [first?.from ?? 0, last?.to ?? 0];
  return findingIn(page, { rule: `document/${name}`, message, fix, start, end, quote: first?.text });
}

function pageNumber(line: CopiedLine, page: SourceText): Finding {
  const message = `${line.text} stands alone at the margin of an indented sample; taken for the number of a page and left out`;
  return lineFinding(page, "page-number", message, "remove the number, or indent it if it is a value", line);
}

function findingsOf(block: Block, lines: readonly CopiedLine[], page: SourceText): readonly Finding[] {
  if (block.kind === "code" && !block.opened) {
    const message = "a sample begins without its opening bracket; lifted as a code block from its first line on";
    const fix = "put the line that opens the sample before this one";
    return [lineFinding(page, "sample-without-opener", message, fix, lines[block.first])];
  }
  if (block.kind !== "table") return [];
  const message =
    "nothing tells where each cell of this table row ends; kept with the cells that could be distinguished";
  const fix = "part the cells with a tab or ` | `";
  const whole = block.table.rows.filter(({ split }) => !split);
  const glued = (block.table.parameters ?? []).flatMap(({ glued }) => (glued?.values.length === 0 ? [glued.line] : []));
  return [
    ...whole.map(({ line }) => lineFinding(page, "run-together-cells", message, fix, line)),
    ...glued.map((line) => lineFinding(page, "run-together-values", GLUED_VALUES, "put a comma between them", line)),
  ];
}

const GLUED_VALUES = "nothing tells where each of these values ends; the list was not read";

export interface Making extends SourceText {
  readonly lines: readonly CopiedLine[];
  readonly words: Words;
  /** Where one parameter of a page is marked as required, those that are not may be missing. */
  readonly isMarked: boolean;
}

export function blockNode(block: Block, depth: Depth | undefined, making: Making): BlockContent {
  if (block.kind === "code") return codeNode(making, block.first, block.last);
  if (block.kind === "table") return parameterTable(block.table, making.isMarked) ?? tableNode(block.table, making);
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

const marksRequired = (block: Block): boolean =>
  block.kind === "table" && block.table.parameters?.some(({ marks }) => markIn(marks, 1) !== undefined) === true;

/** The mark that says one of what marks may say: required, optional or nullable. */
function markIn(marks: readonly CopiedPart[], kind: 1 | 2 | 3): CopiedPart | undefined {
  return marks.find(({ line, from, to }) => BADGE.exec(line.text.slice(from, to))?.[kind] !== undefined);
}

function parameterTable({ parameters = [] }: TextTable, isMarked: boolean): Table | undefined {
  const members = parameters.map(({ name, type, marks, notes, glued }): TabledMember => {
    const [, words = type.line.text] = TYPE.exec(textOf(type.line.text, type)) ?? [];
    const isOptional = markIn(marks, 2) !== undefined || isMarked;
    return {
      path: textOf(name.line.text, name),
      type: markIn(marks, 3) === undefined ? words : `${words} or null`,
      presence: markIn(marks, 1) !== undefined ? "required" : isOptional ? "optional" : "",
      notes: [...notes.map(wholeLine), ...valuesOf(glued)].flatMap((own, index): PhrasingContent[] =>
        index === 0 ? own : [{ type: "break" }, ...own],
      ),
      node: { type: "text", value: "", position: placeOf(name.line, name) },
    };
  });
  const [first] = members;
  return first === undefined ? undefined : { ...tableOf(members, first.node), data: { isFlat: true } };
}

function wholeLine(line: CopiedLine): PhrasingContent[] {
  return phrasing(line, { from: 0, to: line.text.length });
}

/** The label of the values, and each of them as code. */
function valuesOf(glued: Parameter["glued"]): PhrasingContent[][] {
  const [first] = glued?.values ?? [];
  if (glued === undefined || first === undefined) return [];
  const { line, values } = glued;
  const codes = values.flatMap((part, index): PhrasingContent[] => [
    { type: "text", value: index === 0 ? " " : ", " },
    inlineCode(line, part),
  ]);
  return [[...textNodes(line, { from: 0, to: first.from }), ...codes]];
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
  if (/^[{[]\s*["{][^]*[}\]]$/.test(text)) return [inlineCode(line, span)];
  if (column === 0) return firstCell(line, span, text, words);
  const isValue = isIdentifierList(text) || (isName(text) && /^[A-Z]/.test(line.text));
  return isValue ? codesAmong(line, span, /\S+/g) : phrasing(line, span);
}

/** The name that a row explains, and the mark of its footnote. */
function firstCell(line: CopiedLine, span: TextSpan, text: string, { labels }: Words): PhrasingContent[] {
  const name = /^(?:`[^`]{1,120}`|[^\s*†‡¹²³⁴-⁹]{1,120})/.exec(text)?.[0] ?? "";
  const mark = text.slice(name.length).trim();
  if (labels.includes(text) || !(isName(name) || isSpelledAsName(name)) || !/^[*)†‡¹²³⁴-⁹]*$/.test(mark))
    return phrasing(line, span);
  const to = span.from + name.length;
  return [inlineCode(line, { from: span.from, to }), ...textNodes(line, { from: to, to: span.to })];
}

/** Parts of a name in letters of any case, tied by marks or by a capital inside: no word of a language is spelled so. */
function isSpelledAsName(text: string): boolean {
  return /^[A-Za-z][\w$]*(?:\[\])?(?:[._:/-][\w$]+(?:\[\])?)*$/.test(text) && /[._:/-]\w|[a-z][A-Z]/.test(text);
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
