// What types.ts of every version begins with: the union of its webhooks, their names, and what no version documents.
import { bodyPath } from "../../model/body.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Conventions } from "../../model/model.ts";
import { propertyName, stringLiteral } from "../escape.ts";
import type { VersionNames, WebhookNames } from "../names.ts";

/** Unformatted TypeScript. */
export function headCode({ webhooks }: VersionNames, conventions: Conventions): string {
  const byName = [...groupBy(webhooks, ({ webhook }) => webhook.name)];
  const members = (pick: (named: WebhookNames) => string): string =>
    byName.map(([name, group]) => `${stringLiteral(name)}: ${group.map(pick).join(" | ")};`).join("\n");
  return `
/** Every webhook of this version. */
export type Webhook = ${webhooks.map(({ body }) => body).join(" | ") || "never"};
/** The name of a webhook on the wire. */
export type WebhookName = keyof WebhookByName;

/** The whole body by name. */
export interface WebhookByName {
${members(({ body }) => body)}
}

/** The payload by name. */
export interface PayloadByName {
${members(({ payload }) => payload)}
}

declare enum Undocumented { name = "any other" }

/** A string on the wire that is none of the documented names. Comparing with one of those leaves it out. */
export type UnknownName = Undocumented;
/** A variant that this version does not document. Comparing its discriminator with that of a known one leaves it out. */
export type UnknownVariant<Discriminator extends string> = { [Member in Discriminator]: Undocumented } & { [member: string]: unknown };
/** A webhook that this version does not document; no part of \`Webhook\`. */
export type UnknownWebhook = ${unknownBody(conventions)};
`;
}

/** What is known of the body of a webhook that nothing else is known of: where its name and its payload are. */
function unknownBody({ discriminator, payload }: Conventions): string {
  if (discriminator.in === "header") return "{ readonly [member: string]: unknown }";
  const parts = [membersTo(bodyPath(discriminator.path), "UnknownName")];
  if (payload.path !== undefined) parts.push(membersTo(bodyPath(payload.path), "unknown", "?"));
  return parts.join(" & ");
}

function membersTo([step = "", ...rest]: readonly string[], type: string, mark = ""): string {
  const inner = rest.length === 0 ? type : membersTo(rest, type, mark);
  return `{ ${propertyName(step)}${rest.length === 0 ? mark : ""}: ${inner} }`;
}
