// Finds the brackets that a broken sample was meant to have, by trying the places for one and weighing the readings.
import { countKnown, countMisplaced, countRepeated, pairsOf, type Pairs } from "./evidence.ts";
import { parse } from "./parse.ts";
import type { Edit, Reading } from "./reading.ts";
import { isStructural } from "./repairs.ts";
import type { SampleNode } from "./sample.ts";
import type { Bracket, Tokens } from "./tokens.ts";

const MOST_TOKENS = 5_000;
const MOST_PLACES = 300;
const MOST_EDITS = 12;
/** Tokens read in all readings of one sample. */
const MOST_READ = 8_000_000;

/** The reading with the fewest defects; of those, the one that the evidence speaks for. */
export function settleBrackets(source: Tokens, siblings: readonly SampleNode[]): Reading {
  let best = parse(source, []);
  if (best.conflict === undefined || source.tokens.length > MOST_TOKENS || isTooDeep(best)) return best;
  const known = pairsOf(siblings);
  let left = MOST_READ;
  for (let edits = 0; edits < MOST_EDITS && best.conflict !== undefined; edits++) {
    const readings: Reading[] = [];
    for (const edit of proposals(best)) {
      left -= source.tokens.length;
      if (left < 0) return best;
      readings.push(parse(source, [...best.edits, edit]));
    }
    const next = choose(best, readings, known);
    if (next === best) break;
    best = next;
  }
  return best;
}

function isTooDeep({ failures }: Reading): boolean {
  return failures.some(({ rule }) => rule === "too-deep");
}

/** Each single change to the brackets up to the first conflict that could put it right. */
function proposals(reading: Reading): Edit[] {
  const { tokens, closers, failures, openings, edits } = reading;
  const conflict = Math.min(reading.conflict ?? 0, tokens.length);
  const first = Math.max(0, conflict - MOST_PLACES);
  const found: Edit[] = [];
  for (let at = first; at < conflict; at++) {
    const bracket = closers[at];
    const kind = tokens[at]?.kind;
    const between = kind === "," || kind === ":" || tokens[at + 1]?.kind === ":";
    if (bracket !== undefined && !between) found.push({ at: at + 1, kind: "close", bracket });
  }
  for (let at = first; at <= conflict; at++) {
    const bracket = closerAt(reading, at);
    if (bracket !== undefined && !edits.some((edit) => edit.at === at && edit.kind === "drop"))
      found.push({ at, kind: "drop", bracket });
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

/** Smaller is better: known members, repeated members, indentation, a comma missing at the same place, then the place. */
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
