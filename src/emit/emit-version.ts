// One model -> all files of its version.
import type { Model } from "../model/model.ts";
import type { EmittedFile } from "./emitted-file.ts";
import { asyncApi } from "./documents/asyncapi.ts";
import { openApi } from "./documents/openapi.ts";
import { type FormattedCode, formatOnce } from "./format-code.ts";
import { handlersCode } from "./handlers.ts";
import { printJson } from "./json.ts";
import { modelJson } from "./model-json.ts";
import { nameSamples, nameVersion } from "./names.ts";
import { safeName } from "../model/safe-name.ts";
import { samplesModule } from "./samples-module.ts";
import { schemasModule, schemasTypes } from "./schema/schemas-module.ts";
import { webhookSchema } from "./schema/webhook-schema.ts";
import { webhooksSchema } from "./schema/webhooks-schema.ts";
import { versionEntry } from "./version-entry.ts";
import { validatorsCode, validatorsTypes } from "./validators/validators-code.ts";
import { typesCode } from "./types/types-code.ts";

export interface EmitOptions {
  /** Name of the generated package, as `@acme/shop-webhooks`; its last part stands in the schemas' `$id`. */
  readonly packageName: string;
  /** What was formatted before; what is new is added. */
  readonly formatted?: FormattedCode;
  /** The model's own file, where it is printed already. */
  readonly text?: string;
}

/** Sorted by path. The same model gives the same bytes. Throws only where hooksmith itself is wrong. */
export async function emitVersion(
  model: Model,
  { packageName, formatted = new Map(), text = modelJson(model) }: EmitOptions,
): Promise<readonly EmittedFile[]> {
  const names = nameVersion(model);
  const samples = nameSamples(names);
  const title = safeName(packageName.split("/").at(-1) ?? "");
  const scope = `urn:hooksmith:${title}:${names.folder}`;
  const [types, handlers, entry] = await Promise.all([
    typesCode(model, names, formatted),
    formatOnce(handlersCode(model, names), formatted),
    formatOnce(versionEntry(model), formatted),
  ]);
  const schema = webhooksSchema(model, names, scope);
  const files: readonly (readonly [string, string])[] = [
    ["model.json", text],
    ["types.ts", types],
    ["handlers.ts", handlers],
    ["index.ts", entry],
    ["testing.ts", samplesModule(model)],
    ["openapi.json", printJson(openApi(model, names, schema, title))],
    ["asyncapi.json", printJson(asyncApi(model, names, schema, title))],
    ["schemas.js", schemasModule(names, schema)],
    ["schemas.d.ts", schemasTypes(names)],
    ["validators.js", validatorsCode(model, names, schema)],
    ["validators.d.ts", validatorsTypes(model.version, names)],
    ["schemas/webhooks.schema.json", printJson(schema)],
    ...names.webhooks.map(
      (named) => [`schemas/${named.file}.schema.json`, printJson(webhookSchema(model, names, named, scope))] as const,
    ),
    ...names.webhooks.flatMap(({ webhook }, index) =>
      webhook.samples.map(
        ({ body }, sample) => [`samples/${samples[index]?.[sample] ?? "unnamed"}.json`, printJson(body)] as const,
      ),
    ),
  ];
  return files
    .map(([path, content]) => ({ path: `${names.folder}/${path}`, content }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}
