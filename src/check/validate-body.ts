// Validates a request body by the checks of the webhook that its `action` selects.
import { nameVersion } from "../emit/names.ts";
import { schemaDialect } from "../emit/schema/schema-dialect.ts";
import { schemaIn } from "../emit/schema/webhook-schema.ts";
import { didYouMean } from "../source/suggest.ts";
import { explainErrors, type Mismatch, received } from "./explain-errors.ts";
import type { Model, Webhook } from "../model/model.ts";
import { isRecord, memberOf } from "../model/types/value.ts";
import { type Check, type CheckOptions, mostErrors, webhookChecks } from "./run-checks.ts";
import { fixedActions, selectWebhook } from "./select-webhook.ts";

export type Verdict =
  | { readonly valid: true; readonly webhook: string }
  | {
      readonly valid: false;
      readonly webhook?: string;
      readonly mismatches: readonly Mismatch[];
      /** There may be more mismatches: the check stopped at its most. */
      readonly stopped?: true;
    };

export type ValidateBody = (body: unknown) => Verdict;

/** Bodies without a known action are tried by the webhooks that fix none. */
export function bodyValidator(model: Model, options: CheckOptions = {}): ValidateBody {
  const names = nameVersion(model);
  const dialect = schemaDialect(model, names.structures);
  const checkOf = webhookChecks(names, (named) => schemaIn(model, names, named, dialect), options);
  const loose = model.webhooks.filter((webhook) => fixedActions(webhook).length === 0);
  return (body) => {
    const selected = selectWebhook(model, body);
    const candidates = selected.kind === "known" ? selected.webhooks : loose;
    if (candidates.length === 0) {
      return { valid: false, mismatches: [unknownAction(body, model.webhooks.flatMap(fixedActions))] };
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

function unknownAction(body: unknown, known: readonly string[]): Mismatch {
  if (!isRecord(body)) return { path: "$", message: `an object is needed, ${received(body)} was received` };
  const action = memberOf(body, "action");
  const found = action === undefined ? "nothing" : received(action);
  const near = typeof action === "string" ? didYouMean(action, known) : "";
  return {
    path: "$.action",
    message: `one of the ${known.length} documented actions is needed, ${found} was received${near}`,
  };
}
