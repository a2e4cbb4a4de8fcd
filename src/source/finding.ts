// A finding: one thing that a page, the register or a correction made hooksmith say, with its place; how findings are ordered and counted.
import { VFileMessage } from "vfile-message";
import { lineTextAt, placeAt, type SourceText } from "./line-index.ts";

/** A place in a file: 1-based line and column, 0-based offset in UTF-16 code units; the end is exclusive where known. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly offset: number;
  readonly endLine?: number;
  readonly endColumn?: number;
  readonly endOffset?: number;
}

export type Severity = "error" | "warning" | "info";

/**
 * A vfile message: `fatal` true is an error, false a warning, undefined an information; `ruleId` names the rule,
 * `actual` the quoted text, `expected[0]` the fix, `file`/`line`/`column` the place.
 */
export type Finding = VFileMessage;

export interface FindingInput {
  readonly rule: string;
  readonly severity: Severity;
  readonly message: string;
  readonly at: Position;
  readonly quote?: string | undefined;
  readonly fix?: string | undefined;
}

const LONGEST_QUOTE = 160;

/** Makes a finding. The quote is cut to one line of at most 160 characters. A finding is no crash: it carries no stack, which costs most of its making. */
export function finding({ rule, severity, message, at, quote, fix }: FindingInput): Finding {
  const { stackTraceLimit } = Error;
  Error.stackTraceLimit = 0;
  const made = new VFileMessage(message, {
    source: "hooksmith",
    ruleId: rule,
    place: {
      start: { line: at.line, column: at.column, offset: at.offset },
      end: {
        line: at.endLine ?? at.line,
        column: at.endColumn ?? at.column,
        offset: at.endOffset ?? at.offset,
      },
    },
  });
  Error.stackTraceLimit = stackTraceLimit;
  made.fatal = severity === "error" ? true : severity === "warning" ? false : undefined;
  made.file = at.file;
  if (quote !== undefined) made.actual = shorten(quote);
  if (fix !== undefined) made.expected = [fix];
  return made;
}

/** Words of a page, and where they are. A place of the model has no offset. */
export interface Quoted {
  readonly at: Omit<Position, "offset"> & { readonly offset?: number };
  readonly quote?: string | undefined;
}

/** A finding at a place of a page. */
export function report(
  severity: Severity,
  rule: string,
  message: string,
  { at, quote }: Quoted,
  fix?: string | undefined,
): Finding {
  return finding({ severity, rule, message, at: { offset: 0, ...at }, quote, fix });
}

export interface FindingIn extends Omit<FindingInput, "at" | "severity"> {
  readonly start: number;
  /** Without it the place is a point, and its line is quoted. */
  readonly end?: number;
  readonly severity?: Severity;
}

/** A finding about a part of a text, which it quotes unless it is given another quote: a warning unless it says otherwise. */
export function findingIn(page: SourceText, { start, end, ...rest }: FindingIn): Finding {
  const quote = end === undefined ? lineTextAt(page.text, start) : page.text.slice(start, end);
  return finding({ severity: "warning", quote, at: placeAt(page, start, end), ...rest });
}

export function severityOf(message: Finding): Severity {
  return message.fatal === true ? "error" : message.fatal === false ? "warning" : "info";
}

/** Folds white space and cuts a quote so that it stays on one line. */
export function shorten(text: string, longest = LONGEST_QUOTE): string {
  const folded = text
    .slice(0, longest * 4)
    .replace(/\s+/g, " ")
    .trim();
  return folded.length > longest ? `${folded.slice(0, longest - 1)}…` : folded;
}

/** A sorted copy; findings that are equal in all of these keep their order. */
export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return [...findings].sort(compareFindings);
}

function compareFindings(one: Finding, other: Finding): number {
  return (
    compareText(one.file ?? "", other.file ?? "") ||
    (one.line ?? 0) - (other.line ?? 0) ||
    (one.column ?? 0) - (other.column ?? 0) ||
    compareText(one.ruleId ?? "", other.ruleId ?? "") ||
    compareText(one.reason, other.reason)
  );
}

/** By UTF-16 code units, on every machine alike. */
export function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export function countFindings(findings: readonly Finding[]): Counts {
  const of = (severity: Severity): number => findings.filter((finding) => severityOf(finding) === severity).length;
  return { errors: of("error"), warnings: of("warning"), infos: of("info") };
}

/** "2 errors, 1 warning, 3 notes"; kinds that did not occur are left out, and nothing at all is "no findings". */
export function sayCounts({ errors, warnings, infos }: Counts): string {
  const parts = [count(errors, "error"), count(warnings, "warning"), count(infos, "note")];
  return parts.filter((part) => part !== "").join(", ") || "no findings";
}

function count(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}
