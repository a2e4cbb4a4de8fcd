// Holds captured bodies against the model: where they differ, how often, and a correction that would put the docs right.
// It changes nothing: a difference is evidence, and what to believe is a person's choice.
import { suggest } from "../source/suggest.ts";
import { groupBy } from "../source/group-by.ts";
import type { Model, Webhook } from "../model/model.ts";
import { compareText } from "../source/finding.ts";
import { bodyComparer, type BodyMismatch, placeKey, type Arrival, type Difference } from "./compare-body.ts";
import { isRecord, kindOf } from "../model/types/value.ts";
import { proposeCorrections, type PlaceMismatches } from "./propose-corrections.ts";
import { type CheckOptions, mostErrors, nameField, selectWebhook } from "./run-checks.ts";
import { isPlainWord, showValue } from "./redact.ts";

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
    const [webhook, mismatches] = webhooks
      .map((one) => [one, compare(one, body)] as const)
      .reduce((best, one) => (one[1].length < best[1].length ? one : best));
    counts.set(webhook, (counts.get(webhook) ?? 0) + 1);
    for (const mismatch of mismatches) seen.push({ webhook, body: index, mismatch });
    stopped ||= mismatches.length >= most;
  }
  const kept = firstOfEach(seen, most);
  const unknown = unknownNames(model, strays, bodies.length);
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

function differencesOf(
  model: Model,
  seen: readonly Seen[],
  counts: ReadonlyMap<Webhook, number>,
): readonly Difference[] {
  const proposals = proposeCorrections(model, mismatchesByPlace(seen, counts));
  const order = new Map(model.webhooks.map((webhook, index) => [webhook, index]));
  const sorted = [...groupBy(seen, differenceKey).values()].sort(
    ([{ webhook: one, mismatch: a }], [{ webhook: other, mismatch: b }]) =>
      (order.get(one) ?? 0) - (order.get(other) ?? 0) ||
      compareText(a.path, b.path) ||
      compareText(a.kind, b.kind) ||
      compareText(placeKey(a.place), placeKey(b.place)) ||
      compareText(a.docs, b.docs),
  );
  return sorted.map((group): Difference => {
    const [{ webhook, mismatch }] = group;
    const { kind, path, docs, evidence, place } = mismatch;
    return {
      kind,
      webhook: webhook.name,
      ...{ path, docs, evidence },
      arrived: arrivals(group.map((one) => one.mismatch)),
      bodies: new Set(group.map(({ body }) => body)).size,
      of: counts.get(webhook) ?? 0,
      ...proposals.get(placeKey(place)),
    };
  });
}

function mismatchesByPlace(seen: readonly Seen[], counts: ReadonlyMap<Webhook, number>): readonly PlaceMismatches[] {
  return [...groupBy(seen, ({ mismatch }) => placeKey(mismatch.place))].map(([key, group]) => ({
    key,
    place: group[0].mismatch.place,
    mismatches: group.map(({ mismatch }) => mismatch),
    bodies: new Set(group.map(({ body }) => body)).size,
    of: [...new Set(group.map(({ webhook }) => webhook))].reduce((sum, one) => sum + (counts.get(one) ?? 0), 0),
  }));
}

function arrivals(mismatches: readonly BodyMismatch[]): readonly Arrival[] {
  const arrived = mismatches.map(({ absent, value, shown }) => ({
    kind: absent ? ("nothing" as const) : kindOf(value),
    shown,
  }));
  return [...groupBy(arrived, ({ kind, shown }) => (kind === "nothing" ? kind : `${kind} ${shown}`)).values()]
    .map((group): Arrival => ({ ...group[0], times: group.length }))
    .sort((a, b) => b.times - a.times || compareText(a.shown, b.shown) || compareText(a.kind, b.kind));
}

/** Bodies whose name no webhook of the version has: a page has to describe them, a correction can't. */
function unknownNames(model: Model, strays: readonly unknown[], of: number): readonly Difference[] {
  const { discriminator } = model.conventions;
  const known = model.webhooks.map(({ name }) => name);
  const shown = (name: unknown) => (name === undefined || isRecord(name) ? "no name" : showValue(name, "none"));
  return [...groupBy(strays, (name) => `${kindOf(name)} ${shown(name)}`)]
    .sort(([a], [b]) => compareText(a, b))
    .map(([, group]): Difference => {
      const [name] = group;
      const near = typeof name === "string" && isPlainWord(name) ? suggest(name, known) : [];
      return {
        kind: "unknown-name",
        path:
          discriminator.in === "body" ? discriminator.path : discriminator.in === "header" ? discriminator.name : "",
        docs: `one of ${String(known.length)} names${near.length === 0 ? "" : `, among them ${near.join(", ")}`}`,
        evidence: model.webhooks
          .filter((webhook) => near.includes(webhook.name))
          .flatMap((webhook) => (nameField(webhook, model.conventions)?.evidence ?? webhook.evidence).slice(0, 1)),
        arrived: [{ kind: name === undefined ? "nothing" : kindOf(name), shown: shown(name), times: group.length }],
        bodies: group.length,
        of,
        uncorrectable: "a page has to describe the webhook; a correction can't",
      };
    });
}
