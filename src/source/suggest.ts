// Finds the known names that a misspelt one may have meant.
import { distance } from "fastest-levenshtein";

const MOST = 3;
const LONGEST = 200;

/** Up to three known names near the asked one, nearest first, equally near ones in their given order. */
export function suggest(asked: string, known: readonly string[]): readonly string[] {
  if (asked === "" || asked.length > LONGEST) return [];
  const wanted = asked.toLowerCase();
  return known
    .map((name) => ({ name, far: distance(wanted, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(Math.max(wanted.length, name.length) * 0.4)))
    .sort((one, other) => one.far - other.far)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** ", did you mean a, b or c?", or nothing where nothing is near. */
export function didYouMean(asked: string, known: readonly string[]): string {
  const names = suggest(asked, known);
  return names.length === 0 ? "" : `, did you mean ${oneOf(names)}?`;
}

/** "a", "a or b", "a, b or c". */
export function oneOf(names: readonly string[]): string {
  const last = names.at(-1) ?? "";
  return names.length < 2 ? last : `${names.slice(0, -1).join(", ")} or ${last}`;
}
