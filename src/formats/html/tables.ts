// Tables: rows and cells of a data table, with a header row always first, as mdast has it.
import type { Table, TableCell, TableRow } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import type { Position as Extent } from "unist";
import { attribute, type HtmlElement, isElement, lineageOf, nodesBelow, parentOf } from "./elements.ts";
import { type Piece, toBlocks, toPhrasing } from "./to-mdast.ts";

interface Span {
  readonly columns: number;
  readonly rows: number;
}

const spans = new WeakMap<TableCell, Span>();
const layouts = new WeakMap<HtmlElement, boolean>();

/** Wider spans than any page needs are cut, so that one attribute can't blow a row up. */
const WIDEST_SPAN = 24;
/** Cells behind this column reach into no other row. */
const WIDEST_ROW = 48;
/** What a cell says holds for the rows it reaches into, up to so many rows and characters. */
const MOST_REPEATS = 40;
const LONGEST_REPEAT = 2000;

export function toCell(element: HtmlElement, pieces: readonly Piece[], position: Extent): readonly Piece[] {
  const cell: TableCell = { type: "tableCell", children: toPhrasing(pieces), position };
  const columns = spanOf(element, "colspan");
  const rows = spanOf(element, "rowspan");
  if (columns > 1 || rows > 1) spans.set(cell, { columns, rows });
  return [cell];
}

function spanOf(element: HtmlElement, name: string): number {
  const count = Number.parseInt(attribute(element, name) ?? "1", 10);
  if (name === "rowspan") return Number.isNaN(count) ? 1 : count === 0 ? Number.POSITIVE_INFINITY : Math.max(1, count);
  return Number.isNaN(count) ? 1 : Math.min(WIDEST_SPAN, Math.max(1, count));
}

export function toRow(_: HtmlElement, pieces: readonly Piece[], position: Extent): readonly Piece[] {
  const children = pieces.filter((piece) => piece.type === "tableCell");
  return children.length === 0 ? [] : [{ type: "tableRow", children, position }];
}

/** The table, after what else stood in it (a caption). Where no row heads it, an empty row does. */
export function toTable(element: HtmlElement, pieces: readonly Piece[], position: Extent): readonly Piece[] {
  const rows = pieces.filter((piece) => piece.type === "tableRow");
  const others = toBlocks(pieces.filter((piece) => piece.type !== "tableRow"));
  const first = rows[0];
  if (first === undefined) return others;
  fillSpans(rows);
  if (!hasHeader(element)) rows.unshift(emptyRow(first));
  const table: Table = { type: "table", align: [], children: rows, position };
  return [...others, table];
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

/** A `<thead>` with a row, or a first row of nothing but `<th>`. */
function hasHeader(table: HtmlElement): boolean {
  for (const node of nodesBelow(table)) {
    if (!isElement(node) || node.tagName !== "tr") continue;
    if (parentOf(node)?.tagName === "thead") return true;
    const cells = node.childNodes.filter((cell) => cell.nodeName === "td" || cell.nodeName === "th");
    if (cells.length > 0) return cells.every((cell) => cell.nodeName === "th");
  }
  return false;
}

const layoutParts = new Set(["table", "h1", "h2", "h3", "h4", "h5", "h6"]);

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
