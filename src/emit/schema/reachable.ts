// Which structures a type leads to, through however many others.
import type { Structure, TypeNode } from "../../model/model.ts";

/** In the model's order; follows cycles once. */
export function reachable(roots: readonly TypeNode[], structures: readonly Structure[]): readonly Structure[] {
  const byName = new Map(structures.map((structure) => [structure.name, structure]));
  const found = new Set<string>();
  const waiting = [...roots];
  for (let type = waiting.pop(); type !== undefined; type = waiting.pop()) {
    if (type.kind === "reference" && !found.has(type.name)) {
      const structure = byName.get(type.name);
      if (structure === undefined) continue;
      found.add(type.name);
      waiting.push(structure.type);
    }
    waiting.push(...partsOf(type));
  }
  return structures.filter(({ name }) => found.has(name));
}

function partsOf(type: TypeNode): readonly TypeNode[] {
  switch (type.kind) {
    case "object":
      return type.fields.map((field) => field.type);
    case "array":
      return [type.items];
    case "map":
      return [type.values];
    case "union":
      return type.variants;
    default:
      return [];
  }
}
