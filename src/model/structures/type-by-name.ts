// Types members of which only a table tells by members of the same name elsewhere: `deleted` is a boolean where a sample shows it.
import type { Evidence, Field, Structure, TypeNode } from "../model.ts";
import { shapeKey } from "../describe-type.ts";
import { mapParts, walkType } from "../types/walk.ts";

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
