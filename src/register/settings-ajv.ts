// Ajv as the checks of register, corrections and decisions need it, with their schemas.
import { Ajv2020, type CodeOptions } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import corrections from "./corrections.schema.json" with { type: "json" };
import decisions from "./decisions.schema.json" with { type: "json" };
import sources from "./sources.schema.json" with { type: "json" };

const schemas = { sources, corrections, decisions };
export type SettingsSchema = keyof typeof schemas;
export const settingsSchemas = Object.keys(schemas);

/** Knows the schemas by name. Without `all`, a check ends with the first wrong value. */
export function settingsAjv({ all, code }: { readonly all: boolean; readonly code?: CodeOptions }): Ajv2020 {
  const ajv = new Ajv2020({
    allErrors: all,
    verbose: true,
    discriminator: true,
    allowUnionTypes: true,
    strictTypes: false,
    // The schemas never change while the program runs: a test holds them against the schema of schemas.
    validateSchema: false,
    ...(code === undefined ? {} : { code }),
  });
  ajvFormats.default(ajv, ["date"]);
  for (const [name, schema] of Object.entries(schemas)) ajv.addSchema(schema, name);
  return ajv;
}
