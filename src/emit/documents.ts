// A version as an OpenAPI 3.1 document, every webhook a request that the vendor sends, and as an AsyncAPI 3 one: a message a webhook.
import type { Authentication, Conventions, Discriminator, Model } from "../model/model.ts";
import { batchPath } from "../model/body.ts";
import { type JsonObject, type Json, isObject } from "./json.ts";
import type { VersionNames } from "./names.ts";
import { DRAFT } from "./schema/webhook-schema.ts";

const FROM = "#/$defs/";

const TO = "#/components/schemas/";

/** `schema` is that of all webhooks, as `webhooksSchema` builds it. */
export function openApi(model: Model, { webhooks }: VersionNames, schema: JsonObject, title: string): JsonObject {
  const { discriminator, authentication, batch } = model.conventions;
  const scheme = securityScheme(authentication);
  return {
    openapi: "3.1.0",
    info: { title: `${title} webhooks`, version: model.version },
    jsonSchemaDialect: DRAFT,
    webhooks: Object.fromEntries(
      webhooks.map(({ webhook, file, body }) => [
        file,
        {
          post: {
            operationId: file,
            ...nameParameter(webhook.name, discriminator),
            ...(webhook.description === "" ? {} : { description: webhook.description }),
            requestBody: {
              required: true,
              content: { "application/json": { schema: requestSchema(toComponent(body), batch) } },
            },
            responses: { "200": { description: "Taken. Any other answer makes the sender try again." } },
          },
        },
      ]),
    ),
    ...(scheme === undefined ? {} : { security: [{ webhook: [] }] }),
    components: {
      schemas: componentSchemas(schema),
      ...(scheme === undefined ? {} : { securitySchemes: { webhook: scheme } }),
    },
  };
}

/** Of a request that holds a list of webhooks, the list. */
function requestSchema(body: JsonObject, batch: Conventions["batch"]): JsonObject {
  if (batch === undefined) return body;
  return batchPath(batch).reduceRight<JsonObject>(
    (inner, step) => ({ type: "object", properties: { [step]: inner }, required: [step] }),
    { type: "array", items: body },
  );
}

/** The header that names the webhook, where one does. */
function nameParameter(name: string, discriminator: Discriminator): JsonObject {
  if (discriminator.in !== "header") return {};
  return { parameters: [{ in: "header", name: discriminator.name, required: true, schema: { const: name } }] };
}

/** Undefined for a secret in the body, which no scheme of OpenAPI describes, and where nothing proves anything. */
function securityScheme(authentication: Authentication): JsonObject | undefined {
  switch (authentication.scheme) {
    case "secret":
    case "none":
    case "undocumented":
      return undefined;
    case "basic":
    case "bearer":
      return { type: "http", scheme: authentication.scheme };
    case "standard-webhooks":
      return {
        type: "apiKey",
        in: "header",
        name: `${authentication.headerPrefix ?? "webhook-"}signature`,
        description: "Standard Webhooks",
      };
    default: {
      const { scheme, header } = authentication;
      return header === undefined ? undefined : { type: "apiKey", in: "header", name: header, description: scheme };
    }
  }
}

/** The `$defs` of a version's schema, their references led to `#/components/schemas`. */
export function componentSchemas(schema: JsonObject): JsonObject {
  const moved = move(schema["$defs"] ?? {});
  return isObject(moved) ? moved : {};
}

function move(value: Json): Json {
  if (Array.isArray(value)) return value.map(move);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, moveMember(name, inner)]));
}

function moveMember(name: string, value: Json): Json {
  if (name === "$ref" && typeof value === "string" && value.startsWith(FROM)) return TO + value.slice(FROM.length);
  return move(value);
}

/** A reference to the schema of that name. */
export function toComponent(name: string): JsonObject {
  return { $ref: `${TO}${name}` };
}

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
  if (discriminator.in !== "header") return {};
  const header = discriminator.name;
  return { headers: { type: "object", properties: { [header]: { const: name } }, required: [header] } };
}
