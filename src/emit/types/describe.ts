// The JSDoc of what a version's types export.
import type { Model, PageRecord, Structure } from "../../model/model.ts";
import { escapeComment, safeLink } from "../escape.ts";
import type { WebhookNames } from "../names.ts";

/** A first line of words, what the page says, and a link to where it says so. */
export function describeBody({ pages }: Model, { webhook }: WebhookNames): string {
  const page = pageOf(pages, "webhooks", webhook.sections[0]?.file);
  return paragraphs([
    `The whole body of a webhook \`${oneLine(webhook.name)}\`.`,
    escapeComment(webhook.description),
    see(page, webhook.anchor),
  ]);
}

export function describePayload({ webhook }: WebhookNames, text: string): string {
  const partial = webhook.partial === undefined ? "" : "Holds only what changed: every optional member may be absent.";
  return paragraphs([`What a webhook \`${oneLine(webhook.name)}\` carries.`, partial, text]);
}

export function describeStructure({ pages }: Model, structure: Structure, text: string): string {
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
