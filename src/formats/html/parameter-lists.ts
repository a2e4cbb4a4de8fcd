// Lists of parameters as generators of references lay them out: elements that hold a name, a type, a mark such as "required" and a text.
// Those side by side become a table, and those inside of one are members of it. Names of classes differ by generator, the shape does not.
import { defaultTreeAdapter, html, type Token } from "parse5";
import {
  attribute,
  fold,
  holds,
  type HtmlElement,
  type HtmlNode,
  isElement,
  isText,
  lineageOf,
  nodesBelow,
  parentOf,
} from "./elements.ts";
import { BADGE, LABEL, MEMBER, NAMED_TYPE, TYPE, VALUE, VALUES } from "../parameter-words.ts";
import { markAsData } from "./tables.ts";

/** A text that readers see. */
interface Piece {
  readonly words: string;
  readonly at: Token.Location | null;
}

interface Range {
  readonly first: number;
  readonly last: number;
}

interface Pieces {
  readonly all: readonly Piece[];
  /** Of each element that holds pieces, the first and the last of them. */
  readonly ranges: ReadonlyMap<HtmlElement, Range>;
  /** The elements that begin with a piece, from the innermost on. */
  readonly starting: readonly (readonly HtmlElement[])[];
  /** Elements that hold headings, code or tables, or are such. */
  readonly exhibits: ReadonlySet<HtmlElement>;
}

/** An element of nothing but certain words. */
interface Found extends Range {
  readonly element: HtmlElement;
  readonly words: RegExpExecArray;
}

/** A name with the type behind it. */
interface Head {
  readonly name: Found;
  readonly type: Found;
  readonly marks: readonly Found[];
  /** The innermost element around both. */
  readonly around: HtmlElement;
}

interface Field extends Head {
  /** All that is said of it. */
  readonly element: HtmlElement;
  readonly inner: Field[];
  /** What else is said of it, beside it. */
  readonly texts: HtmlNode[];
}

/** What is in two of their parts is no name with its type. */
const LIST = /^(?:dl|ul|ol|table|thead|tbody|body|main|article|section)$/;
const skipped = new Set([
  "script",
  "style",
  "noscript",
  "template",
  "svg",
  "iframe",
  "button",
  "select",
  "textarea",
  "pre",
]);
const PROSE = /^(?:p|li|dt|dd|a|h[1-6]|blockquote)$/;
const EXHIBIT = /^(?:h[1-6]|pre|table)$/;
const OUTER = /^(?:body|main|article|section|tr|html)$/;
/** Texts that one name or type may be in, and those behind it that may be marks. */
const MOST_PARTS = 6;
const MOST_MARKS = 8;
const MOST_VALUES = 200;

/** Changes the tree in place. */
export function tabulateParameters(article: HtmlElement): void {
  joinRows(article);
  const pieces = piecesOf(article);
  const fields = fieldsIn(pieces, article);
  if (fields.length === 0) return;
  const byElement = new Map(fields.map((field) => [field.element, field]));
  const byParent = new Map<HtmlElement, Set<HtmlNode>>();
  for (const field of fields) {
    let around: Field | undefined;
    const parent = parentOf(field.element);
    for (const above of lineageOf(parent ?? article)) {
      around ??= byElement.get(above);
      if (around !== undefined || above === article) break;
    }
    if (around !== undefined) around.inner.push(field);
    else if (parent !== undefined) byParent.set(parent, (byParent.get(parent) ?? new Set()).add(field.element));
  }
  markValues(pieces, fields);
  for (const heading of elementsBelow(article, (tag) => /^h[1-6]$/.test(tag))) dropMark(heading, pieces);
  const isMarked = fields.some(({ marks }) => marks.some(({ words }) => words[1] !== undefined));
  for (const [parent, elements] of byParent) replaceRuns(parent, elements, { byElement, isMarked, pieces });
}

/** A row of one cell with a table tells of the members of the row before it, and becomes a part of that. */
function joinRows(article: HtmlElement): void {
  for (const table of elementsBelow(article, (tag) => tag === "tbody")) {
    let before: HtmlElement | undefined;
    const kept = table.childNodes.filter((row) => {
      if (!isElement(row) || row.tagName !== "tr") return true;
      const [cell, ...others] = row.childNodes.filter(isElement);
      const isInner = cell?.attrs.some(({ name }) => name === "colspan") === true && others.length === 0;
      if (isInner && before !== undefined && holds(cell, new Set(["table"]))) {
        defaultTreeAdapter.appendChild(before, cell);
        return false;
      }
      before = row;
      return true;
    });
    table.childNodes = kept;
  }
}

function* elementsBelow(article: HtmlElement, wanted: (tag: string) => boolean): Generator<HtmlElement> {
  for (const node of nodesBelow(article)) if (isElement(node) && wanted(node.tagName)) yield node;
}

/** A mark beside the words of a heading is none of them. */
function dropMark(heading: HtmlElement, pieces: Pieces): void {
  const { first, last } = pieces.ranges.get(heading) ?? { first: 0, last: 0 };
  const mark = first < last ? elementAt(pieces, last, BADGE)?.element : undefined;
  if (mark?.tagName === "span" || mark?.tagName === "div") defaultTreeAdapter.detachNode(mark);
}

function piecesOf(article: HtmlElement): Pieces {
  const all: Piece[] = [];
  const ranges = new Map<HtmlElement, Range>();
  const starting: HtmlElement[][] = [];
  const exhibits = new Set<HtmlElement>();
  const stack: { readonly element: HtmlElement; readonly first: number; next: number }[] = [
    { element: article, first: 0, next: 0 },
  ];
  for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
    const { element, first } = top;
    const node = element.childNodes[top.next++];
    if (node === undefined) {
      stack.pop();
      if (all.length > first) {
        ranges.set(element, { first, last: all.length - 1 });
        (starting[first] ??= []).push(element);
      }
    } else if (isText(node)) {
      const words = fold(node.value.replace(/[\u200b\ufeff]/g, "")).trim();
      if (words !== "" && !/^[#¶§∞]$/.test(words)) all.push({ words, at: node.sourceCodeLocation ?? null });
    } else if (isElement(node)) {
      if (EXHIBIT.test(node.tagName))
        for (const above of lineageOf(node)) {
          if (exhibits.has(above)) break;
          exhibits.add(above);
        }
      if (!skipped.has(node.tagName)) stack.push({ element: node, first: all.length, next: 0 });
    }
  }
  return { all, ranges, starting, exhibits };
}

/** The outermost element that begins with a piece and holds nothing but words of the pattern. */
function elementAt({ all, ranges, starting }: Pieces, first: number, pattern: RegExp): Found | undefined {
  let found: Found | undefined;
  for (const element of starting[first] ?? []) {
    const last = ranges.get(element)?.last ?? first;
    if (last - first >= MOST_PARTS) break;
    const text = all.slice(first, last + 1).map(({ words }) => words);
    const words = pattern.exec(text.join(" ").replace(/\. | (?=[.[])/g, (blank) => blank.trim()));
    if (words !== null) found = { element, first, last, words };
  }
  return found;
}

/** Where the elements around name and type are those of other fields, or a mark is beside it, a type may be a name of the vendor's. */
function headAt(pieces: Pieces, first: number, known?: ReadonlySet<string>): Head | undefined {
  const name = elementAt(pieces, first, MEMBER);
  if (name === undefined || PROSE.test(name.element.tagName) || LABEL.test(name.words[0])) return undefined;
  const marks: Found[] = [];
  let next = name.last + 1;
  for (let mark = elementAt(pieces, next, BADGE); mark !== undefined && marks.length < 3;) {
    marks.push(mark);
    next = mark.last + 1;
    mark = elementAt(pieces, next, BADGE);
  }
  const type = elementAt(pieces, next, known === undefined ? TYPE : NAMED_TYPE);
  if (type === undefined) return undefined;
  if (known !== undefined) {
    const isMarked = marks.length > 0 || elementAt(pieces, type.last + 1, BADGE) !== undefined;
    if (!isMarked && !known.has(looksOf(name, type))) return undefined;
  } else if (PROSE.test(type.element.tagName)) return undefined;
  let around: HtmlElement | undefined = name.element;
  while (around !== undefined && (pieces.ranges.get(around)?.last ?? Infinity) < type.last) around = parentOf(around);
  if (around === undefined || PROSE.test(around.tagName) || LIST.test(around.tagName)) return undefined;
  return { name, type, marks, around };
}

/** The elements of a name and a type, and their classes. */
function looksOf(...parts: readonly Found[]): string {
  return parts.map(({ element }) => `${element.tagName} ${attribute(element, "class") ?? ""}`).join("\n");
}

function fieldsIn(pieces: Pieces, article: HtmlElement): readonly Field[] {
  const fields: Field[] = [];
  const known = new Set<HtmlElement>();
  const headed = new Map<HtmlElement, boolean>();
  const sure = pieces.all.map((_, index) => headAt(pieces, index));
  const looks = new Set(sure.flatMap((head) => (head === undefined ? [] : [looksOf(head.name, head.type)])));
  const types = new Set(sure.map((head) => head?.type.first));
  const heads = sure.map((head, index) => head ?? (types.has(index) ? undefined : headAt(pieces, index, looks)));
  for (let index = 0; index < heads.length; index += 1) {
    const head = heads[index];
    if (head === undefined || heads[head.type.first] !== undefined || isInHeadedTable(head.around, headed)) continue;
    const marks = [...head.marks];
    const end = pieces.ranges.get(head.around)?.last ?? 0;
    let next = head.type.last + 1;
    for (let count = 0; count < MOST_MARKS && heads[next] === undefined; count += 1) {
      const mark = elementAt(pieces, next, BADGE);
      if (mark !== undefined) marks.push(mark);
      else if (next > end) break;
      next = (mark?.last ?? next) + 1;
    }
    const element = wholeOf(head, pieces, heads, article);
    if (!known.has(element)) fields.push({ ...head, marks, element, inner: [], texts: [] });
    known.add(element);
    index = head.type.last;
  }
  return fields;
}

function isInHeadedTable(element: HtmlElement, known: Map<HtmlElement, boolean>): boolean {
  for (const table of lineageOf(element)) {
    if (table.tagName !== "table") continue;
    const found = known.get(table) ?? holds(table, new Set(["th"]));
    known.set(table, found);
    return found;
  }
  return false;
}

/** From the name and the type outwards, up to where another field begins beside it or something that is no field. */
function wholeOf(
  { around }: Head,
  pieces: Pieces,
  heads: readonly (Head | undefined)[],
  article: HtmlElement,
): HtmlElement {
  const first = pieces.ranges.get(around)?.first;
  let whole = around;
  for (;;) {
    const parent = parentOf(whole);
    if (whole === article || parent === undefined || parent === article || OUTER.test(whole.tagName)) return whole;
    if (pieces.ranges.get(parent)?.first !== first) return whole;
    if (parent.tagName === "tr") return parent;
    if (OUTER.test(parent.tagName)) return whole;
    const siblings = parent.childNodes.slice(parent.childNodes.indexOf(whole) + 1).filter(isElement);
    for (const sibling of siblings) {
      const head = heads[pieces.ranges.get(sibling)?.first ?? -1];
      if (pieces.exhibits.has(sibling) || (head !== undefined && isAlike(whole, sibling, around, head.around)))
        return whole;
    }
    whole = parent;
  }
}

/** Whether two elements side by side have the same shape around the names in them. */
function isAlike(one: HtmlElement, other: HtmlElement, inOne: HtmlElement, inOther: HtmlElement): boolean {
  if (one.tagName !== other.tagName) return false;
  const [a, b] = [attribute(one, "class") ?? "", attribute(other, "class") ?? ""];
  return (a !== "" && a === b) || depthOf(inOne, one) === depthOf(inOther, other);
}

function depthOf(element: HtmlElement, within: HtmlElement): number {
  let depth = 0;
  for (const above of lineageOf(element)) {
    if (above === within) return depth;
    depth += 1;
  }
  return -1;
}

interface Context {
  readonly byElement: ReadonlyMap<HtmlNode, Field>;
  /** Where one field of a page is marked as required, those that are not may be missing. */
  readonly isMarked: boolean;
  readonly pieces: Pieces;
}

/** Fields with nothing but blanks between them become a table each; rows of a table all together, or none. */
function replaceRuns(parent: HtmlElement, elements: ReadonlySet<HtmlNode>, context: Context): void {
  const rows = parent.childNodes.filter(isElement);
  const table =
    rows[0]?.tagName === "tr" ? [...lineageOf(parent)].find(({ tagName }) => tagName === "table") : undefined;
  if (table !== undefined) {
    const run = rows.flatMap((row) => context.byElement.get(row) ?? []);
    if (run.length === rows.length && holdsRowsAlone(table, parent)) {
      markAsData(table);
      table.childNodes = tableOf(run, context).childNodes;
    }
    return;
  }
  const kept: HtmlNode[] = [];
  const texts = textsOf(parent, elements, context.pieces);
  let run: Field[] = [];
  const close = (): void => {
    const isSure = run.length > 1 || run.some(({ marks, inner }) => marks.length > 0 || inner.length > 0);
    if (isSure) kept.push(tableOf(run, context));
    else for (const { element, texts } of run) kept.push(element, ...texts);
    run = [];
  };
  for (const node of parent.childNodes) {
    const field = elements.has(node) ? context.byElement.get(node) : undefined;
    const isBlank = isElement(node) ? !context.pieces.ranges.has(node) : !isText(node) || node.value.trim() === "";
    const before = run.at(-1);
    if (field !== undefined) run.push(field);
    else if (before !== undefined && texts.has(node)) before.texts.push(node);
    else if (run.length === 0 || !isBlank || (isElement(node) && context.pieces.exhibits.has(node))) {
      close();
      kept.push(node);
    }
  }
  close();
  parent.childNodes = kept;
  if (/^(?:ul|ol|dl)$/.test(parent.tagName) && kept.every((node) => !isElement(node) || node.tagName === "table"))
    Object.assign(parent, { tagName: "div", nodeName: "div" });
}

/** What is between two fields is said of the first of them; and what is behind the last one, where the first begins its parent. */
function textsOf(
  parent: HtmlElement,
  fields: ReadonlySet<HtmlNode>,
  { ranges, exhibits }: Pieces,
): ReadonlySet<HtmlNode> {
  const texts = new Set<HtmlNode>();
  const [first] = fields;
  const begins = first !== undefined && isElement(first) && ranges.get(first)?.first === ranges.get(parent)?.first;
  let waiting: HtmlNode[] | undefined;
  const take = (): void => {
    for (const node of waiting ?? []) texts.add(node);
    waiting = [];
  };
  for (const node of fields.size > 1 ? parent.childNodes : []) {
    if (fields.has(node)) take();
    else if (isElement(node) && exhibits.has(node)) waiting = undefined;
    else waiting?.push(node);
  }
  if (begins) take();
  return texts;
}

const holdsRowsAlone = ({ childNodes }: HtmlElement, body: HtmlElement): boolean =>
  childNodes.every((node) => node === body || !isElement(node) || node.childNodes.length === 0);

function tableOf(fields: readonly Field[], context: Context): HtmlElement {
  const rows: HtmlElement[] = [];
  const add = (field: Field, above: string): void => {
    const { name, type, marks, element, inner, texts } = field;
    const place = context.pieces.all[name.first]?.at ?? null;
    const written = name.words[0];
    const begin = above.replace(/\[\]$/, "");
    const isWhole = above === "" || written.startsWith(`${begin}.`) || written.startsWith(`${begin}[`);
    const path = isWhole ? written : `${above}.${written}`;
    const [required, optional, nullable] = [1, 2, 3].map((kind) =>
      marks.some(({ words }) => words[kind] !== undefined),
    );
    const presence = required === true ? "required" : optional === true || context.isMarked ? "optional" : "";
    const isNamed = !TYPE.test(type.words[0]);
    const [, term = ""] = type.words;
    const named = isNamed && inner.length > 0 && /^\w+$/.test(term) ? `${term} object` : term;
    const kind = `${named}${nullable === true ? " or null" : ""}`;
    const read = new Set<HtmlNode>([name, type, ...marks].map((one) => one.element));
    for (const one of inner) read.add(one.element);
    for (const parent of new Set([...read].map(parentOf)))
      if (parent !== undefined) parent.childNodes = parent.childNodes.filter((node) => !read.has(node));
    const words = (text: string): HtmlNode[] => [textAt(text, place)];
    const link = isNamed && inner.length === 0 ? linkIn(type.element) : undefined;
    if (link !== undefined) link.childNodes = words(kind);
    const cells = [
      [made("code", words(path), place)],
      link === undefined ? words(kind) : [link],
      words(presence),
      [...element.childNodes, ...texts],
    ];
    rows.push(
      made(
        "tr",
        cells.map((cell) => made("td", cell, place)),
        place,
      ),
    );
    const isList = /\[\]|\b(?:array|list)s?\b/i.test(kind);
    for (const one of inner) add(one, isList ? `${path}[]` : path);
  };
  for (const field of fields) add(field, "");
  const start = context.pieces.all[fields[0]?.name.first ?? 0]?.at ?? null;
  const labels = ["Field", "Type", "Required", "Description"].map((label) => made("th", [textAt(label, start)], start));
  const head = made("thead", [made("tr", labels, start)], start);
  const table = made("table", [head, ...rows], start);
  markAsData(table);
  return table;
}

/** The link to the description of a type. */
function linkIn(element: HtmlElement): HtmlElement | undefined {
  return element.tagName === "a" ? element : [...elementsBelow(element, (tag) => tag === "a")][0];
}

function made(tag: string, children: readonly HtmlNode[], at: Piece["at"]): HtmlElement {
  const element = defaultTreeAdapter.createElement(tag, html.NS.HTML, []);
  element.sourceCodeLocation = at;
  for (const child of children) {
    child.parentNode = element;
    element.childNodes.push(child);
  }
  return element;
}

function textAt(value: string, at: Piece["at"]): HtmlNode {
  return { ...defaultTreeAdapter.createTextNode(value), sourceCodeLocation: at };
}

/** Values that a field may have, each in an element of its own behind a label, are written as a list of code. */
function markValues(pieces: Pieces, fields: readonly Field[]): void {
  const within = new Set(fields.map(({ element }) => element));
  for (const index of pieces.all.keys()) {
    const label = elementAt(pieces, index, VALUES);
    let around = label === undefined ? undefined : parentOf(label.element);
    if (around !== undefined && pieces.ranges.get(around)?.last === label?.last) around = parentOf(around);
    const range = around === undefined ? undefined : pieces.ranges.get(around);
    if (label === undefined || around === undefined || range?.first !== index || range.last - index > MOST_VALUES)
      continue;
    const values = pieces.all.slice(label.last + 1, range.last + 1).filter(({ words }) => !/^[[\],|]$/.test(words));
    const codes = values.map(({ words, at }) => ({ value: VALUE.exec(words)?.[1], at }));
    const isInField = [...lineageOf(around)].some((above) => within.has(above));
    if (codes.length === 0 || codes.some(({ value }) => value === undefined) || !isInField) continue;
    const start = pieces.all[index]?.at ?? null;
    const list = codes.flatMap(({ value = "", at }, place) => {
      const code = made("code", [textAt(value, at)], at);
      return place === 0 ? [code] : [textAt(", ", at), code];
    });
    around.childNodes = made("p", [textAt("Possible values: ", start), ...list], start).childNodes;
    for (const node of around.childNodes) node.parentNode = around;
  }
}
