// Holds a request body against the schema that its `action` selects.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { isDateTime } from "../model/date-time.ts";
import { didYouMean } from "../source/suggest.ts";
import { explainErrors, type Mismatch, received } from "./explain-errors.ts";

export interface BodySchema {
  /** The webhook's name. */
  readonly name: string;
  readonly schema: object;
}

export type Verdict =
  | { readonly valid: true; readonly webhook: string }
  | { readonly valid: false; readonly webhook?: string; readonly mismatches: readonly Mismatch[] };

export type ValidateBody = (body: unknown) => Verdict;

/** Compiles each schema when a body first needs it. Schemas without a fixed `action` are tried for bodies without one. */
export function bodyValidator(schemas: readonly BodySchema[]): ValidateBody {
  const ajv = new Ajv2020({ allErrors: true, verbose: true, strict: false, strictNumbers: true, logger: false });
  ajv.addFormat("date-time", isDateTime);
  const entries = schemas.map(({ name, schema }, index) => ({
    name,
    id: `urn:body:${index}`,
    actions: actionsOf(schema),
  }));
  for (const [index, { schema }] of schemas.entries()) ajv.addSchema({ ...schema, $id: `urn:body:${index}` });
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
    const verdicts = candidates.map(({ name, id }) => judge(ajv, id, name, body));
    return verdicts.find(({ valid }) => valid) ?? closest(verdicts);
  };
}

function judge(ajv: Ajv2020, id: string, webhook: string, body: unknown): Verdict {
  try {
    const validate = ajv.getSchema(id);
    if (validate === undefined || validate(body) === true) return { valid: true, webhook };
    const $defs = member(validate.schema, "$defs") ?? {};
    const compiled = new Map<object | boolean, ValidateFunction>();
    const compile = (branch: object | boolean) => {
      const validateBranch = compiled.get(branch) ?? ajv.compile({ $defs, allOf: [branch] });
      compiled.set(branch, validateBranch);
      return validateBranch;
    };
    return { valid: false, webhook, mismatches: explainErrors(validate.errors ?? [], compile) };
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
