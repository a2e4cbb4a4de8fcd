// Types members of which only a table speaks by members of the same name elsewhere: `deleted` is a boolean where a sample shows it. Cuts
// structures that are said to be themselves, at once or by way of others: no value has such a type, so nothing is known of it.
import type { Evidence, Field, Structure, TypeNode, ReferenceType } from "../model.ts";
import { shapeKey } from "../describe-type.ts";
import { mapParts, walkType, reachable } from "../types/walk.ts";
import { defined } from "../../source/defined.ts";
import { type Finding, report } from "../../source/finding.ts";

/** A type is taken over only where all members of the name agree; of an inner object nothing is required then. */
export function typeByName(structures: readonly Structure[], others: readonly TypeNode[]): readonly Structure[] {
  const known = typesByName([...structures.map(({ type }) => type), ...others]);
  return structures.map((structure) => ({ ...structure, type: fill(structure.type, known) }));
}

interface Known {
  readonly type: TypeNode;
  readonly evidence: readonly Evidence[];
}

function typesByName(types: readonly TypeNode[]): ReadonlyMap<string, Known> {
  const found = new Map<string, Map<string, Known>>();
  for (const type of types) {
    walkType(type, (here) => {
      if (here.kind !== "object") return;
      for (const { name, type: inner, evidence } of here.fields) {
        if (inner.kind === "any" || inner.kind === "literal") continue;
        const shapes = found.get(name) ?? new Map<string, Known>();
        if (!shapes.has(shapeKey(inner))) shapes.set(shapeKey(inner), { type: inner, evidence });
        found.set(name, shapes);
      }
    });
  }
  const agreed = new Map<string, Known>();
  for (const [name, shapes] of found) {
    const [only, ...more] = shapes.values();
    const words = [...shapes.values()].every(({ type }) => type.kind === "enum" || type.kind === "string");
    if (only !== undefined && more.length === 0) agreed.set(name, only);
    else if (only !== undefined && words) agreed.set(name, { ...only, type: { kind: "string" } });
  }
  return agreed;
}

function fill(type: TypeNode, known: ReadonlyMap<string, Known>): TypeNode {
  if (type.kind !== "object") return mapParts(type, (part) => fill(part, known));
  const fields = type.fields.map((field): Field => {
    const like = field.type.kind === "any" ? nameLike(field.name, known) : undefined;
    return like === undefined ? { ...field, type: fill(field.type, known) } : takeOver(field, like);
  });
  return { ...type, fields };
}

/** The member of the same name, or of the name's last words: `previous_accessible_thread_id` is a `thread_id`. */
function nameLike(name: string, known: ReadonlyMap<string, Known>): Known | undefined {
  const words = name.split("_");
  for (let from = 0; from < words.length; from++) {
    const rest = words.slice(from).join("_");
    if (from > 0 && rest === "id") return undefined;
    const like = known.get(rest);
    if (like !== undefined) return like;
  }
  return undefined;
}

function takeOver(field: Field, { type, evidence }: Known): Field {
  const [first] = evidence;
  const why: readonly Evidence[] =
    first === undefined ? [] : [{ ...first, kind: "structure", rule: "same-named-member" }];
  const loose: TypeNode =
    type.kind === "object"
      ? { ...type, fields: type.fields.map((inner): Field => ({ ...inner, presence: "optional" })) }
      : type;
  return { ...field, type: { ...loose, evidence: why }, evidence: [...field.evidence, ...why] };
}

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
