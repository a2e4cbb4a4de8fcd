// One model -> all files of its version.
import type { Model } from "../model/model.ts";
import type { EmittedFile } from "./emitted-file.ts";
import { asyncApi, openApi } from "./documents.ts";
import type { FormattedCode } from "./libraries.ts";
import { printJson } from "./json.ts";
import { modelJson } from "./model-json.ts";
import { nameSamples, nameVersion, type VersionNames } from "./names.ts";
import { safeName } from "../model/safe-name.ts";
import { schemasModule, schemasTypes, webhookSchema, webhooksSchema } from "./schema/webhook-schema.ts";
import { samplesModule } from "./samples-module.ts";
import { validatorsCode, validatorsTypes } from "./validators/validators-code.ts";
import { typesCode } from "./types/types-code.ts";
import { escapeMarkdown, propertyName, scalarLiteral, stringLiteral } from "./escape.ts";
import { bodyOf, bodyPath, wireConventions } from "../model/body.ts";

const HANDLERS = `
/**
 * Handles one webhook, or several: \`WebhookHandler<"…" | "…">\`. Fit for a file of its own:
 * \`export const handle: WebhookHandler<"…"> = async (webhook, context) => { … };\`
 */
export type WebhookHandler<Name extends WebhookName = WebhookName> = (
  webhook: WebhookByName[Name],
  context: WebhookContext<Name>,
) => void | Promise<void>;

/** At most one handler a webhook; \`undefined\` is none. */
export type WebhookHandlers = { readonly [Name in WebhookName]?: WebhookHandler<Name> | undefined };

/** Returns its argument; refuses what is no name of a webhook, and keeps which handlers are there. */
export function defineHandlers<const Handlers extends WebhookHandlers>(
  handlers: Handlers & { readonly [Name in Exclude<keyof Handlers, WebhookName>]: never },
): Handlers {
  return handlers;
}

/** Whether a name on the wire is a documented one. */
export function isWebhookName(name: string): name is WebhookName {
  return knownNames.has(name);
}

const knownNames: ReadonlySet<string> = new Set<string>(webhookNames);
`;

/** Where a header carries the name. */
const BY_CONTEXT = `
/** Narrows a webhook by the name in its context, for handlers of several: no body carries its name. */
export function isNamed<Name extends WebhookName>(
  name: Name,
  _webhook: Webhook,
  context: WebhookContext,
): _webhook is WebhookByName[Name] {
  return context.name === name;
}
`;

/** Where the body carries its name. */
const narrowing = (path: readonly string[]): string => `
/** Whether a webhook carries one of the documented names. Its shape is not checked. */
export function isKnownWebhook(webhook: Webhook | UnknownWebhook): webhook is Webhook {
  const name = nameOf(webhook);
  return typeof name === "string" && knownNames.has(name);
}

/**
 * For the end of a switch over every name: a webhook added to the reference stops it from compiling.
 * Throws when it is reached all the same.
 */
export function unhandled(webhook: never): never {
  throw new TypeError("no case for the webhook " + JSON.stringify(nameOf(webhook) ?? null));
}

function nameOf(webhook: unknown): unknown {
  let value = webhook;
  for (const step of [${path.map(stringLiteral).join(", ")}]) {
    if (typeof value !== "object" || value === null) return undefined;
    value = Object.getOwnPropertyDescriptor(value, step)?.value;
  }
  return value;
}
`;

export interface EmitOptions {
  /** Name of the generated package, as `@acme/shop-webhooks`; its last part is in the schemas' `$id`. */
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
  const schema = webhooksSchema(model, names, scope);
  const files: readonly (readonly [string, string])[] = [
    ["model.json", text],
    ["types.ts", await typesCode(model, names, formatted)],
    ["handlers.ts", handlersCode(model, names)],
    ["index.ts", versionEntry(model)],
    ["testing.ts", samplesModule(model, names)],
    ["openapi.json", printJson(openApi(model, names, schema, title))],
    ["asyncapi.json", printJson(asyncApi(model, names, schema, title))],
    ["schemas.js", schemasModule(names, schema)],
    ["schemas.d.ts", schemasTypes(names)],
    ["validators.js", validatorsCode(model, names)],
    ["validators.d.ts", validatorsTypes(model.version, names)],
    ["schemas/webhooks.schema.json", printJson(schema)],
    ...names.webhooks.map(
      (named) => [`schemas/${named.file}.schema.json`, printJson(webhookSchema(model, names, named, scope))] as const,
    ),
    ...names.webhooks.flatMap(({ webhook }, index) =>
      webhook.samples.map(
        ({ body, digits }, sample) =>
          [`samples/${samples[index]?.[sample] ?? "unnamed"}.json`, printJson(body, digits)] as const,
      ),
    ),
  ];
  return files
    .map(([path, content]) => ({ path: `${names.folder}/${path}`, content }))
    .sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0));
}

/** The receiver comes bound to the version's types and validators. */
function versionEntry({ version, webhooks, conventions }: Model): string {
  const bodies = webhooks.map(bodyOf);
  const members = bodies.map((body) =>
    body.kind === "object" ? body.fields.filter(({ presence }) => presence === "required").map(({ name }) => name) : [],
  );
  const [first = []] = members;
  const wire = Object.entries(wireConventions(conventions));
  // Nothing is documented that a secret could prove.
  const choice = /^(?:none|undocumented)$/.test(conventions.authentication.scheme) ? "OwnAuthentication" : undefined;
  const shared = first.filter((name) => members.every((names) => names.includes(name)));
  return `// Generated by hooksmith from the webhook reference, version ${escapeMarkdown(version)}. Changes are lost with the next run.
import type { CreateReceiver, ${choice === undefined ? "" : `${choice}, `}VersionInfo } from "../runtime/index.js";
import { createReceiverFor } from "../runtime/receiver.js";
import { webhookNames } from "./handlers.js";
import type { UnknownWebhook, WebhookByName } from "./types.js";
import { validate } from "./validators.js";

export * from "./handlers.js";
export type {
  AuthenticationOptions,
  Claim,
  Dedupe,
  ErrorContext,
  Handler,
  Handlers,
  Mismatch,
  NoneOptions,
  OwnAuthentication,
  ReceiverOptions,
  ReceiverSettings,
  ReceiveResult,
  Receiver,
  RequestInfo,
  SecretOptions,
  UnknownContext,
  ValidationError,
  Verify,
  VerifyOptions,
  VerifyRequest,
  VersionReceiver,
  WebhookContext,
} from "../runtime/index.js";

/** What a receiver needs to know of this version. */
export const versionInfo: VersionInfo = {
  version: ${stringLiteral(version)},
  names: webhookNames,
  validate,
${wire.map(([name, value]) => `  ${name}: ${inlineCode(value)},`).join("\n")}
${listCode("  envelope: ", shared, ",")}
};

/** Makes a receiver of this version's webhooks. Throws for options that cannot work, an empty secret first of all. */
export const createReceiver: CreateReceiver<WebhookByName, UnknownWebhook${choice === undefined ? "" : `, ${choice}`}> = /* @__PURE__ */ createReceiverFor<
  WebhookByName,
  UnknownWebhook${choice === undefined ? "" : `,\n  ${choice}`}
>(versionInfo);
`;
}

/** Statements and members are written here as prettier writes them, a list over several lines where one is too narrow. */
function listCode(start: string, values: readonly string[], end: string): string {
  const items = values.map(stringLiteral);
  const line = `${start}[${items.join(", ")}]${end}`;
  if (line.length <= 120) return line;
  const indent = /^ */.exec(start)?.[0] ?? "";
  return [`${start}[`, ...items.map((item) => `${indent}  ${item},`), `${indent}]${end}`].join("\n");
}

/** On one line; the evidence stays in the model. */
function inlineCode(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inlineCode).join(", ")}]`;
  if (typeof value !== "object" || value === null)
    return scalarLiteral(typeof value === "number" || typeof value === "boolean" ? value : String(value));
  return `{ ${Object.entries(value)
    .filter(([name]) => name !== "evidence")
    .map(([name, inner]) => `${propertyName(name)}: ${inlineCode(inner)}`)
    .join(", ")} }`;
}

function handlersCode({ version, conventions }: Model, { webhooks }: VersionNames): string {
  const names = [...new Set(webhooks.map(({ webhook }) => webhook.name))];
  const { discriminator } = conventions;
  return [
    `// Generated by hooksmith from the webhook reference, version ${escapeMarkdown(version)}. Changes are lost with the next run.`,
    `import type { WebhookContext } from "../runtime/index.js";`,
    `import type { ${discriminator.in !== "body" ? "" : "UnknownWebhook, "}Webhook, WebhookByName, WebhookName } from "./types.js";`,
    ``,
    `export type * from "./types.js";`,
    ``,
    `/** Every documented name, in the order of the reference. */`,
    listCode("export const webhookNames: readonly WebhookName[] = ", names, ";"),
    HANDLERS + (discriminator.in !== "body" ? BY_CONTEXT : narrowing(bodyPath(discriminator.path))),
  ].join("\n");
}
