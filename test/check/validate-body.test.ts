// Holding bodies against schemas: which schema is taken, and what is said of a body that differs.
import { describe, expect, test } from "vitest";
import { parseBody } from "../../src/check/parse-bodies.ts";
import { bodyValidator } from "../../src/check/validate-body.ts";
import { arrayOf, bare, literal, object, oneOf, to, version, webhook } from "./version.ts";

const string = { kind: "string" } as const;
const customer = object({ type: literal("customer"), name: string }, ["type"]);
const agent = object({ type: literal("agent"), at: { kind: "string", format: "date-time" } }, ["type", "at"]);
const webhooks = [
  webhook(
    "parcel_moved",
    object(
      {
        id: string,
        status: oneOf("open", "closed"),
        users: arrayOf(to("User")),
        token: oneOf("a", "b"),
        login: object({ api_key: string }),
        "odd key": { kind: "integer", nullable: true },
      },
      ["id"],
    ),
  ),
  webhook("parcel_lost", arrayOf(object({}))),
];
const structures = {
  User: { kind: "union", variants: [to("Customer"), to("Agent")] },
  Customer: customer,
  Agent: agent,
} as const;
const validate = bodyValidator(version(webhooks, structures));
const moved = (payload: unknown) => ({ action: "parcel_moved", payload });

/** "path: message" of each mismatch, or the webhook's name. */
function judge(body: unknown, by = validate): unknown {
  const verdict = by(body);
  return verdict.valid ? verdict.webhook : verdict.mismatches.map(({ path, message }) => `${path}: ${message}`);
}

describe("a body", () => {
  test.each<[string, { given: unknown; want: unknown }]>([
    ["that fits is valid by the name of its webhook", { given: moved({ id: "a", extra: 1 }), want: "parcel_moved" }],
    [
      "of another action is held against that one's schema",
      { given: { action: "parcel_lost", payload: [] }, want: "parcel_lost" },
    ],
    [
      "of a wrong type says what was received",
      { given: moved({ id: 5 }), want: ["$.payload.id: a string is needed, the number 5 was received"] },
    ],
    [
      "without a member says which",
      { given: moved({}), want: ['$.payload: the member "id" is needed, it is missing'] },
    ],
    [
      "of a value that is not listed says which are",
      {
        given: moved({ id: "a", status: "opn" }),
        want: ['$.payload.status: "open" or "closed" is needed, the string "opn" was received'],
      },
    ],
    [
      "of a key that is no name quotes it",
      {
        given: moved({ id: "a", "odd key": {} }),
        want: ['$.payload["odd key"]: an integer or null is needed, an empty object was received'],
      },
    ],
    [
      "that fits no branch of a union is told of the nearest one only",
      {
        given: moved({
          id: "a",
          users: [{ type: "customer" }, { type: "agent", at: "yesterday" }, { type: "customer", name: 1 }],
        }),
        want: [
          '$.payload.users[1].at: a date-time is needed, the string "yesterday" was received',
          "$.payload.users[2].name: a string is needed, the number 1 was received",
        ],
      },
    ],
    [
      "tells all mistakes at once",
      {
        given: moved({ status: 1, users: {} }),
        want: [
          '$.payload: the member "id" is needed, it is missing',
          '$.payload.status: "open" or "closed" is needed, the number 1 was received',
          "$.payload.users: an array is needed, an empty object was received",
        ],
      },
    ],
    [
      "of an unknown action is told of near ones",
      {
        given: { action: "parcel_movd" },
        want: [
          '$.action: one of the 2 documented names is needed, the string "parcel_movd" was received, did you mean parcel_moved or parcel_lost?',
        ],
      },
    ],
    [
      "without an action says so",
      { given: {}, want: ["$.action: one of the 2 documented names is needed, nothing was received"] },
    ],
    [
      "with an action that is no text says so",
      {
        given: { action: 5 },
        want: ["$.action: one of the 2 documented names is needed, the number 5 was received"],
      },
    ],
    [
      "with a secret of a wrong type tells its kind alone",
      {
        given: moved({ id: "a", token: "hush", login: { api_key: 987654321 } }),
        want: [
          '$.payload.token: "a" or "b" is needed, a string was received',
          "$.payload.login.api_key: a string is needed, a number was received",
        ],
      },
    ],
    ["that is no object says so", { given: [1, 2], want: ["$: an object is needed, an array of 2 was received"] }],
    ["that is null says so", { given: null, want: ["$: an object is needed, null was received"] }],
    [
      "whose action only prototypes have is unknown",
      {
        given: JSON.parse('{"__proto__": {"action": "parcel_moved"}}'),
        want: ["$.action: one of the 2 documented names is needed, nothing was received"],
      },
    ],
  ])("%s", (_name, { given, want }) => {
    expect(judge(given)).toEqual(want);
  });

  test("without an action is tried by the webhooks that ask for none", () => {
    const loose = bodyValidator(version([...webhooks, bare("bare", object({ id: string }, ["id"]))], structures));
    expect(judge({ id: "a" }, loose)).toBe("bare");
    expect(judge({ id: 1 }, loose)).toEqual(["$.id: a string is needed, the number 1 was received"]);
  });

  test("shared by two webhooks is valid where it fits one", () => {
    const other = webhook("parcel_moved_too", string, "parcel_moved");
    expect(judge(moved("x"), bodyValidator(version([...webhooks, other], structures)))).toBe("parcel_moved");
  });

  test("nested deeper than a stack is refused, not a crash", () => {
    const tree = version([webhook("tree", to("Tree"))], { Tree: arrayOf(to("Tree")) });
    const deep: unknown = JSON.parse(`{"action":"tree","payload":${"[".repeat(50_000)}1${"]".repeat(50_000)}}`);
    expect(judge(deep, bodyValidator(tree))).toEqual(["$: the body is nested too deeply to be read"]);
  });
});

describe("a body of many mistakes", () => {
  const list = version([webhook("parcels", arrayOf(object({ id: string }, ["id"])))]);
  const many = { action: "parcels", payload: Array.from({ length: 60_000 }, () => ({})) };

  test("is left at 50 of them", () => {
    const verdict = bodyValidator(list)(many);
    expect(verdict).toMatchObject({ valid: false, stopped: true });
    expect(verdict.valid ? [] : verdict.mismatches).toHaveLength(50);
  });

  test("is read to its end where all are asked for", () => {
    const verdict = bodyValidator(list, { allErrors: true })(many);
    expect(verdict).not.toHaveProperty("stopped");
    expect(verdict.valid ? [] : verdict.mismatches).toHaveLength(60_000);
  });

  test("of long names tells them in short", () => {
    const names = version([webhook("names", { kind: "map", keys: "name", values: string })]);
    const verdict = bodyValidator(names)({ action: "names", payload: { ["k".repeat(100_000)]: 1 } });
    expect(verdict).toMatchObject({ mismatches: [{ message: "a string is needed, the number 1 was received" }] });
    expect(JSON.stringify(verdict).length).toBeLessThan(5_000);
  });
});

describe("bytes that are no JSON are placed:", () => {
  const bytes = (text: string) => new TextEncoder().encode(text);
  test.each<[string, { given: Uint8Array; want: object }]>([
    [
      "a missing value",
      { given: bytes('{\n  "a":\n}'), want: { line: 3, column: 1, message: "the text is no JSON: value expected" } },
    ],
    [
      "a comment",
      {
        given: bytes("{ // no\n}"),
        want: { line: 1, column: 3, message: "the text is no JSON: invalid comment token" },
      },
    ],
    [
      "nothing",
      { given: bytes(" \n"), want: { line: 1, column: 1, message: "the file is empty, where JSON is needed" } },
    ],
    [
      "bytes that are not UTF-8",
      { given: Uint8Array.of(0x22, 0xff, 0x22), want: { line: 1, column: 1, message: "the bytes are not UTF-8" } },
    ],
    ["brackets without end", { given: bytes("[".repeat(200_000)), want: { line: 1, column: 1 } }],
  ])("%s", (_name, { given, want }) => {
    expect(parseBody(given)).toMatchObject({ problem: want });
  });

  test("a byte order mark is read over", () => {
    expect(parseBody(bytes("\ufeff{}"))).toEqual({ value: {} });
  });
});
