// What a version's types begin with: the union of its webhooks, the maps by action, and what stands for unknown ones.
import type { OptionalKind, PropertySignatureStructure, StatementStructures } from "ts-morph";
import { groupBy } from "../../model/group-by.ts";
import { bodyAction } from "../actions.ts";
import { stringLiteral } from "../escape.ts";
import { openProject, type TsMorph } from "../libraries.ts";
import type { VersionNames, WebhookNames } from "../names.ts";

/** Unformatted TypeScript. */
export async function headCode(names: VersionNames): Promise<string> {
  const { morph, project } = await openProject();
  return project.createSourceFile("head.ts", { statements: [...unionStructures(names, morph)] }).getFullText();
}

function unionStructures({ webhooks }: VersionNames, { StructureKind }: TsMorph): readonly StatementStructures[] {
  const byAction = groupBy(webhooks, ({ webhook }) => bodyAction(webhook) ?? webhook.action);
  const map = (name: string, text: string, pick: (named: WebhookNames) => string): StatementStructures => ({
    kind: StructureKind.Interface,
    name,
    isExported: true,
    docs: [text],
    properties: [...byAction].map(([action, group]): OptionalKind<PropertySignatureStructure> => ({
      name: stringLiteral(action),
      type: group.map(pick).join(" | "),
    })),
  });
  const alias = (name: string, text: string, type: string): StatementStructures => ({
    kind: StructureKind.TypeAlias,
    name,
    isExported: true,
    docs: [text],
    type,
  });
  return [
    alias("Webhook", "Every webhook of this version.", webhooks.map(({ body }) => body).join(" | ") || "never"),
    alias("WebhookAction", "The name of a webhook on the wire.", "keyof WebhookByAction"),
    map("WebhookByAction", "The whole body by action.", ({ body }) => body),
    map("PayloadByAction", "The payload by action.", ({ payload }) => payload),
    {
      kind: StructureKind.Enum,
      name: "Undocumented",
      hasDeclareKeyword: true,
      members: [{ name: "action", value: "any other" }],
    },
    alias(
      "UnknownAction",
      "A string on the wire that is none of the documented actions. Comparing with one of those leaves it out.",
      "Undocumented",
    ),
    {
      kind: StructureKind.TypeAlias,
      name: "UnknownVariant",
      isExported: true,
      typeParameters: [{ name: "Discriminator", constraint: "string" }],
      docs: [
        "A variant that this version does not document. Comparing its discriminator with that of a known one leaves it out.",
      ],
      type: "{ [Member in Discriminator]: Undocumented } & { [member: string]: unknown }",
    },
    {
      kind: StructureKind.Interface,
      name: "UnknownWebhook",
      isExported: true,
      docs: ["A webhook that this version does not document; no part of `Webhook`."],
      properties: [
        { name: "action", type: "UnknownAction" },
        { name: "payload", type: "unknown", hasQuestionToken: true },
      ],
    },
  ];
}
