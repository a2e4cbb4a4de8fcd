// What a copy adds to a page: buttons and footers between its lines, numbers of lines and of printed pages.
import { type CopiedLine, indentOf } from "./lines.ts";
import { sampleLineRule } from "./samples.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

export interface NoiseRule extends PatternRule {
  readonly effect: "ignored";
}

export const noiseRules: readonly NoiseRule[] = [
  {
    id: "document/copy-button",
    pattern: /^(?:copied|copy(?: code| to clipboard)?)\s?!?$/i,
    example: "Copied!",
    effect: "ignored",
  },
  { id: "document/code-fence", pattern: /^(?:`{3,9}|~{3,9})\w{0,20}$/, example: "```json", effect: "ignored" },
  {
    id: "document/page-footer",
    pattern: /^(?:https?:\/\/\S{1,50}\s+\d{1,4}\s?\/\s?\d{1,4}|page \d{1,4}(?:\s?(?:of|\/)\s?\d{1,4})?)$/i,
    example: "https://example.com/docs/webhooks 3/30",
    effect: "ignored",
  },
];

/** The language of a sample, as its block shows it above: a word alone right before a line that opens one. */
const LANGUAGE = /^(?:json5?|jsonc|javascript|js)$/i;

export function isLanguage(lines: readonly CopiedLine[], index: number): boolean {
  const below = lines[index + 1];
  if (below === undefined || !LANGUAGE.test(lines[index]?.text ?? "")) return false;
  return sampleLineRule(below.text)?.effect === "opens";
}

export function noiseRule(text: string): NoiseRule | undefined {
  return text.length > 60 ? undefined : noiseRules.find(({ pattern }) => pattern.test(text));
}

/** A number alone at the margin, between two indented lines of a sample: an item of a list would be indented, too. */
export function isPageNumber(lines: readonly CopiedLine[], index: number): boolean {
  const line = lines[index];
  if (line === undefined || indentOf(line) > 0 || !/^\d{1,4}$/.test(line.text)) return false;
  return isInside(lines[index - 1]) && isInside(lines[index + 1]);
}

function isInside(line: CopiedLine | undefined): boolean {
  return line !== undefined && indentOf(line) > 0 && sampleLineRule(line.text) !== undefined;
}

export interface Numbered {
  readonly lines: readonly CopiedLine[];
  /** Each run of numbered lines, as they were. */
  readonly runs: readonly (readonly CopiedLine[])[];
  /** Numbers that were in a column of their own, above the lines they count. */
  readonly columns: readonly (readonly CopiedLine[])[];
}

const LEAST_LINES = 3;

export function withoutLineNumbers(all: readonly CopiedLine[]): Numbered {
  const lines: CopiedLine[] = [];
  const runs: (readonly CopiedLine[])[] = [];
  const columns: (readonly CopiedLine[])[] = [];
  for (let index = 0; index < all.length;) {
    const run = runAt(all, index);
    const column = run.length > 0 ? [] : columnAt(all, index);
    if (run.length > 0) {
      runs.push(run);
      for (const line of run) {
        const bare = withoutNumber(line);
        if (bare !== undefined) lines.push(bare);
      }
    } else if (column.length > 0) columns.push(column);
    else lines.push(...all.slice(index, index + 1));
    index += Math.max(1, run.length, column.length);
  }
  return { lines, runs, columns };
}

/** Lines that count on from a number before an opening bracket, each with a line of a sample behind its number. */
function runAt(all: readonly CopiedLine[], first: number): readonly CopiedLine[] {
  const begin = numberOf(all[first]);
  if (begin === undefined || sampleLineRule(begin.rest)?.effect !== "opens") return [];
  let last = first;
  for (let next = first + 1; ; next++) {
    const wanted = String(begin.number + next - first);
    const text = all[next]?.text;
    if (text?.startsWith(wanted) !== true) break;
    const rest = text.slice(wanted.length).trim();
    if (rest !== "" && sampleLineRule(rest) === undefined) break;
    last = next;
  }
  return last - first + 1 < LEAST_LINES ? [] : all.slice(first, last + 1);
}

/** Lines that hold nothing but 1, 2, 3 and so on, right above a sample. */
function columnAt(all: readonly CopiedLine[], first: number): readonly CopiedLine[] {
  let count = 0;
  while (all[first + count]?.text === String(count + 1)) count++;
  const below = all[first + count];
  const isColumn = count >= LEAST_LINES && below !== undefined && sampleLineRule(below.text)?.effect === "opens";
  return isColumn ? all.slice(first, first + count) : [];
}

function numberOf(line: CopiedLine | undefined): { readonly number: number; readonly rest: string } | undefined {
  const found = /^(\d{1,5})\s*(?=\D)([^]*)$/.exec(line?.text ?? "");
  return found === null ? undefined : { number: Number(found[1]), rest: found[2] ?? "" };
}

/** Undefined for a line that holds its number alone. */
function withoutNumber(line: CopiedLine): CopiedLine | undefined {
  const digits = /^\d+/.exec(line.text)?.[0].length ?? 0;
  const blanks = /^\s*/.exec(line.text.slice(digits))?.[0].length ?? 0;
  const cut = digits + blanks;
  const { offsets } = line;
  if (cut === line.text.length) return undefined;
  const offsetAt = (index: number): number => offsets?.[index] ?? line.from + index;
  return {
    ...line,
    from: offsetAt(cut),
    text: line.text.slice(cut),
    margin: offsetAt(digits) - line.start,
    ...(offsets === undefined ? {} : { offsets: offsets.slice(cut) }),
  };
}
