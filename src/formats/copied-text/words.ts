// The words of a text that tell its lines apart: identifiers, titles, sample keys and the reference's own labels.
import type { CopiedLine } from "./lines.ts";
import { keyOf, sampleLineRule } from "./samples.ts";

export interface Words {
  /** Labels of rows and columns, longest first. */
  readonly labels: readonly string[];
  /** Identifiers that stand on a line of their own. */
  readonly identifiers: ReadonlySet<string>;
  /** Keys of sample members. */
  readonly keys: ReadonlySet<string>;
  /** Titles that stand on a line of their own. */
  readonly titles: ReadonlySet<string>;
}

const MOST_TITLE_WORDS = 8;
const MOST_LOWER_CASE_WORDS = 4;
const LONGEST_TITLE = 80;
const LONGEST_IDENTIFIER = 120;

export function collectWords(lines: readonly CopiedLine[], labels: readonly string[]): Words {
  const identifiers = new Set<string>();
  const keys = new Set<string>();
  const titles = new Set<string>();
  for (const { text } of lines) {
    if (isIdentifier(text)) identifiers.add(unquoted(text));
    else if (isTitle(text)) titles.add(text);
    else {
      const key = sampleLineRule(text) && keyOf(text);
      if (key !== undefined) keys.add(key);
    }
  }
  const known = labels.map((label) => label.trim()).filter((label) => label !== "");
  return { labels: [...new Set(known)].sort((a, b) => b.length - a.length), identifiers, keys, titles };
}

/** Lower case words tied by `_` or `.`, or anything of one word between backticks. */
export function isIdentifier(text: string): boolean {
  if (text.length > LONGEST_IDENTIFIER) return false;
  return /^[a-z][a-z0-9]*(?:[_.][a-z0-9]+)+$/.test(text) || /^`[^`\s]+`$/.test(text);
}

/** An identifier, or a lower case word that may be one. */
export function isName(text: string): boolean {
  return text.length <= LONGEST_IDENTIFIER && (/^[a-z][a-z0-9]*$/.test(text) || isIdentifier(text));
}

export function unquoted(text: string): string {
  return text.startsWith("`") && text.endsWith("`") ? text.slice(1, -1) : text;
}

/** A short line that could head something: no sentence, no list item, no footnote. */
export function isTitle(text: string): boolean {
  if (text.length > LONGEST_TITLE || !/^[\p{L}\p{N}`]/u.test(text) || /[.:;,!?…]$/.test(text)) return false;
  if (/[|\t{}]/.test(text) || !/\p{L}/u.test(text) || /^\d{1,9}[.)]\s/.test(text)) return false;
  const count = text.split(/\s+/).length;
  return count <= (/^\p{Ll}/u.test(text) ? MOST_LOWER_CASE_WORDS : MOST_TITLE_WORDS);
}
