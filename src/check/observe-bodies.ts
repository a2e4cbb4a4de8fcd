// Holds captured bodies against the model: where they differ, how often, and a correction that would put the docs right.
// It changes nothing: a difference is evidence, and what to believe is a person's choice.
import { suggest } from "../source/suggest.ts";
import { groupBy } from "../model/group-by.ts";
import type { Model, Webhook } from "../model/model.ts";
import { bodyComparer, type BodyMismatch, type CompareBody, type Arrival, type Difference } from "./compare-body.ts";
import { isRecord, kindOf } from "../model/types/value.ts";
import { placeKey } from "./model-place.ts";
import { proposeCorrections, type PlaceMismatches } from "./propose-corrections.ts";
import { type CheckOptions, mostErrors } from "./run-checks.ts";
import { isPlainWord, showValue } from "./redact.ts";
import { nameField, selectWebhook } from "./select-webhook.ts";

interface Seen {
  readonly webhook: Webhook;
  readonly body: number;
  readonly mismatch: BodyMismatch;
}

export interface Observation {
  /** In the order of the model's webhooks, then by path. */
  readonly differences: readonly Difference[];
  /** There may be more of them: a body or a webhook had the most that are looked at. */
  readonly stopped: boolean;
}

export interface ObserveOptions extends CheckOptions {
  /** What the requests say beside their bodies, in the same order. */
  readonly names?: readonly (string | undefined)[];
}

/** @param bodies parsed JSON, one request body each */
export function observeBodies(
  model: Model,
  bodies: readonly unknown[],
  { names = [], ...options }: ObserveOptions = {},
): Observation {
  const most = mostErrors(options);
  const compare = bodyComparer(model, options);
  const seen: Seen[] = [];
  const counts = new Map<Webhook, number>();
  const strays: unknown[] = [];
  let stopped = false;
  for (const [index, body] of bodies.entries()) {
    const selected = selectWebhook(model, body, names[index]);
    if (selected.kind === "unknown") {
      strays.push(selected.name);
      continue;
    }
    const webhooks = selected.kind === "known" ? selected.webhooks : [selected.webhook];
    const { webhook, mismatches } = closest(compare, webhooks, body);
    counts.set(webhook, (counts.get(webhook) ?? 0) + 1);
    for (const mismatch of mismatches) seen.push({ webhook, body: index, mismatch });
    stopped ||= mismatches.length >= most;
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

function differenceKey({ webhook, mismatch: { path, kind, place, docs } }: Seen): string {
  return JSON.stringify([webhook.name, path, kind, placeKey(place), docs]);
}

function closest(
  compare: CompareBody,
  webhooks: readonly Webhook[],
  body: unknown,
): { readonly webhook: Webhook; readonly mismatches: readonly BodyMismatch[] } {
  const [first, ...others] = webhooks.map((webhook) => ({ webhook, mismatches: compare(webhook, body) }));
  if (first === undefined) throw new RangeError("a body is compared with at least one webhook");
  return others.reduce((best, one) => (one.mismatches.length < best.mismatches.length ? one : best), first);
}

function differencesOf(
  model: Model,
  seen: readonly Seen[],
  counts: ReadonlyMap<Webhook, number>,
): readonly Difference[] {
  const proposals = proposeCorrections(model, mismatchesByPlace(seen, counts));
  const groups = groupBy(seen, differenceKey);
  const order = new Map(model.webhooks.map((webhook, index) => [webhook, index]));
  const sorted = [...groups.values()].sort(([a], [b]) =>
    a === undefined || b === undefined
      ? 0
      : (order.get(a.webhook) ?? 0) - (order.get(b.webhook) ?? 0) ||
        byText(a.mismatch.path, b.mismatch.path) ||
        byText(a.mismatch.kind, b.mismatch.kind) ||
        byText(placeKey(a.mismatch.place), placeKey(b.mismatch.place)) ||
        byText(a.mismatch.docs, b.mismatch.docs),
  );
  return sorted.flatMap((group): readonly Difference[] => {
    const [first] = group;
    if (first === undefined) return [];
    const { webhook, mismatch } = first;
    const { kind, path, docs, evidence, place } = mismatch;
    return [
      {
        kind,
        webhook: webhook.name,
        path,
        docs,
        evidence,
        arrived: arrivals(group.map((one) => one.mismatch)),
        bodies: distinct(group.map(({ body }) => body)),
        of: counts.get(webhook) ?? 0,
        ...(proposals.get(placeKey(place)) ?? {}),
      },
    ];
  });
}

function mismatchesByPlace(seen: readonly Seen[], counts: ReadonlyMap<Webhook, number>): readonly PlaceMismatches[] {
  return [...groupBy(seen, ({ mismatch }) => placeKey(mismatch.place))].flatMap(([key, group]) => {
    const [first] = group;
    if (first === undefined) return [];
    const webhooks = [...new Set(group.map(({ webhook }) => webhook))];
    return [
      {
        key,
        place: first.mismatch.place,
        mismatches: group.map(({ mismatch }) => mismatch),
        bodies: distinct(group.map(({ body }) => body)),
        of: webhooks.reduce((sum, webhook) => sum + (counts.get(webhook) ?? 0), 0),
      },
    ];
  });
}

function arrivals(mismatches: readonly BodyMismatch[]): readonly Arrival[] {
  const groups = groupBy(mismatches, ({ absent, value, shown }) =>
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
