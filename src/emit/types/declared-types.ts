// Every type that a version declares for its webhooks and structures: name, JSDoc, schema.
import type { Model, TypeNode, PageRecord, Structure } from "../../model/model.ts";
import type { JsonObject } from "../json.ts";
import type { VersionNames, WebhookNames } from "../names.ts";
import { toSchema } from "../schema/to-schema.ts";
import { bodySchema, describedType } from "../schema/webhook-schema.ts";
import { isObject } from "../validators/read-schema.ts";
import type { TypeDialect } from "./type-dialect.ts";
import { escapeComment, safeLink } from "../escape.ts";

export interface DeclaredType {
  readonly name: string;
  /** Escaped text of its JSDoc. */
  readonly docs: string;
  /** Without a description of its own. */
  readonly schema: JsonObject;
}

/** Webhooks in page order, each body before its payload, then the structures. */
export function declaredTypes(model: Model, names: VersionNames, dialect: TypeDialect): readonly DeclaredType[] {
  const compile = (type: TypeNode): { schema: JsonObject; text: string } => {
    const { description, ...schema } = toSchema(type, dialect);
    return liftItems(schema, typeof description === "string" ? description : "");
  };
  const webhooks = names.webhooks.flatMap((named): readonly DeclaredType[] => {
    const { schema, text } = compile(named.webhook.payload);
    const body = bodySchema(named.webhook, { tsType: named.payload }, dialect);
    return [
      { name: named.body, docs: describeBody(model, named), schema: body },
      { name: named.payload, docs: describePayload(named, text), schema },
    ];
  });
  const seen = new Set<string>();
  const structures = model.structures.flatMap((structure): readonly DeclaredType[] => {
    const name = names.structures.get(structure.name);
    if (name === undefined || seen.has(name)) return [];
    seen.add(name);
    const { schema, text } = compile(describedType(structure));
    return [{ name, docs: describeStructure(model, structure, text), schema }];
  });
  return [...webhooks, ...structures];
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
  const origin = structure.documented ? "" : "Named by the reference, described by none of its pages.";
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
