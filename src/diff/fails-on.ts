// Whether a review fails: a change as bad as that is open, or a decision has gone stale.
import type { DiffReport } from "./report.ts";

export const failLevels = ["breaking", "dangerous", "none"] as const;
export type FailLevel = (typeof failLevels)[number];

export function failsOn({ summary, problems }: Pick<DiffReport, "summary" | "problems">, level: FailLevel): boolean {
  if (problems.length > 0) return true;
  if (level === "none") return false;
  return summary.open.breaking > 0 || (level === "dangerous" && summary.open.dangerous > 0);
}
