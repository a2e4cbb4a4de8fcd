// Reads what to explain, in every notation that reports and corrections use: a webhook, `*`, the envelope or a structure.
import {
  explainBelow,
  type ExplainedField,
  explainIn,
  explainPath,
  type FieldExplanation,
  nearest,
  type NotFound,
  start,
  type WebhookExplanation,
} from "./explain.ts";
import { leadingName } from "./types/path.ts";
import type { Model, Webhook } from "./model.ts";

/** A structure, or a field of it: whether any webhook carries it or not. */
export interface StructureExplanation {
  readonly kind: "structure";
  readonly structure: string;
  readonly description: string;
  /** Paths count from the structure; the structure itself has an empty one. */
  readonly fields: readonly ExplainedField[];
}

/** Every webhook of the version, in the order of the pages. */
export interface WebhookList {
  readonly kind: "list";
  readonly webhooks: readonly Pick<Webhook, "name" | "title" | "description">[];
}

export type Explanation = WebhookExplanation | FieldExplanation | StructureExplanation | WebhookList;

const STRUCTURES = "$defs";

/** @param target `<webhook>`, `*`, `envelope` or `$defs.<Structure>`, and behind a dot or `[]` the path of a field */
export function explainTarget(model: Model, target: string): Explanation | NotFound {
  const webhook = leadingName(
    target,
    model.webhooks.map(({ name }) => name),
  );
  if (webhook !== undefined) return explainPath(model, webhook, target.slice(webhook.length).replace(/^\./, ""));
  const [, root = "", path = ""] = /^([^.[]*)\.?(.*)$/s.exec(target) ?? [];
  if (root === STRUCTURES) return explainStructure(model, path);
  if (target === "*")
    return {
      kind: "list",
      webhooks: model.webhooks.map(({ name, title, description }) => ({ name, title, description })),
    };
  if (root === "*" && path !== "") return explainShared(root, model, (webhook) => explainIn(model, webhook, path));
  if (root !== "envelope") return explainPath(model, root, path);
  return explainShared(root, model, ({ envelope: { fields, evidence } }) =>
    explainBelow(model, [start({ kind: "object", fields, evidence }, "")], path),
  );
}

function explainStructure(model: Model, path: string): StructureExplanation | NotFound {
  const [structure] = model.structures
    .filter(({ name }) => path === name || /^[.[(]/.test(path.startsWith(name) ? path.slice(name.length) : ""))
    .sort((a, b) => b.name.length - a.name.length);
  if (structure === undefined) {
    const asked = path.replace(/[.[(].*$/s, "");
    const names = model.structures.map(({ name }) => name);
    const suggestions = nearest(asked, names);
    return { kind: "not-found", what: "structure", asked, within: "", suggestions, undescribed: [] };
  }
  const { name, description } = structure;
  const from = start({ kind: "reference", name }, "");
  const fields = explainBelow(model, [from], path.slice(name.length));
  return "kind" in fields ? fields : { kind: "structure", structure: name, description, fields };
}

/** In the first webhook that has the place: by `*` and `envelope` a report means several. */
function explainShared(
  root: "*" | "envelope",
  { webhooks }: Model,
  explain: (webhook: Webhook) => readonly ExplainedField[] | NotFound,
): FieldExplanation | NotFound {
  const lost: NotFound[] = [];
  for (const webhook of webhooks) {
    const fields = explain(webhook);
    if (!("kind" in fields)) return { kind: "field", webhook: webhook.name, fields };
    lost.push(fields);
  }
  const { asked = root, within = "", undescribed = [] } = lost[0] ?? {};
  const known = lost.flatMap((one) => one.suggestions);
  return { kind: "not-found", what: "field", asked, within, suggestions: nearest(asked, known), undescribed };
}
