// Tells which webhooks carry a structure, however deep.
import { referencesIn } from "../model/types/walk.ts";
import type { Model } from "../model/model.ts";

/** From a structure's name to the names of the webhooks that carry it. */
export function carriersOf({ webhooks, structures }: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map(structures.map(({ name, type }) => [name, referencesIn([type])]));
  const carriers = new Map<string, Set<string>>();
  for (const { name, payload, envelope } of webhooks) {
    const open = [...referencesIn([payload, ...envelope.fields.map(({ type }) => type)])];
    const seen = new Set(open);
    for (const structure of open) {
      const here = carriers.get(structure) ?? new Set();
      carriers.set(structure, here.add(name));
      for (const next of named.get(structure) ?? []) {
        if (seen.has(next)) continue;
        seen.add(next);
        open.push(next);
      }
    }
  }
  return carriers;
}
