// Looks a page over before its webhooks are known: its parts below headings, the bodies and headers that it shows, the names it lists.
import type { Code, RootContent, Table, TableRow } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import type { SourceDocument } from "../../formats/document.ts";
import { positionOf } from "../../formats/document.ts";
import { TYPE } from "../../formats/parameter-words.ts";
import { locate } from "../../source/line-index.ts";
import type { Position } from "../../source/finding.ts";
import { titleOf } from "../body-formats.ts";
import { anchorOf, cutAtHeadings, fragmentOf, type ReadHeading, type Stretch } from "../read-heading.ts";
import { readProse } from "../read-prose.ts";
import type { Prose } from "../reference.ts";
import { blockKinds } from "../../samples/block-kinds.ts";
import { readSample } from "../../samples/read-sample.ts";
import type { SampleMember, SampleNode, SampleObject } from "../../samples/sample.ts";
import { defined } from "../../source/defined.ts";
import { discriminatorNames, isWireSpelled, mayBeName, mayNameEvent } from "./name-rules.ts";
import { bodiesOfRows } from "./row-bodies.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

export interface PagePart extends Omit<Stretch, "nodes"> {
  readonly nodes: readonly RootContent[];
  /** Index of the part whose heading is above this one's; -1 for none. */
  readonly parent: number;
}

/** A JSON body that the page shows; for a list of bodies its items, one each. */
export interface ShownBody {
  readonly part: number;
  readonly node: RootContent;
  readonly root: SampleNode;
  /** In the cell of a table: what it shows is about the webhook of its row alone. */
  readonly inCell?: true;
  /** Of an item of a list of bodies: the list's path in the request, `[]` where the request is that list. */
  readonly list?: string;
  readonly at: (start: number, end?: number) => Position;
  readonly title?: string;
}

export interface ShownHeader {
  readonly part: number;
  readonly name: string;
  /** Absent in a table or a sentence. */
  readonly value?: string;
  readonly notes?: string;
  /** Other code spans of the sentence. */
  readonly examples?: readonly string[];
  readonly at: Position;
}

/** A name in a table or a list of events. */
export interface ListedName {
  readonly name: string;
  /** Words beside it: a link's, or another cell's. */
  readonly title?: string;
  readonly anchor?: string;
  /** What its row or its item says of it. */
  readonly notes?: Prose;
  /** The object that it carries: the cell of a column for that, or a link among the words about it. */
  readonly object?: Prose;
  readonly node: RootContent;
  readonly part: number;
  readonly at: Position;
  /** Bodies in the cells of its row. */
  readonly samples?: readonly Code[];
  /** The label of its own column, or the heading of its list, speaks of events. */
  readonly isEvent: boolean;
  /** The label of its own column is a member of bodies whose texts are spelled as it is. */
  readonly member?: string;
}

/** Names in the code spans of a sentence, such as "sent for `order.paid` and `order.voided`". */
export interface SpokenNames {
  readonly names: readonly string[];
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
  readonly spoken: readonly SpokenNames[];
  /** Tables and blocks that show headers. */
  readonly headerNodes: ReadonlySet<RootContent>;
  /** Texts of code spans. */
  readonly mentioned: ReadonlySet<string>;
  readonly statements: readonly Statement[];
  /** Words that speak of seconds. */
  readonly sentences: readonly Statement[];
  /** Code blocks that compute a signature. */
  readonly programs: readonly string[];
  /** What a heading that is a name is on the wire. */
  readonly spell: (name: string) => string;
}

export function scanPage(document: SourceDocument, children: readonly RootContent[]): PageScan {
  const { file } = document;
  const parts = partsOf(document, children);
  const mentioned = new Set<string>();
  const codes: (readonly [Code, number, "inCell"?])[] = [];
  const headers: ShownHeader[] = [];
  const listed: ListedName[] = [];
  const spoken: SpokenNames[] = [];
  const statements: Statement[] = [];
  const sentences: Statement[] = [];
  const programs: string[] = [];
  const headerNodes = new Set<RootContent>();
  const named = membersOfPaths(parts);
  const show = (found: readonly ShownHeader[], node: RootContent): void => {
    headers.push(...found);
    if (found.length > 0) headerNodes.add(node);
  };
  const state = ({ text, at }: Prose, part: number): void => {
    if (text.length > LONGEST_STATEMENT) return;
    if (ABOUT_PROOF.test(text)) statements.push({ part, text, at });
    if (ABOUT_TIME.test(text)) sentences.push({ part, text, at });
  };
  parts.forEach(({ heading, nodes }, part) => {
    let above = "";
    if (heading !== undefined) {
      state({ text: heading.text, codes: [], links: [], at: heading.at }, part);
      if (FOR_PROOF.test(heading.text)) headers.push({ part, name: heading.text, at: heading.at });
    }
    for (const node of nodes) {
      if (node.type === "code") {
        if (!isAboutElse(parts, part)) codes.push([node, part]);
        show(headersOf(file, node, part), node);
        headers.push(...headersOfProgram(file, node, part));
        if (/hmac|createVerify|ed25519/i.test(node.value)) programs.push(node.value.slice(0, LONGEST_STATEMENT));
        continue;
      }
      const prose = readProse(file, node);
      // A plain word among others is one of the values of a member: "`created`, `updated` or `deleted`".
      for (const code of prose.codes) if (prose.codes.length === 1 || isWireSpelled(code)) mentioned.add(code);
      if (node.type === "table") {
        listed.push(...namesOfTable(document, node, part, heading, named));
        for (const row of node.children)
          codes.push(...codesInCells(document, row).map((code) => [code, part, "inCell"] as const));
        show(headersOfTable(file, node, part), node);
        for (const row of node.children) state(readProse(file, row), part);
      } else if (node.type === "list") {
        listed.push(...namesOfList(file, node, part, heading));
        for (const item of node.children) {
          const said = readProse(file, item);
          headers.push(...headersOfProse(said, part, OF_HEADERS.test(`${heading?.text ?? ""} ${above}`)));
          state(said, part);
        }
      } else {
        above = prose.text.endsWith(":") ? prose.text : "";
        headers.push(...headersOfProse(prose, part));
        const names = (node.type === "paragraph" ? prose.codes : []).filter((code) => isWireSpelled(code));
        if (names.length > 0) spoken.push({ names, part, at: prose.at });
        if (names.length > 1) listed.push(...namesOfSentence(node, prose, part));
        state(prose, part);
      }
    }
  });
  listed.push(...namesOfParagraphs(file, parts));
  const names = new Set([
    ...listed.flatMap(({ name, isEvent }) => (isEvent ? [name] : [])),
    ...parts.flatMap(({ heading }) => (heading !== undefined && isWireSpelled(heading.text) ? [heading.text] : [])),
  ]);
  const bodies = codes.flatMap(([node, part, isIn]) =>
    bodiesOf(file, node, part, names).map((body) => (isIn === undefined ? body : inCell(body))),
  );
  const whole = withoutExcerpts(bodies);
  const shown = whole.length > 0 ? whole : bodiesOfRows(file, parts, (part) => headingsOver(parts, part));
  return {
    document,
    parts,
    bodies: shown,
    headers,
    listed,
    spoken,
    headerNodes,
    mentioned,
    statements,
    sentences,
    programs,
    spell: (name) => name,
  };
}

const ABOUT_TIME = /\b(?:ms|milliseconds?|seconds?|secs?|minutes?|\ds)\b/i;
const ABOUT_PROOF = /sign|hmac|secret|token|authen|basic auth|bearer|verif/i;
const LONGEST_STATEMENT = 2000;

/** Parts above a part, nearest first, itself included. */
export function lineOf(parts: readonly PagePart[], part: number): readonly number[] {
  const line: number[] = [];
  for (let at = part; at >= 0; at = parts[at]?.parent ?? -1) line.push(at);
  return line;
}

/** Texts of the headings over a part, its own first. */
export function headingsOver(parts: readonly PagePart[], part: number): readonly string[] {
  return lineOf(parts, part).flatMap((at) => parts[at]?.heading?.text ?? []);
}

/** Headings of what is no webhook, whatever its samples show: answers, failures, requests to the vendor. */
export const elseRules: readonly PatternRule[] = [
  {
    id: "errors",
    pattern:
      /^(?:(?:common|api|http|possible) )?errors?(?: (?:codes?|handling|responses?|messages?|objects?|format))?$/i,
    example: "Error responses",
  },
  {
    id: "answers",
    pattern:
      /^(?:example |sample |expected )?(?:responses?|answers?)(?: (?:body|codes?|format))?$|^(?:respond|reply)(?:ing)?(?: (?:to|with)\b.{1,40})?$/i,
    example: "Response",
  },
  { id: "status", pattern: /^(?:http )?status codes?$/i, example: "Status codes" },
  { id: "limits", pattern: /^(?:rate limit(?:s|ing)?|pagination)$/i, example: "Rate limits" },
  {
    id: "managing",
    pattern:
      /^(?:add|configur|creat|delet|edit|get|list(?!en)|manag|register|remov|retriev|set(?:ting)? up|updat)\w{0,4}\b.{0,30}\b(?:web)?hooks?(?: (?:subscriptions?|endpoints?|configurations?))?$/i,
    example: "Create a webhook",
  },
  { id: "endpoint", pattern: /^(?:GET|POST|PUT|PATCH|DELETE) \/\S/, example: "POST /v1/orders" },
];

function isAboutElse(parts: readonly PagePart[], part: number): boolean {
  return isElse(parts[part]?.node === undefined ? "" : (parts[part].heading?.text ?? ""));
}

export function isElse(heading: string): boolean {
  return elseRules.some(({ pattern }) => pattern.test(heading.trim()));
}

/** A title in the front matter is above all headings of a page that has no other of its depth. */
function partsOf({ file, metadata }: SourceDocument, children: readonly RootContent[]): readonly PagePart[] {
  const open: { readonly depth: number; readonly index: number }[] = [];
  const stretches = cutAtHeadings(file, children);
  const title = stretches.some(({ heading }) => heading?.depth === 1) ? undefined : metadata["title"];
  return stretches.map((stretch, index): PagePart => {
    const at = { file, line: 1, column: 1, offset: 0 };
    const heading =
      index > 0 || title === undefined ? stretch.heading : { text: title, depth: 1, identifier: false, at };
    if (heading === undefined) return { ...stretch, parent: -1 };
    while ((open.at(-1)?.depth ?? 0) >= heading.depth) open.pop();
    const parent = open.at(-1)?.index ?? -1;
    open.push({ depth: heading.depth, index });
    return { ...stretch, heading, parent };
  });
}

function bodiesOf(file: string, node: Code, part: number, names: ReadonlySet<string>): readonly ShownBody[] {
  const lang = node.lang?.toLowerCase();
  const kind = blockKinds.find(({ matches }) =>
    matches({ text: node.value, ...(lang === undefined || lang === "" ? {} : { lang }) }),
  );
  if (kind !== undefined && (kind.json === undefined || kind.id === "http-response")) return [];
  const text = kind?.json === undefined ? node.value : kind.json(node.value);
  if (text === undefined) return [];
  const source = node.data?.source ?? { file, text: node.value, runs: [{ value: 0, source: 0 }] };
  const at = (start: number, end?: number): Position => locate(source, start, end);
  const { root } = readSample(text, { locate: at });
  const title = titleOf(node);
  const make = (body: SampleNode, list?: string): ShownBody => ({
    ...{ part, node, root: body, at },
    ...defined({ list, title }),
  });
  const list = root === undefined ? undefined : (listOfNamed(root, names) ?? listOfBodies(root));
  if (list !== undefined) return list.bodies.map((body) => make(body, list.path));
  return root?.kind === "object" ? [make(root)] : [];
}

/** Bodies that carry names which the page lists as those of events, inside of a request that carries none. */
function listOfNamed(
  root: SampleNode,
  names: ReadonlySet<string>,
): { readonly path: string; readonly bodies: readonly SampleObject[] } | undefined {
  const isNamed = ({ members }: SampleObject): boolean =>
    members.some(({ value }) => value.kind === "scalar" && typeof value.value === "string" && names.has(value.value));
  if (names.size === 0 || root.kind !== "object" || isNamed(root)) return undefined;
  const holders = root.members.flatMap(({ key, value }) =>
    value.kind === "object"
      ? value.members.map((inner) => ({ path: `${key}.${inner.key}`, value: inner.value }))
      : [{ path: key, value }],
  );
  return holders.flatMap(({ path, value }) => {
    if (value.kind !== "array") return [];
    const bodies = value.items.flatMap((item) =>
      item.value.kind === "object" && isNamed(item.value) ? [item.value] : [],
    );
    return bodies.length > 0 && bodies.length === value.items.length ? [{ path, bodies }] : [];
  })[0];
}

/** Without bodies that an object of another body holds with the same name: a request that a webhook refers to, as for its subscription. */
function withoutExcerpts(bodies: readonly ShownBody[]): readonly ShownBody[] {
  const inner = new Map<string, { readonly node: RootContent; readonly keys: ReadonlySet<string> }[]>();
  for (const { root, node } of bodies)
    for (const { value } of root.kind === "object" ? root.members : []) {
      if (value.kind !== "object") continue;
      const keys = new Set(value.members.map(({ key }) => key));
      for (const name of namesIn(value)) {
        const known = inner.get(name) ?? [];
        if (known.length < MOST_HOLDERS) known.push({ node, keys });
        inner.set(name, known);
      }
    }
  return bodies.filter(({ root, node }) => {
    if (root.kind !== "object" || root.members.length < 3) return true;
    const holders = namesIn(root).flatMap((name) => inner.get(name) ?? []);
    return !holders.some((one) => one.node !== node && root.members.every(({ key }) => one.keys.has(key)));
  });
}

const MOST_HOLDERS = 50;

/** Members that hold names as they are spelled on the wire, with their names. */
function namesIn({ members }: SampleObject): readonly string[] {
  return members.flatMap(({ key, value }) =>
    value.kind === "scalar" && typeof value.value === "string" && isWireSpelled(value.value)
      ? [`${key}: ${value.value}`]
      : [],
  );
}

/** The bodies of a request that is a list of them, or holds nothing else that may name a webhook. */
function listOfBodies(
  root: SampleNode,
): { readonly path: string; readonly bodies: readonly SampleObject[] } | undefined {
  if (root.kind === "scalar") return undefined;
  if (root.kind === "array") {
    const bodies = root.items.flatMap(({ value }) => (value.kind === "object" ? [value] : []));
    return bodies.length === 0 ? undefined : { path: "[]", bodies };
  }
  const lists = root.members.flatMap(({ key, value }) => {
    const found = value.kind === "array" ? listOfBodies(value) : undefined;
    return found === undefined ? [] : [{ path: key, bodies: found.bodies }];
  });
  const [only, ...others] = lists;
  return only !== undefined && others.length === 0 && !mayNameItself(root) && only.bodies.every(mayNameItself)
    ? only
    : undefined;
}

function mayNameItself({ members }: SampleObject): boolean {
  const [only, ...others] = members;
  if (only?.value.kind === "object" && others.length === 0) return mayNameItself(only.value);
  return members.some(
    ({ key, value }) =>
      value.kind === "scalar" &&
      typeof value.value === "string" &&
      discriminatorNames.some(({ id, pattern }) => id === "event" && pattern.test(key)),
  );
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
  if (!/\bheader/i.test(label) && !table.children.slice(1).every((row) => isHeaderRow(file, row))) return [];
  return table.children.slice(1).flatMap((row): readonly ShownHeader[] => {
    const [name, ...others] = row.children.map((cell) => readProse(file, cell));
    if (name === undefined || !/^[A-Za-z][\w-]{0,80}$/.test(name.text) || USUAL_HEADERS.test(name.text)) return [];
    const notes = others.map(({ text }) => text).join(" ");
    return [{ part, name: name.text, notes, examples: others.flatMap(({ codes }) => codes), at: name.at }];
  });
}

/** Of a table without the word "header": names that only headers have. */
function isHeaderRow(file: string, { children: [cell] }: TableRow): boolean {
  const name = cell === undefined ? "" : readProse(file, cell).text;
  return /^x-[\w-]+$/i.test(name) || (HEADER_NAME.test(name) && /^[A-Z]/.test(name) && FOR_PROOF.test(name));
}

/** `X-Shop-Event: order.paid`, either half in quotes or not. */
const HEADER_IN_CODE = /^["']?([A-Za-z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)+)["']?:\s{0,4}(["'])?([^\s"'][^"'\n]{0,200})\2$/;

/** A heading, or the words before a list, of headers: "Each request has these headers:". */
const OF_HEADERS = /\bheaders?\b/i;

function headersOfProse({ text, codes, at }: Prose, part: number, isListed = false): readonly ShownHeader[] {
  const pairs = codes.flatMap((code): readonly ShownHeader[] => {
    const [, name, , value] = HEADER_IN_CODE.exec(code) ?? [];
    return name === undefined || value === undefined || USUAL_HEADERS.test(name) ? [] : [{ part, name, value, at }];
  });
  const isSpoken =
    isListed || OF_HEADERS.test(text) || codes.some((code) => /^x-/i.test(code) || FOR_SIGNATURE.test(code));
  if (!isSpoken) return pairs;
  const isHeader = (code: string): boolean => HEADER_NAME.test(code) && !USUAL_HEADERS.test(code);
  const coded = codes.filter(isHeader);
  // Copied text has no code spans.
  const names = coded.length > 0 ? coded : [...text.matchAll(HEADER_IN_WORDS)].map(([name]) => name).filter(isHeader);
  const examplesFor = (name: string): readonly string[] => codes.filter((code) => code !== name);
  return [...pairs, ...names.map((name) => ({ part, name, notes: text, examples: examplesFor(name), at }))];
}

/** `HTTP_X_SHOP_SIGNATURE`, `headers["x-shop-signature"]`, `header('X-Shop-Signature')`, "the `x-shop-signature` header". */
const HEADER_IN_PROGRAM =
  /\bHTTP_([A-Z][A-Z0-9_]{2,60})|\bheaders?(?:\.get)?\s{0,2}[[(]\s{0,2}["'`]([\w-]{3,60})["'`]|[`"']([\w-]{3,60})[`"'] header\b/gi;
const FOR_SIGNATURE = /^[A-Z][A-Za-z0-9]*(?:-[A-Za-z0-9]+)*-(?:Signature|Hmac|HMAC|Digest)(?:-\w+)?$/;
/** Of what a program reads only what a signature needs. */
const FOR_PROOF = /^[a-z][a-z0-9]*(?:-[a-z0-9]+)*-(?:signature|hmac|digest|timestamp|id)(?:-\w+)?$/i;

function headersOfProgram(file: string, node: Code, part: number): readonly ShownHeader[] {
  const at = positionOf(file, node);
  return [...node.value.slice(0, LONGEST_STATEMENT).matchAll(HEADER_IN_PROGRAM)].flatMap(
    ([, variable = "", read, said]): readonly ShownHeader[] => {
      const name =
        read ??
        said ??
        variable
          .toLowerCase()
          .replaceAll("_", "-")
          .replace(/\b[a-z]/g, (letter) => letter.toUpperCase());
      return FOR_PROOF.test(name) ? [{ part, name, at }] : [];
    },
  );
}

const HEADER_IN_WORDS =
  /(?<![\w-])(?:(?:[Xx]|(?!HMAC|SHA|RSA|ISO|UTF|RFC)[A-Z][A-Za-z0-9]{1,30})(?:-[A-Z][A-Za-z0-9]{0,30}){1,6}|x(?:-[a-z0-9]{1,30}){1,6})(?![\w-])/g;

export const SPEAKS_OF_EVENTS = /\b(?:events?|webhooks?|topics?|triggers?|notifications?)\b/i;
/** Of a table of members, one column of which says where they are sent. */
const FIELD_LABEL = /\b(?:parameter|field|propert(?:y|ies)|attribute|member|key)s?\b/i;
const EVENT_LABEL = /\b(?:events?|webhooks?|hooks?|topics?|triggers?|notifications?)\b|^(?:name|type|value|action)$/i;
/** Labels that may be above names of events: "Subscription type". */
const KIND_LABEL =
  /^(?:subscription|message|alert|update|callback|object|action|change|activity)s?[ _-](?:type|name|kind|code)s?$/i;

/** Members to which code blocks give a text that is spelled as a path: `"scope": "store/order/created"`. */
function membersOfPaths(parts: readonly PagePart[]): ReadonlySet<string> {
  const codes = parts.flatMap(({ nodes }) => nodes.flatMap((node) => (node.type === "code" ? [node.value] : [])));
  const shown = codes.flatMap((code) => [
    ...code.matchAll(/["']?\b([\w$-]{1,60})["']?[ \t]{0,20}:[ \t]{0,20}["']([^"'\n]{1,100})["']/g),
  ]);
  return new Set(shown.flatMap(([, member = "", value = ""]) => (isPath(value) ? [member.toLowerCase()] : [])));
}

/** Names in the column that holds nothing else, under a label that speaks of events, or is a member of bodies whose names are spelled as paths. */
function namesOfTable(
  document: SourceDocument,
  table: Table,
  part: number,
  heading: ReadHeading | undefined,
  members: ReadonlySet<string>,
): readonly ListedName[] {
  const { file } = document;
  const rows = table.children.map((row) => row.children.map((cell) => readProse(file, cell)));
  const [first = [], ...body] = rows;
  // A label may be the member itself: `event_type`.
  const labels = first.map((label) => ({ ...label, text: label.text.replaceAll("_", " ") }));
  if (body.length === 0) return [];
  // The heading above labels the first column of a table without labels.
  const above = heading !== undefined && labels.every(({ text }) => text === "") ? readLabel(heading) : [];
  const head = [...above, ...labels.slice(above.length)];
  const isMember = (label = ""): boolean => /[_A-Z]/.test(label.slice(1)) && !/\s/.test(label) && mayNameEvent(label);
  const memberOf = (column: number): string | undefined => {
    const names = body.flatMap(({ [column]: cell }) => (cell === undefined ? [] : namesOf(cell)));
    const words = (head[column]?.text ?? "").toLowerCase().split(/ ?\/ ?| or /);
    return names.length > 0 && names.every(isPath) ? words.find((word) => members.has(word)) : undefined;
  };
  const says = (label: RegExp) => (column: number) =>
    (head[column]?.text ?? "").split(" / ").some((part) => label.test(part));
  const [labelled = -1] = [
    says(EVENT_LABEL),
    says(KIND_LABEL),
    (column: number) => isMember(first[column]?.text),
    (column: number) => memberOf(column) !== undefined,
  ].flatMap((isLabel) =>
    head.flatMap((_, column) =>
      isLabel(column) &&
      body.every(({ [column]: cell }) => cell === undefined || cell.text.endsWith("*") || namesOf(cell).length > 0)
        ? [column]
        : [],
    ),
  );
  // A column of data types: the rows are members, whatever is called after events above them.
  const isTyped = head.some(
    ({ text }, column) =>
      column !== labelled &&
      /^(?:data )?types?$/i.test(text) &&
      body.filter(({ [column]: cell }) => TYPE.test(cell?.text ?? "")).length * 2 > body.length,
  );
  if (labelled < 0 || isTyped || (labelled > 0 && FIELD_LABEL.test(head[0]?.text ?? "")))
    return table.children.flatMap((row, index) =>
      valuesOfField(rows[index]?.[0]?.text ?? "", readProse(file, row), row, part),
    );
  const isOfMember = isMember(first[labelled]?.text);
  const member = memberOf(labelled);
  const carried = head.findIndex(({ text }, column) => column !== labelled && CARRIES.test(text));
  const described = head.findIndex(({ text }, column) => column !== labelled && TELLS.test(text));
  const speaksOfEvents = isOfMember || member !== undefined || head.some(({ text }) => SPEAKS_OF_EVENTS.test(text));
  const isEvent = isOfMember || SPEAKS_OF_EVENTS.test(head[labelled]?.text ?? "");
  return body.flatMap((cells, index) => {
    const row = table.children[index + 1];
    const samples = row === undefined ? [] : codesInCells(document, row);
    const cell = cells[labelled];
    if (cell === undefined) return [];
    const [link] = cells.flatMap(({ links }) => links);
    const notes = cells[described] ?? (wordsIn(cells.at(-1)) > 3 ? cells.at(-1) : undefined);
    return namesOf(cell)
      .filter((name) => speaksOfEvents || isWireSpelled(name))
      .map((name): ListedName => {
        const own = cell.links.find(({ text }) => text === name) ?? link;
        const anchor = own === undefined ? undefined : fragmentOf(own.href);
        return {
          ...{ name, node: table, part, at: cell.at, isEvent },
          ...(own === undefined || own.text === name ? {} : { title: own.text }),
          ...defined({ anchor, member }),
          ...(notes === undefined || notes === cell || notes.text === "" ? {} : { notes }),
          ...(samples.length === 0 ? {} : { samples }),
          ...defined({ object: cells[carried] }),
        };
      });
  });
}

/** Spelled as hardly anything but names of events are: `store/order/created`. */
function isPath(name: string): boolean {
  return isWireSpelled(name) && /[./:]/.test(name);
}

/** Labels of what is said of an event. */
const TELLS =
  /\b(?:description|details?|notes?|meaning|explanation|when|occurs|triggered|sent|fired|emitted|happens)\b/i;

/** Labels of the object that an event carries. */
const CARRIES = /\b(?:objects?|resources?|entit(?:y|ies)|models?)$/i;

function wordsIn(cell: Prose | undefined): number {
  return cell === undefined || cell.text === "" ? 0 : cell.text.split(" ").length;
}

function readLabel({ text, at }: ReadHeading): readonly Prose[] {
  return SPEAKS_OF_EVENTS.test(text) ? [{ text, codes: [], links: [], at }] : [];
}

/** Of a row or an item about a member that may name webhooks, the values that it lists: "`event` | one of `order.paid`, `order.voided`". */
function valuesOfField(text: string, { codes, at }: Prose, node: RootContent, part: number): readonly ListedName[] {
  const name = /^(?:[\w$]{1,99}[.:])*([\w$]{1,99})/.exec(text)?.[1] ?? "";
  const values = codes.filter((code) => code !== name && !code.endsWith(`.${name}`));
  if (values.length < 2 || !mayNameEvent(name) || !values.every(isWireSpelled)) return [];
  return values.map((value) => ({ name: value, node, part, at, isEvent: false }));
}

/** Code spans that hold an object, as code blocks. */
function codesInCells({ file, text }: SourceDocument, row: TableRow): readonly Code[] {
  return row.children
    .flatMap((cell) => cell.children)
    .flatMap((node): readonly Code[] => {
      if (node.type !== "inlineCode" || !/^\s*[{[]\s*["{]/.test(node.value)) return [];
      const { position } = node;
      if (position === undefined) return [];
      const source = { file, text, runs: [{ value: 0, source: text.indexOf(node.value, position.start.offset) }] };
      return [{ type: "code", lang: "json", meta: null, value: node.value, data: { source }, position }];
    });
}

function inCell(body: ShownBody): ShownBody {
  return { ...body, inCell: true };
}

function namesOf({ text, codes, links }: Prose): readonly string[] {
  const [first = ""] = text.split(/\s/, 1);
  const [code] = codes;
  if (code !== undefined && !text.startsWith(code) && isWireSpelled(first)) return [first];
  const written = codes.length > 0 ? codes : links.length > 0 ? links.map((link) => link.text) : [text];
  const names = written.map((name) => /^(["'])([^"']+)\1$/.exec(name)?.[2] ?? name);
  return names.every((name) => mayBeName(name) && !/\s/.test(name)) ? names : [];
}

/** "New order (", "New order: " */
const TITLE_BEFORE = /^([^.:;()]{1,60}?)\s?[(:–—-]\s?$/;

function namesOfList(
  file: string,
  list: Extract<RootContent, { type: "list" }>,
  part: number,
  heading: ReadHeading | undefined,
): readonly ListedName[] {
  const speaks =
    heading !== undefined && (SPEAKS_OF_EVENTS.test(heading.text) || /^(?:\w+ )?types$/i.test(heading.text));
  const items = list.children.map((node) => readProse(file, { ...node, children: node.children.filter(isNoList) }));
  const inner = list.children.flatMap(({ children }) =>
    children.flatMap((node) => (node.type === "list" ? namesOfList(file, node, part, heading) : [])),
  );
  const nested = speaks ? inner.map((entry): ListedName => ({ ...entry, node: list })) : [];
  const named = items.map((item): readonly ListedName[] => namesOfItem(list, item, part, speaks));
  const found = named.flat();
  const linked = found.every(({ anchor }) => anchor !== undefined);
  const isWhole = named.every((names) => names.length > 0);
  if (isWhole && (speaks || linked)) return [...found, ...nested];
  // Single words are names where they name webhooks of the page: these decide.
  const words = items.flatMap(({ text, codes: [code = ""], at }): readonly ListedName[] =>
    text.startsWith(code) && mayBeName(code) && !/\s/.test(code)
      ? [{ name: code, node: list, part, at, isEvent: false }]
      : [],
  );
  if (speaks && found.length + nested.length === 0 && words.length > 1 && words.length === items.length) return words;
  if (!speaks || (nested.length === 0 && found.length * 2 <= items.length))
    return list.children.flatMap((item) => {
      const own = readProse(file, item);
      return valuesOfField(own.text, own, item, part);
    });
  // Beside events that are spelled as such: a name of one word, and what is no name, as "more to come".
  const alone = items.flatMap(({ text, codes: [code = "", ...more], at }, index): readonly ListedName[] =>
    found.length + nested.length > 1 &&
    named[index]?.length === 0 &&
    more.length === 0 &&
    text.startsWith(code) &&
    mayBeName(code)
      ? [{ name: code, node: list, part, at, isEvent: true }]
      : [],
  );
  return [...found, ...alone, ...nested];
}

function isNoList({ type }: RootContent): boolean {
  return type !== "list";
}

/** What an item begins with, or all names where it holds nothing else. */
function namesOfItem(list: RootContent, item: Prose, part: number, isEvent: boolean): readonly ListedName[] {
  // Behind a label too: "Orders: `order.paid`, `order.voided`".
  const row = item.text.replace(/^[^:`]{1,60}: /, "");
  if (item.codes.length > 1 && item.codes.every(isWireSpelled) && isRowOf(row, item.codes))
    return item.codes.map((name) => ({ name, node: list, part, at: item.at, isEvent }));
  const [first] = item.codes.length > 0 ? item.codes : item.links.map(({ text }) => text);
  const name = first ?? LEADING_NAME.exec(item.text)?.[1] ?? "";
  const title = item.text.replace(/^["'“‘]/, "").startsWith(name)
    ? ""
    : TITLE_BEFORE.exec(item.text.slice(0, item.text.indexOf(name)))?.[1];
  if (title === undefined || !isWireSpelled(name)) return [];
  const link = item.links.find(({ text }) => text === name);
  const other = item.links.find(({ text, href }) => text !== name && fragmentOf(href) !== undefined);
  const anchor = link === undefined ? undefined : fragmentOf(link.href);
  const { at } = item;
  const text = item.text.slice(item.text.indexOf(name) + name.length).replace(/^["'”’)\]]{0,3}\s?[-–—:.]?\s?/, "");
  const notes: Prose = { text, codes: item.codes.filter((code) => text.includes(code)), links: item.links, at };
  return [
    {
      ...{ name, node: list, part, at, isEvent },
      ...(title !== "" && { title }),
      ...defined({ anchor }),
      ...(wordsIn(notes) > 2 && { notes }),
      ...(link === undefined && other !== undefined && { object: { text: other.text, codes: [], links: [other], at } }),
    },
  ];
}

/** Whether a text is nothing but these words, and what separates them. */
function isRowOf(text: string, words: readonly string[]): boolean {
  return /^(?:[\s,;|/&.]|and|or)*$/i.test(words.reduce((rest, word) => rest.replace(word, ""), text));
}

/** "Room events: `room.opened`, `room.shut`", "The `type` is one of `room.opened` and `room.shut`." */
function namesOfSentence(node: RootContent, { text, codes, at }: Prose, part: number): readonly ListedName[] {
  const [, label, row = ""] = /^(?:([^:]{1,60}):|[^.:]{1,80}\bone of:?) ?(.{3,2000})$/i.exec(text) ?? [];
  const names = codes.filter((code) => row.includes(code));
  if (names.length < 2 || !names.every(isWireSpelled) || !isRowOf(row, names)) return [];
  if (label !== undefined && (!/\b(?:events?|webhooks?|topics?|triggers?)$/i.test(label) || NOT_SENT.test(label)))
    return [];
  return names.map((name) => ({ name, node, part, at, isEvent: label !== undefined }));
}

/** A heading over paragraphs that begin with a name each. */
const OVER_NAMES =
  /^(?:(?:supported|available|all|webhook|the|list of) ){0,2}(?:(?:event|webhook|notification|trigger) (?:types|names|list|catalog)|events|topics|triggers|notifications|webhooks)$/i;

/** Paragraphs below a heading for them that begin with a name in code, and a line, a colon or a dash behind it. */
function namesOfParagraphs(file: string, parts: readonly PagePart[]): readonly ListedName[] {
  const found = parts.flatMap(({ nodes }, part) => {
    const over = lineOf(parts, part).find((at) => OVER_NAMES.test(parts[at]?.heading?.text.trim() ?? ""));
    return over === undefined
      ? []
      : nodes.flatMap((node) => nameOfParagraph(file, node, part).map((one) => ({ over, one })));
  });
  return found.flatMap(({ over, one }) => {
    const beside = found.filter((other) => other.over === over);
    const [first] = beside;
    return first === undefined || beside.length < 2 ? [] : [{ ...one, node: first.one.node }];
  });
}

function nameOfParagraph(file: string, node: RootContent, part: number): readonly ListedName[] {
  const [code, ...others] = node.type === "paragraph" ? node.children : [];
  if (code?.type !== "inlineCode" || !isWireSpelled(code.value)) return [];
  const [next] = others;
  const isApart = next === undefined || next.type === "break" || /^\s*\n|^ ?[:–—]|^ - /.test(textOf(next));
  if (!isApart) return [];
  const { codes, links, text: whole, at } = readProse(file, node);
  const text = whole.slice(code.value.length).replace(/^\s?[-–—:]?\s?/, "");
  const notes: Prose = { text, codes: codes.slice(1), links, at };
  return [{ name: code.value, node, part, at, isEvent: true, ...(wordsIn(notes) > 2 && { notes }) }];
}

const NOT_SENT = /\b(?:deprecated|removed|legacy|old|former|planned|upcoming|unsupported|no|not|other)\b/i;

/** A name before words about it, in quotes or not: "'order.paid' is sent when", "order.paid: sent when". */
const LEADING_NAME = /^["'“‘]?([A-Za-z][\w.:/-]{2,80}?)["'”’]?(?=:?(?:\s|$))/;

/** Where a heading can be linked to. */
export function anchorsOf({ text, id }: ReadHeading): readonly string[] {
  return [...(id === undefined ? [] : [id]), anchorOf(text), anchorOf(text.replace(/[._:]/g, "-"))];
}

export function placeOfPart({ heading, nodes }: PagePart, file: string): Position {
  const [first] = nodes;
  return heading?.at ?? (first === undefined ? { file, line: 1, column: 1, offset: 0 } : positionOf(file, first));
}

/** A text at a path; undefined for any other value. */
export function bodyValue(
  { root, at }: Pick<ShownBody, "root" | "at">,
  path: string,
): { readonly value: string; readonly at: Position } | undefined {
  const value = memberAt(root, path.split("."))?.value;
  if (value?.kind !== "scalar" || typeof value.value !== "string") return undefined;
  return { value: value.value, at: at(value.offset, value.offset + value.length) };
}

/** The member at a path of a sample; undefined where there is none. */
export function memberAt(root: SampleNode, path: readonly string[]): SampleMember | undefined {
  let node: SampleNode | undefined = root;
  let member: SampleMember | undefined;
  for (const step of path) {
    if (node?.kind !== "object") return undefined;
    member = node.members.findLast(({ key }) => key === step);
    node = member?.value;
  }
  return member;
}
