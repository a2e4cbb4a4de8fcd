// Words for the ways in which a body differs from its schema: the path, what is needed there, what was received.
import type { ErrorObject, ValidateFunction } from "ajv/dist/2020.js";
import { shorten } from "../source/finding.ts";
import { SECRET_NAME } from "../source/printable.ts";
import { oneOf } from "../source/suggest.ts";

/** One way in which a body differs from its schema. */
export interface Mismatch {
  /** From the body's root, as in `$.payload.users[0].id`. */
  readonly path: string;
  /** What is needed there and what was received. */
  readonly message: string;
}

/** Compiles one branch of a union, which may refer to the `$defs` of its schema. */
export type CompileBranch = (branch: object | boolean) => ValidateFunction;

interface Placed {
  readonly error: ErrorObject;
  /** JSON pointer from the body's root. */
  readonly pointer: string;
}

/** Of a union only the branch that comes nearest is told of. The errors must be verbose ones. */
export function explainErrors(errors: readonly ErrorObject[], compile: CompileBranch): readonly Mismatch[] {
  const told = withoutOtherBranches(errors, "", compile).map(({ error, pointer }) => ({
    path: jsonPath(pointer),
    message: explain(
      error,
      tokensOf(pointer).some((token) => SECRET_NAME.test(token)),
    ),
  }));
  const seen = new Set<string>();
  return told.filter(({ path, message }) => {
    const line = `${path}\n${message}`;
    return !seen.has(line) && seen.add(line);
  });
}

function withoutOtherBranches(
  errors: readonly ErrorObject[],
  above: string,
  compile: CompileBranch,
): readonly Placed[] {
  const kept: Placed[] = [];
  const dropped = new Set<string>();
  const identity = identityOf();
  for (const error of errors) {
    if (error.keyword !== "anyOf" && error.keyword !== "oneOf") continue;
    const tried = branchErrors(error, compile);
    for (const found of tried.flat()) dropped.add(identity(found, error.instancePath));
    if (tried.length === 0 || tried.some((found) => found.length === 0)) continue;
    const best = tried.reduce((one, other) => (weight(other) < weight(one) ? other : one));
    dropped.add(identity(error, ""));
    kept.push(...withoutOtherBranches(best, above + error.instancePath, compile));
  }
  const plain = errors.filter((error) => error.keyword !== "if" && !dropped.has(identity(error, "")));
  return [...plain.map((error) => ({ error, pointer: above + error.instancePath })), ...kept];
}

function branchErrors(error: ErrorObject, compile: CompileBranch): readonly (readonly ErrorObject[])[] {
  const branches: readonly (object | boolean)[] = Array.isArray(error.schema) ? error.schema : [];
  return branches.map((branch) => {
    const validate = compile(branch);
    return validate(error.data) === true ? [] : (validate.errors ?? []);
  });
}

/** A wrong type at the root, or a wrong constant of the value's own members, says that another branch was meant. */
function weight(errors: readonly ErrorObject[]): number {
  const foreign = errors.some(({ keyword, instancePath }) => {
    const depth = instancePath.split("/").length - 1;
    return (keyword === "type" && depth === 0) || ((keyword === "const" || keyword === "not") && depth <= 1);
  });
  return errors.length + (foreign ? 1_000 : 0);
}

/** Two errors are one when the same keyword of the same schema object failed at the same place. */
function identityOf(): (error: ErrorObject, above: string) => string {
  const numbers = new Map<unknown, number>();
  return ({ instancePath, keyword, params, parentSchema }, above) => {
    const number = numbers.get(parentSchema) ?? numbers.size;
    numbers.set(parentSchema, number);
    return `${number} ${keyword} ${JSON.stringify(params)} ${above}${instancePath}`;
  };
}

/** @param secret of the value only its kind may be told */
function explain({ keyword, params, data, message }: ErrorObject, secret: boolean): string {
  const needed = (what: string): string => `${what} is needed, ${got} was received`;
  const got = secret ? kindOf(data) : received(data);
  switch (keyword) {
    case "type":
      return needed(oneOf([params["type"]].flat().map((type) => article(String(type)))));
    case "required":
      return `the member "${String(params["missingProperty"])}" is needed, it is missing`;
    case "const":
      return needed(say(params["allowedValue"]));
    case "enum":
      return needed(oneOf(listOf(params["allowedValues"]).map(say)));
    case "format":
      return needed(`a ${String(params["format"])}`);
    case "additionalProperties":
    case "unevaluatedProperties":
      return `no member "${String(params["additionalProperty"] ?? params["unevaluatedProperty"])}" is known here, it was received`;
    case "anyOf":
    case "oneOf":
      return needed("a value of one of the documented shapes");
    default:
      return `it ${message ?? "does not fit its schema"}, ${got} was received`;
  }
}

function kindOf(value: unknown): string {
  if (Array.isArray(value)) return "an array";
  return value === null ? "null" : article(typeof value);
}

/** A received value in a few words: its kind, and the value itself where it is short. */
export function received(value: unknown): string {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (value === null) return "null";
  if (typeof value === "object") return Object.keys(value).length === 0 ? "an empty object" : "an object";
  if (typeof value === "number" && !Number.isFinite(value)) return "a number too large to be held";
  return `the ${typeof value} ${say(value)}`;
}

function say(value: unknown): string {
  return shorten(JSON.stringify(value), 80);
}

function article(type: string): string {
  return type === "null" ? type : /^[aeiou]/.test(type) ? `an ${type}` : `a ${type}`;
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** `/payload/users/0/a~1b` as `$.payload.users[0]["a/b"]`. */
function jsonPath(pointer: string): string {
  return tokensOf(pointer).reduce((path, token) => path + step(token), "$");
}

function tokensOf(pointer: string): readonly string[] {
  return pointer
    .split("/")
    .slice(1)
    .map((token) => token.replaceAll("~1", "/").replaceAll("~0", "~"));
}

function step(token: string): string {
  if (/^\d+$/.test(token)) return `[${token}]`;
  return /^[A-Za-z_$][\w$]*$/.test(token) ? `.${token}` : `[${JSON.stringify(token)}]`;
}
