// What a body may look like on its way: forms, packed bytes, text in pieces, numbers that no program here can hold; and the
// requests by which vendors try an address out.
import { connect, type Socket } from "node:net";
import { once } from "node:events";
import { createServer } from "node:http";
import { gzipSync } from "node:zlib";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import fastify from "fastify";
import { describe, expect, test, vi } from "vitest";
import type { ChallengeConvention } from "../../src/runtime/challenge.ts";
import { toExpressHandler } from "../../src/runtime/express.ts";
import { toFastifyPlugin } from "../../src/runtime/fastify.ts";
import { toFetchHandler } from "../../src/runtime/fetch.ts";
import { toLambdaHandler } from "../../src/runtime/lambda.ts";
import { toNodeHandler } from "../../src/runtime/node.ts";
import * as web from "../../src/runtime/platform/web.ts";
import { Body, readBody } from "../../src/runtime/read-body.ts";
import { createReceiverFor, type RequestInfo, type VersionInfo } from "../../src/runtime/index.ts";
import { createReceiver, info, noteText, SECRET } from "./support.ts";

const form = "application/x-www-form-urlencoded";

describe("a form", () => {
  const options = { secret: SECRET, handlers: { note_added: () => undefined } };
  const receiver = createReceiverFor<{ note_added: object }>({ ...info, form: "payload" })(options);
  const sent = new URLSearchParams([["payload", noteText()]]).toString();

  test.each<[string, unknown, RequestInfo, string]>([
    ["is read where the vendor may send one", sent, { contentType: form }, "handled"],
    ["may say its charset", sent, { contentType: `${form}; charset=utf-8` }, "handled"],
    ["may come as bytes", new TextEncoder().encode(sent), { contentType: form }, "handled"],
    ["may have been parsed before", { payload: noteText() }, { contentType: form }, "handled"],
    ["goes beside JSON", noteText(), { contentType: "application/json" }, "handled"],
    ["without its field is malformed", "other=1", { contentType: form }, "malformed"],
    ["whose field holds no JSON is malformed", "payload=x", { contentType: form }, "malformed"],
    ["that says to be JSON is malformed", sent, { contentType: "application/json" }, "malformed"],
  ])("%s", async (_name, body, request, outcome) => {
    expect(await receiver.receive(body, { method: "POST", ...request })).toMatchObject({ outcome });
  });

  test("is refused where the vendor sends none", async () => {
    const own = createReceiver({ secret: SECRET, handlers: {} });
    expect(await own.receive(sent, { method: "POST", contentType: form })).toMatchObject({ status: 415 });
  });
});

async function* chunks(...parts: readonly unknown[]): AsyncGenerator<unknown> {
  for (const part of parts) yield await Promise.resolve(part);
}

describe("text in pieces", () => {
  const text = JSON.stringify({ text: "a👋b" });
  const at = text.indexOf("\ud83d") + 1;

  test.each<[string, readonly unknown[], string]>([
    ["cut within a character", [text.slice(0, at), text.slice(at)], "a👋b"],
    ["with a piece of nothing there", [text.slice(0, at), "", text.slice(at)], "a👋b"],
    ["a code unit each", Array.from({ length: text.length }, (_, index) => text[index]), "a👋b"],
    ["bytes behind it", [text.slice(0, at - 1), new TextEncoder().encode(text.slice(at - 1))], "a👋b"],
    ["half a character at the end", [`${text.slice(0, at)}`, '"}'], "a\ufffd"],
  ])("is put together before it is encoded: %s", async (_name, parts, want) => {
    for (const stream of [chunks(...parts), ReadableStream.from(parts)]) {
      const read = await readBody(stream, 1000);
      expect(read instanceof Body && read.parse()).toMatchObject({ json: { text: want } });
    }
  });

  test("counts what half a character at the end takes", async () => {
    expect(await readBody(chunks("ab", "\ud83d"), 5)).toBeInstanceOf(Body);
    expect(await readBody(chunks("ab", "\ud83d"), 4)).toEqual({ refused: "too-large" });
  });
});

describe("integers that are rounded", () => {
  test.each<[string, string, readonly string[]]>([
    ["are found by their path", '{"a":{"b/c":[1,9007199254740993]}}', ["/a/b~1c/1"]],
    ["are found below zero", '{"a":-9007199254740993}', ["/a"]],
    [
      "are found at any place",
      `{"${"x".repeat(37)}": 12345678901234567890, "b": 90071992547409930}`,
      [`/${"x".repeat(37)}`, "/b"],
    ],
    ["are not those that fit", '{"a":9007199254740991,"b":-9007199254740991}', []],
    ["are found behind many other characters", `{"ü":"${"ü€".repeat(40_000)}","b":[12345678901234567890]}`, ["/b/0"]],
    ["are found at the end of a list", `[${"1,".repeat(30)}9007199254740993]`, ["/30"]],
    ["are not in texts", '{"a":"9007199254740993","b":"x 9007199254740993, 1"}', []],
    ["are not fractions", '{"a":0.12345678901234567890}', []],
  ])("%s", async (_name, text, want) => {
    for (let blanks = 0; blanks < 17; blanks += 1) {
      const whole = " ".repeat(blanks) + text;
      for (const body of [whole, new TextEncoder().encode(whole)]) {
        const read = await readBody(body, 1_000_000);
        expect(read instanceof Body && read.parse()).toMatchObject({ rounded: want });
      }
    }
  });

  test("of a long list are told up to a number", async () => {
    const read = await readBody(`[${Array(1000).fill("9007199254740993").join()}]`, 100_000);
    const parsed = read instanceof Body ? read.parse() : undefined;
    expect(parsed && "rounded" in parsed && parsed.rounded.length).toBe(20);
  });
});

test("the web's way of unpacking gives what came, stops at the limit, and refuses what is not packed", async () => {
  const bytes = Uint8Array.from(gzipSync("x".repeat(5000)));
  expect(await web.unpack("gzip", bytes, 5000)).toEqual(new TextEncoder().encode("x".repeat(5000)));
  expect(await web.unpack("gzip", bytes, 4999)).toBe("too-large");
  await expect(web.unpack("gzip", new Uint8Array(5), 5000)).rejects.toThrow();
  expect(await web.unpack("br", bytes, 5000)).toBe("unknown");
});

describe("trying an address out", () => {
  const withChallenges = (...challenges: readonly ChallengeConvention[]): VersionInfo => ({ ...info, challenges });
  const make = (version: VersionInfo) =>
    createReceiverFor<{ note_added: object }>(version)({ secret: SECRET, handlers: {} });
  const body = (members: object): string => JSON.stringify({ secret_key: SECRET, ...members });

  test.each<[string, ChallengeConvention, unknown, RequestInfo, object]>([
    [
      "a GET by its query",
      { query: "hub.challenge" },
      "",
      { method: "GET", url: "/x?hub.mode=subscribe&hub.challenge=a%2Bb#c" },
      { status: 200, body: "a+b" },
    ],
    [
      "a whole URL",
      { query: "challenge" },
      null,
      { method: "GET", url: "https://x.example/?challenge=1" },
      { status: 200, body: "1" },
    ],
    ["another query", { query: "challenge" }, "", { method: "GET", url: "/challenge=1?x=1" }, { status: 405 }],
    [
      "a query without end",
      { query: "challenge" },
      "",
      { method: "GET", url: `/?challenge=${"x".repeat(2000)}` },
      { status: 405 },
    ],
    ["no GET", { query: "challenge" }, "", { method: "PUT", url: "/?challenge=1" }, { status: 405 }],
    ["a HEAD", { head: true }, "", { method: "HEAD" }, { status: 200, outcome: "challenged" }],
    ["a HEAD where none is known", { query: "x" }, "", { method: "HEAD", url: "/?x=1" }, { status: 405 }],
    [
      "a member of a body",
      { path: ["challenge"] },
      body({ type: "url_verification", challenge: "abc" }),
      {},
      { status: 200, body: "abc" },
    ],
    ["a member of a body that is not genuine", { path: ["challenge"] }, '{"challenge":"abc"}', {}, { status: 401 }],
    [
      "a webhook that has such a member too",
      { path: ["challenge"] },
      noteText({ challenge: "abc" }),
      {},
      { outcome: "unhandled" },
    ],
    ["a member of another kind", { path: ["challenge"] }, body({ challenge: 1 }), {}, { outcome: "unknown" }],
    [
      "a ping",
      { path: ["type"], equals: 0, status: 204 },
      body({ type: 0 }),
      {},
      { status: 204, outcome: "challenged" },
    ],
    ["no ping", { path: ["type"], equals: 0, status: 204 }, body({ type: "0" }), {}, { outcome: "unknown" }],
  ])("%s", async (_name, challenge, given, request, want) => {
    const result = await make(withChallenges(challenge)).receive(given, request);
    expect(result).toMatchObject(want);
    if ("body" in result) expect(result.headers).toMatchObject({ "x-content-type-options": "nosniff" });
  });

  const receiver = make(withChallenges({ query: "hub.challenge" }, { head: true }, { path: ["challenge"] }));

  test("is answered by every adapter", async () => {
    const handle = toNodeHandler(receiver);
    const plain = createServer((request, response) => void handle(request, response));
    const app = express().all("/", toExpressHandler(receiver, { passGet: true }));
    const plugged = fastify({ forceCloseConnections: true });
    await plugged.register(toFastifyPlugin(receiver));
    await plugged.ready();
    for (const server of [plain, createServer(app), plugged.server]) {
      server.listen(0, "127.0.0.1");
      await once(server, "listening");
      const address = server.address();
      const url = `http://127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}/`;
      const got = await fetch(`${url}?hub.challenge=zażółć`);
      expect([got.status, await got.text()]).toEqual([200, "zażółć"]);
      expect((await fetch(url, { method: "HEAD" })).status).toBe(200);
      const headers = { "content-type": "application/json" };
      const posted = await fetch(url, { method: "POST", headers, body: body({ challenge: "abc" }) });
      expect([posted.headers.get("content-type"), await posted.text()]).toEqual(["text/plain; charset=utf-8", "abc"]);
      server.close();
      server.closeAllConnections();
    }
    await plugged.close();
    const response = await toFetchHandler(receiver)(new Request("http://x/?hub.challenge=abc"));
    expect(await response.text()).toBe("abc");
    const lambda = toLambdaHandler(receiver);
    expect(
      await lambda({ httpMethod: "GET", path: "/", queryStringParameters: { "hub.challenge": "a b" } }),
    ).toMatchObject({ statusCode: 200, body: "a b" });
    expect(
      await lambda({
        requestContext: { http: { method: "GET" } },
        rawPath: "/",
        rawQueryString: "hub.challenge=a%20b",
      }),
    ).toMatchObject({ body: "a b" });
  });

  test("is left to others where a GET is passed on, unless the vendor asks by one", async () => {
    const next = vi.fn();
    const response = { statusCode: 0, headersSent: false, setHeader: vi.fn(), write: vi.fn(), end: vi.fn() };
    const request = Object.assign(chunks(), {
      method: "GET",
      url: "/",
      headers: {},
      complete: true,
      resume: vi.fn(),
      destroy: vi.fn(),
      once: vi.fn(),
    });
    const own = createReceiver({ secret: SECRET, handlers: {} });
    await toExpressHandler(own, { passGet: true })(request, response, next);
    expect([next.mock.calls.length, response.statusCode]).toEqual([1, 0]);
    await toExpressHandler(own)(request, response, next);
    expect([next.mock.calls.length, response.statusCode]).toEqual([1, 405]);
    await toExpressHandler(receiver, { passGet: true })(
      { ...request, url: "/?hub.challenge=1", [Symbol.asyncIterator]: chunks },
      response,
      next,
    );
    expect([next.mock.calls.length, response.statusCode]).toEqual([1, 200]);
  });
});

describe("a client that asks for the connection to be closed", () => {
  const receiver = createReceiver({ secret: SECRET, handlers: {}, maxBytes: 2000 });

  const statusOf = async (port: number, head: string, size: number): Promise<string> => {
    const socket: Socket = connect(port, "127.0.0.1");
    let got = "";
    socket.on("data", (data) => (got += data.toString()));
    socket.on("error", () => undefined);
    const closed = once(socket, "close");
    socket.write(`POST / HTTP/1.1\r\nhost: x\r\nconnection: close\r\ncontent-type: application/json\r\n${head}\r\n`);
    for (let left = size; left > 0 && socket.writable; left -= 50_000) {
      socket.write(" ".repeat(50_000));
      await new Promise((resolve) => setImmediate(resolve));
    }
    await closed;
    return got.slice(0, 12);
  };

  test.each<[string, () => Promise<{ port: number; close: () => Promise<unknown> }>]>([
    [
      "node",
      async () => {
        const handle = toNodeHandler(receiver);
        const server = createServer((request, response) => void handle(request, response));
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        return { port: portOf(server.address()), close: () => new Promise((resolve) => server.close(resolve)) };
      },
    ],
    [
      "fastify",
      async () => {
        const app = fastify({ forceCloseConnections: true });
        await app.register(toFastifyPlugin(receiver));
        await app.listen({ port: 0, host: "127.0.0.1" });
        return { port: portOf(app.server.address()), close: () => app.close() };
      },
    ],
    [
      "fetch, served by Hono",
      async () => {
        const listener = getRequestListener(toFetchHandler(receiver));
        const server = createServer((request, response) => void listener(request, response));
        server.listen(0, "127.0.0.1");
        await once(server, "listening");
        return { port: portOf(server.address()), close: () => new Promise((resolve) => server.close(resolve)) };
      },
    ],
  ])("gets its 413 from %s", async (_name, serve) => {
    const { port, close } = await serve();
    const statuses = [];
    for (let time = 0; time < 20; time += 1) {
      statuses.push(await statusOf(port, "content-length: 1000000\r\n", 1_000_000));
    }
    expect(new Set(statuses)).toEqual(new Set(["HTTP/1.1 413"]));
    await close();
  });

  function portOf(address: unknown): number {
    return typeof address === "object" && address !== null && "port" in address ? Number(address.port) : 0;
  }
});
