// Paths in types: read and written as text, followed to the fields that they lead to, and those fields changed.
import type { Field, ObjectType, TypeNode } from "../model.ts";
import { tags } from "./discriminator.ts";
import type { Resolve } from "./resolve.ts";
import { mapParts, partsOf, type TypeStep } from "./walk.ts";

/** A step may also choose a variant of a union: the one with that literal, as JSON, in its discriminator where it has one. */
export type PathStep = TypeStep | { readonly kind: "variant"; readonly member?: string; readonly value?: string };

export function variantStep(variant: TypeNode, member: string | undefined, resolve: Resolve): PathStep {
  const [value] = member === undefined ? [] : tags(variant, member, resolve);
  return member === undefined || value === undefined
    ? { kind: "variant" }
    : { kind: "variant", member, value: JSON.stringify(value) };
}

/**
 * Names of members in a path as people write it: dots separate them, and so do brackets with a name in them (`a[b]`); what is for
 * items and map values (`[]`, `[0]`, `*`, `{name}`) is left out.
 */
export function parsePath(path: string): readonly string[] {
  return path.split(/\.(?![^{]*\})|(?=\[)/).flatMap((step) => {
    const name = /^\[(.*)\]$/.exec(step)?.[1] ?? step;
    return /^(?:\d*|\*|[ni]|\{.*\}|<.*>)$/.test(name) && (name !== step || !/^[ni\d]/.test(name)) ? [] : [name];
  });
}

/** `.queue.users[].id`, `.properties.*`, `.events[](type="file").url`; empty for no steps. */
export function printSteps(steps: readonly PathStep[]): string {
  return steps.map(printStep).join("");
}

function printStep(step: PathStep): string {
  if (step.kind === "items") return "[]";
  if (step.kind === "variant") return step.member === undefined ? "" : `(${step.member}=${step.value ?? ""})`;
  return `.${step.kind === "member" ? step.name : "*"}`;
}

/** What a type says of the places that a step leads to: one for every variant that has it. */
export interface TypePlace {
  readonly type: TypeNode;
  /** Absent for the items of an array, the values of a map and the place where a path begins. */
  readonly presence?: Field["presence"];
}

/** The places that the steps lead to, through every variant of a union but through no reference. */
export function placesAt(type: TypeNode, steps: readonly TypeStep[]): readonly TypePlace[] {
  let here: readonly TypePlace[] = [{ type }];
  for (const step of steps)
    here = here.flatMap((place) => variantsOf(place.type)).flatMap((one) => stepInto(one, step));
  return here;
}

function stepInto(type: TypeNode, step: TypeStep): readonly TypePlace[] {
  if (step.kind === "items") return type.kind === "array" ? [{ type: type.items }] : [];
  if (step.kind === "values") return type.kind === "map" ? [{ type: type.values }] : [];
  return type.kind === "object" ? type.fields.filter(({ name }) => name === step.name) : [];
}

function variantsOf(type: TypeNode): readonly TypeNode[] {
  return type.kind === "union" ? type.variants.flatMap(variantsOf) : [type];
}

export interface Change {
  readonly type: TypeNode;
  /** How many fields were changed; 0 where the path leads nowhere. */
  readonly changed: number;
}

/** The fields that a path leads to, through arrays, maps and variants. */
export function fieldsOn(type: TypeNode, [name, ...rest]: readonly string[]): readonly Field[] {
  if (name === undefined) return [];
  if (type.kind !== "object") return partsOf(type).flatMap((part) => fieldsOn(part.type, [name, ...rest]));
  const found = type.fields.filter((field) => field.name === name);
  return rest.length === 0 ? found : found.flatMap((field) => fieldsOn(field.type, rest));
}

/** Changes every field at the path; a field for which `change` gives undefined is removed. */
export function changeField(
  type: TypeNode,
  path: readonly string[],
  change: (field: Field) => Field | undefined,
): Change {
  const changed = fieldsOn(type, path).length;
  return { type: changed === 0 ? type : withChanged(type, path, change), changed };
}

function withChanged(
  type: TypeNode,
  [name, ...rest]: readonly string[],
  change: (field: Field) => Field | undefined,
): TypeNode {
  if (name === undefined) return type;
  if (type.kind !== "object") return mapParts(type, (part) => withChanged(part, [name, ...rest], change));
  return changeNamed(type, name, (field) =>
    rest.length === 0 ? change(field) : { ...field, type: withChanged(field.type, rest, change) },
  );
}

/** Adds a field to every object that the path leads to, unless it is there already; the empty path is the type itself. */
export function addField(type: TypeNode, path: readonly string[], field: Field): Change {
  let changed = 0;
  const addTo = (here: TypeNode, [name, ...rest]: readonly string[]): TypeNode => {
    if (here.kind === "object" && name !== undefined)
      return changeNamed(here, name, (one) => ({ ...one, type: addTo(one.type, rest) }));
    if (name !== undefined || (here.kind !== "object" && here.kind !== "any"))
      return mapParts(here, (part) => addTo(part, name === undefined ? [] : [name, ...rest]));
    if (here.kind === "object" && here.fields.some((one) => one.name === field.name)) return here;
    changed += 1;
    if (here.kind !== "object") return { ...here, kind: "object", fields: [field] };
    return { ...here, ...(here.empty === true && { empty: false }), fields: [...here.fields, field] };
  };
  const whole = addTo(type, path);
  return { type: changed === 0 ? type : whole, changed };
}

function changeNamed(type: ObjectType, name: string, change: (field: Field) => Field | undefined): ObjectType {
  return { ...type, fields: type.fields.flatMap((field) => (field.name === name ? (change(field) ?? []) : [field])) };
}

/** Paths of all fields named so, nearest first: for a note that names a member without saying where it is. */
export function pathsTo(type: TypeNode, name: string): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>();
  const open: { readonly type: TypeNode; readonly path: readonly string[] }[] = [{ type, path: [] }];
  for (const here of open) {
    for (const { type: part, step } of partsOf(here.type)) {
      const path = step?.kind === "member" ? [...here.path, step.name] : here.path;
      const key = path.join(".");
      if (step?.kind === "member" && step.name === name && !found.has(key)) found.set(key, path);
      open.push({ type: part, path });
    }
  }
  return [...found.values()];
}

/** The longest of the names that a path begins with, since names may hold dots themselves: `order.paid` in `order.paid.total`. */
export function leadingName(path: string, names: readonly string[]): string | undefined {
  return names
    .filter((name) => path.startsWith(name) && /^(?:[.[]|$)/.test(path.slice(name.length)))
    .reduce<string | undefined>((best, name) => (name.length > (best?.length ?? 0) ? name : best), undefined);
}

/** A path as a page writes it, without the path of the payload itself before it. */
export function pathIn(type: TypeNode, name: string, payload?: string): readonly string[] {
  const path = parsePath(name);
  const before = payload === undefined ? [] : parsePath(payload);
  const isBelow = path.length > before.length && before.every((step, index) => path[index] === step);
  return isBelow && !leadsSomewhere(type, before.slice(0, 1)) ? path.slice(before.length) : path;
}

/** The one place in the type where a path that may begin anywhere leads. */
export function onlyPath(type: TypeNode, [first, ...others]: readonly string[]): readonly string[] | undefined {
  if (first === undefined) return undefined;
  const found = pathsTo(type, first)
    .map((path) => [...path, ...others])
    .filter((path) => leadsSomewhere(type, path));
  return found.length === 1 ? found[0] : undefined;
}

/** Names of the members of the objects at the path, through arrays and variants. */
export function fieldsAt(type: TypeNode, path: readonly string[]): readonly string[] {
  if (path.length > 0) return fieldsOn(type, path).flatMap((field) => fieldsAt(field.type, []));
  return type.kind === "object"
    ? type.fields.map(({ name }) => name)
    : partsOf(type).flatMap((part) => fieldsAt(part.type, []));
}

export function leadsSomewhere(type: TypeNode, path: readonly string[]): boolean {
  return fieldsOn(type, path).length > 0;
}
