// Finds the section of each webhook: the largest part of the page in which all bodies carry one name, and no other webhook is announced.
import type { RootContent } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { keysOf, type SampleNode } from "../../samples/sample.ts";
import type { Discriminator } from "../../register/conventions.ts";
import type { Position } from "../../source/finding.ts";
import { defined } from "../../source/defined.ts";
import { fragmentOf } from "../read-heading.ts";
import { readProse } from "../read-prose.ts";
import { isOfOneObject } from "../structure-heading.ts";
import { partOfOnly } from "./only-webhook.ts";
import { isWireSpelled, keyOf, mayBeName, sameName, shareOfWords } from "./name-rules.ts";
import {
  anchorsOf,
  headingsOver,
  lineOf,
  type ListedName,
  type PagePart,
  type PageScan,
  placeOfPart,
  type ShownBody,
  type ShownHeader,
  bodyValue,
} from "./scan.ts";

/** Where a page shows the name that a webhook has on the wire. */
export type NameSource = "sample" | "heading" | "table" | "page" | "header";

export interface FoundWebhook {
  readonly name: string;
  readonly from: NameSource;
  /** Place of what shows the name. */
  readonly at: Position;
  /** Index of the part that the section begins with; its sub-parts belong to it. */
  readonly part: number;
  /** Set where no part of the page is about this webhook alone: the entry of the list that announces it. */
  readonly listed?: ListedName;
  /** `part` is the section of another webhook, whose words say that it is about this one too. */
  readonly isShared?: true;
  /** The part with what this webhook has beside the body that it shares. */
  readonly own?: number;
  /** Nodes of the bodies that are this webhook's alone, where `part` holds bodies of several. */
  readonly bodies?: ReadonlySet<RootContent>;
}

export interface WebhookSections {
  readonly webhooks: readonly FoundWebhook[];
  /** Bodies of a webhook that has a section elsewhere: they show what all webhooks have in common. */
  readonly illustrations: readonly ShownBody[];
}

interface Choice {
  readonly part: number;
  /** The part's heading says the name. */
  readonly agrees: boolean;
  readonly options: readonly number[];
  readonly body: ShownBody;
}

/**
 * @param areNames headings over bodies are names, however they are spelled
 * @param elsewhere names of webhooks that other pages are about
 */
export function findWebhooks(
  scan: PageScan,
  discriminator: Discriminator,
  areNames: boolean,
  elsewhere: ReadonlySet<string>,
): WebhookSections {
  if (discriminator.in === "none") return { webhooks: theOnly(scan, discriminator.webhook), illustrations: [] };
  const named =
    discriminator.in === "header"
      ? namedByHeader(scan, discriminator.name, areNames ? mayBeName : headingNames(scan))
      : namedByBody(scan, discriminator.path);
  const below = namesBelow(scan, named);
  const together = describedTogether(scan, named, discriminator);
  const describesOthers = (part: number, name: string): boolean =>
    together.some((one) => one.name !== name && lineOf(scan.parts, one.part).includes(part));
  const isSole = new Set(named.map(({ name }) => name)).size === 1;
  const choices = new Map<string, Choice[]>();
  for (const { name, body } of named) {
    const foreign = foreignHeading(scan, body.part, name, named);
    if (foreign) continue;
    const options = lineOf(scan.parts, body.part).filter(
      (part) =>
        isOnly(below[part], name) &&
        (part === body.part || !(listsOthers(scan, part, name, isSole) || describesOthers(part, name))),
    );
    const agreeing = options.filter((part) => headingSays(scan, part, name));
    const part = agreeing.at(-1) ?? options.at(-1) ?? body.part;
    const known = choices.get(name) ?? [];
    if (known.some((one) => one.part === part)) continue;
    choices.set(name, [...known, { part, agrees: agreeing.length > 0, options, body }]);
  }
  const depth = usualDepth(scan, choices);
  const webhooks: FoundWebhook[] = [];
  const illustrations: ShownBody[] = [];
  for (const [name, all] of choices) {
    const own = all.filter(({ agrees }) => agrees);
    const chosen = own.length > 0 ? own : all;
    for (const one of all) if (!chosen.includes(one)) illustrations.push(one.body);
    for (const { part, agrees, options, body } of chosen) {
      const level = options.find((option) => scan.parts[option]?.heading?.depth === depth);
      const isName = agrees && sameName(scan.parts[part]?.heading?.text ?? "", name);
      const begin = level !== undefined && (!agrees || (!isName && isBelow(scan, part, level))) ? level : part;
      if (webhooks.some((other) => other.name === name && other.part === begin)) continue;
      const shown = discriminator.in === "body" ? bodyValue(body, discriminator.path) : undefined;
      const at = shown?.at ?? placeOfPart(scan.parts[begin] ?? { nodes: [], parent: -1 }, scan.document.file);
      const isOne = isOnly(below[begin], name);
      const own = named.flatMap((one) => (one.name === name && one.body.part === begin ? [one.body.node] : []));
      webhooks.push({
        ...{ name, from: discriminator.in === "body" ? "sample" : "header", at, part: begin },
        ...(!isOne && { bodies: new Set(own) }),
      });
    }
  }
  const announced = announcedByName(scan, webhooks, depth, discriminator).map((one) => withBodyOf(scan, one, webhooks));
  const own = [...webhooks, ...announced];
  const shown = [
    ...own,
    ...sharing(scan, own),
    ...together.filter(({ name }) => !own.some((one) => one.name === name)),
  ];
  const all = [...shown, ...onlyListed(scan, shown, discriminator, elsewhere)];
  // Names of one list may be spelled as those of the next.
  return { webhooks: disjoint(scan, [...all, ...onlyListed(scan, all, discriminator, elsewhere)]), illustrations };
}

interface Named {
  readonly name: string;
  readonly body: ShownBody;
}

function theOnly(scan: PageScan, name: string): readonly FoundWebhook[] {
  if (scan.bodies.length === 0) return [];
  const part = partOfOnly(scan);
  const at = placeOfPart(scan.parts[part] ?? { nodes: [], parent: -1 }, scan.document.file);
  return [{ name, from: "page", at, part }];
}

function namedByBody(scan: PageScan, path: string): readonly Named[] {
  const named = scan.bodies.flatMap((body) => {
    const value = body.inCell === true ? undefined : bodyValue(body, path)?.value;
    return value === undefined || !mayBeName(value) ? [] : [{ name: value, body }];
  });
  return [...named, ...namedBeside(scan, named)];
}

/** Bodies that leave the name out, as what is around all payloads: their title or the words above say it, or a list of events beside one. */
function namedBeside(
  { bodies, parts, listed, document: { file } }: PageScan,
  named: readonly Named[],
): readonly Named[] {
  const known = new Set(named.map(({ name }) => name));
  const keys = new Set(named.flatMap(({ body }) => keysOf(body)));
  const events = listed.filter(({ name, isEvent }) => isEvent && isWireSpelled(name));
  const nameless = bodies.filter(
    (body) =>
      body.inCell !== true &&
      !named.some((one) => one.body.node === body.node) &&
      keysOf(body).length > 0 &&
      keysOf(body).every((key) => keys.has(key)),
  );
  return nameless.flatMap((body) => {
    const { nodes = [] } = parts[body.part] ?? {};
    const above = nodes[nodes.indexOf(body.node) - 1];
    const codes = above?.type === "paragraph" ? readProse(file, above).codes : [];
    const said = [...(body.title ?? "").split(/[\s,]+/), ...codes].filter((word) => word !== "");
    const names = events.filter(
      ({ name }) => said.includes(name) || (!known.has(name) && said.some((word) => isPattern(word, name))),
    );
    const isOnly = !nameless.some((other) => other !== body && other.part === body.part);
    const beside =
      isOnly && names.length === 0 ? events.filter(({ name, part }) => part === body.part && !known.has(name)) : names;
    return [...new Set(beside.map(({ name }) => name))].map((name) => ({ name, body }));
  });
}

/** `order.*` of `order.paid` */
function isPattern(word: string, name: string): boolean {
  return /^.*\w[./:_-]\*$/.test(word) && name.startsWith(word.slice(0, -1));
}

/** By the nearest heading that is spelled as a name; else a header in the same part, or the one value that the page shows of it. */
function namedByHeader(scan: PageScan, header: string, isName: (text: string) => boolean): readonly Named[] {
  const wanted = header.toLowerCase();
  const level = usualNameDepth(scan, isName);
  const ofPage = new Set(
    scan.headers.flatMap(({ name, value }) => (name.toLowerCase() === wanted && value !== undefined ? [value] : [])),
  );
  return scan.bodies.flatMap((body): readonly Named[] => {
    const line = lineOf(scan.parts, body.part);
    const heading = line.flatMap((part) => scan.parts[part]?.heading ?? []).find(({ depth }) => depth === level);
    // What the request's own head says is the name, the heading may be a part of it: "ping" over `ping/v1`.
    const sent = scan.headers.find(
      ({ part, name, value }) => part === body.part && name.toLowerCase() === wanted && value !== undefined,
    )?.value;
    if (heading !== undefined && sent !== undefined && mayBeName(sent) && shareOfWords(heading.text, sent) === 1)
      return [{ name: sent, body }];
    if (heading !== undefined && isName(heading.text)) return [{ name: scan.spell(heading.text), body }];
    const shown = scan.headers.find(
      ({ part, name, value }) => value !== undefined && name.toLowerCase() === wanted && line.includes(part),
    );
    const said = shown?.value ?? spokenIn(scan, line, header) ?? (ofPage.size === 1 ? [...ofPage][0] : undefined);
    // A request that is shown once for all says nothing of payloads that a list of events links to.
    const linked = scan.listed.filter(
      (entry) => entry.isEvent && line.some((part) => isLinked(scan.parts[part]?.heading, entry)),
    );
    const isOther = linked.length > 0 && shown?.part !== body.part && !linked.some((entry) => entry.name === said);
    const name = said !== undefined && isOther ? linked[0]?.name : said;
    return name === undefined || !mayBeName(name) ? [] : [{ name, body }];
  });
}

/** The one name that the words of the nearest part speak of, or the first of several that a list of events has and one sentence names together. */
function spokenIn({ spoken, listed }: PageScan, line: readonly number[], header: string): string | undefined {
  const isEvent = (name: string): boolean => listed.some((entry) => entry.isEvent && entry.name === name);
  for (const part of line) {
    const sentences = spoken.filter((one) => one.part === part);
    const names = new Set(sentences.flatMap((one) => one.names));
    names.delete(header);
    const isOne = names.size === 1 || (sentences.length === 1 && [...names].every(isEvent));
    if (names.size > 0) return isOne ? [...names][0] : undefined;
  }
  return undefined;
}

/** The page as its discriminator names webhooks: what stands below the member's own label, or in other letters than in the header. */
export function asNamed(scan: PageScan, discriminator: Discriminator): PageScan {
  if (discriminator.in === "header") return asSent(scan, discriminator.name);
  if (discriminator.in === "none") return scan;
  const last = discriminator.path.split(".").at(-1)?.toLowerCase();
  const listed = scan.listed.map((entry): ListedName =>
    entry.member !== undefined && entry.member === last ? { ...entry, isEvent: true } : entry,
  );
  return { ...scan, listed };
}

/**
 * The page as it names webhooks on the wire, where the header shows one in other letters than headings and lists have:
 * ORDER_PAID over the body, and `X-Shop-Event: order_paid`.
 */
function asSent(whole: PageScan, header: string): PageScan {
  const scan = withOneName(whole, header);
  const { headers, listed } = scan;
  const wanted = header.toLowerCase();
  const sent = headers
    .filter(({ name }) => name.toLowerCase() === wanted)
    .flatMap(({ value, examples = [] }) => (value === undefined ? examples : [value]))
    .filter((text) => text !== header && mayBeName(text));
  const names = namesSaid(scan);
  if (sent.some((one) => names.has(one))) return scan;
  const byKey = new Map([...names].filter(isWireSpelled).map((name) => [keyOf(name), name]));
  const [way] = sent.flatMap((one) => {
    const other = byKey.get(keyOf(one));
    return other === undefined ? [] : (spellings.find((spell) => spell(other) === one) ?? []);
  });
  if (way === undefined) return scan;
  const spell = (name: string): string => (isWireSpelled(name) ? way(name) : name);
  return { ...scan, spell, listed: listed.map((entry) => ({ ...entry, name: spell(entry.name) })) };
}

/** Of a header with several names the one that a heading or a list of events has: `rooms.r1.opened,rooms.*.opened,rooms.*`. */
function withOneName(scan: PageScan, header: string): PageScan {
  const names = namesSaid(scan);
  const headers = scan.headers.map((one): ShownHeader => {
    const { name, value = "" } = one;
    if (name.toLowerCase() !== header.toLowerCase() || !value.includes(",")) return one;
    const said = value.split(",").find((part) => names.has(part.trim()));
    return said === undefined ? one : { ...one, value: said.trim() };
  });
  return { ...scan, headers };
}

/** Texts of headings, and names in lists of events. */
function namesSaid({ parts, listed }: PageScan): ReadonlySet<string> {
  return new Set([
    ...parts.flatMap(({ heading }) => heading?.text ?? []),
    ...listed.flatMap(({ name, isEvent }) => (isEvent ? [name] : [])),
  ]);
}

function isHeadingName(text: string): boolean {
  return /^[a-z][a-z0-9]*(?:[._:/#-][a-z0-9]+)*$/.test(text) || isWireSpelled(text);
}

/** Headings that are all members of one body describe that, and name no webhooks. */
function headingNames({ parts, bodies }: PageScan): (text: string) => boolean {
  const names = parts.flatMap(({ heading }) =>
    heading !== undefined && isHeadingName(heading.text) ? [heading.text] : [],
  );
  const describe = bodies.some(
    ({ root }) => root.kind === "object" && names.every((name) => root.members.some(({ key }) => key === name)),
  );
  return names.length > 1 && describe ? isWireSpelled : isHeadingName;
}

/** The depth at which most headings over bodies are spelled as names. */
function usualNameDepth({ parts, bodies }: PageScan, isName: (text: string) => boolean): number | undefined {
  const counts = new Map<number, Set<number>>();
  for (const { part } of bodies) {
    for (const at of lineOf(parts, part)) {
      const heading = parts[at]?.heading;
      if (heading === undefined || !isName(heading.text)) continue;
      counts.set(heading.depth, (counts.get(heading.depth) ?? new Set()).add(at));
    }
  }
  return [...counts].sort(([a, many], [b, more]) => more.size - many.size || a - b)[0]?.[0];
}

/** Names of the bodies in each part and its sub-parts. */
function namesBelow({ parts }: PageScan, named: readonly Named[]): readonly ReadonlySet<string>[] {
  const below = parts.map(() => new Set<string>());
  for (const { name, body } of named) for (const part of lineOf(parts, body.part)) below[part]?.add(name);
  return below;
}

function isOnly(names: ReadonlySet<string> | undefined, name: string): boolean {
  return names?.size === 1 && names.has(name);
}

/** Whether a heading says a name, among other words too: "Account Created Webhook". */
export function headingSays({ parts }: PageScan, part: number, name: string): boolean {
  const heading = parts[part]?.heading;
  return heading !== undefined && heading.text.length <= 120 && shareOfWords(name, heading.text) === 1;
}

/** The body is under a heading that is spelled as another webhook's name, while its own name has a heading elsewhere. */
function foreignHeading(scan: PageScan, part: number, name: string, named: readonly Named[]): boolean {
  const { parts, listed } = scan;
  const headings = headingsOver(parts, part);
  if (headings.some((text) => shareOfWords(name, text) === 1)) return false;
  const other = headings.find((text) => isWireSpelled(text) && listed.some((entry) => sameName(entry.name, text)));
  return (
    other !== undefined &&
    !sameName(other, name) &&
    parts.some(({ heading }) => heading !== undefined && sameName(heading.text, name)) &&
    !named.some((one) => sameName(one.name, other))
  );
}

/** The depth at which headings say names; without any the one that most names have a part of their own at. */
function usualDepth({ parts }: PageScan, choices: ReadonlyMap<string, readonly Choice[]>): number | undefined {
  const agreeing = new Map<number, number>();
  const possible = new Map<number, number>();
  for (const choice of [...choices.values()].flat()) {
    const depth = parts[choice.part]?.heading?.depth;
    if (choice.agrees && depth !== undefined) agreeing.set(depth, (agreeing.get(depth) ?? 0) + 1);
    for (const option of choice.options) {
      const own = parts[option]?.heading?.depth;
      if (own !== undefined) possible.set(own, (possible.get(own) ?? 0) + 1);
    }
  }
  const counts = agreeing.size > 0 ? agreeing : possible;
  return [...counts].sort(([a, many], [b, more]) => more - many || a - b)[0]?.[0];
}

/** Webhooks without a body of their own: a heading, or the words below it, say a name that the page lists or spells as the others. */
function announcedByName(
  scan: PageScan,
  found: readonly FoundWebhook[],
  depth: number | undefined,
  discriminator: Discriminator,
): readonly FoundWebhook[] {
  const { parts, listed, document } = scan;
  const taken = new Set(found.flatMap(({ part }) => partsUnder(scan, part)));
  const known = new Set(found.map(({ name }) => name));
  const announced: FoundWebhook[] = [];
  // Where names are single words, and headings, the heading of another one is as good a name.
  const areWords =
    found.length > 1 && found.every(({ name, part }) => WORD.test(name) && parts[part]?.heading?.text === name);
  const take = (name: string, from: NameSource, part: number, at: Position): void => {
    if (known.has(name) || taken.has(part)) return;
    known.add(name);
    for (const under of partsUnder(scan, part)) taken.add(under);
    announced.push({ name, from, at, part });
  };
  for (const entry of listed) {
    const part = parts.findIndex(
      ({ heading }, index) =>
        heading !== undefined &&
        !taken.has(index) &&
        isAbout(heading, entry, parts[index]?.nodes.length ?? 0) &&
        !isOfObject(scan, index, entry, discriminator),
    );
    if (part >= 0) take(entry.name, "table", part, entry.at);
  }
  parts.forEach((part, index) => {
    const { heading } = part;
    if (heading === undefined || heading.depth !== depth || taken.has(index)) return;
    const said = scan.spoken
      .flatMap((one) => (one.part === index ? one.names : []))
      .find((name) => sameName(name, heading.text));
    const name = said ?? nameAmongWords(part, document.file);
    if (name !== undefined) take(name, "heading", index, placeOfPart(part, document.file));
    if (!heading.identifier && !isWireSpelled(heading.text) && !(areWords && WORD.test(heading.text))) return;
    if (isOfTypes(parts[part.parent])) return;
    const spelled = discriminator.in !== "body" ? scan.spell(heading.text) : respelled(heading.text, found, parts);
    if (spelled !== undefined) take(spelled, "heading", index, placeOfPart(part, document.file));
  });
  return announced;
}

const WORD = /^[a-z][a-z0-9]{1,40}$/;
/** Whether a part that an event leads to is about the object that it carries: nothing there names the webhook. */
function isOfObject(
  { parts, document: { file } }: PageScan,
  part: number,
  { name, object }: ListedName,
  discriminator: Discriminator,
): boolean {
  const { heading, nodes } = parts[part] ?? { nodes: [] };
  if (heading === undefined || discriminator.in !== "body" || shareOfWords(name, heading.text) === 1) return false;
  const isCarried = object?.links.some(({ href }) => isLinked(heading, { anchor: fragmentOf(href) ?? "" })) === true;
  const member = discriminator.path.split(".").at(-1) ?? "";
  const names = new RegExp(`(?:^|[^\\w-])${member.replace(/[^\w]/g, "\\$&")}(?![\\w-])`, "m");
  return (isCarried || isOfOneObject(heading.text)) && !nodes.some((node) => names.test(readProse(file, node).text));
}

/** A heading over the objects that members of webhooks hold: "Types", "Event data types". */
const OF_TYPES =
  /^(?:(?:(?:event|payload|webhook) )?(?:data|object|shared|common|referenced|nested|other) )?(?:types?|objects?|structures?|schemas?|models?|definitions?|resources?|entities)$/i;

export function isOfTypes(part: PagePart | undefined): boolean {
  return OF_TYPES.test(part?.heading?.text ?? "");
}

/** The one name that a heading has as code among its words: "Order paid `order.paid`". */
function nameAmongWords({ node }: PageScan["parts"][number], file: string): string | undefined {
  const [name, ...others] = node === undefined ? [] : readProse(file, node).codes;
  return name !== undefined && others.length === 0 && isWireSpelled(name) ? name : undefined;
}

/** A webhook without a body of its own, of which the page says that it has another one's: that one's section is about it too. */
function withBodyOf(scan: PageScan, one: FoundWebhook, others: readonly FoundWebhook[]): FoundWebhook {
  const { parts, bodies, document } = scan;
  const under = partsUnder(scan, one.part);
  const { node, heading } = parts[one.part] ?? {};
  if (node === undefined || heading === undefined || bodies.some(({ part }) => under.includes(part))) return one;
  const nodes = under.flatMap((part) => parts[part]?.nodes ?? []);
  const adds = nodes.some(({ type }) => type === "table" || type === "list");
  const said = nodes
    .map((inner) => readProse(document.file, inner))
    .filter(({ text }) => SAME_BODY.test(text) && !LESS.test(text) && (adds || !MORE.test(text)));
  const links = new Set(said.flatMap((prose) => prose.links.flatMap(({ href }) => fragmentOf(href) ?? [])));
  const owner = others.find(({ name, part }) => {
    const other = parts[part]?.heading;
    return (
      said.some(({ codes, text }) => codes.includes(name) || (codes.length === 0 && namedBehind(text) === name)) ||
      (other !== undefined && anchorsOf(other).some((anchor) => links.has(anchor)))
    );
  });
  if (owner === undefined) return one;
  const listed = { name: one.name, title: heading.text, node, part: one.part, at: heading.at, isEvent: true };
  return { ...one, part: owner.part, listed, isShared: true, own: one.part, ...defined({ bodies: owner.bodies }) };
}

/** "The payload is the same as that of `order.paid`." */
export const SAME_BODY =
  /\b(?:same|identical)\b[^.]{0,80}\b(?:as|to|of)\b|\b(?:payload|body|structure|schema|format)\b[^.]{0,60}\b(?:that|those) of\b/i;
/** "The fields are the same as for sale." */
function namedBehind(text: string): string | undefined {
  const [same = ""] = SAME_BODY.exec(text) ?? [];
  return /^ (?:(?:for|that|those|of|the|in) ){0,3}["'“‘]?([\w.:/-]{1,80}?)["'”’]?(?=[\s,;.]|$)/.exec(
    text.slice(text.indexOf(same) + same.length),
  )?.[1];
}
const LESS = /\b(?:except|but|without|however|instead|in place of|rather than|in lieu of|replac(?:es|ed|ing))\b/i;
const MORE = /\b(?:plus|in addition|additional(?:ly)?|also|as well)\b/i;

function isAbout(
  heading: NonNullable<PageScan["parts"][number]["heading"]>,
  { name, title, anchor }: ListedName,
  nodes: number,
): boolean {
  if (sameName(heading.text, name)) return true;
  if (anchor !== undefined) return nodes > 0 && isLinked(heading, { anchor });
  return title !== undefined && sameName(heading.text, title);
}

function isLinked(heading: PageScan["parts"][number]["heading"], { anchor }: Pick<ListedName, "anchor">): boolean {
  return anchor !== undefined && heading !== undefined && anchorsOf(heading).includes(anchor);
}

/** The name behind a heading, where all others turn from heading to name in one way. */
function respelled(heading: string, found: readonly FoundWebhook[], parts: PageScan["parts"]): string | undefined {
  const pairs = found.flatMap(({ name, part }) => {
    const text = parts[part]?.heading?.text;
    return text === undefined ? [] : [{ name, text }];
  });
  if (pairs.length === 0) return undefined;
  if (!pairs.some(({ text }) => caseOf(text) === caseOf(heading))) return undefined;
  return spellings.find((spell) => pairs.every(({ name, text }) => spell(text) === name))?.(heading);
}

/** Whether letters are small, large or mixed, and which is the first. */
function caseOf(text: string): string {
  const letters = text.replace(/[^A-Za-z]/g, "");
  const isUpper = /^[A-Z]/.test(letters);
  return letters === letters.toUpperCase() ? "upper" : letters === letters.toLowerCase() ? "lower" : `mixed ${isUpper}`;
}

const spellings: readonly ((text: string) => string)[] = [
  (text) => text,
  (text) => text.toUpperCase().replace(/[^A-Z0-9]+/g, "_"),
  (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "_"),
  (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "."),
  (text) => text.toLowerCase().replace(/[^a-z0-9]+/g, "-"),
  (text) => text.replace(/(?:^|[^A-Za-z0-9]+)([A-Za-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
];

function isBelow({ parts }: PageScan, part: number, above: number): boolean {
  return part !== above && lineOf(parts, part).includes(above);
}

function partsUnder({ parts }: PageScan, part: number): readonly number[] {
  return parts.flatMap((_, index) => (lineOf(parts, index).includes(part) ? [index] : []));
}

/** Whether a part that is more than the one around a body lists other webhooks than those that have the one body of the page. */
function listsOthers(scan: PageScan, part: number, name: string, isSole: boolean): boolean {
  return scan.listed.some(
    (entry) =>
      entry.isEvent &&
      entry.name !== name &&
      sharesMark(entry.name, name) &&
      lineOf(scan.parts, entry.part).includes(part) &&
      !(isSole && isOfOneThing(scan, entry.node)),
  );
}

/**
 * Entries of a list of events that link to the section that another one links to, as both have the payload described there; that the
 * words of another webhook's section name beside that webhook, "sent for `a` and `b`"; or that a page lists beside its one webhook,
 * where its body is flat or all that the list names befalls one thing: nothing in that is another's.
 */
function sharing(scan: PageScan, found: readonly FoundWebhook[]): readonly FoundWebhook[] {
  const { parts, listed, spoken, bodies } = scan;
  const known = new Set(found.map(({ name }) => name));
  const [first, ...others] = found;
  const sole = others.length === 0 ? first : undefined;
  const lists = listed.filter(({ name }) => name === sole?.name).map(({ node }) => node);
  const isFlat = !hasColumnsOf(scan) && bodies.every(({ root, inCell }) => inCell !== true && isFlatObject(root));
  return listed.flatMap((entry): readonly FoundWebhook[] => {
    if (known.has(entry.name)) return [];
    const isBeside = sole !== undefined && lists.includes(entry.node) && (isFlat || isOfOneThing(scan, entry.node));
    const owner = isBeside
      ? sole
      : found.find(
          ({ name, from, part }) =>
            ((from === "table" || !headingSays(scan, part, name)) && isLinked(parts[part]?.heading, entry)) ||
            (part > 0 &&
              spoken.some(
                ({ names, part: place }) =>
                  names.includes(name) && names.includes(entry.name) && lineOf(parts, place).includes(part),
              )),
        );
    if (owner === undefined) return [];
    known.add(entry.name);
    const { part, bodies: alone } = owner;
    return [
      {
        name: entry.name,
        from: "table",
        at: entry.at,
        part,
        listed: entry,
        isShared: true,
        ...defined({ bodies: alone }),
      },
    ];
  });
}

/** Events that a part lists beside the one table of the bodies of all of them, which has a row for the member that names them. */
function describedTogether(
  { parts, listed, bodies }: PageScan,
  found: readonly Named[],
  discriminator: Discriminator,
): readonly FoundWebhook[] {
  if (discriminator.in !== "body") return [];
  const known = new Set(found.map(({ name }) => name));
  const names = [discriminator.path, discriminator.path.split(".").at(-1)];
  const isTable = (node: RootContent): boolean =>
    node.type === "table" &&
    node.children.slice(1).some(({ children: [cell] }) => cell !== undefined && names.includes(textOf(cell).trim()));
  return listed.flatMap((entry): readonly FoundWebhook[] => {
    const { name, at, part, isEvent } = entry;
    if (known.has(name) || !isEvent || !isWireSpelled(name)) return [];
    if (bodies.some((body) => body.part === part) || parts[part]?.nodes.some(isTable) !== true) return [];
    known.add(name);
    return [{ name, from: "table", at, part, listed: entry, isShared: true }];
  });
}

/** `order.paid`, `order.voided`: whether the names of a list differ in their last word alone, and no table says by columns what each has. */
function isOfOneThing(scan: PageScan, list: RootContent): boolean {
  const things = scan.listed.flatMap(({ name, node }) => (node === list ? [/^(.*[._:/-])\w+$/.exec(name)?.[1]] : []));
  return (
    things.length > 1 && things.every((thing) => thing !== undefined && thing === things[0]) && !hasColumnsOf(scan)
  );
}

/** Whether a table says by columns which webhooks have its members. */
function hasColumnsOf({ parts, listed }: PageScan): boolean {
  const names = new Set(listed.map(({ name }) => name));
  return parts.some(({ nodes }) =>
    nodes.some((node) => node.type === "table" && node.children[0]?.children.some((cell) => names.has(textOf(cell)))),
  );
}

function isFlatObject(root: SampleNode): boolean {
  return root.kind === "object" && root.members.every(({ value }) => value.kind !== "object");
}

/**
 * Entries of a list of events that no page is about, where the list names webhooks of the page or of another, or what the header shows
 * that names them, or spells such of the page.
 */
function onlyListed(
  { listed, bodies, headers }: PageScan,
  found: readonly FoundWebhook[],
  discriminator: Discriminator,
  elsewhere: ReadonlySet<string>,
): readonly FoundWebhook[] {
  const shown = new Set(
    headers.flatMap(({ name, value, examples = [] }) =>
      discriminator.in === "header" && name.toLowerCase() === discriminator.name.toLowerCase()
        ? [...(value === undefined ? [] : [value]), ...examples]
        : [],
    ),
  );
  const inCells = new Set(
    bodies.flatMap((body) =>
      body.inCell === true && discriminator.in === "body" ? (bodyValue(body, discriminator.path)?.value ?? []) : [],
    ),
  );
  const known = new Set([...found.map(({ name }) => name), ...elsewhere]);
  const lists = new Set(
    listed
      .filter(
        ({ name, isEvent, samples }) =>
          (samples !== undefined && inCells.has(name)) ||
          known.has(name) ||
          (isEvent && shown.has(name)) ||
          (isEvent && isWireSpelled(name) && found.some((one) => sharesMark(one.name, name))),
      )
      .map(({ node }) => node),
  );
  const more: FoundWebhook[] = [];
  for (const entry of listed) {
    if (known.has(entry.name) || !lists.has(entry.node)) continue;
    known.add(entry.name);
    more.push({ name: entry.name, from: "table", at: entry.at, part: entry.part, listed: entry });
  }
  return more;
}

/** Whether the words of both names are separated in one way: the `.` of `order.paid` and `line_item.added`. */
export function sharesMark(one: string, other: string): boolean {
  const marks = one.replace(/[A-Za-z0-9]/g, "");
  return [...other.replace(/[A-Za-z0-9]/g, "")].some((mark) => marks.includes(mark));
}

/** No section lies in another; of two, the one that begins later is a part of the first, unless that is about its own bodies alone. */
function disjoint(scan: PageScan, webhooks: readonly FoundWebhook[]): readonly FoundWebhook[] {
  const kept = webhooks.filter(
    ({ part, listed }) =>
      listed !== undefined ||
      !webhooks.some(
        (other) =>
          other.listed === undefined &&
          other.bodies === undefined &&
          other.part !== part &&
          lineOf(scan.parts, part).includes(other.part),
      ),
  );
  return kept.toSorted((a, b) => a.part - b.part || (a.listed?.at.offset ?? -1) - (b.listed?.at.offset ?? -1));
}
