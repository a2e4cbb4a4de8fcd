// Finds what documented samples hold at a place.
import type { Model } from "../model/model.ts";
import { isRecord } from "../model/types/value.ts";
import type { Spot, Step } from "./observation.ts";

const MOST = 20;

/** At most twenty values, in page order. */
export function samplesAt(model: Model, { owner, steps }: Spot): readonly unknown[] {
  if (owner.kind === "structure") {
    const structure = model.structures.find(({ name }) => name === owner.name);
    return structure?.sample === undefined ? [] : follow([structure.sample], steps);
  }
  const name = owner.kind === "webhook" ? owner.name : owner.webhook;
  const webhook = model.webhooks.find((one) => one.name === name);
  if (webhook === undefined) return [];
  const { payloadField } = webhook.envelope;
  const bodies = webhook.samples.map(({ body }) => body);
  const inPayload = owner.kind === "webhook" && payloadField !== undefined;
  return follow(bodies, inPayload ? [{ is: "field", name: payloadField }, ...steps] : steps);
}

function follow(values: readonly unknown[], steps: readonly Step[]): readonly unknown[] {
  let here = values;
  for (const step of steps) here = here.flatMap((value) => stepInto(value, step)).slice(0, MOST);
  return here;
}

function stepInto(value: unknown, step: Step): readonly unknown[] {
  switch (step.is) {
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
