// Validates a request body by the checks of the webhook that its name selects.
import { nameVersion } from "../emit/names.ts";
import { schemaDialect } from "../emit/schema/schema-dialect.ts";
import { schemaIn } from "../emit/schema/webhook-schema.ts";
import { shownName } from "../model/types/discriminator.ts";
import type { Discriminator, Model, Webhook } from "../model/model.ts";
import { isRecord } from "../model/types/value.ts";
import { didYouMean } from "../source/suggest.ts";
import { explainErrors, type Mismatch, received } from "./explain-errors.ts";
import { type Check, type CheckOptions, mostErrors, webhookChecks } from "./run-checks.ts";
import { fixedNames, selectWebhook } from "./select-webhook.ts";

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
  const dialect = schemaDialect(model, names.structures);
  const checkOf = webhookChecks(names, (named) => schemaIn(model, names, named, dialect), options);
  const loose =
    discriminator.in === "body" ? webhooks.filter((webhook) => fixedNames(webhook, conventions).length === 0) : [];
  const known = [...new Set(webhooks.map(({ name }) => name))];
  return (body, given) => {
    const selected = selectWebhook(model, body, given);
    const candidates = selected.kind === "known" ? selected.webhooks : given === undefined ? loose : [];
    if (candidates.length === 0) {
      const shown = given ?? shownName(body, undefined, discriminator);
      const at = given === undefined ? discriminator : undefined;
      return { valid: false, mismatches: [unknownName(body, shown, known, at)] };
    }
    const verdicts = candidates.map((webhook) => judge(webhook, checkOf(webhook), body, mostErrors(options)));
    return verdicts.find(({ valid }) => valid) ?? closest(verdicts);
  };
}

function judge({ name: webhook }: Webhook, check: Check, body: unknown, most: number): Verdict {
  try {
    const errors = check(body);
    if (errors === undefined) return { valid: true, webhook };
    const verdict = { valid: false, webhook, mismatches: explainErrors(errors, body) } as const;
    return errors.length < most ? verdict : { ...verdict, stopped: true };
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { valid: false, webhook, mismatches: [{ path: "$", message: "the body is nested too deeply to be read" }] };
  }
}

function closest(verdicts: readonly Verdict[]): Verdict {
  const distance = (verdict: Verdict | undefined) => (verdict?.valid === false ? verdict.mismatches.length : Infinity);
  return verdicts.reduce((best, verdict) => (distance(verdict) < distance(best) ? verdict : best));
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
  const path = at === undefined ? "$" : `$.${at.path}`;
  const came = name === undefined ? "nothing" : received(name);
  const hint = typeof name === "string" ? didYouMean(name, known) : "";
  return { path, message: `${needed}, ${came} was received${hint}` };
}
