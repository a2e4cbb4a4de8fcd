// Serves a receiver with Node's own http, https and http2 servers, and whatever builds on their requests.
import { discardRest, readNodeRequest, type NodeRequest } from "./node-request.js";
import type { Receiver } from "./receiver.js";
import { answerText, type ReceiveResult } from "./result.js";

export type { NodeRequest } from "./node-request.js";

/** What is used of `http.ServerResponse` and `http2.Http2ServerResponse`. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  readonly setHeader: (name: string, value: string) => unknown;
  readonly write: (text: string) => unknown;
  readonly flushHeaders?: () => unknown;
  readonly end: () => unknown;
}

export type NodeHandler = (
  request: NodeRequest & { readonly body?: unknown; readonly rawBody?: unknown; readonly originalUrl?: string },
  response: NodeResponse,
) => Promise<void>;

/** What body parsers of Node's servers have to be told. */
const KEEP_RAW =
  "mount the receiver before the body parser, or let the parser keep them: express.json({ verify: (request, _response, bytes) => { request.rawBody = bytes; } }); in Nest: NestFactory.create(AppModule, { rawBody: true })";

/**
 * `http.createServer(toNodeHandler(receiver))`. Takes what a body parser left in `request.body`, and the bytes or text in
 * `request.rawBody` where somebody kept them; the body of its answers is a word at most; never rejects.
 */
export function toNodeHandler(receiver: Receiver): NodeHandler {
  return async (request, response) => {
    const { body: parsed, rawBody: raw, originalUrl: url } = request;
    const { body, info } = readNodeRequest(request, { parsed, raw, url, keepRaw: KEEP_RAW });
    await send(request, response, await receiver.receive(body, info));
  };
}

/** The answer is on its way before the rest of the request is thrown away, and ends after that. */
async function send(request: NodeRequest, response: NodeResponse, result: ReceiveResult): Promise<void> {
  const { status, headers = {} } = result;
  const text = answerText(result);
  if (!response.headersSent) {
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (status !== 204) response.setHeader("content-length", String(new TextEncoder().encode(text).length));
    if (request.complete !== true) response.flushHeaders?.();
    if (text !== "") response.write(text);
  }
  const ended = request.complete === true || (await discardRest(request));
  response.end();
  if (!ended) request.destroy();
}
