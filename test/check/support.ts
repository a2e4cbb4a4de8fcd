// A model of two webhooks that share a structure, with one of every kind of type.
import { applyCorrections } from "../../src/model/corrections/apply-corrections.ts";
import {
  MODEL_FORMAT,
  type Evidence,
  type Field,
  type Model,
  type TypeNode,
  type Webhook,
} from "../../src/model/model.ts";
import { conventions } from "../support/conventions.ts";
import { correctionText } from "../../src/check/observation-text.ts";
import type { Difference } from "../../src/check/compare-body.ts";
import { observeBodies } from "../../src/check/observe-bodies.ts";
import { parseCorrections } from "../../src/register/read-corrections.ts";

export const why = (line: number): Evidence => ({
  kind: "sample",
  rule: "member",
  quote: `line ${String(line)}`,
  at: { file: "v1.5/page.md", line, column: 3 },
});

let line = 0;
const field = (name: string, type: TypeNode, presence: Field["presence"] = "required"): Field => {
  line += 1;
  return { name, type, presence, evidence: [why(line)] };
};
const object = (...fields: Field[]): TypeNode => ({ kind: "object", fields });
const literal = (value: string): TypeNode => ({ kind: "literal", value });
const string: TypeNode = { kind: "string" };
const reference = (name: string): TypeNode => ({ kind: "reference", name });

const webhook = (id: string, name: string, payload: TypeNode, alias?: string): Webhook => ({
  name,
  id,
  title: id,
  aliases: alias === undefined ? [] : [{ value: alias, source: "sample", evidence: why(90) }],
  description: "",
  anchor: id,
  sections: [],
  envelope: {
    origin: "documented",
    payloadPath: "payload",
    payloadAt: 2,
    fields: [field("secret_key", string), field("action", literal(name))],
    evidence: [why(91)],
  },
  payload,
  samples: [],
  evidence: [why(92)],
});

export const model: Model = {
  format: MODEL_FORMAT,
  version: "1.5",
  status: "stable",
  pages: [],
  conventions,
  webhooks: [
    webhook(
      "parcel_moved",
      "parcel_moved",
      object(
        field("id", { kind: "integer" }),
        field("state", { kind: "enum", values: [{ value: "open" }, { value: "closed" }] }),
        field("moved_at", { kind: "string", format: "date-time" }, "optional"),
        field("sender", reference("Person"), "optional"),
        field("stops", { kind: "array", items: object(field("name", string)) }, "optional"),
        field("hours", { kind: "map", keys: "weekday", values: { kind: "integer" } }, "optional"),
        field("note", { kind: "object", fields: [], empty: true }, "optional"),
        field("anything", { kind: "any" }, "optional"),
        field(
          "cost",
          { kind: "union", variants: [string, { kind: "integer" }, { kind: "array", items: string }] },
          "optional",
        ),
        field("rest", { kind: "object", open: true, fields: [field("known", string)] }, "optional"),
      ),
    ),
    webhook("people_met", "people_met", { kind: "array", items: reference("Person") }, "meet_people"),
    webhook(
      "news",
      "news",
      object(field("event", reference("Event"), "optional"), field("action", string, "optional")),
    ),
  ],
  structures: [
    {
      name: "Person",
      documented: true,
      description: "",
      type: {
        kind: "union",
        discriminator: "type",
        variants: [reference("Agent"), reference("Customer")],
      },
      evidence: [why(93)],
    },
    {
      name: "Agent",
      documented: true,
      description: "",
      type: object(field("type", literal("agent")), field("id", string), field("email", string, "optional")),
      evidence: [why(94)],
    },
    {
      name: "Customer",
      documented: true,
      description: "",
      type: object(
        field("type", literal("customer")),
        field("id", string),
        field("last", reference("Person"), "optional"),
      ),
      evidence: [why(95)],
    },
    {
      name: "Event",
      documented: true,
      description: "",
      type: {
        kind: "union",
        discriminator: "type",
        open: true,
        variants: [
          object(field("type", literal("file")), field("url", string)),
          object(field("type", literal("text")), field("text", string), field("url", string, "optional")),
        ],
      },
      evidence: [why(96)],
    },
  ],
  corrections: [],
  coverage: { consumed: {}, entries: [] },
};

export const body = (action: string, payload: unknown, more: object = {}): Record<string, unknown> => ({
  secret_key: "s3cr3t-of-mine",
  action,
  payload,
  ...more,
});

export const parcel = (more: object = {}): Record<string, unknown> =>
  body("parcel_moved", { id: 1, state: "open", ...more });
export const people = (...items: unknown[]): Record<string, unknown> => body("people_met", items);

/** Pastes the proposed corrections, each once, into a file of corrections, reads it and applies them. */
export function correct(
  start: Model,
  differences: readonly Difference[],
): { readonly model: Model; readonly problems: readonly string[] } {
  const corrections = new Map(
    differences.flatMap(({ correction }) => (correction === undefined ? [] : [[correction.id, correction]])),
  );
  const text = `corrections:\n${[...corrections.values()].map(correctionText).join("\n")}`;
  const parsed = parseCorrections(corrections.size === 0 ? "" : text, "corrections.yaml");
  const applied = applyCorrections(start, parsed.corrections ?? []);
  return { model: applied.model, problems: [...parsed.findings, ...applied.findings].map(({ reason }) => reason) };
}

export function differencesOf(given: Model, bodies: readonly unknown[]): readonly Difference[] {
  return observeBodies(given, bodies).differences;
}
