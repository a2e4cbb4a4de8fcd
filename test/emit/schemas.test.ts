// Emitted schemas, compared with ajv in strict mode and against the samples beside them.
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import type { Model } from "../../src/model/model.ts";
import { bare, empty, everything, hostile, models, shared, small } from "./fixtures.ts";
import { nameSamples, nameVersion } from "../../src/emit/names.ts";
import { filesOf } from "./support.ts";

/** A compiler a version: every schema is added by its `$id`, so two alike would be refused. */
async function validators(files: ReadonlyMap<string, string>): Promise<(name: string) => ValidateFunction> {
  const ajv = new Ajv2020({ strict: true, allErrors: true, ownProperties: true });
  formats.default(ajv);
  const compiled = new Map<string, ValidateFunction>();
  for (const [path, content] of files) {
    const name = /^schemas\/(.+)\.schema\.json$/.exec(path)?.[1];
    const schema: unknown = name === undefined ? undefined : JSON.parse(content);
    if (name !== undefined && typeof schema === "object" && schema !== null) compiled.set(name, ajv.compile(schema));
  }
  return (name) => {
    const found = compiled.get(name);
    if (found === undefined) throw new Error(`no schema ${name}`);
    return found;
  };
}

describe.each(models.map((model) => [model.version, model] as const))("version %s", (_, model) => {
  test("every sample is valid against its own schema and the one of all webhooks", async () => {
    const files = await filesOf(model);
    const validate = await validators(files);
    const names = nameVersion(model);
    const samples = nameSamples(names).flatMap((paths, index) =>
      paths.map((path) => [names.webhooks[index]?.file, path]),
    );
    expect([...files.keys()].filter((path) => path.startsWith("samples/")).length).toBe(samples.length);
    for (const [file = "", path = ""] of samples) {
      const sample: unknown = JSON.parse(files.get(`samples/${path}.json`) ?? "");
      for (const schema of [file, "webhooks"]) {
        const check = validate(schema);
        expect([path, schema, check(sample), check.errors]).toEqual([path, schema, true, null]);
      }
    }
  });
});

const body = (action: string, payload: unknown, rest: object = {}): unknown => ({
  webhook_id: "w",
  secret_key: "s",
  action,
  payload,
  additional_data: {},
  ...rest,
});

const cases: readonly (readonly [string, { model: Model; schema: string; given: unknown; want: readonly string[] }])[] =
  [
    [
      "fields nobody documented pass, everywhere",
      {
        model: small,
        schema: "queue_left",
        given: body("queue_left", { user: { id: "u", x: 1 }, left_at: "2020-01-01T10:00:00Z", y: 1 }, { z: 1 }),
        want: [],
      },
    ],
    [
      "a required member that is missing is named",
      {
        model: small,
        schema: "queue_left",
        given: body("queue_left", { user: {}, left_at: "2020-01-01T10:00:00Z" }),
        want: ["/payload/user must have required property 'id'"],
      },
    ],
    [
      "a nullable member takes null, a number of another kind it does not",
      {
        model: small,
        schema: "queue_left",
        given: body("queue_left", { user: { id: "u" }, left_at: "2020-01-01T10:00:00Z", position: 1.5 }),
        want: ["/payload/position must be integer,null"],
      },
    ],
    [
      "a date-time is held to its format",
      {
        model: small,
        schema: "queue_left",
        given: body("queue_left", { user: { id: "u" }, left_at: "yesterday" }),
        want: ['/payload/left_at must match format "date-time"'],
      },
    ],
    [
      "the action is a constant",
      {
        model: small,
        schema: "queue_left",
        given: body("queue_right", { user: { id: "u" }, left_at: "2020-01-01T10:00:00Z" }),
        want: ["/action must be equal to constant"],
      },
    ],
    [
      "among all webhooks only the branch of the action speaks",
      {
        model: everything,
        schema: "webhooks",
        given: body("map_payload", { a: "x" }),
        want: ["/payload/a must be integer", ' must match "then" schema'],
      },
    ],
    [
      "an action nobody documented is refused as that",
      {
        model: everything,
        schema: "webhooks",
        given: body("never_heard", {}),
        want: ["/action must be equal to one of the allowed values"],
      },
    ],
    [
      "an open list of values takes others, a closed one does not",
      {
        model: everything,
        schema: "webhooks",
        given: body("access_updated", [{ status: "maybe", next_id: 1 }]),
        want: [
          "/payload/0/status must be equal to constant",
          "/payload/0/status must be equal to one of the allowed values",
          "/payload/0 must match exactly one schema in oneOf",
          ' must match "then" schema',
        ],
      },
    ],
    [
      "of two headings for one action either fits",
      { model: shared, schema: "webhooks", given: body("make_group", { name: "n" }), want: [] },
    ],
    [
      "a body without an envelope is its payload",
      { model: bare, schema: "webhooks", given: { ended: false, x: 1 }, want: [] },
    ],
    [
      "a version without webhooks accepts none",
      { model: empty, schema: "webhooks", given: {}, want: [" must NOT be valid"] },
    ],
    [
      "a member named like part of every object is checked as itself",
      {
        model: hostile,
        schema: "constructor",
        given: body("constructor", { all: "", s: {}, toString: 1 }),
        want: ["/payload/toString must be string"],
      },
    ],
  ];

test.each(cases)("%s", async (_, { model, schema, given, want }) => {
  const validate = (await validators(await filesOf(model)))(schema);
  validate(given);
  expect((validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`)).toEqual(want);
});

test("the payload stands at $defs/Payload, and only structures it leads to stand beside it", async () => {
  const files = await filesOf(everything);
  const defs = (name: string): readonly string[] => {
    const schema: unknown = JSON.parse(files.get(`schemas/${name}.schema.json`) ?? "");
    return typeof schema === "object" && schema !== null && "$defs" in schema ? Object.keys(Object(schema.$defs)) : [];
  };
  expect(defs("incoming_chat")).toEqual(["Payload", "Chat", "User", "Agent", "Customer"]);
  expect(defs("reason_given")).toEqual(["Payload", "Event"]);
  expect(defs("map_payload")).toEqual(["Payload"]);
});
