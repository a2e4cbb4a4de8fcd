// Finds the webhook that a captured body belongs to, by its action.
import type { Field, Model, Webhook } from "../model/model.ts";
import { isListed, valuesOf } from "../model/types/resolve.ts";
import { isRecord, memberOf } from "../model/types/value.ts";

export type Selected =
  /** Several where sections of one webhook tell of different bodies. */
  | { readonly kind: "known"; readonly webhooks: readonly Webhook[] }
  /** The docs spell the action so somewhere, but say that another one arrives. */
  | { readonly kind: "alias"; readonly webhook: Webhook; readonly action: string }
  | { readonly kind: "unknown"; readonly action: unknown };

const ACTION = "action";

export function actionField({ envelope }: Webhook): Field | undefined {
  return envelope.fields.find(({ name }) => name === ACTION);
}

export function selectWebhook({ webhooks }: Model, body: unknown): Selected {
  const action = isRecord(body) ? memberOf(body, ACTION) : undefined;
  if (typeof action !== "string") {
    const bare = isRecord(body) && action === undefined ? webhooks.filter((one) => actionField(one) === undefined) : [];
    const [only] = bare;
    return only !== undefined && bare.length === 1
      ? { kind: "known", webhooks: [only] }
      : { kind: "unknown", action: isRecord(body) ? action : body };
  }
  const known = webhooks.filter((webhook) => {
    const actions = fixedActions(webhook);
    return actions.length === 0 ? webhook.name === action : actions.includes(action);
  });
  if (known.length > 0) return { kind: "known", webhooks: known };
  const [alias, other] = webhooks.filter(
    ({ name, aliases }) => name === action || aliases.some(({ value }) => value === action),
  );
  return alias !== undefined && other === undefined
    ? { kind: "alias", webhook: alias, action }
    : { kind: "unknown", action };
}

/** The actions that the docs fix; none where they leave it open. */
export function fixedActions(webhook: Webhook): readonly string[] {
  const type = actionField(webhook)?.type;
  return type === undefined || !isListed(type) ? [] : valuesOf(type).filter((value) => typeof value === "string");
}
