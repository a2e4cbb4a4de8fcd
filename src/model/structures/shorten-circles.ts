// Structures whose samples lead back to them by way of a comment: "// Parcel object" inside of what a parcel holds. No body goes on
// for ever, so the inner one is a form of the structure that may lack any of its members.
import type { Field, Structure, TypeNode } from "../model.ts";
import { walkType } from "../types/walk.ts";

/** References by tables, links and declarations stay as they are. */
export function shortenCircles(structures: readonly Structure[]): readonly Structure[] {
  const byName = new Map(structures.map((structure) => [structure.name, structure]));
  const reach = new Map(structures.map(({ name }) => [name, reachableFrom(name, byName)]));
  return structures.map((structure): Structure => {
    const leadsBack = (type: TypeNode & { readonly kind: "reference" }): boolean => {
      const [why] = type.evidence ?? [];
      return (why?.kind === "comment" || why?.kind === "sample") && reach.get(type.name)?.has(structure.name) === true;
    };
    const type = shorten(structure.type, leadsBack, byName);
    return type === structure.type ? structure : { ...structure, type };
  });
}

function reachableFrom(name: string, byName: ReadonlyMap<string, Structure>): ReadonlySet<string> {
  const reached = new Set<string>();
  const open = [name];
  for (const here of open) {
    const structure = byName.get(here);
    if (structure === undefined) continue;
    walkType(structure.type, (type) => {
      if (type.kind !== "reference" || reached.has(type.name)) return;
      reached.add(type.name);
      open.push(type.name);
    });
  }
  return reached;
}

function shorten(
  type: TypeNode,
  leadsBack: (type: TypeNode & { readonly kind: "reference" }) => boolean,
  byName: ReadonlyMap<string, Structure>,
): TypeNode {
  const inner = (one: TypeNode): TypeNode => shorten(one, leadsBack, byName);
  switch (type.kind) {
    case "object": {
      const fields = type.fields.map((field): Field => {
        const changed = inner(field.type);
        return changed === field.type ? field : { ...field, type: changed };
      });
      return fields.some((field, index) => field !== type.fields[index]) ? { ...type, fields } : type;
    }
    case "array": {
      const items = inner(type.items);
      return items === type.items ? type : { ...type, items };
    }
    case "map": {
      const values = inner(type.values);
      return values === type.values ? type : { ...type, values };
    }
    case "union": {
      const variants = type.variants.map(inner);
      return variants.some((one, index) => one !== type.variants[index]) ? { ...type, variants } : type;
    }
    case "reference": {
      const target = leadsBack(type) ? byName.get(type.name)?.type : undefined;
      if (target?.kind !== "object") return type;
      const fields = target.fields.map((field): Field => ({ ...field, presence: "optional" }));
      const { evidence = [], nullable } = type;
      return { ...target, fields, structure: type.name, evidence, ...(nullable === undefined ? {} : { nullable }) };
    }
    default:
      return type;
  }
}
