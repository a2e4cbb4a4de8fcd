// What witnesses are made of: the smallest value of a type with one place made to order, and types as code.
import { tags } from "../../model/types/discriminator.ts";
import type { Field, TypeNode } from "../../model/model.ts";
import { fieldNamed, isListed, type Resolve, resolveType, valuesOf } from "../../model/types/resolve.ts";
import type { PathStep } from "../../model/types/path.ts";

/** A value, or nothing where none can be built. */
export type Built = { readonly value: unknown } | undefined;

const DEEPEST = 24;

/** What is at the place: given its type, a value; nothing where the type won't do. */
export type Order = (type: TypeNode) => Built;

export function buildValue(
  type: TypeNode,
  steps: readonly PathStep[],
  order: Order,
  resolve: Resolve,
  depth = 0,
): Built {
  if (depth > DEEPEST) return undefined;
  const [step, ...rest] = steps;
  if (step === undefined) return order(type);
  const { type: here } = resolveType(type, resolve);
  const inner = (next: TypeNode, left: readonly PathStep[]): Built => buildValue(next, left, order, resolve, depth + 1);
  if (here.kind === "union") {
    const fitting = here.variants.filter((variant) => isVariant(variant, step, resolve));
    for (const variant of fitting) {
      const built = inner(variant, step.kind === "variant" ? rest : steps);
      if (built !== undefined) return built;
    }
    return undefined;
  }
  switch (step.kind) {
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
    case "member": {
      if (here.kind !== "object") return undefined;
      const field = fieldNamed(here, step.name);
      const held = field === undefined ? undefined : inner(field.type, rest);
      if (held === undefined) return undefined;
      return buildObject(here.fields, resolve, depth, { name: step.name, held });
    }
  }
}

function isVariant(variant: TypeNode, step: PathStep, resolve: Resolve): boolean {
  if (step.kind !== "variant" || step.member === undefined) return true;
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
  const { type: here } = resolveType(type, resolve);
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

const DEEPEST_CODE = 3;

/** A type as TypeScript that needs no import, a few levels deep. */
export function codeType(type: TypeNode, resolve: Resolve, depth = 0): string {
  const { type: here, nullable } = resolveType(type, resolve);
  const code = plainCode(here, resolve, depth);
  return nullable && here.kind !== "null" && code !== "unknown" ? `${code} | null` : code;
}

function plainCode(type: TypeNode, resolve: Resolve, depth: number): string {
  if (depth > DEEPEST_CODE) return "unknown";
  if (isListed(type)) {
    const values = valuesOf(type);
    const open = type.kind === "enum" && type.open === true ? new Set(values.map((value) => typeof value)) : [];
    return values.length === 0 ? "unknown" : [...values.map(codeText), ...open].join(" | ");
  }
  switch (type.kind) {
    case "string":
    case "boolean":
    case "null":
      return type.kind;
    case "integer":
    case "number":
      return "number";
    case "array":
      return `readonly (${codeType(type.items, resolve, depth + 1)})[]`;
    case "map":
      return `{ readonly [key: string]: ${codeType(type.values, resolve, depth + 1)} }`;
    case "object": {
      if (type.fields.length === 0) return "{ readonly [key: string]: unknown }";
      const members = type.fields.map(({ name, type: inner, presence }) => {
        const code = codeType(inner, resolve, depth + 1);
        return presence === "required"
          ? `readonly ${codeText(name)}: ${code}`
          : `readonly ${codeText(name)}?: ${code} | undefined`;
      });
      return `{ ${members.join("; ")} }`;
    }
    case "union": {
      const parts = new Set(type.variants.map((variant) => codeType(variant, resolve, depth + 1)));
      return type.open === true || parts.size === 0 || parts.has("unknown") ? "unknown" : [...parts].join(" | ");
    }
    default:
      return "unknown";
  }
}

/** A literal that cannot leave its string: JSON, with what JavaScript reads as a line end escaped. */
export function codeText(value: string | number | boolean): string {
  return JSON.stringify(value)
    .replace(/[\u2028\u2029\u007f-\u009f]/g, (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, "0")}`)
    .replace(/</g, "\\u003c");
}
