// Proves a breaking change by a request body that one side's schema accepts and the other's rejects.
import { bodyOf } from "../../model/body.ts";
import type { TypeNode, Webhook } from "../../model/model.ts";
import type { Observation, ObservationKind, Step } from "../observation.ts";
import type { Witness } from "../report.ts";
import { fieldNamed, type Resolve, settle } from "../../model/types/resolve.ts";
import { accepts } from "../../model/types/fits.ts";
import { type Built, buildObject, buildValue, type Order, smallest } from "./build-value.ts";
import { routeTo } from "./find-route.ts";

/** One webhook as both models have it. */
export interface WitnessPair {
  readonly old: Webhook | undefined;
  readonly new: Webhook | undefined;
  readonly oldResolve: Resolve;
  readonly newResolve: Resolve;
}

type Payload = NonNullable<Witness["payload"]>;

/** What stands at the place of the change, to be tried in this order. */
const orders: Readonly<Partial<Record<ObservationKind, (seen: Observation, resolve: Resolve) => readonly Order[]>>> = {
  "field-removed": (_, resolve) => [(type) => smallest(type, resolve)],
  "became-optional": ({ label }, resolve) => [(type) => without(label, type, resolve)],
  "became-nullable": () => [() => ({ value: null })],
  changed: anyValue,
  widened: anyValue,
  untold: anyValue,
  "structure-untold": anyValue,
  "values-opened": () => [() => ({ value: "any other" })],
  "values-freed": () => [() => ({ value: "any other" })],
  "value-added": ({ label }) => [() => ({ value: JSON.parse(label) })],
  "variant-added": ({ newType }, resolve) => [() => (newType === undefined ? undefined : smallest(newType, resolve))],
  "payload-moved": (_, resolve) => [(type) => smallest(type, resolve)],
};

function anyValue(_: Observation, resolve: Resolve): readonly Order[] {
  const others: readonly unknown[] = [null, "any other", 0, true, [], {}];
  return [
    (type) => smallest(type, resolve),
    (type) => {
      const settled = settle(type, resolve).type;
      return settled.kind === "map" ? filled(settled.values, resolve) : undefined;
    },
    ...others.map((value) => () => ({ value })),
  ];
}

function filled(values: TypeNode, resolve: Resolve): Built {
  const value = smallest(values, resolve);
  return value === undefined ? undefined : { value: { key: value.value } };
}

function without(name: string, type: TypeNode, resolve: Resolve): Built {
  const { type: here } = settle(type, resolve);
  if (here.kind !== "object" || fieldNamed(here, name) === undefined) return undefined;
  return buildObject(here.fields, resolve, 0, { name, held: undefined });
}

export function payloadWitness(seen: Observation, pair: WitnessPair): Payload | undefined {
  if (seen.is === "webhook-removed" || seen.is === "action-changed") return goneWitness(pair);
  const tries = orders[seen.is];
  if (tries === undefined || pair.old === undefined || pair.new === undefined) return undefined;
  const steps = stepsInBody(seen, pair.new, pair.newResolve);
  if (steps === undefined) return undefined;
  const whole = seen.is === "field-removed" || seen.is === "became-optional" ? steps.slice(0, -1) : steps;
  const before = bodyOf(pair.old);
  const after = bodyOf(pair.new);
  for (const order of tries(seen, pair.newResolve)) {
    const built = buildValue(after, whole, order, pair.newResolve);
    if (built === undefined) continue;
    const { value: body } = built;
    if (accepts(after, body, pair.newResolve) && !accepts(before, body, pair.oldResolve)) {
      return { webhook: pair.new.name, body, acceptedBy: "new", rejectedBy: "old", pointer: pointerOf(whole) };
    }
  }
  return undefined;
}

/** A body of the old webhook: no schema of the new version knows its action. */
function goneWitness({ old, oldResolve }: WitnessPair): Payload | undefined {
  if (old?.envelope.payloadField === undefined) return undefined;
  const body = smallest(bodyOf(old), oldResolve);
  if (body === undefined) return undefined;
  return { webhook: old.name, body: body.value, acceptedBy: "old", rejectedBy: "new", pointer: "/action" };
}

function stepsInBody({ spot }: Observation, webhook: Webhook, resolve: Resolve): readonly Step[] | undefined {
  const { owner, steps } = spot;
  const { payloadField } = webhook.envelope;
  switch (owner.kind) {
    case "envelope":
      return steps;
    case "webhook":
      return payloadField === undefined ? steps : [{ is: "field", name: payloadField }, ...steps];
    case "structure": {
      const route = routeTo(owner.name, webhook, resolve);
      return route === undefined ? undefined : [...route, ...steps];
    }
  }
}

function pointerOf(steps: readonly Step[]): string {
  return steps
    .map((step) => {
      switch (step.is) {
        case "field":
          return `/${step.name.replaceAll("~", "~0").replaceAll("/", "~1")}`;
        case "items":
          return "/0";
        case "values":
          return "/key";
        case "variant":
          return "";
      }
    })
    .join("");
}
