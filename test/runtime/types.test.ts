// How the receiver is typed by a version's webhooks; what must not compile is marked so, and checked by the compiler.
import { createServer } from "node:http";
import { expect, expectTypeOf, test } from "vitest";
import type { CreateReceiver, Outcome, ReceiveResult, WebhookContext } from "../../src/runtime/index.ts";
import { toNodeHandler } from "../../src/runtime/node.ts";
import { createReceiver, SECRET, type ByName, type Note } from "./support.ts";

type Options = Parameters<CreateReceiver<ByName, { readonly action: "unknown" }>>[0];

test("handlers are typed by their name", () => {
  createReceiver({
    secret: SECRET,
    handlers: {
      note_added: (webhook, context) => {
        expectTypeOf(webhook).toEqualTypeOf<Note>();
        expectTypeOf(context).toEqualTypeOf<WebhookContext<"note_added">>();
      },
    },
  });
});

test("what no version documents is no handler", () => {
  // @ts-expect-error -- not a name
  expect(() => createReceiver({ secret: SECRET, handlers: { note_aded: () => undefined } })).toThrow(TypeError);
});

test("a choice of authentication is needed", () => {
  // @ts-expect-error -- neither a secret, nor verify, nor "none" in words
  expect(() => createReceiver({ handlers: {} })).toThrow(TypeError);
});

test("the hook for unknown webhooks is typed by the version's unknown webhook", () => {
  type OnUnknown = NonNullable<Options["onUnknown"]>;
  expectTypeOf<Parameters<OnUnknown>[0]>().toEqualTypeOf<{ readonly action: "unknown" }>();
});

test("an outcome tells its status", () => {
  const of = (result: ReceiveResult): number => (result.outcome === "invalid" ? result.errors.length : result.status);
  expectTypeOf<Extract<ReceiveResult, { outcome: "unauthorized" }>["status"]>().toEqualTypeOf<401>();
  expectTypeOf<Outcome>().toEqualTypeOf<
    | "batch"
    | "handled"
    | "unhandled"
    | "unknown"
    | "invalid"
    | "unauthorized"
    | "malformed"
    | "too-large"
    | "unsupported"
    | "challenged"
    | "failed"
  >();
  expect(of({ outcome: "unauthorized", status: 401, version: "1.0" })).toBe(401);
});

test("Node's server takes the handler as it is", () => {
  createServer(toNodeHandler(createReceiver({ secret: SECRET, handlers: {} }))).close();
});
