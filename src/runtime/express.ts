// Serves a receiver in Express 5 and 4, before or after a body parser.
import { toNodeHandler, type NodeHandler } from "./node.ts";
import type { Receiver } from "./receiver.ts";

export interface ExpressOptions {
  /** Hands GET and HEAD on to what is mounted behind, unless the vendor tries the address out by one. */
  readonly passGet?: boolean;
}

export type ExpressHandler = (
  request: Parameters<NodeHandler>[0],
  response: Parameters<NodeHandler>[1],
  next: () => unknown,
) => Promise<void>;

/**
 * `app.all("/webhooks", toExpressHandler(receiver))`. Mounted before `express.json()` it keeps its own size limit, and the
 * bytes that a signature is over; behind it, it takes what the parser left. Answers every request itself but for what
 * `passGet` hands on.
 */
export function toExpressHandler(receiver: Receiver, { passGet = false }: ExpressOptions = {}): ExpressHandler {
  const handle = toNodeHandler(receiver);
  const passes = passGet && receiver.answersGet !== true;
  return async (request, response, next) => {
    if (passes && (request.method === "GET" || request.method === "HEAD")) next();
    else await handle(request, response);
  };
}
