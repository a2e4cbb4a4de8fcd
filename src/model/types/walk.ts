// What a type is made of: its parts, every type below it, and the structures that it leads to.
import type { CorrectionStep } from "../../register/correction.ts";
import type { Field, Structure, TypeNode, Evidence, Webhook } from "../model.ts";
import { shapeKey } from "../describe-type.ts";
import { firstOfEach } from "../../source/group-by.ts";
/** One step from a type to a part of it. A variant of a union is the same value, so no step leads to it. */
export type { CorrectionStep as TypeStep } from "../../register/correction.ts";

export interface TypePart {
  readonly type: TypeNode;
  readonly step?: CorrectionStep;
}

/** Fields of an object, items of an array, values of a map, variants of a union; nothing of any other type. */
export function partsOf(type: TypeNode): readonly TypePart[] {
  switch (type.kind) {
    case "object":
      return type.fields.map((field) => ({ type: field.type, step: { kind: "member", name: field.name } }));
    case "array":
      return [{ type: type.items, step: { kind: "items" } }];
    case "map":
      return [{ type: type.values, step: { kind: "values" } }];
    case "union":
      return type.variants.map((variant) => ({ type: variant }));
    default:
      return [];
  }
}

/** The type with other parts in the place of its own; the type itself where no part is another one. */
export function mapParts(type: TypeNode, change: (part: TypeNode) => TypeNode): TypeNode {
  const parts = partsOf(type).map((part) => part.type);
  const changed = parts.map((part) => change(part));
  const [first] = changed;
  if (first === undefined || changed.every((part, index) => part === parts[index])) return type;
  switch (type.kind) {
    case "object":
      return {
        ...type,
        fields: type.fields.map((field, index): Field => ({ ...field, type: changed[index] ?? field.type })),
      };
    case "array":
      return { ...type, items: first };
    case "map":
      return { ...type, values: first };
    case "union":
      return { ...type, variants: changed };
    default:
      return type;
  }
}

/** How many maps are inside each other, the type itself among them. */
export function mapLevels(type: TypeNode): number {
  let levels = 0;
  for (let here = type; here.kind === "map"; here = here.values) levels += 1;
  return levels;
}

/** Walks a type and all types below it, parents first. */
export function walkType(type: TypeNode, visit: (type: TypeNode) => void): void {
  const open = [type];
  for (let here = open.pop(); here !== undefined; here = open.pop()) {
    visit(here);
    for (const part of partsOf(here).toReversed()) open.push(part.type);
  }
}

/** What a webhook is made of: its payload, and the members around it. */
export function typesOf({ payload, envelope }: Webhook): readonly TypeNode[] {
  return [payload, ...envelope.fields.map(({ type }) => type)];
}

/** Names of the structures that the types refer to themselves. */
export function referencesIn(types: readonly TypeNode[]): ReadonlySet<string> {
  const names = new Set<string>();
  for (const type of types) {
    walkType(type, (here) => {
      if (here.kind === "reference") names.add(here.name);
    });
  }
  return names;
}

/** The structures that the types lead to, through however many others, in the model's order. */
export function reachable(roots: readonly TypeNode[], structures: readonly Structure[]): readonly Structure[] {
  const byName = new Map(structures.map((structure) => [structure.name, structure]));
  const found = new Set<string>();
  const open = [...referencesIn(roots)];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const structure = byName.get(name);
    if (structure === undefined || found.has(name)) continue;
    found.add(name);
    open.push(...referencesIn([structure.type]));
  }
  return structures.filter(({ name }) => found.has(name));
}

/** Several types as one: equal ones once. */
export function unite(types: readonly TypeNode[]): TypeNode {
  const distinct = firstOfEach(types, shapeKey);
  const [only, ...others] = distinct;
  if (only === undefined) return { kind: "any" };
  return others.length === 0 ? only : { kind: "union", variants: distinct };
}

export interface FreeForm {
  /** `open` holds anything beside what rows describe, the keys of a `map` are data. */
  readonly effect: "open" | "map";
  readonly evidence: Evidence;
}

/** What a sample shows of such an object is an example; the type itself where it is of another kind. */
export function opened(type: TypeNode, { effect, evidence }: FreeForm): TypeNode {
  const why = [...(type.evidence ?? []), evidence];
  if (type.kind === "map" && effect === "open") return { ...type, values: { kind: "any" }, evidence: why };
  if (type.kind !== "object" || type.empty === true || type.structure !== undefined) return type;
  const { fields, nullable } = type;
  if (effect === "map" && fields.length > 0) {
    const values = unite(fields.map((field) => field.type));
    return { kind: "map", keys: "name", values, evidence: why, ...(nullable === true && { nullable }) };
  }
  return { ...type, fields: fields.flatMap(describedOnly), open: true, evidence: why };
}

function describedOnly(field: Field): readonly Field[] {
  const described = field.evidence.filter(({ kind }) => kind === "table" || kind === "footnote" || kind === "prose");
  const isOptional = described.every(({ rule }) => rule === "row");
  return described.length === 0 ? [] : [isOptional ? { ...field, presence: "optional" } : field];
}

/** Every name once. */
export function memberNamesIn(type: TypeNode): readonly string[] {
  const names = new Set<string>();
  walkType(type, (here) => {
    if (here.kind === "object") for (const { name } of here.fields) names.add(name);
  });
  return [...names];
}
