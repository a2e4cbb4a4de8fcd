// Keeps account of every heading, row, list item, code block and paragraph of a page: consumed, ignored by rule, or unread.
import { finding, type Finding, type FindingInput, type Position, shorten } from "../source/finding.ts";
import type { PageCoverage, CoverageRecord } from "./reference.ts";

export type CoverageKind = CoverageRecord["kind"];

export interface CoverageKeeper {
  consume(kind: CoverageKind, count?: number): void;
  ignore(kind: CoverageKind, rule: string, quote: string, at: Position): void;
  /** Books the item as unread and reports it: what nobody understood is a warning. */
  unread(kind: CoverageKind, rule: string, quote: string, at: Position, why: string): void;
  report(found: Finding): void;
  warn(input: Omit<FindingInput, "severity">): void;
  close(): { readonly coverage: PageCoverage; readonly findings: readonly Finding[] };
}

export function keepCoverage(): CoverageKeeper {
  const consumed = new Map<CoverageKind, number>();
  const entries: CoverageRecord[] = [];
  const findings: Finding[] = [];
  return {
    consume: (kind, count = 1) => {
      consumed.set(kind, (consumed.get(kind) ?? 0) + count);
    },
    ignore: (kind, rule, quote, at) => {
      entries.push({ kind, state: "ignored", rule, quote: shorten(quote, 80), at });
    },
    unread: (kind, rule, quote, at, why) => {
      entries.push({ kind, state: "unread", rule, quote: shorten(quote, 80), at });
      findings.push(finding({ rule, severity: "warning", message: why, at, quote }));
    },
    report: (found) => {
      findings.push(found);
    },
    warn: (input) => {
      findings.push(finding({ ...input, severity: "warning" }));
    },
    close: () => ({
      coverage: { consumed: Object.fromEntries([...consumed].sort(([a], [b]) => (a < b ? -1 : 1))), entries },
      findings,
    }),
  };
}
