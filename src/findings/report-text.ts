// Shows findings to a person: place, severity, rule and message on one line, the quoted source with a caret, the fix.
import pc from "picocolors";
import { countFindings, sayCounts } from "./count.ts";
import { type Finding, type Severity, severityOf } from "./finding.ts";
import { printable } from "./printable.ts";
import { sortFindings } from "./sort.ts";
import { type Excerpts, excerptsOf } from "./source-line.ts";

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
  const excerpts = excerptsByFile(sources ?? new Map<string, string>());
  const lines: string[] = [];
  for (const finding of sortFindings(findings)) {
    lines.push(headline(finding, colors));
    lines.push(...quotation(finding, excerpts(finding.file ?? ""), colors));
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

function quotation(finding: Finding, excerpt: Excerpts | undefined, colors: Colors): readonly string[] {
  const end = endOf(finding);
  const found = finding.line === undefined ? undefined : excerpt?.(finding.line, finding.column ?? 1, end);
  if (found !== undefined) {
    return [`  ${colors.dim("|")} ${found.line}`, `  ${colors.dim("|")} ${colors.yellow(found.caret)}`];
  }
  return finding.actual === undefined ? [] : [`  ${colors.dim("|")} ${printable(finding.actual)}`];
}

function endOf({ place }: Finding): { line: number; column: number } | undefined {
  return place !== undefined && "end" in place ? { line: place.end.line, column: place.end.column } : undefined;
}

function paint(severity: Severity, colors: Colors): (text: string) => string {
  return severity === "error" ? colors.red : severity === "warning" ? colors.yellow : colors.cyan;
}

function excerptsByFile(sources: ReadonlyMap<string, string>): (file: string) => Excerpts | undefined {
  const made = new Map<string, Excerpts>();
  return (file) => {
    const known = made.get(file);
    if (known !== undefined) return known;
    const text = sources.get(file);
    if (text === undefined) return undefined;
    const excerpts = excerptsOf(text);
    made.set(file, excerpts);
    return excerpts;
  };
}
