// What somebody decided about changes, and what becomes of it: renames are marked, changes accepted, and stale words reported.
import type { FindingInput, Position } from "../../source/finding.ts";
import type { Acceptance, RenameProposal } from "../report.ts";

interface Decided {
  /** Versions of the two models. */
  readonly between: { readonly old: string; readonly new: string };
  readonly reason: string;
  readonly at: Position;
}

export interface Decisions {
  readonly renames: readonly (Decided & {
    /** Paths as the report shows them. */
    readonly from: readonly string[];
    readonly to: string;
    readonly decision: "confirmed" | "denied";
  })[];
  readonly acceptances: readonly (Decided & {
    readonly fingerprint: string;
    /** ISO date of the last day on which it holds. */
    readonly until?: string;
  })[];
}

export interface DecisionInput {
  readonly decisions: Decisions;
  readonly between: Decided["between"];
  /** ISO date. */
  readonly today: string;
}

export interface Lookup {
  readonly acceptances: ReadonlyMap<string, Acceptance>;
  readonly problems: readonly FindingInput[];
}

/** Acceptances by fingerprint; those of other versions are ignored. */
export function acceptChanges(known: ReadonlySet<string>, { decisions, between, today }: DecisionInput): Lookup {
  const acceptances = new Map<string, Acceptance>();
  const problems: FindingInput[] = [];
  for (const { fingerprint, reason, until, at, ...decided } of decisions.acceptances) {
    if (!isFor(decided.between, between)) continue;
    if (!known.has(fingerprint)) {
      problems.push(
        problem("stale", `the accepted change ${fingerprint} is not among those found`, at, "remove the acceptance"),
      );
    } else if (until !== undefined && until < today) {
      problems.push(
        problem("expired", `the acceptance of ${fingerprint} ended on ${until}`, at, "look at the change again"),
      );
    } else acceptances.set(fingerprint, { reason, ...(until === undefined ? {} : { until }) });
  }
  return { acceptances, problems };
}

export interface DecidedRenames {
  readonly renames: readonly RenameProposal[];
  readonly problems: readonly FindingInput[];
}

/** Marks proposals; a confirmed rename that nobody proposed is added by `propose`, where both its ends are found. */
export function decideRenames(
  proposed: readonly RenameProposal[],
  { decisions, between }: DecisionInput,
  propose: (from: readonly string[], to: string) => RenameProposal | undefined,
): DecidedRenames {
  const renames = [...proposed];
  const problems: FindingInput[] = [];
  for (const { from, to, decision, reason, at, ...decided } of decisions.renames) {
    if (!isFor(decided.between, between)) continue;
    const index = renames.findIndex((one) => one.to === to && sameNames(one.from, from));
    const found = renames[index] ?? (decision === "confirmed" ? propose(from, to) : undefined);
    if (found === undefined) {
      problems.push(
        problem(
          "stale",
          `no rename of ${from.join(", ")} to ${to} was found to be ${decision}`,
          at,
          "remove the decision",
        ),
      );
    } else renames[index < 0 ? renames.length : index] = { ...found, decision, reason };
  }
  return { renames, problems };
}

function isFor(one: Decided["between"], other: Decided["between"]): boolean {
  return one.old === other.old && one.new === other.new;
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

function problem(rule: string, message: string, at: Position, fix: string): FindingInput {
  return { rule: `decision/${rule}`, severity: "error", message, at, fix };
}
