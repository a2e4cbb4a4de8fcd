// Facts with their rules -> changes: what a structure, the envelope or several webhooks have in common is one change.
import { createHash } from "node:crypto";
import { firstOfEach, groupBy } from "../../source/group-by.ts";
import { referencesIn, typesOf } from "../../model/types/walk.ts";
import type { Between, Decisions } from "../../register/read-decisions.ts";
import type { Model } from "../../model/model.ts";
import type { Fact } from "../compare/facts.ts";
import { printSteps } from "../../model/types/path.ts";
import type { Owner, Acceptance, RenameProposal } from "../report.ts";
import { ruleFor, type Rule } from "./rules.ts";
import type { FindingInput, Position } from "../../source/finding.ts";

/** A fact, the rule that judges it, and all webhooks that it affects. */
export interface JudgedChange {
  readonly fact: Fact;
  readonly rule: Rule;
  readonly owner: Owner;
  readonly path: string;
  readonly fingerprint: string;
  readonly webhooks: readonly string[];
}

export function judgeFacts(facts: readonly Fact[], old: Model, now: Model): readonly JudgedChange[] {
  const judged = facts.map((fact) => ({ fact, rule: ruleFor(fact) }));
  const groups = groupBy(judged, ({ fact, rule }) => mergeKey(fact, rule));
  const carriers = carriersIn(old, now);
  const rank = webhookRanks(old, now);
  const changes = [...groups.values()].map((group) => {
    const [{ fact, rule }] = group;
    const names = group.flatMap(({ fact: { location } }) => {
      if (location.owner.kind === "structure") return [...carriers(location.owner.name)];
      return location.owner.kind === "webhook" ? location.owner.name : location.owner.webhook;
    });
    const webhooks = [...new Set(names)].sort((one, other) => (rank.get(one) ?? 0) - (rank.get(other) ?? 0));
    return judgedChange(fact, rule, webhooks);
  });
  return firstOfEach(changes, (change) => change.fingerprint);
}

/** Equal for facts that are one change. */
function mergeKey(fact: Fact, rule: Rule): string {
  const { owner, steps } = fact.location;
  const isOwn = owner.kind === "structure" || (owner.kind === "webhook" && isWhole(fact, rule));
  return JSON.stringify([owner.kind, isOwn ? owner.name : "", rule.id, printSteps(steps), fact.key, fact.words ?? ""]);
}

/** About a webhook as such, not about its payload. */
function isWhole({ location, words }: Fact, { subject }: Rule): boolean {
  return (subject === "webhook" || subject === "name" || words !== undefined) && location.steps.length === 0;
}

function judgedChange(fact: Fact, rule: Rule, webhooks: readonly string[]): JudgedChange {
  const { owner: at, steps } = fact.location;
  const owner = ownerOf(fact, webhooks);
  const value = fact.kind === "value-added" || fact.kind === "value-removed" ? `=${fact.label}` : "";
  const whole = isWhole(fact, rule) ? "" : ".payload";
  const head = {
    structure: at.kind === "structure" ? `$defs.${at.name}` : "",
    envelope: "envelope",
    webhook: `${webhooks[0] ?? ""}${whole}`,
    webhooks: `*${whole}`,
  }[owner.kind];
  const names = at.kind === "structure" ? [at.name] : [...webhooks].sort();
  return {
    ...{ fact, rule, owner, webhooks },
    path: `${head}${printSteps(steps)}${value}`,
    fingerprint: fingerprint(rule.id, at.kind, names, printSteps(steps), fact.key),
  };
}

function ownerOf({ location: { owner } }: Fact, webhooks: readonly string[]): Owner {
  if (owner.kind === "structure") return owner;
  if (owner.kind === "envelope") return { kind: "envelope" };
  const [only] = webhooks;
  return webhooks.length === 1 && only !== undefined
    ? { kind: "webhook", name: only }
    : { kind: "webhooks", names: webhooks };
}

/** Twelve hexadecimal digits of SHA-256: a short stable name, by what a change is about and not by where the page says it. */
export function fingerprint(...parts: readonly (string | readonly string[])[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex").slice(0, 12);
}

/** Page order: that of the newer model, then what only the older one has. */
export function webhookRanks(old: Model, now: Model): ReadonlyMap<string, number> {
  const names = new Set([...now.webhooks, ...old.webhooks].map(({ name }) => name));
  return new Map([...names].map((name, index) => [name, index]));
}

/** Webhooks of either model that carry a structure, however deep; of those in both where there are any. */
function carriersIn(old: Model, now: Model): (structure: string) => ReadonlySet<string> {
  const before = carriersOf(old);
  const after = carriersOf(now);
  const kept = new Set(now.webhooks.map(({ name }) => name));
  const both = new Set(old.webhooks.map(({ name }) => name).filter((name) => kept.has(name)));
  return (structure) => {
    const all = new Set([...(after.get(structure) ?? []), ...(before.get(structure) ?? [])]);
    const inBoth = new Set([...all].filter((webhook) => both.has(webhook)));
    return inBoth.size > 0 ? inBoth : all;
  };
}

function carriersOf({ webhooks, structures }: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map(structures.map(({ name, type }) => [name, referencesIn([type])]));
  const carriers = new Map<string, Set<string>>();
  for (const webhook of webhooks) {
    const open = new Set(referencesIn(typesOf(webhook)));
    for (const structure of open) {
      carriers.set(structure, (carriers.get(structure) ?? new Set()).add(webhook.name));
      for (const next of named.get(structure) ?? []) open.add(next);
    }
  }
  return carriers;
}

interface DecisionInput {
  readonly decisions: Decisions;
  readonly between: Between;
  /** ISO date. */
  readonly today: string;
}

/** Acceptances by fingerprint; those of other versions are ignored. */
export function acceptChanges(
  known: ReadonlySet<string>,
  { decisions, between, today }: DecisionInput,
): { readonly acceptances: ReadonlyMap<string, Acceptance>; readonly problems: readonly FindingInput[] } {
  const acceptances = new Map<string, Acceptance>();
  const problems: FindingInput[] = [];
  for (const { fingerprint, reason, until, at, ...decided } of decisions.acceptances) {
    if (!isFor(decided.between, between)) continue;
    if (!known.has(fingerprint)) {
      const message = `the accepted change ${fingerprint} is not among those found`;
      problems.push(problem("stale", message, at, "remove the acceptance"));
    } else if (until !== undefined && until < today) {
      const message = `the acceptance of ${fingerprint} ended on ${until}`;
      problems.push(problem("expired", message, at, "look at the change again"));
    } else acceptances.set(fingerprint, { reason, ...(until === undefined ? {} : { until }) });
  }
  return { acceptances, problems };
}

/** Marks proposals; a confirmed rename that nobody proposed is added by `propose`, where both its ends are found. */
export function decideRenames(
  proposed: readonly RenameProposal[],
  { decisions, between }: DecisionInput,
  propose: (from: readonly string[], to: string) => RenameProposal | undefined,
): { readonly renames: readonly RenameProposal[]; readonly problems: readonly FindingInput[] } {
  const renames = [...proposed];
  const problems: FindingInput[] = [];
  for (const { from, to, decision, reason, at, ...decided } of decisions.renames) {
    if (!isFor(decided.between, between)) continue;
    const index = renames.findIndex((one) => one.to === to && sameNames(one.from, from));
    const found = renames[index] ?? (decision === "confirmed" ? propose(from, to) : undefined);
    if (found === undefined) {
      const message = `no rename of ${from.join(", ")} to ${to} was found to be ${decision}`;
      problems.push(problem("stale", message, at, "remove the decision"));
    } else renames[index < 0 ? renames.length : index] = { ...found, decision, reason };
  }
  return { renames, problems };
}

function isFor(one: Between, other: Between): boolean {
  return one.old === other.old && one.new === other.new;
}

function sameNames(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((name) => other.includes(name));
}

function problem(rule: string, message: string, at: Position, fix: string): FindingInput {
  return { rule: `decision/${rule}`, severity: "error", message, at, fix };
}
