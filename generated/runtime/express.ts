// Serves a receiver in Express 5 and 4, before or after a body parser.
import { toNodeHandler, type NodeHandler } from "./node.js";
import type { Receiver } from "./receiver.js";

/**
 * `app.all("/webhooks", toExpressHandler(receiver))`. Mounted before `express.json()` it keeps its own size limit;
 * behind it, it takes what the parser left. Answers every request itself: `next` is never called.
 */
export function toExpressHandler(receiver: Receiver): NodeHandler {
  return toNodeHandler(receiver);
}
