// Explaining a path: through objects, lists, maps, unions, references and the envelope, with the evidence on the way.
import { describe, expect, test } from "vitest";
import { describeType } from "../../src/model/describe-type.ts";
import { explainPath } from "../../src/model/explain.ts";
import {
  MODEL_FORMAT,
  type Evidence,
  type Field,
  type Model,
  type TypeNode,
  type Webhook,
} from "../../src/model/model.ts";
import { conventions } from "../support/conventions.ts";

const seen = (quote: string, line = 1): Evidence => ({
  kind: "sample",
  rule: "sample/value",
  quote,
  at: { file: "v1/page.txt", line, column: 3 },
});
const field = (name: string, type: TypeNode, presence: Field["presence"] = "required"): Field => ({
  name,
  type,
  presence,
  evidence: [seen(name)],
});
const text: TypeNode = { kind: "string", evidence: [seen("a text", 7)] };
const object = (...fields: readonly Field[]): TypeNode => ({ kind: "object", fields });

const webhook: Webhook = {
  name: "parcel_moved",
  id: "parcel_moved",
  title: "parcel_moved",
  aliases: [{ value: "move_parcel", source: "specifics", evidence: seen("move_parcel", 2) }],
  description: "A parcel moved.",
  anchor: "parcel_moved",
  sections: [],
  envelope: {
    origin: "documented",
    payloadPath: "payload",
    payloadAt: 1,
    fields: [
      field("action", { kind: "literal", value: "parcel_moved" }),
      field("additional_data", object(field("note", text))),
    ],
    evidence: [],
  },
  payload: object(
    field("id", text),
    field("queue", object(field("position", { kind: "integer" })), "optional"),
    field("owner", { kind: "reference", name: "User" }),
    field("stops", { kind: "array", items: { kind: "reference", name: "User" } }),
    field("grid", { kind: "array", items: { kind: "array", items: { kind: "integer" } } }),
    field("labels", { kind: "map", keys: "id", values: object(field("colour", text)) }),
    field("party", {
      kind: "union",
      variants: [
        object(field("kind", { kind: "literal", value: "a" })),
        object(field("kind", { kind: "literal", value: "b" }), field("b", text)),
      ],
    }),
    field("a.dotted", text),
    field("action", text),
    field("loop", { kind: "reference", name: "Loop" }),
    field("constructor", text),
    field("named", { kind: "array", items: { kind: "reference", name: "Named" } }),
  ),
  samples: [],
  evidence: [seen("parcel_moved", 1)],
};

const model: Model = {
  format: MODEL_FORMAT,
  version: "1",
  status: "stable",
  pages: [],
  conventions,
  webhooks: [webhook],
  structures: [
    {
      name: "User",
      documented: true,
      description: "",
      type: object(field("name", text), field("friend", { kind: "reference", name: "User" })),
      evidence: [{ ...seen("User", 90), kind: "structure" }],
    },
    { name: "Loop", documented: true, description: "", type: { kind: "reference", name: "Loop" }, evidence: [] },
    {
      name: "Named",
      documented: false,
      description: "",
      type: { kind: "object", fields: [], open: true },
      evidence: [],
    },
  ],
  corrections: [],
  coverage: { consumed: {}, entries: [] },
};

/** The paths found, or what is lost and offered. */
function ask(path: string, name = "parcel_moved"): unknown {
  const found = explainPath(model, name, path);
  if (found.kind === "field") return found.fields.map((each) => `${each.path}: ${each.type}`);
  return found.kind === "not-found"
    ? { [found.what]: found.asked, within: found.within, near: found.suggestions }
    : found;
}

describe("a path leads", () => {
  test.each<[string, { given: string; want: readonly string[] }]>([
    ["to a member of the payload", { given: "queue", want: ["payload.queue: { position }"] }],
    [
      "to the same with the payload's name before it",
      { given: "payload.queue", want: ["payload.queue: { position }"] },
    ],
    ["into an object", { given: "queue.position", want: ["payload.queue.position: integer"] }],
    ["through a reference", { given: "owner.name", want: ["payload.owner.name: string"] }],
    [
      "through a reference to itself, as far as asked",
      { given: "owner.friend.friend.name", want: ["payload.owner.friend.friend.name: string"] },
    ],
    ["to the items of a list", { given: "stops[]", want: ["payload.stops[]: User"] }],
    ["through the items of a list", { given: "stops[].name", want: ["payload.stops[].name: string"] }],
    ["through them without being told", { given: "stops.name", want: ["payload.stops[].name: string"] }],
    ["through lists of lists", { given: "grid[][]", want: ["payload.grid[][]: integer"] }],
    ["through any key of a map", { given: "labels.*.colour", want: ["payload.labels.*.colour: string"] }],
    ["through a certain key of a map", { given: "labels.x1.colour", want: ["payload.labels.*.colour: string"] }],
    [
      "into every variant of a union",
      { given: "party.kind", want: ['payload.party.kind: "a"', 'payload.party.kind: "b"'] },
    ],
    ["into the one variant that has the member", { given: "party.b", want: ["payload.party.b: string"] }],
    ["to a name with a dot in it", { given: "a.dotted", want: ["payload.a.dotted: string"] }],
    ["to the payload before the envelope", { given: "action", want: ["payload.action: string"] }],
    ["into the envelope", { given: "additional_data.note", want: ["additional_data.note: string"] }],
    ["to a member named as one of every object", { given: "constructor", want: ["payload.constructor: string"] }],
  ])("%s", (_name, { given, want }) => {
    expect(ask(given)).toEqual(want);
  });
});

describe("a path is lost", () => {
  test.each<[string, { given: [string, string?]; want: unknown }]>([
    [
      "at a misspelt webhook",
      { given: ["", "parcel_movd"], want: { webhook: "parcel_movd", within: "", near: ["parcel_moved"] } },
    ],
    ["at a misspelt member", { given: ["quue"], want: { field: "quue", within: "", near: ["queue"] } }],
    [
      "at a misspelt member of the envelope",
      { given: ["additional_dta"], want: { field: "additional_dta", within: "", near: ["additional_data"] } },
    ],
    [
      "further down",
      { given: ["queue.positon"], want: { field: "positon", within: "payload.queue", near: ["position"] } },
    ],
    [
      "in the envelope's members",
      { given: ["additional_data.not"], want: { field: "not", within: "additional_data", near: ["note"] } },
    ],
    [
      "where no name is near, with all that are there",
      { given: ["owner.zzzzzz"], want: { field: "zzzzzz", within: "payload.owner", near: ["name", "friend"] } },
    ],
    ["behind a scalar", { given: ["id.x"], want: { field: "x", within: "payload.id", near: [] } }],
    [
      "in a structure that only names itself",
      { given: ["loop.x"], want: { field: "x", within: "payload.loop", near: [] } },
    ],
    [
      "at a name that only objects' prototypes have",
      { given: ["queue.toString"], want: { field: "toString", within: "payload.queue", near: ["position"] } },
    ],
  ])("%s", (_name, { given: [path, name], want }) => {
    expect(ask(path, name)).toEqual(want);
  });
});

test("a member of a list is offered for its misspelling, and a structure that no page describes is named", () => {
  expect(ask("stops.nme")).toEqual({ field: "nme", within: "payload.stops", near: ["name"] });
  expect(explainPath(model, "parcel_moved", "named.x")).toMatchObject({ suggestions: [], undescribed: ["Named"] });
  expect(explainPath(model, "parcel_moved", "stops.x")).toMatchObject({ undescribed: [] });
});

test("a field's evidence is its own, its type's and its structure's, each once", () => {
  const found = explainPath(model, "parcel_moved", "stops");
  expect(found).toMatchObject({
    kind: "field",
    fields: [
      {
        presence: "required",
        structures: [],
        evidence: [
          { kind: "sample", quote: "stops" },
          { kind: "structure", quote: "User", at: { line: 90 } },
        ],
      },
    ],
  });
  expect(explainPath(model, "parcel_moved", "owner.name")).toMatchObject({
    fields: [{ structures: ["User"], evidence: [{ quote: "name" }, { quote: "a text" }] }],
  });
});

test("a webhook is explained with its body, its payload and its other spellings", () => {
  expect(explainPath(model, "parcel_moved", "")).toMatchObject({
    kind: "webhook",
    webhook: "parcel_moved",
    title: "parcel_moved",
    aliases: ["move_parcel"],
    body: [{ name: "action", type: '"parcel_moved"' }, { name: "payload" }, { name: "additional_data" }],
    payload: {
      path: "payload",
      members: expect.arrayContaining([{ name: "queue", type: "{ position }", presence: "optional" }]),
    },
    evidence: [{ quote: "parcel_moved" }, { quote: "move_parcel" }],
  });
});

test.each<[string, { given: TypeNode; want: string }]>([
  ["a date-time", { given: { kind: "string", format: "date-time" }, want: "string (date-time)" }],
  ["null beside it", { given: { kind: "string", nullable: true }, want: "string | null" }],
  [
    "an open enum",
    { given: { kind: "enum", values: [{ value: "a" }, { value: 1 }], open: true }, want: '"a" | 1 | …' },
  ],
  [
    "a list of either",
    {
      given: { kind: "array", items: { kind: "union", variants: [text, { kind: "null" }] } },
      want: "array of (string | null)",
    },
  ],
  ["a map", { given: { kind: "map", keys: "e-mail", values: text }, want: "map of string by e-mail" }],
  ["an object without members", { given: object(), want: "object" }],
  ["an empty object", { given: { kind: "object", fields: [], empty: true }, want: "empty object" }],
])("a type is described: %s", (_name, { given, want }) => {
  expect(describeType(given)).toBe(want);
});
