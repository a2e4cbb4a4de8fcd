// Blocks of JSON between `[block:code]` and `[/block]` in a Markdown page: code, tables, headings and quotes that an editor keeps so.
import remarkParse from "remark-parse";
import type { Blockquote, Nodes, PhrasingContent, RootContent, TableCell, TableRow } from "mdast";
import { unified } from "unified";
import { type Finding, findingIn } from "../../source/finding.ts";
import { blank, editText, extentAt, type SourceRun, type SourceText } from "../../source/line-index.ts";
import { codeNode, eachNode, extentOf, type Ignored, ignoredIn, replaceChildren } from "../document.ts";
import { markedUp } from "./embedded-html.ts";
import { type Mends, type ScanOptions, scanLines } from "./line-scan.ts";
import { gfm } from "./gfm.ts";

export interface JsonBlocks extends Mends {
  /** The page with blanks for its blocks. */
  readonly text: string;
  readonly blocks: readonly RootContent[];
  readonly ignored: readonly Ignored[];
}

/** A member whose value is a string, where its value begins and ends in the page, without the quotes. */
interface Member {
  readonly key: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const OPENING = /^\[block:([a-z-]{1,40})\][ \t]*$/;
const CLOSING = /^\[\/block\][ \t]*$/;
const MEMBER = /"((?:[^"\\\n]|\\.){1,100})"\s{0,99}:\s{0,99}"((?:[^"\\\n]|\\.)*)"/g;
const WIDEST = 24;
const MOST_ROWS = 5000;

const parser = unified().use(remarkParse).use(gfm).freeze();

export function readJsonBlocks(text: string, options: ScanOptions): JsonBlocks {
  const none: JsonBlocks = { text, blocks: [], ignored: [], edits: [], findings: [] };
  if (!text.includes("[block:")) return none;
  const { file, lines, open } = scanLines(text, options);
  const page = { file, text };
  const blocks: RootContent[] = [];
  const ignored: Ignored[] = [];
  const findings: Finding[] = [];
  const ranges: { start: number; end: number }[] = [];
  let opened: { readonly kind: string; readonly start: number; readonly end: number } | undefined;
  const unread = (start: number, end: number, message: string): void => {
    findings.push(findingIn(page, { rule: "document/unread-element", message, start, end }));
  };
  const unclosed = (): void => {
    if (opened !== undefined) unread(opened.start, opened.end, `[block:${opened.kind}] is not closed; read as text`);
  };
  for (const [index, line] of lines.entries()) {
    if (open[index] !== true) continue;
    const kind = OPENING.exec(line.text)?.[1];
    if (kind !== undefined) {
      unclosed();
      opened = { kind, start: line.start, end: line.end };
    } else if (opened !== undefined && CLOSING.test(line.text)) {
      const { start } = opened;
      const made = read(opened.kind, page, opened.end, line.start);
      ranges.push({ start, end: line.end });
      blocks.push(...made);
      if (/^(?:image|embed|video)$/.test(opened.kind)) ignored.push(ignoredIn(page, "json-block", start, line.end));
      else if (made.length === 0) unread(start, line.end, `nothing of [block:${opened.kind}] could be read; left out`);
      opened = undefined;
    }
  }
  unclosed();
  const blanks = ranges.map(({ start, end }) => blank(text, start, end));
  return { ...none, text: editText(text, blanks).text, blocks, ignored, findings };
}

function read(kind: string, page: SourceText, start: number, end: number): readonly RootContent[] {
  const position = extentAt(page.text, start, end);
  const json = page.text.slice(start, end);
  const members = membersOf(json, start);
  const valueOf = (key: string): Member | undefined => members.find((member) => member.key === key);
  if (kind === "code") return codesIn(members, page);
  if (kind === "parameters") return tableOf(members, page);
  const words = valueOf("title")?.value.trim() ?? "";
  const title: PhrasingContent[] = words === "" ? [] : [{ type: "text", value: words, position }];
  if (kind === "api-header" && words !== "") {
    const depth = ([1, 2, 3, 4, 5, 6] as const).find((one) =>
      new RegExp(`"level"\\s{0,99}:\\s{0,99}${one}`).test(json),
    );
    return [{ type: "heading", depth: depth ?? 2, children: title, position }];
  }
  if (kind !== "callout") return [];
  const body = parser.parse(valueOf("body")?.value ?? "");
  eachNode(body, (node) => {
    node.position = position;
    if (node.type === "code") node.data = { source: { ...page, runs: [{ value: 0, source: start }] } };
  });
  const quote: Blockquote = { type: "blockquote", children: [], position };
  const head: readonly Nodes[] = title.length > 0 ? [{ type: "paragraph", children: title, position }] : [];
  replaceChildren(quote, [...head, ...body.children]);
  return [quote];
}

function membersOf(json: string, start: number): readonly Member[] {
  return [...json.matchAll(MEMBER)].map(({ 0: all, 1: key = "", 2: written = "", index }) => {
    const end = start + index + all.length - 1;
    return { key: unescaped(key), value: unescaped(written), start: end - written.length, end };
  });
}

/** A string of JSON as it is written, without its quotes. */
function unescaped(written: string): string {
  return written.replace(ESCAPE, (escape) => {
    const name = escape[1] ?? "";
    return escape.length > 2 ? String.fromCharCode(Number.parseInt(escape.slice(2), 16)) : (escapes.get(name) ?? name);
  });
}

const ESCAPE = /\\u[\da-fA-F]{4}|\\[^]/g;
const escapes: ReadonlyMap<string, string> = new Map(Object.entries({ n: "\n", t: "\t", r: "\r", b: "\b", f: "\f" }));

/** One a tab; where a key comes again, the next one begins. */
function codesIn(members: readonly Member[], page: SourceText): readonly RootContent[] {
  const codes: Map<string, Member>[] = [];
  for (const member of members) {
    if (codes.at(-1)?.has(member.key) !== false) codes.push(new Map());
    codes.at(-1)?.set(member.key, member);
  }
  return codes.flatMap((parts): readonly RootContent[] => {
    const code = parts.get("code");
    if (code === undefined) return [];
    const { value, start, end } = code;
    const source = { ...page, runs: runsOf(page.text.slice(start, end), start) };
    const [lang, title] = [parts.get("language")?.value, parts.get("name")?.value];
    return [codeNode({ value, lang, title, source, position: extentAt(page.text, start, end) })];
  });
}

/** Where each part of a string is that no escape breaks. */
function runsOf(written: string, start: number): readonly SourceRun[] {
  const runs: SourceRun[] = [{ value: 0, source: start }];
  let shorter = 0;
  for (const { 0: escape, index } of written.matchAll(ESCAPE)) {
    shorter += escape.length - 1;
    const source = index + escape.length;
    runs.push({ value: source - shorter, source: start + source });
  }
  return runs;
}

/** Cells have the keys "h-0" in the header and "0-0" below: row, then column. Its words are Markdown. */
function tableOf(members: readonly Member[], { text }: SourceText): readonly RootContent[] {
  const cells = new Map<string, Member>();
  let [columns, last] = [0, -1];
  for (const member of members) {
    const [, row, column] = /^(h|\d{1,6})-(\d{1,6})$/.exec(member.key) ?? [];
    if (Number(column) >= WIDEST || (row !== "h" && Number(row) >= MOST_ROWS) || row === undefined) continue;
    cells.set(member.key, member);
    columns = Math.max(columns, Number(column) + 1);
    if (row !== "h") last = Math.max(last, Number(row));
  }
  const [first] = cells.values();
  if (first === undefined) return [];
  const cellOf = (key: string, near: Member): TableCell => {
    const { value, start, end } = cells.get(key) ?? { value: "", start: near.start, end: near.start };
    const position = extentAt(text, start, end);
    const children = value.split(/\n+/).flatMap((line, index): PhrasingContent[] => {
      const before: PhrasingContent[] = index === 0 ? [] : [{ type: "text", value: "\n", position }];
      return line.trim() === "" ? [] : [...before, ...markedUp(line, position)];
    });
    return { type: "tableCell", children, position };
  };
  const rowOf = (row: string): TableRow => {
    const keys = Array.from({ length: columns }, (_, column) => `${row}-${String(column)}`);
    const near = keys.map((key) => cells.get(key)).find((cell) => cell !== undefined) ?? first;
    const children = keys.map((key) => cellOf(key, near));
    return { type: "tableRow", children, position: extentOf(children) };
  };
  const rows = ["h", ...Array.from({ length: last + 1 }, (_, row) => String(row))].map(rowOf);
  return [{ type: "table", align: [], children: rows, position: extentOf(rows) }];
}
