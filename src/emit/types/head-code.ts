// What types.ts of every version begins with: the union of its webhooks, their names, and what no version documents.
import type { OptionalKind, PropertySignatureStructure, StatementStructures } from "ts-morph";
import { bodyPath } from "../../model/body.ts";
import { groupBy } from "../../model/group-by.ts";
import type { Conventions } from "../../model/model.ts";
import { propertyName, stringLiteral } from "../escape.ts";
import { openProject, type TsMorph } from "../libraries.ts";
import type { VersionNames, WebhookNames } from "../names.ts";

/** Unformatted TypeScript. */
export async function headCode(names: VersionNames, conventions: Conventions): Promise<string> {
  const { morph, project } = await openProject();
  return project
    .createSourceFile("head.ts", { statements: [...unionStructures(names, conventions, morph)] })
    .getFullText();
}

function unionStructures(
  { webhooks }: VersionNames,
  conventions: Conventions,
  { StructureKind }: TsMorph,
): readonly StatementStructures[] {
  const byName = groupBy(webhooks, ({ webhook }) => webhook.name);
  const map = (name: string, text: string, pick: (named: WebhookNames) => string): StatementStructures => ({
    kind: StructureKind.Interface,
    name,
    isExported: true,
    docs: [text],
    properties: [...byName].map(([name, group]): OptionalKind<PropertySignatureStructure> => ({
      name: stringLiteral(name),
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
    alias("WebhookName", "The name of a webhook on the wire.", "keyof WebhookByName"),
    map("WebhookByName", "The whole body by name.", ({ body }) => body),
    map("PayloadByName", "The payload by name.", ({ payload }) => payload),
    {
      kind: StructureKind.Enum,
      name: "Undocumented",
      hasDeclareKeyword: true,
      members: [{ name: "name", value: "any other" }],
    },
    alias(
      "UnknownName",
      "A string on the wire that is none of the documented names. Comparing with one of those leaves it out.",
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
      kind: StructureKind.TypeAlias,
      name: "UnknownWebhook",
      isExported: true,
      docs: ["A webhook that this version does not document; no part of `Webhook`."],
      type: unknownBody(conventions),
    },
  ];
}

/** What is known of the body of a webhook that nothing else is known of: where its name and its payload are. */
function unknownBody({ discriminator, payload }: Conventions): string {
  if (discriminator.in === "header") return "{ readonly [member: string]: unknown }";
  const parts = [membersTo(bodyPath(discriminator.path), "UnknownName")];
  if (payload.path !== undefined) parts.push(membersTo(bodyPath(payload.path), "unknown", "?"));
  return parts.join(" & ");
}

function membersTo([step = "", ...rest]: readonly string[], type: string, mark = ""): string {
  const inner = rest.length === 0 ? type : membersTo(rest, type, mark);
  return `{ ${propertyName(step)}${rest.length === 0 ? mark : ""}: ${inner} }`;
}
