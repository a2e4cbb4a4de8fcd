// Looks a page over before its webhooks are known: its parts below headings, the bodies and headers that it shows, the names it lists.
import type { Code, Heading, RootContent, Table } from "mdast";
import type { SourceDocument } from "../../formats/document.ts";
import { positionOf } from "../../formats/document.ts";
import { locate } from "../../source/line-index.ts";
import type { Position } from "../../source/finding.ts";
import { anchorOf, readHeading, type ReadHeading } from "../read-heading.ts";
import { readProse } from "../read-prose.ts";
import type { Prose } from "../reference.ts";
import { blockKinds } from "../../samples/block-kinds.ts";
import { readSample } from "../../samples/read-sample.ts";
import type { SampleNode } from "../../samples/sample.ts";
import { isWireSpelled, mayBeName } from "./name-rules.ts";

/** What is under one heading, up to the next; the first part of a page may have none. */
export interface PagePart {
  readonly heading?: ReadHeading;
  readonly node?: Heading;
  readonly nodes: readonly RootContent[];
  /** Index of the part whose heading is above this one's; -1 for none. */
  readonly parent: number;
}

/** A JSON body that the page shows; for a list of bodies its items, one each. */
export interface ShownBody {
  readonly part: number;
  readonly node: Code;
  readonly root: SampleNode;
  readonly isItem: boolean;
  readonly at: (start: number, end?: number) => Position;
  readonly title?: string;
}

export interface ShownHeader {
  readonly part: number;
  readonly name: string;
  /** Absent in a table or a sentence. */
  readonly value?: string;
  readonly notes?: string;
  readonly at: Position;
}

/** A name in a table or a list of events. */
export interface ListedName {
  readonly name: string;
  /** Words beside it: a link's, or another cell's. */
  readonly title?: string;
  readonly anchor?: string;
  readonly notes?: Prose;
  readonly node: RootContent;
  readonly part: number;
  readonly at: Position;
}

/** Words that speak of how a webhook is known to be genuine. */
export interface Statement {
  readonly part: number;
  readonly text: string;
  readonly at: Position;
}

export interface PageScan {
  readonly document: SourceDocument;
  readonly parts: readonly PagePart[];
  readonly bodies: readonly ShownBody[];
  readonly headers: readonly ShownHeader[];
  readonly listed: readonly ListedName[];
  /** Texts of code spans. */
  readonly mentioned: ReadonlySet<string>;
  readonly statements: readonly Statement[];
  /** Code blocks that compute a signature. */
  readonly programs: readonly string[];
}

export function scanPage(document: SourceDocument, children: readonly RootContent[]): PageScan {
  const { file } = document;
  const parts = partsOf(file, children);
  const mentioned = new Set<string>();
  const bodies: ShownBody[] = [];
  const headers: ShownHeader[] = [];
  const listed: ListedName[] = [];
  const statements: Statement[] = [];
  const programs: string[] = [];
  const state = ({ text, at }: Prose, part: number): void => {
    if (text.length <= LONGEST_STATEMENT && ABOUT_PROOF.test(text)) statements.push({ part, text, at });
  };
  parts.forEach(({ heading, nodes }, part) => {
    if (heading !== undefined) state({ text: heading.text, codes: [], links: [], at: heading.at }, part);
    for (const node of nodes) {
      if (node.type === "code") {
        bodies.push(...bodiesOf(file, node, part));
        headers.push(...headersOf(file, node, part));
        if (/hmac|createVerify|ed25519/i.test(node.value)) programs.push(node.value.slice(0, LONGEST_STATEMENT));
        continue;
      }
      const prose = readProse(file, node);
      for (const code of prose.codes) mentioned.add(code);
      if (node.type === "table") {
        listed.push(...namesOfTable(file, node, part));
        headers.push(...headersOfTable(file, node, part));
        for (const row of node.children) state(readProse(file, row), part);
      } else if (node.type === "list") {
        listed.push(...namesOfList(file, node, part, heading));
        for (const item of node.children) {
          const said = readProse(file, item);
          headers.push(...headersOfProse(said, part));
          state(said, part);
        }
      } else {
        headers.push(...headersOfProse(prose, part));
        state(prose, part);
      }
    }
  });
  return { document, parts, bodies, headers, listed, mentioned, statements, programs };
}

const ABOUT_PROOF = /sign|hmac|secret|token|authen|basic auth|bearer|verif/i;
const LONGEST_STATEMENT = 2000;

/** Parts above a part, nearest first, itself included. */
export function lineOf(parts: readonly PagePart[], part: number): readonly number[] {
  const line: number[] = [];
  for (let at = part; at >= 0; at = parts[at]?.parent ?? -1) line.push(at);
  return line;
}

function partsOf(file: string, children: readonly RootContent[]): readonly PagePart[] {
  const parts: (PagePart & { readonly nodes: RootContent[] })[] = [{ nodes: [], parent: -1 }];
  const open: { readonly depth: number; readonly index: number }[] = [];
  for (const node of children) {
    if (node.type !== "heading") {
      parts.at(-1)?.nodes.push(node);
      continue;
    }
    while ((open.at(-1)?.depth ?? 0) >= node.depth) open.pop();
    const parent = open.at(-1)?.index ?? -1;
    open.push({ depth: node.depth, index: parts.length });
    parts.push({ heading: readHeading(file, node), node, nodes: [], parent });
  }
  return parts;
}

function bodiesOf(file: string, node: Code, part: number): readonly ShownBody[] {
  const lang = node.lang?.toLowerCase();
  const kind = blockKinds.find(({ matches }) =>
    matches({ text: node.value, ...(lang === undefined || lang === "" ? {} : { lang }) }),
  );
  if (kind !== undefined && kind.id !== "http-request" && kind.id !== "shell-command" && kind.id !== "diff") return [];
  const text = kind?.json?.(node.value) ?? node.value;
  const source = node.data?.source ?? { file, text: node.value, runs: [{ value: 0, source: 0 }] };
  const at = (start: number, end?: number): Position => locate(source, start, end);
  const { root } = readSample(text, { locate: at });
  const title = node.data?.title ?? node.meta ?? undefined;
  const make = (body: SampleNode, isItem: boolean): ShownBody => ({
    ...{ part, node, root: body, isItem, at },
    ...(title === undefined ? {} : { title }),
  });
  if (root?.kind === "object") return [make(root, false)];
  if (root?.kind !== "array") return [];
  return root.items.flatMap(({ value }) => (value.kind === "object" ? [make(value, true)] : []));
}

const HEADER_LINE = /^[ \t>]{0,8}([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*):[ \t]+(\S[^\n]{0,200})$/;
const USUAL_HEADERS =
  /^(?:accept(?:-.*)?|host|content-.*|user-agent|connection|date|expect|cache-control|transfer-encoding|server|location)$/i;

/** Of blocks that hold an HTTP head, as a whole or before a body. */
function headersOf(file: string, node: Code, part: number): readonly ShownHeader[] {
  const source = node.data?.source ?? { file, text: node.value, runs: [{ value: 0, source: 0 }] };
  const found: ShownHeader[] = [];
  let offset = 0;
  for (const line of node.value.split("\n", 60)) {
    const [, name, value] = HEADER_LINE.exec(line.replace(/\r$/, "")) ?? [];
    if (name !== undefined && value !== undefined && !USUAL_HEADERS.test(name))
      found.push({ part, name, value: value.trim(), at: locate(source, offset, offset + line.length) });
    else if (/^\s*[{[]/.test(line)) break;
    offset += line.length + 1;
  }
  return found;
}

/** A header's name, as pages write it: several words with hyphens, the first often `X`. */
const HEADER_NAME = /^[A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+$/;

function headersOfTable(file: string, table: Table, part: number): readonly ShownHeader[] {
  const [head] = table.children;
  const label = head?.children[0] === undefined ? "" : readProse(file, head.children[0]).text;
  if (!/\bheader/i.test(label)) return [];
  return table.children.slice(1).flatMap((row): readonly ShownHeader[] => {
    const [name, ...others] = row.children.map((cell) => readProse(file, cell));
    if (name === undefined || !/^[A-Za-z][\w-]{0,80}$/.test(name.text) || USUAL_HEADERS.test(name.text)) return [];
    return [{ part, name: name.text, notes: others.map(({ text }) => text).join(" "), at: name.at }];
  });
}

function headersOfProse({ text, codes, at }: Prose, part: number): readonly ShownHeader[] {
  if (!/\bheaders?\b/i.test(text) && !codes.some((code) => /^x-/i.test(code))) return [];
  return codes
    .filter((code) => HEADER_NAME.test(code) && !USUAL_HEADERS.test(code))
    .map((name) => ({ part, name, notes: text, at }));
}

const EVENT_LABEL = /\b(?:events?|webhooks?|hooks?|topics?|triggers?|notifications?)\b|^(?:name|type|value|action)$/i;

/** Names in the column that holds nothing else, under a label that speaks of events. */
function namesOfTable(file: string, table: Table, part: number): readonly ListedName[] {
  const rows = table.children.map((row) => row.children.map((cell) => readProse(file, cell)));
  const [head = [], ...body] = rows;
  if (body.length === 0) return [];
  const labelled = head.findIndex(
    ({ text }, column) =>
      EVENT_LABEL.test(text) && body.every((cells) => cells[column] === undefined || namesOf(cells[column]).length > 0),
  );
  if (labelled < 0) return [];
  const speaksOfEvents = head.some(({ text }) => /\b(?:events?|webhooks?|topics?|triggers?)\b/i.test(text));
  return body.flatMap((cells) => {
    const cell = cells[labelled];
    if (cell === undefined) return [];
    const [link] = cells.flatMap(({ links }) => links);
    const notes = cells.at(-1);
    return namesOf(cell)
      .filter((name) => speaksOfEvents || isWireSpelled(name))
      .map((name): ListedName => {
        const own = cell.links.find(({ text }) => text === name) ?? link;
        const anchor = own === undefined ? undefined : fragmentOf(own.href);
        return {
          ...{ name, node: table, part, at: cell.at },
          ...(own === undefined || own.text === name ? {} : { title: own.text }),
          ...(anchor === undefined ? {} : { anchor }),
          ...(notes === undefined || notes === cell ? {} : { notes }),
        };
      });
  });
}

function namesOf({ text, codes, links }: Prose): readonly string[] {
  const names = codes.length > 0 ? codes : links.length > 0 ? links.map((link) => link.text) : [text];
  return names.every((name) => mayBeName(name) && !/\s/.test(name)) ? names : [];
}

function namesOfList(
  file: string,
  list: Extract<RootContent, { type: "list" }>,
  part: number,
  heading: ReadHeading | undefined,
): readonly ListedName[] {
  const items = list.children.map((item) => readProse(file, item));
  const named = items.map((item): ListedName | undefined => {
    const [name = ""] = item.codes.length > 0 ? item.codes : item.links.map(({ text }) => text);
    if (!item.text.startsWith(name) || !isWireSpelled(name)) return undefined;
    const link = item.links.find(({ text }) => text === name);
    const anchor = link === undefined ? undefined : fragmentOf(link.href);
    const notes = item.text.length > name.length + 3 ? { notes: item } : {};
    return { ...{ name, node: list, part, at: item.at }, ...(anchor === undefined ? {} : { anchor }), ...notes };
  });
  const found = named.filter((entry) => entry !== undefined);
  const speaks = heading !== undefined && /\b(?:events?|webhooks?|topics?|triggers?)\b/i.test(heading.text);
  const linked = found.every(({ anchor }) => anchor !== undefined);
  return found.length === items.length && (speaks || linked) ? found : [];
}

function fragmentOf(href: string): string | undefined {
  const at = href.indexOf("#");
  return at < 0 || at === href.length - 1 ? undefined : href.slice(at + 1);
}

/** Where a heading can be linked to. */
export function anchorsOf({ text, id }: ReadHeading): readonly string[] {
  return [...(id === undefined ? [] : [id]), anchorOf(text), anchorOf(text.replace(/[._:]/g, "-"))];
}

export function placeOfPart({ heading, nodes }: PagePart, file: string): Position {
  const [first] = nodes;
  return heading?.at ?? (first === undefined ? { file, line: 1, column: 1, offset: 0 } : positionOf(file, first));
}
