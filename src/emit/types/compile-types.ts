// One call of json-schema-to-typescript for all types of a version.
import { loadTypeLibraries } from "../libraries.ts";
import type { DeclaredType } from "./declared-types.ts";

const ROOT = "HooksmithRoot";
const DECLARED = "HooksmithType";

/** The declaration of the type at `index` carries this name in the compiled text. */
export const compiledName = (index: number): string => `${DECLARED}${letters(index)}`;

/** Unformatted TypeScript that declares every type once, under its compiled name. */
export async function compileTypes(types: readonly DeclaredType[]): Promise<string> {
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
