// Counts findings by severity.
import { type Finding, severityOf } from "./finding.ts";

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly infos: number;
}

export function countFindings(findings: readonly Finding[]): Counts {
  let errors = 0;
  let warnings = 0;
  let infos = 0;
  for (const finding of findings) {
    const severity = severityOf(finding);
    if (severity === "error") errors += 1;
    else if (severity === "warning") warnings += 1;
    else infos += 1;
  }
  return { errors, warnings, infos };
}

/** "2 errors, 1 warning, 3 notes"; kinds that did not occur are left out, and nothing at all is "no findings". */
export function sayCounts({ errors, warnings, infos }: Counts): string {
  const parts = [count(errors, "error"), count(warnings, "warning"), count(infos, "note")].filter(
    (part) => part !== "",
  );
  return parts.length === 0 ? "no findings" : parts.join(", ");
}

function count(number: number, noun: string): string {
  return number === 0 ? "" : `${number} ${noun}${number === 1 ? "" : "s"}`;
}
