// Reads the schemas of one generated version from disk.
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { JsonObject } from "../emit/json.ts";
import type { BodySchema } from "./validate-body.ts";

const ENDING = ".schema.json";
const ALL_WEBHOOKS = `webhooks${ENDING}`;

/** One schema a webhook, by file name; or why there are none. */
export async function readSchemas(
  folder: string,
): Promise<{ readonly schemas: readonly BodySchema[] } | { readonly problem: string }> {
  try {
    const names = (await readdir(folder)).filter((name) => name.endsWith(ENDING) && name !== ALL_WEBHOOKS).sort();
    const schemas = await Promise.all(
      names.map(async (name): Promise<BodySchema> => {
        const schema: unknown = JSON.parse(await readFile(join(folder, name), "utf8"));
        if (!isSchema(schema)) throw new Error(`${name} holds no schema`);
        return { name: name.slice(0, -ENDING.length), schema };
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
