// Declares types under their real names, by one call of the compiler for a whole version.
import { loadTypeLibraries, openProject } from "../libraries.ts";
import type { DeclaredType } from "./declared-types.ts";
import type { TypeDialect } from "./type-dialect.ts";

const ROOT = "HooksmithRoot";

/** The declaration of the type at `index` has this name in the compiled text, as letters: digits would be spelt anew. */
const compiledName = (index: number): string =>
  `HooksmithType${String(index).replace(/\d/g, (digit) => String.fromCharCode(97 + Number(digit)))}`;

/**
 * Unformatted TypeScript: one declaration each, in the order given, without its JSDoc. Throws only where hooksmith itself is
 * wrong: a declaration missing, or one too many.
 */
export async function compileTypes(types: readonly DeclaredType[], dialect: TypeDialect): Promise<readonly string[]> {
  const { compile } = await loadTypeLibraries();
  const keys = types.map((_, index) => compiledName(index));
  const root: Record<string, unknown> = {
    type: "object",
    properties: Object.fromEntries(keys.map((key) => [key, { $ref: `#/$defs/${key}` }])),
    $defs: Object.fromEntries(types.map(({ schema }, index) => [keys[index], schema])),
  };
  const code = await compile(JSON.parse(JSON.stringify(root)), ROOT, {
    additionalProperties: false,
    bannerComment: "",
    cwd: "/",
    format: false,
    unknownAny: true,
    $refOptions: { resolve: { file: false, http: false } },
  });
  return declarations(await nameMembers(code, dialect), types);
}

/** Member names that travelled as tokens get their own spelling back; comments and strings stay as they are. */
async function nameMembers(code: string, { nameBehind }: TypeDialect): Promise<string> {
  if (!TOKEN.test(code)) return code;
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
const NAME = /^export (interface|type) (\w+)/;

/** `export interface Name`, in the words of a replacement: names of types hold letters and digits alone. */
function headOf({ name, base, inline }: DeclaredType): string {
  if (inline === true) return `export type ${name} =`;
  return `export $1 ${name}${base === undefined ? "" : ` extends ${base}`}`;
}

/** The text of each declaration under its real name. */
function declarations(code: string, types: readonly DeclaredType[]): readonly string[] {
  const found = new Map<string, string>();
  for (const text of code.trim().split(DECLARATION)) {
    const name = NAME.exec(text)?.[2];
    if (name === undefined || found.has(name)) throw new Error(`internal: no new declaration: ${text.slice(0, 80)}`);
    found.set(name, text);
  }
  const wanted = types.map((type, index): string => {
    const text = found.get(compiledName(index));
    if (text === undefined) throw new Error(`internal: ${type.name} was not declared`);
    return text.replace(NAME, headOf(type));
  });
  if (found.size !== wanted.length + 1) throw new Error("internal: a type was declared under a second name");
  return wanted;
}
