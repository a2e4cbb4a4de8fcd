// Validates a request body against the schema that its name selects.
import type { JsonObject } from "../emit/json.ts";
import { didYouMean } from "../findings/suggest.ts";
import { shownName } from "../model/discriminator.ts";
import type { Discriminator } from "../model/model.ts";
import { explainErrors, type Mismatch, received } from "./explain-errors.ts";
import { type Check, type CheckOptions, compileCheck, mostErrors } from "./run-checks.ts";

export interface BodySchema {
  /** The webhook's name. */
  readonly name: string;
  /** The name that a body must show; absent where it shows none. */
  readonly inBody?: string;
  readonly schema: JsonObject;
}

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

interface Entry {
  readonly name: string;
  readonly inBody: string | undefined;
  readonly check: () => Check;
}

/** Compiles each schema when a body first needs it. Schemas without a name in the body are tried for bodies without one. */
export function bodyValidator(
  schemas: readonly BodySchema[],
  discriminator: Discriminator,
  options: CheckOptions = {},
): ValidateBody {
  const entries = schemas.map(({ name, inBody, schema }): Entry => ({
    name,
    inBody,
    check: onFirstCall(() => compileCheck(schema, options)),
  }));
  const loose = discriminator.in === "body" ? entries.filter(({ inBody }) => inBody === undefined) : [];
  const known = [...new Set(entries.map(({ name }) => name))];

  return (body, given) => {
    const shown = given ?? shownName(body, undefined, discriminator);
    const selected = entries.filter(({ name, inBody = name }) => shown === (given === undefined ? inBody : name));
    const candidates = selected.length > 0 || given !== undefined ? selected : loose;
    if (candidates.length === 0) {
      return { valid: false, mismatches: [unknownName(body, shown, known, given === undefined ? discriminator : undefined)] };
    }
    const verdicts = candidates.map((entry) => judge(entry, body, mostErrors(options)));
    return verdicts.find(({ valid }) => valid) ?? closest(verdicts);
  };
}

function onFirstCall<T>(make: () => T): () => T {
  let made: { readonly value: T } | undefined;
  return () => (made ??= { value: make() }).value;
}

function judge({ name: webhook, check }: Entry, body: unknown, most: number): Verdict {
  try {
    const errors = check()(body);
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
  if (at !== undefined && (typeof body !== "object" || body === null || Array.isArray(body))) {
    return { path: "$", message: `an object is needed, ${received(body)} was received` };
  }
  const path = at === undefined ? "$" : `$.${at.path}`;
  const came = name === undefined ? "nothing" : received(name);
  const hint = typeof name === "string" ? didYouMean(name, known) : "";
  return { path, message: `${needed}, ${came} was received${hint}` };
}
