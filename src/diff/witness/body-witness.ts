// Recipes that prove a breaking change by a request body that one side's schema accepts and the other's rejects.
import { bodyOf } from "../../model/body.ts";
import type { Field, TypeNode, Webhook } from "../../model/model.ts";
import { accepts } from "../../model/types/fits.ts";
import type { Fact, Location } from "../compare/facts.ts";
import { fieldNamed, isListed, type Resolve, resolveType, valuesOf } from "../../model/types/resolve.ts";
import { type PathStep, variantStep } from "../../model/types/path.ts";
import { tags } from "../../model/types/discriminator.ts";
import { partsOf } from "../../model/types/walk.ts";
import { pointerTo } from "../../model/types/value.ts";
import { payloadSteps } from "../compare/samples.ts";
import type { WitnessRecipe } from "./witness.ts";

type BodyRecipe = NonNullable<WitnessRecipe["body"]>;

/** A body of the old webhook: no schema of the new version knows its name. */
export const oldBody: BodyRecipe = (_, { old, oldResolve }) => {
  const path = old && pathOfName(bodyOf(old), old.name, oldResolve);
  if (old === undefined || path === undefined) return undefined;
  const body = smallest(bodyOf(old), oldResolve);
  if (body === undefined) return undefined;
  return { webhook: old.name, body: body.value, acceptedBy: "old", rejectedBy: "new", pointer: pointerOf(path) };
};

/** Where a body carries the webhook's name; undefined where a header does. */
function pathOfName(body: TypeNode, name: string, resolve: Resolve): readonly PathStep[] | undefined {
  return routeTo(body, resolve, (type, steps) => {
    const isNear = steps.length > 0 && steps.length <= DEEPEST_NAME && steps.every(({ kind }) => kind === "member");
    return isNear && type.kind === "literal" && type.value === name;
  });
}

const DEEPEST_NAME = 4;

/** At the location of the change, values as ordered: the first body that the new schema accepts and the old one rejects. */
const at = (ordersFor: (fact: Fact, resolve: Resolve) => readonly Order[], placeOf = asItIs): BodyRecipe => {
  return (fact, { old, new: now, oldResolve, newResolve }) => {
    const steps = now === undefined ? undefined : stepsInBody(fact.location, now, newResolve);
    if (old === undefined || now === undefined || steps === undefined) return undefined;
    const place = placeOf(steps);
    const [before, after] = [bodyOf(old), bodyOf(now)];
    for (const order of ordersFor(fact, newResolve)) {
      const built = buildValue(after, place, order, newResolve);
      if (built === undefined) continue;
      const { value: body } = built;
      if (accepts(after, body, newResolve) && !accepts(before, body, oldResolve)) {
        return { webhook: now.name, body, acceptedBy: "new", rejectedBy: "old", pointer: pointerOf(place) };
      }
    }
    return undefined;
  };
};

function asItIs(steps: readonly PathStep[]): readonly PathStep[] {
  return steps;
}

/** In the object that has or had the member, values as ordered. */
const around = (orderFor: (fact: Fact, resolve: Resolve) => Order): BodyRecipe =>
  at(
    (fact, resolve) => [orderFor(fact, resolve)],
    (steps) => steps.slice(0, -1),
  );

/** With the payload where it is now. */
export const movedBody = at((_, resolve) => [(type) => smallest(type, resolve)]);
export const nullValue = at(() => [() => ({ value: null })]);
export const otherText = at(() => [() => ({ value: "any other" })]);
export const addedValue = at(({ label }) => [() => ({ value: JSON.parse(label) })]);
export const addedVariant = at(({ newType }, resolve) => [() => newType && smallest(newType, resolve)]);

/** Any value that the new type accepts. */
export const newValue = at((_, resolve) => {
  const others: readonly unknown[] = [null, "any other", 0, true, [], {}];
  return [
    (type) => smallest(type, resolve),
    (type) => {
      const { type: here } = resolveType(type, resolve);
      const value = here.kind === "map" ? smallest(here.values, resolve) : undefined;
      return value && { value: { key: value.value } };
    },
    ...others.map((value) => () => ({ value })),
  ];
});

/** Without a member that the new type does not name. */
export const withoutRemoved = around((_, resolve) => (type) => smallest(type, resolve));

/** Without a member that the new type does not require. */
export const withoutOptional = around(({ label: name }, resolve) => (type) => {
  const { type: here } = resolveType(type, resolve);
  if (here.kind !== "object" || fieldNamed(here, name) === undefined) return undefined;
  return buildObject(here.fields, resolve, 0, { name, held: undefined });
});

/** From the body of a webhook. Undefined where the webhook does not carry the structure. */
function stepsInBody({ owner, steps }: Location, webhook: Webhook, resolve: Resolve): readonly PathStep[] | undefined {
  if (owner.kind === "envelope") return steps;
  const route =
    owner.kind === "webhook"
      ? payloadSteps(webhook)
      : routeTo(bodyOf(webhook), resolve, (type) => type.kind === "reference" && type.name === owner.name);
  return route && [...route, ...steps];
}

/** The shortest way to a type, through references. */
function routeTo(
  body: TypeNode,
  resolve: Resolve,
  isThere: (type: TypeNode, steps: readonly PathStep[]) => boolean,
): readonly PathStep[] | undefined {
  const open: { readonly type: TypeNode; readonly steps: readonly PathStep[] }[] = [{ type: body, steps: [] }];
  const visited = new Set<TypeNode>();
  for (const { type, steps } of open) {
    if (visited.has(type)) continue;
    visited.add(type);
    if (isThere(type, steps)) return steps;
    const named = type.kind === "reference" ? resolve(type.name) : undefined;
    if (named !== undefined) open.push({ type: named.type, steps });
    const member = type.kind === "union" ? type.discriminator : undefined;
    for (const { type: part, step = variantStep(part, member, resolve) } of partsOf(type))
      open.push({ type: part, steps: [...steps, step] });
  }
  return undefined;
}

/** JSON pointer into a body that holds one item in each list and the member `key` in each map. */
function pointerOf(steps: readonly PathStep[]): string {
  const names = { items: "0", values: "key" } as const;
  return pointerTo(
    steps.flatMap((step) => (step.kind === "variant" ? [] : step.kind === "member" ? step.name : names[step.kind])),
  );
}

/** A value, or nothing where none can be built. */
type Built = { readonly value: unknown } | undefined;

const DEEPEST = 24;

/** What is at the place: given its type, a value; nothing where the type won't do. */
type Order = (type: TypeNode) => Built;

function buildValue(type: TypeNode, steps: readonly PathStep[], order: Order, resolve: Resolve, depth = 0): Built {
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
function buildObject(
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
function smallest(type: TypeNode, resolve: Resolve, depth = 0): Built {
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
