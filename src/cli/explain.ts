// explain: the evidence of a webhook or a field.
import { explainTarget } from "../model/explain-target.ts";
import type { NotFound } from "../model/explain.ts";
import { printable, printableJson } from "../source/printable.ts";
import { oneOf } from "../source/suggest.ts";
import type { Console } from "./console.ts";
import { EXIT, type ExitCode } from "./exit-codes.ts";
import { explanationText } from "./explanation-text.ts";
import { findModel } from "./find-model.ts";

export interface ExplainArguments {
  readonly version: string;
  /** A webhook's name, `*`, `envelope` or `$defs.<Structure>`, and behind a dot or `[]` the path of a field. */
  readonly target: string;
  readonly output: string;
  readonly json?: boolean;
}

export async function runExplain(given: ExplainArguments, console: Console): Promise<ExitCode> {
  const model = await findModel(given.output, given.version, console);
  if (model === undefined) return EXIT.unusable;
  const explanation = explainTarget(model, given.target);
  if (explanation.kind === "not-found") {
    console.err.write(`${printable(lost(explanation, given.target, model.version))}\n`);
    return EXIT.unusable;
  }
  console.out.write(
    given.json === true ? `${printableJson(explanation, 2)}\n` : explanationText(explanation, console.out.color),
  );
  return EXIT.fine;
}

function lost({ what, asked, within, suggestions, undescribed }: NotFound, target: string, version: string): string {
  const hint =
    suggestions.length === 0
      ? ""
      : suggestions.length > 3
        ? `; there is ${suggestions.join(", ")}`
        : `, did you mean ${oneOf(suggestions)}?`;
  if (what !== "field") return `version ${version} has no ${what} "${asked}"${hint}`;
  const root = /^(?:\$defs\.)?[^.[(]*/.exec(target)?.[0] ?? "";
  const subject = root === "*" ? "no webhook" : root;
  const place = within === "" ? subject : `${subject}, ${within}`;
  const why = undescribed.length === 0 ? "" : `; the pages name ${undescribed.join(" and ")} and do not describe it`;
  return `${place} has ${root === "*" ? "a" : "no"} member "${asked}"${hint}${why}`;
}
