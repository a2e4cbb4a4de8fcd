// Ranks what may tell the webhooks of a version from each other: paths in its bodies, then headers.
import type { Position } from "../../source/finding.ts";
import type { RankedDiscriminator } from "../reference.ts";
import type { SampleNode } from "../../samples/sample.ts";
import { mayBeMisspelt } from "../../source/suggest.ts";
import { isWireSpelled, mayBeName, mayNameEvent, NAMES_EVENT, keyOf, sameName, shareOfWords } from "./name-rules.ts";
import { headingsOver, type PageScan, type ShownBody, type ShownHeader, SPEAKS_OF_EVENTS } from "./scan.ts";

/** Members deeper than this name no webhook. */
const DEEPEST = 3;
/** What scores less names no webhook. */
const LEAST = 0.6;
/** Without this much agreement with headings and code spans, a value is no name. */
const LEAST_AGREEMENT = 0.15;

/** So many names of events are a list of a vendor's. */
const LISTED = 4;
/** What is left of the score of values of which that list has none. */
const UNLISTED = 0.8;

/** Of a header that names the event beside one that names the endpoint. */
const SPEAKS_OF_EVENT = /event|topic/i;

interface Tally {
  count: number;
  /** How far headings and lists say that the value is the body's name. */
  agreement: number;
  /** Bodies by values that only a code span somewhere on the page mentions. */
  readonly mentions: Map<string, number>;
  readonly values: Set<string>;
  readonly first: { readonly quote: string; readonly at: Position };
}

/** Best first; only those that may be taken. */
export function rankDiscriminators(scans: readonly PageScan[]): readonly RankedDiscriminator[] {
  return [...rankPaths(scans), ...rankHeaders(scans)].sort((a, b) => b.score - a.score);
}

function rankPaths(scans: readonly PageScan[]): readonly RankedDiscriminator[] {
  const tallies = new Map<string, Tally>();
  const speaks = scans.some(({ parts }) => parts.some(({ heading }) => SPEAKS_OF_EVENTS.test(heading?.text ?? "")));
  const lists = scans.flatMap(({ listed }) => listed.filter(({ name }) => isWireSpelled(name)));
  const listedFor = (path: string): ReadonlySet<string> =>
    new Set(
      lists.flatMap(({ name, isEvent, member }) => (isEvent || member === lastOf(path).toLowerCase() ? [name] : [])),
    );
  let bodies = 0;
  for (const scan of scans) {
    for (const body of scan.bodies) {
      const strings = stringsIn(body.root);
      if (strings.length > 0) bodies += 1;
      for (const { path, value, offset, length } of strings) {
        if (!mayBeName(value)) continue;
        let tally = tallies.get(path);
        if (tally === undefined) {
          const quote = `"${path}": "${value}"`;
          tally = {
            count: 0,
            agreement: 0,
            mentions: new Map(),
            values: new Set(),
            first: { quote, at: body.at(offset, offset + length) },
          };
          tallies.set(path, tally);
        }
        tally.count += 1;
        const agreement = agreementOf(scan, body, value);
        if (agreement < MENTION && scan.mentioned.has(value))
          tally.mentions.set(value, (tally.mentions.get(value) ?? 0) + 1);
        else tally.agreement += agreement;
        tally.values.add(value);
      }
    }
  }
  return [...tallies]
    .map(([path, { count, agreement, mentions, values, first }]) => {
      // A value that many bodies share names none of them, however often the page mentions it.
      const said = (agreement + mentions.size * MENTION) / count;
      const spread = (values.size - 1) / Math.max(1, count - 1);
      const events = listedFor(path);
      const inList = [...values].filter((value) => events.has(value)).length;
      const isLabel = inList > 0 && lists.some(({ member }) => member === lastOf(path).toLowerCase());
      const usual = isLabel || mayNameEvent(lastOf(path)) ? 1 : 0;
      const isSpelled = usual > 0 && speaks && values.size === count && [...values].every(isWireSpelled);
      const agrees = isSpelled ? Math.max(said, SPELLED) : said;
      const alone = count === 1 ? 0.5 : spread;
      // Beside a list of events, bodies that show none of them may be anything.
      const share =
        usual > 0 && inList === values.size ? 1 : Math.sqrt((count + slipsOf(path, count, tallies)) / bodies);
      const unlisted = events.size >= LISTED && inList === 0 ? UNLISTED : 1;
      const score = (agrees + usual / 2 + alone / 2) * share * unlisted - path.split(".").length / 100;
      // A title or a person's name in one of several bodies, half of which a heading says; or what the words mention by the way.
      const isGuess =
        count === 1 &&
        ((bodies > 1 && agrees < 0.5 && ![...values].some(isWireSpelled)) || (usual === 0 && agreement === 0));
      return {
        agrees: isGuess ? 0 : agrees,
        ranked: { discriminator: { in: "body", path } as const, score, ...first },
      };
    })
    .filter(({ agrees, ranked }) => agrees >= LEAST_AGREEMENT && ranked.score >= LEAST)
    .map(({ ranked }) => ranked);
}

function lastOf(path: string): string {
  return path.slice(path.lastIndexOf(".") + 1);
}

/** Bodies in which the member of a path is a slip away from what most others call it. */
function slipsOf(path: string, count: number, tallies: ReadonlyMap<string, Tally>): number {
  return [...tallies].reduce(
    (sum, [other, tally]) => sum + (tally.count * 2 < count && mayBeMisspelt(path, other) ? tally.count : 0),
    0,
  );
}

const MENTION = 0.7;
/** Of values that nothing but their member and their spelling shows to be names, on a page that speaks of events. */
const SPELLED = 0.2;

/** How far a page's words around a body say that the value is its name. */
function agreementOf({ parts, listed }: PageScan, body: ShownBody, value: string): number {
  if (body.title !== undefined && sameName(body.title, value)) return 1;
  const headings = headingsOver(parts, body.part);
  // A heading that is spelled as another name says this one by the way.
  const shares = headings.map((text) =>
    isWireSpelled(text) && !sameName(text, value) ? shareOfWords(value, text) / 2 : shareOfWords(value, text),
  );
  const isListed = listed.some(({ name }) => name === value);
  // Of a heading above a list of names, what the list lacks is a word and no name.
  const isWord =
    !isListed && !isWireSpelled(value) && listed.some(({ name, part }) => part === body.part && isWireSpelled(name));
  const share = isWord ? 0.5 : Math.max(0, ...shares);
  // A heading above all of a page's bodies may say what they have in common.
  if (share === 1) return headings.length > 1 && shares.indexOf(1) === headings.length - 1 ? 0.8 : 1;
  if (isListed) return 0.9;
  return share >= 0.5 ? share * 0.6 : 0;
}

interface ShownString {
  readonly path: string;
  readonly value: string;
  readonly offset: number;
  readonly length: number;
}

/** Up to 1.2 where each section shows a header with a value of its own, as far as their headings say these. */
function valuesDiffer(shown: readonly ShownHeader[], parts: PageScan["parts"]): number {
  // Words with blanks between them are shown beside names that bodies carry.
  const valued = shown.flatMap(({ value = "", part }) =>
    mayBeName(value) && !value.includes(" ") ? [{ value, part }] : [],
  );
  if (new Set(valued.map(({ value }) => value)).size < 2) return 0;
  const said = valued.filter(({ value, part }) =>
    headingsOver(parts, part).some((text) => shareOfWords(value, text) === 1),
  );
  return 0.6 + (0.6 * said.length) / valued.length;
}

export function stringsIn(root: SampleNode): readonly ShownString[] {
  const found: ShownString[] = [];
  const open: { readonly node: SampleNode; readonly path: readonly string[] }[] = [{ node: root, path: [] }];
  for (const { node, path } of open) {
    if (node.kind === "scalar" && typeof node.value === "string" && path.length > 0)
      found.push({ path: path.join("."), value: node.value, offset: node.offset, length: node.length });
    if (node.kind !== "object" || path.length >= DEEPEST) continue;
    for (const { key, value } of node.members) if (!key.includes(".")) open.push({ node: value, path: [...path, key] });
  }
  return found;
}

function rankHeaders(scans: readonly PageScan[]): readonly RankedDiscriminator[] {
  const headers = new Map<string, RankedDiscriminator>();
  for (const { headers: shown, parts, spoken, listed, bodies, document } of scans) {
    const text = document.text.toLowerCase();
    const shows = new Set(bodies.map(({ part }) => part));
    // A name that words beside a body speak of, or a list of events, is as good as one that is its heading.
    const said = [
      ...listed.flatMap(({ name, isEvent }) => (isEvent ? [name] : [])),
      ...parts.flatMap(({ heading }) => heading?.text ?? []),
      ...spoken.flatMap(({ names, part }) => (shows.has(part) ? names : [])),
    ];
    const headings = new Set(said.flatMap((text) => (isWireSpelled(text) ? [keyOf(text)] : [])));
    // Where no body carries any name of a list of events, the header that words say has it does.
    const events = new Set(listed.flatMap(({ name, isEvent }) => (isEvent && isWireSpelled(name) ? [name] : [])));
    const isNowhere =
      events.size >= LISTED && !bodies.some(({ root }) => stringsIn(root).some(({ value }) => events.has(value)));
    for (const { name, value, notes, examples: codes = [], at } of shown) {
      const examples = value?.includes(",") === true ? value.split(",").map((one) => one.trim()) : codes;
      const says = notes !== undefined && NAMES_EVENT.test(notes) ? 1 : 0;
      const usual = mayNameEvent(name) ? (SPEAKS_OF_EVENT.test(name) ? 1.1 : 1) : 0;
      const isExample = examples.some((one) => isWireSpelled(one) && headings.has(keyOf(one)));
      const isHeading = isExample || (isNowhere && says > 0 && usual > 0) ? 1 : 0;
      const key = name.toLowerCase();
      // Of headers that say the same, for those who read another vendor's too, the one with the page's own word.
      const [word = key] = key.split("-").filter((one) => one.length > 1);
      const often = Math.min(text.split(word).length, 99) / 1000;
      const isValue = value !== undefined && mayBeName(value) ? 0.2 : 0;
      const differs = valuesDiffer(
        shown.filter((one) => one.name.toLowerCase() === key),
        parts,
      );
      const score = says * 0.6 + usual * 0.5 + isHeading + isValue + differs + often;
      const known = headers.get(key);
      if ((usual === 0 && says + isHeading < 2) || score < LEAST || (known !== undefined && known.score >= score))
        continue;
      const quote = value === undefined ? (notes ?? name) : `${name}: ${value}`;
      headers.set(key, { discriminator: { in: "header", name }, score, quote, at });
    }
  }
  return [...headers.values()];
}
