// The evidence of a webhook or a field.
import { explainTarget, type Explanation } from "../model/explain-target.ts";
import type { NotFound } from "../model/explain.ts";
import type { Model } from "../model/model.ts";
import { leadingName } from "../model/types/path.ts";
import { oneOf } from "../source/wording.ts";
import { type ModelOptions, openModel, type Problem } from "./open-model.ts";

export interface ExplainOptions extends ModelOptions {
  /** A webhook's name, `*`, `envelope` or `$defs.<Structure>`, and behind a dot or `[]` the path of a field. */
  readonly target: string;
}

export type ExplainResult = { readonly explanation: Explanation } | { readonly problem: Problem };

export async function explain(options: ExplainOptions): Promise<ExplainResult> {
  const opened = await openModel(options);
  if ("problem" in opened) return opened;
  const explanation = explainTarget(opened.model, options.target);
  if (explanation.kind !== "not-found") return { explanation };
  return { problem: { message: lost(explanation, options.target, opened.model) } };
}

function lost(
  { what, asked, within, suggestions, undescribed }: NotFound,
  target: string,
  { version, webhooks }: Model,
): string {
  const hint =
    suggestions.length === 0
      ? ""
      : suggestions.length > 3
        ? `; there is ${suggestions.join(", ")}`
        : `, did you mean ${oneOf(suggestions)}?`;
  if (what !== "field") return `version ${version} has no ${what} "${asked}"${hint}`;
  const names = webhooks.map(({ name }) => name);
  const root = leadingName(target, names) ?? /^(?:\$defs\.)?[^.[(]*/.exec(target)?.[0] ?? "";
  const subject = root === "*" ? "no webhook" : root;
  const place = within === "" ? subject : `${subject}, ${within}`;
  const why = undescribed.length === 0 ? "" : `; the pages name ${undescribed.join(" and ")} and do not describe it`;
  return `${place} has ${root === "*" ? "a" : "no"} member "${asked}"${hint}${why}`;
}
