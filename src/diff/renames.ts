// Proposes renames: which removal and which addition may be one thing, with a score and its evidence. It changes no verdict.
import { orderNames } from "./order-names.ts";
import { describeType } from "../model/describe-type.ts";
import type { Model, TypeNode, Webhook } from "../model/model.ts";
import { sameShape, shapeKey } from "../model/same-shape.ts";
import type { Collapsed } from "./collapse.ts";
import { fingerprint } from "./fingerprint.ts";
import { isSlip, nameWords, sharedWords } from "./likeness.ts";
import { stepsText } from "./observation.ts";
import type { RenameEvidence, RenameProposal } from "./report.ts";
import { samplesAt } from "./sample-values.ts";
import { tags } from "../model/types/discriminator.ts";
import { type Resolve, resolver, settle } from "../model/types/resolve.ts";

/** Below this score nothing is proposed. */
const LEAST = 0.5;

export interface RenameInput {
  readonly old: Model;
  readonly new: Model;
  readonly changes: readonly Collapsed[];
  readonly renamedStructures: ReadonlyMap<string, string>;
}

/** Best first. A thing is part of one proposal at most, but for the target of a merge. */
export function proposeRenames(input: RenameInput): readonly RenameProposal[] {
  const made = [...fieldRenames(input), ...webhookRenames(input), ...structureRenames(input)];
  return made.sort((one, other) => other.score - one.score || (one.fingerprint < other.fingerprint ? -1 : 1));
}

interface Scored {
  readonly from: Collapsed;
  readonly to: Collapsed;
  readonly evidence: readonly RenameEvidence[];
}

function fieldRenames({ old, new: now, changes }: RenameInput): readonly RenameProposal[] {
  const byParent = new Map<string, { readonly removed: Collapsed[]; readonly added: Collapsed[] }>();
  for (const change of changes) {
    const { seen, owner } = change;
    if (seen.is !== "field-removed" && seen.is !== "field-added") continue;
    const key = JSON.stringify([owner.kind, owner.kind === "structure" ? owner.name : "", parentText(change)]);
    const group = byParent.get(key) ?? { removed: [], added: [] };
    byParent.set(key, group);
    (seen.is === "field-removed" ? group.removed : group.added).push(change);
  }
  return [...byParent.values()].flatMap(({ removed, added }) => {
    const scored = removed.flatMap((from) =>
      added
        .filter((to) => to.owner.kind === "structure" || from.webhooks.some((name) => to.webhooks.includes(name)))
        .map((to) => ({ from, to, evidence: fieldEvidence(from, to, old, now, removed.length + added.length === 2) })),
    );
    return bestPairs(scored).map((pair) => proposal(pair, pair.to.owner.kind === "envelope" ? "envelope" : "field"));
  });
}

function parentText({ seen }: Collapsed): string {
  return stepsText(seen.spot.steps.slice(0, -1));
}

function fieldEvidence(
  from: Collapsed,
  to: Collapsed,
  old: Model,
  now: Model,
  alone: boolean,
): readonly RenameEvidence[] {
  const before = from.seen.field;
  const after = to.seen.field;
  if (before === undefined || after === undefined) return [];
  const said: RenameEvidence[] = [];
  const say = (sign: string, weight: number, words: string): void => {
    if (weight > 0) said.push({ sign, words, weight: Math.round(weight * 100) / 100 });
  };
  if (sameShape(before.type, after.type)) say("type", 0.25, `both are ${describeType(after.type)}`);
  const words = sharedWords(nameWords(before.name), nameWords(after.name));
  if (isSlip(before.name, after.name)) say("name", 0.3, "the names differ by a letter or two");
  else if (words > 0) say("name", 0.3 * words, `the names "${before.name}" and "${after.name}" share words`);
  const [beforeIt, behindIt] = [neighbour(from, -1) === neighbour(to, -1), neighbour(from, 1) === neighbour(to, 1)];
  if (beforeIt && behindIt) say("place", 0.25, "both stand between the same members");
  else if (beforeIt || behindIt) say("place", 0.12, "both stand beside the same member");
  if (alone) say("alone", 0.15, "nothing else was removed or added beside them");
  const together = from.webhooks.length > 1 && from.webhooks.join("\n") === to.webhooks.join("\n");
  if (together) say("webhooks", 0.1, `both concern the same ${from.webhooks.length} webhooks`);
  const value = samplesAt(old, from.seen.spot).map((one) => JSON.stringify(one));
  const values = samplesAt(now, to.seen.spot).map((one) => JSON.stringify(one));
  const same = value.find((one) => values.includes(one));
  if (same !== undefined) say("sample", 0.25, `both samples show ${same.slice(0, 60)}`);
  const notes = sharedWords(nameWords(before.description ?? ""), nameWords(after.description ?? ""));
  if (notes > 0.5) say("note", 0.15 * notes, "the notes read alike");
  return said;
}

/** Name of the member before it or behind it; empty at the end of the list. */
function neighbour({ seen }: Collapsed, step: -1 | 1): string {
  const names = (seen.siblings ?? []).map(({ name }) => name);
  return names[names.indexOf(seen.label) + step] ?? "";
}

/** Greedy, best first; each side once. */
function bestPairs(scored: readonly Scored[]): readonly Scored[] {
  const taken = new Set<Collapsed>();
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
  const removed = changes.filter(({ seen }) => seen.is === "webhook-removed");
  const added = changes.filter(({ seen }) => seen.is === "webhook-added");
  const before = new Map(old.webhooks.map((webhook) => [webhook.name, webhook]));
  const after = new Map(now.webhooks.map((webhook) => [webhook.name, webhook]));
  const resolves = { old: resolver(old), new: resolver(now) };
  const best = removed.flatMap((from): readonly Scored[] => {
    const scored = added.flatMap((to): readonly Scored[] => {
      const one = before.get(from.seen.label);
      const other = after.get(to.seen.label);
      return one === undefined || other === undefined
        ? []
        : [{ from, to, evidence: webhookEvidence(one, other, resolves) }];
    });
    const [first] = scored.sort((one, other) => total(other.evidence) - total(one.evidence));
    return first === undefined || total(first.evidence) < LEAST ? [] : [first];
  });
  const byTarget = new Map<Collapsed, Scored[]>();
  for (const one of best) byTarget.set(one.to, [...(byTarget.get(one.to) ?? []), one]);
  return [...byTarget.values()].map((parts) => merged(parts));
}

interface Resolves {
  readonly old: Resolve;
  readonly new: Resolve;
}

function webhookEvidence(one: Webhook, other: Webhook, resolves: Resolves): readonly RenameEvidence[] {
  const said: RenameEvidence[] = [];
  const say = (sign: string, weight: number, words: string): void => {
    if (weight > 0) said.push({ sign, words, weight: Math.round(weight * 100) / 100 });
  };
  const words = sharedWords(nameWords(one.name), nameWords(other.name));
  say("name", isSlip(one.name, other.name) ? 0.4 : 0.4 * words, `"${one.name}" and "${other.name}" share words`);
  if (shapeKey(one.payload) === shapeKey(other.payload)) say("type", 0.4, "the payloads have one shape");
  else {
    const old = members(one.payload, resolves.old);
    const now = members(other.payload, resolves.new);
    const kept = [...old].filter((name) => now.has(name));
    if (old.size > 0)
      say(
        "members",
        (0.3 * kept.length) / old.size,
        `of its ${old.size} members ${kept.length} are in the new one: ${kept.slice(0, 8).join(", ")}`,
      );
  }
  if (one.group !== undefined && one.group === other.group) say("place", 0.1, `both stand under "${one.group}"`);
  const variant = variantFor(one.name, other, resolves.new);
  if (variant !== undefined) say("variant", 0.3, `a variant of the new one is told by ${variant}`);
  return said;
}

/** Names of members of the payload, of its items and of its variants. */
function members(type: TypeNode, resolve: Resolve): ReadonlySet<string> {
  const names = new Set<string>();
  for (const shape of shapes(type, resolve)) {
    if (shape.kind === "object") for (const { name } of shape.fields) names.add(name);
  }
  return names;
}

/** What a type is, looked at through lists and unions. */
function shapes(type: TypeNode, resolve: Resolve): readonly TypeNode[] {
  const found: TypeNode[] = [];
  const open = [type];
  const seen = new Set<TypeNode>();
  for (const here of open) {
    const settled = settle(here, resolve).type;
    if (seen.has(settled)) continue;
    seen.add(settled);
    if (settled.kind === "array") open.push(settled.items);
    else if (settled.kind === "union") open.push(...settled.variants);
    else found.push(settled);
  }
  return found;
}

/** `status="deleted"`, where the old name ends in the word that tells a variant of the new webhook. */
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

function structureRenames({ changes, renamedStructures }: RenameInput): readonly RenameProposal[] {
  const find = (is: string, name: string): Collapsed | undefined =>
    changes.find(({ seen }) => seen.is === is && seen.label === name);
  return [...renamedStructures].flatMap(([before, after]) => {
    const from = find("structure-removed", before);
    const to = find("structure-added", after);
    if (from === undefined || to === undefined) return [];
    const place = { sign: "place", words: "both stand at the same places", weight: 0.5 };
    const words = sharedWords(nameWords(before), nameWords(after));
    const evidence = [
      place,
      ...(words > 0 ? [{ sign: "name", words: "the names share words", weight: Math.round(words * 30) / 100 }] : []),
    ];
    return [proposal({ from, to, evidence }, "structure")];
  });
}

function proposal({ from, to, evidence }: Scored, subject: RenameProposal["subject"]): RenameProposal {
  return {
    fingerprint: renameFingerprint([from.path], to.path),
    ...{ kind: "rename", subject, from: [from.path], to: to.path, score: total(evidence), evidence },
    ...{ decision: "proposed", webhooks: to.webhooks, changes: [from.fingerprint, to.fingerprint] },
  };
}

function merged(parts: readonly Scored[]): RenameProposal {
  const [first] = parts;
  if (first === undefined) throw new Error("a merge without parts");
  if (parts.length === 1) return proposal(first, "webhook");
  const from = orderNames(parts.map((part) => part.from.path));
  return {
    fingerprint: renameFingerprint(from, first.to.path),
    ...{ kind: "merge", subject: "webhook", from, to: first.to.path },
    score: Math.round((parts.reduce((sum, { evidence }) => sum + total(evidence), 0) / parts.length) * 100) / 100,
    evidence: parts.flatMap(({ from: { path }, evidence }) =>
      evidence.map((one) => ({ ...one, words: `${path}: ${one.words}` })),
    ),
    ...{ decision: "proposed", webhooks: first.to.webhooks },
    changes: [...parts.map((part) => part.from.fingerprint), first.to.fingerprint],
  };
}

export function renameFingerprint(from: readonly string[], to: string): string {
  return fingerprint("rename", [...from].sort(), to);
}
