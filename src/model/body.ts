// The whole request body of a webhook: its envelope with the payload in its place, and back.
import type {
  Authentication,
  Conventions,
  Discriminator,
  Field,
  ObjectType,
  TypeNode,
  Webhook,
  Model,
} from "./model.ts";
import type { Challenge } from "../register/conventions.ts";
import { mapParts, walkType } from "./types/walk.ts";

/** Steps of a path in a body as conventions write it. */
export function bodyPath(path: string): readonly string[] {
  return path.split(".");
}

/** The steps to the list of webhooks that a request holds; none where the request is that list. */
export function batchPath({ path }: { readonly path: string }): readonly string[] {
  return path === "[]" ? [] : bodyPath(path);
}

/** What a receiver is made of: paths as steps. */
export interface WireConventions {
  readonly discriminator:
    { readonly path: readonly string[] } | { readonly header: string } | { readonly only: string };
  readonly batch?: { readonly path: readonly string[]; readonly partial: boolean };
  readonly form?: string;
  readonly challenges?: readonly WireChallenge[];
  readonly timeout?: number;
  readonly delivery?: { readonly header: string };
  readonly authentication:
    | { readonly scheme: "secret"; readonly path: readonly string[] }
    | Exclude<Authentication, { readonly scheme: "secret" }>;
}

type BodyChallenge = Extract<Challenge, { readonly body: string }>;
type WireChallenge =
  Exclude<Challenge, BodyChallenge> | ({ readonly path: readonly string[] } & Omit<BodyChallenge, "body">);

export function wireConventions({
  discriminator,
  batch,
  form,
  challenges,
  timeout,
  delivery,
  authentication,
}: Omit<Conventions, "payload" | "names">): WireConventions {
  return {
    discriminator: wireDiscriminator(discriminator),
    ...(batch !== undefined && { batch: { path: batchPath(batch), partial: batch.partial === true } }),
    ...(form !== undefined && { form: form.field }),
    ...(challenges !== undefined && { challenges: challenges.kinds.map(wireChallenge) }),
    ...(timeout !== undefined && { timeout: timeout.seconds }),
    ...(delivery !== undefined && { delivery: { header: delivery.header.toLowerCase() } }),
    authentication:
      authentication.scheme === "secret"
        ? { scheme: authentication.scheme, path: bodyPath(authentication.path) }
        : authentication,
  };
}

function wireDiscriminator(discriminator: Discriminator): WireConventions["discriminator"] {
  switch (discriminator.in) {
    case "body":
      return { path: bodyPath(discriminator.path) };
    case "header":
      return { header: discriminator.name.toLowerCase() };
    case "none":
      return { only: discriminator.webhook };
  }
}

function wireChallenge(challenge: Challenge): WireChallenge {
  if (!("body" in challenge)) return challenge;
  const { body, ...rest } = challenge;
  return { path: bodyPath(body), ...rest };
}

/** An object type, or the payload itself where the body is the payload. */
export function bodyOf({ envelope, payload }: Pick<Webhook, "envelope" | "payload">): TypeNode {
  const { payloadPath, payloadAt, fields, evidence } = envelope;
  if (payloadPath === undefined) return payload;
  return { kind: "object", fields: inserted(fields, bodyPath(payloadPath), payloadAt, { type: payload, evidence }) };
}

function inserted(
  fields: readonly Field[],
  [name = "", ...rest]: readonly string[],
  at: number,
  payload: Pick<Field, "type" | "evidence">,
): readonly Field[] {
  if (rest.length === 0) return fields.toSpliced(at, 0, { name, presence: "required", ...payload });
  return fields.map((field) =>
    field.name === name && field.type.kind === "object"
      ? { ...field, type: { ...field.type, fields: inserted(field.type.fields, rest, at, payload) } }
      : field,
  );
}

interface BodyParts {
  readonly payload: TypeNode;
  readonly payloadAt: number;
  readonly fields: readonly Field[];
}

/** A body without its payload, and the payload; undefined where there is none at the path. */
function splitBody(body: TypeNode, path: readonly string[]): BodyParts | undefined {
  if (body.kind !== "object") return undefined;
  const [name, ...rest] = path;
  const at = body.fields.findIndex((field) => field.name === name);
  const field = body.fields[at];
  if (field === undefined) return undefined;
  if (rest.length === 0) return { payload: field.type, payloadAt: at, fields: body.fields.toSpliced(at, 1) };
  const inner = splitBody(field.type, rest);
  if (inner === undefined || field.type.kind !== "object") return undefined;
  const holder: ObjectType = { ...field.type, fields: inner.fields };
  return { ...inner, fields: body.fields.with(at, { ...field, type: holder }) };
}

/** The webhook with another body; undefined where that has nothing in the payload's place. */
export function withBody<Known extends Pick<Webhook, "envelope" | "payload">>(
  webhook: Known,
  body: TypeNode,
): Known | undefined {
  const { envelope } = webhook;
  if (envelope.payloadPath === undefined) return { ...webhook, payload: body };
  const parts = splitBody(body, bodyPath(envelope.payloadPath));
  if (parts === undefined) return undefined;
  const { payload, ...rest } = parts;
  return { ...webhook, payload, envelope: { ...envelope, ...rest } };
}

/** What replaces a field at a path through objects and variants, which an item of an array is not. */
export function changeAt(type: TypeNode, path: readonly string[], change: (field: Field) => Field): TypeNode {
  if (type.kind === "union") return mapParts(type, (variant) => changeAt(variant, path, change));
  if (type.kind !== "object") return type;
  const [name, ...rest] = path;
  const fields = type.fields.map((field): Field => {
    if (field.name !== name) return field;
    return rest.length === 0 ? change(field) : { ...field, type: changeAt(field.type, rest, change) };
  });
  return { ...type, fields };
}

/** The value at a path of a body; undefined where there is none. */
export function valueAt(body: unknown, path: readonly string[]): unknown {
  let value = body;
  for (const step of path) {
    if (typeof value !== "object" || value === null || Array.isArray(value)) return undefined;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}

/** A copy of a body with another value at a path, in the order of the body's members; new members come last. */
export function withValueAt(body: unknown, [step, ...rest]: readonly string[], value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  const members = Object.entries(body);
  const at = members.findIndex(([key]) => key === step);
  const inner = withValueAt(at < 0 ? {} : members[at]?.[1], rest, value);
  return Object.fromEntries(at < 0 ? [...members, [step, inner]] : members.with(at, [step, inner]));
}

/** A copy of a body without the member at a path. */
export function withoutValueAt(body: unknown, [step, ...rest]: readonly string[]): unknown {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return body;
  return Object.fromEntries(
    Object.entries(body).flatMap(([key, value]: readonly [string, unknown]) => {
      if (key !== step) return [[key, value]];
      return rest.length === 0 ? [] : [[key, withoutValueAt(value, rest)]];
    }),
  );
}

export function countFields({ webhooks, structures }: Model): number {
  let count = 0;
  for (const type of [...webhooks.map(bodyOf), ...structures.map((structure) => structure.type)]) {
    walkType(type, (here) => {
      if (here.kind === "object") count += here.fields.length;
    });
  }
  return count;
}

/** In words. */
export function discriminatorText(discriminator: Discriminator): string {
  switch (discriminator.in) {
    case "body":
      return `"${discriminator.path}" of the body`;
    case "header":
      return `the header ${discriminator.name}`;
    case "none":
      return "nothing, as there is one webhook alone";
  }
}
