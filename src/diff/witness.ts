// Proofs of a breaking change: a request body and a piece of TypeScript.
import type { Model, Webhook } from "../model/model.ts";
import type { Collapsed } from "./collapse.ts";
import { pairWebhooks } from "./pair-webhooks.ts";
import type { Witness } from "./report.ts";
import { type Resolve, resolver } from "../model/types/resolve.ts";
import { codeWitness } from "./witness/code-witness.ts";
import { payloadWitness, type WitnessPair } from "./witness/payload-witness.ts";

export interface WitnessModels {
  readonly oldResolve: Resolve;
  readonly newResolve: Resolve;
  /** By the newer name, or the older one where the webhook is gone. */
  readonly webhooks: ReadonlyMap<string, Pick<WitnessPair, "old" | "new">>;
}

export function witnessModels(old: Model, now: Model): WitnessModels {
  const { pairs, removed } = pairWebhooks(old, now);
  const webhooks = new Map<string, { readonly old: Webhook; readonly new: Webhook | undefined }>();
  for (const pair of pairs) webhooks.set(pair.new.name, pair);
  for (const gone of removed) if (!webhooks.has(gone.name)) webhooks.set(gone.name, { old: gone, new: undefined });
  return { oldResolve: resolver(old), newResolve: resolver(now), webhooks };
}

const MOST_TRIES = 8;

/** The first webhook of the change for which both proofs are found, or the most that is found. */
export function witnessFor(
  { seen, webhooks }: Pick<Collapsed, "seen" | "webhooks">,
  { oldResolve, newResolve, webhooks: known }: WitnessModels,
): Witness | undefined {
  let payload: Witness["payload"];
  let code: Witness["code"];
  const names = webhooks.length === 0 ? [""] : webhooks.slice(0, MOST_TRIES);
  for (const name of names) {
    const pair = { old: undefined, new: undefined, ...known.get(name), oldResolve, newResolve };
    payload ??= payloadWitness(seen, pair);
    code ??= codeWitness(seen, pair);
    if (payload !== undefined && code !== undefined) break;
  }
  if (payload === undefined && code === undefined) return undefined;
  return { ...(payload === undefined ? {} : { payload }), ...(code === undefined ? {} : { code }) };
}
