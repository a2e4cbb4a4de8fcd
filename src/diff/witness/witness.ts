// Proofs of a breaking change, as its rule makes them: a request body and a piece of TypeScript.
import type { Model, Webhook } from "../../model/model.ts";
import type { Fact } from "../compare/facts.ts";
import { pairWebhooks } from "../compare/find-facts.ts";
import { type Resolve, resolver } from "../../model/types/resolve.ts";
import { defined } from "../../source/defined.ts";
import type { Witness } from "../report.ts";

/** One webhook as both models have it. */
export interface WitnessPair {
  readonly old: Webhook | undefined;
  readonly new: Webhook | undefined;
  readonly oldResolve: Resolve;
  readonly newResolve: Resolve;
}

/** How a rule proves a change. Each gives nothing where a fact can't be proved so. */
export interface WitnessRecipe {
  readonly body?: (fact: Fact, pair: WitnessPair) => Witness["payload"];
  /** TypeScript that compiles beside the old types and not beside the new ones. */
  readonly code?: (fact: Fact, pair: WitnessPair) => string | undefined;
}

export interface WitnessModels {
  readonly oldResolve: Resolve;
  readonly newResolve: Resolve;
  /** By the newer name, or the older one where the webhook is gone. */
  readonly webhooks: ReadonlyMap<string, Pick<WitnessPair, "old" | "new">>;
}

export function witnessModels(old: Model, now: Model): WitnessModels {
  const { pairs, removed } = pairWebhooks(old, now);
  const gone = removed.map((webhook) => [webhook.name, { old: webhook, new: undefined }] as const);
  const webhooks = new Map<string, Pick<WitnessPair, "old" | "new">>([
    ...gone,
    ...pairs.map((pair) => [pair.new.name, pair] as const),
  ]);
  return { oldResolve: resolver(old), newResolve: resolver(now), webhooks };
}

const MOST_TRIES = 8;

/** The first webhook of the change for which both proofs are found, or the most that is found. */
export function witnessFor(
  { body, code }: WitnessRecipe,
  fact: Fact,
  webhooks: readonly string[],
  { webhooks: known, ...resolves }: WitnessModels,
): Witness | undefined {
  let payload: Witness["payload"];
  let text: Witness["code"];
  const names = webhooks.length === 0 ? [""] : webhooks.slice(0, MOST_TRIES);
  for (const name of names) {
    const pair: WitnessPair = { old: undefined, new: undefined, ...known.get(name), ...resolves };
    payload ??= body?.(fact, pair);
    const made = text === undefined ? code?.(fact, pair) : undefined;
    if (made !== undefined) text = { webhook: pair.new?.name ?? pair.old?.name ?? "", text: `${made}\n` };
    if (payload !== undefined && text !== undefined) break;
  }
  if (payload === undefined && text === undefined) return undefined;
  return defined({ payload, code: text });
}
