// Finds the webhook that a captured body belongs to, by its name.
import { bodyOf, bodyPath } from "../model/body.ts";
import { fieldAt, shownName } from "../model/discriminator.ts";
import type { Conventions, Field, Model, Webhook } from "../model/model.ts";
import { isRecord } from "./json-kind.ts";

export type Selected =
  /** Several where sections of one webhook tell of different bodies. */
  | { readonly kind: "known"; readonly webhooks: readonly Webhook[] }
  /** The docs spell the action so somewhere, but say that another one arrives. */
  | { readonly kind: "alias"; readonly webhook: Webhook; readonly action: string }
  | { readonly kind: "unknown"; readonly action: unknown };

/** The member of a body that names the webhook, where its pages show one. */
export function nameField(webhook: Webhook, { discriminator }: Pick<Conventions, "discriminator">): Field | undefined {
  return discriminator.in === "header" ? undefined : fieldAt(bodyOf(webhook), bodyPath(discriminator.path));
}

/** @param given what the request says beside its body: a header, or the caller */
export function selectWebhook({ webhooks, conventions }: Model, body: unknown, given?: string): Selected {
  const action = given ?? shownName(body, undefined, conventions.discriminator);
  if (typeof action !== "string") {
    const isBare = isRecord(body) && action === undefined && conventions.discriminator.in === "body";
    const bare = isBare ? webhooks.filter((one) => nameField(one, conventions) === undefined) : [];
    const [only] = bare;
    return only !== undefined && bare.length === 1
      ? { kind: "known", webhooks: [only] }
      : { kind: "unknown", action: isRecord(body) ? action : body };
  }
  const known = webhooks.filter((webhook) => namesOf(webhook, conventions).includes(action));
  if (known.length > 0) return { kind: "known", webhooks: known };
  const [alias, other] = webhooks.filter(
    ({ name, title, aliases }) =>
      name === action || title === action || aliases.some(({ value }) => value === action),
  );
  return alias !== undefined && other === undefined
    ? { kind: "alias", webhook: alias, action }
    : { kind: "unknown", action };
}

function namesOf(webhook: Webhook, conventions: Conventions): readonly unknown[] {
  const type = nameField(webhook, conventions)?.type;
  if (type?.kind === "literal") return [type.value];
  if (type?.kind === "enum") return type.values.map(({ value }) => value);
  return [webhook.name];
}
