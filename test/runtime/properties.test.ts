// Whatever comes in, an answer comes out: no throw, and never the secret.
import { inspect } from "node:util";
import fc from "fast-check";
import { expect, test } from "vitest";
import { combineReceivers, type ReceiveResult } from "../../src/runtime/index.ts";
import { toLambdaHandler } from "../../src/runtime/lambda.ts";
import { createReceiver, note, noteText, SECRET } from "./support.ts";

const statuses = {
  batch: [200, 400, 500, 503],
  handled: [200],
  unhandled: [200],
  unknown: [200],
  invalid: [400],
  "in-progress": [503],
  "timed-out": [408],
  unauthorized: [401],
  malformed: [400],
  "too-large": [413],
  unsupported: [404, 405, 415],
  challenged: [200, 204],
  failed: [500, 503],
};

const hooks = { onUnknown: () => undefined, onError: () => undefined };
const receiver = createReceiver({
  secret: SECRET,
  handlers: { note_added: () => undefined },
  maxBytes: 5000,
  ...hooks,
});
const combined = combineReceivers([receiver]);

function expectAnswer(result: ReceiveResult): void {
  expect(statuses[result.outcome]).toContain(result.status);
  expect(inspect(result, { depth: 9, showHidden: true }) + JSON.stringify(result)).not.toContain(SECRET);
}

/** Pieces of valid bodies, whole ones, and anything else. */
const cutText = fc
  .tuple(fc.nat(200), fc.nat(20), fc.string())
  .map(([at, length, put]) => noteText().slice(0, at) + put + noteText().slice(at + length));
const changed = fc.dictionary(
  fc.constantFrom("secret_key", "action", "payload", "__proto__", "constructor", "x"),
  fc.jsonValue(),
);
const body = fc.oneof(
  fc.uint8Array({ maxLength: 6000 }),
  fc.string({ unit: "binary" }),
  cutText,
  cutText.map((text) => new TextEncoder().encode(text)),
  changed.map((members) => JSON.stringify({ ...note(), ...members })),
  changed.map((members) => ({ ...note(), ...members })),
  fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withTypedArray: true }),
);
const text = fc.oneof(fc.string(), fc.constantFrom("POST", "application/json", "identity", "12", SECRET));
const request = fc.record(
  { method: text, contentType: text, contentEncoding: text, contentLength: fc.oneof(text, fc.double()), url: text },
  { requiredKeys: [] },
);

test("any body and head come to an answer without the secret", async () => {
  await fc.assert(
    fc.asyncProperty(body, fc.option(request, { nil: undefined }), async (given, head) => {
      expectAnswer(await receiver.receive(given, head));
      expectAnswer(await combined.receive(given, head));
    }),
    { numRuns: 2000 },
  );
});

test("any chunks of a valid body come to what the whole body comes to", async () => {
  const bytes = new TextEncoder().encode(noteText());
  await fc.assert(
    fc.asyncProperty(fc.array(fc.nat(bytes.length)), async (cuts) => {
      const places = [0, ...cuts.toSorted((a, b) => a - b), bytes.length];
      async function* chunks(): AsyncGenerator<Uint8Array> {
        for (const [index, from] of places.entries()) {
          yield await Promise.resolve(bytes.subarray(from, places[index + 1] ?? bytes.length));
        }
      }
      expect(await receiver.receive(chunks())).toMatchObject({ outcome: "handled" });
    }),
  );
});

test("objects whose members throw come to a failure", async () => {
  const trap = new Proxy(
    {},
    {
      getOwnPropertyDescriptor: () => {
        throw new Error("trap");
      },
    },
  );
  expectAnswer(await receiver.receive(trap));
  expect(await receiver.receive(trap)).toMatchObject({ outcome: "failed" });
});

test("any secret but the right one is refused", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (secret) => {
      fc.pre(secret !== SECRET);
      expect(await receiver.receive(noteText({ secret_key: secret }))).toMatchObject({ outcome: "unauthorized" });
    }),
  );
});

test("any secret that is not blank lets its own webhooks in", async () => {
  await fc.assert(
    fc.asyncProperty(fc.string({ unit: "binary" }), async (secret) => {
      fc.pre(secret.trim() !== "");
      const own = createReceiver({ secret, handlers: {} });
      expect(await own.receive(noteText({ secret_key: secret }))).toMatchObject({ outcome: "unhandled" });
    }),
  );
});

test("any event comes to an answer of Lambda", async () => {
  const handle = toLambdaHandler(receiver);
  const event = fc.record(
    { body: fc.oneof(text, body), isBase64Encoded: fc.boolean(), httpMethod: text, headers: fc.dictionary(text, text) },
    { requiredKeys: [] },
  );
  await fc.assert(
    fc.asyncProperty(event, async (given) => {
      expect([200, 400, 401, 405, 413, 415, 500]).toContain((await handle(given)).statusCode);
    }),
  );
});
