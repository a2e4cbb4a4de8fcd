// Finds the webhook that a body belongs to, by its name, and runs the checks that a package is generated with, compiled from a schema.
import { runInThisContext } from "node:vm";
import { type JsonObject, member } from "../emit/json.ts";
import type { VersionNames, WebhookNames } from "../emit/names.ts";
import { compileChecks } from "../emit/validators/compile-checks.ts";
import { MOST_ERRORS, PRELUDE } from "../emit/validators/prelude.ts";
import { bodyOf, bodyPath } from "../model/body.ts";
import type { Conventions, Field, Model, Webhook } from "../model/model.ts";
import { nameInHeader } from "../runtime/header-name.ts";
import { fieldAt, shownName } from "../model/types/discriminator.ts";
import { isListed, valuesOf } from "../model/types/resolve.ts";
import { isRecord } from "../model/types/value.ts";

/** One place where a value is not what its schema says. */
export interface CheckError {
  /** JSON Pointer to the value, cut where it is very long. */
  readonly path: string;
  /** `string`, `"open" or "closed"`, `no such member`. */
  readonly expected: string;
  /** The kind of the value, `nothing` where there is none. */
  readonly received: string;
  /** As `payload.users[].name`, `*` for the keys of maps and for members that no page names. */
  readonly schemaPath: string;
  /** Whether the docs say what is expected, or a sample alone shows it. */
  readonly basis: "documented" | "sample";
}

/** Undefined where the value fits. Throws a RangeError where it is nested deeper than the stack is. */
export type Check = (value: unknown) => readonly CheckError[] | undefined;

export interface CheckOptions {
  /** Refuses members that the schema does not name. */
  readonly strict?: boolean;
  /** Finds every error, not only the first 50. */
  readonly allErrors?: boolean;
}

/** How many errors a check finds at most. */
export function mostErrors({ allErrors }: CheckOptions): number {
  return allErrors === true ? Number.MAX_SAFE_INTEGER : MOST_ERRORS;
}

/** `schema` holds the `$defs` that it refers to. The code is text of ours, in which that of a page is in literals only. */
export function compileCheck(schema: JsonObject, options: CheckOptions = {}): Check {
  const checks = compileChecks(member(schema, "$defs"));
  const name = checks.nameOf(schema, "Body");
  const code = `"use strict"; (() => {\n${PRELUDE}\n${checks.code()}\nreturn (value, mode, limit) => run(${name}, value, mode, limit);\n})()`;
  const compiled: unknown = runInThisContext(code);
  if (!isCompiled(compiled)) throw new Error("internal: the checks gave no function");
  const mode = options.strict === true ? "strict" : "documented";
  const most = mostErrors(options);
  return (value) => compiled(value, mode, most);
}

type Compiled = (value: unknown, mode: string, limit: number) => readonly CheckError[] | undefined;

function isCompiled(value: unknown): value is Compiled {
  return typeof value === "function";
}

/** The check of each webhook by the schema that is made for it, compiled when a body first needs it. */
export function webhookChecks(
  { webhooks }: VersionNames,
  schemaOf: (named: WebhookNames) => JsonObject,
  options: CheckOptions,
): (webhook: Webhook) => Check {
  const checks = new Map<string, Check>();
  return ({ id }) => {
    const named = webhooks.find(({ webhook }) => webhook.id === id);
    if (named === undefined) throw new RangeError("a body is checked by a webhook of its version");
    const check = checks.get(id) ?? compileCheck(schemaOf(named), options);
    checks.set(id, check);
    return check;
  };
}

export type Selected =
  /** Several where sections of one webhook tell of different bodies. */
  | { readonly kind: "known"; readonly webhooks: readonly Webhook[] }
  /** The docs spell the name so somewhere, but say that another one arrives. */
  | { readonly kind: "alias"; readonly webhook: Webhook; readonly name: string }
  | { readonly kind: "unknown"; readonly name: unknown };

/** The member of a body that names the webhook, where its pages show one. */
export function nameField(webhook: Webhook, { discriminator }: Pick<Conventions, "discriminator">): Field | undefined {
  return discriminator.in !== "body" ? undefined : fieldAt(bodyOf(webhook), bodyPath(discriminator.path));
}

/** @param given what the request says beside its body: a header, or the caller */
export function selectWebhook({ webhooks, conventions }: Model, body: unknown, given?: string): Selected {
  const shown =
    given === undefined
      ? shownName(body, undefined, conventions.discriminator)
      : nameInHeader(
          given,
          webhooks.map(({ name }) => name),
        );
  if (typeof shown !== "string") {
    const isBare = isRecord(body) && shown === undefined && conventions.discriminator.in === "body";
    const bare = isBare ? webhooks.filter((one) => nameField(one, conventions) === undefined) : [];
    const [only] = bare;
    return only !== undefined && bare.length === 1
      ? { kind: "known", webhooks: [only] }
      : { kind: "unknown", name: isRecord(body) ? shown : body };
  }
  const known = webhooks.filter((webhook) => {
    const names = fixedNames(webhook, conventions);
    return given !== undefined || names.length === 0 ? webhook.name === shown : names.includes(shown);
  });
  if (known.length > 0) return { kind: "known", webhooks: known };
  const [alias, other] = webhooks.filter(
    ({ name, title, aliases }) => name === shown || title === shown || aliases.some(({ value }) => value === shown),
  );
  return alias !== undefined && other === undefined
    ? { kind: "alias", webhook: alias, name: shown }
    : { kind: "unknown", name: shown };
}

/** The names that the docs fix for a body; none where they leave it open, or where a header has it. */
export function fixedNames(webhook: Webhook, conventions: Pick<Conventions, "discriminator">): readonly string[] {
  const type = nameField(webhook, conventions)?.type;
  return type === undefined || !isListed(type) ? [] : valuesOf(type).filter((value) => typeof value === "string");
}
