// Requests that hold a list of webhooks: each is received by itself, and one answer goes out for all.
import { describe, expect, test } from "vitest";
import { createReceiverFor } from "../../src/runtime/receiver.ts";
import type { VersionInfo } from "../../src/runtime/version-info.ts";

interface Ping {
  readonly event: "ping";
  readonly n: number;
}

const info: VersionInfo = {
  version: "1",
  names: ["ping", "pong"],
  validate: (_name, body) =>
    "n" in body && typeof body.n === "number" ? undefined : [{ path: "/n", expected: "number", received: "nothing" }],
  discriminator: { path: ["event"] },
  authentication: { scheme: "none" },
  batch: { path: [], partial: false },
};

function receiver(more: Partial<VersionInfo> = {}, failOn = -1, claimed = new Set<number>()) {
  const seen: number[] = [];
  const made = createReceiverFor<{ ping: Ping; pong: Ping }>({ ...info, ...more })({
    authentication: "none",
    onError: () => undefined,
    handlers: {
      ping: ({ n }) => {
        if (n === failOn) throw new Error("no");
        seen.push(n);
      },
    },
    dedupe: {
      claim: ({ n }) => !claimed.has(n) && claimed.add(n) !== undefined,
      release: ({ n }) => claimed.delete(n),
    },
  });
  return { made, seen, claimed };
}

const ping = (n: number): Ping => ({ event: "ping", n });

describe("a root list", () => {
  test("is taken apart: a result an item, one status", async () => {
    const { made, seen } = receiver();
    const result = await made.receive(JSON.stringify([ping(1), ping(2), { event: "pong", n: 3 }, { event: "new" }]));
    expect(result).toMatchObject({
      outcome: "batch",
      status: 200,
      results: [
        { outcome: "handled", name: "ping" },
        { outcome: "handled", name: "ping" },
        { outcome: "unhandled", name: "pong" },
        { outcome: "unknown", name: "new" },
      ],
    });
    expect(seen).toEqual([1, 2]);
  });

  test("a failed item fails the request, and the retry runs it alone", async () => {
    const first = receiver({}, 2);
    expect(await first.made.receive([ping(1), ping(2), ping(3)])).toMatchObject({ outcome: "batch", status: 500 });
    expect(first.seen).toEqual([1, 3]);
    const again = receiver({}, -1, first.claimed);
    expect(await again.made.receive([ping(1), ping(2), ping(3)])).toMatchObject({
      status: 200,
      results: [{ duplicate: true }, { outcome: "handled" }, { duplicate: true }],
    });
    expect(again.seen).toEqual([2]);
  });

  test("where the vendor counts each by itself, the request is fine", async () => {
    const { made } = receiver({ batch: { path: [], partial: true } }, 2);
    expect(await made.receive([ping(1), ping(2)])).toMatchObject({
      status: 200,
      results: [{ status: 200 }, { status: 500 }],
    });
  });

  test.each([
    ["an item that is no object", [1], { outcome: "malformed", status: 400 }],
    ["an item that is a list", [[ping(1)]], { outcome: "malformed", status: 400 }],
  ])("%s is a result of its own", async (_, body, want) => {
    const result = await receiver().made.receive(body);
    expect(result).toMatchObject({ outcome: "batch", status: 400, results: [want] });
  });

  test("an item without a name is unknown, and refused only where that is asked for", async () => {
    expect(await receiver().made.receive([{ n: 1 }])).toMatchObject({ status: 200, results: [{ outcome: "unknown" }] });
    const strict = createReceiverFor<{ ping: Ping; pong: Ping }>(info)({
      authentication: "none",
      handlers: {},
      onInvalid: "reject",
    });
    expect(await strict.receive([{ n: 1 }])).toMatchObject({ status: 400, results: [{ outcome: "invalid" }] });
  });

  test("all items share the delivery, and each has its index; one in progress asks for all again", async () => {
    const seen: unknown[] = [];
    const made = createReceiverFor<{ ping: Ping; pong: Ping }>({ ...info, delivery: { header: "x-delivery" } })({
      authentication: "none",
      handlers: { ping: (_, { delivery, index }) => void seen.push([delivery, index]) },
      dedupe: { claim: ({ n }) => (n === 9 ? "in progress" : true) },
    });
    const header = (name: string): string | undefined => (name === "x-delivery" ? "d1" : undefined);
    expect(await made.receive([ping(1), ping(9), ping(2)], { header })).toMatchObject({
      status: 503,
      results: [{ outcome: "handled" }, { outcome: "in-progress" }, { outcome: "handled" }],
    });
    expect(seen).toEqual([
      ["d1", 0],
      ["d1", 2],
    ]);
  });

  test("an empty list is a batch of nothing", async () => {
    expect(await receiver().made.receive("[]")).toEqual({ outcome: "batch", status: 200, version: "1", results: [] });
  });

  test("an object is no list", async () => {
    expect(await receiver().made.receive(ping(1))).toMatchObject({ outcome: "malformed", status: 400 });
  });
});

test("a list in a member is found by its path", async () => {
  const { made, seen } = receiver({ batch: { path: ["data", "events"], partial: false } });
  expect(await made.receive({ data: { events: [ping(4)] } })).toMatchObject({ outcome: "batch", status: 200 });
  expect(seen).toEqual([4]);
  expect(await made.receive({ data: {} })).toMatchObject({
    outcome: "malformed",
    reason: 'the body has no list of webhooks at "/data/events"',
  });
});

test("where a request is one webhook, a list is refused", async () => {
  const { version, names, validate, discriminator, authentication } = info;
  const single: VersionInfo = { version, names, validate, discriminator, authentication };
  const made = createReceiverFor<{ ping: Ping; pong: Ping }>(single)({ authentication: "none", handlers: {} });
  expect(await made.receive([ping(1)])).toMatchObject({
    outcome: "malformed",
    status: 400,
    reason: "the body is no JSON object",
  });
});
