// Structures that are said to be themselves, at once or by way of others: no value has such a type, so nothing is known of it.
import { defined } from "../../source/defined.ts";
import type { Finding } from "../../source/finding.ts";
import { report } from "../evidence.ts";
import type { Field, ReferenceType, Structure, TypeNode } from "../model.ts";
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
    const message = `the structure "${name}" is described as nothing but itself; it was read as an object of unknown members`;
    findings.push(...evidence.slice(0, 1).map((why) => report("warning", "model/circular-structure", message, why)));
    return { ...structure, type: whole };
  });
  return { structures: cut, findings };
}

function withoutWayTo(name: string, type: TypeNode, types: ReadonlyMap<string, TypeNode>): TypeNode {
  if (type.kind === "union") return mapParts(type, (variant) => withoutWayTo(name, variant, types));
  if (type.kind !== "reference" || !leadsTo(name, type, types)) return type;
  return { kind: "object", fields: [], open: true, ...defined({ evidence: type.evidence }) };
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
  const byName = new Map(structures.map((structure) => [structure.name, structure.type]));
  const reach = new Map(
    structures.map(({ name, type }) => [name, new Set(reachable([type], structures).map((one) => one.name))]),
  );
  return structures.map((structure): Structure => {
    const leadsBack = ({ name: target, evidence: [why] = [] }: ReferenceType): boolean =>
      (why?.kind === "comment" || why?.kind === "sample") && reach.get(target)?.has(structure.name) === true;
    const shorten = (part: TypeNode): TypeNode => {
      if (part.kind !== "reference") return mapParts(part, shorten);
      const target = leadsBack(part) ? byName.get(part.name) : undefined;
      if (target?.kind !== "object") return part;
      const fields = target.fields.map((field): Field => ({ ...field, presence: "optional" }));
      const { evidence = [], nullable } = part;
      return { ...target, fields, structure: part.name, evidence, ...defined({ nullable }) };
    };
    return { ...structure, type: shorten(structure.type) };
  });
}
