// The emitted validators: the same verdicts as a JSON Schema validator on the same schemas, told in few words.
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import ajvFormats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { nameVersion } from "../../src/emit/names.ts";
import { webhookSchema } from "../../src/emit/schema/webhook-schema.ts";
import { webhooksSchema } from "../../src/emit/schema/webhook-schema.ts";
import { validatorName, validatorsCode } from "../../src/emit/validators/validators-code.ts";
import type { JsonObject } from "../../src/emit/json.ts";
import { checkOf, isCheck, load, type Mismatch } from "./check-of.ts";
import { isModel } from "./is-model.ts";
import { field, model, models, object, string, webhook } from "./fixtures.ts";
import { filesOf } from "./support.ts";

const generated = join(import.meta.dirname, "..", "..", "generated");
const committed = existsSync(generated)
  ? readdirSync(generated, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() && existsSync(join(generated, entry.name, "model.json")))
      .map((entry): unknown => JSON.parse(readFileSync(join(generated, entry.name, "model.json"), "utf8")))
      .filter(isModel)
  : [];
const all = [...models, ...committed];

test("names that an unpaired surrogate tells apart are checked as themselves, and keep their escapes in every file", async () => {
  const lone = model("1.1", {
    webhooks: [
      webhook(
        "a",
        object(
          field("x\ud800", string),
          field("x\udfff", { kind: "array", items: string }),
          field("e\u0301\ud800.*", object(field("\udc00", string))),
          field("pair\ud83d\ude00", string),
        ),
        [{ "x\ud800": "1", "x\udfff": ["2"], "e\u0301\ud800.*": { "\udc00": "3" }, "pair\ud83d\ude00": "4" }],
      ),
    ],
  });
  for (const [path, text] of await filesOf(lone)) {
    expect(Buffer.from(text).toString(), path).toBe(text);
    expect(text, path).not.toContain("\ufffd");
  }
  const names = nameVersion(lone);
  const schema = webhooksSchema(lone, names, "urn:x");
  const { validateA } = await load(validatorsCode(lone, names));
  const ajv = new Ajv2020({ strict: false }).compile(schema);
  const body = lone.webhooks[0]?.samples[0]?.body;
  if (!isCheck(validateA)) throw new Error("no check was emitted");
  expect([validateA(body, "strict"), ajv(body)]).toEqual([undefined, true]);
  for (const other of damaged(body)) expect(validateA(other) === undefined, JSON.stringify(other)).toBe(ajv(other));
});

/** The body with one value left out or put in place of another, once for each value in it. */
function* damaged(value: unknown, most = 400): Generator<unknown> {
  const text = JSON.stringify(value);
  let left = most;
  for (const path of paths(value)) {
    for (const other of [undefined, null, 7, 1.5, "x", true, [], {}, [{}]]) {
      if ((left -= 1) < 0) return;
      const copy: unknown = JSON.parse(text);
      yield put(copy, path, other);
    }
  }
}

function paths(value: unknown): (readonly string[])[] {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [[name], ...paths(inner).map((rest) => [name, ...rest])]);
}

function put(value: unknown, [name, ...rest]: readonly string[], other: unknown): unknown {
  if (typeof value !== "object" || value === null || name === undefined) return other;
  if (rest.length > 0) put(Object.getOwnPropertyDescriptor(value, name)?.value, rest, other);
  else if (other === undefined) Reflect.deleteProperty(value, name);
  else Object.defineProperty(value, name, { value: other, enumerable: true, configurable: true, writable: true });
  return value;
}

describe.each(all.map((model) => [model.version, model] as const))("the validators of %s", (_, model) => {
  const names = nameVersion(model);
  const code = validatorsCode(model, names);

  test("pass what the schemas pass and refuse what they refuse, for samples whole and damaged", async () => {
    const module = await load(code);
    const ajv = new Ajv2020({ strict: false, logger: false, ownProperties: true });
    ajvFormats.default(ajv);
    for (const named of names.webhooks) {
      const judge = ajv.compile(webhookSchema(model, names, named, "urn:x"));
      const check = module[validatorName(named)];
      if (!isCheck(check)) throw new Error(`no validator for ${named.webhook.name}`);
      for (const { body } of named.webhook.samples.slice(0, 1)) {
        expect(check(body)).toBeUndefined();
        const bodies = [...damaged(body)];
        expect(bodies.length).toBeGreaterThan(0);
        const misjudged = bodies.filter((other) => (check(other, "documented") === undefined) !== judge(other));
        expect(misjudged.map((other) => JSON.stringify(other))).toEqual([]);
      }
    }
  }, 60_000);

  test("choose by name and hold nothing against another webhook", async () => {
    const { validate } = await load(code);
    for (const { webhook } of names.webhooks) {
      const [sample] = webhook.samples;
      if (sample === undefined || typeof validate !== "function") continue;
      expect(validate(webhook.name, sample.body)).toBeUndefined();
    }
  });

  test("import nothing and evaluate no text", () => {
    expect(code).not.toMatch(/\bimport\b|\brequire\s*\(|\beval\b|new Function/);
    expect(code).not.toMatch(/[\u0080-\u009f\u2028\u2029\u202a-\u202e]|<\/|<!--/);
    expect(validatorsCode(model, nameVersion(model))).toBe(code);
  });
});

const tagged = (kind: string, rest: JsonObject = {}): JsonObject => ({
  type: "object",
  properties: { type: { type: "string", const: kind }, ...rest },
  required: ["type", ...Object.keys(rest)],
});

test.each<[string, { schema: JsonObject; given: unknown; want: readonly Mismatch[] | undefined; mode?: string }]>([
  [
    "a missing member is told with what it should be",
    {
      schema: { type: "object", properties: { id: { type: "string" } }, required: ["id"] },
      given: {},
      want: [{ path: "/id", expected: "string", received: "nothing" }],
    },
  ],
  [
    "of a union only the branch that the body names is told of",
    {
      schema: { oneOf: [tagged("a", { one: { type: "integer" } }), tagged("b", { two: { type: "integer" } })] },
      given: { type: "b", two: "x" },
      want: [{ path: "/two", expected: "integer", received: "string" }],
    },
  ],
  [
    "a branch that no union has is told once",
    {
      schema: { oneOf: [tagged("a"), tagged("b")] },
      given: { type: "c" },
      want: [{ path: "/type", expected: '"a" or "b"', received: "string" }],
    },
  ],
  [
    "of shapes without a telling member the nearest is told of",
    {
      schema: {
        anyOf: [
          { type: "string" },
          { type: "object", properties: { id: { type: "integer" }, label: { type: "string" } }, required: ["id"] },
        ],
      },
      given: { label: "x" },
      want: [{ path: "/id", expected: "integer", received: "nothing" }],
    },
  ],
  [
    "an item and a key with a slash have their places",
    {
      schema: {
        type: "object",
        additionalProperties: { type: "array", items: { type: "object", additionalProperties: { type: "boolean" } } },
      },
      given: { "a/b": [{}, { "~": 1 }] },
      want: [{ path: "/a~1b/1/~0", expected: "boolean", received: "number" }],
    },
  ],
  [
    "unknown members pass unless the body is held strictly",
    { schema: { type: "object", properties: { id: { type: "string" } } }, given: { more: 1 }, want: undefined },
  ],
  [
    "a strict check refuses unknown members",
    {
      schema: { type: "object", properties: { id: { type: "string" } } },
      given: { more: 1 },
      want: [{ path: "/more", expected: "no such member", received: "number" }],
      mode: "strict",
    },
  ],
  [
    "what every object inherits was not received",
    {
      schema: {
        type: "object",
        properties: { constructor: {}, toString: {} },
        required: ["constructor", "toString", "__proto__"],
      },
      given: {},
      want: [
        { path: "/constructor", expected: "anything", received: "nothing" },
        { path: "/toString", expected: "anything", received: "nothing" },
        { path: "/__proto__", expected: "anything", received: "nothing" },
      ],
    },
  ],
])("%s", async (_, { schema, given, want, mode }) => {
  const found = (await checkOf(schema))(given, mode ?? "documented");
  expect(found?.map(({ path, expected, received }) => ({ path, expected, received }))).toEqual(want);
});

test.each<[string, { schema: JsonObject; given: unknown; want: readonly [tolerant: number, documented: number] }]>([
  ["a value that a list lacks passes tolerantly", { schema: { enum: ["a", "b"] }, given: "c", want: [0, 1] }],
  ["a value of another type passes nowhere", { schema: { enum: ["a", "b"] }, given: 1, want: [1, 1] }],
  ["a fraction is no new whole number", { schema: { enum: [1, 2] }, given: 1.5, want: [1, 1] }],
  ["a list of several types takes each of them", { schema: { enum: ["a", 1.5] }, given: 2, want: [0, 1] }],
  ["null is no new value", { schema: { enum: ["a"] }, given: null, want: [1, 1] }],
  ["what names the webhook is one value", { schema: { const: "a" }, given: "b", want: [1, 1] }],
  [
    "a list inside an object that may be null passes tolerantly",
    {
      schema: { type: "object", properties: { k: { anyOf: [{ enum: ["a"] }, { type: "null" }] } }, required: ["k"] },
      given: { k: "z" },
      want: [0, 1],
    },
  ],
  [
    "a variant that no page describes passes tolerantly",
    { schema: { oneOf: [tagged("a"), tagged("b")] }, given: { type: "c" }, want: [0, 1] },
  ],
  [
    "a variant without its discriminator passes nowhere",
    { schema: { oneOf: [tagged("a"), tagged("b")] }, given: {}, want: [1, 1] },
  ],
  [
    "a new variant in a list in a map passes tolerantly",
    {
      schema: { type: "object", additionalProperties: { type: "array", items: { oneOf: [tagged("a"), tagged("b")] } } },
      given: { x: [{ type: "c" }, { type: "a" }] },
      want: [0, 1],
    },
  ],
])("%s", async (_, { schema, given, want }) => {
  const check = await checkOf(schema);
  const counts = ["tolerant", "documented"].map((mode) => check(given, mode)?.length ?? 0);
  expect(counts).toEqual(want);
  expect(check(given, "strict")?.length ?? 0).toBe(want[1]);
});

test("a mismatch has its place in the schema without keys that are data, and its basis", async () => {
  const check = await checkOf({
    type: "object",
    properties: {
      list: { type: "array", items: { type: "string" } },
      byId: { type: "object", additionalProperties: { type: "object", properties: { n: { type: "integer" } } } },
      shown: { type: "string", "x-sample": true },
      there: { type: "array", items: {} },
    },
    required: ["shown", "there"],
    "x-sample-members": ["there"],
  });
  const found = check({ list: ["a", 1], byId: { "jo@example.com": { n: "x" } }, shown: 1 }, "strict");
  expect(found).toMatchObject([
    { path: "/list/1", schemaPath: "list[]", basis: "documented" },
    { path: "/byId/jo@example.com/n", schemaPath: "byId.*.n", basis: "documented" },
    { path: "/shown", schemaPath: "shown", basis: "sample" },
    { path: "/there", schemaPath: "there", basis: "sample" },
  ]);
  expect(check({ there: [], "jo@example.com": 1 }, "strict")).toMatchObject([
    { path: "/shown", received: "nothing", basis: "documented" },
    { path: "/jo@example.com", schemaPath: "*" },
  ]);
});

test("what a program put on every object is no part of a body", async () => {
  const check = await checkOf({ type: "object", properties: { id: { type: "string" } }, required: ["id"] });
  const found: unknown[] = [];
  Object.defineProperty(Object.prototype, "id", { value: "1", enumerable: true, configurable: true, writable: true });
  try {
    found.push(check({}), check({ id: "1" }));
  } finally {
    Reflect.deleteProperty(Object.prototype, "id");
  }
  expect(found).toMatchObject([[{ path: "/id", expected: "string", received: "nothing" }], undefined]);
});

test("text of a page stays inside its literal", async () => {
  const hostile = [
    `"];process.exit(9);//`,
    "\u2028\u2029",
    "</script><!--",
    "\\",
    "\\u0022",
    "${1}`",
    "\ud800",
    "__proto__",
  ];
  for (const text of hostile) {
    const schema = {
      type: "object",
      properties: Object.fromEntries([[text, { enum: [text] }]]),
      required: [text],
    };
    const check = await checkOf(schema);
    const body = JSON.parse(`{${JSON.stringify(text)}:${JSON.stringify(text)}}`);
    expect(check(body)).toBeUndefined();
    expect(check({})).toHaveLength(1);
  }
});

test("dates are read as the format says", async () => {
  const check = await checkOf({ type: "string", format: "date-time" });
  const ajv = new Ajv2020({ strict: false });
  ajvFormats.default(ajv);
  const judge = ajv.compile({ type: "string", format: "date-time" });
  const texts = [
    ...["2020-10-12T15:33:09.451000Z", "2020-10-12T15:33:09Z", "2020-10-12t15:33:09z", "2020-10-12 15:33:09+02:00"],
    ...["2020-02-29T00:00:00Z", "2021-02-29T00:00:00Z", "2000-02-29T00:00:00Z", "1900-02-29T00:00:00Z"],
    ...["2020-04-31T00:00:00Z", "2020-13-01T00:00:00Z", "2020-00-10T00:00:00Z", "2020-01-00T00:00:00Z"],
    ...["2020-10-12T24:00:00Z", "2020-10-12T15:60:09Z", "2020-10-12T23:59:60Z", "2020-10-12T15:33:61Z"],
    ...["2020-10-12T15:33:09", "2020-10-12", "", "x", "2020-10-12T15:33:09.Z", "2020-10-12T15:33:09-0230"],
    ...["2020-10-12T15:33:09+02", "2020-10-12T15:33:09+24:00", "2020-10-12T15:33:09+02:60", "2020-10-12T15:33:09Zz"],
  ];
  const [whole = ""] = texts;
  const marks = ["", "0", "9", "a", ":", "-", "+", ".", "T", "Z", " ", "\u0660"];
  for (let at = 0; at <= whole.length; at += 1) {
    for (const mark of marks)
      texts.push(whole.slice(0, at) + mark + whole.slice(at), whole.slice(0, at) + mark + whole.slice(at + 1));
  }
  for (const text of texts) expect([text, check(text) === undefined]).toEqual([text, judge(text)]);
});
