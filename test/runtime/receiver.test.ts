// The receiver's core: what each body comes to, in which order it is judged, and what never comes out.
import { inspect } from "node:util";
import { describe, expect, test, vi } from "vitest";
import type { ErrorContext, RequestInfo } from "../../src/runtime/index.ts";
import { createReceiver, note, noteText, SECRET, sleep, type Options } from "./support.ts";

const receiver = createReceiver({ secret: SECRET, handlers: { note_added: () => undefined }, maxBytes: 500 });

interface Case {
  readonly given: unknown;
  readonly request?: RequestInfo;
  readonly want: { readonly status: number; readonly outcome: string } & Record<string, unknown>;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const handled = { status: 200, outcome: "handled", name: "note_added" };
const noAction = { path: "/action", expected: "string", schemaPath: "action", basis: "documented" };
const malformed = { status: 400, outcome: "malformed" };
const tooLarge = { status: 413, outcome: "too-large", maxBytes: 500 };
const unauthorized = { status: 401, outcome: "unauthorized" };
const json = { method: "POST", contentType: "application/json" };

const cases: readonly (readonly [string, Case])[] = [
  ["a valid webhook as text", { given: noteText(), want: handled }],
  ["text behind a byte order mark", { given: `\uFEFF${noteText()}`, want: handled }],
  ["bytes", { given: bytes(noteText()), want: handled }],
  ["bytes behind a byte order mark", { given: bytes(`\uFEFF${noteText()}`), want: handled }],
  ["an array buffer", { given: bytes(noteText()).slice().buffer, want: handled }],
  ["a view that is no byte array", { given: new DataView(bytes(noteText()).slice().buffer), want: handled }],
  ["an object that was parsed before", { given: note(), want: handled }],
  ["a web stream", { given: new Blob([noteText()]).stream(), want: handled }],
  ["an async iterable of text", { given: chunks(noteText().slice(0, 30), noteText().slice(30)), want: handled }],
  [
    "a valid webhook without handler",
    { given: noteText({ action: "ping_sent" }), want: { status: 200, outcome: "unhandled", name: "ping_sent" } },
  ],
  [
    "an action that is not documented",
    { given: noteText({ action: "pong" }), want: { status: 200, outcome: "unknown", name: "pong" } },
  ],
  [
    "an action that every object has",
    { given: noteText({ action: "constructor" }), want: { status: 200, outcome: "unknown", name: "constructor" } },
  ],
  [
    "an action that is the prototype's name",
    { given: noteText({ action: "__proto__" }), want: { status: 200, outcome: "unknown", name: "__proto__" } },
  ],
  [
    "a body that breaks its schema",
    {
      given: noteText({ payload: { text: 1 } }),
      want: {
        ...handled,
        mismatches: [
          ...[
            {
              path: "/payload/text",
              expected: "string",
              received: "number",
              schemaPath: "payload.text",
              basis: "sample",
            },
          ],
        ],
      },
    },
  ],
  [
    "no action",
    {
      given: noteText({ action: undefined }),
      want: {
        ...{ status: 200, outcome: "unknown" },
        mismatches: [{ ...noAction, received: "nothing" }],
      },
    },
  ],
  [
    "an action that is a list",
    {
      given: noteText({ action: ["note_added"] }),
      want: { status: 200, outcome: "unknown", mismatches: [{ ...noAction, received: "array" }] },
    },
  ],
  ["a wrong secret", { given: noteText({ secret_key: "other" }), want: unauthorized }],
  ["an empty secret", { given: noteText({ secret_key: "" }), want: unauthorized }],
  ["no secret", { given: noteText({ secret_key: undefined }), want: unauthorized }],
  ["a secret that is no text", { given: noteText({ secret_key: [SECRET] }), want: unauthorized }],
  ["a secret that begins right", { given: noteText({ secret_key: SECRET.slice(0, -1) }), want: unauthorized }],
  ["a secret that goes on", { given: noteText({ secret_key: `${SECRET} ` }), want: unauthorized }],
  ["a secret in the prototype's name only", { given: `{"__proto__":${noteText()}}`, want: unauthorized }],
  ["a valid secret of a prototype", { given: Object.create(note()), want: unauthorized }],
  [
    "a member with the prototype's name",
    { given: noteText().replace("{", '{"__proto__":{"action":"x"},'), want: handled },
  ],
  [
    "a secret given twice: the last one counts",
    { given: noteText().replace("{", '{"secret_key":"wrong",'), want: handled },
  ],
  [
    "a secret given twice, wrong at last",
    { given: noteText().replace(/\}$/, ',"secret_key":"wrong"}'), want: unauthorized },
  ],
  [
    "text that is no JSON",
    { given: `{"secret_key":"${SECRET}" oops`, want: { ...malformed, reason: "the body is not JSON" } },
  ],
  ["no text", { given: "", want: { ...malformed, reason: "there is no body" } }],
  ["nothing", { given: undefined, want: { ...malformed, reason: "there is no body" } }],
  ["a number", { given: 7, want: malformed }],
  ["a list", { given: `[${noteText()}]`, want: { ...malformed, reason: "the body is no JSON object" } }],
  ["null", { given: "null", want: malformed }],
  [
    "bytes that are not UTF-8",
    { given: Uint8Array.of(0x7b, 0xff, 0x7d), want: { ...malformed, reason: "the body is not UTF-8" } },
  ],
  ["a stream of something else", { given: chunks({ a: 1 }), want: malformed }],
  ["text at the limit", { given: padded(500), want: handled }],
  ["text over the limit", { given: padded(501), want: tooLarge }],
  ["text whose bytes, not characters, are over the limit", { given: noteText({ x: "ž".repeat(220) }), want: tooLarge }],
  ["bytes over the limit", { given: bytes(padded(501)), want: tooLarge }],
  ["nesting as deep as the limit allows", { given: "[".repeat(499), want: malformed }],
  [
    "a GET",
    {
      given: noteText(),
      request: { method: "GET" },
      want: { status: 405, outcome: "unsupported", headers: { allow: "POST" } },
    },
  ],
  ["a post", { given: noteText(), request: { method: "post" }, want: handled }],
  [
    "plain text",
    {
      given: noteText(),
      request: { method: "POST", contentType: "text/plain" },
      want: { status: 415, outcome: "unsupported", headers: { accept: "application/json" } },
    },
  ],
  [
    "a type that only begins like JSON",
    { given: noteText(), request: { contentType: "application/jsonp" }, want: { status: 415, outcome: "unsupported" } },
  ],
  [
    "a JSON type of its own",
    { given: noteText(), request: { contentType: "application/vnd.x+json; charset=UTF-8" }, want: handled },
  ],
  [
    "JSON in another charset",
    {
      given: noteText(),
      request: { contentType: "application/json; charset=utf-16" },
      want: { status: 415, outcome: "unsupported" },
    },
  ],
  [
    "JSON in a quoted charset",
    { given: noteText(), request: { contentType: 'Application/JSON;charset="utf-8"' }, want: handled },
  ],
  ["no content type", { given: noteText(), request: { method: "POST", contentType: null }, want: handled }],
  [
    "a body that is packed in a way that nobody knows",
    { given: noteText(), request: { ...json, contentEncoding: "zstd" }, want: { status: 415, outcome: "unsupported" } },
  ],
  ["a declared size over the limit", { given: noteText(), request: { ...json, contentLength: "501" }, want: tooLarge }],
  ["a declared size that is none", { given: noteText(), request: { ...json, contentLength: "1e9" }, want: handled }],
  [
    "order: method before content type",
    {
      given: "x",
      request: { method: "PUT", contentType: "text/plain", contentLength: 501 },
      want: { status: 405, outcome: "unsupported" },
    },
  ],
  [
    "order: content type before size",
    {
      given: padded(501),
      request: { contentType: "text/plain", contentLength: 501 },
      want: { status: 415, outcome: "unsupported" },
    },
  ],
  ["order: size before JSON", { given: "x".repeat(501), want: tooLarge }],
  ["order: secret before action", { given: '{"action":"pong"}', want: unauthorized }],
  ["order: secret before schema", { given: '{"action":"note_added"}', want: unauthorized }],
];

test.each(cases)("%s", async (_name, { given, request, want }) => {
  const result = await receiver.receive(given, request);
  expect(result).toMatchObject({ version: "1.0", ...want });
});

function padded(size: number): string {
  const text = noteText({ x: "" });
  return text.replace('"x":""', `"x":"${"y".repeat(size - bytes(text).length)}"`);
}

async function* chunks(...parts: readonly unknown[]): AsyncGenerator<unknown> {
  for (const part of parts) yield await Promise.resolve(part);
}

describe("reading", () => {
  test("stops at the limit and lets go of the stream", async () => {
    let read = 0;
    let closed = false;
    async function* endless(): AsyncGenerator<Uint8Array> {
      try {
        for (;;) yield await Promise.resolve(new Uint8Array(100).fill(32, (read += 1) * 0));
      } finally {
        closed = true;
      }
    }
    expect(await receiver.receive(endless())).toMatchObject(tooLarge);
    expect({ read, closed }).toEqual({ read: 6, closed: true });
  });

  test("cancels a web stream at the limit, and does not wait for the cancelling", async () => {
    let cancelled = false;
    const stream = new ReadableStream({
      pull: (controller) => controller.enqueue(new Uint8Array(200)),
      cancel: () => {
        cancelled = true;
        return new Promise(() => undefined);
      },
    });
    expect(await receiver.receive(stream)).toMatchObject(tooLarge);
    expect(cancelled).toBe(true);
  });

  test("puts characters together that chunks cut apart", async () => {
    const got: unknown[] = [];
    const whole = bytes(noteText());
    const own = createReceiver({ secret: SECRET, handlers: { note_added: ({ payload }) => got.push(payload.text) } });
    expect(await own.receive(chunks(...Array.from(whole, (byte) => Uint8Array.of(byte))))).toMatchObject(handled);
    expect(got).toEqual(["grüße 👋"]);
  });

  test("copies each chunk before it asks for the next, so that none is kept", async () => {
    const whole = bytes(noteText());
    async function* reusing(): AsyncGenerator<Uint8Array> {
      const chunk = new Uint8Array(1);
      for (const byte of whole) {
        chunk[0] = byte;
        yield await Promise.resolve(chunk);
      }
    }
    expect(await receiver.receive(reusing())).toMatchObject(handled);
  });

  test.each([
    ["empty ones among others", [0, 3, 0, 0, 7]],
    ["one beyond twice what came before", [1, 2, 30]],
    ["one of the whole body", [500]],
  ])("puts chunks of any size together: %s", async (_name, sizes) => {
    const whole = bytes(noteText());
    const pieces: Uint8Array[] = [];
    for (let at = 0, turn = 0; at < whole.length; turn += 1) {
      const size = sizes[turn % sizes.length] ?? 1;
      pieces.push(whole.subarray(at, at + size));
      at += size;
    }
    expect(await receiver.receive(chunks(...pieces))).toMatchObject(handled);
  });

  test("takes a body of just the limit in chunks, and none of one byte more", async () => {
    const pieces = (text: string) => chunks(...Array.from(bytes(text), (byte) => Uint8Array.of(byte)));
    expect(await receiver.receive(pieces(padded(500)))).toMatchObject(handled);
    expect(await receiver.receive(pieces(padded(501)))).toMatchObject(tooLarge);
  });

  test("tells a stream that breaks to onError, and answers 500", async () => {
    const { told, options } = noting();
    const broken = new ReadableStream({ pull: (controller) => controller.error(new Error("gone")) });
    expect(await createReceiver(options).receive(broken)).toMatchObject({ status: 500, outcome: "failed" });
    expect(told).toMatchObject([["gone", { stage: "body", acknowledged: false }]]);
  });

  test("does not change an object that it was given", async () => {
    const given = note();
    await receiver.receive(given);
    expect(given).toEqual(note());
  });
});

/** Options that note what `onError` is told. */
function noting(more: Omit<Partial<Options>, "secret" | "verify" | "authentication"> = {}): {
  told: [unknown, ErrorContext][];
  options: Options;
} {
  const told: [unknown, ErrorContext][] = [];
  const onError = (error: unknown, context: ErrorContext): void => {
    told.push([error instanceof Error ? error.message : error, context]);
  };
  return { told, options: { secret: SECRET, handlers: {}, onError, ...more } };
}

describe("secrets", () => {
  test.each([
    ["empty", ""],
    ["blank", " \n"],
    ["none", []],
    ["one empty among others", [SECRET, ""]],
    ["a hole", [SECRET, undefined]],
    ["nothing", undefined],
    ["a number", 12],
  ])("%s is refused when the receiver is made", (_name, secret) => {
    const options: unknown = { secret, handlers: {} };
    expect(() => Reflect.apply(createReceiver, undefined, [options])).toThrow(TypeError);
  });

  test("a refusal tells no secret", () => {
    expect(() => createReceiver({ secret: [SECRET, ""], handlers: {} })).toThrow(
      expect.not.objectContaining({ message: expect.stringContaining(SECRET) }),
    );
  });

  test("each of several passes, and its place is told", async () => {
    const seen: number[] = [];
    const handlers: Options["handlers"] = { note_added: (_webhook, { secretIndex }) => void seen.push(secretIndex) };
    const rotating = createReceiver({ secret: ["old", SECRET], handlers });
    await rotating.receive(noteText());
    await rotating.receive(noteText({ secret_key: "old" }));
    expect(await rotating.receive(noteText({ secret_key: "older" }))).toMatchObject(unauthorized);
    expect(seen).toEqual([1, 0]);
  });

  test("a long secret works, and a megabyte of text is none without being hashed", async () => {
    const long = "k".repeat(5000);
    const own = createReceiver({ secret: long, handlers: {} });
    expect(await own.receive(noteText({ secret_key: long }))).toMatchObject({ outcome: "unhandled" });
    expect(await own.receive(noteText({ secret_key: "k".repeat(900_000) }))).toMatchObject(unauthorized);
  });

  test("stands in nothing that handlers, hooks and callers get", async () => {
    const out: unknown[] = [];
    const hook = (...given: readonly unknown[]): void => void out.push(...given);
    const validate: Options["validate"] = () => [{ path: `/${SECRET}`, expected: SECRET, received: SECRET }];
    const all = { secret: SECRET, onUnknown: hook, onUnhandled: hook, onResult: hook, onError: hook };
    const handlers = { note_added: hook };
    for (const options of [
      { ...all, handlers },
      { ...all, handlers: {} },
      { ...all, handlers, validate },
      { ...all, handlers, validate, onMismatch: hook },
      { ...all, handlers, validate, onInvalid: "unknown" as const },
      { ...all, handlers, validate, onInvalid: "reject" as const },
    ]) {
      const own = createReceiver(options);
      out.push(own);
      for (const body of [noteText(), note(), `${noteText()} oops`, noteText({ action: 1 })]) {
        out.push(await own.receive(body));
      }
    }
    expect(out.length).toBeGreaterThan(30);
    for (const one of out) {
      expect(inspect(one, { depth: 9, showHidden: true })).not.toContain(SECRET);
      expect(JSON.stringify(one) ?? "").not.toContain(SECRET);
      expect(String(one)).not.toContain(SECRET);
    }
  });
});

test("a secret that stands in the name of an action is taken out of results", async () => {
  const result = await receiver.receive(noteText({ action: `x ${SECRET}` }));
  expect(result).toMatchObject({ outcome: "unknown", name: "x [redacted]" });
});

describe("handlers", () => {
  test("get the webhook with its secret taken out, and where it came from", async () => {
    const handler = vi.fn();
    await createReceiver({ secret: SECRET, handlers: { note_added: handler } }).receive(noteText());
    expect(handler).toHaveBeenCalledExactlyOnceWith(note({ secret_key: "[redacted]" }), {
      version: "1.0",
      name: "note_added",
      secretIndex: 0,
      mismatches: [],
    });
  });

  test("may be methods of a class", async () => {
    class Notes {
      readonly seen: string[] = [];
      note_added({ payload }: { readonly payload: { readonly text: string } }): void {
        this.seen.push(payload.text);
      }
    }
    const notes = new Notes();
    const { seen } = notes;
    const handlers = Object.setPrototypeOf({}, notes);
    expect(await createReceiver({ secret: SECRET, handlers }).receive(noteText())).toMatchObject(handled);
    expect(seen).toEqual(["grüße 👋"]);
  });

  test("of no webhook are refused when the receiver is made", () => {
    const handlers: object = { note_aded: () => undefined };
    expect(() => createReceiver({ secret: SECRET, handlers })).toThrow('version 1.0 has no webhook "note_aded"');
  });

  test("that are missing are asked for, behind the secret", () => {
    const make = (options: unknown) => () => Reflect.apply(createReceiver, undefined, [options]);
    expect(make({ secret: SECRET })).toThrow(
      new TypeError("handlers is needed: an object with a function for each webhook"),
    );
    expect(make({ secret: "" })).toThrow("secret");
  });

  test("that are no functions are refused", () => {
    const options: unknown = { secret: SECRET, handlers: { note_added: "x" } };
    expect(() => Reflect.apply(createReceiver, undefined, [options])).toThrow('the handler of "note_added"');
  });

  test.each([
    [
      "throws",
      () => {
        throw new Error("boom");
      },
    ],
    ["rejects", () => Promise.reject(new Error("boom"))],
    [
      "gives a promise of its own making that rejects",
      () => ({
        then: (_: unknown, no: (error: Error) => void) => {
          no(new Error("boom"));
        },
      }),
    ],
  ])("one that %s is answered with 500, told to onError, and not shown", async (_name, handler) => {
    const { told, options } = noting({ handlers: { note_added: handler } });
    const result = await createReceiver(options).receive(noteText());
    expect(result).toMatchObject({ status: 500, outcome: "failed", name: "note_added" });
    expect(told).toEqual([["boom", { stage: "handler", version: "1.0", name: "note_added", acknowledged: false }]]);
    expect(JSON.stringify(result) + inspect(result)).not.toContain("boom");
    expect(result.outcome === "failed" && result.error).toEqual(new Error("boom"));
  });

  test.each([
    [
      "a status of 503 is answered with it",
      Object.assign(new Error("away"), { status: 503 }),
      { status: 503, headers: { "retry-after": "10" } },
    ],
    ["any other status is answered with 500", Object.assign(new Error("no"), { status: 404 }), { status: 500 }],
    ["503 as a text is answered with 500", { status: "503" }, { status: 500 }],
    ["nothing in it is answered with 500", null, { status: 500 }],
    ["a status that cannot be read is answered with 500", unreadable("status"), { status: 500 }],
  ])("an error with %s", async (_name, error, want) => {
    const handlers = { note_added: () => Promise.reject(error) };
    const result = await createReceiver({ secret: SECRET, handlers, onError: () => undefined }).receive(noteText());
    expect(result).toEqual({ outcome: "failed", version: "1.0", name: "note_added", ...want });
  });

  test("without onError the first failure is told on the console, and what it said is not", async () => {
    const warn = vi.spyOn(console, "warn").mockImplementation(() => undefined);
    try {
      const own = createReceiver({ secret: SECRET, handlers: { note_added: () => Promise.reject(new Error("boom")) } });
      await own.receive(noteText());
      await own.receive(noteText());
      expect(warn.mock.calls).toHaveLength(1);
      expect(String(warn.mock.calls[0])).toContain('"note_added"');
      expect(String(warn.mock.calls[0])).not.toMatch(/boom|grüße/);
    } finally {
      warn.mockRestore();
    }
  });

  test("hooks that throw change no answer", async () => {
    const fail = (): never => {
      throw new Error("hook");
    };
    const reject = (): Promise<never> => Promise.reject(new Error("hook"));
    for (const hook of [fail, reject]) {
      const own = createReceiver({ secret: SECRET, handlers: { note_added: hook }, onError: hook, onResult: hook });
      expect(await own.receive(noteText())).toMatchObject({ status: 500 });
      expect(await own.receive(noteText({ action: "pong" }))).toMatchObject({ status: 200, outcome: "unknown" });
    }
    await sleep(5);
  });

  test("onUnknown and onUnhandled get what is theirs", async () => {
    const onUnknown = vi.fn();
    const onUnhandled = vi.fn();
    const own = createReceiver({ secret: SECRET, handlers: {}, onUnknown, onUnhandled });
    await own.receive(noteText({ action: "pong" }));
    await own.receive(noteText());
    expect(onUnknown.mock.calls).toMatchObject([
      [
        { action: "pong", secret_key: "[redacted]" },
        { name: "pong", mismatches: [] },
      ],
    ]);
    expect(onUnhandled.mock.calls).toMatchObject([[{ action: "note_added" }, { name: "note_added" }]]);
  });

  test("a validator out of stack is a mismatch; one that throws is reported", async () => {
    const { told, options } = noting();
    const deep = createReceiver({
      ...options,
      validate: () => {
        throw new RangeError("stack");
      },
    });
    expect(await deep.receive(noteText())).toMatchObject({
      outcome: "unhandled",
      mismatches: [{ path: "", expected: "less nesting", received: "object" }],
    });
    const broken = createReceiver({
      ...options,
      validate: () => {
        throw new TypeError("bug");
      },
    });
    expect(await broken.receive(noteText())).toMatchObject({ status: 500, outcome: "failed" });
    expect(told).toMatchObject([["bug", { stage: "receiver" }]]);
  });
});

describe("a validator of one's own", () => {
  const make = (validate: unknown): unknown =>
    Reflect.apply(createReceiver, undefined, [{ secret: SECRET, handlers: {}, validate }]);

  test.each<[string, unknown, string]>([
    ["an async function", async () => Promise.resolve(undefined), "must not be async"],
    [
      "an async method",
      {
        async validate() {
          await Promise.resolve();
        },
      }.validate,
      "must not be async",
    ],
    [
      "a generator",
      function* () {
        yield [];
      },
      "must not be async",
    ],
    ["a list", [], "is a function, not object"],
  ])("that is %s is refused when the receiver is made", (_name, validate, message) => {
    expect(() => make(validate)).toThrow(new RegExp(message));
    expect(() => make(validate)).toThrow(TypeError);
  });

  test.each<[string, () => unknown]>([
    ["a promise", () => Promise.resolve(undefined)],
    ["a promise that fails", () => Promise.reject(new Error("late"))],
    ["true", () => true],
    ["an object", () => ({})],
  ])("that gives %s lets no body pass", async (_name, validate) => {
    const { told, options } = noting({ onUnhandled: () => expect.unreachable() });
    const own: unknown = Reflect.apply(createReceiver, undefined, [{ ...options, validate }]);
    if (!isReceiver(own)) throw new Error("no receiver was made");
    expect(await own.receive(noteText())).toMatchObject({ status: 500, outcome: "failed" });
    expect(told).toMatchObject([[expect.stringContaining("a list of errors or undefined"), { stage: "receiver" }]]);
  });
});

function isReceiver(value: unknown): value is ReturnType<typeof createReceiver> {
  return typeof value === "object" && value !== null && "receive" in value;
}

describe("acknowledging", () => {
  test("waits for the handler by default", async () => {
    let done = false;
    const own = createReceiver({
      secret: SECRET,
      handlers: {
        note_added: () =>
          sleep(20).then(() => {
            done = true;
          }),
      },
    });
    expect(await own.receive(noteText())).toEqual({
      status: 200,
      outcome: "handled",
      version: "1.0",
      name: "note_added",
    });
    expect(done).toBe(true);
  });

  test("answers at the deadline while the handler goes on, and tells what fails later", async () => {
    const { told, options } = noting({
      handlers: { note_added: () => sleep(40).then(() => Promise.reject(new Error("late"))) },
      deadline: 5,
    });
    const result = await createReceiver(options).receive(noteText());
    expect(result).toMatchObject({ status: 200, outcome: "handled", pending: true });
    expect(told).toEqual([]);
    await ("completion" in result ? result.completion : undefined);
    expect(told).toMatchObject([["late", { stage: "handler", acknowledged: true }]]);
  });

  test("answers before the handler starts when told to be early", async () => {
    const order: string[] = [];
    const { told, options } = noting({
      handlers: {
        note_added: () => {
          order.push("handler");
          throw new Error("late");
        },
      },
      acknowledge: "early",
    });
    const result = await createReceiver(options).receive(noteText());
    order.push("answer");
    expect(result).toMatchObject({ status: 200, outcome: "handled", pending: true });
    await ("completion" in result ? result.completion : undefined);
    expect(order).toEqual(["answer", "handler"]);
    expect(told).toMatchObject([["late", { acknowledged: true }]]);
  });

  test.each([
    ["maxBytes", 0],
    ["maxBytes", Number.NaN],
    ["deadline", -1],
    ["bodyDeadline", 0],
  ])("%s of %d is refused", (name, value) => {
    expect(() => createReceiver({ secret: SECRET, handlers: {}, [name]: value })).toThrow(RangeError);
  });

  test("waits for ever where the deadline is infinite", async () => {
    const own = createReceiver({ secret: SECRET, handlers: { note_added: () => sleep(10) }, deadline: Infinity });
    expect(await own.receive(noteText())).not.toHaveProperty("pending");
  });
});

describe("dedupe", () => {
  test("runs the handler once for what was claimed, and again after a failure", async () => {
    const taken = new Set<string>();
    const handler = vi.fn().mockRejectedValueOnce(new Error("first")).mockResolvedValue(undefined);
    const key = (webhook: object): string => JSON.stringify(webhook);
    const { options } = noting({
      handlers: { note_added: handler },
      dedupe: {
        claim: (webhook) => !taken.has(key(webhook)) && taken.add(key(webhook)).size > 0,
        release: (webhook) => taken.delete(key(webhook)),
      },
    });
    const own = createReceiver(options);
    const results = [await own.receive(noteText()), await own.receive(noteText()), await own.receive(noteText())];
    expect(results.map(({ status }) => status)).toEqual([500, 200, 200]);
    expect(results[2]).toEqual({
      status: 200,
      outcome: "handled",
      version: "1.0",
      name: "note_added",
      duplicate: true,
    });
    expect(handler).toHaveBeenCalledTimes(2);
  });

  test("a hook that fails is a failure, and a failing release hides no error of the handler", async () => {
    const fail = (): never => {
      throw new Error("store");
    };
    const first = noting({ handlers: { note_added: () => undefined }, dedupe: { claim: fail } });
    expect(await createReceiver(first.options).receive(noteText())).toMatchObject({ status: 500 });
    const second = noting({
      handlers: { note_added: () => Promise.reject(new Error("handler")) },
      dedupe: { claim: () => true, release: fail },
    });
    expect(await createReceiver(second.options).receive(noteText())).toMatchObject({ status: 500 });
    expect(second.told).toMatchObject([
      ["store", { stage: "dedupe" }],
      ["handler", { stage: "handler" }],
    ]);
  });
});

function unreadable(member: string): object {
  return Object.defineProperty({}, member, {
    get: () => {
      throw new Error("unreadable");
    },
  });
}
