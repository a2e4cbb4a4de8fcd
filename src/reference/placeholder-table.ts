// Tells tables of what is put into a URL or a text, which are no members of a body.
import type { Table } from "mdast";
import { toString as textOf } from "mdast-util-to-string";

/** `{{name}}`, `${name}`, `{name}`, `:name`, `%name%`, `[[name]]`. */
const PLACEHOLDER =
  /^(?:\$?\{{1,3} ?[\w.$| -]{1,80}? ?\}{1,3}|:[a-z]\w{0,60}|%\{?[\w.]{1,60}\}?%?|\[\[[\w .-]{1,60}\]\])$/i;

const WORDS =
  /\b(?:placeholders?|merge (?:tags?|fields?)|template (?:variables?|tags?)|(?:path|query|ur[il]) (?:parameters?|variables?|string)|(?:parameters?|variables?) (?:in|of) (?:the|its|your) (?:ur[il]|path|query|address))\b/i;

/** @param words right above the table; `keys` are names of members that samples show */
export function isOfPlaceholders({ children: rows }: Table, words: string, keys: ReadonlySet<string>): boolean {
  const names = rows.slice(1).map(({ children: [cell] }) => (cell === undefined ? "" : textOf(cell).trim()));
  if (names.length === 0) return false;
  if (names.every((name) => PLACEHOLDER.test(name))) return true;
  return WORDS.test(words) && names.some((name) => !keys.has(name.replace(/\?$/, "")));
}
