// A version as an AsyncAPI 3 document: one channel, a message a webhook.
import type { Conventions, Model } from "../../model/model.ts";
import type { JsonObject } from "../json.ts";
import type { VersionNames } from "../names.ts";
import { componentSchemas, toComponent } from "./openapi.ts";

/** `schema` is that of all webhooks, as `webhooksSchema` builds it. */
export function asyncApi(model: Model, { webhooks }: VersionNames, schema: JsonObject, title: string): JsonObject {
  const messages = webhooks.map(({ webhook, file, body }): [string, JsonObject] => [
    file,
    {
      name: webhook.name,
      title: webhook.title,
      ...(webhook.description === "" ? {} : { description: webhook.description }),
      contentType: "application/json",
      ...nameHeader(webhook.name, model.conventions),
      payload: toComponent(body),
    },
  ]);
  return {
    asyncapi: "3.0.0",
    info: { title: `${title} webhooks`, version: model.version },
    defaultContentType: "application/json",
    channels: {
      webhooks: {
        address: null,
        messages: Object.fromEntries(messages.map(([name]) => [name, { $ref: `#/components/messages/${name}` }])),
      },
    },
    operations: { receiveWebhook: { action: "receive", channel: { $ref: "#/channels/webhooks" } } },
    components: { messages: Object.fromEntries(messages), schemas: componentSchemas(schema) },
  };
}

/** The header that names the webhook, where one does. */
function nameHeader(name: string, { discriminator }: Conventions): JsonObject {
  if (discriminator.in === "body") return {};
  const header = discriminator.name;
  return { headers: { type: "object", properties: { [header]: { const: name } }, required: [header] } };
}
