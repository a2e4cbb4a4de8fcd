// Holds captured bodies against the model: where they differ, how often, and a correction that would put the docs right.
// It changes nothing: a difference is evidence, and what to believe is a person's choice.
import { suggest } from "../findings/suggest.ts";
import { groupBy } from "../model/group-by.ts";
import type { Model, Webhook } from "../model/model.ts";
import { compareBody, type Sighting } from "./compare-body.ts";
import type { Arrival, Difference } from "./difference.ts";
import { isRecord, kindOf } from "./json-kind.ts";
import { placeKey } from "./place.ts";
import { proposeCorrections, type Spot } from "./propose-corrections.ts";
import { isPlainWord, showValue } from "./redact.ts";
import { nameField, selectWebhook } from "./select-webhook.ts";

interface Seen {
  readonly webhook: Webhook;
  readonly body: number;
  readonly sighting: Sighting;
}

export interface Observation {
  /** In the order of the model's webhooks, then by path. */
  readonly differences: readonly Difference[];
  /** There may be more of them: a body or a webhook had the most that are looked at. */
  readonly stopped: boolean;
}

export interface ObserveOptions {
  /** Looks at every difference, however many a body and a webhook have. */
  readonly allErrors?: boolean;
  /** What the requests say beside their bodies, in the same order. */
  readonly names?: readonly (string | undefined)[];
}

/** How many differences of a body, and how many kinds of difference of a webhook, are looked at: bodies decide how many they have. */
const MOST = 50;

/** @param bodies parsed JSON, one request body each */
export function observeBodies(
  model: Model,
  bodies: readonly unknown[],
  { allErrors = false, names = [] }: ObserveOptions = {},
): Observation {
  const most = allErrors ? Infinity : MOST;
  const seen: Seen[] = [];
  const counts = new Map<Webhook, number>();
  const strays: unknown[] = [];
  let stopped = false;
  for (const [index, body] of bodies.entries()) {
    const selected = selectWebhook(model, body, names[index]);
    if (selected.kind === "unknown") {
      strays.push(selected.action);
      continue;
    }
    const webhooks = selected.kind === "known" ? selected.webhooks : [selected.webhook];
    const { webhook, sightings } = closest(model, webhooks, body, most);
    counts.set(webhook, (counts.get(webhook) ?? 0) + 1);
    for (const sighting of sightings) seen.push({ webhook, body: index, sighting });
    stopped ||= sightings.length >= most;
  }
  const kept = firstOfEach(seen, most);
  const unknown = strayActions(model, strays, bodies.length);
  return {
    differences: [...differencesOf(model, kept, counts), ...unknown.slice(0, most)],
    stopped: stopped || kept.length < seen.length || unknown.length > most,
  };
}

/** Without the kinds of difference that a webhook has beyond the first. */
function firstOfEach(seen: readonly Seen[], most: number): readonly Seen[] {
  const keys = new Map<Webhook, Set<string>>();
  return seen.filter((one) => {
    const known = keys.get(one.webhook) ?? new Set();
    keys.set(one.webhook, known);
    const key = differenceKey(one);
    return known.has(key) || (known.size < most && known.add(key).size > 0);
  });
}

function differenceKey({ webhook, sighting: { path, kind, place, docs } }: Seen): string {
  return JSON.stringify([webhook.name, path, kind, placeKey(place), docs]);
}

function closest(
  model: Model,
  webhooks: readonly Webhook[],
  body: unknown,
  most: number,
): { readonly webhook: Webhook; readonly sightings: readonly Sighting[] } {
  const [first, ...others] = webhooks.map((webhook) => ({
    webhook,
    sightings: compareBody(model, webhook, body, most),
  }));
  if (first === undefined) throw new RangeError("a body is held against at least one webhook");
  return others.reduce((best, one) => (one.sightings.length < best.sightings.length ? one : best), first);
}

function differencesOf(
  model: Model,
  seen: readonly Seen[],
  counts: ReadonlyMap<Webhook, number>,
): readonly Difference[] {
  const proposals = proposeCorrections(model, spotsOf(seen, counts));
  const groups = groupBy(seen, differenceKey);
  const order = new Map(model.webhooks.map((webhook, index) => [webhook, index]));
  const sorted = [...groups.values()].sort(([a], [b]) =>
    a === undefined || b === undefined
      ? 0
      : (order.get(a.webhook) ?? 0) - (order.get(b.webhook) ?? 0) ||
        byText(a.sighting.path, b.sighting.path) ||
        byText(a.sighting.kind, b.sighting.kind) ||
        byText(placeKey(a.sighting.place), placeKey(b.sighting.place)) ||
        byText(a.sighting.docs, b.sighting.docs),
  );
  return sorted.flatMap((group): readonly Difference[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { webhook, sighting } = first;
    const { kind, path, docs, evidence, place } = sighting;
    return [
      {
        kind,
        webhook: webhook.name,
        path,
        docs,
        evidence,
        arrived: arrivals(group.map((one) => one.sighting)),
        bodies: distinct(group.map(({ body }) => body)),
        of: counts.get(webhook) ?? 0,
        ...(proposals.get(placeKey(place)) ?? {}),
      },
    ];
  });
}

function spotsOf(seen: readonly Seen[], counts: ReadonlyMap<Webhook, number>): readonly Spot[] {
  return [...groupBy(seen, ({ sighting }) => placeKey(sighting.place))].flatMap(([key, group]) => {
    const [first] = group;
    if (first === undefined) return [];
    const webhooks = [...new Set(group.map(({ webhook }) => webhook))];
    return [
      {
        key,
        place: first.sighting.place,
        sightings: group.map(({ sighting }) => sighting),
        bodies: distinct(group.map(({ body }) => body)),
        of: webhooks.reduce((sum, webhook) => sum + (counts.get(webhook) ?? 0), 0),
      },
    ];
  });
}

function arrivals(sightings: readonly Sighting[]): readonly Arrival[] {
  const groups = groupBy(sightings, ({ absent, value, shown }) =>
    absent === true ? "nothing" : `${kindOf(value)} ${shown}`,
  );
  return [...groups.values()]
    .flatMap((group): readonly Arrival[] => {
      const [first] = group;
      if (first === undefined) return [];
      const kind = first.absent === true ? "nothing" : kindOf(first.value);
      return [{ kind, shown: first.shown, times: group.length }];
    })
    .sort((a, b) => b.times - a.times || byText(a.shown, b.shown) || byText(a.kind, b.kind));
}

/** Bodies whose action no webhook of the version has: a page has to describe them, a correction can't. */
function strayActions(model: Model, strays: readonly unknown[], of: number): readonly Difference[] {
  const { discriminator } = model.conventions;
  const known = model.webhooks.map(({ name }) => name);
  const shown = (action: unknown) =>
    action === undefined ? "no action" : isRecord(action) ? "no action" : showValue(action, "none");
  return [...groupBy(strays, (action) => `${kindOf(action)} ${shown(action)}`)]
    .sort(([a], [b]) => byText(a, b))
    .map(([, group]): Difference => {
      const [action] = group;
      const near = typeof action === "string" && isPlainWord(action) ? suggest(action, known) : [];
      return {
        kind: "unknown-action",
        path: discriminator.in === "header" ? discriminator.name : discriminator.path,
        docs: `one of ${String(known.length)} actions${near.length === 0 ? "" : `, among them ${near.join(", ")}`}`,
        evidence: model.webhooks
          .filter((webhook) => near.includes(webhook.name))
          .flatMap((webhook) => (nameField(webhook, model.conventions)?.evidence ?? webhook.evidence).slice(0, 1)),
        arrived: [
          { kind: action === undefined ? "nothing" : kindOf(action), shown: shown(action), times: group.length },
        ],
        bodies: group.length,
        of,
        uncorrectable: "a page has to describe the webhook; a correction can't",
      };
    });
}

function distinct(items: readonly number[]): number {
  return new Set(items).size;
}

function byText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
