// Two models -> everything in which they differ, unjudged.
import type { Model } from "../model/model.ts";
import { compareStructures, compareWebhooks } from "./compare-webhooks.ts";
import type { Observation } from "./observation.ts";
import { pairWebhooks } from "./pair-webhooks.ts";
import type { Comparison } from "./see.ts";
import { resolver } from "../model/types/resolve.ts";

export interface Observed {
  readonly seen: readonly Observation[];
  /** Structures that stand under two names at one place, from the old name to the new one. */
  readonly renamedStructures: ReadonlyMap<string, string>;
}

export function observe(old: Model, now: Model): Observed {
  const comparison: Comparison = {
    oldResolve: resolver(old),
    newResolve: resolver(now),
    seen: [],
    renamedStructures: new Map(),
    relations: new Map(),
  };
  compareWebhooks(pairWebhooks(old, now), comparison);
  const names = ({ structures }: Model): readonly string[] => structures.map(({ name }) => name);
  compareStructures({ old: names(old), new: names(now) }, comparison);
  return comparison;
}
