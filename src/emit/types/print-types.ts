// Prints declarations under their real names: one call of each library for all of them.
import type { Conventions } from "../../model/model.ts";
import { formatCode } from "../format-code.ts";
import { openProject, loadTypeLibraries, type TsMorph } from "../libraries.ts";
import type { VersionNames, WebhookNames } from "../names.ts";
import type { DeclaredType } from "./declared-types.ts";
const ROOT = "HooksmithRoot";

const DECLARED = "HooksmithType";

/** The declaration of the type at `index` carries this name in the compiled text. */
const compiledName = (index: number): string => `${DECLARED}${letters(index)}`;

import type { TypeDialect } from "./type-dialect.ts";
import type { OptionalKind, PropertySignatureStructure, StatementStructures } from "ts-morph";
import { bodyPath } from "../../model/body.ts";
import { groupBy } from "../../model/group-by.ts";
import { propertyName, stringLiteral } from "../escape.ts";

export interface PrintedTypes {
  /** What the version begins with, where that was asked for. */
  readonly head?: string;
  /** One declaration each, without its JSDoc, in the order given. */
  readonly types: readonly string[];
}

/** A line between declarations: it stands at the margin, where no comment of a member has a line. */
const BORDER = "// ----";

/**
 * Formatted, without newlines around; with the head of a version where its names are given. Throws only where hooksmith itself
 * is wrong: a declaration missing, or one too many.
 */
export async function printTypes(
  types: readonly DeclaredType[],
  dialect: TypeDialect,
  version?: { readonly names: VersionNames; readonly conventions: Conventions },
): Promise<PrintedTypes> {
  const [head, compiled] = await Promise.all([
    version && headCode(version.names, version.conventions),
    compileTypes(types),
  ]);
  const named = await nameMembers(compiled, dialect);
  const code = [head ?? "", ...declarations(named, types)].join(`\n${BORDER}\n`);
  const [first = "", ...printed] = `\n${await formatCode(code)}`.split(`\n${BORDER}\n`);
  if (printed.length !== types.length) throw new Error("internal: declarations ran together");
  return { ...(head === undefined ? {} : { head: first.trim() }), types: printed.map((text) => text.trim()) };
}

/** Member names that travelled as tokens get their own spelling back; comments and strings stay as they are. */
async function nameMembers(code: string, { hasTokens, nameBehind }: TypeDialect): Promise<string> {
  if (!hasTokens() || !TOKEN.test(code)) return code;
  const { morph, project } = await openProject();
  const file = project.createSourceFile("compiled.ts", code);
  let named = "";
  let done = 0;
  for (const member of file.getDescendantsOfKind(morph.SyntaxKind.PropertySignature)) {
    const node = member.getNameNode();
    const name = nameBehind(node.getText());
    if (name === undefined) continue;
    named += code.slice(done, node.getStart()) + name;
    done = node.getEnd();
  }
  return named + code.slice(done);
}

const TOKEN = /\bhooksmith_\d/;

/** Every declaration begins at the margin, where no line of a comment does. */
const DECLARATION = /^(?=export (?:interface|type) )/m;
const NAME = /^(export (?:interface|type) )(\w+)/;

/** The text of each declaration under its real name. */
function declarations(code: string, types: readonly DeclaredType[]): readonly string[] {
  const found = new Map<string, string>();
  for (const text of code.trim().split(DECLARATION)) {
    const name = NAME.exec(text)?.[2];
    if (name === undefined || found.has(name)) throw new Error(`internal: no new declaration: ${text.slice(0, 80)}`);
    found.set(name, text);
  }
  const wanted = types.map(({ name }, index): string => {
    const text = found.get(compiledName(index));
    if (text === undefined) throw new Error(`internal: ${name} was not declared`);
    return text.replace(NAME, (_, start: string) => start + name);
  });
  if (found.size !== wanted.length + 1) throw new Error("internal: a type was declared under a second name");
  return wanted;
}

/** Unformatted TypeScript that declares every type once, under its compiled name. */
async function compileTypes(types: readonly DeclaredType[]): Promise<string> {
  const { compile } = await loadTypeLibraries();
  const keys = types.map((_, index) => compiledName(index));
  const root = {
    type: "object",
    properties: Object.fromEntries(keys.map((key, index) => [`p${index}`, { $ref: `#/$defs/${key}` }])),
    $defs: Object.fromEntries(types.map(({ schema }, index) => [compiledName(index), schema])),
  };
  const copy: Record<string, unknown> = JSON.parse(JSON.stringify(root));
  return compile(copy, ROOT, {
    additionalProperties: false,
    bannerComment: "",
    cwd: "/",
    format: false,
    unknownAny: true,
    $refOptions: { resolve: { file: false, http: false } },
  });
}

/** A number as capital letters: the compiler respells names in which digits meet letters. */
function letters(index: number): string {
  return String(index).replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)));
}

/** Unformatted TypeScript. */
async function headCode(names: VersionNames, conventions: Conventions): Promise<string> {
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
