// Compares two models and reports what changed, whom it breaks, and what to publish.
import type { Model } from "../model/model.ts";
import { collapse, type Collapsed, type Judged, ranks } from "./collapse.ts";
import { acceptChanges, type Decisions, decideRenames } from "./decisions.ts";
import { docsFixFor, driftContext } from "./docs-fixes.ts";
import { ruleFor, worse } from "./judge.ts";
import { observe } from "./observe.ts";
import { orderNames } from "./order-names.ts";
import { pairWebhooks } from "./pair-webhooks.ts";
import { proposeRenames, renameFingerprint } from "./renames.ts";
import {
  type Change,
  type Counts,
  type DiffMode,
  type DiffReport,
  type Profile,
  type RenameProposal,
  REPORT_FORMAT,
  type ReportSide,
  severities,
  type Severity,
  type Summary,
} from "./report.ts";
import { verdictFor } from "./rule.ts";
import { adviseSemver } from "./semver.ts";
import { witnessFor, type WitnessModels, witnessModels } from "./witness.ts";

export interface CompareOptions {
  /** What the user asked for; the version where absent. */
  readonly old?: Pick<ReportSide, "label" | "kind">;
  readonly new?: Pick<ReportSide, "label" | "kind">;
  /** `drift` where both are revisions of one version, as 3.4-preview and 3.4 are, else `upgrade`. */
  readonly mode?: DiffMode;
  /** `tolerant` where absent. */
  readonly profile?: Profile;
  readonly decisions?: Decisions;
  /** ISO date, for acceptances that end. Without it none has ended. */
  readonly today?: string;
}

export function compareModels(old: Model, now: Model, options: CompareOptions = {}): DiffReport {
  const profile = options.profile ?? "tolerant";
  const mode = options.mode ?? modeOf(old, now);
  const { seen, renamedStructures } = observe(old, now);
  const collapsed = collapse(seen.flatMap(judge), old, now);
  const decided = {
    decisions: options.decisions ?? { renames: [], acceptances: [] },
    between: { old: old.version, new: now.version },
    today: options.today ?? "",
  };
  const accepted = acceptChanges(new Set(collapsed.map((change) => change.fingerprint)), decided);
  const proposed = proposeRenames({ old, new: now, changes: collapsed, renamedStructures });
  const renamed = decideRenames(proposed, decided, (from, to) => confirm(collapsed, from, to));
  const drift = mode === "drift" ? driftContext(old, now, collapsed) : undefined;
  const models = witnessModels(old, now);
  const changes = collapsed.map((change): Change => {
    const docsFix = drift === undefined ? undefined : docsFixFor(change, drift);
    const acceptedBy = accepted.acceptances.get(change.fingerprint);
    return {
      ...changeFrom(change, profile, old, now, models),
      renames: renamed.renames.filter(({ changes: pairs }) => pairs.includes(change.fingerprint)).map(fingerprintOf),
      ...(docsFix === undefined ? {} : { likelyDocsFix: docsFix }),
      ...(acceptedBy === undefined ? {} : { acceptedBy }),
    };
  });
  const rank = ranks(old, now);
  changes.sort((one, other) => compareChanges(one, other, rank));
  return {
    ...{ format: REPORT_FORMAT, mode, profile },
    old: { label: old.version, kind: "version", ...options.old, ...about(old) },
    new: { label: now.version, kind: "version", ...options.new, ...about(now) },
    summary: summarise(changes, old, now),
    semver: adviseSemver(collapsed.map(({ fingerprint, rule }) => ({ fingerprint, semver: rule.semver }))),
    changes,
    renames: renamed.renames,
    problems: [...accepted.problems, ...renamed.problems],
  };
}

function modeOf(old: Model, now: Model): DiffMode {
  const base = ({ version }: Model): string => version.split("-")[0] ?? version;
  return base(old) === base(now) ? "drift" : "upgrade";
}

function judge(seen: Judged["seen"]): readonly Judged[] {
  const rule = ruleFor(seen);
  return rule === undefined ? [] : [{ seen, rule }];
}

function changeFrom(
  { seen, rule, owner, path, fingerprint, webhooks }: Collapsed,
  profile: Profile,
  old: Model,
  now: Model,
  models: WitnessModels,
): Omit<Change, "renames"> {
  const runtime = verdictFor(rule.runtime, profile);
  const compileTime = verdictFor(rule.compileTime, profile);
  const group = commonGroup(webhooks, old, now);
  const severity = worse(runtime, compileTime);
  const witness = severity === "breaking" ? witnessFor({ seen, webhooks }, models) : undefined;
  return {
    ...{ rule: rule.id, fingerprint, fact: rule.fact, subject: rule.subject, owner, path, webhooks },
    ...(group === undefined ? {} : { group }),
    ...{ runtime, compileTime, severity, message: rule.message(seen), why: rule.why, hint: rule.hint },
    ...(seen.old === undefined ? {} : { old: seen.old }),
    ...(seen.new === undefined ? {} : { new: seen.new }),
    ...(witness === undefined ? {} : { witness }),
  };
}

function commonGroup(names: readonly string[], old: Model, now: Model): string | undefined {
  const groups = new Set(
    names.map((name) => [...now.webhooks, ...old.webhooks].find((webhook) => webhook.name === name)?.group),
  );
  const [only] = groups;
  return groups.size === 1 ? only : undefined;
}

/** A rename that somebody knows of and that no score proposed. */
function confirm(changes: readonly Collapsed[], from: readonly string[], to: string): RenameProposal | undefined {
  const added = changes.find(({ path, rule }) => path === to && rule.fact === "added");
  const removed = from.map((path) => changes.find((one) => one.path === path && one.rule.fact === "removed"));
  const found = removed.flatMap((one) => (one === undefined ? [] : [one]));
  if (added === undefined || found.length !== from.length) return undefined;
  const subject = added.rule.subject;
  return {
    fingerprint: renameFingerprint(from, to),
    kind: from.length > 1 ? "merge" : "rename",
    subject:
      subject === "webhook" || subject === "structure"
        ? subject
        : added.owner.kind === "envelope"
          ? "envelope"
          : "field",
    ...{ from, to, score: 0, evidence: [], decision: "confirmed", webhooks: added.webhooks },
    changes: [...found, added].map(fingerprintOf),
  };
}

function fingerprintOf({ fingerprint }: { readonly fingerprint: string }): string {
  return fingerprint;
}

function about({ version, status, webhooks }: Model): Pick<ReportSide, "version" | "status" | "webhooks"> {
  return { version, status, webhooks: webhooks.length };
}

function compareChanges(one: Change, other: Change, rank: ReadonlyMap<string, number>): number {
  const first = ({ webhooks }: Change): number =>
    Math.min(rank.size, ...webhooks.map((name) => rank.get(name) ?? rank.size));
  return (
    severities.indexOf(one.severity) - severities.indexOf(other.severity) ||
    first(one) - first(other) ||
    compareTexts(one.path, other.path) ||
    compareTexts(one.rule, other.rule) ||
    compareTexts(one.fingerprint, other.fingerprint)
  );
}

function compareTexts(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function summarise(changes: readonly Change[], old: Model, now: Model): Summary {
  const open = changes.filter(({ acceptedBy }) => acceptedBy === undefined);
  const worst = severities.find((severity) => open.some((change) => change.severity === severity));
  const { pairs, removed, added } = pairWebhooks(old, now);
  const touched = new Set(changes.filter(({ severity }) => severity !== "docs").flatMap(({ webhooks }) => webhooks));
  const names = pairs.map((pair) => pair.new.name);
  return {
    total: changes.length,
    open: count(open),
    accepted: count(changes.filter(({ acceptedBy }) => acceptedBy !== undefined)),
    likelyDocsFixes: changes.filter(({ likelyDocsFix }) => likelyDocsFix !== undefined).length,
    ...(worst === undefined ? {} : { worst }),
    webhooks: {
      added: orderNames(added.map(({ name }) => name)),
      removed: orderNames(removed.map(({ name }) => name)),
      changed: orderNames(names.filter((name) => touched.has(name))),
      unchanged: orderNames(names.filter((name) => !touched.has(name))),
    },
  };
}

function count(changes: readonly Change[]): Counts {
  const of = (severity: Severity): number => changes.filter((change) => change.severity === severity).length;
  return {
    breaking: of("breaking"),
    dangerous: of("dangerous"),
    compatible: of("compatible"),
    docs: of("docs"),
  };
}
