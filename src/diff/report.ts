// The result of a diff review: what changed between two models, whom it breaks, and what to publish. Plain JSON throughout.
import type { Evidence } from "../model/model.ts";
import type { FindingInput } from "../source/finding.ts";

/** Newest shape of a report; a reader refuses a larger number. */
export const REPORT_FORMAT = 1;

/** `tolerant` receivers ignore what they don't know; `strict` ones reject unknown members and unknown values. */
export type Profile = "tolerant" | "strict";

/** `upgrade` goes from one version to another; `drift` from one revision of a version's pages to another. */
export type DiffMode = "upgrade" | "drift";

/** What became of a set of values, before anyone judges it. */
export type ValueChange = "added" | "removed" | "renamed" | "widened" | "narrowed" | "incomparable" | "text";

/** Worst first. `docs`: nothing but words, samples or links. */
export const severities = ["breaking", "dangerous", "compatible", "docs"] as const;
export type Severity = (typeof severities)[number];

/** It fits; it does not fit, which is reported or refused; there is no webhook of its name; or the request around it is refused. */
export type OldBodies = "taken" | "reported" | "unknown" | "refused";

export type SubjectKind =
  "webhook" | "envelope" | "structure" | "field" | "type" | "enum-value" | "variant" | "name" | "docs";

/** Where a change begins: it is reported once, there, whatever number of webhooks carries it. */
export type Owner =
  | { readonly kind: "webhook"; readonly name: string }
  | { readonly kind: "structure"; readonly name: string }
  | { readonly kind: "envelope" }
  /** Several webhooks changed in the same way at the same place, without a structure that they share. */
  | { readonly kind: "webhooks"; readonly names: readonly string[] };

/** One side of a change. Absent from a change where the side does not have the thing. */
export interface Side {
  /**
   * The type in a few words: `array of User`, `"open" | "closed"`; the value, the page's text or the JSON of a sample where the change
   * is about one. Empty on both sides where they would say the same.
   */
  readonly text: string;
  /** What the pages say there: words and places, most relevant first; at most six. Never empty where the model has any. */
  readonly evidence: readonly Evidence[];
}

/** Why a change in drift mode looks like the docs put right, not like other behaviour. */
export interface DocsFix {
  /** Id of the sign, as `sample-agreed-before`. */
  readonly sign: string;
  readonly why: string;
  /** Places in the old and the new page that say so. */
  readonly old: readonly Evidence[];
  readonly new: readonly Evidence[];
}

/** A proof of a breaking change. */
export interface Witness {
  /** A request body that one side's schema accepts and the other's rejects. */
  readonly payload?: {
    readonly webhook: string;
    readonly body: unknown;
    readonly acceptedBy: "old" | "new";
    readonly rejectedBy: "old" | "new";
    /** JSON pointer of the member on which they differ; empty for the whole body. */
    readonly pointer: string;
  };
  /** TypeScript that compiles beside the old `types.ts` and not beside the new one; it imports from `./types.ts`. */
  readonly code?: { readonly webhook: string; readonly text: string };
}

export interface Acceptance {
  readonly reason: string;
  /** ISO date of the last day on which the acceptance holds. */
  readonly until?: string;
}

export interface Change {
  /** Id of the rule that judged it, as `field/required-removed`. */
  readonly rule: string;
  /** Twelve hexadecimal digits: the same change has the same, wherever it is in the page and however it is worded. Unique in a report. */
  readonly fingerprint: string;
  readonly fact: ValueChange;
  readonly subject: SubjectKind;
  readonly owner: Owner;
  /**
   * For display and search: `chat_transferred.payload.queue.queued_at`, `$defs.User.email`, `envelope.license_id`,
   * `routing_status_set.payload.status="away"`; `[]` are the items of a list, `*` for the values of a map.
   */
  readonly path: string;
  /** Names of the webhooks that carry it, in page order; the old names of removed ones. */
  readonly webhooks: readonly string[];
  /** Group of the affected webhooks where they have one in common, as `chats`. */
  readonly group?: string;
  /** What it does to a receiver that keeps running; `docs` where no webhook carries it. */
  readonly runtime: Severity;
  /** What a receiver built from the newer side does with a body of the older one; absent where no webhook carries it. */
  readonly oldBodies?: OldBodies;
  /** What it does to code that is compiled against the generated types. */
  readonly compileTime: Severity;
  /** The worse of the two, for the report's profile. */
  readonly severity: Severity;
  /** What changed, as a title: `"queue.queued_at" was removed`. */
  readonly message: string;
  /** One sentence: why the verdict. */
  readonly why: string;
  /** What a receiver does about it. */
  readonly hint: string;
  readonly old?: Side;
  readonly new?: Side;
  /** Fingerprints of the rename proposals that pair this removal or addition. */
  readonly renames: readonly string[];
  /** Only in drift mode. */
  readonly likelyDocsFix?: DocsFix;
  /** Set where `decisions.yaml` accepts the fingerprint and the acceptance has not expired. */
  readonly acceptedBy?: Acceptance;
  /** For every breaking change that can be proved. */
  readonly witness?: Witness;
}

export interface RenameEvidence {
  /** `type`, `members`, `variant`, `note`, `sample`, `place`, `alone`, `webhooks`, `name`. */
  readonly sign: string;
  readonly words: string;
  /** Part of the score, from 0 to 1. */
  readonly weight: number;
}

/** Two or more names that may be one thing; it lowers the severity of nothing. */
export interface RenameProposal {
  readonly fingerprint: string;
  /** `merge` where several old names became one. */
  readonly kind: "rename" | "merge";
  readonly subject: "webhook" | "field" | "envelope" | "structure";
  /** Display paths, several for a merge. */
  readonly from: readonly string[];
  readonly to: string;
  /** From 0 to 1. */
  readonly score: number;
  readonly evidence: readonly RenameEvidence[];
  /** `confirmed` or `denied` by `decisions.yaml`, else `proposed`. */
  readonly decision: "proposed" | "confirmed" | "denied";
  readonly reason?: string;
  readonly webhooks: readonly string[];
  /** Fingerprints of the removals and additions that it pairs. */
  readonly changes: readonly string[];
}

export interface ReportSide {
  readonly version: string;
  /** What the user asked for: a version or a file. */
  readonly label: string;
  readonly kind: "version" | "model" | "page";
  readonly status: string;
  readonly webhooks: number;
}

export interface Counts {
  readonly breaking: number;
  readonly dangerous: number;
  readonly compatible: number;
  readonly docs: number;
}

export interface Summary {
  readonly total: number;
  /** By severity, accepted ones left out: what `--fail-on` looks at. */
  readonly open: Counts;
  readonly accepted: Counts;
  /** Among all: those that look like corrections of the docs. */
  readonly likelyDocsFixes: number;
  /** Worst severity among those not accepted; absent where there are none. */
  readonly worst?: Severity;
  /** Names of webhooks, in page order. */
  readonly webhooks: {
    readonly added: readonly string[];
    readonly removed: readonly string[];
    /** In both, with any change but words. */
    readonly changed: readonly string[];
    readonly unchanged: readonly string[];
  };
}

export type Bump = "major" | "minor" | "patch" | "none";

export interface SemverAdvice {
  /** For a package at 1.0.0 or later; see `nextVersion` for what it means before. */
  readonly bump: Bump;
  /** Fingerprints of the changes that force it. */
  readonly because: readonly string[];
}

export interface DiffReport {
  readonly format: number;
  readonly mode: DiffMode;
  readonly profile: Profile;
  readonly old: ReportSide;
  readonly new: ReportSide;
  readonly summary: Summary;
  readonly semver: SemverAdvice;
  /** Worst first, then by webhook in page order, then by path. */
  readonly changes: readonly Change[];
  readonly renames: readonly RenameProposal[];
  /** Stale and expired decisions: input for `finding()`. Any of them fails a review. */
  readonly problems: readonly FindingInput[];
}

/** The report with only the changes of that severity or worse; its summary counts all. */
export function atLeast(report: DiffReport, least: Severity): DiffReport {
  const shown = severities.slice(0, severities.indexOf(least) + 1);
  return { ...report, changes: report.changes.filter(({ severity }) => shown.includes(severity)) };
}

export const failLevels = ["breaking", "dangerous", "none"] as const;
export type FailLevel = (typeof failLevels)[number];

/** Whether a review fails: a change as bad as that is open, or a decision has gone stale. */
export function failsOn({ summary, problems }: Pick<DiffReport, "summary" | "problems">, level: FailLevel): boolean {
  if (problems.length > 0) return true;
  if (level === "none") return false;
  return summary.open.breaking > 0 || (level === "dangerous" && summary.open.dangerous > 0);
}
