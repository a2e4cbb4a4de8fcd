// Every type that a version declares for its webhooks and structures: name, JSDoc, schema.
import { bodyPath } from "../../model/body.ts";
import type { Conventions, Model, TypeNode, PageRecord, Structure, Webhook } from "../../model/model.ts";
import { type JsonObject, isObject, list, membersOf } from "../json.ts";
import type { VersionNames, WebhookNames } from "../names.ts";
import { toSchema } from "../schema/to-schema.ts";
import { bodySchema, describedType } from "../schema/webhook-schema.ts";
import { shareShapes } from "./shared-shapes.ts";
import type { TypeDialect } from "./type-dialect.ts";
import { escapeComment, safeLink } from "../escape.ts";

export interface DeclaredType {
  readonly name: string;
  /** Escaped text of its JSDoc. */
  readonly docs: string;
  /** Without a description of its own. */
  readonly schema: JsonObject;
  /** A second name that it is exported under. */
  readonly alias?: string;
  /** The interface that it extends. */
  readonly base?: string;
  /** Declared as a type, which fits records as the object written in place did; an interface would not. */
  readonly inline?: true;
}

const ENVELOPE = "WebhookEnvelope";

/** The envelope, webhooks in page order, each body before its payload, the structures, and the shapes that these share. */
export function declaredTypes(model: Model, names: VersionNames, dialect: TypeDialect): readonly DeclaredType[] {
  const types = [...webhookTypes(model, names, dialect), ...structureTypes(model, names, dialect)];
  const known = new Map(types.map(({ name, schema }) => [name, schema]));
  const { schemas, shapes } = shareShapes(types, names, known, dialect.nameBehind);
  return [
    ...types.map((type, index) => ({ ...type, schema: schemas[index] ?? type.schema })),
    ...shapes.map(({ name, member, schema }): DeclaredType => {
      return { name, docs: `What \`${oneLine(member)}\` holds.`, schema, inline: true };
    }),
  ];
}

function webhookTypes(model: Model, names: VersionNames, dialect: TypeDialect): readonly DeclaredType[] {
  const bodies = names.webhooks.map(({ webhook, payload: tsType }) => {
    if (webhook.envelope.payloadPath === undefined) return { tsType };
    const described = describeEnvelope(webhook, model.conventions);
    return bodySchema(described, { description: "What the webhook carries.", tsType }, dialect);
  });
  const wrapped = bodies.filter((_, index) => names.webhooks[index]?.webhook.envelope.payloadPath !== undefined);
  const { discriminator, payload } = model.conventions;
  const own = [discriminator.in === "body" ? discriminator.path : "", payload.path ?? ""].map((path) =>
    dialect.property(bodyPath(path)[0] ?? ""),
  );
  const envelope = sharedMembers(wrapped, own);
  const types = names.webhooks.flatMap((named, index): readonly DeclaredType[] => {
    const { schema, text } = compiled(named.webhook.payload, dialect);
    const body = bodies[index] ?? {};
    const extended = envelope !== undefined && wrapped.includes(body);
    return [
      {
        name: named.body,
        docs: describeBody(model, named),
        ...(extended
          ? { schema: withoutMembers(body, Object.keys(membersOf(envelope))), base: ENVELOPE }
          : { schema: body }),
      },
      { name: named.payload, docs: describePayload(named, text), schema },
    ];
  });
  if (envelope === undefined) return types;
  return [
    { name: ENVELOPE, docs: "What the bodies of all webhooks have around their payloads.", schema: envelope },
    ...types,
  ];
}

/** Each member around the payload with words for it, where the reference has none. */
function describeEnvelope(webhook: Webhook, { discriminator, authentication }: Conventions): Webhook {
  const { envelope } = webhook;
  const [first = "", ...inner] = discriminator.in === "body" ? bodyPath(discriminator.path) : [];
  const [secret] = authentication.scheme === "secret" ? bodyPath(authentication.path) : [];
  const words = (name: string): string => {
    if (name === first) return inner.length === 0 ? "The name of the webhook." : "Holds the name of the webhook.";
    if (name === secret) return "Proves that the webhook is genuine: a secret that only its sender and you know.";
    return "Sent beside the payload; the reference does not describe it.";
  };
  const fields = envelope.fields.map((field) => ({ description: words(field.name), ...field }));
  return { ...webhook, envelope: { ...envelope, fields } };
}

/** The members that all objects hold alike, except some; undefined where there are none. */
function sharedMembers([first, ...others]: readonly JsonObject[], except: readonly string[]): JsonObject | undefined {
  if (first === undefined) return undefined;
  const text = (schema: JsonObject, name: string): string =>
    JSON.stringify([membersOf(schema)[name] ?? null, list(schema["required"]).includes(name)]);
  const different = Object.keys(membersOf(first)).filter(
    (name) => except.includes(name) || others.some((other) => text(other, name) !== text(first, name)),
  );
  const shared = withoutMembers(first, different);
  return Object.keys(membersOf(shared)).length === 0 ? undefined : shared;
}

function withoutMembers(schema: JsonObject, names: readonly string[]): JsonObject {
  const left = Object.entries(membersOf(schema)).filter(([name]) => !names.includes(name));
  const required = list(schema["required"]).filter((name) => !names.includes(String(name)));
  return { type: "object", properties: Object.fromEntries(left), ...(required.length === 0 ? {} : { required }) };
}

function structureTypes(model: Model, names: VersionNames, dialect: TypeDialect): readonly DeclaredType[] {
  const first = new Map(model.structures.map((structure) => [structure.name, structure] as const).reverse());
  return [...names.structures].flatMap(([structureName, name]): readonly DeclaredType[] => {
    const structure = first.get(structureName);
    if (structure === undefined) return [];
    const { schema, text } = compiled(describedType(structure), dialect);
    const alias = names.aliases.get(name);
    const docs = describeStructure(model, structure, text);
    return [{ name, docs, schema, ...(alias === undefined ? {} : { alias }) }];
  });
}

function compiled(type: TypeNode, dialect: TypeDialect): { readonly schema: JsonObject; readonly text: string } {
  const { description, ...schema } = toSchema(type, dialect);
  return liftItems(schema, typeof description === "string" ? description : "");
}

/** The compiler prints what is said of a list's items above the whole declaration; there the type's own JSDoc holds it. */
function liftItems(schema: JsonObject, text: string): { readonly schema: JsonObject; readonly text: string } {
  const { items } = schema;
  if (!isObject(items) || typeof items["description"] !== "string") return { schema, text };
  const { description, ...bare } = items;
  return {
    schema: { ...schema, items: bare },
    text: [text, `Items: ${description}`].filter((part) => part !== "").join("\n\n"),
  };
}

/** A first line of words, what the page says, and a link to where it says so. */
function describeBody({ pages }: Model, { webhook }: WebhookNames): string {
  const page = pageOf(pages, "webhooks", webhook.sections[0]?.file);
  return paragraphs([
    `The whole body of a webhook \`${oneLine(webhook.name)}\`.`,
    escapeComment(webhook.description),
    see(page, webhook.anchor),
  ]);
}

function describePayload({ webhook }: WebhookNames, text: string): string {
  const partial = webhook.partial === undefined ? "" : "Holds only what changed: every optional member may be absent.";
  return paragraphs([`What a webhook \`${oneLine(webhook.name)}\` carries.`, partial, text]);
}

function describeStructure({ pages }: Model, structure: Structure, text: string): string {
  const page = pageOf(pages, "structures", structure.evidence[0]?.at.file);
  const origin = structure.documented ? "" : "Not described by the reference.";
  return paragraphs([
    text === "" ? `The structure "${oneLine(structure.name)}".` : text,
    origin,
    see(page, structure.anchor),
  ]);
}

/** Text of a page for one line, with no way out of a code span. */
function oneLine(text: string): string {
  return escapeComment(text.slice(0, 200)).replace(/\s+/g, " ").replaceAll("`", "'");
}

function paragraphs(parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join("\n\n");
}

function see(page: PageRecord | undefined, anchor = ""): string {
  const link = page?.url === undefined ? undefined : safeLink(page.url, anchor);
  return link === undefined ? "" : `@see ${link}`;
}

function pageOf(pages: readonly PageRecord[], kind: PageRecord["kind"], file?: string): PageRecord | undefined {
  return pages.find((page) => page.file === file) ?? pages.find((page) => page.kind === kind) ?? pages[0];
}
