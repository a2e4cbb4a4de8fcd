// Paths in the types and samples of a model: written, followed, and found from a body to a structure.
import { isRecord } from "../model/types/value.ts";
import { tags } from "../model/types/discriminator.ts";
import { bodyOf, bodyPath } from "../model/body.ts";
import type { Model, TypeNode, Webhook } from "../model/model.ts";
import { type Resolve } from "../model/types/resolve.ts";

export type PathStep =
  | { readonly kind: "field"; readonly name: string }
  | { readonly kind: "items" }
  | { readonly kind: "values" }
  /** One variant of a union; named by the literal of its discriminator where it has one. */
  | { readonly kind: "variant"; readonly member?: string; readonly value?: string };

export type LocationOwner =
  | { readonly kind: "webhook"; readonly name: string }
  | { readonly kind: "envelope"; readonly webhook: string }
  | { readonly kind: "structure"; readonly name: string };

/** A place in a type: below a webhook's payload, its envelope, or a structure. */
export interface Location {
  readonly owner: LocationOwner;
  readonly steps: readonly PathStep[];
}

export function below({ owner, steps }: Location, step: PathStep): Location {
  return { owner, steps: [...steps, step] };
}

/** `.queue.queued_at`, `.events[](type="file").url`, `.properties.*.*`. */
export function pathText(steps: readonly PathStep[]): string {
  return written(steps, {
    field: (name) => `.${name}`,
    items: "[]",
    values: ".*",
    variant: (member, value) => `(${member}=${value})`,
  });
}

/** JSON pointer into a body that holds one item in each list and the member `key` in each map. */
export function pointerTo(steps: readonly PathStep[]): string {
  return written(steps, {
    field: (name) => `/${name.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    items: "/0",
    values: "/key",
    variant: () => "",
  });
}

interface Notation {
  readonly field: (name: string) => string;
  readonly items: string;
  readonly values: string;
  readonly variant: (member: string, value: string) => string;
}

function written(steps: readonly PathStep[], { field, items, values, variant }: Notation): string {
  return steps
    .map((step) => {
      switch (step.kind) {
        case "field":
          return field(step.name);
        case "items":
          return items;
        case "values":
          return values;
        case "variant":
          return step.member === undefined ? "" : variant(step.member, step.value ?? "");
      }
    })
    .join("");
}

export function variantStep(variant: TypeNode, member: string | undefined, resolve: Resolve): PathStep {
  const [value] = member === undefined ? [] : tags(variant, member, resolve);
  return member === undefined || value === undefined
    ? { kind: "variant" }
    : { kind: "variant", member, value: JSON.stringify(value) };
}

/** From the body of a webhook. Nothing where the webhook does not carry the structure. */
export function stepsInBody(
  { owner, steps }: Location,
  webhook: Webhook,
  resolve: Resolve,
): readonly PathStep[] | undefined {
  switch (owner.kind) {
    case "envelope":
      return steps;
    case "webhook":
      return [...payloadSteps(webhook), ...steps];
    case "structure": {
      const route = routeTo(owner.name, webhook, resolve);
      return route === undefined ? undefined : [...route, ...steps];
    }
  }
}

function payloadSteps({ envelope: { payloadPath } }: Webhook): readonly PathStep[] {
  return payloadPath === undefined ? [] : bodyPath(payloadPath).map((name) => ({ kind: "field", name }));
}

/** The shortest way from a webhook's body to a structure. */
function routeTo(structure: string, webhook: Webhook, resolve: Resolve): readonly PathStep[] | undefined {
  const open: { readonly type: TypeNode; readonly steps: readonly PathStep[] }[] = [
    { type: bodyOf(webhook), steps: [] },
  ];
  const visited = new Set<TypeNode>();
  for (const { type, steps } of open) {
    if (type.kind === "reference") {
      if (type.name === structure) return steps;
      const named = resolve(type.name);
      if (named !== undefined && !visited.has(named.type)) open.push({ type: named.type, steps });
    }
    if (visited.has(type)) continue;
    visited.add(type);
    for (const [inner, step] of inside(type, resolve)) open.push({ type: inner, steps: [...steps, step] });
  }
  return undefined;
}

function inside(type: TypeNode, resolve: Resolve): readonly (readonly [TypeNode, PathStep])[] {
  switch (type.kind) {
    case "object":
      return type.fields.map((field) => [field.type, { kind: "field", name: field.name }]);
    case "array":
      return [[type.items, { kind: "items" }]];
    case "map":
      return [[type.values, { kind: "values" }]];
    case "union":
      return type.variants.map((variant) => [variant, variantStep(variant, type.discriminator, resolve)]);
    default:
      return [];
  }
}

const MOST_SAMPLES = 20;

/** What documented samples hold at a location: at most twenty values, in page order. */
export function samplesAt(model: Model, { owner, steps }: Location): readonly unknown[] {
  if (owner.kind === "structure") {
    const structure = model.structures.find(({ name }) => name === owner.name);
    return structure?.sample === undefined ? [] : follow([structure.sample], steps);
  }
  const name = owner.kind === "webhook" ? owner.name : owner.webhook;
  const webhook = model.webhooks.find((one) => one.name === name);
  if (webhook === undefined) return [];
  const bodies = webhook.samples.map(({ body }) => body);
  return follow(bodies, owner.kind === "webhook" ? [...payloadSteps(webhook), ...steps] : steps);
}

function follow(values: readonly unknown[], steps: readonly PathStep[]): readonly unknown[] {
  let here = values;
  for (const step of steps) here = here.flatMap((value) => stepInto(value, step)).slice(0, MOST_SAMPLES);
  return here;
}

function stepInto(value: unknown, step: PathStep): readonly unknown[] {
  switch (step.kind) {
    case "field":
      return isRecord(value) && Object.hasOwn(value, step.name) ? [value[step.name]] : [];
    case "items":
      return Array.isArray(value) ? value : [];
    case "values":
      return isRecord(value) ? Object.values(value) : [];
    case "variant":
      return step.member === undefined || (isRecord(value) && JSON.stringify(value[step.member]) === step.value)
        ? [value]
        : [];
  }
}
