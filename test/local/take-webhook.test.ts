// What a local receiver makes of a request, and that no secret is left in what it hands on.
import { describe, expect, test } from "vitest";
import { hiderOf, plainHeaders, redactedJson } from "../../src/local/redact.ts";
import { webhookTaker } from "../../src/local/take-webhook.ts";
import { bodyValidator } from "../../src/check/validate-body.ts";
import type { Field } from "../../src/model/model.ts";
import { conventions } from "../support/conventions.ts";
import { object, version, webhook } from "../check/version.ts";

const parcel = webhook("parcel_moved", object({ id: { kind: "integer" } }));
const key: Field = { name: "secret_key", type: { kind: "string" }, presence: "optional", evidence: [] };
const fields = [key, ...parcel.envelope.fields];
const validate = bodyValidator(version([{ ...parcel, envelope: { ...parcel.envelope, fields } }]));
const path = ["secret_key"];
const secret = "the-right-secret";
const take = webhookTaker({ version: "1.5", conventions, secret, validate });
const body = (rest: object) =>
  JSON.stringify({ secret_key: secret, action: "parcel_moved", payload: { id: 1 }, ...rest });
const json = { method: "POST", contentType: "application/json" };

test.each<[string, { given: Parameters<typeof take>; want: object }]>([
  ["a valid body is 200", { given: [body({}), json], want: { outcome: "valid", status: 200, name: "parcel_moved" } }],
  [
    "an unknown name is 200, for the vendor would send it again",
    { given: [body({ action: "x" }), json], want: { outcome: "unknown", status: 200, name: "x" } },
  ],
  [
    "an invalid body is 400 with its places",
    {
      given: [body({ payload: { id: secret } }), json],
      want: {
        outcome: "invalid",
        status: 400,
        mismatches: [{ path: "$.payload.id", message: 'an integer is needed, the string "[redacted]" was received' }],
      },
    },
  ],
  [
    "another secret is 401",
    { given: [body({ secret_key: "x" }), json], want: { outcome: "unauthorized", status: 401 } },
  ],
  ["no JSON is 400", { given: ["{", json], want: { outcome: "malformed", status: 400 } }],
  ["a list is 400", { given: ["[]", json], want: { outcome: "malformed", status: 400 } }],
  [
    "nesting beyond measure is 400",
    { given: [body({}).replace("1", `${"[".repeat(100_000)}${"]".repeat(100_000)}`), json], want: { status: 400 } },
  ],
  ["GET is 405", { given: ["", { method: "GET" }], want: { outcome: "unsupported", status: 405 } }],
  [
    "text is 415",
    { given: ["", { ...json, contentType: "text/plain" }], want: { outcome: "unsupported", status: 415 } },
  ],
  [
    "more than 1 MiB is 413",
    { given: [`"${"x".repeat(1024 * 1024)}"`, json], want: { outcome: "too-large", status: 413 } },
  ],
  [
    "what says that it is larger is not read at all",
    { given: [body({}), { ...json, contentLength: 1024 * 1024 + 1 }], want: { outcome: "too-large", status: 413 } },
  ],
])("%s", async (_name, { given, want }) => {
  const receipt = await take(...given);
  expect(receipt).toMatchObject(want);
  expect(JSON.stringify(receipt)).not.toContain(secret);
});

test("a refused body is not handed on", async () => {
  expect((await take(body({ secret_key: "x" }), json)).json).toBeUndefined();
});

test("without a secret of its own any is taken, and none is shown", async () => {
  const receipt = await webhookTaker({ version: "1.5", conventions, validate })(body({}), json);
  expect(receipt.outcome).toBe("valid");
  expect(receipt.json).not.toContain(secret);
});

test.each<[string, { given: object; hidden: string }]>([
  ["that is a number", { given: { secret_key: 987654321 }, hidden: "987654321" }],
  ["that is a short number", { given: { secret_key: 98765 }, hidden: "98765" }],
  ["that is a list", { given: { secret_key: ["hush-hush"] }, hidden: "hush-hush" }],
  ["that is an object", { given: { secret_key: { of: "hush-hush" } }, hidden: "hush-hush" }],
  [
    "that stands elsewhere too",
    { given: { secret_key: "hush-hush", payload: { id: "hush-hush" } }, hidden: "hush-hush" },
  ],
  [
    "and a number, elsewhere too",
    { given: { secret_key: 987654321, payload: { id: "987654321" } }, hidden: "987654321" },
  ],
])("a body's own secret %s is not shown", async (_name, { given, hidden }) => {
  const receipt = await webhookTaker({ version: "1.5", conventions, validate })(body(given), json);
  expect(receipt.outcome).toBe("invalid");
  expect(JSON.stringify(receipt)).not.toContain(hidden);
});

describe("redaction", () => {
  test.each<[string, { given: object; want: object }]>([
    [
      "takes the member at any depth",
      { given: { a: [{ secret_key: 1 }] }, want: { a: [{ secret_key: "[redacted]" }] } },
    ],
    [
      "finds the same text elsewhere",
      {
        given: { secret_key: "0123456789", a: "<0123456789>", "0123456789": 123456789, b: 1 },
        want: { secret_key: "[redacted]", a: "<[redacted]>", "[redacted]": 123456789, b: 1 },
      },
    ],
    [
      "does not tear up words for a short one",
      { given: { secret_key: "a", action: "a" }, want: { secret_key: "[redacted]", action: "a" } },
    ],
    [
      "leaves text of blanks alone",
      {
        given: { secret_key: "          ", a: { b: "          " } },
        want: { secret_key: "[redacted]", a: { b: "          " } },
      },
    ],
    [
      "knows numbers",
      { given: { secret_key: "12345678", a: 12345678 }, want: { secret_key: "[redacted]", a: "[redacted]" } },
    ],
  ])("%s", (_name, { given, want }) => {
    expect(JSON.parse(redactedJson(given, hiderOf(given, [], path), path) ?? "")).toEqual(want);
  });
});

test("a deep body is not shown larger than it is", async () => {
  const deep = `${'{"a":'.repeat(3_000)}1${"}".repeat(3_000)}`;
  const given = body({ more: 0 }).replace('"more":0', `"more":${deep}`);
  const { outcome, json: shown = "" } = await take(given, json);
  expect(outcome).toBe("valid");
  expect(shown.length).toBeLessThan(2 * given.length);
});

test("a body of many mistakes is answered with the first 50", async () => {
  const list = version([webhook("list", { kind: "array", items: { kind: "string" } })]);
  const taker = webhookTaker({ version: "1.5", conventions, validate: bodyValidator(list) });
  const numbers = Array.from({ length: 100_000 }, () => 1);
  const receipt = await taker(JSON.stringify({ action: "list", payload: numbers }), json);
  expect(receipt).toMatchObject({ outcome: "invalid", mismatches: { length: 50 } });
});

describe("headers", () => {
  const hide = (text: string) => text.replaceAll(secret, "[redacted]");
  const named = {
    discriminator: { in: "header", name: "X-Auth-Event", evidence: [] },
    authentication: { scheme: "token", header: "X-Proof-Of-Shop", evidence: [] },
  } as const;
  test.each<[string, { given: Record<string, string>; want: Record<string, string> }]>([
    [
      "that say nothing secret are kept",
      { given: { "x-shop-event": "a", host: "b" }, want: { "x-shop-event": "a", host: "b" } },
    ],
    [
      "that prove who sends are left out",
      { given: { authorization: "Bearer a", cookie: "b", "x-hub-signature-256": "c" }, want: {} },
    ],
    [
      "of a key, a token or a secret are left out",
      { given: { "x-api-key": "a", "x-shop-token": "b", "client-secret": "c" }, want: {} },
    ],
    [
      "that name the webhook are kept, whatever they are called",
      { given: { "x-auth-event": "a" }, want: { "x-auth-event": "a" } },
    ],
    ["that hold a known secret lose it", { given: { "x-echo": `<${secret}>` }, want: { "x-echo": "<[redacted]>" } }],
    ["that the docs name as the proof are left out", { given: { "x-proof-of-shop": "a" }, want: {} }],
  ])("%s", (_name, { given, want }) => {
    expect(plainHeaders(given, named, hide)).toEqual(want);
  });
});
