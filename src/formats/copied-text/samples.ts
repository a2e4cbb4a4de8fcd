// Finds where a sample begins and ends among the lines of a text, without trusting its brackets.
import { indentOf, type CopiedLine } from "./lines.ts";
import type { PatternRule } from "../../source/pattern-rule.ts";

/** How a line of a sample begins. First match wins. */
export interface SampleLineRule extends PatternRule {
  readonly id: "opener" | "closer" | "member" | "comment" | "elision" | "bare-member" | "value" | "string" | "comma";
  /** Whether such a line is a sample's anywhere, or only where a sample has begun. */
  readonly effect: "opens" | "sample" | "inside";
}

export const sampleLineRules: readonly SampleLineRule[] = [
  {
    id: "opener",
    pattern:
      /^(?!\[\d{1,9}\]\s?[A-Za-z])[{[]\s*(?:$|["'“„‘{}[\]/.\d-]|(?:true|false|null)\b|[A-Za-z_$][\w$]{0,99}\s?:)/,
    example: "{",
    effect: "opens",
  },
  { id: "closer", pattern: /^[}\]][}\],;\s{[]*(?:$|["'“„‘/])/, example: "},", effect: "sample" },
  {
    id: "member",
    pattern:
      /^(?:"[^"]{0,200}"|'[^']{0,200}'|[“„][^“”„]{0,200}”|‘[^‘’]{0,200}’)\s{0,9}:\s*(?:$|["'“„‘{[\]<./]|-?\d|(?:true|false|null)\b)/,
    example: '"name": "sales",',
    effect: "sample",
  },
  { id: "comment", pattern: /^(?:\/\/|\/\*)/, example: "// User IDs", effect: "inside" },
  { id: "elision", pattern: /^(?:\.\.\.|…)/, example: "...", effect: "inside" },
  {
    id: "bare-member",
    pattern: /^[A-Za-z_$][\w$-]{0,99}\s{0,9}:\s*(?:["'“„‘{[]|-?\d|(?:true|false|null)\b)/,
    example: "groups: [ 0, 42 ]",
    effect: "inside",
  },
  {
    id: "value",
    pattern: /^(?:-?\d[\d.eE+-]{0,40}|true|false|null)\s{0,9}(?:$|[,\]}]|\/\/)/,
    example: "42,",
    effect: "inside",
  },
  { id: "string", pattern: /^["']|^[“„‘][^“”„‘’]{0,500}[”’]\s?,?$/, example: '"weekly_summary"', effect: "inside" },
  { id: "comma", pattern: /^,\s*(?:$|["'“„‘{[])/, example: ',"id": 1', effect: "inside" },
];

export function sampleLineRule(text: string): SampleLineRule | undefined {
  return sampleLineRules.find(({ pattern }) => pattern.test(text));
}

export interface SampleRun {
  /** Index of the last line that belongs to the sample. */
  readonly last: number;
  /** False where the line that opens the sample is missing. */
  readonly opened: boolean;
}

/** The sample that begins at the line `first`, or undefined where none does. */
export function sampleAt(lines: readonly CopiedLine[], first: number): SampleRun | undefined {
  const head = requestHead(lines, first);
  if (head > 0) return { last: lastLine(lines, first + head, true), opened: true };
  if (!startsSample(lines, first)) return undefined;
  const opened = effectAt(lines, first) === "opens";
  return { last: lastLine(lines, first, opened), opened };
}

const REQUEST = /^(?:POST|PUT) \/?\S{0,300}(?: HTTP\/[\d.]{1,3})?$/;
const HEADER = /^[A-Z][A-Za-z0-9]{0,40}(?:-[A-Za-z0-9]{1,40}){0,8}: \S/;
const MOST_HEADERS = 40;

/** How many lines from `first` on are those of a request, with a header of two words among them, above its body. */
function requestHead(lines: readonly CopiedLine[], first: number): number {
  let count = 0;
  let isHeader = false;
  for (; count < MOST_HEADERS; count += 1) {
    const text = lines[first + count]?.text ?? "";
    if (!HEADER.test(text) && !(count === 0 && REQUEST.test(text))) break;
    isHeader ||= /^[A-Za-z0-9]+-[A-Za-z0-9-]+: /.test(text);
  }
  return isHeader && effectAt(lines, first + count) === "opens" ? count : 0;
}

export function startsSample(lines: readonly CopiedLine[], first: number): boolean {
  if (requestHead(lines, first) > 0) return true;
  const effect = effectAt(lines, first);
  return effect !== undefined && (effect !== "inside" || effectAt(lines, first + 1) === "sample");
}

/** The key that a member line, or the line of an opener, begins with. */
export function keyOf(text: string): string | undefined {
  return /^(?:\{\s*)?(?:"([^"]{1,200})"|'([^']{1,200})'|[“„]([^“”„]{1,200})”|‘([^‘’]{1,200})’|([A-Za-z_$][\w$-]{0,99}))\s{0,9}:/
    .exec(text)
    ?.slice(1)
    .find((key) => key !== undefined);
}

function effectAt(lines: readonly CopiedLine[], index: number): SampleLineRule["effect"] | undefined {
  const line = lines[index];
  return line && sampleLineRule(line.text)?.effect;
}

function lastLine(lines: readonly CopiedLine[], first: number, opened: boolean): number {
  const root = lines[first];
  if (!root) return first;
  const state: Brackets = { depth: opened ? 0 : 1, comment: false, last: "" };
  const sample: Sample = { lines, keys: firstKeys(lines, first), indent: indentOf(root), indented: false };
  let line: CopiedLine | undefined = root;
  let index = first;
  while (line) {
    measure(line.text, state);
    if (state.comment && !commentEnds(lines, index + 1)) state.comment = false;
    index += 1;
    line = lines[index];
    if (!line || (!state.comment && endsBefore(sample, index, state))) break;
    if (indentOf(line) > sample.indent) sample.indented = true;
  }
  return index - 1;
}

interface Sample {
  readonly lines: readonly CopiedLine[];
  /** Keys of the first two members: another sample of the kind begins with one of them. */
  readonly keys: readonly string[];
  readonly indent: number;
  /** Some line is further in than the first. */
  indented: boolean;
}

/** The sample is over before the line `index`. */
function endsBefore(sample: Sample, index: number, { depth, last }: Brackets): boolean {
  const line = sample.lines[index];
  if (!line) return true;
  const rule = sampleLineRule(line.text);
  if (!rule) return depth <= 0 || !isStrayLine(sample, index);
  if (depth <= 0 && line.gap && rule.id !== "closer") return true;
  if (last !== "}" && last !== "]") return false;
  if (rule.id === "opener") {
    if (depth <= 0) return true;
    return indentOf(line) <= sample.indent && (sample.indented || beginsAlike(sample, index));
  }
  return rule.id === "member" && (depth <= 0 || !sample.indented) && sample.keys[0] === keyOf(line.text);
}

function beginsAlike({ lines, keys }: Sample, index: number): boolean {
  return firstKeys(lines, index).some((key) => keys.includes(key));
}

function firstKeys(lines: readonly CopiedLine[], first: number): string[] {
  const texts = lines.slice(first, first + 3).map(({ text }) => text);
  if (texts[0]?.startsWith("[")) return [];
  return texts
    .map(keyOf)
    .filter((key) => key !== undefined)
    .slice(0, 2);
}

const LONGEST_COMMENT = 40;

/** A comment that nothing ends must not swallow the rest of the page. */
function commentEnds(lines: readonly CopiedLine[], from: number): boolean {
  return lines.slice(from, from + LONGEST_COMMENT).some(({ text }) => text.includes("*/"));
}

/** A line inside a sample that looks like none: kept where it is one alone, and the sample goes on behind it. */
function isStrayLine({ lines, keys }: Sample, index: number): boolean {
  const next = lines[index + 1];
  if (!next || next.gap || lines[index]?.gap) return false;
  const rule = sampleLineRule(next.text);
  return rule !== undefined && rule.id !== "opener" && !keys.includes(keyOf(next.text) ?? "");
}

interface Brackets {
  depth: number;
  /** Inside a comment that began with a slash and a star. */
  comment: boolean;
  /** The last character that is no white space and in no comment. */
  last: string;
}

const closingQuotes: ReadonlyMap<string, string> = new Map([
  ['"', '"'],
  ["'", "'"],
  ["“", "”"],
  ["„", "”"],
  ["‘", "’"],
]);

function measure(text: string, state: Brackets): void {
  let quote = "";
  for (let index = 0; index < text.length; index += 1) {
    const character = text.charAt(index);
    if (state.comment) {
      if (character === "*" && text.charAt(index + 1) === "/") {
        state.comment = false;
        index += 1;
      }
    } else if (quote !== "") {
      if (character === "\\") index += 1;
      else if (character === quote) quote = "";
    } else if (character === "/" && text.charAt(index + 1) === "/") return;
    else if (character === "/" && text.charAt(index + 1) === "*") {
      state.comment = true;
      index += 1;
    } else if (character !== " " && character !== "\t") {
      if (closingQuotes.has(character)) quote = closingQuotes.get(character) ?? "";
      else if (character === "{" || character === "[") state.depth += 1;
      else if (character === "}" || character === "]") state.depth -= 1;
      state.last = character;
    }
  }
}
