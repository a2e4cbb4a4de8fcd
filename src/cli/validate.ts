// validate: request bodies against the checks of a version.
import { printable, printableJson, validate, type ValidatedFile, type ValidateOptions } from "../index.ts";
import { type Console, EXIT, type ExitCode, sourcesOf, unusable } from "./console.ts";

export interface ValidateArguments extends Omit<ValidateOptions, "files"> {
  /** `-` is standard input. */
  readonly files: readonly string[];
  readonly json?: boolean;
}

/** The worst of the files decides: one that can't be read before one that is not valid. */
export async function runValidate(given: ValidateArguments, console: Console): Promise<ExitCode> {
  const { json = false, ...options } = given;
  const { files, problem } = await validate({ ...options, files: await sourcesOf(given.files, console) });
  if (problem !== undefined) return unusable(problem, console);
  if (json) console.out.write(`${printableJson(files, 2)}\n`);
  else {
    for (const file of files) {
      if (file.problem === undefined) console.out.write(linesOf(file));
      else unusable({ message: file.problem }, console);
    }
  }
  if (files.some((file) => file.problem !== undefined)) return EXIT.unusable;
  return files.every(({ valid }) => valid) ? EXIT.fine : EXIT.found;
}

function linesOf({ file: named, syntax, valid, webhook, mismatches, stopped }: ValidatedFile): string {
  const file = printable(named);
  if (syntax !== undefined)
    return `${file}:${String(syntax.line)}:${String(syntax.column)}: ${printable(syntax.message)}\n`;
  const of = webhook === undefined ? "" : ` (${printable(webhook)})`;
  if (valid) return `${file}: valid${of}\n`;
  const lines = mismatches.map(({ path, message }) => `${file}: ${printable(path)}: ${printable(message)}${of}\n`);
  const more = stopped === true ? `${file}: there may be more: --all-errors looks for every mistake${of}\n` : "";
  return `${lines.join("")}${more}`;
}
