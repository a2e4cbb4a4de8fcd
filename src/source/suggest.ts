// Finds the known names that a misspelt one may have meant.
import { distance } from "fastest-levenshtein";
import { oneOf } from "./wording.ts";

const MOST = 3;
const LONGEST = 200;

/**
 * Up to three known names near the asked one, or beginning with it, nearest first. Of equally near ones first those that begin
 * like it, then those whose next letter or digit is nearer: of 3.0 to 3.7, it is 3.7 that 3.8 may mean.
 */
export function suggest(asked: string, known: readonly string[]): readonly string[] {
  if (asked === "" || asked.length > LONGEST) return [];
  const wanted = asked.toLowerCase();
  return known
    .map((name) => ({ name, ...likeness(wanted, name.toLowerCase()) }))
    .filter(({ name, far }) => far <= Math.max(1, Math.floor(Math.max(wanted.length, name.length) * 0.4)))
    .sort((one, other) => one.far - other.far || other.shared - one.shared || one.step - other.step)
    .slice(0, MOST)
    .map(({ name }) => name);
}

/** Whether one of two names may be the other with a letter too many, too few or another one, or two in turn; `create` and `created` are two words. */
export function mayBeMisspelt(one: string, other: string): boolean {
  const [short = "", long = ""] = [one, other].sort((a, b) => a.length - b.length);
  if (short.length < 3 || long.length < 4 || long.length > LONGEST || long.length > short.length + 1) return false;
  const isInflected = long.startsWith(short) && /[ds\d]$/.test(long);
  const isOther = !isInflected && one.replace(/\d+/g, "") !== other.replace(/\d+/g, "");
  return isOther && (distance(one, other) === 1 || isSwapped(one, other));
}

/** `piad` and `paid`; two short words such as `from` and `form` are two words. */
function isSwapped(one: string, other: string): boolean {
  const at = [...one].findIndex((letter, index) => letter !== other[index]);
  const swapped = `${one.slice(0, at)}${one[at + 1] ?? ""}${one[at] ?? ""}${one.slice(at + 2)}`;
  return one.length > 4 && at >= 0 && swapped === other;
}

interface Likeness {
  readonly far: number;
  /** How many characters both begin with. */
  readonly shared: number;
  /** Between the first characters that differ. */
  readonly step: number;
}

function likeness(wanted: string, name: string): Likeness {
  let shared = 0;
  while (shared < wanted.length && wanted[shared] === name[shared]) shared += 1;
  const [one = 0, other = 0] = [wanted.codePointAt(shared), name.codePointAt(shared)];
  const isBeginning = wanted.length > 1 && shared === wanted.length;
  return {
    far: isBeginning ? Math.min(1, distance(wanted, name)) : distance(wanted, name),
    shared,
    step: Math.abs(one - other),
  };
}

/** ", did you mean a, b or c?", or nothing where nothing is near. */
export function didYouMean(asked: string, known: readonly string[]): string {
  const names = suggest(asked, known);
  return names.length === 0 ? "" : `, did you mean ${oneOf(names)}?`;
}
