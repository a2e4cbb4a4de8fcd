// Shows findings to a person: place, severity, rule and message on one line, the quoted source with a caret, the fix; and as JSON.
import pc from "picocolors";
import { countFindings, type Finding, sayCounts, type Severity, severityOf, sortFindings } from "./finding.ts";
import { startsOf } from "./line-index.ts";
import { printable, printableJson } from "./printable.ts";

export interface TextReportOptions {
  readonly color: boolean;
  /** Texts of the files by the path that findings name; a finding of another file shows its quote instead of the line. */
  readonly sources?: ReadonlyMap<string, string>;
}

type Colors = ReturnType<typeof pc.createColors>;

/** The whole report, ended by a line with the counts; empty for no findings. Every line ends in a line feed. */
export function reportText(findings: readonly Finding[], { color, sources }: TextReportOptions): string {
  if (findings.length === 0) return "";
  const colors = pc.createColors(color);
  const lines: string[] = [];
  for (const finding of sortFindings(findings)) {
    lines.push(headline(finding, colors));
    lines.push(...quotation(finding, sources?.get(finding.file ?? ""), colors));
    const fix = finding.expected?.[0];
    if (fix !== undefined) lines.push(`  ${colors.green("fix:")} ${printable(fix)}`);
  }
  lines.push("", colors.bold(sayCounts(countFindings(findings))));
  return `${lines.join("\n")}\n`;
}

function headline(finding: Finding, colors: Colors): string {
  const file = printable(finding.file ?? "");
  const place = finding.line === undefined ? file : `${file}:${finding.line}:${finding.column ?? 1}`;
  const severity = severityOf(finding);
  return [
    colors.bold(place),
    paint(severity, colors)(severity),
    colors.dim(finding.ruleId ?? ""),
    printable(finding.reason),
  ].join("  ");
}

function quotation(finding: Finding, text: string | undefined, colors: Colors): readonly string[] {
  const { line, column, actual } = finding;
  const excerpt =
    line === undefined || text === undefined ? undefined : excerptsOf(text)(line, column ?? 1, endOf(finding));
  const shown = excerpt === undefined ? [] : [excerpt.line, colors.yellow(excerpt.caret)];
  if (excerpt === undefined && actual !== undefined) shown.push(printable(actual));
  return shown.map((words) => `  ${colors.dim("|")} ${words}`);
}

function endOf({ place }: Finding): { line: number; column: number } | undefined {
  return place !== undefined && "end" in place ? { line: place.end.line, column: place.end.column } : undefined;
}

function paint(severity: Severity, colors: Colors): (text: string) => string {
  return severity === "error" ? colors.red : severity === "warning" ? colors.yellow : colors.cyan;
}

export interface Excerpt {
  /** The line, or the part of a long line around the place. */
  readonly line: string;
  /** Carets under the place. */
  readonly caret: string;
}

/** Gives the excerpt for a 1-based line and column, or undefined where the text has no such line. */
export type Excerpts = (
  line: number,
  column: number,
  end?: { readonly line: number; readonly column: number },
) => Excerpt | undefined;

const WIDEST = 100;
const BEFORE = 40;

/** Indexes a text's lines once, so that each of many findings costs no more than its own line. */
export function excerptsOf(text: string): Excerpts {
  const starts = startsOf(text);
  return (line, column, end) => {
    const start = starts[line - 1];
    const whole = start === undefined ? "" : text.slice(start, starts[line]).replace(/[\r\n]+$/, "");
    const width = whole.length;
    if (width === 0) return undefined;
    const place = Math.min(Math.max(0, column - 1), width);
    const from = width <= WIDEST ? 0 : Math.max(0, Math.min(place - BEFORE, width - WIDEST));
    const to = Math.min(width, from + WIDEST);
    const head = from > 0 ? "…" : "";
    const tail = to < width ? "…" : "";
    const last = end === undefined || end.line < line ? place + 1 : end.line > line ? width : end.column - 1;
    const carets = Math.max(1, Math.min(last, to) - place);
    return {
      line: head + printable(whole.slice(from, to)) + tail,
      caret: " ".repeat(head.length + place - from) + "^".repeat(carets),
    };
  };
}

/** Lines and columns are 1-based, the end is exclusive; null is what the finding does not know. */
export interface FindingRecord {
  readonly file: string | null;
  readonly line: number | null;
  readonly column: number | null;
  readonly endLine: number | null;
  readonly endColumn: number | null;
  readonly severity: Severity;
  readonly rule: string;
  readonly message: string;
  readonly quote: string | null;
  readonly fix: string | null;
}

/** In the order of the text report. */
export function findingRecords(findings: readonly Finding[]): readonly FindingRecord[] {
  return sortFindings(findings).map((finding) => ({
    file: finding.file ?? null,
    line: finding.line ?? null,
    column: finding.column ?? null,
    endLine: endOf(finding)?.line ?? null,
    endColumn: endOf(finding)?.column ?? null,
    severity: severityOf(finding),
    rule: finding.ruleId ?? "",
    message: finding.reason,
    quote: finding.actual ?? null,
    fix: finding.expected?.[0] ?? null,
  }));
}

/** A JSON array, indented by two spaces, with a line feed at its end. */
export function reportJson(findings: readonly Finding[]): string {
  return `${printableJson(findingRecords(findings), 2)}\n`;
}
