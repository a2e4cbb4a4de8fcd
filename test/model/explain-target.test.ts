// What reports and corrections call a place, explain finds: structures, the envelope, a member of several webhooks.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { explainTarget } from "../../src/model/explain-target.ts";
import {
  MODEL_FORMAT,
  type Evidence,
  type Field,
  type Model,
  type TypeNode,
  type Webhook,
} from "../../src/model/model.ts";
import { conventions } from "../support/conventions.ts";
import { isModel } from "../emit/is-model.ts";

const seen = (quote: string): Evidence => ({
  kind: "sample",
  rule: "sample/value",
  quote,
  at: { file: "v1/page.txt", line: 1, column: 3 },
});
const field = (name: string, type: TypeNode): Field => ({ name, type, presence: "required", evidence: [seen(name)] });
const object = (...fields: readonly Field[]): TypeNode => ({ kind: "object", fields });
const literal = (value: string): TypeNode => ({ kind: "literal", value });
const text: TypeNode = { kind: "string" };
const whole: TypeNode = { kind: "integer" };

const webhook = (name: string, payload: TypeNode): Webhook => ({
  name,
  id: name,
  title: name,
  aliases: [],
  description: "",
  anchor: name,
  sections: [],
  envelope: {
    origin: "documented",
    payloadPath: "payload",
    payloadAt: 1,
    fields: [field("action", literal(name)), field("data", object(field("note", text)))],
    evidence: [seen("envelope")],
  },
  payload,
  samples: [],
  evidence: [],
});

const model: Model = {
  format: MODEL_FORMAT,
  version: "1",
  status: "stable",
  pages: [],
  conventions,
  webhooks: [
    webhook("moved", object(field("id", text), field("event", { kind: "reference", name: "Event" }))),
    webhook("lost", object(field("id", text), field("data", text))),
    webhook("met", object(field("id", whole))),
  ],
  structures: [
    {
      name: "Event",
      documented: true,
      description: "",
      type: {
        kind: "union",
        variants: [
          object(field("type", literal("file")), field("at", text)),
          object(field("type", literal("text")), field("at", whole)),
        ],
      },
      evidence: [seen("Event")],
    },
    { name: "Alone", documented: true, description: "None has it.", type: object(field("x", text)), evidence: [] },
    { name: "Alone.Inner", documented: true, description: "", type: object(field("y", text)), evidence: [] },
    {
      name: "List",
      documented: true,
      description: "",
      type: { kind: "array", items: object(field("z", text)) },
      evidence: [],
    },
  ],
  corrections: [],
  coverage: { consumed: {}, entries: [] },
};

/** `path: type`; or what is lost and offered. */
function ask(target: string): unknown {
  const found = explainTarget(model, target);
  switch (found.kind) {
    case "not-found":
      return { [found.what]: found.asked, near: found.suggestions };
    case "list":
      return found.webhooks.map(({ name }) => name);
    case "structure":
      return [found.structure, ...found.fields.map(({ path, type }) => `${path}: ${type}`)];
    default:
      return found.kind === "field" ? found.fields.map(({ path, type }) => `${path}: ${type}`) : found.webhook;
  }
}

describe("a target leads", () => {
  test.each<[string, { given: string; want: unknown }]>([
    ["to a webhook", { given: "moved", want: "moved" }],
    ["to a structure that no webhook carries", { given: "$defs.Alone", want: ["Alone", ": Alone"] }],
    ["to its member", { given: "$defs.Alone.x", want: ["Alone", "x: string"] }],
    ["to a structure with a dot in its name", { given: "$defs.Alone.Inner.y", want: ["Alone.Inner", "y: string"] }],
    ["to the items of a structure", { given: "$defs.List[].z", want: ["List", "[].z: string"] }],
    ["to the items of a structure, with a dot", { given: "$defs.List.[].z", want: ["List", "[].z: string"] }],
    ["into every variant", { given: "$defs.Event.at", want: ["Event", "at: string", "at: integer"] }],
    ["into the variant that is told", { given: '$defs.Event(type="text").at', want: ["Event", "at: integer"] }],
    ["into it below a webhook", { given: 'moved.payload.event(type="file").at', want: ["payload.event.at: string"] }],
    [
      "to the field of a value",
      { given: 'moved.payload.event.type="file"', want: ['payload.event.type: "file"', 'payload.event.type: "text"'] },
    ],
    ["to the envelope", { given: "envelope", want: [": { action, data }"] }],
    ["into the envelope", { given: "envelope.data.note", want: ["data.note: string"] }],
    [
      "to a member of any webhook",
      { given: "*.payload.event.at", want: ["payload.event.at: string", "payload.event.at: integer"] },
    ],
    ["to the payload's member before the envelope's", { given: "lost.data", want: ["payload.data: string"] }],
    ["to the body's own member", { given: "lost.$body.data", want: ["data: { note }"] }],
  ])("%s", (_name, { given, want }) => {
    expect(ask(given)).toEqual(want);
  });
});

test("a target leads to what reviews call the payload, whatever member holds it", () => {
  const [first] = model.webhooks;
  if (first === undefined) throw new Error("no webhook");
  const webhooks = [{ ...first, envelope: { ...first.envelope, payloadPath: "content" } }];
  const within = (target: string) => explainTarget({ ...model, webhooks }, target);
  for (const target of ["moved.payload.id", "*.payload.id", "moved.content.id", "moved.id"])
    expect(within(target)).toMatchObject({ fields: [{ path: "content.id" }] });
  expect(within("moved.payload.idd")).toMatchObject({ asked: "idd", suggestions: ["id"] });
});

describe("a target is lost", () => {
  test.each<[string, { given: string; want: unknown }]>([
    ["at a misspelt structure", { given: "$defs.Evnt.at", want: { structure: "Evnt", near: ["Event"] } }],
    [
      "at a structure that is none, with all that are",
      { given: "$defs", want: { structure: "", near: ["Event", "Alone", "Alone.Inner", "List"] } },
    ],
    ["at a misspelt member of a structure", { given: "$defs.Alone.y", want: { field: "y", near: ["x"] } }],
    [
      "at a variant that is none",
      { given: '$defs.Event(type="x").at', want: { field: '(type="x")', near: ["type", "at"] } },
    ],
    ["in the envelope", { given: "envelope.dta", want: { field: "dta", near: ["data"] } }],
    ["in every webhook", { given: "*.evnt", want: { field: "evnt", near: ["event"] } }],
  ])("%s", (_name, { given, want }) => {
    expect(ask(given)).toEqual(want);
  });
});

const generated = join(import.meta.dirname, "..", "..", "generated");
const reports = readdirSync(join(generated, "diffs")).flatMap((name) => {
  const [, from, to] = /^(v.+)\.\.\.(v.+)\.json$/.exec(name) ?? [];
  return from === undefined || to === undefined ? [] : [[name, from, to] as const];
});

test.each(reports)("every path of %s can be explained in one of its versions", (name, from, to) => {
  const models = [from, to]
    .map((version): unknown => JSON.parse(readFileSync(join(generated, version, "model.json"), "utf8")))
    .filter(isModel);
  const paths = pathsIn(JSON.parse(readFileSync(join(generated, "diffs", name), "utf8")));
  expect(paths.length).toBeGreaterThan(0);
  const lost = paths.filter((path) => models.every((one) => explainTarget(one, path).kind === "not-found"));
  expect(lost).toEqual([]);
});

function pathsIn(report: { readonly changes: readonly { readonly path: string }[] }): readonly string[] {
  return [...new Set(report.changes.map(({ path }) => path))];
}

test("a star alone lists every webhook in the order of the pages", () => {
  expect(ask("*")).toEqual(model.webhooks.map(({ name }) => name));
});
