// Serves a receiver in Fastify 5: as a plugin that reads bodies itself, or as a handler behind Fastify's parsers.
import { discardRest, readNodeRequest, type NodeRequest } from "./node-request.ts";
import type { Receiver } from "./receiver.ts";
import { answerText } from "./result.ts";

export interface FastifyRequestLike {
  readonly body?: unknown;
  readonly rawBody?: unknown;
  readonly originalUrl?: string;
  readonly raw: NodeRequest;
}

export interface FastifyReplyLike {
  readonly code: (status: number) => unknown;
  readonly header: (name: string, value: string) => unknown;
  readonly send: (text: string) => unknown;
}

export type FastifyHandler = (request: FastifyRequestLike, reply: FastifyReplyLike) => Promise<unknown>;

type ContentTypeParser = (
  request: unknown,
  payload: unknown,
  done: (error: Error | null, body?: unknown) => void,
) => void;

export interface FastifyLike {
  readonly removeAllContentTypeParsers: () => unknown;
  readonly addContentTypeParser: (contentType: string, parser: ContentTypeParser) => unknown;
  readonly all: (path: string, handler: FastifyHandler) => unknown;
}

export interface FastifyPluginOptions {
  /** Where webhooks arrive. Default `/`, below the prefix of the registration. */
  readonly path?: string;
}

export type FastifyPlugin = (instance: FastifyLike, options: FastifyPluginOptions, done: () => void) => void;

/**
 * `app.register(toFastifyPlugin(receiver), { path: "/webhooks" })`: the receiver's own limits and statuses, whatever
 * parsers the rest of the application has.
 */
export function toFastifyPlugin(receiver: Receiver): FastifyPlugin {
  const handler = toFastifyHandler(receiver);
  return (instance, { path = "/" }, done) => {
    instance.removeAllContentTypeParsers();
    instance.addContentTypeParser("*", (_request, _payload, parsed) => {
      parsed(null, undefined);
    });
    instance.all(path, handler);
    done();
  };
}

const KEEP_RAW = "register toFastifyPlugin(receiver) in the place of toFastifyHandler(receiver), or fastify-raw-body";

/** `app.post("/webhooks", toFastifyHandler(receiver))`: behind Fastify's own parser, its limit and its refusals. */
export function toFastifyHandler(receiver: Receiver): FastifyHandler {
  return async (request, reply) => {
    const { body: parsed, rawBody: raw, originalUrl: url } = request;
    const { body, info } = readNodeRequest(request.raw, { parsed, raw, url, keepRaw: KEEP_RAW });
    const result = await receiver.receive(body, info);
    const ended = await discardRest(request.raw);
    reply.code(result.status);
    for (const [name, value] of Object.entries(result.headers ?? {})) reply.header(name, value);
    if (!ended) reply.header("connection", "close");
    reply.send(answerText(result));
    return reply;
  };
}
