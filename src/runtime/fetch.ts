// Serves a receiver wherever a Request becomes a Response: Hono, Bun, Deno, Workers, Next.
import { consumedBody } from "./read-body.ts";
import type { Receiver } from "./receiver.ts";
import { answerText, type ReceiveResult } from "./result.ts";

/** A framework's request around the platform's, which keeps a body that was read: `c.req` of Hono. */
export interface WrappedRequest {
  readonly raw: Request;
  readonly arrayBuffer: () => Promise<ArrayBuffer>;
}

/** Whatever the platform hands over beside the request; one with `waitUntil` keeps a handler alive after the answer. */
export type FetchHandler = (request: Request | WrappedRequest, ...platform: readonly unknown[]) => Promise<Response>;

/**
 * `export default { fetch: toFetchHandler(receiver) }`, or `app.all("/webhooks", (c) => handle(c.req))` in Hono, which
 * also works behind what has read the body. Answers with a status and no body; never rejects.
 */
export function toFetchHandler(receiver: Receiver): FetchHandler {
  return async (given, ...platform) => {
    const request = "raw" in given ? given.raw : given;
    const { method, url, headers } = request;
    const result = await receiver.receive(bodyOf(given, request), {
      method,
      url,
      header: (name) => headers.get(name) ?? undefined,
      contentType: headers.get("content-type"),
      contentEncoding: headers.get("content-encoding"),
      contentLength: headers.get("content-length"),
    });
    keepAlive(result, platform);
    const text = answerText(result);
    return new Response(text === "" ? null : text, { status: result.status, headers: { ...result.headers } });
  };
}

function bodyOf(given: Request | WrappedRequest, request: Request): unknown {
  if (!request.bodyUsed) return request.body ?? "";
  return "raw" in given ? whole(given) : consumedBody();
}

/** What the wrapper kept of a body that was read, once it is asked for. */
async function* whole(wrapped: WrappedRequest): AsyncGenerator<Uint8Array, void, undefined> {
  yield new Uint8Array(await wrapped.arrayBuffer());
}

/** A platform that refuses to wait is one that does not wait: what it throws must not take the answer's place. */
function keepAlive(result: ReceiveResult, platform: readonly unknown[]): void {
  if (!("completion" in result) || result.completion === undefined) return;
  try {
    const waiting: unknown = platform.find(isWaiting)?.waitUntil(result.completion);
    if (waiting instanceof Promise) waiting.catch(() => undefined);
  } catch {
    return;
  }
}

interface Waiting {
  readonly waitUntil: (completion: Promise<unknown>) => unknown;
}

function isWaiting(value: unknown): value is Waiting {
  return typeof value === "object" && value !== null && "waitUntil" in value && typeof value.waitUntil === "function";
}
