// Shows findings to a program: plain objects with the same facts as the text report.
import { type Finding, type Severity, severityOf, sortFindings } from "./finding.ts";
import { printableJson } from "./printable.ts";

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
    ...endOf(finding),
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

function endOf({ place }: Finding): Pick<FindingRecord, "endLine" | "endColumn"> {
  return place !== undefined && "end" in place
    ? { endLine: place.end.line, endColumn: place.end.column }
    : { endLine: null, endColumn: null };
}
