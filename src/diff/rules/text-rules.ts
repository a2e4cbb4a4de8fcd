// Rules for what changes no value: words, samples, links.
import type { Webhook } from "../../model/model.ts";
import type { Rule } from "../rule.ts";
import { fieldsOf, model, object, text, webhook } from "../tiny-model.ts";

const pair = (old: Partial<Webhook>, now: Partial<Webhook>): Rule["example"] => ({
  old: model([webhook(object({ door: text }), old)]),
  new: model([webhook(object({ door: text }), now)]),
});
const at = { file: "page.md", line: 1, column: 1 };
const sample = (door: string): Partial<Webhook> => ({ samples: [{ body: { door }, at, repairs: [] }] });
const fields = fieldsOf({ door: text });
const deprecated = { kind: "object", fields: fields.map((field) => ({ ...field, deprecated: true })) } as const;
const words = { fact: "text", subject: "docs", runtime: "docs", compileTime: "docs", semver: "patch" } as const;
const told = ["description", "value notes", "sample", "link", "push equivalents"];

export const textRules: readonly Rule[] = [
  {
    id: "docs/description",
    description: "other words",
    matches: ({ is, label }) => is === "text" && (label === "description" || label === "value notes"),
    ...words,
    message: () => "the description reads otherwise",
    why: "Words alone; what arrives is the same.",
    hint: "Read it: a change of meaning may hide in it.",
    example: pair({ description: "A door." }, { description: "A gate." }),
  },
  {
    id: "docs/sample",
    description: "another sample",
    matches: ({ is, label }) => is === "text" && label === "sample",
    ...words,
    message: () => "the sample reads otherwise",
    why: "The type that it shows is the same.",
    hint: "Nothing to do.",
    example: pair(sample("front"), sample("back")),
  },
  {
    id: "docs/link",
    description: "another link",
    matches: ({ is, label }) => is === "text" && (label === "link" || label === "push equivalents"),
    ...words,
    message: ({ label }) => `the ${label} changed`,
    why: "What arrives is the same.",
    hint: "Nothing to do.",
    example: pair({ anchor: "door" }, { anchor: "gate" }),
  },
  {
    id: "docs/order",
    description: "another group, or other spellings of the action",
    matches: ({ is, label }) => is === "text" && !told.includes(label),
    ...words,
    message: ({ label }) => `the ${label} changed`,
    why: "What arrives is the same.",
    hint: "Nothing to do.",
    example: pair({ group: "doors" }, { group: "gates" }),
  },
  {
    id: "docs/deprecated",
    description: "a member that will go",
    matches: ({ is }) => is === "deprecated",
    ...words,
    message: ({ label }) => `"${label}" is deprecated`,
    why: "It still arrives.",
    hint: "Move to what replaces it.",
    example: { old: model([webhook({ kind: "object", fields })]), new: model([webhook(deprecated)]) },
  },
  {
    id: "docs/undeprecated",
    description: "a member that will stay after all",
    matches: ({ is }) => is === "undeprecated",
    ...words,
    message: ({ label }) => `"${label}" is no longer deprecated`,
    why: "It arrives as before.",
    hint: "Nothing to do.",
    example: { old: model([webhook(deprecated)]), new: model([webhook({ kind: "object", fields })]) },
  },
];
