// Two models -> a review: facts, then verdicts on them, then what somebody decided about those.
import type { Model } from "../model/model.ts";
import { compareText } from "../source/finding.ts";
import type { Decisions } from "../register/read-decisions.ts";
import { defined } from "../source/defined.ts";
import type { Fact } from "./compare/facts.ts";
import { findFacts, pairWebhooks } from "./compare/find-facts.ts";
import { docsFixFor, driftContext } from "./judge/docs-fixes.ts";
import { judgeFacts, type JudgedChange, webhookRanks, acceptChanges, decideRenames } from "./judge/merge-facts.ts";
import { confirmedRename, proposeRenames } from "./judge/renames.ts";
import { adviseSemver, bumpFor, judgeRuntime, oldBodiesFor, verdictFor } from "./judge/rules.ts";
import {
  type Change,
  type Counts,
  type DiffMode,
  type DiffReport,
  type Profile,
  REPORT_FORMAT,
  type ReportSide,
  severities,
  type Severity,
  type Side,
  type Summary,
} from "./report.ts";
import { witnessFor, type WitnessModels, witnessModels } from "./witness/witness.ts";

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
  const { profile = "tolerant", mode = modeOf(old, now), today = "" } = options;
  const { facts, renamedStructures } = findFacts(old, now);
  const judged = judgeFacts(facts, old, now);
  const decided = {
    decisions: options.decisions ?? { renames: [], acceptances: [] },
    between: { old: old.version, new: now.version },
    today,
  };
  const accepted = acceptChanges(new Set(judged.map((change) => change.fingerprint)), decided);
  const proposed = proposeRenames({ old, new: now, changes: judged, renamedStructures });
  const { renames, problems } = decideRenames(proposed, decided, (from, to) => confirmedRename(judged, from, to));
  const drift = mode === "drift" ? driftContext(old, now, judged) : undefined;
  const models = witnessModels(old, now);
  const groups = new Map([...old.webhooks, ...now.webhooks].map(({ name, group }) => [name, group]));
  const changes = judged.map((change): Change => {
    const docsFix = drift === undefined ? undefined : docsFixFor(change, drift);
    const acceptedBy = accepted.acceptances.get(change.fingerprint);
    return {
      ...changeFrom(change, { profile, mode }, groups, models),
      renames: renames
        .filter((rename) => rename.changes.includes(change.fingerprint))
        .map(({ fingerprint }) => fingerprint),
      ...defined({ likelyDocsFix: docsFix, acceptedBy }),
    };
  });
  const rank = webhookRanks(old, now);
  changes.sort((one, other) => compareChanges(one, other, rank));
  return {
    ...{ format: REPORT_FORMAT, mode, profile },
    old: { label: old.version, kind: "version", ...options.old, ...about(old) },
    new: { label: now.version, kind: "version", ...options.new, ...about(now) },
    summary: summarise(changes, old, now),
    semver: adviseSemver(judged.map(({ fingerprint, rule }) => ({ fingerprint, semver: bumpFor(rule) }))),
    ...{ changes, renames, problems: [...accepted.problems, ...problems] },
  };
}

function modeOf(old: Model, now: Model): DiffMode {
  const base = ({ version }: Model): string => version.split("-")[0] ?? version;
  return base(old) === base(now) ? "drift" : "upgrade";
}

function changeFrom(
  { fact, rule, owner, path, fingerprint, webhooks }: JudgedChange,
  { profile, mode }: { readonly profile: Profile; readonly mode: DiffMode },
  groups: ReadonlyMap<string, string | undefined>,
  models: WitnessModels,
): Omit<Change, "renames"> {
  const isCarried = owner.kind !== "structure" || webhooks.length > 0;
  const { runtime, why } = isCarried
    ? judgeRuntime(rule, fact, profile, mode)
    : { runtime: "docs" as const, why: rule.subject === "docs" ? rule.why : UNCARRIED };
  const compileTime = verdictFor(rule.compileTime, profile);
  const severity = severities.find((one) => one === runtime || one === compileTime) ?? runtime;
  const [group, ...others] = new Set(webhooks.map((name) => groups.get(name)));
  const witness =
    severity === "breaking" && rule.witness !== undefined
      ? witnessFor(rule.witness, fact, webhooks, models)
      : undefined;
  return {
    ...{ rule: rule.id, fingerprint, fact: rule.fact, subject: rule.subject, owner, path, webhooks },
    ...(group === undefined || others.length > 0 ? {} : { group }),
    ...{
      runtime,
      ...(isCarried ? { oldBodies: oldBodiesFor(fact, profile) } : {}),
      compileTime,
      severity,
      message: rule.message(fact),
      why,
      hint: rule.hint ?? "Nothing to do.",
    },
    ...distinctSides(fact),
    ...defined({ witness }),
  };
}

const UNCARRIED = "No webhook carries the structure: only code that imports its type is concerned.";

/** Two sides in the same words would say nothing: then only what the pages say is left of them. */
function distinctSides({ old, new: now }: Fact): Pick<Change, "old" | "new"> {
  const isSame = old?.text === now?.text;
  const shown = (side: Side): Side => (isSame ? { ...side, text: "" } : side);
  return { ...(old === undefined ? {} : { old: shown(old) }), ...(now === undefined ? {} : { new: shown(now) }) };
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
    compareText(one.path, other.path) ||
    compareText(one.rule, other.rule) ||
    compareText(one.fingerprint, other.fingerprint)
  );
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
    ...defined({ worst }),
    webhooks: {
      added: added.map(({ name }) => name),
      removed: removed.map(({ name }) => name),
      changed: names.filter((name) => touched.has(name)),
      unchanged: names.filter((name) => !touched.has(name)),
    },
  };
}

function count(changes: readonly Change[]): Counts {
  const of = (severity: Severity): number => changes.filter((change) => change.severity === severity).length;
  return { breaking: of("breaking"), dangerous: of("dangerous"), compatible: of("compatible"), docs: of("docs") };
}
