// What a request body carries as its `action`: the member that tells webhooks apart.
import { bodyOf } from "../model/body.ts";
import type { Webhook } from "../model/model.ts";

/** The member of a body that names the webhook. */
export const ACTION = "action";

/** The action that a body of this webhook must show; undefined where the page shows no envelope, or none with a fixed action. */
export function bodyAction(webhook: Webhook): string | undefined {
  const body = bodyOf(webhook);
  if (body.kind !== "object") return undefined;
  const type = body.fields.find(({ name, presence }) => name === ACTION && presence === "required")?.type;
  if (type?.kind !== "literal" || type.nullable === true || typeof type.value !== "string") return undefined;
  return type.value;
}
