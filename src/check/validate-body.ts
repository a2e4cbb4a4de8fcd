// Validates a request body by the checks of the webhook that its name selects.
import { nameVersion } from "../emit/names.ts";
import { checkDialect } from "../emit/schema/webhook-schema.ts";
import { schemaIn } from "../emit/schema/webhook-schema.ts";
import { shownName } from "../model/types/discriminator.ts";
import { batchPath } from "../model/body.ts";
import type { Conventions, Discriminator, Model, Webhook } from "../model/model.ts";
import { isRecord, tokensOf, valueAt } from "../model/types/value.ts";
import { didYouMean } from "../source/suggest.ts";
import {
  type CheckError,
  type CheckOptions,
  fixedNames,
  mostErrors,
  selectWebhook,
  webhookChecks,
} from "./run-checks.ts";
import { shorten } from "../source/finding.ts";
import { SECRET_NAME } from "../source/printable.ts";
import { UNKNOWN_MEMBER } from "../emit/validators/prelude.ts";

const KIND = /^(?:string|boolean|number|integer|null|object|array|date-time)$/;

export type Verdict =
  | { readonly valid: true; readonly webhook: string }
  | {
      readonly valid: false;
      readonly webhook?: string;
      readonly mismatches: readonly Mismatch[];
      /** There may be more mismatches: the check stopped at its most. */
      readonly stopped?: true;
    };

/** `name` is what the request says beside its body: a header, or the caller. */
export type ValidateBody = (body: unknown, name?: string) => Verdict;

/** Bodies without a known name are tried by the webhooks that fix none. */
export function bodyValidator(model: Model, options: CheckOptions = {}): ValidateBody {
  const names = nameVersion(model);
  const { conventions, webhooks } = model;
  const { discriminator } = conventions;
  const dialect = checkDialect(model, names.structures);
  const checkOf = webhookChecks(names, (named) => schemaIn(model, names, named, dialect), options);
  const loose =
    discriminator.in === "body" ? webhooks.filter((webhook) => fixedNames(webhook, conventions).length === 0) : [];
  const known = [...new Set(webhooks.map(({ name }) => name))];
  const judge = (described: Webhook, body: unknown): Verdict => {
    const { name: webhook } = described;
    try {
      const errors = checkOf(described)(body);
      if (errors === undefined) return { valid: true, webhook };
      const mismatches = errors.map((error) => explain(error, body));
      return { valid: false, webhook, mismatches, ...(errors.length < mostErrors(options) ? {} : { stopped: true }) };
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      return {
        valid: false,
        webhook,
        mismatches: [{ path: "$", message: "the body is nested too deeply to be read" }],
      };
    }
  };
  return (body, given) => {
    const selected = selectWebhook(model, body, given);
    const candidates = selected.kind === "known" ? selected.webhooks : given === undefined ? loose : [];
    if (candidates.length === 0) {
      const shown = given ?? shownName(body, undefined, discriminator);
      const at = given === undefined ? discriminator : undefined;
      return { valid: false, mismatches: [unknownName(body, shown, known, at)] };
    }
    const verdicts = candidates.map((webhook) => judge(webhook, body));
    return verdicts.reduce((best, verdict) => (distance(verdict) < distance(best) ? verdict : best));
  };
}

export interface WebhookInBody {
  readonly webhook: unknown;
  /** From the body's root, as in `$.events[1]`. */
  readonly path: string;
}

/** What a body holds: each webhook of its list, where the vendor sends lists; itself where there is none. */
export function webhooksIn(body: unknown, batch: Conventions["batch"]): readonly WebhookInBody[] {
  const steps = batch === undefined ? [] : batchPath(batch);
  const list = batch === undefined ? undefined : valueAt(body, steps);
  return Array.isArray(list)
    ? list.map((webhook: unknown, index) => ({ webhook, path: jsonPath([...steps, String(index)]) }))
    : [{ webhook: body, path: "$" }];
}

/** The mismatches of a webhook with their paths from the root of the body that holds it. */
export function mismatchesAt({ path: above }: WebhookInBody, verdict: Verdict): readonly Mismatch[] {
  return verdict.valid ? [] : verdict.mismatches.map((one) => ({ ...one, path: above + one.path.slice(1) }));
}

function distance(verdict: Verdict): number {
  return verdict.valid ? -1 : verdict.mismatches.length;
}

/** @param at where a request shows its name; absent where the name was given beside it */
function unknownName(body: unknown, name: unknown, known: readonly string[], at: Discriminator | undefined): Mismatch {
  const needed = `one of the ${known.length} documented names is needed`;
  if (at?.in === "header") {
    return { path: "$", message: `${needed}: the header "${at.name}" holds it, and no name was given` };
  }
  if (at !== undefined && !isRecord(body)) {
    return { path: "$", message: `an object is needed, ${received(body)} was received` };
  }
  const path = at?.in === "body" ? `$.${at.path}` : "$";
  const came = name === undefined ? "nothing" : received(name);
  const hint = typeof name === "string" ? didYouMean(name, known) : "";
  return { path, message: `${needed}, ${came} was received${hint}` };
}

/** One way in which a body differs from its schema. */
export interface Mismatch {
  /** From the body's root, as in `$.payload.users[0].id`. */
  readonly path: string;
  /** What is needed there and what was received. */
  readonly message: string;
}

function explain({ path, expected, received: kind, basis }: CheckError, body: unknown): Mismatch {
  const tokens = tokensOf(path);
  if (kind === "nothing") {
    const name = JSON.stringify(tokens.at(-1) ?? "");
    const why = basis === "sample" ? " (only samples show that it is)" : "";
    return { path: jsonPath(tokens.slice(0, -1)), message: `the member ${name} is needed${why}, it is missing` };
  }
  const secret = tokens.some((token) => SECRET_NAME.test(token));
  const value = valueAt(body, tokens);
  const got = secret || value === undefined ? article(kind) : received(value);
  const message =
    expected === UNKNOWN_MEMBER
      ? `no such member is known, ${got} was received`
      : `${needed(expected)} is needed, ${got} was received`;
  return { path: jsonPath(tokens), message };
}

/** `string or null` as "a string or null"; values stay as they are. */
function needed(expected: string): string {
  const kinds = expected.split(/, | or /);
  return kinds.every((kind) => KIND.test(kind)) ? expected.replace(/[a-z-]+(?=, | or |$)/g, article) : expected;
}

/** A received value in a few words: its kind, and the value itself where it is short. */
function received(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value === null) return "null";
  if (typeof value === "object") return Object.keys(value).length === 0 ? "an empty object" : "an object";
  if (typeof value === "number" && !Number.isFinite(value)) return "a number too large to be held";
  return `the ${typeof value} ${shorten(JSON.stringify(value), 80)}`;
}

function article(kind: string): string {
  return kind === "null" ? kind : /^[aeiou]/.test(kind) ? `an ${kind}` : `a ${kind}`;
}

/** `$.payload.users[0]["a/b"]`. */
function jsonPath(tokens: readonly string[]): string {
  const steps = tokens.map((token) => {
    if (/^\d+$/.test(token)) return `[${token}]`;
    return /^[A-Za-z_$][\w$]*$/.test(token) ? `.${token}` : `[${JSON.stringify(token)}]`;
  });
  return `$${steps.join("")}`;
}
