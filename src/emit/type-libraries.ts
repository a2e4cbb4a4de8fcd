// What makes declarations of schemas, and what formats them: bundled into a script of their own, since they are large.
import { type Options } from "prettier";
import * as estree from "prettier/plugins/estree";
import * as typescript from "prettier/plugins/typescript";
import { format } from "prettier/standalone";

export { compile } from "json-schema-to-typescript";

/** Formats TypeScript without looking for settings, plugins or files. */
export function formatTypeScript(code: string, options: Pick<Options, "printWidth">): Promise<string> {
  return format(code, { ...options, parser: "typescript", plugins: [estree, typescript] });
}
