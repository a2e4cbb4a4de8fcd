// Serves a receiver with Node's own http, https and http2 servers, and whatever builds on their requests.
import { discardRest, readNodeRequest, type NodeRequest } from "./node-request.js";
import type { Receiver } from "./receiver.js";
import type { ReceiveResult } from "./result.js";

export type { NodeRequest } from "./node-request.js";

/** What is used of `http.ServerResponse` and `http2.Http2ServerResponse`. */
export interface NodeResponse {
  statusCode: number;
  readonly headersSent: boolean;
  readonly setHeader: (name: string, value: string) => unknown;
  readonly end: () => unknown;
}

export type NodeHandler = (
  request: NodeRequest & { readonly body?: unknown; readonly originalUrl?: string },
  response: NodeResponse,
) => Promise<void>;

/**
 * `http.createServer(toNodeHandler(receiver))`. Takes what a body parser left in `request.body`; answers with a status
 * and no body; never rejects.
 */
export function toNodeHandler(receiver: Receiver): NodeHandler {
  return async (request, response) => {
    const { body, info } = readNodeRequest(request, request.body, request.originalUrl ?? request.url);
    send(response, await receiver.receive(body, info));
    discardRest(request);
  };
}

function send(response: NodeResponse, { status, headers = {} }: ReceiveResult): void {
  if (response.headersSent) return;
  response.statusCode = status;
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  response.setHeader("content-length", "0");
  response.end();
}
