// What refuses a version's own samples: its schemas by another validator, its emitted validators, tolerant and strict.
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { nameVersion } from "../../src/emit/names.ts";
import { webhookSchema } from "../../src/emit/schema/webhook-schema.ts";
import { webhooksSchema } from "../../src/emit/schema/webhook-schema.ts";
import { validatorName, validatorsCode } from "../../src/emit/validators/validators-code.ts";
import type { Model } from "../../src/model/model.ts";

/** One line a refusal: the file of the sample or schema, who refuses it, and where; empty where all samples pass. */
export async function refusedSamples(model: Model): Promise<readonly string[]> {
  const names = nameVersion(model);
  const schema = webhooksSchema(model, names, "urn:x");
  const code = validatorsCode(model, names);
  const validators: Readonly<Record<string, unknown>> = await import(
    `data:text/javascript;base64,${Buffer.from(code).toString("base64")}`
  );
  const ajv = new Ajv2020({ strict: false, logger: false, ownProperties: true });
  ajvFormats.default(ajv);
  const all = ajv.compile(JSON.parse(JSON.stringify(schema)));
  const refused: string[] = [];
  const say = (file: string, who: string, errors: unknown): void =>
    void refused.push(`${file}, ${who}: ${JSON.stringify(errors)}`);
  for (const named of names.webhooks) {
    const own = ajv.compile(JSON.parse(JSON.stringify(webhookSchema(model, names, named, "urn:x"))));
    const check = validators[validatorName(named)];
    if (typeof check !== "function") throw new Error(`no validator for ${named.webhook.name}`);
    for (const { body } of named.webhook.samples) {
      if (!own(body)) say(named.file, "its schema", own.errors);
      if (!all(body)) say(named.file, "the schema of all webhooks", all.errors);
      for (const mode of ["tolerant", "strict"]) {
        const errors: unknown = check(body, mode);
        if (errors !== undefined) say(named.file, `the ${mode} validator`, errors);
      }
    }
  }
  return refused;
}
