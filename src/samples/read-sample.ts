// Reads a documented sample: JSON as pages write it, with comments and defects, into a tree with offsets.
import { finding } from "../source/finding.ts";
import { attachComments } from "./comments.ts";
import { type Pairs, countKnown, countMisplaced, countRepeated, pairsOf } from "./evidence.ts";
import { namesTypes, readNamedTypes } from "./named-types.ts";
import { parse } from "./parse.ts";
import type { Failure, Edit, Reading } from "./reading.ts";
import { lineAround, report, isStructural } from "./repairs.ts";
import type { SampleOptions, SampleResult } from "./sample.ts";
import { tokenize, type Bracket, type Tokens } from "./tokens.ts";

const MOST_TOKENS = 5_000;

const MOST_PLACES = 300;

const MOST_EDITS = 12;

/** Tokens read in all readings of one sample: large samples get fewer places tried. */
const MOST_READ = 3_000_000;

const USUAL_ROUNDS = 3;

const NONE_KNOWN: Pairs = new Map();

/**
 * Never throws. Each defect that is read over is a repair and a warning `sample/<id>`; where one can't be, the root is
 * undefined and an error `sample/unreadable` or `sample/too-deep` says where and what was expected there.
 */
export function readSample(text: string, options: SampleOptions): SampleResult {
  const tokens = tokenize(text);
  const reading = options.asItStands === true ? parse(tokens, []) : settleBrackets(tokens, options.known ?? NONE_KNOWN);
  const failure = reading.failures[0];
  const isTorn = options.asItStands === true && reading.conflict !== undefined;
  if (failure !== undefined || isTorn || reading.root === undefined)
    return { repairs: [], findings: [unreadable(text, failure, options)] };
  const directives = attachComments(reading);
  const root = readNamedTypes(reading.root);
  // Where the whole sample names types, a word that does is nothing odd.
  const defects = namesTypes(root)
    ? reading.defects.filter(({ rule }) => rule !== "quoted-type-word")
    : reading.defects;
  const result = { root, ...report(text, defects, options) };
  return directives.length === 0 ? result : { ...result, directives };
}

function unreadable(
  text: string,
  failure: Failure | undefined,
  { locate }: SampleOptions,
): SampleResult["findings"][number] {
  const { offset, length, expected, rule } = failure ?? {
    offset: 0,
    length: 0,
    expected: "a sample",
    rule: "unreadable",
  };
  const found =
    text.trim() === "" ? "the sample is empty" : `the sample can't be read past ${describe(text, offset, length)}`;
  return finding({
    rule: `sample/${rule}`,
    severity: "error",
    message: `${found}; expected ${expected}`,
    at: locate(offset, offset + length),
    quote: lineAround(text, offset),
  });
}

function describe(text: string, offset: number, length: number): string {
  const found = text.slice(offset, offset + Math.min(length, 40)).replace(/\s+/g, " ");
  return found === "" ? "its end" : `"${found}"`;
}

/**
 * The reading with the fewest defects; of those, the one that the evidence speaks for. Where no change to the brackets
 * makes the sample sound, the reading of the text as it stands, with its failures.
 */
function settleBrackets(source: Tokens, known: Pairs): Reading {
  const plain = parse(source, []);
  const size = source.tokens.length;
  if (plain.conflict === undefined || size > MOST_TOKENS || isTooDeep(plain)) return plain;
  const places = Math.min(MOST_PLACES, Math.ceil(MOST_READ / (2 * USUAL_ROUNDS * (size + 1))));
  let best = plain;
  for (let round = 0, left = MOST_READ; round < MOST_EDITS && best.conflict !== undefined; round++) {
    const edits = proposals(best, places);
    left -= edits.length * size;
    if (left < 0) break;
    const next = choose(best, tryEach(source, best.edits, edits), known);
    if (next === best) break;
    best = next;
  }
  return best.failures.length > 0 ? plain : best;
}

function tryEach(source: Tokens, made: readonly Edit[], edits: readonly Edit[]): Reading[] {
  return edits.map((edit) => parse(source, [...made, edit]));
}

function isTooDeep({ failures }: Reading): boolean {
  return failures.some(({ rule }) => rule === "too-deep");
}

/** Each single change to the brackets up to the first conflict that could put it right. */
function proposals(reading: Reading, places: number): Edit[] {
  const { tokens, closers, failures, openings, edits } = reading;
  const conflict = Math.min(reading.conflict ?? 0, tokens.length);
  const first = Math.max(0, conflict - places);
  const found: Edit[] = [];
  for (let at = first; at < conflict; at++) {
    const bracket = closers[at];
    const kind = tokens[at]?.kind;
    const between = kind === "," || kind === ":" || kind === "|" || tokens[at + 1]?.kind === ":";
    if (bracket !== undefined && !between) found.push({ at: at + 1, kind: "close", bracket });
  }
  for (let at = first; at <= conflict; at++) {
    const bracket = closerAt(reading, at) ?? doubledOpenerAt(reading, at);
    const dropped = edits.some((edit) => edit.at === at && edit.kind === "drop");
    if (bracket !== undefined && !dropped) found.push({ at, kind: "drop", bracket });
  }
  const wanted = closers[conflict - 1];
  const stands = closerAt(reading, conflict);
  if (wanted !== undefined && stands !== undefined && wanted !== stands)
    found.push({ at: conflict, kind: "turn", bracket: wanted });
  if (failures.length > 0) for (const opening of openings) found.push({ ...opening, kind: "open" });
  return found;
}

function closerAt({ tokens }: Reading, at: number): Bracket | undefined {
  const kind = tokens[at]?.kind;
  return kind === "}" || kind === "]" ? kind : undefined;
}

function doubledOpenerAt({ tokens }: Reading, at: number): Bracket | undefined {
  return tokens[at]?.kind === "{" && tokens[at - 1]?.kind === "{" ? "{" : undefined;
}

function choose(current: Reading, others: readonly Reading[], known: Pairs): Reading {
  let best = current;
  let bestScore: readonly number[] | undefined;
  for (const reading of fewest([current, ...others])) {
    const score = weigh(reading, known);
    if (bestScore === undefined || compare(score, bestScore) < 0) [best, bestScore] = [reading, score];
  }
  return best;
}

/** The readings with the fewest failures and, of those, with the fewest defects of structure. */
function fewest(readings: readonly Reading[]): Reading[] {
  const costs = readings.map(({ failures, defects }) => [failures.length, defects.filter(isStructural).length]);
  const least = costs.reduce((a, b) => (compare(b, a) < 0 ? b : a), [Infinity]);
  return readings.filter((_, index) => compare(costs[index] ?? [], least) === 0);
}

/**
 * Smaller is better: known members, repeated members, indentation, a comma missing at the same place, one
 * place for all that is missing (a text that was cut off), then the place itself.
 */
function weigh(reading: Reading, known: Pairs): readonly number[] {
  const own = pairsOf(reading.root === undefined ? [] : [reading.root]);
  const missing = reading.defects.filter(({ rule }) => rule === "missing-closer").map(({ offset }) => offset);
  const commas = new Set(reading.defects.filter(({ rule }) => rule === "missing-comma").map(({ offset }) => offset));
  const beside = missing.filter((offset) => commas.has(offset)).length;
  const dropped = reading.defects.filter(({ rule }) => rule === "extra-closer" || rule === "stray-closer");
  return [
    -countKnown(own, known),
    -countRepeated(own),
    countMisplaced(reading),
    -beside,
    new Set(missing).size,
    missing.reduce((sum, offset) => sum + offset, 0),
    -dropped.reduce((sum, { offset }) => sum + offset, 0),
  ];
}

function compare(left: readonly number[], right: readonly number[]): number {
  for (let index = 0; index < Math.max(left.length, right.length); index++) {
    const difference = (left[index] ?? 0) - (right[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
