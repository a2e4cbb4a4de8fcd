// validate: payload files against the generated schemas.
import { printable } from "../source/printable.ts";
import { parseBody } from "../check/parse-bodies.ts";
import { bodyValidator, type Verdict } from "../check/validate-body.ts";
import { type Console, EXIT, type ExitCode } from "./console.ts";
import { findModel, readInput, headerNameOf } from "./inputs.ts";

export interface ValidateArguments {
  readonly version: string;
  readonly files: readonly string[];
  readonly output: string;
  readonly allErrors?: boolean;
  /** The webhook of all files, whatever they show. */
  readonly webhook?: string;
}

/** The worst of the files decides: one that can't be read before one that is not valid. */
export async function runValidate(given: ValidateArguments, console: Console): Promise<ExitCode> {
  const { version, files, output } = given;
  const model = await findModel(output, version, console);
  if (model === undefined) return EXIT.unusable;
  const validate = bodyValidator(model, given);
  let worst: ExitCode = EXIT.fine;
  for (const file of files) {
    const input = await readInput(file, console);
    if ("problem" in input) {
      console.err.write(`${printable(input.problem)}\n`);
      worst = EXIT.unusable;
      continue;
    }
    const name = given.webhook ?? headerNameOf(file, model.conventions.discriminator);
    const lines = judge(input.bytes, file === "-" ? "stdin" : printable(file), (body) => validate(body, name));
    console.out.write(lines.text);
    if (!lines.valid && worst === EXIT.fine) worst = EXIT.found;
  }
  return worst;
}

function judge(
  bytes: Uint8Array,
  file: string,
  validate: (body: unknown) => Verdict,
): { readonly valid: boolean; readonly text: string } {
  const body = parseBody(bytes);
  if ("problem" in body) {
    const { line, column, message } = body.problem;
    return { valid: false, text: `${file}:${line}:${column}: ${printable(message)}\n` };
  }
  const verdict = validate(body.value);
  if (verdict.valid) return { valid: true, text: `${file}: valid (${printable(verdict.webhook)})\n` };
  const of = verdict.webhook === undefined ? "" : ` (${printable(verdict.webhook)})`;
  const lines = verdict.mismatches.map(
    ({ path, message }) => `${file}: ${printable(path)}: ${printable(message)}${of}\n`,
  );
  const more =
    verdict.stopped === true ? `${file}: there may be more: --all-errors looks for every mistake${of}\n` : "";
  return { valid: false, text: `${lines.join("")}${more}` };
}
