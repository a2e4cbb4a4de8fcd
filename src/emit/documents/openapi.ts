// A version as an OpenAPI 3.1 document: every webhook a request that the vendor sends.
import type { Model } from "../../model/model.ts";
import type { JsonObject } from "../json.ts";
import type { VersionNames } from "../names.ts";
import { DRAFT } from "../schema/webhook-schema.ts";
import { componentSchemas, toComponent } from "./components.ts";

/** `schema` is that of all webhooks, as `webhooksSchema` builds it. */
export function openApi(model: Model, { webhooks }: VersionNames, schema: JsonObject, title: string): JsonObject {
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
            ...(webhook.description === "" ? {} : { description: webhook.description }),
            requestBody: { required: true, content: { "application/json": { schema: toComponent(body) } } },
            responses: { "200": { description: "Taken. Any other answer makes the sender try again." } },
          },
        },
      ]),
    ),
    components: { schemas: componentSchemas(schema) },
  };
}
