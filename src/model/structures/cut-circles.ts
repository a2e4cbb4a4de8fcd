// Structures that are said to be themselves, at once or by way of others: no value has such a type, so nothing is known of it.
import { finding, type Finding } from "../../source/finding.ts";
import { positionFrom } from "../evidence.ts";
import type { Structure, TypeNode } from "../model.ts";

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
