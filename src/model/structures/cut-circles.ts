// Structures that are said to be themselves, at once or by way of others: no value has such a type, so nothing is known of it.
import { finding, type Finding } from "../../source/finding.ts";
import { positionFrom } from "../evidence.ts";
import type { Structure, TypeNode, Field } from "../model.ts";
import { mapParts, reachable } from "../types/walk.ts";

/** A structure inside of itself is none: between the two there is a member or an item. */
export function cutCircles(structures: readonly Structure[]): {
  readonly structures: readonly Structure[];
  readonly findings: readonly Finding[];
} {
  const types = new Map(structures.map(({ name, type }) => [name, type]));
  const findings: Finding[] = [];
  const cut = structures.map((structure): Structure => {
    const { name, type, evidence } = structure;
    const whole = withoutWayTo(name, type, types);
    if (whole === type) return structure;
    types.set(name, whole);
    const [why] = evidence;
    if (why !== undefined)
      findings.push(
        finding({
          rule: "model/circular-structure",
          severity: "warning",
          message: `the structure "${name}" is described as nothing but itself; it was read as an object of unknown members`,
          at: positionFrom(why.at),
          quote: why.quote,
        }),
      );
    return { ...structure, type: whole };
  });
  return { structures: cut, findings };
}

function withoutWayTo(name: string, type: TypeNode, types: ReadonlyMap<string, TypeNode>): TypeNode {
  if (type.kind === "union") {
    const variants = type.variants.map((variant) => withoutWayTo(name, variant, types));
    return variants.every((variant, index) => variant === type.variants[index]) ? type : { ...type, variants };
  }
  if (type.kind !== "reference" || !leadsTo(name, type, types)) return type;
  return {
    kind: "object",
    fields: [],
    open: true,
    ...(type.evidence === undefined ? {} : { evidence: type.evidence }),
  };
}

function leadsTo(name: string, start: TypeNode, types: ReadonlyMap<string, TypeNode>): boolean {
  const seen = new Set<string>();
  const open = [start];
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (type.kind === "union") open.push(...type.variants);
    if (type.kind !== "reference" || seen.has(type.name)) continue;
    if (type.name === name) return true;
    seen.add(type.name);
    const next = types.get(type.name);
    if (next !== undefined) open.push(next);
  }
  return false;
}

/** References by tables, links and declarations stay as they are. */
export function shortenCircles(structures: readonly Structure[]): readonly Structure[] {
  const byName = new Map(structures.map((structure) => [structure.name, structure]));
  const reach = new Map(
    structures.map(({ name, type }) => [name, new Set(reachable([type], structures).map((one) => one.name))]),
  );
  return structures.map((structure): Structure => {
    const leadsBack = (type: TypeNode & { readonly kind: "reference" }): boolean => {
      const [why] = type.evidence ?? [];
      return (why?.kind === "comment" || why?.kind === "sample") && reach.get(type.name)?.has(structure.name) === true;
    };
    const type = shorten(structure.type, leadsBack, byName);
    return type === structure.type ? structure : { ...structure, type };
  });
}

function shorten(
  type: TypeNode,
  leadsBack: (type: TypeNode & { readonly kind: "reference" }) => boolean,
  byName: ReadonlyMap<string, Structure>,
): TypeNode {
  if (type.kind !== "reference") return mapParts(type, (part) => shorten(part, leadsBack, byName));
  const target = leadsBack(type) ? byName.get(type.name)?.type : undefined;
  if (target?.kind !== "object") return type;
  const fields = target.fields.map((field): Field => ({ ...field, presence: "optional" }));
  const { evidence = [], nullable } = type;
  return { ...target, fields, structure: type.name, evidence, ...(nullable === undefined ? {} : { nullable }) };
}
