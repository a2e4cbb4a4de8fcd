// Tells which webhooks carry a structure, however deep.
import { walkType } from "../model/types/walk.ts";
import type { Model, TypeNode } from "../model/model.ts";

/** From a structure's name to the names of the webhooks that carry it. */
export function carriersOf({ webhooks, structures }: Model): ReadonlyMap<string, ReadonlySet<string>> {
  const named = new Map(structures.map(({ name, type }) => [name, namesIn([type])]));
  const carriers = new Map<string, Set<string>>();
  for (const { name, payload, envelope } of webhooks) {
    const open = [...namesIn([payload, ...envelope.fields.map(({ type }) => type)])];
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

function namesIn(types: readonly TypeNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const type of types) {
    walkType(type, (here) => {
      if (here.kind === "reference") names.add(here.name);
    });
  }
  return names;
}
