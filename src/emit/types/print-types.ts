// Prints declarations under their real names, with the union and the event maps: one call of each library for all of them.
import type {
  InterfaceDeclaration,
  OptionalKind,
  PropertySignatureStructure,
  SourceFile,
  StatementStructures,
  TypeAliasDeclaration,
} from "ts-morph";
import { groupBy } from "../../model/group-by.ts";
import { bodyAction } from "../actions.ts";
import { stringLiteral } from "../escape.ts";
import { formatCode } from "../format-code.ts";
import { loadTsMorph } from "../libraries.ts";
import type { VersionNames, WebhookNames } from "../names.ts";
import { compiledName, compileTypes } from "./compile-types.ts";
import type { DeclaredType } from "./declared-types.ts";
import type { TypeDialect } from "./type-dialect.ts";

type TsMorph = Awaited<ReturnType<typeof loadTsMorph>>;

export interface PrintedTypes {
  /** The union and the event maps. */
  readonly head: string;
  /** One declaration each, without its JSDoc, in the order given. */
  readonly types: readonly string[];
}

/** A line between declarations: it stands at the margin, where no comment of a member has a line. */
const BORDER = "// ----";

/** Formatted, without newlines around. Throws only where hooksmith itself is wrong: a declaration missing, or one too many. */
export async function printTypes(
  names: VersionNames,
  types: readonly DeclaredType[],
  dialect: TypeDialect,
): Promise<PrintedTypes> {
  const [morph, unnamed] = await Promise.all([loadTsMorph(), compileTypes(types)]);
  const project = new morph.Project({ useInMemoryFileSystem: true, skipLoadingLibFiles: true });
  const raw = project.createSourceFile("compiled.ts", unnamed);
  const compiled = dialect.hasTokens()
    ? project.createSourceFile("named.ts", nameMembers(raw, dialect.nameBehind, morph))
    : raw;
  const union = project.createSourceFile("union.ts", { statements: [...unionStructures(names, morph)] });
  const code = [union.getFullText(), ...declarations(compiled, types)].join(`\n${BORDER}\n`);
  const [head = "", ...printed] = (await formatCode(code)).split(`\n${BORDER}\n`);
  if (printed.length !== types.length) throw new Error("internal: declarations ran together");
  return { head: head.trim(), types: printed.map((text) => text.trim()) };
}

/** Member names that travelled as tokens get their own spelling back; comments and strings stay as they are. */
function nameMembers(file: SourceFile, nameBehind: (token: string) => string | undefined, morph: TsMorph): string {
  const text = file.getFullText();
  let named = "";
  let done = 0;
  for (const member of file.getDescendantsOfKind(morph.SyntaxKind.PropertySignature)) {
    const node = member.getNameNode();
    const name = nameBehind(node.getText());
    if (name === undefined) continue;
    named += text.slice(done, node.getStart()) + name;
    done = node.getEnd();
  }
  return named + text.slice(done);
}

/** The text of each declaration, exported under its real name. */
function declarations(file: SourceFile, types: readonly DeclaredType[]): readonly string[] {
  const found = new Map<string, InterfaceDeclaration | TypeAliasDeclaration>();
  for (const node of [...file.getInterfaces(), ...file.getTypeAliases()]) {
    if (found.has(node.getName())) throw new Error(`internal: ${node.getName()} is declared twice`);
    found.set(node.getName(), node);
  }
  const wanted = types.map(({ name }, index): string => {
    const node = found.get(compiledName(index));
    if (node?.isExported() !== true) throw new Error(`internal: ${name} was not declared`);
    const old = node.getNameNode();
    const text = node.getText();
    const at = old.getStart() - node.getStart();
    return text.slice(0, at) + name + text.slice(at + old.getText().length);
  });
  if (found.size !== wanted.length + 1) throw new Error("internal: a type was declared under a second name");
  return wanted;
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
