// Keeps account of every heading, row, list item, code block and paragraph of a page: consumed, ignored by rule, or unread.
import { type Finding, report, shorten } from "../source/finding.ts";
import type { PageCoverage, CoverageRecord, Prose } from "./reference.ts";

export type CoverageKind = CoverageRecord["kind"];

/** Words of the page, and where they are. */
type Said = Pick<Prose, "text" | "at">;

export interface CoverageKeeper {
  consume(kind: CoverageKind, count?: number): void;
  ignore(kind: CoverageKind, rule: string, said: Said): void;
  /** Books the item as unread and reports it: what nobody understood is a warning. Without `why` another report speaks of it. */
  unread(kind: CoverageKind, rule: string, said: Said, why: string | undefined): void;
  report(...said: Parameters<typeof report>): void;
  add(found: readonly Finding[]): void;
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
    ignore: (kind, rule, { text, at }) => {
      entries.push({ kind, state: "ignored", rule, quote: shorten(text, 80), at });
    },
    unread: (kind, rule, { text, at }, why) => {
      entries.push({ kind, state: "unread", rule, quote: shorten(text, 80), at });
      if (why !== undefined) findings.push(report("warning", rule, why, { at, quote: text }));
    },
    report: (...said) => {
      findings.push(report(...said));
    },
    add: (found) => {
      findings.push(...found);
    },
    close: () => ({
      coverage: { consumed: Object.fromEntries([...consumed].sort(([a], [b]) => (a < b ? -1 : 1))), entries },
      // What several webhooks share is read for each of them.
      findings: [...new Map(findings.map((found) => [JSON.stringify(found), found])).values()],
    }),
  };
}
