// Small pages written as Markdown, read as far as a test needs.
import type { RootContent } from "mdast";
import type { SourceDocument } from "../../src/formats/document.ts";
import { readDocument } from "../../src/formats/read-document.ts";
import type { Model } from "../../src/model/model.ts";
import { extractWebhooks } from "../../src/reference/extract-webhooks.ts";
import { allLabels } from "../../src/reference/labels.ts";
import type { Reference } from "../../src/reference/reference.ts";
import { parseText } from "./pages.ts";
import { projectWebhook } from "./project-model.ts";

export const FILE = "page.md";

export async function documentOf(markdown: string): Promise<SourceDocument> {
  const { document } = await readDocument(new TextEncoder().encode(markdown), "markdown", {
    file: FILE,
    labels: allLabels,
  });
  if (document === undefined) throw new Error("the snippet can't be read");
  return document;
}

export async function nodesOf(markdown: string): Promise<readonly RootContent[]> {
  return (await documentOf(markdown)).tree.children;
}

/** The first node of a kind. */
export async function nodeOf<Type extends RootContent["type"]>(
  markdown: string,
  type: Type,
): Promise<Extract<RootContent, { type: Type }>> {
  for (const node of await nodesOf(markdown)) if (isType(node, type)) return node;
  throw new Error(`the snippet holds no ${type}`);
}

function isType<Type extends RootContent["type"]>(
  node: RootContent,
  type: Type,
): node is Extract<RootContent, { type: Type }> {
  return node.type === type;
}

export async function referenceOf(markdown: string): Promise<Reference> {
  return extractWebhooks(await documentOf(markdown));
}

export interface SnippetResult {
  readonly model: Model;
  /** Ids of the rules that found something. */
  readonly rules: readonly (string | undefined)[];
  readonly messages: readonly string[];
}

export async function parseSnippet(markdown: string): Promise<SnippetResult> {
  const { model, findings } = await parseText(markdown, { file: FILE });
  if (model === undefined) throw new Error(findings.map(({ reason }) => reason).join("; "));
  return { model, rules: findings.map(({ ruleId }) => ruleId), messages: findings.map(({ reason }) => reason) };
}

export interface SectionParts {
  readonly name?: string;
  readonly prose?: string;
  readonly action?: string | null;
  /** Lines of a table of fields, the header among them. */
  readonly table?: string;
  readonly footnote?: string;
  /** Payloads; each stands in an envelope unless `bare`. */
  readonly payloads?: readonly string[];
  readonly bare?: boolean;
}

/** One section of a page as the reference writes them. */
export function section({
  name = "thing_done",
  prose = "Informs of it.",
  action = name,
  table,
  footnote,
  payloads = ['{ "id": "a" }'],
  bare = false,
}: SectionParts): string {
  const samples = payloads.map((payload) =>
    bare
      ? payload
      : `{\n"webhook_id": "<webhook_id>",\n"secret_key": "<secret_key>",\n"action": "${action ?? name}",\n"organization_id": "1",\n"payload": ${payload}\n}`,
  );
  return [
    `### \`${name}\``,
    prose,
    ...(action === null ? [] : [`#### Specifics\n\n| | |\n|---|---|\n| **Action** | \`${action}\` |`]),
    ...(table === undefined ? [] : [`#### Webhook payload\n\n${table}`]),
    ...(footnote === undefined ? [] : [footnote]),
    ...samples.map((sample) => `\`\`\`js\n${sample}\n\`\`\``),
  ].join("\n\n");
}

/** A page of sections; a second one keeps the level of headings from being a guess. */
export function page(...sections: readonly string[]): string {
  return ["# Webhooks", "## Group", ...sections, ""].join("\n\n");
}

export interface PayloadReading extends SnippetResult {
  /** Lines of the payload's type, as in `payload.id?  string  sample:member`. */
  readonly lines: readonly string[];
}

/** The first webhook's payload. */
export async function readPayload(parts: SectionParts, ...others: readonly SectionParts[]): Promise<PayloadReading> {
  const read = await parseSnippet(page(section(parts), ...others.map(section)));
  const [webhook] = read.model.webhooks;
  const lines = webhook === undefined ? [] : projectWebhook(webhook).filter((line) => line.startsWith("payload"));
  return { ...read, lines };
}
