// Every adapter in the real framework, before and behind body parsers, held to one suite.
import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import { createServer as createHttp2Server, connect as connectHttp2 } from "node:http2";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { getRequestListener } from "@hono/node-server";
import express from "express";
import express4 from "express4";
import fastify, { type FastifyInstance } from "fastify";
import { Hono } from "hono";
import { describe, expect, test } from "vitest";
import { toExpressHandler } from "../../src/runtime/express.ts";
import { toFastifyHandler, toFastifyPlugin } from "../../src/runtime/fastify.ts";
import { toFetchHandler } from "../../src/runtime/fetch.ts";
import { toLambdaHandler, type LambdaEvent } from "../../src/runtime/lambda.ts";
import { toNodeHandler } from "../../src/runtime/node.ts";
import { conforms, type Server } from "./conformance.ts";
import { createReceiver, noteText, SECRET } from "./support.ts";

const PATH = "/webhooks";

async function listen(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return { url: addressOf(server.address()), close: () => closed(server) };
}

function addressOf(address: string | AddressInfo | null): string {
  if (address === null || typeof address === "string") throw new Error("no port");
  return `http://127.0.0.1:${String(address.port)}${PATH}`;
}

async function closed(server: ReturnType<typeof createServer>): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

conforms({ name: "node", serve: (receiver) => listen(toNodeHandler(receiver)) });

conforms({
  name: "node, behind something that read the body",
  bodyGone: true,
  serve: (receiver) => {
    const handle = toNodeHandler(receiver);
    return listen((request, response) => {
      void buffer(request).then(() => handle(request, response));
    });
  },
});

const unpacking = {
  "400 for a body that is not packed as it says": 400,
  "415 for a packing that nobody knows": 415,
};

/** Where something before the receiver takes packed bytes for text. */
function packedBehind(status: number): Readonly<Record<string, number>> {
  const names = ["gzip", "deflate", "Brotli"].map((name) => `200 for a body in ${name}`);
  return Object.fromEntries(
    [...names, "413 for a body over the limit once it is unpacked"].map((name) => [name, status]),
  );
}

const expressParsers = [
  {
    kind: "json",
    parser: express.json,
    decidedBefore: { "400 for no JSON": 400, "413 for a body over the limit once it is unpacked": 200, ...unpacking },
  },
  { kind: "raw", parser: express.raw, decidedBefore: unpacking },
  { kind: "text", parser: express.text, decidedBefore: unpacking },
];

for (const [name, framework] of [
  ["express 5", express],
  ["express 4", express4],
] as const) {
  conforms({ name, serve: (receiver) => listen(framework().all(PATH, toExpressHandler(receiver))) });
  conforms({
    name: `${name}, mounted`,
    serve: (receiver) => listen(framework().use(PATH, toExpressHandler(receiver))),
  });
  for (const { kind, parser, decidedBefore } of expressParsers) {
    conforms({
      name: `${name}, behind ${kind}()`,
      whole: true,
      decidedBefore,
      serve: (receiver) => {
        const app = framework();
        app.use(parser({ type: "application/json", limit: "10mb" }));
        return listen(app.all(PATH, toExpressHandler(receiver)));
      },
    });
  }
}

async function listenFastify(app: FastifyInstance): Promise<Server> {
  await app.listen({ port: 0, host: "127.0.0.1" });
  return { url: addressOf(app.server.address()), close: () => app.close() };
}

conforms({
  name: "fastify, as a plugin",
  serve: async (receiver) => {
    const app = fastify({ forceCloseConnections: true });
    await app.register(toFastifyPlugin(receiver), { path: PATH });
    return await listenFastify(app);
  },
});

conforms({
  name: "fastify, behind its parser",
  whole: true,
  decidedBefore: {
    "400 for no JSON": 400,
    "400 for no body": 400,
    "200 with the prototype's name in the body": 400,
    "415 for a form": 415,
    ...packedBehind(400),
    "400 for a body that is not packed as it says": 200,
    "415 for a packing that nobody knows": 200,
  },
  serve: (receiver) => {
    const app = fastify({ forceCloseConnections: true });
    app.all(PATH, toFastifyHandler(receiver));
    return listenFastify(app);
  },
});

const listenFetch = (handle: (request: Request) => Response | Promise<Response>): Promise<Server> => {
  const listener = getRequestListener(handle);
  return listen((request, response) => void listener(request, response));
};

conforms({ name: "fetch", serve: (receiver) => listenFetch(toFetchHandler(receiver)) });

conforms({
  name: "hono",
  serve: (receiver) => {
    const handle = toFetchHandler(receiver);
    const app = new Hono().all(PATH, (context) => handle(context.req));
    return listenFetch((request) => app.fetch(request));
  },
});

conforms({
  name: "hono, behind what read the body as text",
  whole: true,
  decidedBefore: packedBehind(400),
  serve: (receiver) => {
    const handle = toFetchHandler(receiver);
    const app = new Hono();
    app.use(async (context, next) => {
      await context.req.text();
      await next();
    });
    app.all(PATH, (context) => handle(context.req));
    return listenFetch((request) => app.fetch(request));
  },
});

conforms({
  name: "fetch, behind what read the body",
  bodyGone: true,
  serve: (receiver) => {
    const handle = toFetchHandler(receiver);
    return listenFetch(async (request) => {
      await request.text();
      return await handle(request);
    });
  },
});

interface Sent {
  readonly method: string;
  readonly headers: Record<string, string>;
  readonly bytes: Buffer;
}

/** Events as the four sources of them make them. */
const events: Readonly<Record<string, (sent: Sent) => LambdaEvent>> = {
  "REST API": ({ method, headers, bytes }) => ({
    httpMethod: method,
    path: PATH,
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toUpperCase(), value])),
    body: bytes.length === 0 ? null : bytes.toString("content-encoding" in headers ? "base64" : "utf8"),
    isBase64Encoded: "content-encoding" in headers,
  }),
  "HTTP API and function URL": ({ method, headers, bytes }) => ({
    rawPath: PATH,
    requestContext: { http: { method } },
    headers,
    ...(bytes.length > 0 && { body: bytes.toString("base64") }),
    isBase64Encoded: true,
  }),
  "load balancer, many values": ({ method, headers, bytes }) => ({
    httpMethod: method,
    path: PATH,
    multiValueHeaders: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]])),
    body: bytes.toString("base64"),
    isBase64Encoded: true,
  }),
};

for (const [name, eventOf] of Object.entries(events)) {
  conforms({
    name: `lambda, ${name}`,
    whole: true,
    serve: (receiver) => {
      const handle = toLambdaHandler(receiver);
      return listen((request, response) => {
        const { method = "", headers } = request;
        const plain = Object.fromEntries(Object.entries(headers).map(([key, value]) => [key, String(value)]));
        void buffer(request)
          .then((bytes) => handle(eventOf({ method, headers: plain, bytes })))
          .then(({ statusCode, headers: sent, multiValueHeaders, body }) => {
            response.writeHead(statusCode, multiValueHeaders ?? sent).end(body);
          });
      });
    },
  });
}

const receiver = createReceiver({ secret: SECRET, handlers: { note_added: () => undefined } });

test("lambda takes a body that was parsed before, an event without a head, and no event", async () => {
  const handle = toLambdaHandler(receiver);
  expect(await handle({ body: JSON.parse(noteText()) })).toMatchObject({ statusCode: 200 });
  expect(await handle({ body: "%%%", isBase64Encoded: true })).toMatchObject({ statusCode: 400 });
  expect(await handle({})).toMatchObject({ statusCode: 400 });
  expect(await handle(undefined)).toMatchObject({ statusCode: 400 });
});

test("lambda waits for handlers whatever the receiver acknowledges", async () => {
  let done = false;
  const early = createReceiver({
    secret: SECRET,
    acknowledge: "early",
    handlers: {
      note_added: async () => {
        await new Promise((resolve) => setTimeout(resolve, 20));
        done = true;
      },
    },
  });
  expect(await toLambdaHandler(early)({ body: noteText() })).toMatchObject({ statusCode: 200 });
  expect(done).toBe(true);
});

test("fetch gives a pending handler to the platform's waitUntil", async () => {
  const waited: Promise<unknown>[] = [];
  const early = createReceiver({ secret: SECRET, acknowledge: "early", handlers: { note_added: () => undefined } });
  const request = new Request("http://x/", {
    method: "POST",
    body: noteText(),
    headers: { "content-type": "application/json" },
  });
  const context = { waitUntil: (promise: Promise<unknown>) => void waited.push(promise) };
  expect((await toFetchHandler(early)(request, {}, context)).status).toBe(200);
  expect(waited).toHaveLength(1);
  await Promise.all(waited);
});

test.each<[string, unknown]>([
  [
    "throws",
    {
      waitUntil: () => {
        throw new TypeError("illegal invocation");
      },
    },
  ],
  ["rejects", { waitUntil: () => Promise.reject(new Error("too late")) }],
  [
    "cannot be read",
    {
      get waitUntil() {
        throw new Error("this context has no execution context");
      },
    },
  ],
])("a waitUntil that %s takes no answer's place, and no handler's", async (_name, context) => {
  let handledOne = false;
  const handlers = {
    note_added: () => {
      handledOne = true;
    },
  };
  const early = createReceiver({ secret: SECRET, acknowledge: "early", handlers });
  const headers = { "content-type": "application/json" };
  const request = new Request("http://x/", { method: "POST", body: noteText(), headers });
  expect((await toFetchHandler(early)(request, {}, context)).status).toBe(200);
  await new Promise((resolve) => setTimeout(resolve, 20));
  expect(handledOne).toBe(true);
});

const scalars = ["null", '"text"', '""', "5", "true", "[]", JSON.stringify("x".repeat(50))];

describe.each<[string, () => Promise<Server>]>([
  [
    "express 5",
    () =>
      listen(
        express()
          .use(express.json({ strict: false }))
          .all(PATH, toExpressHandler(receiver)),
      ),
  ],
  [
    "express 4",
    () =>
      listen(
        express4()
          .use(express4.json({ strict: false }))
          .all(PATH, toExpressHandler(receiver)),
      ),
  ],
  [
    "fastify",
    () => {
      const app = fastify({ forceCloseConnections: true });
      app.all(PATH, toFastifyHandler(receiver));
      return listenFastify(app);
    },
  ],
])("behind the JSON parser of %s", (_name, serve) => {
  test.each(scalars)("%s is 400", async (body) => {
    const server = await serve();
    try {
      const headers = { "content-type": "application/json" };
      expect((await fetch(server.url, { method: "POST", headers, body })).status).toBe(400);
    } finally {
      await server.close();
    }
  });
});

test("node's handler serves HTTP/2", async () => {
  const handle = toNodeHandler(receiver);
  const server = createHttp2Server((request, response) => void handle(request, response));
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const session = connectHttp2(addressOf(server.address()));
  const stream = session.request({ ":method": "POST", ":path": PATH, "content-type": "application/json" });
  stream.end(noteText());
  const [headers] = await once(stream, "response");
  expect(headers).toMatchObject({ ":status": 200 });
  session.close();
  await new Promise((resolve) => server.close(resolve));
});
