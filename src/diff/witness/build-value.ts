// Builds the smallest value that a type accepts, with one place in it made to order.
import type { Field, TypeNode } from "../../model/model.ts";
import type { Step } from "../observation.ts";
import { tags } from "../../model/types/discriminator.ts";
import { fieldNamed, isListed, type Resolve, settle, valuesOf } from "../../model/types/resolve.ts";

/** A value, or nothing where none can be built. */
export type Built = { readonly value: unknown } | undefined;

const DEEPEST = 24;

/** What stands at the place: given its type, a value; nothing where the type won't do. */
export type Order = (type: TypeNode) => Built;

export function buildValue(type: TypeNode, steps: readonly Step[], order: Order, resolve: Resolve, depth = 0): Built {
  if (depth > DEEPEST) return undefined;
  const [step, ...rest] = steps;
  if (step === undefined) return order(type);
  const { type: here } = settle(type, resolve);
  const inner = (next: TypeNode, left: readonly Step[]): Built => buildValue(next, left, order, resolve, depth + 1);
  if (here.kind === "union") {
    const fitting = here.variants.filter((variant) => isVariant(variant, step, resolve));
    for (const variant of fitting) {
      const built = inner(variant, step.is === "variant" ? rest : steps);
      if (built !== undefined) return built;
    }
    return undefined;
  }
  switch (step.is) {
    case "variant":
      return inner(here, rest);
    case "items": {
      const item = here.kind === "array" ? inner(here.items, rest) : undefined;
      return item === undefined ? undefined : { value: [item.value] };
    }
    case "values": {
      const item = here.kind === "map" ? inner(here.values, rest) : undefined;
      return item === undefined ? undefined : { value: { key: item.value } };
    }
    case "field": {
      if (here.kind !== "object") return undefined;
      const field = fieldNamed(here, step.name);
      const held = field === undefined ? undefined : inner(field.type, rest);
      if (held === undefined) return undefined;
      return buildObject(here.fields, resolve, depth, { name: step.name, held });
    }
  }
}

function isVariant(variant: TypeNode, step: Step, resolve: Resolve): boolean {
  if (step.is !== "variant" || step.member === undefined) return true;
  return tags(variant, step.member, resolve).some((tag) => JSON.stringify(tag) === step.value);
}

/** The required members, one of them as given; `left` is left out. */
export function buildObject(
  fields: readonly Field[],
  resolve: Resolve,
  depth: number,
  given?: { readonly name: string; readonly held: Built },
): Built {
  const members: [string, unknown][] = [];
  for (const { name, type, presence } of fields) {
    if (given?.name === name) {
      if (given.held !== undefined) members.push([name, given.held.value]);
    } else if (presence === "required") {
      const built = smallest(type, resolve, depth + 1);
      if (built === undefined) return undefined;
      members.push([name, built.value]);
    }
  }
  return { value: Object.fromEntries(members) };
}

/** The smallest value that the type accepts. */
export function smallest(type: TypeNode, resolve: Resolve, depth = 0): Built {
  if (depth > DEEPEST) return undefined;
  const { type: here } = settle(type, resolve);
  if (isListed(here)) return { value: valuesOf(here)[0] ?? "text" };
  switch (here.kind) {
    case "string":
      return { value: here.format === undefined ? "text" : "2020-01-02T03:04:05.000000Z" };
    case "integer":
      return { value: 1 };
    case "number":
      return { value: 1.5 };
    case "boolean":
      return { value: true };
    case "null":
      return { value: null };
    case "array":
      return { value: [] };
    case "map":
      return { value: {} };
    case "object":
      return buildObject(here.fields, resolve, depth);
    case "union":
      for (const variant of here.variants) {
        const built = smallest(variant, resolve, depth + 1);
        if (built !== undefined) return built;
      }
      return undefined;
    default:
      return { value: "text" };
  }
}
