// How alike two names or texts are.
import { distance } from "fastest-levenshtein";

const LONGEST = 200;

/** Words of a name in their singular: `auto_accesses_updated` is auto, access, updated. */
export function nameWords(name: string): readonly string[] {
  return name
    .slice(0, LONGEST)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .map(singular);
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith("sses")) return word.slice(0, -2);
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** Shared words over all words, from 0 to 1. */
export function sharedWords(one: readonly string[], other: readonly string[]): number {
  const before = new Set(one);
  const after = new Set(other);
  const shared = [...before].filter((word) => after.has(word)).length;
  const all = new Set([...before, ...after]).size;
  return all === 0 ? 0 : shared / all;
}

/** A slip of the keys: at most two letters apart, and not short. */
export function isSlip(one: string, other: string): boolean {
  if (one === other || Math.max(one.length, other.length) > LONGEST) return false;
  const far = distance(one.toLowerCase(), other.toLowerCase());
  return far <= 2 && Math.min(one.length, other.length) >= 4 * far;
}
