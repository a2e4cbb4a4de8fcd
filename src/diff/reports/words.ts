// What all reports share: counts, names, verdicts, places in pages, and words of a page made harmless in Markdown.
import { shorten } from "../../source/finding.ts";
import { printable, printableLines } from "../../source/printable.ts";
import type { Evidence, Place } from "../../model/model.ts";
import { pointerTo } from "../../model/types/value.ts";
import {
  type Change,
  type Counts,
  type DiffReport,
  type OldBodies,
  type Owner,
  type RenameProposal,
  type ReportSide,
  severities,
  type Severity,
  type Side,
} from "../report.ts";
import { posix } from "node:path";
import { type ArrayChange, diffArrays } from "diff";

const LONGEST_TEXT = 4000;

/** Texts that differ in more words or lines are shown whole. */
const MOST_EDITS = 400;

const CONTEXT = 2;

const LONGEST_JSON = 200_000;

/** No deeper indentation than this, so that a deep value does not grow with the square of its depth. */
const DEEPEST_INDENT = 40;

/** `1 webhook`, `3 webhooks`. */
export function countOf(number: number, noun: string): string {
  return `${String(number)} ${noun}${number === 1 ? "" : "s"}`;
}

/** `2 breaking, 1 docs`; severities that did not occur are left out; empty for none at all. */
export function countsText(count: Counts | ((severity: Severity) => number)): string {
  const of = typeof count === "function" ? count : (severity: Severity) => count[severity];
  return severities
    .map((severity) => [of(severity), severity] as const)
    .filter(([number]) => number > 0)
    .map(([number, severity]) => `${String(number)} ${severity}`)
    .join(", ");
}

/** Of pages that name none. */
const UNKNOWN_VERSION = "unknown";

/** `3.5 → 3.6`. */
export function sidesText({ old, new: now }: DiffReport, show: (text: string) => string): string {
  return `${sideText(old, show)} → ${sideText(now, show)}`;
}

/** `3.5`; of a file its name, and the version where it is known and the name does not say it. */
function sideText({ label, version }: ReportSide, show: (text: string) => string): string {
  if (label === version || label === `v${version}`) return show(version);
  return label.includes(version) || version === UNKNOWN_VERSION ? show(label) : `${show(label)} (${show(version)})`;
}

export function ownerText(owner: Owner): string {
  switch (owner.kind) {
    case "webhook":
      return owner.name;
    case "structure":
      return `structure ${owner.name}`;
    case "envelope":
      return "envelope";
    case "webhooks":
      return countOf(owner.names.length, "webhook");
  }
}

/** `affects 3 webhooks: a, b, c`, at most so many by name; empty where the change is in the one webhook that it affects. */
export function affectsText({ owner, webhooks }: Change, most: number, show: (name: string) => string): string {
  if (owner.kind === "webhook" && webhooks.every((name) => name === owner.name)) return "";
  if (webhooks.length === 0) return "affects no webhook";
  return `affects ${countOf(webhooks.length, "webhook")}: ${namesText(webhooks, most, show)}`;
}

/** `a, b and 7 more`. */
export function namesText(names: readonly string[], most: number, show: (name: string) => string): string {
  const shown = names.slice(0, most).map(show).join(", ");
  return names.length > most ? `${shown} and ${String(names.length - most)} more` : shown;
}

/** For whom a change is how severe; what a new receiver does with a body as it was. */
export const audienceTitles = {
  running: "running receiver",
  new: "new receiver",
  types: "imported types",
} as const;

export const oldBodiesTexts: Readonly<Record<OldBodies, string>> = {
  taken: "takes old bodies",
  reported: "reports old bodies",
  unknown: "does not know old bodies",
  refused: "refuses old requests",
};

/** `running receiver: dangerous; new receiver: takes old bodies; imported types: breaking`. */
export function verdictText({ runtime, oldBodies, compileTime }: Change): string {
  const types = `${audienceTitles.types}: ${compileTime}`;
  if (oldBodies === undefined) return `receivers: not concerned; ${types}`;
  const running = `${audienceTitles.running}: ${runtime}`;
  return `${running}; ${audienceTitles.new}: ${oldBodiesTexts[oldBodies]}; ${types}`;
}

/** `Accepted until 2030-01-31: nobody reads it`; empty where it is not. */
export function acceptedText({ acceptedBy }: Change, show: (text: string) => string): string {
  if (acceptedBy === undefined) return "";
  const { reason, until } = acceptedBy;
  return `Accepted${until === undefined ? "" : ` until ${show(until)}`}: ${show(reason)}`;
}

/** `a, b → c`. */
export function renameText({ from, to }: RenameProposal, most: number, show: (path: string) => string): string {
  return `${namesText(from, most, show)} → ${show(to)}`;
}

export function isEmpty({ summary, renames, problems }: DiffReport): boolean {
  return summary.total + renames.length + problems.length === 0;
}

/** `hidden: 3 compatible, 36 docs`: what the summary counts and the report leaves out; empty where that is nothing. */
export function hiddenText({ summary: { open, accepted }, changes }: DiffReport): string {
  const text = countsText((severity) => {
    const shown = changes.filter((change) => change.severity === severity).length;
    return open[severity] + accepted[severity] - shown;
  });
  return text === "" ? "" : `hidden: ${text}`;
}

/** Both texts, shortened so that the first difference is in sight. */
export function excerpts(old: string, now: string, longest: number): { readonly old: string; readonly new: string } {
  let same = 0;
  while (same < old.length && old[same] === now[same]) same += 1;
  const near = same > longest / 2 ? same - Math.floor(longest / 4) : 0;
  const start = /[\udc00-\udfff]/.test(old[near] ?? "") ? near - 1 : near;
  const excerpt = (text: string): string => shorten(start === 0 ? text : `…${text.slice(start)}`, longest);
  return { old: excerpt(old), new: excerpt(now) };
}

export interface PlaceOptions {
  /** Folder that the places of evidence are relative to, as the user would name it; nothing by default. */
  readonly root?: string;
}

/** `docs-input/v3.5/webhooks.txt`. */
export function fileText(file: string, { root = "" }: PlaceOptions = {}): string {
  if (root === "" || root === ".") return file;
  return posix.join(root.replaceAll("\\", "/"), file);
}

/** `docs-input/v3.5/webhooks.txt:812:1`. */
export function placeText({ file, line, column }: Place, options: PlaceOptions = {}): string {
  return `${fileText(file, options)}:${String(line)}:${String(column)}`;
}

/** A quote of a page, and where it is there. */
export interface Quote {
  readonly place: string;
  readonly words: string;
}

const MOST_QUOTES = 2;

export interface ChangeView {
  /** Each with why it is believed; the text is empty where the lines say it. */
  readonly sides: readonly { readonly name: "old" | "new"; readonly text: string; readonly quotes: readonly Quote[] }[];
  /** Of two JSON values the lines that differ; none of any other texts. */
  readonly lines: readonly DiffLine[];
  /** Why the change may be none of the API, with a quote of each page that says so. */
  readonly docsFix?: { readonly why: string; readonly quotes: readonly Quote[] };
  readonly proposals: readonly RenameProposal[];
}

/** What the reports for reading say of a change beside its title; texts of `longest` characters at most. */
export function viewOf(change: Change, { renames }: DiffReport, longest: number, places: PlaceOptions): ChangeView {
  const { old, new: now, likelyDocsFix: fix } = change;
  const lines = diffJson(old?.text, now?.text);
  const texts = lines === undefined ? excerpts(old?.text ?? "", now?.text ?? "", longest) : { old: "", new: "" };
  const quotesOf = (evidence: readonly Evidence[]): readonly Quote[] =>
    evidence.map(({ at, quote }) => ({ place: placeText(at, places), words: quote }));
  const view = (name: "old" | "new", side: Side | undefined, other: Side | undefined): ChangeView["sides"] =>
    side === undefined ? [] : [{ name, text: texts[name], quotes: quotesOf(tellingEvidence(side, other)) }];
  const fixed = [...(fix?.old.slice(0, 1) ?? []), ...(fix?.new.slice(0, 1) ?? [])];
  return {
    sides: [...view("old", old, now), ...view("new", now, old)],
    lines: lines ?? [],
    ...(fix === undefined ? {} : { docsFix: { why: fix.why, quotes: quotesOf(fixed) } }),
    proposals: renames.filter(({ fingerprint }) => change.renames.includes(fingerprint)),
  };
}

/** What one side has in words that the other does not have; where that is nothing, what comes first. */
function tellingEvidence({ evidence }: Side, other: Side | undefined): readonly Evidence[] {
  const same = new Set(other?.evidence.map(({ quote }) => quote));
  const own = evidence.filter(({ quote }) => !same.has(quote));
  return (own.length > 0 ? own : evidence).slice(0, MOST_QUOTES);
}

const entities: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ["|", "&#124;"],
  ["@", "@<!-- -->"],
  ["#", "#<!-- -->"],
]);

function oneLine(text: string, longest: number): string {
  return shorten(printable(text.slice(0, longest * 4)), longest);
}

/** For running text and table cells: one line of at most so many characters of the page. */
export function escapeMarkdown(text: string, longest = 300): string {
  return oneLine(text, longest)
    .replace(/[\\`*_[\]()~$!{}]/g, "\\$&")
    .replace(/[&<>|@#]/g, (character) => entities.get(character) ?? character)
    .replace(/^([-+=])/, "\\$1")
    .replace(/^(\d+)([.)])(?=\s|$)/, "$1\\$2")
    .replace(/:\/\//g, ":<!-- -->//")
    .replace(/\bwww\./gi, "www<!-- -->.")
    .replace(/\bGH-(?=\d)/gi, "GH<!-- -->-");
}

/** For the line of a `<summary>`, an HTML block, in which Markdown means nothing. */
export function escapeSummary(text: string, longest = 300): string {
  return oneLine(text, longest)
    .replace(/[&<>@#]/g, (character) => entities.get(character) ?? character)
    .replace(/"/g, "&quot;")
    .replace(/:\/\//g, ":<!-- -->//");
}

/** A code span: everything in it is shown as it is. Not for table cells, where a bar ends even a code span. */
export function codeSpan(text: string, longest = 160): string {
  const words = oneLine(text, longest);
  if (words === "") return "";
  const fence = "`".repeat(longestRun(words) + 1);
  const gap = /^`|`$/.test(words) ? " " : "";
  return fence + gap + words + gap + fence;
}

/** A fenced block; its fence is longer than any in the text. */
export function codeBlock(language: string, text: string): string {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return `${fence}${language}\n${printableLines(text).trimEnd()}\n${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
}

export interface Piece {
  readonly text: string;
  readonly same: boolean;
}

/** The pieces of both texts in order. Texts without a word in common are not marked at all. */
export function diffWords(before: string, after: string): Readonly<Record<"old" | "new", readonly Piece[]>> {
  const plain = { old: [{ text: before, same: true }], new: [{ text: after, same: true }] };
  if (before === after || before.length > LONGEST_TEXT || after.length > LONGEST_TEXT) return plain;
  const wordsOf = (text: string): string[] => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
  const [old, now] = [wordsOf(before), wordsOf(after)];
  const parts = diffLists(old, now);
  const isSame = (part: Part): boolean => !part.added && !part.removed;
  if (!parts.some((part) => isSame(part) && /[\p{L}\p{N}_]/u.test(part.value.join("")))) return plain;
  const pieces = (of: readonly Part[]): readonly Piece[] =>
    of.map((part) => ({ text: part.value.join(""), same: isSame(part) }));
  return { old: pieces(parts.filter(({ added }) => !added)), new: pieces(parts.filter(({ removed }) => !removed)) };
}

export interface DiffLine {
  readonly mark: " " | "-" | "+" | "…";
  readonly text: string;
}

/** Two JSON texts, indented, as their lines that differ with two around them; undefined where one is no object or list. */
export function diffJson(before: string | undefined, after: string | undefined): readonly DiffLine[] | undefined {
  const [old, now] = [prettyLines(before), prettyLines(after)];
  if (old === undefined || now === undefined) return undefined;
  const parts = diffLists(old, now);
  const lines = parts.flatMap(({ value, added, removed }): readonly DiffLine[] =>
    value.map((text) => ({ mark: added ? "+" : removed ? "-" : " ", text })),
  );
  const near = new Set<number>();
  for (const [at, { mark }] of lines.entries()) {
    if (mark !== " ") for (let by = -CONTEXT; by <= CONTEXT; by += 1) near.add(at + by);
  }
  return lines.flatMap((line, at) => (near.has(at) ? [line] : near.has(at - 1) ? [{ mark: "…", text: "" }] : []));
}

/** None for a side that is missing. */
function prettyLines(text: string | undefined): string[] | undefined {
  if (text === undefined) return [];
  if (text.length > LONGEST_JSON || !/^[[{]/.test(text)) return undefined;
  try {
    return jsonLines(JSON.parse(text)).map((line) => line.text);
  } catch {
    return undefined;
  }
}

type Part = Pick<ArrayChange<string>, "value" | "added" | "removed">;

/** Lists that differ in more places are all new. */
function diffLists(old: string[], now: string[]): readonly Part[] {
  const all = [
    { value: old, added: false, removed: true },
    { value: now, added: true, removed: false },
  ];
  return diffArrays(old, now, { maxEditLength: MOST_EDITS }) ?? all;
}

export interface JsonLine {
  readonly text: string;
  /** JSON pointer of what begins on the line; absent on a closing bracket. */
  readonly pointer?: string;
}

interface Task {
  readonly value: unknown;
  /** Before the value and behind it, on its first and last line. */
  readonly around: readonly [string, string];
  readonly depth: number;
  readonly pointer: string;
}

/** As `JSON.stringify` indents, each line with the pointer of the member that it begins. Any depth: the stack is on the heap. */
export function jsonLines(root: unknown): readonly JsonLine[] {
  const lines: JsonLine[] = [];
  const tasks: (Task | string)[] = [{ value: root, around: ["", ""], depth: 0, pointer: "" }];
  for (let task = tasks.pop(); task !== undefined; task = tasks.pop()) {
    if (typeof task === "string") {
      lines.push({ text: task });
      continue;
    }
    const { value, around, depth, pointer } = task;
    const [before, after] = around;
    const indent = "  ".repeat(Math.min(depth, DEEPEST_INDENT));
    const [open, close] = Array.isArray(value) ? "[]" : "{}";
    const members = typeof value === "object" && value !== null ? Object.entries(value) : undefined;
    if (members === undefined || members.length === 0) {
      const text = members === undefined ? JSON.stringify(value ?? null) : `${open ?? ""}${close ?? ""}`;
      lines.push({ text: indent + before + text + after, pointer });
      continue;
    }
    lines.push({ text: indent + before + (open ?? ""), pointer });
    tasks.push(indent + (close ?? "") + after);
    for (const [at, [key, inner]] of [...members.entries()].reverse()) {
      tasks.push({
        value: inner,
        around: [Array.isArray(value) ? "" : `${JSON.stringify(key)}: `, at === members.length - 1 ? "" : ","],
        depth: depth + 1,
        pointer: pointer + pointerTo([key]),
      });
    }
  }
  return lines;
}
