// Reads the schemas of one generated version from disk.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../emit/json.ts";
import { nameInBody } from "../model/discriminator.ts";
import type { Model } from "../model/model.ts";
import type { BodySchema } from "./validate-body.ts";

/** One schema a webhook of the version, in the order of its model; or why there are none. */
export async function readSchemas(
  output: string,
  { version, webhooks, conventions }: Model,
): Promise<{ readonly schemas: readonly BodySchema[] } | { readonly problem: string }> {
  const folder = join(output, `v${version}`, "schemas");
  try {
    const schemas = await Promise.all(
      webhooks.map(async (webhook): Promise<BodySchema> => {
        const file = `${webhook.id}.schema.json`;
        const schema: unknown = JSON.parse(await readFile(join(folder, file), "utf8"));
        if (!isSchema(schema)) throw new Error(`${file} holds no schema`);
        const inBody = nameInBody(webhook, conventions);
        return { name: webhook.name, schema, ...(inBody !== undefined && { inBody }) };
      }),
    );
    return schemas.length === 0 ? { problem: `no schema was found in ${folder}` } : { schemas };
  } catch (error) {
    return {
      problem: `the schemas in ${folder} could not be read: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

/** What was read as JSON holds nothing else. */
function isSchema(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
