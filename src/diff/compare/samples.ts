// What samples show at a location, and what is left of them without what other facts have reported, so that a member renamed in the
// envelope is not 36 other samples too.
import { isRecord } from "../../model/types/value.ts";
import { closestVariant } from "../../model/types/fits.ts";
import { bodyPath, valueAt, withoutValueAt } from "../../model/body.ts";
import type { Model, TypeNode, Webhook } from "../../model/model.ts";
import { type PathStep, printSteps, variantStep } from "../../model/types/path.ts";
import { below, DEEPEST, type Fact, type FactKind, type Location } from "./facts.ts";
import type { Resolve } from "../../model/types/resolve.ts";

/** Facts that say nothing of what is at their location. */
const silent: ReadonlySet<FactKind> = new Set<FactKind>([
  ...(["description", "sample", "link", "listing", "deprecated", "undeprecated"] as const),
  ...(["webhook-added", "webhook-removed", "heading-renamed", "structure-added", "structure-removed"] as const),
  ...(["variant-added", "variant-removed", "union-opened", "union-closed"] as const),
  ...(["members-opened", "members-closed", "payload-moved", "request-changed", "delivery-changed"] as const),
  ...(["authentication-documented", "authentication-undocumented"] as const),
]);

/** Keys of the locations that facts are at, in bodies of the newer model. */
export function explainedLocations(facts: readonly Fact[], { conventions }: Model): ReadonlySet<string> {
  const { discriminator } = conventions;
  const path = discriminator.in === "body" ? bodyPath(discriminator.path) : [];
  return new Set(
    facts.flatMap(({ kind, location }) => {
      if (silent.has(kind)) return [];
      const { owner, steps } = location;
      const nameOf = (webhook: string): string =>
        keyOf({ owner: { kind: "envelope", webhook }, steps: path.map((name) => ({ kind: "member", name })) });
      if (kind === "name-changed" && owner.kind === "webhook") return [nameOf(owner.name)];
      if (kind !== "discriminator-moved" || owner.kind !== "envelope") return [keyOf(location)];
      return [...(steps.length === 0 ? [] : [keyOf(location)]), ...(path.length === 0 ? [] : [nameOf(owner.webhook)])];
    }),
  );
}

function keyOf({ owner, steps }: Location): string {
  return JSON.stringify([owner.kind, owner.kind === "envelope" ? owner.webhook : owner.name, printSteps(steps)]);
}

/** Of each sample the envelope and the payload, so that the place of the payload does not count. `name` is that of the facts. */
export function withoutExplained(
  { samples, payload, envelope }: Webhook,
  name: string,
  pruning: Pruning,
): readonly unknown[] {
  const prune = (value: unknown, type: TypeNode, owner: Location["owner"]): unknown =>
    pruned(value, type, [{ owner, steps: [] }], pruning);
  const path = envelope.payloadPath === undefined ? undefined : bodyPath(envelope.payloadPath);
  const fields: TypeNode = { kind: "object", fields: envelope.fields };
  return samples.map(({ body }) => {
    if (path === undefined || !isRecord(body)) return [prune(body, payload, { kind: "webhook", name })];
    const rest = withoutValueAt(body, path);
    const inner = valueAt(body, path);
    return [prune(rest, fields, { kind: "envelope", webhook: name }), prune(inner, payload, { kind: "webhook", name })];
  });
}

export interface Pruning {
  readonly explained: ReadonlySet<string>;
  readonly resolve: Resolve;
}

/** Undefined where a fact is about the whole value. `locations` are all names of the place: below the webhook and below each structure. */
export function pruned(
  value: unknown,
  type: TypeNode,
  locations: readonly Location[],
  pruning: Pruning,
  depth = 0,
): unknown {
  const { explained, resolve } = pruning;
  if (depth > DEEPEST) return value;
  if (locations.some((location) => explained.has(keyOf(location)))) return undefined;
  const at = (inner: unknown, next: TypeNode | undefined, places: readonly Location[]): unknown =>
    pruned(inner, next ?? { kind: "any" }, places, pruning, depth + 1);
  const step = (inner: unknown, next: TypeNode | undefined, by: PathStep): unknown =>
    at(
      inner,
      next,
      locations.map((location) => below(location, by)),
    );
  const members = (change: (name: string, held: unknown) => unknown): unknown =>
    isRecord(value)
      ? Object.fromEntries(Object.entries(value).map(([name, held]) => [name, change(name, held)]))
      : value;
  switch (type.kind) {
    case "reference": {
      const owner = { kind: "structure", name: type.name } as const;
      return at(value, resolve(type.name)?.type, [...locations, { owner, steps: [] }]);
    }
    case "object": {
      const fields = new Map(type.fields.map((field) => [field.name, field.type]));
      return members((name, held) => step(held, fields.get(name), { kind: "member", name }));
    }
    case "array":
      return Array.isArray(value) ? value.map((item) => step(item, type.items, { kind: "items" })) : value;
    case "map":
      return members((_, held) => step(held, type.values, { kind: "values" }));
    case "union": {
      const variant = closestVariant(value, type, resolve);
      return variant === undefined ? value : step(value, variant, variantStep(variant, type.discriminator, resolve));
    }
    default:
      return value;
  }
}

const MOST_SAMPLES = 20;

/** What documented samples hold at a location: at most twenty values, in page order. */
export function samplesAt(model: Model, { owner, steps }: Location): readonly unknown[] {
  if (owner.kind === "structure") {
    const structure = model.structures.find(({ name }) => name === owner.name);
    return structure?.sample === undefined ? [] : follow([structure.sample], steps);
  }
  const name = owner.kind === "webhook" ? owner.name : owner.webhook;
  const webhook = model.webhooks.find((one) => one.name === name);
  if (webhook === undefined) return [];
  const bodies = webhook.samples.map(({ body }) => body);
  return follow(bodies, owner.kind === "webhook" ? [...payloadSteps(webhook), ...steps] : steps);
}

export function payloadSteps({ envelope: { payloadPath } }: Webhook): readonly PathStep[] {
  return payloadPath === undefined ? [] : bodyPath(payloadPath).map((name) => ({ kind: "member", name }));
}

function follow(values: readonly unknown[], steps: readonly PathStep[]): readonly unknown[] {
  let here = values;
  for (const step of steps) here = here.flatMap((value) => stepInto(value, step)).slice(0, MOST_SAMPLES);
  return here;
}

function stepInto(value: unknown, step: PathStep): readonly unknown[] {
  if (step.kind === "items") return Array.isArray(value) ? value : [];
  if (step.kind === "variant" && step.member === undefined) return [value];
  if (!isRecord(value)) return [];
  if (step.kind === "values") return Object.values(value);
  if (step.kind === "member") return Object.hasOwn(value, step.name) ? [value[step.name]] : [];
  return JSON.stringify(value[step.member ?? ""]) === step.value ? [value] : [];
}
