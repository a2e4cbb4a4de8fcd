// Finds the webhook that a captured body belongs to, by its name.
import { bodyOf, bodyPath } from "../model/body.ts";
import { fieldAt, shownName } from "../model/types/discriminator.ts";
import type { Conventions, Field, Model, Webhook } from "../model/model.ts";
import { isListed, valuesOf } from "../model/types/resolve.ts";
import { isRecord } from "../model/types/value.ts";

export type Selected =
  /** Several where sections of one webhook tell of different bodies. */
  | { readonly kind: "known"; readonly webhooks: readonly Webhook[] }
  /** The docs spell the name so somewhere, but say that another one arrives. */
  | { readonly kind: "alias"; readonly webhook: Webhook; readonly name: string }
  | { readonly kind: "unknown"; readonly name: unknown };

/** The member of a body that names the webhook, where its pages show one. */
export function nameField(webhook: Webhook, { discriminator }: Pick<Conventions, "discriminator">): Field | undefined {
  return discriminator.in === "header" ? undefined : fieldAt(bodyOf(webhook), bodyPath(discriminator.path));
}

/** @param given what the request says beside its body: a header, or the caller */
export function selectWebhook({ webhooks, conventions }: Model, body: unknown, given?: string): Selected {
  const shown = given ?? shownName(body, undefined, conventions.discriminator);
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
