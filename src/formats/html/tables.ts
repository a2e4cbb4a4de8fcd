// Tables: rows and cells of a data table, with a header row always first, as mdast has it.
import type { Element } from "hast";
import type { Handle } from "hast-util-to-mdast";
import type { Nodes, PhrasingContent, RootContent, Table, TableCell, TableRow } from "mdast";
import { phrasing as isPhrasing } from "mdast-util-phrasing";
import { toString as textOf } from "mdast-util-to-string";
import type { Position as Extent } from "unist";
import { attribute, type HtmlElement, type HtmlNode, isElement, isText, lineageOf, nodesBelow } from "./elements.ts";

/** Over how many columns and rows a cell reaches. */
interface CellSpan {
  readonly columns: number;
  readonly rows: number;
}

const spans = new WeakMap<TableCell, CellSpan>();
const layouts = new WeakMap<HtmlElement, boolean>();

/** Wider spans than any page needs are cut, so that one attribute can't blow a row up. */
const WIDEST_SPAN = 24;
/** Cells behind this column reach into no other row. */
const WIDEST_ROW = 48;
/** What a cell says holds for the rows it reaches into, up to so many rows and characters. */
const MOST_REPEATS = 40;
const LONGEST_REPEAT = 2000;

const cell: Handle = (state, node) => {
  const made: TableCell = { type: "tableCell", children: toPhrasing(state.all(node)) };
  state.patch(node, made);
  const columns = Math.min(WIDEST_SPAN, spanOf(node.properties.colSpan));
  const rows = spanOf(node.properties.rowSpan);
  if (columns > 1 || rows !== 1) spans.set(made, { columns, rows: rows === 0 ? Number.POSITIVE_INFINITY : rows });
  return made;
};

function spanOf(value: unknown): number {
  const count = Number.parseInt(String(value ?? 1), 10);
  return Number.isNaN(count) ? 1 : Math.max(0, count);
}

const row: Handle = (state, node) => {
  const children = state.all(node).filter((child) => child.type === "tableCell");
  if (children.length === 0) return undefined;
  const made: TableRow = { type: "tableRow", children };
  state.patch(node, made);
  return made;
};

/** Of one row, from its whole copy. */
export const rowHandlers: Readonly<Record<string, Handle>> = { tr: row, td: cell, th: cell };

/** A row that is read already. */
export interface ReadRow {
  readonly row: TableRow;
  /** It holds nothing but `<th>`. */
  readonly isHeader: boolean;
}

/** Of tables, whose rows are empty elements with the number of a row. */
export function tableHandlers(read: readonly ReadRow[]): Readonly<Record<string, Handle>> {
  const rowOf = ({ properties }: Element): ReadRow | undefined => read[Number(properties["dataRow"])];
  return { tr: (_, node) => rowOf(node)?.row, table: tableHandler(rowOf) };
}

/** The table, after what else was in it (a caption). Where no row heads it, an empty row does. */
function tableHandler(rowOf: (row: Element) => ReadRow | undefined): Handle {
  return (state, node) => {
    const nodes = state.all(node);
    const rows = nodes.filter((child) => child.type === "tableRow");
    const others = state.toFlow(nodes.filter(({ type }) => type !== "tableRow"));
    const [first] = rows;
    if (first === undefined) return others;
    fillSpans(rows);
    const head = node.children.find((child) => child.type === "element" && /^(?:thead|tr)$/.test(child.tagName));
    const isHeaded = head?.type === "element" && (head.tagName === "thead" || rowOf(head)?.isHeader === true);
    if (!isHeaded) rows.unshift(emptyRow(first));
    const made: Table = { type: "table", align: [], children: rows };
    state.patch(node, made);
    return [...others, made];
  };
}

/** The phrasing of nodes for a place that can hold nothing else; blocks are set apart by a line end. */
export function toPhrasing(nodes: readonly RootContent[]): PhrasingContent[] {
  const phrasing: PhrasingContent[] = [];
  const write = (node: PhrasingContent): void => {
    const last = phrasing.at(-1);
    if (last?.type === "text" && node.type === "text") {
      const start = last.position?.start ?? node.position?.start;
      last.value += node.value;
      if (start !== undefined && node.position !== undefined) last.position = { start, end: node.position.end };
    } else phrasing.push(node);
  };
  let isApart = false;
  const stack: (Nodes | "end")[] = [...nodes].reverse();
  for (let node = stack.pop(); node !== undefined; node = stack.pop()) {
    if (node !== "end" && isPhrasing(node)) {
      if (isApart && phrasing.length > 0) write({ type: "text", value: "\n" });
      isApart = false;
      write(node);
      continue;
    }
    isApart = true;
    if (node === "end") continue;
    stack.push("end");
    if (node.type === "code") stack.push({ type: "inlineCode", value: node.value, position: node.position });
    else if ("children" in node) for (const child of node.children.toReversed()) stack.push(child);
  }
  return phrasing;
}

interface Reaching {
  readonly cell: TableCell;
  readonly column: number;
  readonly columns: number;
  readonly repeats: boolean;
  left: number;
}

/**
 * Empty cells where a cell reaches over columns, so that columns stay in line. One that reaches down is said of each row, but
 * for the first: a row's name is its own.
 */
function fillSpans(rows: readonly TableRow[]): void {
  let reaching: Reaching[] = [];
  for (const row of rows) {
    const spanned = row.children.some((cell) => spans.has(cell));
    if (!spanned && reaching.length === 0) continue;
    const cells: TableCell[] = [];
    const started: typeof reaching = [];
    const fillReached = (): void => {
      for (let hit = at(reaching, cells.length); hit !== undefined; hit = at(reaching, cells.length)) {
        hit.left--;
        cells.push(hit.repeats ? { ...hit.cell } : emptyCell(cells.at(-1) ?? row));
        for (let column = 1; column < hit.columns; column++) cells.push(emptyCell(cells.at(-1) ?? row));
      }
    };
    for (const cell of row.children) {
      fillReached();
      const span = spans.get(cell);
      if (span !== undefined && span.rows > 1)
        started.push({
          cell,
          column: cells.length,
          columns: span.columns,
          repeats: cells.length > 0 && span.rows <= MOST_REPEATS && textOf(cell).length <= LONGEST_REPEAT,
          left: span.rows - 1,
        });
      cells.push(cell);
      for (let extra = 1; extra < (span?.columns ?? 1); extra++) cells.push(emptyCell(cell));
    }
    fillReached();
    row.children = cells;
    reaching = [...reaching, ...started]
      .filter(({ left, column }) => left > 0 && column < WIDEST_ROW)
      .slice(0, WIDEST_SPAN);
  }
}

function at<T extends { readonly column: number }>(reaching: readonly T[], column: number): T | undefined {
  return reaching.find((candidate) => candidate.column === column);
}

function emptyCell({ position }: { readonly position?: Extent | undefined }): TableCell {
  return position === undefined
    ? { type: "tableCell", children: [] }
    : { type: "tableCell", children: [], position: { start: position.end, end: position.end } };
}

function emptyRow(first: TableRow): TableRow {
  const start = first.position?.start ?? { line: 1, column: 1, offset: 0 };
  const position = { start, end: start };
  const children = first.children.map((): TableCell => ({ type: "tableCell", children: [], position }));
  return { type: "tableRow", children, position };
}

/**
 * Editors that know no header cells: the first row heads a table where its words alone are bold, or stand above a column of
 * nothing but code. Changes the tree in place.
 */
export function headTables(article: HtmlElement): void {
  for (const table of nodesBelow(article)) {
    if (!isElement(table) || table.tagName !== "table") continue;
    const parts = [...nodesBelow(table, ({ tagName }) => tagName !== "td" && tagName !== "th")].filter(isElement);
    if (parts.some(({ tagName }) => tagName === "th" || tagName === "thead")) continue;
    const rows = parts.filter(({ tagName }) => tagName === "tr").map(({ childNodes }) => childNodes.filter(isElement));
    const [head = [], ...others] = rows.filter((cells) => cells.some(hasWords));
    if (!looksLikeHead(head, others)) continue;
    for (const cell of head) {
      cell.tagName = "th";
      cell.nodeName = "th";
    }
  }
}

function looksLikeHead(head: readonly HtmlElement[], [next, ...others]: readonly (readonly HtmlElement[])[]): boolean {
  if (next === undefined || head.length < 2 || !head.every(hasWords)) return false;
  const isBoldRow = (cells: readonly HtmlElement[]): boolean => cells.every((cell) => isAll(isBold, cell));
  if (isBoldRow(head)) return !isBoldRow(next);
  const isCode = ({ tagName }: HtmlElement): boolean => tagName === "code";
  const isCoded = [next, ...others].every(([name]) => name !== undefined && isAll(isCode, name));
  return (
    others.length > 0 &&
    isCoded &&
    !head.some((cell) => [...nodesBelow(cell)].some((node) => isElement(node) && isCode(node)))
  );
}

const hasWords = (node: HtmlNode): boolean =>
  isElement(node) && [...nodesBelow(node)].some((below) => isText(below) && below.value.trim() !== "");

/** All words of a cell are in such an element; it has some. */
function isAll(wanted: (element: HtmlElement) => boolean, cell: HtmlElement): boolean {
  const bare = [...nodesBelow(cell, (element) => !wanted(element))];
  return hasWords(cell) && !bare.some((node) => isText(node) && node.value.trim() !== "");
}

function isBold(element: HtmlElement): boolean {
  if (element.tagName === "strong" || element.tagName === "b") return true;
  return /font-weight\s{0,9}:\s{0,9}(?:bold|[6-9]00)/i.test((attribute(element, "style") ?? "").slice(0, 1000));
}

const layoutParts = new Set(["table", "h1", "h2", "h3", "h4", "h5", "h6"]);

export function markAsData(table: HtmlElement): void {
  layouts.set(table, false);
}

/** Whether a table (or the table around a row or cell) only arranges blocks: headings, other tables, code beside line numbers. */
export function isLayout(part: HtmlElement): boolean {
  for (const above of lineageOf(part)) {
    if (above.tagName !== "table") continue;
    const known = layouts.get(above);
    if (known !== undefined) return known;
    const found = arranges(above);
    layouts.set(above, found);
    return found;
  }
  return true;
}

function arranges(table: HtmlElement): boolean {
  let rows = 0;
  let code = false;
  for (const node of nodesBelow(table, ({ tagName }) => tagName !== "pre")) {
    if (!isElement(node)) continue;
    if (layoutParts.has(node.tagName)) return true;
    if (node.tagName === "tr") rows++;
    if (node.tagName === "pre") code = true;
  }
  return code && rows === 1;
}
