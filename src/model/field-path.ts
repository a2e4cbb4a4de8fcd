// Finds and changes fields of a type by path, through arrays, maps and every variant of a union.
import type { Field, ObjectType, TypeNode } from "./model.ts";

/**
 * Steps of a path as people write it: dots part members, and so do brackets with a name in them (`a[b]`); what stands for items and
 * map values (`[]`, `[0]`, `*`, `{name}`) is passed over.
 */
export function parsePath(path: string): readonly string[] {
  return path.split(/\.(?![^{]*\})|(?=\[)/).flatMap((step) => {
    const name = /^\[(.*)\]$/.exec(step)?.[1] ?? step;
    return /^(?:\d*|\*|[ni]|\{.*\}|<.*>)$/.test(name) && (name !== step || !/^[ni\d]/.test(name)) ? [] : [name];
  });
}

export interface Change {
  readonly type: TypeNode;
  /** How many fields were changed; 0 where the path leads nowhere. */
  readonly changed: number;
}

/** Changes every field at the path; a field for which `change` gives undefined is removed. */
export function changeField(
  type: TypeNode,
  path: readonly string[],
  change: (field: Field) => Field | undefined,
): Change {
  const [step, ...rest] = path;
  if (step === undefined) return { type, changed: 0 };
  switch (type.kind) {
    case "object": {
      let changed = 0;
      const fields = type.fields.flatMap((field): readonly Field[] => {
        if (field.name !== step) return [field];
        if (rest.length === 0) {
          changed += 1;
          const result = change(field);
          return result === undefined ? [] : [result];
        }
        const inner = changeField(field.type, rest, change);
        changed += inner.changed;
        return [{ ...field, type: inner.type }];
      });
      return { type: changed === 0 ? type : { ...type, fields }, changed };
    }
    case "array": {
      const inner = changeField(type.items, path, change);
      return { type: inner.changed === 0 ? type : { ...type, items: inner.type }, changed: inner.changed };
    }
    case "map": {
      const inner = changeField(type.values, path, change);
      return { type: inner.changed === 0 ? type : { ...type, values: inner.type }, changed: inner.changed };
    }
    case "union": {
      const inner = type.variants.map((variant) => changeField(variant, path, change));
      const changed = inner.reduce((sum, one) => sum + one.changed, 0);
      return { type: changed === 0 ? type : { ...type, variants: inner.map((one) => one.type) }, changed };
    }
    default:
      return { type, changed: 0 };
  }
}

/** Adds a field to every object that the path leads to, unless it is there already; the empty path is the type itself. */
export function addField(type: TypeNode, path: readonly string[], field: Field): Change {
  const [step, ...rest] = path;
  switch (type.kind) {
    case "object":
      return step === undefined ? addTo(type, field) : addBelow(type, step, rest, field);
    case "array": {
      const inner = addField(type.items, path, field);
      return { type: { ...type, items: inner.type }, changed: inner.changed };
    }
    case "union": {
      const inner = type.variants.map((variant) => addField(variant, path, field));
      return {
        type: { ...type, variants: inner.map((one) => one.type) },
        changed: inner.reduce((sum, one) => sum + one.changed, 0),
      };
    }
    case "map": {
      const inner = addField(type.values, path, field);
      return { type: { ...type, values: inner.type }, changed: inner.changed };
    }
    case "any":
      return step === undefined
        ? { type: { ...type, kind: "object", fields: [field] }, changed: 1 }
        : { type, changed: 0 };
    default:
      return { type, changed: 0 };
  }
}

function addTo(type: ObjectType, field: Field): Change {
  if (type.fields.some(({ name }) => name === field.name)) return { type, changed: 0 };
  const fields = [...type.fields, field];
  return { type: type.empty === true ? { ...type, empty: false, fields } : { ...type, fields }, changed: 1 };
}

function addBelow(type: ObjectType, step: string, rest: readonly string[], field: Field): Change {
  let changed = 0;
  const fields = type.fields.map((one) => {
    if (one.name !== step) return one;
    const inner = addField(one.type, rest, field);
    changed += inner.changed;
    return { ...one, type: inner.type };
  });
  return { type: changed === 0 ? type : { ...type, fields }, changed };
}

/** Paths of all fields named so, nearest first: for a note that names a member without saying where it stands. */
export function pathsTo(type: TypeNode, name: string): readonly (readonly string[])[] {
  const found: (readonly string[])[] = [];
  const open: { readonly type: TypeNode; readonly path: readonly string[] }[] = [{ type, path: [] }];
  for (const here of open) {
    switch (here.type.kind) {
      case "object":
        for (const field of here.type.fields) {
          const path = [...here.path, field.name];
          if (field.name === name && !found.some((other) => other.join(".") === path.join("."))) found.push(path);
          open.push({ type: field.type, path });
        }
        break;
      case "array":
        open.push({ type: here.type.items, path: here.path });
        break;
      case "map":
        open.push({ type: here.type.values, path: here.path });
        break;
      case "union":
        for (const variant of here.type.variants) open.push({ type: variant, path: here.path });
        break;
      default:
    }
  }
  return found;
}

/** A path as a page writes it, without the name of the payload itself before it. */
export function pathIn(type: TypeNode, name: string): readonly string[] {
  const path = parsePath(name);
  const [first, ...others] = path;
  return first === "payload" && others.length > 0 && !leadsSomewhere(type, [first]) ? others : path;
}

/** The one place in the type where a path that may begin anywhere leads. */
export function onlyPath(type: TypeNode, [first, ...others]: readonly string[]): readonly string[] | undefined {
  if (first === undefined) return undefined;
  const found = pathsTo(type, first)
    .map((path) => [...path, ...others])
    .filter((path) => leadsSomewhere(type, path));
  return found.length === 1 ? found[0] : undefined;
}

export function leadsSomewhere(type: TypeNode, path: readonly string[]): boolean {
  return changeField(type, path, (field) => field).changed > 0;
}
