// The checks of register, corrections and decisions. The build puts code in the place of this file that was compiled beforehand.
import type { AnySchemaObject, ValidateFunction } from "ajv/dist/2020.js";
import { settingsAjv, type SettingsSchema } from "./settings-ajv.ts";

/** Without `all`, a check ends with the first wrong value. */
export function settingsCheck(name: SettingsSchema, all: boolean): ValidateFunction {
  const check = settingsAjv({ all }).getSchema<AnySchemaObject>(name);
  if (check === undefined) throw new Error(`internal: there is no schema ${name}`);
  return check;
}
