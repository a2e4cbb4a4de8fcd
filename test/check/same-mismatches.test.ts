// Genuine bodies that differ from the docs: they reach their handlers in the generated package's receiver, and the receiver,
// `validate` and `observe` say the same of them.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test, vi } from "vitest";
import { createReceiver, type Mismatch, type WebhookContext, type WebhookName } from "../../generated/v3.6/index.ts";
import { validate, validateStrict } from "../../generated/v3.6/validators.js";
import type { DifferenceKind } from "../../src/check/compare-body.ts";
import { observeBodies } from "../../src/check/observe-bodies.ts";
import { bodyValidator } from "../../src/check/validate-body.ts";
import { isRecord, tokensOf } from "../../src/model/types/value.ts";
import { generated, generatedModel } from "../diff/support/generated.ts";

const SECRET = "secret of the test";
const model = generatedModel("3.6");

interface Case {
  readonly name: WebhookName;
  /** Changes the documented sample. */
  readonly change: (payload: Record<string, unknown>, body: Record<string, unknown>) => void;
  readonly want: readonly Partial<Mismatch>[];
  /** Whether the tolerant check refuses it too. */
  readonly refused: boolean;
}

const cases: readonly (readonly [string, Case])[] = [
  [
    "a button press without postback.ecommerce",
    {
      name: "incoming_rich_message_postback",
      change: (payload) => delete inside(payload, "postback")["ecommerce"],
      want: [],
      refused: false,
    },
  ],
  [
    "a button press without what only the sample shows",
    {
      name: "incoming_rich_message_postback",
      change: (payload) => delete inside(payload, "postback")["toggled"],
      want: [{ path: "/payload/postback/toggled", expected: "boolean", received: "nothing", basis: "sample" }],
      refused: true,
    },
  ],
  [
    "a customer without tickets",
    {
      name: "user_added_to_chat",
      change: (payload) => delete inside(payload, "user")["tickets"],
      want: [],
      refused: false,
    },
  ],
  [
    "a custom event shaped unlike the one sample",
    {
      name: "incoming_event",
      change: (payload) => {
        const { id, custom_id, author_id, created_at, properties } = inside(payload, "event");
        const shared = { id, custom_id, author_id, created_at, properties, visibility: "all" };
        payload["event"] = { ...shared, type: "custom", content: { seat: "12a" } };
      },
      want: [],
      refused: false,
    },
  ],
  [
    "a new value in a list",
    {
      name: "routing_status_set",
      change: (payload) => (payload["status"] = "on a break"),
      want: [{ path: "/payload/status", received: "string", basis: "documented" }],
      refused: false,
    },
  ],
  [
    "a user of a new type",
    {
      name: "user_added_to_chat",
      change: (payload) => (inside(payload, "user")["type"] = "bot"),
      want: [{ path: "/payload/user/type", schemaPath: "payload.user.type", received: "string" }],
      refused: false,
    },
  ],
  [
    "a member of another type",
    {
      name: "chat_deactivated",
      change: (payload) => (payload["chat_id"] = 7),
      want: [{ path: "/payload/chat_id", expected: "string", received: "number" }],
      refused: true,
    },
  ],
  [
    "null in the place of a map's value, under a key that is somebody's",
    {
      name: "incoming_event",
      change: (_, body) => (inside(body, "additional_data")["chat_properties"] = { "jo@example.com": { a: null } }),
      want: [
        {
          path: "/additional_data/chat_properties/jo@example.com/a",
          schemaPath: "additional_data.chat_properties.*.*",
        },
      ],
      refused: true,
    },
  ],
  [
    "a member that no page names: no type is contradicted",
    { name: "chat_deactivated", change: (payload) => (payload["brand_new"] = 1), want: [], refused: false },
  ],
];

/** What `observe` reports beside contradictions: what the docs would have to be extended by. */
const extensions: ReadonlySet<DifferenceKind> = new Set(["undocumented-member", "map-key"]);

describe.each(cases)("%s", (title, { name, change, want, refused }) => {
  const body: unknown = JSON.parse(readFileSync(join(generated, "v3.6", "samples", `${name}.json`), "utf8"));
  if (!isRecord(body)) throw new Error("the sample is no object");
  const copy: Record<string, unknown> = { ...body, secret_key: SECRET };
  change(inside(copy, "payload"), copy);
  const mismatches = validate(name, copy, "documented") ?? [];

  test("reaches its handler with mismatches that name the place", async () => {
    const handler = vi.fn((_webhook: unknown, context: WebhookContext) => context.mismatches);
    const onMismatch = vi.fn();
    const receiver = createReceiver({ secret: SECRET, handlers: { [name]: handler }, onMismatch });
    expect(await receiver.receive(JSON.stringify(copy))).toMatchObject({ outcome: "handled", status: 200, name });
    expect(handler.mock.results[0]?.value).toMatchObject(want);
    expect(handler.mock.results[0]?.value).toHaveLength(want.length);
    expect(onMismatch.mock.calls.map(([mismatch]: unknown[]) => mismatch)).toEqual(mismatches);
  });

  test("is refused by the tolerant check only where a type is contradicted, and by the strict one in any difference", () => {
    expect(validate(name, copy) !== undefined).toBe(refused);
    expect(validateStrict(name, copy) !== undefined).toBe(want.length > 0 || title.startsWith("a member that no page"));
  });

  test("validate and observe say the same", () => {
    const verdict = bodyValidator(model)(copy);
    const said = verdict.valid ? [] : verdict.mismatches.map(({ path }) => path);
    expect(said).toEqual(mismatches.map(placeInJson));
    const observed = observeBodies(model, [copy]).differences.filter(({ kind }) => !extensions.has(kind));
    // Of a variant that no page describes observe names the whole value, since that is what a page would have to describe.
    const observedAt = observed.map(({ kind, path }) => (kind === "unknown-variant" ? `${path}.type` : path));
    expect(observedAt.sort()).toEqual(mismatches.map(({ schemaPath }) => schemaPath).sort());
  });
});

/** As `validate` prints a place; a member that is missing is named in the message, its holder is the place. */
function placeInJson({ path, received }: Mismatch): string {
  const tokens = tokensOf(path).slice(0, received === "nothing" ? -1 : undefined);
  return tokens.reduce((text, token) => text + (/^[A-Za-z_$][\w$]*$/.test(token) ? `.${token}` : `["${token}"]`), "$");
}

function inside(value: Record<string, unknown>, name: string): Record<string, unknown> {
  const inner = value[name];
  if (!isObject(inner)) throw new Error(`no object ${name}`);
  return inner;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return isRecord(value);
}
