// What every adapter must do, over real sockets where it has them; run by adapters.test.ts for each.
import { connect } from "node:net";
import { brotliCompressSync, deflateSync, gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ErrorContext, Receiver, ReceiveResult } from "../../src/runtime/index.ts";
import { createReceiver, noteText, SECRET, sleep } from "./support.ts";

export interface Server {
  /** Where webhooks arrive. */
  readonly url: string;
  readonly close: () => Promise<void>;
}

export interface Adapter {
  readonly name: string;
  readonly serve: (receiver: Receiver) => Promise<Server>;
  /** Something stands before the receiver that reads the body and leaves nothing. */
  readonly bodyGone?: true;
  /** By the name of a case: the status where a parser before the receiver decides it, in words of its own. */
  readonly decidedBefore?: Readonly<Record<string, number>>;
  /** The adapter gets the body whole, so that no size limit can stop it on the way. */
  readonly whole?: boolean;
}

export interface Seen {
  readonly texts: string[];
  readonly results: ReceiveResult[];
  readonly errors: [unknown, ErrorContext][];
}

const LIMIT = 2000;

/** @param bodyDeadline milliseconds, long enough for any body that ends */
function watched(bodyDeadline = 1500): { readonly receiver: Receiver; readonly seen: Seen } {
  const seen: Seen = { texts: [], results: [], errors: [] };
  const receiver = createReceiver({
    secret: SECRET,
    maxBytes: LIMIT,
    deadline: 200,
    bodyDeadline,
    handlers: {
      note_added: async ({ payload: { text } }) => {
        seen.texts.push(text);
        if (text === "slow") await sleep(400);
        if (text === "throws") throw new Error(`boom ${text} žluťoučký`);
      },
    },
    onResult: (result) => void seen.results.push(result),
    onError: (error, context) => void seen.errors.push([error, context]),
  });
  return { receiver, seen };
}

const json = { "content-type": "application/json" };

interface Case {
  readonly given: RequestInit;
  readonly want: number;
}

const post = (body: string, headers: Record<string, string> = json): RequestInit => ({ method: "POST", headers, body });

function packed(encoding: string, pack: (text: string) => Uint8Array<ArrayBuffer>, size = 0): RequestInit {
  const body = pack(noteText({ x: "y".repeat(size) }));
  return { method: "POST", headers: { ...json, "content-encoding": encoding }, body };
}

const cases: readonly (readonly [string, Case])[] = [
  ["200 for a valid webhook", { given: post(noteText()), want: 200 }],
  ["200 for a valid webhook without handler", { given: post(noteText({ action: "ping_sent" })), want: 200 }],
  ["200 for an unknown action", { given: post(noteText({ action: "pong" })), want: 200 }],
  [
    "200 for a charset of UTF-8",
    { given: post(noteText(), { "content-type": "application/json; charset=utf-8" }), want: 200 },
  ],
  ["401 for a wrong secret", { given: post(noteText({ secret_key: "other" })), want: 401 }],
  ["401 for no secret", { given: post("{}"), want: 401 }],
  ["200 for a body that differs from its schema", { given: post(noteText({ payload: {} })), want: 200 }],
  ["400 for no JSON", { given: post(`{"secret_key":"${SECRET}"`), want: 400 }],
  ["400 for no body", { given: { method: "POST", headers: json }, want: 400 }],
  ["400 for a list", { given: post("[]"), want: 400 }],
  ["405 for a PUT", { given: { ...post(noteText()), method: "PUT" }, want: 405 }],
  ["405 for a GET", { given: { method: "GET" }, want: 405 }],
  ["415 for a form", { given: post("a=b", { "content-type": "application/x-www-form-urlencoded" }), want: 415 }],
  ["415 for plain text", { given: post(noteText(), { "content-type": "text/plain" }), want: 415 }],
  ["200 for a body in gzip", { given: packed("gzip", gzipSync), want: 200 }],
  ["200 for a body in deflate", { given: packed("deflate", deflateSync), want: 200 }],
  ["200 for a body in Brotli", { given: packed("br", brotliCompressSync), want: 200 }],
  ["413 for a body over the limit once it is unpacked", { given: packed("gzip", gzipSync, LIMIT), want: 413 }],
  ["400 for a body that is not packed as it says", { given: packed("gzip", Buffer.from), want: 400 }],
  ["415 for a packing that nobody knows", { given: packed("x-unknown", Buffer.from), want: 415 }],
  ["413 for a body over the limit", { given: post(noteText({ x: "y".repeat(LIMIT) })), want: 413 }],
  ["500 for a handler that throws", { given: post(noteText({ payload: { text: "throws" } })), want: 500 }],
  ["200 for a slow handler, at the deadline", { given: post(noteText({ payload: { text: "slow" } })), want: 200 }],
  [
    "200 with the prototype's name in the body",
    { given: post(noteText().replace("{", '{"__proto__":{"a":1},')), want: 200 },
  ],
  ["200 with a member given twice", { given: post(noteText().replace("{", '{"secret_key":"x",')), want: 200 }],
];

export function conforms(adapter: Adapter): void {
  describe(adapter.name, () => {
    const { receiver, seen } = watched();
    let server: Server;
    beforeAll(async () => {
      server = await adapter.serve(receiver);
    });
    afterAll(() => server.close());

    const ask = (init: RequestInit): Promise<Response> => {
      return fetch(server.url, { ...init, signal: AbortSignal.timeout(5000) });
    };

    if (adapter.bodyGone === true) {
      test("answers 500, and tells why, where the body is gone; never hangs", async () => {
        const response = await ask(post(noteText()));
        expect([response.status, await response.text()]).toEqual([500, ""]);
        expect(seen.errors).toMatchObject([[{ message: expect.stringContaining("read before") }, { stage: "body" }]]);
      });
      return;
    }

    const decided = adapter.decidedBefore ?? {};
    test.each(cases.filter(([name]) => !(name in decided)))(
      "%s, and of a refusal its kind",
      async (_name, { given, want }) => {
        seen.results.length = 0;
        const response = await ask(given);
        const [{ status, outcome } = {}, ...more] = seen.results;
        expect([status, more]).toEqual([want, []]);
        const kind = want >= 400 && want < 500 ? outcome : "";
        expect([response.status, await response.text()]).toEqual([want, kind]);
        expect(JSON.stringify([...response.headers])).not.toMatch(/boom|throws|s3cr3t/);
        if (want === 405) expect(response.headers.get("allow")).toBe("POST");
      },
    );

    test.each(cases.filter(([name]) => name in decided))("%s: not ours to say", async (name, { given }) => {
      const handled = seen.texts.length;
      const { status } = await ask(given);
      expect(status).toBe(decided[name]);
      if (status !== 200) expect(seen.texts.length).toBe(handled);
    });

    test("hands on text beyond ASCII as it was", async () => {
      const text = "zażółć gęślą 漢字 👋 \u2028";
      await ask(post(noteText({ payload: { text } })));
      expect(seen.texts.at(-1)).toBe(text);
    });

    test("takes a body that comes in pieces, cut within a character", async () => {
      const bytes = new TextEncoder().encode(noteText({ payload: { text: "piecemeal 👋" } }));
      const stream = new ReadableStream<Uint8Array>({
        async start(controller) {
          for (let at = 0; at < bytes.length; at += 7) {
            controller.enqueue(bytes.subarray(at, at + 7));
            await sleep(1);
          }
          controller.close();
        },
      });
      const init: RequestInit & { duplex: "half" } = { method: "POST", headers: json, body: stream, duplex: "half" };
      expect((await ask(init)).status).toBe(200);
      expect(seen.texts.at(-1)).toBe("piecemeal 👋");
    });

    test("many at once: none is lost", async () => {
      const before = seen.texts.length;
      const all = await Promise.all(Array.from({ length: 100 }, () => ask(post(noteText()))));
      expect(all.every(({ status }) => status === 200)).toBe(true);
      expect(seen.texts.length - before).toBe(100);
    });

    if (adapter.whole === true) return;

    test("answers 408 to a body that does not end in time", async () => {
      const hasty = await adapter.serve(watched(150).receiver);
      const { hostname, port, pathname } = new URL(hasty.url);
      const head = await new Promise<string>((resolve) => {
        const socket = connect(Number(port), hostname);
        socket.on("error", () => undefined);
        socket.on("data", (data) => {
          resolve(data.toString());
          socket.destroy();
        });
        socket.write(
          `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"a`,
        );
      });
      await hasty.close();
      expect(head).toMatch(adapter.name.includes("behind") ? /^HTTP\/1\.1 / : /^HTTP\/1\.1 408 /);
    });

    test("answers 413 to a body without end, long before its end", async () => {
      const answer = await endlessPost(server.url);
      expect(answer.head).toMatch(/^HTTP\/1\.1 413 /);
      expect(answer.closed).toBe(true);
    });

    test("survives a client that goes away within a body", async () => {
      const { hostname, port, pathname } = new URL(server.url);
      const socket = connect(Number(port), hostname);
      socket.write(
        `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ncontent-length: 900\r\n\r\n{"a`,
      );
      await sleep(30);
      socket.destroy();
      await sleep(30);
      expect((await ask(post(noteText()))).status).toBe(200);
    });
  });
}

/** Sends a chunked body until the server stops it: what was answered, and whether the server cut the connection. */
function endlessPost(url: string): Promise<{ readonly head: string; readonly closed: boolean }> {
  const { hostname, port, pathname } = new URL(url);
  return new Promise((resolve) => {
    let head = "";
    const socket = connect(Number(port), hostname);
    const sending = setInterval(() => socket.write(`3e8\r\n${" ".repeat(1000)}\r\n`), 2);
    const giveUp = setTimeout(() => socket.destroy(), 8000);
    let gaveUp = false;
    giveUp.unref();
    setTimeout(() => (gaveUp = true), 7900).unref();
    socket.on("data", (data) => (head += data.toString()));
    socket.on("error", () => undefined);
    socket.on("close", () => {
      clearInterval(sending);
      clearTimeout(giveUp);
      resolve({ head, closed: !gaveUp });
    });
    socket.write(
      `POST ${pathname} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\ntransfer-encoding: chunked\r\n\r\n`,
    );
  });
}
