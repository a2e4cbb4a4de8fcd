// Reads a documented sample: JSON as pages write it, with comments and defects, into a tree with offsets.
import { finding } from "../source/finding.ts";
import { attachComments } from "./comments.ts";
import { namesTypes, readNamedTypes } from "./named-types.ts";
import { parse } from "./parse.ts";
import type { Edit, Reading } from "./reading.ts";
import { isStructural, lineAround, report } from "./repairs.ts";
import type { Pairs, SampleNode, SampleOptions, SampleResult } from "./sample.ts";
import { type Bracket, type Token, tokenize, type Tokens } from "./tokens.ts";

const MOST_TOKENS = 5_000;
const MOST_PLACES = 300;
const MOST_EDITS = 12;
/** Tokens read in all readings of one sample: large samples get fewer places tried. */
const MOST_READ = 3_000_000;
const USUAL_ROUNDS = 3;

/**
 * Never throws. Each defect that is read over is a repair and a warning `sample/<id>`; where one can't be, the root is
 * undefined and an error `sample/unreadable` or `sample/too-deep` says where and what was expected there.
 */
export function readSample(text: string, options: SampleOptions): SampleResult {
  const tokens = tokenize(text);
  const reading = options.asItStands === true ? parse(tokens, []) : repairBrackets(tokens, options.known ?? new Map());
  const isTorn = options.asItStands === true && reading.conflict !== undefined;
  if (reading.failures.length > 0 || isTorn || reading.root === undefined)
    return { repairs: [], findings: [unreadable(reading, options)] };
  const directives = attachComments(reading);
  const root = readNamedTypes(reading.root);
  // Where the whole sample names types, a word that does is nothing odd.
  const defects = namesTypes(root)
    ? reading.defects.filter(({ rule }) => rule !== "quoted-type-word")
    : reading.defects;
  const result = { root, ...report(text, defects, options) };
  return directives.length === 0 ? result : { ...result, directives };
}

function unreadable({ text, failures }: Reading, { locate }: SampleOptions): SampleResult["findings"][number] {
  const none = { offset: 0, length: 0, expected: "a sample", rule: "unreadable" };
  const { offset, length, expected, rule } = failures[0] ?? none;
  const words = text.slice(offset, offset + Math.min(length, 40)).replace(/\s+/g, " ");
  const past = words === "" ? "its end" : `"${words}"`;
  const found = text.trim() === "" ? "the sample is empty" : `the sample can't be read past ${past}`;
  return finding({
    rule: `sample/${rule}`,
    severity: "error",
    message: `${found}; expected ${expected}`,
    at: locate(offset, offset + length),
    quote: lineAround(text, offset),
  });
}

/**
 * The reading with the fewest defects; of those, the one that the evidence speaks for. Where no change to the brackets
 * makes the sample sound, the reading of the text as it is, with its failures.
 */
function repairBrackets(source: Tokens, known: Pairs): Reading {
  const plain = parse(source, []);
  const size = source.tokens.length;
  const isTooDeep = plain.failures.some(({ rule }) => rule === "too-deep");
  if (plain.conflict === undefined || size > MOST_TOKENS || isTooDeep) return plain;
  const places = Math.min(MOST_PLACES, Math.ceil(MOST_READ / (2 * USUAL_ROUNDS * (size + 1))));
  let best = plain;
  for (let round = 0, left = MOST_READ; round < MOST_EDITS && best.conflict !== undefined; round++) {
    const edits = proposals(best, places);
    left -= edits.length * size;
    if (left < 0) break;
    const { edits: made } = best;
    const next = choose([best, ...edits.map((edit) => parse(source, [...made, edit]))], known);
    if (next === best) break;
    best = next;
  }
  return best.failures.length > 0 ? plain : best;
}

/** Each single change to the brackets up to the first conflict that could put it right. */
function proposals({ tokens, closers, failures, openings, edits, conflict: at = 0 }: Reading, places: number): Edit[] {
  const conflict = Math.min(at, tokens.length);
  const first = Math.max(0, conflict - places);
  const found: Edit[] = [];
  for (let at = first; at < conflict; at++) {
    const bracket = closers[at];
    const kind = tokens[at]?.kind;
    const between = kind === "," || kind === ":" || kind === "|" || tokens[at + 1]?.kind === ":";
    if (bracket !== undefined && !between) found.push({ at: at + 1, kind: "close", bracket });
  }
  for (let at = first; at <= conflict; at++) {
    const isDoubled = tokens[at]?.kind === "{" && tokens[at - 1]?.kind === "{";
    const bracket = isDoubled ? "{" : closerAt(tokens, at);
    const dropped = edits.some((edit) => edit.at === at && edit.kind === "drop");
    if (bracket !== undefined && !dropped) found.push({ at, kind: "drop", bracket });
  }
  const wanted = closers[conflict - 1];
  const shown = closerAt(tokens, conflict);
  if (wanted !== undefined && shown !== undefined && wanted !== shown)
    found.push({ at: conflict, kind: "turn", bracket: wanted });
  if (failures.length > 0) for (const opening of openings) found.push({ ...opening, kind: "open" });
  return found;
}

function closerAt(tokens: readonly Token[], at: number): Bracket | undefined {
  const kind = tokens[at]?.kind;
  return kind === "}" || kind === "]" ? kind : undefined;
}

/** Of the readings with the fewest failures and, of those, the fewest defects of structure, the first of the least weight. */
function choose(readings: readonly [Reading, ...Reading[]], known: Pairs): Reading {
  const costs = new Map(
    readings.map((one) => [one, [one.failures.length, one.defects.filter(isStructural).length]] as const),
  );
  const [least = []] = [...costs.values()].sort(compare);
  const fewest = readings.filter((one) => compare(costs.get(one) ?? [], least) === 0);
  if (fewest.length === 1) return fewest[0] ?? readings[0];
  const weighed = fewest.map((reading) => ({ reading, weight: weigh(reading, known) }));
  return weighed.sort((one, other) => compare(one.weight, other.weight))[0]?.reading ?? readings[0];
}

/**
 * Smaller is better: known members, repeated members, indentation, a comma missing at the same place, one
 * place for all that is missing (a text that was cut off), then the place itself.
 */
function weigh(reading: Reading, known: Pairs): readonly number[] {
  const own = [...pairsOf(reading.root === undefined ? [] : [reading.root])];
  const placesOf = (...rules: readonly string[]): readonly number[] =>
    reading.defects.filter(({ rule }) => rules.includes(rule)).map(({ offset }) => offset);
  const missing = placesOf("missing-closer");
  const commas = new Set(placesOf("missing-comma"));
  return [
    -sum(own.map(([pair, times]) => (known.has(pair) ? times : 0))),
    -sum(own.map(([, times]) => times - 1)),
    countMisplaced(reading),
    -missing.filter((offset) => commas.has(offset)).length,
    new Set(missing).size,
    sum(missing),
    -sum(placesOf("extra-closer", "stray-closer")),
  ];
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

/** How often each member occurs under its nearest key. */
export function pairsOf(nodes: readonly SampleNode[]): Pairs {
  const pairs = new Map<string, number>();
  const jobs = nodes.map((node) => ({ node, label: "" }));
  for (let job = jobs.pop(); job !== undefined; job = jobs.pop()) {
    const { node, label } = job;
    if (node.kind === "array") for (const { value } of node.items) jobs.push({ node: value, label });
    if (node.kind !== "object") continue;
    for (const { key, value, replaced = [] } of node.members) {
      const pair = `${label}\u0000${key}`;
      pairs.set(pair, (pairs.get(pair) ?? 0) + 1 + replaced.length);
      for (const one of [...replaced, value]) jobs.push({ node: one, label: key });
    }
  }
  return pairs;
}

/** How many entries and closers are at another indentation than their like; 0 where the text has none. */
function countMisplaced({ tokens, layout, closed }: Reading): number {
  const leading = (index: number): Token | undefined => (tokens[index]?.leads === true ? tokens[index] : undefined);
  let count = 0;
  for (const [entry, first, opener] of layout) {
    const token = leading(entry);
    if (token === undefined) continue;
    const sibling = leading(first);
    if (sibling !== undefined && sibling.indent !== token.indent) count++;
    const above = tokens[opener];
    if (above !== undefined && above.line !== token.line && above.indent > 0 && token.indent < above.indent) count++;
  }
  for (const [open, close] of closed) {
    const token = leading(close);
    if (token !== undefined && tokens[open]?.indent !== token.indent) count++;
  }
  return count;
}

function compare(left: readonly number[], right: readonly number[]): number {
  const at = left.findIndex((one, index) => one !== right[index]);
  return at < 0 ? 0 : (left[at] ?? 0) - (right[at] ?? 0);
}
