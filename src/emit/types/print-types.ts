// Prints declarations under their real names: one call of each library for all of them.
import type { Conventions } from "../../model/model.ts";
import { formatCode } from "../format-code.ts";
import { openProject } from "../libraries.ts";
import type { VersionNames } from "../names.ts";
import { compiledName, compileTypes } from "./compile-types.ts";
import type { DeclaredType } from "./declared-types.ts";
import { headCode } from "./head-code.ts";
import type { TypeDialect } from "./type-dialect.ts";

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
