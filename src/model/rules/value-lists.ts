// Reads a list of values behind the words that open it. What may be a value and was not read as one is reported as a doubt.
import { firstOfEach } from "../../source/group-by.ts";

export interface ReadValue {
  readonly value: string;
  readonly note?: string;
}

export interface ValueList {
  readonly values: readonly ReadValue[];
  /** Words that may hold more values. */
  readonly doubt?: string;
}

/** A value and what is behind it up to the next. */
interface Item {
  /** What parts it from the value before: separators, conjunctions, words. */
  readonly before: string;
  readonly code: string;
  readonly at: number;
}

/** Words between a separator and a further value: "since v3.6 also". */
const JOINED =
  /^(?:(?:since|from|as of|in|with) (?:v|version )?[\d.]+,? )?(?:and|or|plus|as well as|and\/or)?(?: ?(?:else|also|otherwise|optionally|additionally|finally|even|rarely|then|newly|,))*:?$/i;

/** Words before a code span that is mentioned, and no value. */
const MENTION =
  /\b(?:see|depend(?:s|ing) on|based on|together with|default(?:s|ing)?(?: is| to| value is)?:?|same as|than|if|when|where|unless|for|in|of|by|with|without|while|which|that|to|from|on|the|its|an?|is|are|was)(?: the| an?| its)?$/i;

/** Words of a later sentence that add values to a list. */
const FURTHER =
  /\b(?:also|additional(?:ly)?|in addition|added|adds|further|another|plus|moreover|besides|as well|too|newly|more values)\b/i;

const SENTENCE_END = /[.!?](?=\s|$)/;

/** How a value's explanation opens: `a` - by hand, `a`: by hand. */
const EXPLAINED = /^\s*(?:[-–—=]+>?|:)\s/;

/** @param list text whose values are code spans between backticks; undefined where it does not begin with one */
export function readCodedList(list: string): ValueList | undefined {
  if ((list.split("`").length - 1) % 2 === 1) return undefined;
  const { here, later } = parted(list);
  const codes = itemsOf(here);
  const [first] = codes;
  if (first === undefined || /[;\n]/.test(first.before.trim())) return undefined;
  const values: ReadValue[] = [];
  const known = new Set<string>();
  let doubt: string | undefined;
  let noteFrom = 0;
  const explained = EXPLAINED.test(here.slice(first.at + first.code.length + 2));
  const note = (until: number): string | undefined => noteIn(here.slice(noteFrom, until));
  codes.forEach((item, index) => {
    const { before, code, at } = item;
    const behind = at + code.length + 2;
    const role = index === 0 ? "value" : roleOf(before, explained && EXPLAINED.test(here.slice(behind)));
    if (role === "mention") return;
    if (role === "doubt") {
      if (!known.has(code)) doubt ??= here.slice(noteFrom).trim();
      return;
    }
    const last = values.at(-1);
    if (last !== undefined) closeNote(values, last, note(lastSeparator(here, noteFrom, at)));
    for (const value of alternatives(code)) {
      values.push({ value });
      known.add(value);
    }
    noteFrom = behind;
  });
  const last = values.at(-1);
  const rest = here.slice(noteFrom);
  if (last !== undefined) closeNote(values, last, noteIn(rest));
  if (doubt === undefined && /^[\s,]*(?:or|and)\s+(?!null\b|not\b)[a-z]/i.test(rest.replace(/\([^()]*\)/g, "")))
    doubt = rest.trim();
  const more = later.find((sentence) => mayAdd(sentence) && hasUnknown(sentence, known));
  doubt ??= more;
  return {
    values: firstOfEach(values, ({ value }) => value),
    ...(doubt === undefined ? {} : { doubt: doubt.replaceAll("`", "") }),
  };
}

/** A line that explains a value. */
const EXPLAINED_LINE = /^\s{0,9}(?:[*•-]\s{0,9})?`[^`]+` ?[-–—=:]/;

/** Without the lines that explain values, where there are several: what they say, they say of a value. */
export function withoutExplained(text: string): string {
  const lines = text.split("\n");
  const own = lines.filter((line) => !EXPLAINED_LINE.test(line));
  return lines.length - own.length < 2 ? text : own.join("\n");
}

/** The sentence that the list is, and those behind it. Full stops in parentheses and code spans end nothing. */
function parted(list: string): { readonly here: string; readonly later: readonly string[] } {
  const opened = /^\s*\(([^()]*)\)/.exec(list);
  const bare = opened?.[1] ?? list;
  const masked = (part: string): string => "_".repeat(part.length);
  // Sentences of such a line end no list where the next line explains another value.
  const lines = bare.split("\n");
  const isMasked = (at: number): boolean => [at, at + 1].every((one) => EXPLAINED_LINE.test(lines[one] ?? ""));
  const hidden = lines
    .map((line, at) => (isMasked(at) ? masked(line) : line))
    .join("\n")
    .replace(/`[^`]*`|\([^()]*\)/g, masked);
  const end = SENTENCE_END.exec(hidden);
  if (end === null) return { here: bare, later: opened === null ? [] : [list.slice(opened[0].length)] };
  return { here: bare.slice(0, end.index), later: bare.slice(end.index + 1).split(/(?<=[.!?])\s+/) };
}

/** Code spans outside of parentheses, unless nothing is outside. */
function itemsOf(here: string): readonly Item[] {
  const outside = here.replace(/\([^()]*\)/g, (part) => " ".repeat(part.length));
  let from = 0;
  return [...outside.matchAll(/`([^`]+)`/g)].map(({ index, 0: whole, 1: code = "" }): Item => {
    const before = outside.slice(from, index);
    from = index + whole.length;
    return { before, code: code.trim(), at: index };
  });
}

function roleOf(before: string, explained: boolean): "value" | "mention" | "doubt" {
  const words = before.slice(separatorEnd(before)).replace(/\s+/g, " ").trim();
  const separated = separatorEnd(before) > 0 || before.trim() === "";
  if (separated && (JOINED.test(words) || words === "")) return "value";
  if (explained || JOINED.test(before.replace(/\s+/g, " ").trim())) return "value";
  if (MENTION.test(words)) return "mention";
  return "doubt";
}

const SEPARATOR = /[,;|/•·\n+&]|\s(?:or|and)\s/gi;

function separatorEnd(text: string): number {
  return [...text.matchAll(SEPARATOR)].reduce((end, { index, 0: part }) => Math.max(end, index + part.length), 0);
}

function lastSeparator(text: string, from: number, until: number): number {
  return [...text.slice(from, until).matchAll(SEPARATOR)].reduce((_, { index }) => from + index, until);
}

/** `a|b` inside of one code span. */
function alternatives(code: string): readonly string[] {
  const bare = /^(["'“])([^"'“”]*)["'”]$/.exec(code)?.[2] ?? code;
  return /^["']?[\w.-]+["']?(?:\s?\|\s?["']?[\w.-]+["']?)+$/.test(bare)
    ? bare.split("|").map((part) => part.replace(/["']/g, "").trim())
    : [bare];
}

function closeNote(values: ReadValue[], last: ReadValue, note: string | undefined): void {
  if (note !== undefined) values.splice(-1, 1, { ...last, note });
}

/** What a page says of a value, in parentheses or behind a dash. */
function noteIn(text: string): string | undefined {
  const inParentheses = /^\s*\(([^()]*)\)/.exec(text)?.[1];
  if (inParentheses !== undefined) return inParentheses.replaceAll("`", "");
  const dashed = EXPLAINED.exec(text);
  const words = dashed === null ? "" : text.slice(dashed[0].length).replaceAll("`", "").trim();
  return words === "" ? undefined : words.replace(/(?<![\s,;|/])[\s,;|/]+$/, "");
}

/** Whether a later sentence goes on with the list. */
function mayAdd(sentence: string): boolean {
  return /^\s*`/.test(sentence) || FURTHER.test(sentence.replace(/`[^`]*`/g, ""));
}

function hasUnknown(sentence: string, known: ReadonlySet<string>): boolean {
  return [...sentence.matchAll(/`([^`]+)`/g)].some(({ 1: code = "" }) => !known.has(code));
}

const MOST_WORDS = 4;

/**
 * Values in plain text: separated by commas, the last perhaps by a conjunction; the list ends with its sentence.
 *
 * @param written the words behind what opens the list
 * @param labelled whether a colon opens the list: without one only single words are values, and one alone is none
 */
export function readPlainList(written: string, labelled: boolean): ValueList | undefined {
  // The list ends with the parentheses that it is in.
  const list = /^([^()]*)\)/.exec(written)?.[1] ?? written;
  const end = /[.!?](?:\s|$)/.exec(list);
  const whole = (end === null ? list : list.slice(0, end.index)).replaceAll("`", "");
  const [first = "", ...others] = whole.split(/\s*;\s*/);
  const bySemicolon = others.length > 0 && !/,|\s(?:or|and)\s/.test(first);
  const parts = (bySemicolon ? [first, ...others] : first.split(/\s*[,|•·\n]\s*|\s+\/\s+|\s+or\s+|\s+and\s+/)).map(
    (part) => part.trim(),
  );
  const values: ReadValue[] = [];
  let doubt: string | undefined = bySemicolon ? undefined : others.find((part) => FURTHER.test(part));
  for (const part of parts) {
    if (part === "") continue;
    const read = /^(?:(?:or|and)\s+)?["“]?([^()"”]+?)["”]?\s*(?:\(([^()]*)\)|(?:\s[-–—=]|:)\s(.*))?$/.exec(part);
    if (read?.[1] === undefined || read[1].split(/\s+/).length > MOST_WORDS) {
      doubt ??= part;
      continue;
    }
    const note = read[2] ?? read[3];
    values.push({ value: read[1].trim(), ...(note === undefined ? {} : { note }) });
  }
  if (!labelled && (values.length < 2 || doubt !== undefined || values.some(({ value }) => /\s/.test(value))))
    return undefined;
  return { values: firstOfEach(values, ({ value }) => value), ...(doubt === undefined ? {} : { doubt }) };
}

const LISTED_WORD = String.raw`["'“‘]?(?!(?:and|or)\b)[a-z]\w{0,60}(?:-\w{1,40}){0,4}["'”’]?`;
const WORDS_LISTED = new RegExp(
  String.raw`(?<![\w-])${LISTED_WORD}(?:, ${LISTED_WORD}){1,60}(?:,? (?:and|or) ${LISTED_WORD})?(?![\w-])`,
  "g",
);

/** Single words that a text lists, whatever they are: "text, choice and date". */
export function wordLists(text: string): readonly ReadonlySet<string>[] {
  const lists = [...text.slice(0, 4000).matchAll(WORDS_LISTED)].map(([list]) =>
    list.split(/, (?:(?:and|or) )?| (?:and|or) /),
  );
  return lists.map((words) => new Set(words.map((word) => word.replace(/^["'“‘]|["'”’]$/g, ""))));
}
