// What a Node server's request holds of a webhook, whether or not a body parser ran.
import { consumedBody } from "./broken-body.js";
import type { RequestInfo } from "./request-info.js";

/** What is used of `http.IncomingMessage`, `http2.Http2ServerRequest` and the requests that frameworks make of them. */
export interface NodeRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  readonly readableDidRead?: boolean;
  readonly readableEnded?: boolean;
  readonly complete?: boolean;
  readonly iterator?: (options: { readonly destroyOnReturn: boolean }) => AsyncIterable<unknown>;
  readonly resume: () => unknown;
  readonly destroy: () => unknown;
  readonly once: (event: string, listener: () => void) => unknown;
}

export interface NodeWebhook {
  readonly body: unknown;
  readonly info: RequestInfo;
}

/** What a parser left wins; without it the stream is read; where both are gone the body says so instead of hanging. */
export function readNodeRequest(
  request: NodeRequest,
  parsed: unknown,
  url: string | undefined = request.url,
): NodeWebhook {
  const { method, headers } = request;
  const contentType = header(headers["content-type"]);
  const contentLength = header(headers["content-length"]);
  const head = { method, url, contentType, contentLength, header: (name: string) => header(headers[name]) };
  const unread = !wasRead(request);
  // Some parsers leave `{}` or null for what they do not parse, and the stream as it was.
  if (parsed !== undefined && !(unread && isEmpty(parsed))) return { body: parsed, info: head };
  const info = { ...head, contentEncoding: header(headers["content-encoding"]) };
  return { body: unread ? bodyOf(request) : consumedBody(), info };
}

function wasRead(request: NodeRequest): boolean {
  return request.readableDidRead === true || request.readableEnded === true;
}

/** Leaving the iterator early must not destroy the connection that the answer has to go out on. */
function bodyOf(request: NodeRequest): AsyncIterable<unknown> {
  return typeof request.iterator === "function" ? request.iterator({ destroyOnReturn: false }) : request;
}

function isEmpty(value: unknown): boolean {
  if (value === null) return true;
  return typeof value === "object" && !ArrayBuffer.isView(value) && Object.keys(value).length === 0;
}

function header(value: string | readonly string[] | undefined): string | undefined {
  return value === undefined || typeof value === "string" ? value : value[0];
}

/**
 * Throws away what is left of a request that was answered before its end, so that the client comes to read the answer;
 * closes the connection on clients that go on sending for longer than a second.
 */
export function discardRest(request: NodeRequest): void {
  if (request.complete === true) {
    request.resume();
    return;
  }
  const timer = setTimeout(() => request.destroy(), LONGEST_DISCARD);
  const stop = (): void => {
    clearTimeout(timer);
  };
  request.once("end", stop);
  request.once("close", stop);
  request.resume();
}

const LONGEST_DISCARD = 1000;
