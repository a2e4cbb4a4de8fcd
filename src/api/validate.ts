// Request bodies against the checks of a version.
import type { Mismatch } from "../check/validate-body.ts";
import { bodyValidator, mismatchesAt, webhooksIn } from "../check/validate-body.ts";
import { parseBody } from "../check/parse-bodies.ts";
import { type ModelOptions, openModel, type Problem } from "./open-model.ts";
import { type BodySource, headerNameOf, nameOfSource, readSource } from "./read-bodies.ts";

export interface ValidateOptions extends ModelOptions {
  readonly files: readonly BodySource[];
  /** Look for every mistake of a body, not only the first 50. */
  readonly allErrors?: boolean;
  /** The webhook of all files, whatever they show. */
  readonly webhook?: string;
}

export interface ValidateResult {
  readonly problem?: Problem;
  /** In the order of the files. */
  readonly files: readonly ValidatedFile[];
}

export interface ValidatedFile {
  readonly file: string;
  /** Why the file can't be read. */
  readonly problem?: string;
  /** Where the file is no JSON: 1-based line and column. */
  readonly syntax?: { readonly line: number; readonly column: number; readonly message: string };
  readonly valid: boolean;
  /** The name on the wire, where it is known; of a list of webhooks those of all. */
  readonly webhook?: string;
  readonly mismatches: readonly Mismatch[];
  /** There may be more mismatches than these. */
  readonly stopped?: boolean;
}

export async function validate(options: ValidateOptions): Promise<ValidateResult> {
  const opened = await openModel(options);
  if ("problem" in opened) return { ...opened, files: [] };
  const { model } = opened;
  const check = bodyValidator(model, options);
  return {
    files: options.files.map((source): ValidatedFile => {
      const read = { file: nameOfSource(source), valid: false, mismatches: [] };
      const input = readSource(source);
      if ("problem" in input) return { ...read, problem: input.problem };
      const body = parseBody(input.bytes);
      if ("problem" in body) return { ...read, syntax: body.problem };
      const { discriminator, batch } = model.conventions;
      const name = options.webhook ?? headerNameOf(source, discriminator);
      const judged = webhooksIn(body.value, batch).map((one) => ({ one, verdict: check(one.webhook, name) }));
      const names = new Set(judged.flatMap(({ verdict }) => verdict.webhook ?? []));
      return {
        ...read,
        valid: judged.every(({ verdict }) => verdict.valid),
        ...(names.size > 0 && { webhook: [...names].join(", ") }),
        mismatches: judged.flatMap(({ one, verdict }) => mismatchesAt(one, verdict)),
        ...(judged.some(({ verdict }) => !verdict.valid && verdict.stopped === true) && { stopped: true }),
      };
    }),
  };
}
