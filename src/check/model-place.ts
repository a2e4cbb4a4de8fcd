// Places in a body: as people read them, and as a correction addresses them.
import { bodyPath } from "../model/body.ts";
import type { Model, Webhook } from "../model/model.ts";
import { printSteps } from "../model/types/path.ts";
import type { TypeStep } from "../model/types/walk.ts";
import { isMemberName } from "./redact.ts";

/** What a correction starts from: a webhook's request body, or a structure. */
export interface Root {
  readonly kind: "webhook" | "structure";
  readonly name: string;
}

export interface ModelPlace {
  readonly root: Root;
  readonly steps: readonly TypeStep[];
}

export function stepInto({ root, steps }: ModelPlace, step: TypeStep): ModelPlace {
  return { root, steps: [...steps, step] };
}

/** Parted so that no two places share a key. */
export function placeKey({ root, steps }: ModelPlace): string {
  return JSON.stringify([
    root.kind,
    root.name,
    ...steps.map((step) => (step.kind === "member" ? [step.name] : step.kind)),
  ]);
}

export function memberPath(path: string, name: string): string {
  const shown = isMemberName(name) ? name : "(a key that looks like data)";
  return path === "" ? shown : `${path}.${shown}`;
}

export interface CorrectionAddress {
  readonly path: string;
  /** As the path is read. */
  readonly steps: readonly TypeStep[];
}

/**
 * The path of a correction; undefined where none can be written: for a name with a dot in it, or for a body as a whole.
 * @param coming members that other corrections of the same proposal may add to an envelope
 */
export function addressOf(
  { root, steps }: ModelPlace,
  model: Model,
  coming: ReadonlySet<string> = new Set(),
): CorrectionAddress | undefined {
  if (steps.some((step) => step.kind === "member" && !isMemberName(step.name))) return undefined;
  if (root.name === "" || (root.kind === "structure" ? /[.[\]]/ : /[[\]]/).test(root.name)) return undefined;
  const from = root.kind === "structure" ? steps : fromWebhook(root.name, steps, model, coming);
  if (root.kind === "webhook" && from.length === 0) return undefined;
  const path = printSteps(from);
  const dot = root.kind === "structure" && path.startsWith("[") ? "." : "";
  return { path: `${root.kind === "structure" ? "$defs." : ""}${root.name}${dot}${path}`, steps: from };
}

/** Members that a proposal may add to the envelope of a webhook. */
export function comingMembers(places: readonly ModelPlace[], { webhooks }: Model): ReadonlySet<string> {
  return new Set(
    places.flatMap(({ root, steps: [step, ...deeper] }) => {
      const envelope = webhooks.find(({ name }) => root.kind === "webhook" && name === root.name)?.envelope;
      if (step?.kind !== "member" || deeper.length > 0 || step.name === envelope?.payloadPath) return [];
      return envelope?.fields.some(({ name }) => name === step.name) === true ? [] : [step.name];
    }),
  );
}

/** From the payload where that is clear in whatever order corrections are pasted, otherwise from the body. */
function fromWebhook(
  name: string,
  steps: readonly TypeStep[],
  { webhooks }: Model,
  coming: ReadonlySet<string>,
): readonly TypeStep[] {
  const payloadPath = webhooks.find((webhook) => webhook.name === name)?.envelope.payloadPath;
  const [first] = steps;
  if (payloadPath === undefined || first?.kind !== "member") return steps;
  const envelope = new Set(webhooks.flatMap((webhook: Webhook) => webhook.envelope.fields.map((field) => field.name)));
  const path = bodyPath(payloadPath);
  const isInside = path.every((name, at) => {
    const step = steps[at];
    return step?.kind === "member" && step.name === name;
  });
  if (!isInside) return envelope.has(first.name) ? steps : [BODY, ...steps];
  const behind = steps.slice(path.length);
  const [inner] = behind;
  if (inner?.kind !== "member") return steps;
  const unclear = inner.name === path[0] || envelope.has(inner.name) || coming.has(inner.name);
  return unclear ? [BODY, ...steps] : behind;
}

const BODY: TypeStep = { kind: "member", name: "$body" };
