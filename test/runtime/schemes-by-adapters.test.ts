// Every scheme by every adapter, over real sockets: a genuine request is handled, one that somebody changed is not; and how each
// framework keeps the bytes that are signed.
import "reflect-metadata";
import { once } from "node:events";
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { buffer } from "node:stream/consumers";
import { getRequestListener } from "@hono/node-server";
import { bodyParser } from "@koa/bodyparser";
import { Controller, Module, Post, Req, Res } from "@nestjs/common";
import { NestFactory } from "@nestjs/core";
import express from "express";
import express4 from "express4";
import fastify, { type FastifyInstance } from "fastify";
import { Hono } from "hono";
import Koa from "koa";
import { afterEach, describe, expect, test, vi } from "vitest";
import { toExpressHandler } from "../../src/runtime/express.ts";
import { toFastifyHandler, toFastifyPlugin } from "../../src/runtime/fastify.ts";
import { toFetchHandler } from "../../src/runtime/fetch.ts";
import { createReceiverFor, type Receiver } from "../../src/runtime/index.ts";
import { toLambdaHandler } from "../../src/runtime/lambda.ts";
import { toNodeHandler } from "../../src/runtime/node.ts";
import { genuine, schemes } from "./schemes.ts";
import { info } from "./support.ts";

interface Served {
  readonly url: string;
  readonly close: () => Promise<unknown>;
}

interface Adapter {
  readonly serve: (receiver: Receiver) => Promise<Served>;
  /** A parser before the receiver keeps no bytes: signatures cannot be checked, and the console says what to do. */
  readonly withoutBytes?: string;
}

async function listen(listener: RequestListener): Promise<Served> {
  const server = createServer(listener);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const close = (): Promise<unknown> => {
    server.closeAllConnections();
    return new Promise((resolve) => server.close(resolve));
  };
  return { url: urlOf(server.address()), close };
}

function urlOf(address: string | AddressInfo | null): string {
  return `http://127.0.0.1:${typeof address === "object" ? String(address?.port) : ""}/webhooks`;
}

async function listenFastify(app: FastifyInstance): Promise<Served> {
  await app.listen({ port: 0, host: "127.0.0.1" });
  return { url: urlOf(app.server.address()), close: () => app.close() };
}

/** The bytes that a body parser of Express would throw away. */
const keepRaw = (request: IncomingMessage, _response: ServerResponse, bytes: Buffer): void => {
  Object.assign(request, { rawBody: bytes });
};

/** A controller as one writes it with decorators. */
async function serveNest(receiver: Receiver, rawBody: boolean): Promise<Served> {
  const handle = toExpressHandler(receiver);
  class Webhooks {
    receive(request: express.Request, response: express.Response): Promise<void> {
      return handle(request, response, () => undefined);
    }
  }
  Controller("webhooks")(Webhooks);
  Post()(Webhooks.prototype, "receive", Object.getOwnPropertyDescriptor(Webhooks.prototype, "receive") ?? {});
  Req()(Webhooks.prototype, "receive", 0);
  Res()(Webhooks.prototype, "receive", 1);
  class App {
    readonly name = "app";
  }
  Module({ controllers: [Webhooks] })(App);
  const app = await NestFactory.create(App, { rawBody, logger: false, forceCloseConnections: true });
  await app.listen(0, "127.0.0.1");
  return { url: `${await app.getUrl()}/webhooks`, close: () => app.close() };
}

const adapters: Readonly<Record<string, Adapter>> = {
  node: { serve: (receiver) => listen(toNodeHandler(receiver)) },
  "express 5": { serve: (receiver) => listen(express().all("/webhooks", toExpressHandler(receiver))) },
  "express 5, behind a parser that keeps the bytes": {
    serve: (receiver) =>
      listen(
        express()
          .use(express.json({ verify: keepRaw }))
          .all("/webhooks", toExpressHandler(receiver)),
      ),
  },
  "express 5, behind a parser": {
    serve: (receiver) => listen(express().use(express.json()).all("/webhooks", toExpressHandler(receiver))),
    withoutBytes: "express.json({ verify:",
  },
  "express 5, behind express.raw": {
    serve: (receiver) =>
      listen(
        express()
          .use(express.raw({ type: "application/json" }))
          .all("/webhooks", toExpressHandler(receiver)),
      ),
  },
  "express 4": { serve: (receiver) => listen(express4().all("/webhooks", toExpressHandler(receiver))) },
  "express 4, behind a parser that keeps the bytes": {
    serve: (receiver) =>
      listen(
        express4()
          .use(express4.json({ verify: keepRaw }))
          .all("/webhooks", toExpressHandler(receiver)),
      ),
  },
  nest: { serve: (receiver) => serveNest(receiver, true) },
  "nest, without rawBody": {
    serve: (receiver) => serveNest(receiver, false),
    withoutBytes: "NestFactory.create(AppModule, { rawBody: true })",
  },
  fastify: {
    serve: async (receiver) => {
      const app = fastify({ forceCloseConnections: true });
      await app.register(toFastifyPlugin(receiver), { path: "/webhooks" });
      return await listenFastify(app);
    },
  },
  "fastify, behind its parser": {
    serve: (receiver) => {
      const app = fastify({ forceCloseConnections: true });
      app.post("/webhooks", toFastifyHandler(receiver));
      return listenFastify(app);
    },
    withoutBytes: "register toFastifyPlugin(receiver)",
  },
  koa: {
    serve: (receiver) => {
      const handle = toNodeHandler(receiver);
      const app = new Koa().use(async (context) => {
        context.respond = false;
        await handle(context.req, context.res);
      });
      const listener = app.callback();
      return listen((request, response) => void listener(request, response));
    },
  },
  "koa, behind a parser that keeps the text": {
    serve: (receiver) => {
      const handle = toNodeHandler(receiver);
      const app = new Koa().use(bodyParser()).use(async (context) => {
        context.respond = false;
        await handle(Object.assign(context.req, { rawBody: context.request.rawBody }), context.res);
      });
      const listener = app.callback();
      return listen((request, response) => void listener(request, response));
    },
  },
  fetch: {
    serve: (receiver) => {
      const listener = getRequestListener(toFetchHandler(receiver));
      return listen((request, response) => void listener(request, response));
    },
  },
  hono: { serve: (receiver) => listenHono(receiver, false) },
  "hono, behind what read the body": { serve: (receiver) => listenHono(receiver, true) },
  lambda: {
    serve: (receiver) => {
      const handle = toLambdaHandler(receiver);
      return listen((request, response) => {
        const headers = Object.fromEntries(
          Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
        );
        void buffer(request)
          .then((bytes) =>
            handle({ httpMethod: "POST", headers, body: bytes.toString("base64"), isBase64Encoded: true }),
          )
          .then(({ statusCode, body }) => response.writeHead(statusCode).end(body));
      });
    },
  },
};

function listenHono(receiver: Receiver, reads: boolean): Promise<Served> {
  const handle = toFetchHandler(receiver);
  const app = new Hono();
  app.use(async (context, next) => {
    if (reads) await context.req.json().catch(() => undefined);
    await next();
  });
  app.post("/webhooks", (context) => handle(context.req));
  const listener = getRequestListener((request) => app.fetch(request));
  return listen((request, response) => void listener(request, response));
}

let served: Served | undefined;
afterEach(async () => {
  await served?.close();
  served = undefined;
  vi.restoreAllMocks();
});

describe.each(Object.entries(adapters))("%s:", (_adapter, { serve, withoutBytes }) => {
  test.each(Object.keys(schemes))("%s", async (name) => {
    const { convention, secret, options, other, method, headers, body } = await genuine(name);
    const texts: string[] = [];
    const told = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const make = createReceiverFor<{ note_added: { payload: { text: string } } }>({
      ...info,
      authentication: convention,
    });
    const handlers = { note_added: ({ payload }: { payload: { text: string } }) => void texts.push(payload.text) };
    const receiver = make({ ...options, secret: [other, secret], handlers, onError: () => undefined });
    served = await serve(receiver);
    const { url } = served;
    const ask = async (with_: Readonly<Record<string, string>>, text: string): Promise<number> =>
      (await fetch(url, { method, headers: with_, body: text })).status;
    const isSigned = !/^(?:secret|token|bearer|basic)$/.test(convention.scheme);
    if (isSigned && withoutBytes !== undefined) {
      expect([await ask(headers, body), await ask(headers, body)]).toEqual([500, 500]);
      expect(told.mock.calls).toEqual([[expect.stringContaining(withoutBytes)]]);
      return;
    }
    expect(await ask(headers, body)).toBe(200);
    const changed = isSigned ? body.replace("grüße", "grüsse") : body.replace(secret, "x");
    const plain = { "content-type": "application/json" };
    expect(await ask(isSigned ? headers : plain, changed)).toBe(401);
    expect(await ask(isSigned ? plain : { ...plain, "x-token": "x", authorization: "Bearer x" }, changed)).toBe(401);
    expect([texts, told.mock.calls]).toEqual([["grüße 👋"], []]);
  });
});
