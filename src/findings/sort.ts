// The one order in which findings are shown: file, line, column, rule, message; strings by code units.
import type { Finding } from "./finding.ts";

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

function compareText(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
