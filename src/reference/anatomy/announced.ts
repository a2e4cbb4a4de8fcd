// Turns the webhooks that a page announces into sections to be read, and everything else into what is outside of them.
import type { RootContent } from "mdast";
import { toString as textOf } from "mdast-util-to-string";
import { positionOf } from "../../formats/document.ts";
import { type Finding, report } from "../../source/finding.ts";
import type { Batch, Discriminator } from "../../register/conventions.ts";
import { mostOften, type OutlineOther, type OutlineSection } from "../outline.ts";
import type { Prose, SampleBlock, WireName } from "../reference.ts";
import type { SaidOfDelivery } from "./delivery.ts";
import { defined } from "../../source/defined.ts";
import { groupBy } from "../../source/group-by.ts";
import { mayBeMisspelt } from "../../source/suggest.ts";
import { readProse } from "../read-prose.ts";
import { isWireSpelled, mayBeName, sameName, wordsOf } from "./name-rules.ts";
import { stringsIn } from "./rank-discriminators.ts";
import { bodyValue, lineOf, memberAt, type PageScan, placeOfPart } from "./scan.ts";
import { findWebhooks, headingSays, isOfTypes, type FoundWebhook, SAME_BODY, sharesMark } from "./webhook-sections.ts";

export interface AnnouncedSection extends OutlineSection {
  readonly wire: WireName;
  /** What a list of events says of the webhook. */
  readonly listed?: Prose;
  /** The object that it carries, as a list of events says. */
  readonly object?: Prose;
  /** No heading above names the webhook alone: what its nodes say may be of others too. */
  readonly isOfSeveral?: true;
  /** Of the section of another webhook: what of it describes this one. */
  readonly about?: readonly RootContent[];
}

export interface Announced {
  readonly sections: readonly AnnouncedSection[];
  readonly others: readonly OutlineOther[];
  /** What looks like a webhook and was not taken for one, and why. */
  readonly findings: readonly Finding[];
}

/** @param elsewhere names of webhooks that other pages are about */
export function announcedWebhooks(
  scan: PageScan,
  discriminator: Discriminator,
  areNames: boolean,
  elsewhere: ReadonlySet<string>,
): Announced {
  const { parts, document } = scan;
  const { webhooks, illustrations } = findWebhooks(scan, discriminator, areNames, elsewhere);
  const owned = new Set<number>();
  const sectioned = new Set(webhooks.flatMap(({ part, listed }) => (listed === undefined ? [part] : [])));
  const isTitle = (part: number): boolean => (parts[part]?.heading?.depth ?? 1) === 1;
  // Sections of others; and what a page says of types below its one heading belongs to no webhook alone.
  const isApart = (index: number, part: number): boolean => {
    const line = lineOf(parts, index);
    const mayHoldTypes = webhooks.length > 1 && isTitle(part);
    return line.slice(0, line.indexOf(part)).some((at) => sectioned.has(at) || (mayHoldTypes && isOfTypes(parts[at])));
  };
  const indexesUnder = (part: number): readonly number[] =>
    parts.flatMap((_, index) => (lineOf(parts, index).includes(part) && !isApart(index, part) ? [index] : []));
  const nodesUnder = (part: number): readonly RootContent[] =>
    indexesUnder(part).flatMap((index) => {
      const { node, nodes } = parts[index] ?? { nodes: [] };
      return index === part || node === undefined ? nodes : [node, ...nodes];
    });
  const nodesOf = ({ part, bodies }: FoundWebhook): readonly RootContent[] => {
    if (bodies === undefined) return nodesUnder(part);
    const beside = webhooks.filter((other) => other.part === part);
    const foreign = new Set(beside.flatMap((other) => [...(other.bodies ?? [])]).filter((body) => !bodies.has(body)));
    const names = beside.map((other) => other.name);
    return nodesAround(nodesUnder(part), names, bodies, foreign);
  };
  const sections = webhooks.map((webhook): AnnouncedSection => {
    const isOnly = isListedOnly(webhook);
    const { name, from, at, part, listed, isShared, own } = webhook;
    const notes = scan.listed.find((entry) => entry.name === name && entry.notes !== undefined)?.notes;
    const described = notes === undefined ? {} : { listed: notes };
    const wire: WireName = { value: name, from, at, ...(isShared && { isShared }), ...(isOnly && { isListed: true }) };
    if (listed !== undefined) {
      // A link elsewhere in the row of a table may be to anything.
      const text = listed.node.type === "table" ? name : (listed.title ?? name);
      const heading = { text, depth: 6, identifier: false, at: listed.at };
      if (listed.samples !== undefined) return { heading, nodes: [...listed.samples], wire, ...described };
      if (isShared) {
        const alone = own === undefined ? [] : nodesUnder(own);
        for (const index of [...(own === undefined ? [] : indexesUnder(own)), ...indexesUnder(part)]) owned.add(index);
        const isAnother = webhooks.some(
          (other) => other.part === part && !other.isShared && headingSays(scan, part, other.name),
        );
        const whose = isAnother ? { about: alone } : { isOfSeveral: true as const };
        return { heading, nodes: [...alone, ...nodesOf(webhook)], wire, ...described, ...whose };
      }
      // What is shown for all webhooks is all that is known of this one's body.
      const shared = illustrations.slice(0, 1).map(({ node }): RootContent => node);
      return { heading, nodes: shared, wire, ...described, ...defined({ object: listed.object }) };
    }
    // What is below the title of a page with sections of other webhooks too may hold for those as well.
    for (const index of isTitle(part) && sectioned.size > 1 ? [part] : indexesUnder(part)) owned.add(index);
    const nodes = nodesOf(webhook);
    const place = placeOfPart(parts[part] ?? { nodes: [], parent: -1 }, document.file);
    const heading = parts[part]?.heading ?? { text: name, depth: 1, identifier: false, at: place };
    const group = groupOf(scan, part);
    const isOfSeveral = headingSays(scan, part, name) ? {} : { isOfSeveral: true as const };
    return { heading, nodes, wire, ...(group === undefined ? {} : { group }), ...described, ...isOfSeveral };
  });
  const others = parts.flatMap(({ heading, nodes }, index): readonly OutlineOther[] => {
    if (owned.has(index) || (heading === undefined && nodes.length === 0)) return [];
    const isGroup = parts.some((_, inner) => owned.has(inner) && lineOf(parts, inner).includes(index));
    return [{ ...(heading === undefined ? {} : { heading }), isGroup, nodes }];
  });
  const findings = [
    ...notTaken(
      scan,
      [...webhooks.map(({ name }) => name), ...elsewhere],
      [...webhooks.flatMap(({ name, listed }) => (listed === undefined ? [name] : [])), ...elsewhere],
      new Set([...owned, ...webhooks.flatMap(({ listed }) => listed?.part ?? [])]),
    ),
    ...otherHeadings(scan, webhooks),
    ...withoutBody(webhooks),
    ...nearNames(scan, webhooks),
    ...nearDiscriminators(scan, discriminator),
    ...secondNames(scan, discriminator),
    ...underOthers(scan, webhooks),
    ...bareSamples(scan),
    ...saidOtherwise(scan, webhooks, discriminator),
  ];
  return { sections, others, findings };
}

/** Of a part that shows bodies of several webhooks: what leads to one's own, and what is above and behind all of them. */
function nodesAround(
  nodes: readonly RootContent[],
  names: readonly string[],
  own: ReadonlySet<RootContent>,
  foreign: ReadonlySet<RootContent>,
): readonly RootContent[] {
  const isBody = (node: RootContent): boolean => own.has(node) || foreign.has(node);
  const kept = nodes.slice(0, sizeOfIntroduction(nodes, names, isBody));
  let piece: RootContent[] = [];
  for (const node of nodes.slice(kept.length)) {
    piece.push(node);
    if (own.has(node)) kept.push(...piece);
    if (isBody(node)) piece = [];
  }
  return [...kept, ...piece];
}

/** Up to what leads to the first of several bodies, or names its webhook; nothing where others have fields of their own. */
function sizeOfIntroduction(
  nodes: readonly RootContent[],
  names: readonly string[],
  isBody: (node: RootContent) => boolean,
): number {
  const first = nodes.findIndex(isBody);
  const between = nodes.slice(first, nodes.findLastIndex(isBody));
  if (between.some(({ type }) => type === "table" || type === "list")) return 0;
  const leads = (node: RootContent, index: number): boolean => {
    if (node.type !== "paragraph") return node.type === "heading" || isBody(node);
    return index === first - 1 || names.some((name) => textOf(node).includes(name));
  };
  return nodes.findIndex(leads);
}

/** Headings that are spelled as names, as most are, and name another webhook than what is below them; or that nearly name it. */
function otherHeadings({ parts }: PageScan, webhooks: readonly FoundWebhook[]): readonly Finding[] {
  const headed = webhooks.flatMap(({ name, part, listed }) => {
    const heading = listed === undefined ? parts[part]?.heading : undefined;
    return heading === undefined ? [] : [{ name, heading }];
  });
  const spelled = headed.filter(({ heading }) => isWireSpelled(heading.text));
  const differing = spelled.filter(({ name, heading }) => !sameName(name, heading.text));
  const nearly = headed.filter(({ name, heading }) => {
    const words = wordsOf(heading.text);
    return wordsOf(name).some((word) => !words.includes(word) && words.some((other) => mayBeMisspelt(word, other)));
  });
  const mostDiffer = differing.length * 2 >= spelled.length;
  return [...new Set([...(mostDiffer ? [] : differing), ...nearly])].map(({ name, heading: { text: quote, at } }) => {
    const message = `the heading says "${quote}", and what is below it "${name}"; that was taken for the webhook's name`;
    return report("warning", "reference/heading-differs", message, { at, quote }, name);
  });
}

/** Words that give the member of the name a value which is one slip away from the webhook's: "kind: order.piad". */
function saidOtherwise(
  { parts, document: { file } }: PageScan,
  webhooks: readonly FoundWebhook[],
  discriminator: Discriminator,
): readonly Finding[] {
  if (discriminator.in !== "body") return [];
  const member = discriminator.path.split(".").at(-1) ?? "";
  return webhooks.flatMap(({ name, part, listed }) =>
    (listed === undefined ? (parts[part]?.nodes ?? []) : []).flatMap((node) => {
      const words = node.type === "paragraph" ? textOf(node).split(/[\s"'`]+/, 60) : [];
      const said = words[words.findIndex((word) => word.replace(/[:=]$/, "") === member) + 1] ?? "";
      const isSlip = isWireSpelled(said) && said !== name && mayBeMisspelt(said, name);
      if (words.includes(name) || !isSlip) return [];
      const message = `the words say "${said}", and the sample below "${name}"; that was taken for the webhook's name`;
      return [report("warning", "reference/words-differ", message, { at: positionOf(file, node), quote: said }, name)];
    }),
  );
}

/** Sections that begin below the usual depth, under one heading of that depth: a heading between them may be lost. */
function underOthers({ parts }: PageScan, webhooks: readonly FoundWebhook[]): readonly Finding[] {
  const own = webhooks.flatMap(({ name, part, listed }) => {
    const heading = listed === undefined ? parts[part]?.heading : undefined;
    return heading === undefined ? [] : [{ name, part, heading }];
  });
  const usual = mostOften(own.map(({ heading }) => heading.depth));
  const deeper = own.flatMap(({ name, part, heading }) => {
    const above = lineOf(parts, part).find((at) => parts[at]?.heading?.depth === usual);
    return above === undefined || above === part ? [] : [{ name, above, heading }];
  });
  return [...new Set(deeper.map(({ above }) => above))].flatMap((part) => {
    const below = deeper.filter(({ above }) => above === part);
    const names = [...new Set(below.map(({ name }) => `"${name}"`))];
    const [first] = below;
    if (first === undefined || names.length < 2) return [];
    const { at, text: quote } = first.heading;
    const message = `the samples below "${parts[part]?.heading?.text ?? ""}" show ${names.slice(0, MOST_NAMES).join(" and ")}, where other headings of its depth are above one webhook each; is a heading lost?`;
    return report("info", "reference/webhooks-under-one-heading", message, { at, quote });
  });
}

function isListedOnly({ listed, isShared }: FoundWebhook): boolean {
  return listed !== undefined && listed.samples === undefined && isShared !== true;
}

/** Names of lists that no part of the page is about. */
function withoutBody(webhooks: readonly FoundWebhook[]): readonly Finding[] {
  const only = webhooks.filter(isListedOnly);
  return [...new Set(only.map(({ listed }) => listed?.node))].flatMap((list) => {
    const own = only.filter(({ listed }) => listed?.node === list);
    const [first] = own;
    if (first === undefined) return [];
    const names = own.slice(0, MOST_NAMES).map(({ name }) => `"${name}"`);
    const more = own.length > MOST_NAMES ? ` and ${String(own.length - MOST_NAMES)} more` : "";
    const { at, name: quote } = first;
    const message = `no part of the page is about ${names.join(", ")}${more}; they have the members that all webhooks share, and what lists and tables say`;
    return report("warning", "reference/listed-only", message, { at, quote });
  });
}

const MOST_NAMES = 30;

/** A name that only a list or the words of a section show, and one that only a body shows, where a slip turns one into the other. */
function nearNames({ listed, spoken, parts }: PageScan, webhooks: readonly FoundWebhook[]): readonly Finding[] {
  const names = new Set(webhooks.map(({ name }) => name));
  const inLists = new Set(listed.map(({ name }) => name));
  const shown = webhooks.filter(({ name, listed: entry }) => entry === undefined && !inLists.has(name));
  const said = spoken.flatMap(({ names: codes, part, at }) =>
    codes.flatMap((name) => {
      const near = shown.find((one) => lineOf(parts, part).includes(one.part) && mayBeMisspelt(name, one.name));
      return near === undefined || names.has(name) ? [] : [{ name, at, near: near.name }];
    }),
  );
  const alone = webhooks.flatMap(({ name, at, listed: entry, isShared }) => {
    const near = entry === undefined || isShared ? undefined : shown.find((one) => mayBeMisspelt(name, one.name));
    return near === undefined ? [] : [{ name, at, near: near.name }];
  });
  return [...said, ...alone].map(({ name, at, near }) => {
    const message = `no body of "${name}" is shown, and the name of the body of "${near}" is a slip away, which no list of events has; is one of them misspelt?`;
    return report("warning", "reference/near-webhook", message, { at, quote: name }, near);
  });
}

/** A member beside the one that names webhooks, all of whose values a list of events has, and none of which is a webhook's name. */
function secondNames({ bodies, listed }: PageScan, discriminator: Discriminator): readonly Finding[] {
  if (discriminator.in !== "body") return [];
  const { path } = discriminator;
  const above = path.slice(0, path.lastIndexOf(".") + 1);
  const events = new Set(listed.flatMap(({ name, isEvent }) => (isEvent ? [name] : [])));
  const shown = groupBy(
    bodies.flatMap((body) => stringsIn(body.root).map((one) => ({ ...one, at: body.at }))),
    (one) => one.path,
  );
  const names = new Set(shown.get(path)?.map(({ value }) => value));
  const isSecond = (values: readonly string[]): boolean =>
    values.every((value) => events.has(value) && !names.has(value)) && [...names].some((name) => events.has(name));
  return [...shown].flatMap(([other, all]) => {
    const isBeside = other.startsWith(above) && !other.slice(above.length).includes(".") && other !== path;
    const [first] = all;
    if (!isBeside || first === undefined || !isSecond(all.map(({ value }) => value))) return [];
    const message = `webhooks are named by "${path}" alone, and a list of events has the values of "${other}" too: those that differ in it are variants of one webhook`;
    const place = { at: first.at(first.offset, first.offset + first.length), quote: first.value };
    return [report("warning", "reference/second-name", message, place)];
  });
}

/** Bodies without the member that names webhooks, and with one that is a slip away from it. */
function nearDiscriminators({ bodies }: PageScan, discriminator: Discriminator): readonly Finding[] {
  if (discriminator.in !== "body") return [];
  const path = discriminator.path.split(".");
  const member = path.at(-1) ?? "";
  return bodies.flatMap(({ root, at }) => {
    const above = path.length === 1 ? root : memberAt(root, path.slice(0, -1))?.value;
    if (above?.kind !== "object" || above.members.some(({ key }) => key === member)) return [];
    const near = above.members.find(({ key, value }) => value.kind === "scalar" && mayBeMisspelt(key, member));
    if (near === undefined) return [];
    const message = `this body has no "${member}", which names the webhooks, and a member "${near.key}"; it was taken for none of a webhook`;
    const place = { at: at(near.keyOffset, near.keyOffset + near.keyLength), quote: near.key };
    return [report("warning", "reference/near-discriminator", message, place, member)];
  });
}

/** Members of a sample in running text. */
function bareSamples({ parts, document: { file } }: PageScan): readonly Finding[] {
  const message =
    "a sample begins here in running text and was not read; is the beginning or the end of a code block lost?";
  return parts.flatMap(({ nodes }) => {
    const isBare = nodes.map((node) => node.type === "paragraph" && BARE_MEMBER.test(textOf(node)));
    return nodes
      .filter((_, index) => isBare[index] === true && isBare[index - 1] !== true)
      .map((node) => ({ at: positionOf(file, node), quote: textOf(node) }))
      .map((place) => report("warning", "reference/sample-outside-code", message, place));
  });
}

const BARE_MEMBER = /^[\s{[]{0,40}"[\w.$-]{1,80}"\s{0,8}:\s{0,8}["{[\dtfn-]/;

/** Names in lists of events and headings that are spelled as names, for which no webhook was found. */
function notTaken(
  { parts, listed, document: { file } }: PageScan,
  known: readonly string[],
  headed: readonly string[],
  owned: ReadonlySet<number>,
): readonly Finding[] {
  const nameless = parts.flatMap(({ heading, nodes }, index) => {
    const refers = nodes
      .flatMap((node) => (node.type === "list" ? node.children : [node]))
      .map((node) => readProse(file, node))
      .find(({ text, codes }) => SAME_BODY.test(text) && codes.some((code) => known.includes(code)));
    if (heading === undefined || owned.has(index) || refers === undefined || isWireSpelled(heading.text)) return [];
    const why = "its words say that it has the body of another one, and nothing says its name";
    return [{ name: heading.text, at: heading.at, why }];
  });
  const candidates = [
    ...listed.flatMap(({ name, at, isEvent }) =>
      isEvent ? [{ name, at, why: "nothing shows a webhook of this spelling", isListed: true }] : [],
    ),
    ...parts.flatMap(({ heading }, index) =>
      heading === undefined || owned.has(index)
        ? []
        : [
            {
              // "paid (order.paid)": a line of a list that was copied without its marks.
              name: /^[^()]{0,60}\(([^()\s]{1,100})\)$/.exec(heading.text)?.[1] ?? heading.text,
              at: heading.at,
              why: "it is spelled as a name, but no body below it carries it, and no list of events has it",
            },
          ],
    ),
  ];
  const lines = parts.flatMap(({ nodes }) =>
    nodes.flatMap((node) => {
      const text = node.type === "paragraph" ? textOf(node).trim() : "";
      const why = "it is a line of its own, and no heading; is the mark of the heading lost?";
      const isOther = text.length <= 100 && !headed.includes(text);
      return isOther && known.some((name) => sharesMark(name, text))
        ? [{ name: text, at: positionOf(file, node), why }]
        : [];
    }),
  );
  const unknown = candidates.filter(({ name }) => !known.some((other) => sameName(other, name)));
  const left = [...unknown, ...lines].filter(
    ({ name, ...one }) => isWireSpelled(name) && ("isListed" in one || /[._:/#-]/.test(name)),
  );
  const fix =
    "where it is one, show a body of it, or list it beside the others; where it is none, name its heading in ignore of the register's conventions";
  return left
    .filter(({ name }, index) => left.findIndex((other) => other.name === name) === index)
    .concat(nameless)
    .map(({ name, at, why }) => {
      const message = `"${name}" was not taken for a webhook: ${why}`;
      return report("warning", "reference/webhook-not-taken", message, { at, quote: name }, fix);
    });
}

/** The words above a section, where they are no title of the whole page. */
function groupOf({ parts }: PageScan, part: number): string | undefined {
  const above = parts[parts[part]?.parent ?? -1]?.heading;
  return above === undefined || above.depth < 2 ? undefined : above.text;
}

/**
 * The samples of a section that show its webhook: those that carry its name; of those without one, only what looks like its
 * payload, unless all are so.
 */
export function ownSamples(
  samples: readonly SampleBlock[],
  { value, isShared }: WireName,
  discriminator: Discriminator,
): { readonly own: readonly SampleBlock[]; readonly findings: readonly Finding[] } {
  if (discriminator.in !== "body" || isShared) return { own: samples, findings: [] };
  const path = discriminator.path.split(".");
  const sorted = samples.map((sample) => ({ sample, shown: nameIn(sample, path) }));
  const named = sorted.filter(({ shown }) => shown === value);
  const findings: Finding[] = [];
  const own = sorted.filter(({ sample, shown }) => {
    const { at, value: quote } = sample;
    if (shown === value || sample.root === undefined) return true;
    if (shown !== undefined && mayBeName(shown)) {
      if (named.some((one) => one.sample.at === at)) return false;
      const message = `this sample shows "${shown}" in the section of "${value}"; it was left out`;
      findings.push(report("warning", "reference/foreign-sample", message, { at, quote }));
      return false;
    }
    if (shown !== undefined || named.length === 0) return true;
    // What has the name one step higher is what the webhook carries around its payload, and no payload.
    const isAround = path.length > 1 && nameIn(sample, path.slice(1)) === value;
    if (!isAround && named.some((one) => holdsMembersOf(one.sample, sample))) return true;
    const message = `this sample shows no "${discriminator.path}", as the samples of "${value}" beside it do; it was taken for something else, such as an answer`;
    findings.push(report("info", "reference/sample-without-name", message, { at, quote }));
    return false;
  });
  return { own: own.map(({ sample }) => sample), findings };
}

/** Where the requests of a page hold lists of webhooks: most bodies that carry a name are items. */
export function batchOf({ bodies }: PageScan, discriminator: Discriminator): SaidOfDelivery<Batch> | undefined {
  // Of bodies that need no name a list is a request as a whole.
  const named = bodies.filter((body) =>
    discriminator.in !== "body"
      ? body.list !== undefined || body.inCell !== true
      : bodyValue(body, discriminator.path) !== undefined,
  );
  const items = named.filter(({ list }) => list !== undefined && (discriminator.in === "body" || list === "[]"));
  const [first] = items;
  if (first?.list === undefined || items.length * 2 <= named.length) return undefined;
  const { offset, length } = first.root;
  return { value: { path: first.list }, quote: first.list, at: first.at(offset, offset + length) };
}

/** A sample for each webhook of a request that holds several. */
export function itemsOf(sample: SampleBlock, { path }: Batch): readonly SampleBlock[] {
  const { root } = sample;
  const list = root === undefined || path === "[]" ? root : memberAt(root, path.split("."))?.value;
  return list?.kind === "array" ? list.items.map(({ value }) => ({ ...sample, root: value })) : [sample];
}

function nameIn({ root }: SampleBlock, path: readonly string[]): string | undefined {
  const value = root === undefined ? undefined : memberAt(root, path)?.value;
  return value?.kind === "scalar" && typeof value.value === "string" ? value.value : undefined;
}

/** Whether most members of a sample are members of an object that the other one holds. */
function holdsMembersOf({ root: whole }: SampleBlock, { root: part }: SampleBlock): boolean {
  if (whole?.kind !== "object" || part?.kind !== "object" || part.members.length === 0) return false;
  return whole.members.some(({ value }) => {
    if (value.kind !== "object") return false;
    const keys = new Set(value.members.map(({ key }) => key));
    return part.members.filter(({ key }) => keys.has(key)).length * 2 > part.members.length;
  });
}
