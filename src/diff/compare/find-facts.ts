// Two models -> everything in which they differ, unjudged: webhooks paired, then structures.
import { describeType, shapeKey } from "../../model/describe-type.ts";
import type { Model, Structure, TypeNode, Webhook } from "../../model/model.ts";
import type { Side } from "../report.ts";
import { compareFields, compareTypes } from "./compare-types.ts";
import {
  type Comparison,
  type Fact,
  type FactKind,
  type Location,
  recordWords,
  side,
  type Words,
  type WordsKind,
} from "./facts.ts";
import { explainedLocations, pruned, withoutExplained } from "./samples.ts";
import { resolver } from "../../model/types/resolve.ts";

export interface Facts {
  readonly facts: readonly Fact[];
  /** Structures that are at one location under two names, from the old name to the new one. */
  readonly renamedStructures: ReadonlyMap<string, string>;
}

export function findFacts(old: Model, now: Model): Facts {
  const comparison: Comparison = {
    oldResolve: resolver(old),
    newResolve: resolver(now),
    facts: [],
    renamedStructures: new Map(),
    relations: new Map(),
    depth: 0,
  };
  const { pairs, removed, added } = pairWebhooks(old, now);
  comparison.facts.push(
    ...removed.map((webhook) => unpairedWebhook("webhook-removed", webhook)),
    ...added.map((webhook) => unpairedWebhook("webhook-added", webhook)),
  );
  for (const pair of pairs) compareWebhook(pair, comparison);
  const structures = compareStructures(old, now, comparison);
  compareSamples(pairs, structures, now, comparison);
  return comparison;
}

interface WebhookPair {
  readonly old: Webhook;
  readonly new: Webhook;
}

export interface WebhookPairs {
  readonly pairs: readonly WebhookPair[];
  readonly removed: readonly Webhook[];
  readonly added: readonly Webhook[];
}

/** Pairs by what arrives on the wire, then by heading, in the order of the newer page. */
export function pairWebhooks(one: Model, other: Model): WebhookPairs {
  const open = new Set(other.webhooks);
  const pairs: WebhookPair[] = [];
  let left = one.webhooks;
  for (const by of ["name", "title"] as const) {
    const known = new Map([...open].map((webhook) => [webhook[by], webhook]));
    const rest: Webhook[] = [];
    for (const old of left) {
      const found = known.get(old[by]);
      if (found !== undefined && open.delete(found)) pairs.push({ old, new: found });
      else rest.push(old);
    }
    left = rest;
  }
  const at = new Map(other.webhooks.map((webhook, index) => [webhook, index]));
  pairs.sort((a, b) => (at.get(a.new) ?? 0) - (at.get(b.new) ?? 0));
  return { pairs, removed: left, added: [...open] };
}

function unpairedWebhook(kind: "webhook-added" | "webhook-removed", webhook: Webhook): Fact {
  const { name, payload, sections, evidence } = webhook;
  const [at] = sections;
  const heading = at === undefined ? [] : [{ kind: "heading", rule: "section/heading", quote: name, at } as const];
  const own = side(`${name}: ${describeType(payload)}`, evidence.length > 0 ? evidence : heading);
  return { kind, location: payloadOf(name), label: name, key: name, ...onItsSide(kind, own, payload) };
}

function onItsSide(kind: FactKind, own: Side, type: TypeNode): Pick<Fact, "old" | "new" | "oldType" | "newType"> {
  return kind.endsWith("-added") ? { new: own, newType: type } : { old: own, oldType: type };
}

function payloadOf(name: string): Location {
  return { owner: { kind: "webhook", name }, steps: [] };
}

function structureAt(name: string): Location {
  return { owner: { kind: "structure", name }, steps: [] };
}

function compareWebhook({ old, new: now }: WebhookPair, comparison: Comparison): void {
  const location = payloadOf(now.name);
  const say = (kind: FactKind, before: string, after: string): void => {
    comparison.facts.push({
      ...{ kind, location, label: now.name, key: JSON.stringify([before, after]) },
      ...{ old: side(before, old.evidence), new: side(after, now.evidence) },
    });
  };
  if (old.title !== now.title) say("heading-renamed", old.title, now.title);
  if (old.name !== now.name) say("name-changed", old.name, now.name);
  compareEnvelopes(old, now, comparison);
  const types = {
    old: { type: old.payload, evidence: old.evidence },
    new: { type: now.payload, evidence: now.evidence },
  };
  compareTypes({ ...types, location }, comparison);
  for (const [kind, label, read] of texts) {
    const words = (webhook: Webhook) => ({ text: read(webhook), evidence: webhook.evidence });
    recordWords(comparison, kind, location, [words(old), words(now)], label);
  }
}

function compareEnvelopes(before: Webhook, after: Webhook, comparison: Comparison): void {
  const { name, envelope: now } = after;
  const old = before.envelope;
  const location: Location = { owner: { kind: "envelope", webhook: name }, steps: [] };
  if (old.payloadPath !== now.payloadPath) {
    comparison.facts.push({
      ...{ kind: "payload-moved", location, label: now.payloadPath ?? "the body" },
      key: JSON.stringify([old.payloadPath ?? null, now.payloadPath ?? null]),
      old: side(old.payloadPath ?? "the payload is the whole body", old.evidence),
      new: side(now.payloadPath ?? "the payload is the whole body", now.evidence),
    });
  }
  if (old.payloadPath === undefined || now.payloadPath === undefined) return;
  compareFields({ fields: withoutName(before) }, { fields: withoutName(after) }, location, comparison);
}

/** The literal of its name is the webhook's own. */
function withoutName({ name, envelope: { fields } }: Webhook): Webhook["envelope"]["fields"] {
  return fields.filter(({ type }) => type.kind !== "literal" || type.value !== name);
}

const texts: readonly (readonly [WordsKind, string, (webhook: Webhook) => string | undefined])[] = [
  ["description", "description", ({ description }) => description],
  ["listing", "group", ({ group }) => group],
  ["link", "link", ({ anchor }) => anchor],
  ["link", "push equivalents", ({ pushEquivalents }) => pushEquivalents?.map(({ label }) => label).join(", ")],
  ["listing", "aliases", ({ aliases }) => aliases.map(({ value }) => value).join(", ")],
];

/** Samples that differ only by what the other facts say already are no fact of their own. */
function compareSamples(
  webhooks: readonly WebhookPair[],
  structures: readonly StructurePair[],
  now: Model,
  comparison: Comparison,
): void {
  const explained = explainedLocations(comparison.facts, now);
  const sides = {
    old: { explained, resolve: comparison.oldResolve },
    new: { explained, resolve: comparison.newResolve },
  };
  const record = (location: Location, words: readonly [Words, Words], rests: readonly unknown[]): void => {
    const [before, after] = rests.map((rest) => JSON.stringify(rest));
    if (before !== after) recordWords(comparison, "sample", location, words);
  };
  for (const { old, new: now } of webhooks) {
    const words = ({ samples }: Webhook): Words => ({
      text: samplesText(samples.map(({ body }) => body)),
      evidence: samples.map(({ title, at }) => ({ kind: "sample", rule: "sample", quote: title ?? "", at })),
    });
    const rests = [withoutExplained(old, now.name, sides.old), withoutExplained(now, now.name, sides.new)];
    record(payloadOf(now.name), [words(old), words(now)], rests);
  }
  for (const { old, new: now } of structures) {
    if (old.documented !== now.documented) continue;
    const location = structureAt(now.name);
    const words = ({ sample, evidence }: Structure): Words => ({ text: JSON.stringify(sample), evidence });
    const rests = [
      pruned(old.sample, old.type, [location], sides.old),
      pruned(now.sample, now.type, [location], sides.new),
    ];
    record(location, [words(old), words(now)], rests);
  }
}

/** JSON: of one sample its body, of several the list of them. */
function samplesText([first, ...others]: readonly unknown[]): string | undefined {
  return JSON.stringify(others.length === 0 ? first : [first, ...others]);
}

interface StructurePair {
  readonly old: Structure;
  readonly new: Structure;
}

/** Compares structures that both models have, then those under two names at one location; the others are facts. */
function compareStructures(old: Model, now: Model, comparison: Comparison): readonly StructurePair[] {
  const { oldResolve, newResolve, facts, renamedStructures } = comparison;
  const pairs: StructurePair[] = [];
  const compare = (pair: StructurePair): void => {
    pairs.push(pair);
    compareStructure(pair, comparison);
  };
  for (const structure of old.structures) {
    const same = newResolve(structure.name);
    if (same === undefined) facts.push(unpairedStructure("structure-removed", structure));
    else compare({ old: structure, new: same });
  }
  for (const structure of now.structures) {
    if (oldResolve(structure.name) === undefined) facts.push(unpairedStructure("structure-added", structure));
  }
  for (const [before, after] of renamedStructures) {
    const [one, other] = [oldResolve(before), newResolve(after)];
    if (one !== undefined && other !== undefined) compare({ old: one, new: other });
  }
  return pairs;
}

function compareStructure({ old, new: now }: StructurePair, comparison: Comparison): void {
  const location = structureAt(now.name);
  if (old.documented !== now.documented) {
    comparison.facts.push({
      ...{ kind: now.documented ? "structure-documented" : "structure-undocumented", location, label: now.name },
      ...{ key: "", oldType: old.type, newType: now.type, old: structureSide(old), new: structureSide(now) },
    });
    return;
  }
  compareTypes({ old, new: now, location }, comparison);
  recordWords(comparison, "description", location, [
    { text: old.description, evidence: old.evidence },
    { text: now.description, evidence: now.evidence },
  ]);
}

function structureSide({ documented, type, evidence }: Structure): Side {
  return side(documented ? describeType(type) : "undocumented", evidence);
}

function unpairedStructure(kind: "structure-added" | "structure-removed", structure: Structure): Fact {
  const { name, type } = structure;
  const own = onItsSide(kind, structureSide(structure), type);
  return { kind, location: structureAt(name), label: name, key: shapeKey(type), ...own };
}
