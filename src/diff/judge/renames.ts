// Proposes renames: which removal and which addition may be one thing, with a score and its evidence. It changes no verdict.
import { tags } from "../../model/types/discriminator.ts";
import { distance } from "fastest-levenshtein";
import { describeType, sameShape, shapeKey } from "../../model/describe-type.ts";
import { groupBy } from "../../source/group-by.ts";
import type { Model, TypeNode, Webhook } from "../../model/model.ts";
import type { FactKind } from "../compare/facts.ts";
import { type Resolve, resolver, resolveType } from "../../model/types/resolve.ts";
import { printSteps } from "../../model/types/path.ts";
import { samplesAt } from "../compare/samples.ts";
import type { RenameEvidence, RenameProposal } from "../report.ts";
import { fingerprint, type JudgedChange } from "./merge-facts.ts";

/** Below this score nothing is proposed. */
const LEAST = 0.5;

export interface RenameInput {
  readonly old: Model;
  readonly new: Model;
  readonly changes: readonly JudgedChange[];
  readonly renamedStructures: ReadonlyMap<string, string>;
}

/** Best first. A thing is part of one proposal at most, but for the target of a merge. */
export function proposeRenames(input: RenameInput): readonly RenameProposal[] {
  const made = [...fieldRenames(input), ...webhookRenames(input), ...structureRenames(input)];
  return made.sort((one, other) => other.score - one.score || (one.fingerprint < other.fingerprint ? -1 : 1));
}

interface Scored {
  readonly from: JudgedChange;
  readonly to: JudgedChange;
  readonly evidence: readonly RenameEvidence[];
}

function fieldRenames({ old, new: now, changes }: RenameInput): readonly RenameProposal[] {
  const fields = changes.filter(({ fact: { kind } }) => kind === "field-removed" || kind === "field-added");
  const byParent = groupBy(fields, ({ fact, owner }) => {
    const parent = printSteps(fact.location.steps.slice(0, -1));
    return JSON.stringify([owner.kind, owner.kind === "structure" ? owner.name : "", parent]);
  });
  return [...byParent.values()].flatMap((group) => {
    const [removed, added] = [ofKind(group, "field-removed"), ofKind(group, "field-added")];
    const scored = removed.flatMap((from) =>
      added
        .filter((to) => to.owner.kind === "structure" || from.webhooks.some((name) => to.webhooks.includes(name)))
        .map((to) => ({ from, to, evidence: fieldEvidence(from, to, old, now, group.length === 2) })),
    );
    return bestPairs(scored).map((pair) => proposal(pair, pair.to.owner.kind === "envelope" ? "envelope" : "field"));
  });
}

function ofKind(changes: readonly JudgedChange[], kind: FactKind): readonly JudgedChange[] {
  return changes.filter(({ fact }) => fact.kind === kind);
}

function fieldEvidence(
  from: JudgedChange,
  to: JudgedChange,
  old: Model,
  now: Model,
  alone: boolean,
): readonly RenameEvidence[] {
  const before = from.fact.field;
  const after = to.fact.field;
  if (before === undefined || after === undefined) return [];
  const words = sharedWords(before.name, after.name);
  const isNear = [-1, 1].map((step) => neighbour(from, step) === neighbour(to, step));
  const together = from.webhooks.length > 1 && from.webhooks.join("\n") === to.webhooks.join("\n");
  const [shown, values] = [samplesAt(old, from.fact.location), samplesAt(now, to.fact.location)];
  const known = new Set(values.map((one) => JSON.stringify(one)));
  const same = shown.map((one) => JSON.stringify(one)).find((one) => known.has(one));
  const notes = sharedWords(before.description ?? "", after.description ?? "");
  return weighed([
    ["type", sameShape(before.type, after.type) ? 0.25 : 0, `both are ${describeType(after.type)}`],
    isTypo(before.name, after.name)
      ? ["name", 0.3, "the names differ by a letter or two"]
      : ["name", 0.3 * words, `the names "${before.name}" and "${after.name}" share words`],
    isNear.includes(false)
      ? ["place", isNear.includes(true) ? 0.12 : 0, "both are beside the same member"]
      : ["place", 0.25, "both are between the same members"],
    ["alone", alone ? 0.15 : 0, "nothing else was removed or added beside them"],
    ["webhooks", together ? 0.1 : 0, `both concern the same ${from.webhooks.length} webhooks`],
    ["sample", same === undefined ? 0 : 0.25, `both samples show ${same?.slice(0, 60) ?? ""}`],
    ["note", notes > 0.5 ? 0.15 * notes : 0, "the notes are alike"],
  ]);
}

type Sign = readonly [sign: string, weight: number, words: string];

/** What weighs anything, rounded to hundredths. */
function weighed(signs: readonly Sign[]): readonly RenameEvidence[] {
  return signs
    .filter(([, weight]) => weight > 0)
    .map(([sign, weight, words]) => ({ sign, words, weight: Math.round(weight * 100) / 100 }));
}

/** Name of the member before it or behind it; empty at the end of the list. */
function neighbour({ fact }: JudgedChange, step: number): string {
  const names = (fact.siblings ?? []).map(({ name }) => name);
  return names[names.indexOf(fact.label) + step] ?? "";
}

/** Greedy, best first; each side once. */
function bestPairs(scored: readonly Scored[]): readonly Scored[] {
  const taken = new Set<JudgedChange>();
  return [...scored]
    .sort((one, other) => total(other.evidence) - total(one.evidence))
    .filter(({ from, to, evidence }) => {
      if (total(evidence) < LEAST || taken.has(from) || taken.has(to)) return false;
      taken.add(from).add(to);
      return true;
    });
}

function total(evidence: readonly RenameEvidence[]): number {
  const sum = evidence.reduce((all, { weight }) => all + weight, 0);
  return Math.min(1, Math.round(sum * 100) / 100);
}

function webhookRenames({ old, new: now, changes }: RenameInput): readonly RenameProposal[] {
  const [removed, added] = [ofKind(changes, "webhook-removed"), ofKind(changes, "webhook-added")];
  const before = new Map(old.webhooks.map((webhook) => [webhook.name, webhook]));
  const after = new Map(now.webhooks.map((webhook) => [webhook.name, webhook]));
  const resolves: Resolves = { old: resolver(old), new: resolver(now) };
  const best = removed.flatMap((from): readonly Scored[] => {
    const one = before.get(from.fact.label);
    const scored = added.flatMap((to): readonly Scored[] => {
      const other = after.get(to.fact.label);
      return one && other ? [{ from, to, evidence: webhookEvidence(one, other, resolves) }] : [];
    });
    const [first] = [...scored].sort((a, b) => total(b.evidence) - total(a.evidence));
    return first === undefined || total(first.evidence) < LEAST ? [] : [first];
  });
  return [...groupBy(best, ({ to }) => to)].map(([to, parts]) =>
    parts.length === 1 ? proposal(parts[0], "webhook") : merged(parts, to),
  );
}

type Resolves = Readonly<Record<"old" | "new", Resolve>>;

function webhookEvidence(one: Webhook, other: Webhook, resolves: Resolves): readonly RenameEvidence[] {
  const words = isTypo(one.name, other.name) ? 1 : sharedWords(one.name, other.name);
  const variant = variantFor(one.name, other, resolves.new);
  const isTogether = one.group !== undefined && one.group === other.group;
  return weighed([
    ["name", 0.4 * words, `"${one.name}" and "${other.name}" share words`],
    sharedShape(one.payload, other.payload, resolves, 0.3),
    ["place", isTogether ? 0.1 : 0, `both are in the group "${other.group ?? ""}"`],
    ["variant", variant === undefined ? 0 : 0.3, `a variant of the new one has ${variant ?? ""}`],
  ]);
}

function members(type: TypeNode, resolve: Resolve): ReadonlySet<string> {
  const fields = shapes(type, resolve).flatMap((shape) => (shape.kind === "object" ? shape.fields : []));
  return new Set(fields.map(({ name }) => name));
}

/** What a type is, looked at through lists and unions. */
function shapes(type: TypeNode, resolve: Resolve): readonly TypeNode[] {
  const found: TypeNode[] = [];
  const open = [type];
  const visited = new Set<TypeNode>();
  for (const here of open) {
    const resolved = resolveType(here, resolve).type;
    if (visited.has(resolved)) continue;
    visited.add(resolved);
    if (resolved.kind === "array") open.push(resolved.items);
    else if (resolved.kind === "union") open.push(...resolved.variants);
    else found.push(resolved);
  }
  return found;
}

/** `status="deleted"`, where the old name has the word that discriminates a variant of the new webhook. */
function variantFor(name: string, webhook: Webhook, resolve: Resolve): string | undefined {
  const words = nameWords(name);
  for (const shape of shapes(webhook.payload, resolve)) {
    if (shape.kind !== "object") continue;
    for (const field of shape.fields) {
      const value = tags(shape, field.name, resolve).find((tag) => typeof tag === "string" && words.includes(tag));
      if (value !== undefined) return `${field.name}=${JSON.stringify(value)}`;
    }
  }
  return undefined;
}

/** Structures at the same places under two names, then those that are alike. */
function structureRenames({ old, new: now, changes, renamedStructures }: RenameInput): readonly RenameProposal[] {
  const [removed, added] = [ofKind(changes, "structure-removed"), ofKind(changes, "structure-added")];
  const resolves: Resolves = { old: resolver(old), new: resolver(now) };
  const scored = removed.flatMap((from) =>
    added.map((to): Scored => {
      const [before, after] = [from.fact.label, to.fact.label];
      const evidence = weighed([
        ["place", renamedStructures.get(before) === after ? 0.5 : 0, "both are at the same places"],
        ["name", 0.3 * sharedWords(before, after), "the names share words"],
        ["alone", removed.length + added.length === 2 ? 0.15 : 0, "no other structure was removed or added"],
        sharedShape(from.fact.oldType ?? ANY, to.fact.newType ?? ANY, resolves, 0.4),
      ]);
      return { from, to, evidence };
    }),
  );
  return bestPairs(scored).map((pair) => proposal(pair, "structure"));
}

const ANY: TypeNode = { kind: "any" };

/** Of two types how much of the older one is in the newer one. */
function sharedShape(one: TypeNode, other: TypeNode, resolves: Resolves, most: number): Sign {
  if (shapeKey(one) === shapeKey(other)) return ["type", one.kind === "any" ? 0 : 0.4, "both have one shape"];
  const now = members(other, resolves.new);
  const old = [...members(one, resolves.old)];
  const kept = old.filter((name) => now.has(name));
  const words = `of its ${old.length} members ${kept.length} are in the new one: ${kept.slice(0, 8).join(", ")}`;
  return ["members", (most * kept.length) / Math.max(1, old.length), words];
}

function proposal({ from, to, evidence }: Scored, subject: RenameProposal["subject"]): RenameProposal {
  return proposalOf([from], to, { subject, score: total(evidence), evidence });
}

function proposalOf(
  from: readonly JudgedChange[],
  to: JudgedChange,
  proposed: Pick<RenameProposal, "subject" | "score" | "evidence">,
): RenameProposal {
  const paths = from.map(({ path }) => path);
  return {
    fingerprint: fingerprint("rename", [...paths].sort(), to.path),
    kind: from.length > 1 ? "merge" : "rename",
    ...{ ...proposed, from: paths, to: to.path, decision: "proposed", webhooks: to.webhooks },
    changes: [...from, to].map((change) => change.fingerprint),
  };
}

function merged(parts: readonly Scored[], to: JudgedChange): RenameProposal {
  const sum = parts.reduce((all, { evidence }) => all + total(evidence), 0);
  const evidence = parts.flatMap(({ from: { path }, evidence: own }) =>
    own.map((one) => ({ ...one, words: `${path}: ${one.words}` })),
  );
  const score = Math.round((sum / parts.length) * 100) / 100;
  const from = parts.map((part) => part.from);
  return proposalOf(from, to, { subject: "webhook", score, evidence });
}

/** A rename that somebody knows of and that no score proposed. */
export function confirmedRename(
  changes: readonly JudgedChange[],
  from: readonly string[],
  to: string,
): RenameProposal | undefined {
  const added = changes.find(({ path, rule }) => path === to && rule.fact === "added");
  const removed = from.flatMap((path) => changes.find((one) => one.path === path && one.rule.fact === "removed") ?? []);
  if (added === undefined || removed.length !== from.length) return undefined;
  const { subject } = added.rule;
  const field = added.owner.kind === "envelope" ? "envelope" : "field";
  const known = subject === "webhook" || subject === "structure" ? subject : field;
  return proposalOf(removed, added, { subject: known, score: 0, evidence: [] });
}

const LONGEST_NAME = 200;

/** Words of a name in their singular: `auto_accesses_updated` is auto, access, updated. */
function nameWords(name: string): readonly string[] {
  return name
    .slice(0, LONGEST_NAME)
    .replace(/([a-z0-9])([A-Z])/g, "$1_$2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "")
    .map(singular);
}

function singular(word: string): string {
  if (word.length > 4 && word.endsWith("sses")) return word.slice(0, -2);
  return word.length > 3 && word.endsWith("s") && !word.endsWith("ss") ? word.slice(0, -1) : word;
}

/** Shared words over all words of two names or notes, from 0 to 1. */
function sharedWords(one: string, other: string): number {
  const before = new Set(nameWords(one));
  const after = new Set(nameWords(other));
  const shared = [...before].filter((word) => after.has(word)).length;
  const all = new Set([...before, ...after]).size;
  return all === 0 ? 0 : shared / all;
}

/** At most two letters apart, and not short. */
export function isTypo(one: string, other: string): boolean {
  if (one === other || Math.max(one.length, other.length) > LONGEST_NAME) return false;
  const far = distance(one.toLowerCase(), other.toLowerCase());
  return far <= 2 && Math.min(one.length, other.length) >= 4 * far;
}
