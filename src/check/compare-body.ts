// Compares a captured body with what the docs say: runs its checks, and says of every error what and where the docs are.
import type { JsonObject } from "../emit/json.ts";
import { nameVersion } from "../emit/names.ts";
import { OTHER_KEY, UNKNOWN_MEMBER } from "../emit/validators/prelude.ts";
import { bodyOf } from "../model/body.ts";
import { describeType } from "../model/describe-type.ts";
import type { Evidence, Model, ObjectType, TypeNode, Webhook, MapType } from "../model/model.ts";
import { kindOfKey, keyPattern } from "../model/rules/keys.ts";
import { closestVariant } from "../model/types/fits.ts";
import { fieldNamed, isListed, type Resolve, resolver, resolveType, valuesOf } from "../model/types/resolve.ts";
import { isRecord, memberOf, nameAt, tokensOf, type JsonKind } from "../model/types/value.ts";
import type { TypeStep } from "../model/types/walk.ts";
import { isMemberName, type Redaction, redactionOf, showValue } from "./redact.ts";
import { type Check, type CheckError, type CheckOptions, webhookChecks } from "./run-checks.ts";
import { checkDialect, schemaIn } from "../emit/schema/webhook-schema.ts";
import type { Expectation, Replacement } from "../model/corrections/correct-field.ts";
import { firstOfEach } from "../source/group-by.ts";

/** Where a correction would change the model: from a webhook's request body, or from a structure. */
export interface ModelPlace {
  readonly root: { readonly kind: "webhook" | "structure"; readonly name: string };
  readonly steps: readonly TypeStep[];
}

/** No two places share a key. */
export function placeKey({ root, steps }: ModelPlace): string {
  const parts = steps.map((step) => (step.kind === "member" ? [step.name] : step.kind));
  return JSON.stringify([root.kind, root.name, ...parts]);
}

export interface BodyMismatch {
  readonly kind: DifferenceKind;
  /** From the body's root, for people. */
  readonly path: string;
  readonly place: ModelPlace;
  readonly docs: string;
  readonly evidence: readonly Evidence[];
  readonly value: unknown;
  readonly shown: string;
  readonly redaction: Redaction;
  /** The value did not arrive at all. */
  readonly absent?: true;
}

export type CompareBody = (webhook: Webhook, body: unknown) => readonly BodyMismatch[];

/** Compiles the checks of a webhook when a body first needs them. */
export function bodyComparer(model: Model, options: CheckOptions): CompareBody {
  const names = nameVersion(model);
  const resolve = resolver(model);
  const dialect = {
    ...checkDialect(model, names.structures),
    otherVariant: undefined,
    property: (name: string) => name,
    beside,
  };
  const checkOf = webhookChecks(names, (named) => schemaIn(model, names, named, dialect), { ...options, strict: true });
  return (webhook, body) => {
    const start: Pair = {
      value: body,
      type: bodyOf(webhook),
      path: "",
      place: { root: { kind: "webhook", name: webhook.name }, steps: [] },
      evidence: webhook.evidence,
      redaction: "none",
    };
    const mismatches = errorsOf(checkOf(webhook), body).map((error) => explain(error, start, resolve));
    // Of a map's keys each kind is one mismatch, however many keys are of it.
    return firstOfEach(mismatches, (one) => (one.kind === "map-key" ? `${one.path} ${String(one.value)}` : one));
  };
}

function errorsOf(check: Check, body: unknown): readonly CheckError[] {
  try {
    return check(body) ?? [];
  } catch (error) {
    if (error instanceof RangeError) {
      return [{ path: "", expected: "less nesting", received: "object", schemaPath: "", basis: "documented" }];
    }
    throw error;
  }
}

/** A value of the body beside what the docs say of its place. */
interface Pair {
  readonly value: unknown;
  readonly type: TypeNode;
  readonly path: string;
  readonly place: ModelPlace;
  readonly evidence: readonly Evidence[];
  readonly redaction: Redaction;
}

/** Walks the type beside the body to the place of the error. */
function explain({ path, expected, received }: CheckError, start: Pair, resolve: Resolve): BodyMismatch {
  const tokens = tokensOf(path);
  let here = start;
  for (const [index, token] of tokens.entries()) {
    const { inner: holder } = enter(here, resolve);
    const { type, value } = holder;
    const name = nameAt(value, token);
    const isLast = index === tokens.length - 1;
    if (type.kind === "object" && isRecord(value)) {
      const field = fieldNamed(type, name);
      const evidence = [field?.evidence, holder.evidence, type.evidence].find((one) => one?.length) ?? [];
      const member = { ...below(holder, { kind: "member", name }, name, value), evidence };
      if (isLast && expected === UNKNOWN_MEMBER) return mismatch("undocumented-member", member, knownMembers(type));
      if (field === undefined) break;
      if (isLast && received === "nothing") {
        const always = field.basis === undefined ? "it is always there" : "every sample shows it, no words demand it";
        return mismatch("missing-member", member, always, { absent: true });
      }
      here = { ...member, type: field.type };
    } else if (type.kind === "map" && isRecord(value)) {
      if (isLast && expected === OTHER_KEY) {
        return mismatch("map-key", holder, `its keys are of the kind ${type.keys}`, { value: kindOfKey(name) });
      }
      here = { ...below(holder, { kind: "values" }, name, value), type: type.values };
    } else if (type.kind === "array" && Array.isArray(value)) {
      here = { ...below(holder, { kind: "items" }, token, value), type: type.items };
    } else break;
  }
  return explainValue(here, resolve);
}

/** What is wrong with a value as a whole. */
function explainValue(given: Pair, resolve: Resolve): BodyMismatch {
  const { value } = given;
  if (value === null) return mismatch("null", given, describeType(given.type));
  const { inner, outer } = enter(given, resolve);
  const { type } = inner;
  if (type.kind === "union" && type.discriminator !== undefined && isRecord(value)) {
    const docs = `${describeType(type)}, discriminated by "${type.discriminator}"`;
    const isNamed = memberOf(value, type.discriminator) !== undefined;
    return mismatch("unknown-variant", inner, docs, isNamed ? {} : { value: {} });
  }
  const docs = describeType(outer.type);
  const isOtherValue = isListed(type) && valuesOf(type).some((known) => typeof known === typeof value);
  return isOtherValue ? mismatch("value-not-listed", inner, docs) : mismatch("other-type", outer, docs);
}

/** Unions in unions are followed this far. */
const MOST_UNIONS = 20;

/**
 * The value beside the type of the structure that its place names, and of the variant that it is meant to be: `inner`. Where
 * none is meant `inner` is the union. `outer` names the structure or the variant.
 */
function enter(given: Pair, resolve: Resolve): { readonly inner: Pair; readonly outer: Pair } {
  let outer = given;
  for (let unions = 0; ; unions += 1) {
    const { type, structure } = resolveType(outer.type, resolve);
    const inner: Pair = {
      ...outer,
      type,
      ...(structure && { place: { root: { kind: "structure", name: structure.name }, steps: [] } }),
      ...(structure && { evidence: structure.evidence }),
    };
    const variant =
      type.kind === "union" && unions < MOST_UNIONS ? closestVariant(inner.value, type, resolve) : undefined;
    if (variant === undefined) return { inner, outer };
    outer = { ...inner, type: variant };
  }
}

/** What a step leads to: the member of that name, of an object, a map or a list. Its type is left as it is. */
function below({ path, place, redaction, ...pair }: Pair, step: TypeStep, name: string, holder: object): Pair {
  const shown = isMemberName(name) ? name : "(a key that looks like data)";
  const last = { items: "[]", values: "*", member: shown }[step.kind];
  return {
    ...pair,
    value: memberOf(holder, name),
    path: `${path}${path === "" || step.kind === "items" ? "" : "."}${last}`,
    place: { root: place.root, steps: [...place.steps, step] },
    redaction: redactionOf(name, redaction),
  };
}

function mismatch(
  kind: DifferenceKind,
  pair: Pair,
  docs: string,
  more: Partial<Pick<BodyMismatch, "value" | "absent">> = {},
): BodyMismatch {
  const { path, place, evidence, redaction } = pair;
  const value = "value" in more ? more.value : pair.value;
  const shown = more.absent === true ? "" : showValue(value, redaction);
  return { kind, path, place, docs, evidence, value, shown, redaction, ...more };
}

const MOST_MEMBERS = 12;

function knownMembers({ fields, empty }: ObjectType): string {
  if (empty === true) return "it has no members";
  if (fields.length === 0) return "none of its members is documented";
  const names = fields.slice(0, MOST_MEMBERS).map(({ name }) => name);
  return `its members are ${names.join(", ")}${fields.length > MOST_MEMBERS ? ", …" : ""}`;
}

/** What the checks here refuse besides: members of objects that show none, and keys of another kind. */
function beside(type: ObjectType | MapType): JsonObject {
  if (type.kind === "map") {
    const pattern = keyPattern(type.keys);
    return pattern === undefined ? {} : { propertyNames: { pattern } };
  }
  if (type.open === true) return { additionalProperties: {} };
  return type.fields.length === 0 ? { additionalProperties: false } : {};
}

export type DifferenceKind =
  | "unknown-name"
  | "undocumented-member"
  | "missing-member"
  | "null"
  | "other-type"
  | "value-not-listed"
  | "unknown-variant"
  | "map-key";

/** What was at the place, fit to be shown: secrets taken out, what may be about a person shortened. */
export interface Arrival {
  readonly kind: JsonKind | "nothing";
  readonly shown: string;
  /** How often, over all bodies. */
  readonly times: number;
}

/** An entry of docs-input/corrections.yaml, as src/register/corrections.schema.json describes it. */
export interface ProposedCorrection {
  readonly id: string;
  readonly versions: readonly string[];
  readonly path: string;
  readonly expect: Expectation;
  readonly set: Replacement;
  readonly reason: string;
}

export interface Difference {
  readonly kind: DifferenceKind;
  /** Absent where no webhook of the version is meant. */
  readonly webhook?: string;
  /** From the request body's root: `payload.users[].id`, `*` for the values of a map. */
  readonly path: string;
  /** What the docs say, in words. */
  readonly docs: string;
  readonly evidence: readonly Evidence[];
  /** Most frequent first. */
  readonly arrived: readonly Arrival[];
  /** How many bodies show the difference, of how many that the webhook has. */
  readonly bodies: number;
  readonly of: number;
  /** The same one for all differences that it puts right: webhooks share structures. */
  readonly correction?: ProposedCorrection;
  /** Why there is no correction. */
  readonly uncorrectable?: string;
}
