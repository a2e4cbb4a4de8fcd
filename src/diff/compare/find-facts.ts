// Two models -> everything in which they differ, unjudged: webhooks paired, then structures.
import { bodyPath, discriminatorText } from "../../model/body.ts";
import { describeType, shapeKey } from "../../model/describe-type.ts";
import type { Conventions, Model, Reasoned, Structure, TypeNode, Webhook } from "../../model/model.ts";
import { compareText } from "../../source/finding.ts";
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
  for (const pair of pairs) {
    compareConventions(pair, [old.conventions, now.conventions], comparison);
    compareWebhook(pair, comparison);
  }
  const structures = compareStructures(old, now, comparison);
  compareSamples(pairs, structures, now, comparison);
  return comparison;
}

type WebhookPair = Readonly<Record<"old" | "new", Webhook>>;

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
    left = left.filter((old) => {
      const found = known.get(old[by]);
      if (found === undefined || !open.delete(found)) return true;
      pairs.push({ old, new: found });
      return false;
    });
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

/** What a version's webhooks have in common is found at each of them, and merged like all that their envelopes share. */
function compareConventions(
  { old, new: now }: WebhookPair,
  [before, after]: readonly [Conventions, Conventions],
  { facts }: Comparison,
): void {
  const owner = envelopeOf(now);
  const found = (
    kind: FactKind,
    label: string,
    [from, to]: readonly [Side, Side],
    steps: readonly string[] = [],
  ): void => {
    if (from.text === to.text) return;
    facts.push({
      ...{ kind, label, key: JSON.stringify([label, from.text, to.text]), old: from, new: to },
      location: { owner, steps: steps.map((name) => ({ kind: "member", name })) },
      ...(steps.length === 0 ? {} : { oldType: { kind: "string" } as const }),
    });
  };
  const names = [before.discriminator, after.discriminator] as const;
  const isFlat = [old, now].every(({ envelope }) => envelope.payloadPath === undefined);
  // In a flat body the name is a member like others, which are compared.
  if (!isFlat || names.some((name) => name.in !== "body")) {
    const [from, to] = [discriminatorSide(names[0]), discriminatorSide(names[1])];
    found("discriminator-moved", "discriminator", [from, to], names[0].in === "body" ? bodyPath(names[0].path) : []);
  }
  for (const label of ["authentication", "batch", "form", "timeout", "delivery", "challenges"] as const) {
    const [from, to] = [conventionParts(before[label]), conventionParts(after[label])];
    const differing = (own: readonly string[], other: readonly string[]): string =>
      own.filter((part) => !other.includes(part)).join(", ") || "none";
    const sides = [
      side(differing(from, to), before[label]?.evidence),
      side(differing(to, from), after[label]?.evidence),
    ] as const;
    found(conventionFact(label, from, to), label, sides);
  }
}

function discriminatorSide(discriminator: Conventions["discriminator"]): Side {
  return side(discriminatorText(discriminator), discriminator.evidence);
}

/** `header X-Acme-Signature` and `scheme hmac-sha256`. Without a proof that can be checked there is nothing to compare. */
function conventionParts(convention: Reasoned<object> | undefined): readonly string[] {
  return Object.entries(convention ?? {})
    .filter(([name]) => name !== "evidence")
    .map(([name, held]: [string, unknown]) => `${name} ${typeof held === "string" ? held : JSON.stringify(held)}`)
    .filter((part) => part !== "scheme none" && part !== "scheme undocumented")
    .sort(compareText);
}

function conventionFact(name: string, from: readonly string[], to: readonly string[]): FactKind {
  if (name !== "authentication") return name === "batch" || name === "form" ? "request-changed" : "delivery-changed";
  if (to.length === 0) return "authentication-undocumented";
  return from.length === 0 ? "authentication-documented" : "request-changed";
}

function envelopeOf({ name }: Webhook): Location["owner"] {
  return { kind: "envelope", webhook: name };
}

function compareEnvelopes(before: Webhook, after: Webhook, comparison: Comparison): void {
  const { envelope: now } = after;
  const old = before.envelope;
  const location: Location = { owner: envelopeOf(after), steps: [] };
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

type StructurePair = Readonly<Record<"old" | "new", Structure>>;

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
