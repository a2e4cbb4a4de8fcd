// A genuine webhook that differs from the docs reaches its handler, and nothing is refused or lost without a word.
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CreateReceiver, Mismatch, WebhookContext } from "../../src/runtime/index.ts";
import type { ByName, Options } from "./support.ts";
import { combineReceivers, createReceiverFor } from "../../src/runtime/index.ts";
import { createReceiver, info, note, noteText, SECRET, sleep } from "./support.ts";

const differing = noteText({ payload: {} });
const mismatch: Mismatch = {
  ...{ path: "/payload/text", expected: "string", received: "nothing" },
  ...{ schemaPath: "payload.text", basis: "sample" },
};
/** Has all modes: a new value of `text` is fine for a tolerant check. */
const modes: Options["validate"] = (_name, _body, mode) => (mode === "tolerant" ? undefined : [mismatch]);

describe("a body that differs", () => {
  const run = async (more: Pick<Options, "onInvalid" | "validate"> = {}) => {
    const calls: string[] = [];
    const hook = (what: string) => (_webhook: unknown, context: WebhookContext) =>
      void calls.push(`${what} ${context.mismatches.map(({ schemaPath }) => schemaPath).join()}`);
    const own = createReceiver({
      secret: SECRET,
      handlers: { note_added: hook("handler") },
      onUnknown: hook("unknown"),
      onMismatch: ({ schemaPath }) => void calls.push(`mismatch ${schemaPath}`),
      onResult: () => undefined,
      ...more,
    });
    return { calls, result: await own.receive(differing) };
  };
  const named = { version: "1.0", name: "note_added", mismatches: [mismatch] };
  const told = "mismatch payload.text";

  test.each([
    ["reaches its handler", {}, ["handler payload.text"], { outcome: "handled", status: 200 }],
    ["is refused where that is asked for", { onInvalid: "reject" as const }, [], { outcome: "invalid", status: 400 }],
    [
      "goes to onUnknown where that is",
      { onInvalid: "unknown" as const },
      ["unknown payload.text"],
      { outcome: "unknown", status: 200 },
    ],
    [
      "in a value that no list names is handled also where others are refused",
      { onInvalid: "reject" as const, validate: modes },
      ["handler payload.text"],
      { outcome: "handled", status: 200 },
    ],
  ])("%s, and is reported", async (_, more, calls, want) => {
    expect(await run(more)).toEqual({ calls: [told, ...calls], result: { ...named, ...want } });
  });

  test.each(["pass", "", null])("onInvalid %j is refused when the receiver is made", (onInvalid) => {
    const options: unknown = { secret: SECRET, handlers: {}, onInvalid };
    expect(() => Reflect.apply(createReceiver, undefined, [options])).toThrow(
      "onInvalid is one of handle, reject, unknown",
    );
  });
});

describe("on the console", () => {
  const warn = vi.fn();
  beforeEach(() => {
    vi.spyOn(console, "warn").mockImplementation(warn);
    warn.mockClear();
    vi.resetModules();
  });
  afterEach(() => {
    vi.restoreAllMocks();
  });
  /** Of a process of its own. */
  const fresh = async (): Promise<CreateReceiver<ByName, Record<string, unknown>>> => {
    const runtime = await import("../../src/runtime/index.ts");
    return runtime.createReceiverFor<ByName, Record<string, unknown>>(info);
  };
  const lines = (): string[] => warn.mock.calls.map(([text]) => String(text));

  test("each place that differs is one line, with no value of the body", async () => {
    const own = (await fresh())({
      secret: SECRET,
      handlers: { note_added: () => undefined },
      onResult: () => undefined,
    });
    for (let times = 0; times < 3; times += 1) await own.receive(noteText({ payload: { text: 73 } }));
    expect(lines()).toEqual([
      'version 1.0: the webhook "note_added" differs from the docs at payload.text: string was expected, as a sample alone shows, and number came; pass onMismatch to see the next ones',
    ]);
  });

  test("at most a hundred places, and a last line that says so", async () => {
    let count = 0;
    const validate: Options["validate"] = () => [{ ...mismatch, schemaPath: `payload.m${(count += 1)}` }];
    const options = { secret: SECRET, handlers: {}, onResult: () => undefined, validate };
    const make = await fresh();
    const [one, other] = [make(options), make(options)];
    for (let times = 0; times < 80; times += 1) {
      await one.receive(noteText());
      await other.receive(noteText());
    }
    expect(lines()).toHaveLength(101);
    expect(lines().at(-1)).toBe("100 places that differ were logged, and no more will be: pass onMismatch");
  });

  test("a validator of the caller's own puts no key, value or secret there", async () => {
    const validate: Options["validate"] = () => [
      { path: `/payload/jo@example.com/3/${SECRET}`, expected: `x ${SECRET}\u001b[2J\n`, received: "jo@example.com" },
    ];
    await (await fresh())({ secret: SECRET, handlers: {}, onResult: () => undefined, validate }).receive(noteText());
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toContain(
      "differs from the docs at *.*[].*: x [redacted]?[2J? was expected, as the docs say, and something else came",
    );
  });

  test.each<[string, unknown, string, Partial<Pick<Options, "onInvalid" | "dedupe">>?]>([
    [
      "unauthorized",
      noteText({ secret_key: "x" }),
      "401 (unauthorized, version 1.0): nothing proves that it is genuine",
    ],
    [
      "unhandled",
      noteText({ action: "ping_sent" }),
      '200 (unhandled, version 1.0): there is no handler for "ping_sent"',
    ],
    [
      "unknown",
      noteText({ action: "secret name" }),
      "200 (unknown, version 1.0): the version has no webhook of its name",
    ],
    ["malformed", "{", "400 (malformed, version 1.0): the body is not JSON"],
    ["too large", noteText({ x: "y".repeat(500) }), "413 (too-large, version 1.0): its body has more than 500 bytes"],
    ["invalid", differing, "400 (invalid, version 1.0): its body is not what the docs say", { onInvalid: "reject" }],
    ["in progress", noteText(), "503 (in-progress, version 1.0)", { dedupe: { claim: () => "in progress" } }],
  ])("an outcome is logged once without onResult, with how to see more: %s", async (_, body, want, more = {}) => {
    const own = createReceiver({
      ...{ secret: SECRET, maxBytes: 500, handlers: { note_added: () => undefined }, onMismatch: () => undefined },
      ...more,
    });
    await own.receive(body);
    await own.receive(body);
    expect(lines()).toHaveLength(1);
    expect(lines()[0]).toContain(`a webhook was answered with ${want}`);
    expect(lines()[0]).toMatch(/; pass onResult to see the next ones$/);
    expect(lines()[0]).not.toContain("secret name");
  });

  test("nothing, for a webhook that is handled", async () => {
    await createReceiver({ secret: SECRET, handlers: { note_added: () => undefined } }).receive(noteText());
    expect(lines()).toEqual([]);
  });
});

test("a hook for mismatches that throws changes no answer, and is reported", async () => {
  const onError = vi.fn();
  const onMismatch = (): never => {
    throw new Error("hook");
  };
  const own = createReceiver({ secret: SECRET, handlers: { note_added: () => undefined }, onMismatch, onError });
  expect(await own.receive(differing)).toMatchObject({ outcome: "handled" });
  expect(onError.mock.calls).toMatchObject([[{ message: "hook" }, { stage: "onMismatch", name: "note_added" }]]);
});

async function* slow(text: string, milliseconds: number): AsyncGenerator<string> {
  yield text.slice(0, 10);
  await sleep(milliseconds);
  yield text.slice(10);
}

describe("time", () => {
  test("a slow body counts against the deadline", async () => {
    const handlers = { note_added: () => sleep(150) };
    const own = createReceiver({ secret: SECRET, handlers, deadline: 100 });
    const result = await own.receive(slow(noteText(), 150));
    expect(result).toMatchObject({ outcome: "handled", pending: true });
    const patient = createReceiver({ secret: SECRET, handlers, deadline: 5000 });
    expect(await patient.receive(slow(noteText(), 150))).not.toHaveProperty("pending");
  });

  test.each([
    ["one receiver", (one: ReturnType<typeof createReceiver>) => one],
    ["combined receivers", (one: ReturnType<typeof createReceiver>) => combineReceivers([one])],
  ])("a body that does not end in time is answered with 408: %s", async (_, combined) => {
    const handler = vi.fn();
    const own = combined(createReceiver({ secret: SECRET, handlers: { note_added: handler }, bodyDeadline: 20 }));
    expect(await own.receive(slow(noteText(), 200))).toEqual({ outcome: "timed-out", status: 408, version: "1.0" });
    await sleep(250);
    expect(handler).not.toHaveBeenCalled();
  });

  test("verify that is slow counts against the deadline too", async () => {
    const verify = () => sleep(60).then(() => true);
    const own = createReceiver({ verify, handlers: { note_added: () => sleep(1000) }, deadline: 80 });
    expect(await own.receive(note())).toMatchObject({ pending: true });
  });

  test.each<[string, number | undefined, boolean]>([
    ["a vendor that waits a tenth of a second", 0.1, true],
    ["one that says nothing", undefined, false],
  ])("the deadline is a margin less than what the vendor waits: %s", async (_, timeout, pending) => {
    const make = createReceiverFor<ByName>({ ...info, ...(timeout !== undefined && { timeout }) });
    const own = make({ secret: SECRET, handlers: { note_added: () => sleep(300) } });
    expect("pending" in (await own.receive(noteText()))).toBe(pending);
  });
});

describe("duplicates", () => {
  test("while the first is in progress the second is answered with 503, and tried again after its failure", async () => {
    const states = new Map<string, "running" | "done">();
    const fails = () => sleep(30).then(() => Promise.reject(new Error("first")));
    const handler = vi.fn().mockImplementationOnce(fails).mockResolvedValue(undefined);
    const make = createReceiverFor<ByName>({ ...info, delivery: { header: "x-delivery" } });
    const own = make({
      ...{ secret: SECRET, onError: () => undefined, deadline: Infinity },
      handlers: { note_added: handler },
      dedupe: {
        claim: (_, { delivery = "" }) => {
          const state = states.get(delivery);
          if (state === "running") return "in progress";
          states.set(delivery, "running");
          return state === undefined;
        },
        complete: (_, { delivery = "" }) => states.set(delivery, "done"),
        release: (_, { delivery = "" }) => states.delete(delivery),
      },
    });
    const post = (id: string) =>
      own.receive(noteText(), { header: (name) => (name === "x-delivery" ? id : undefined) });
    const [first, second] = await Promise.all([post("a"), post("a")]);
    expect([first, second]).toMatchObject([
      { status: 500, outcome: "failed" },
      { status: 503, outcome: "in-progress", headers: { "retry-after": "10" } },
    ]);
    expect(await post("a")).toMatchObject({ status: 200, outcome: "handled" });
    expect(await post("a")).toMatchObject({ status: 200, outcome: "handled", duplicate: true });
    expect(handler).toHaveBeenCalledTimes(2);
  });

  test("a complete that fails is reported, and the webhook is handled all the same", async () => {
    const onError = vi.fn();
    const complete = () => Promise.reject(new Error("store"));
    const own = createReceiver({
      ...{ secret: SECRET, handlers: { note_added: () => undefined }, onError },
      dedupe: { claim: () => true, complete },
    });
    expect(await own.receive(noteText())).toMatchObject({ outcome: "handled" });
    expect(onError.mock.calls).toMatchObject([[{ message: "store" }, { stage: "dedupe" }]]);
  });
});

test("a whole number that no double holds reaches its handler, and is a mismatch", async () => {
  const onMismatch = vi.fn();
  const own = createReceiver({
    secret: SECRET,
    handlers: { note_added: () => undefined },
    onMismatch,
    onInvalid: "reject",
  });
  const text = noteText().replace(/\}$/, ',"list":[1,9007199254740993]}');
  expect(await own.receive(text)).toMatchObject({ outcome: "handled" });
  const want = { path: "/list/1", schemaPath: "*[]", expected: "whole number below 2^53", received: "number" };
  expect(onMismatch.mock.calls).toMatchObject([[want, { name: "note_added" }]]);
});
