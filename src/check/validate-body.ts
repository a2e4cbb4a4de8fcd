// Holds a request body against the schema that its `action` selects.
import type { JsonObject } from "../emit/json.ts";
import { didYouMean } from "../source/suggest.ts";
import { type Mismatch, explainErrors, received } from "./explain-errors.ts";
import { type Check, type CheckOptions, compileCheck, mostErrors } from "./run-checks.ts";

export interface BodySchema {
  /** The webhook's name. */
  readonly name: string;
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

export type ValidateBody = (body: unknown) => Verdict;

interface Entry {
  readonly name: string;
  readonly actions: readonly string[];
  readonly check: () => Check;
}

/** Compiles each schema when a body first needs it. Schemas without a fixed `action` are tried for bodies without one. */
export function bodyValidator(schemas: readonly BodySchema[], options: CheckOptions = {}): ValidateBody {
  const entries = schemas.map(({ name, schema }): Entry => ({
    name,
    actions: actionsOf(schema),
    check: onFirstCall(() => compileCheck(schema, options)),
  }));
  const loose = entries.filter(({ actions }) => actions.length === 0);

  return (body) => {
    const action = actionIn(body);
    const selected = entries.filter(({ actions }) => action !== undefined && actions.includes(action));
    const candidates = selected.length > 0 ? selected : loose;
    if (candidates.length === 0) {
      return {
        valid: false,
        mismatches: [
          unknownAction(
            body,
            action,
            entries.flatMap(({ actions }) => actions),
          ),
        ],
      };
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

/** The values of `action` that a schema allows; none where it leaves them open. */
function actionsOf(schema: object): readonly string[] {
  const action = member(member(schema, "properties"), "action");
  const values = member(action, "enum");
  return [member(action, "const"), ...(Array.isArray(values) ? values : [])].filter(
    (value) => typeof value === "string",
  );
}

function actionIn(body: unknown): string | undefined {
  const action = Array.isArray(body) ? undefined : member(body, "action");
  return typeof action === "string" ? action : undefined;
}

function unknownAction(body: unknown, action: string | undefined, known: readonly string[]): Mismatch {
  if (typeof body !== "object" || body === null || Array.isArray(body)) {
    return { path: "$", message: `an object is needed, ${received(body)} was received` };
  }
  if (action === undefined) {
    const found = Object.hasOwn(body, "action") ? received(member(body, "action")) : "nothing";
    return {
      path: "$.action",
      message: `one of the ${known.length} documented actions is needed, ${found} was received`,
    };
  }
  return {
    path: "$.action",
    message: `one of the ${known.length} documented actions is needed, ${received(action)} was received${didYouMean(action, known)}`,
  };
}

function member(value: unknown, name: string): unknown {
  if (typeof value !== "object" || value === null) return undefined;
  return Object.getOwnPropertyDescriptor(value, name)?.value;
}
