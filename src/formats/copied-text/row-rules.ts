// Where the cells of a table row end when the copy has run them together, and which words are names, identifiers and titles.
import type { CopiedLine } from "./lines.ts";
import { keyOf, sampleLineRule } from "./samples.ts";

const MOST_TITLE_WORDS = 8;
const MOST_LOWER_CASE_WORDS = 4;
const LONGEST_TITLE = 80;
const LONGEST_IDENTIFIER = 120;

/** A cell of a line: offsets into the line's text. */
export interface TextSpan {
  readonly from: number;
  readonly to: number;
}

export interface RowSplit {
  readonly cells: readonly TextSpan[];
  /** A certain split makes a row of a line anywhere; the others only beside other rows. */
  readonly certain: boolean;
}

export interface RowRule {
  readonly id: string;
  readonly example: string;
  /** The example's cells, read with the words of `exampleWords`. */
  readonly effect: readonly string[];
  readonly split: (text: string, words: Words) => RowSplit | undefined;
}

/** First match wins. */
export const rowRules: readonly RowRule[] = [
  { id: "tab", example: "chat\tChat data structure", effect: ["chat", "Chat data structure"], split: splitAtTabs },
  { id: "spaces", example: "chat_id   Chat's ID", effect: ["chat_id", "Chat's ID"], split: splitAtSpaces },
  { id: "header", example: "FieldNotes", effect: ["Field", "Notes"], split: splitHeader },
  {
    id: "label",
    example: "Push equivalent inAgent Chat API",
    effect: ["Push equivalent in", "Agent Chat API"],
    split: splitLabel,
  },
  {
    id: "index",
    example: "Chat accessaccess_set chat_closed",
    effect: ["Chat access", "access_set chat_closed"],
    split: splitIndex,
  },
  { id: "name", example: "reason *Informs why", effect: ["reason *", "Informs why"], split: splitName },
  { id: "key", example: "queueposition in line", effect: ["queue", "position in line"], split: splitKey },
  { id: "capital", example: "Sent throughWeb API", effect: ["Sent through", "Web API"], split: splitCapital },
];

export const exampleWords: Words = {
  labels: ["Push equivalent in", "Action", "Field", "Notes"],
  identifiers: new Set(["access_set", "chat_closed"]),
  keys: new Set(["queue"]),
  titles: new Set(["Chat access"]),
};

const LONGEST_ROW = 20_000;

/** The first rule that finds the cells of a line, or undefined where none does. */
export function splitRow(text: string, words: Words): (RowSplit & { readonly rule: string }) | undefined {
  if (text.length > LONGEST_ROW) return undefined;
  for (const { id, split } of rowRules) {
    const found = split(text, words);
    if (found) return { ...found, rule: id };
  }
  return undefined;
}

function splitAtTabs(text: string): RowSplit | undefined {
  if (!text.includes("\t")) return undefined;
  const cells = spansOf(text, /[^\t]+/g)
    .map(({ from, to }) => trimmed(text, from, to))
    .filter(({ from, to }) => from < to);
  return cells.length > 1 ? { cells, certain: true } : undefined;
}

/** Cells set apart by two blanks or more, the first of them a label or a name. */
function splitAtSpaces(text: string, { labels, keys }: Words): RowSplit | undefined {
  if (!/ {2}/.test(text)) return undefined;
  const cells = spansOf(text, /\S+(?: \S+)*/g);
  const [first, ...others] = cells.map((cell) => textOf(text, cell));
  if (first === undefined || others.length === 0) return undefined;
  if (labels.includes(first)) return { cells, certain: true };
  const named = withoutMarker(first);
  return isName(named) ? { cells, certain: isIdentifier(named) || keys.has(named) } : undefined;
}

/** A name without the marker of a footnote behind it. */
export function withoutMarker(name: string): string {
  return name.replace(/\s?(?:\*{1,4}\)?|[†‡¹²³⁴-⁹])$/, "");
}

function splitHeader(text: string, { labels }: Words): RowSplit | undefined {
  if (text.length > 200) return undefined;
  return splitIntoLabels(text, labels) ?? splitCamelHeader(text, labels);
}

function splitIntoLabels(text: string, labels: readonly string[]): RowSplit | undefined {
  const reached = new Map<number, readonly TextSpan[]>([[0, []]]);
  for (let from = 0; from < text.length; from += 1) {
    const cells = reached.get(from);
    if (!cells) continue;
    for (const label of labels) {
      if (!text.startsWith(label, from)) continue;
      let next = from + label.length;
      while (text.charAt(next) === " ") next += 1;
      if (!reached.has(next)) reached.set(next, [...cells, { from, to: from + label.length }]);
    }
  }
  const cells = reached.get(text.length);
  return cells && cells.length > 1 ? { cells, certain: !text.includes(" ") || cells.length > 2 } : undefined;
}

/** Capitalised words without a blank between them, certain where one of them is a label. */
function splitCamelHeader(text: string, labels: readonly string[]): RowSplit | undefined {
  if (!/^(?:[A-Z][a-z]+(?: [a-z]+)*){2,9}$/.test(text)) return undefined;
  const cells = spansOf(text, /[A-Z][a-z]+(?: [a-z]+)*/g);
  return { cells, certain: cells.some((cell) => labels.includes(textOf(text, cell))) };
}

function splitLabel(text: string, words: Words): RowSplit | undefined {
  let best: RowSplit | undefined;
  for (const label of words.labels) {
    if (!text.startsWith(label)) continue;
    const value = text.slice(label.length);
    const cells = [{ from: 0, to: label.length }, trimmed(text, label.length, text.length)];
    if (isKnownList(value.trim(), words)) return { cells, certain: true };
    if (best || value === "" || value.startsWith(" ")) continue;
    if (/^[A-Z0-9"'“‘`–—-]/.test(value) || isIdentifierList(value)) best = { cells, certain: true };
  }
  return best;
}

/** A title and, without a blank, the identifiers it leads to. */
function splitIndex(text: string, { identifiers, titles }: Words): RowSplit | undefined {
  const tokens = [...text.matchAll(/\S+/g)];
  const first = tokens.findIndex(({ 0: token }) => /[_.]/.test(token));
  // A colon and a blank part a label from its value in running text, not the cells of a row.
  if (first < 0 || first > 7 || !/^[A-Z]/.test(text) || /^[^:]{1,60}: /.test(text)) return undefined;
  if (!tokens.slice(first + 1).every(({ 0: token }) => isIdentifier(token))) return undefined;
  const { index: from, 0: token } = tokens[first] ?? { index: 0, 0: "" };
  let known: number | undefined;
  for (let at = first === 0 ? 1 : 0; at < token.length; at += 1) {
    const rest = token.slice(at);
    const title = text.slice(0, from + at).trim();
    if (titles.has(title) && isIdentifier(rest)) return splitAt(text, from + at);
    if (identifiers.has(rest)) known ??= from + at;
  }
  return known === undefined ? undefined : splitAt(text, known);
}

const name = /^[a-z][a-z0-9]{0,99}(?:[_.][a-z0-9]{1,99}){0,20}/;
const mark = /^\s?(?:\*{1,4}\)?|[¹²³⁴-⁹†‡]{1,3})\s?/;

/** An identifier, a footnote marker perhaps, and a note that begins in another case. */
function splitName(text: string, { keys }: Words): RowSplit | undefined {
  const found = name.exec(text)?.[0];
  if (found === undefined) return undefined;
  const marker = mark.exec(text.slice(found.length))?.[0];
  const at = found.length + (marker?.length ?? 0);
  const note = text.slice(at);
  if (marker !== undefined) {
    const certain = isIdentifier(found) || keys.has(found);
    if (note === "") return { cells: [trimmed(text, 0, at)], certain: false };
    return /^[\p{L}\p{N}"'“‘`–—-]/u.test(note) ? { ...splitAt(text, at), certain } : undefined;
  }
  if (!/^["“‘`–—-]|^'(?!\p{Ll}\b)|^\p{Lu}/u.test(note)) return undefined;
  const certain = /\s/.test(note) && (isIdentifier(found) || keys.has(found));
  return { ...splitAt(text, at), certain };
}

/** The longest sample key that the line begins with, where no blank follows it. */
function splitKey(text: string, { keys }: Words): RowSplit | undefined {
  if (!/\s/.test(text)) return undefined;
  const token = /^[A-Za-z_][\w.-]{1,120}/.exec(text)?.[0] ?? "";
  for (let at = token.length; at > 0; at -= 1) {
    if (keys.has(token.slice(0, at)) && /^[^\s_.]/.test(text.slice(at)))
      return { ...splitAt(text, at), certain: false };
  }
  return undefined;
}

/** A capitalised phrase and, inside a word, the next capital. */
function splitCapital(text: string): RowSplit | undefined {
  const found = /^[A-Z][a-z]*(?: [a-z]{1,40}){0,4}(?=[A-Z–—-])/.exec(text)?.[0];
  return found === undefined || found.length < 3 ? undefined : { ...splitAt(text, found.length), certain: false };
}

function isKnownList(value: string, { identifiers }: Words): boolean {
  return value !== "" && value.split(/\s+/).every((token) => identifiers.has(token));
}

/** Names by blanks, at least one of which can be nothing but an identifier. */
export function isIdentifierList(value: string): boolean {
  const tokens = value.split(/\s+/);
  return tokens.every((token) => /^[a-z][a-z0-9_.]*$/.test(token)) && tokens.some(isIdentifier);
}

function spansOf(text: string, pattern: RegExp): readonly TextSpan[] {
  return [...text.matchAll(pattern)].map(({ index, 0: cell }) => ({ from: index, to: index + cell.length }));
}

function splitAt(text: string, at: number): RowSplit {
  return { cells: [trimmed(text, 0, at), trimmed(text, at, text.length)], certain: true };
}

export function trimmed(text: string, from: number, to: number): TextSpan {
  let first = from;
  let last = to;
  while (first < last && /\s/.test(text.charAt(first))) first += 1;
  while (last > first && /\s/.test(text.charAt(last - 1))) last -= 1;
  return { from: first, to: last };
}

export function textOf(text: string, { from, to }: TextSpan): string {
  return text.slice(from, to);
}

export interface Words {
  /** Labels of rows and columns, longest first. */
  readonly labels: readonly string[];
  /** Identifiers that are on a line of their own. */
  readonly identifiers: ReadonlySet<string>;
  /** Keys of sample members. */
  readonly keys: ReadonlySet<string>;
  /** Titles that are on a line of their own. */
  readonly titles: ReadonlySet<string>;
}

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
  if (/^(?:application|text|multipart)\/[\w.+-]+$/.test(text)) return false;
  const count = text.split(/\s+/).length;
  return count <= (/^\p{Ll}/u.test(text) ? MOST_LOWER_CASE_WORDS : MOST_TITLE_WORDS);
}
