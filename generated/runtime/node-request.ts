// What a Node server's request holds of a webhook, whether or not a body parser ran.
import { consumedBody } from "./read-body.js";
import type { RequestInfo } from "./check-request.js";

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

export interface ParsedRequest {
  /** What a parser left of the body. */
  readonly parsed?: unknown;
  /** The bytes or the text that it was parsed from, where somebody kept them. */
  readonly raw?: unknown;
  readonly url?: string | undefined;
  readonly keepRaw?: string;
}

/** The raw body wins, then what a parser left; without them the stream is read; where all are gone the body says so instead of hanging. */
export function readNodeRequest(request: NodeRequest, { parsed, raw, url, keepRaw }: ParsedRequest = {}): NodeWebhook {
  const { method, headers } = request;
  const contentType = header(headers["content-type"]);
  const contentLength = header(headers["content-length"]);
  const head = {
    ...{ method, url: url ?? request.url, contentType, contentLength, keepRaw },
    header: (name: string) => header(headers[name]),
  };
  if (typeof raw === "string" || raw instanceof Uint8Array) return { body: raw, info: head };
  const unread = !wasRead(request);
  // Some parsers leave `{}` or null for what they do not parse, and the stream as it was, or for a body of nothing.
  const isLeft = parsed !== undefined && !((unread || contentLength === "0") && isEmpty(parsed));
  if (isLeft) return { body: parsed, info: head };
  const info = { ...head, contentEncoding: header(headers["content-encoding"]) };
  return { body: unread ? bodyOf(request) : contentLength === "0" ? "" : consumedBody(), info };
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
  return value === undefined || typeof value === "string" ? value : value.join(", ");
}

/**
 * Throws away what is left of a request that is answered before its end, so that the client comes to read the answer: a
 * connection that is closed while bytes are coming in takes the answer with it. Waits for the end, but no longer than a
 * second; false where more would come.
 */
export function discardRest(request: NodeRequest): Promise<boolean> {
  request.resume();
  if (request.complete === true) return Promise.resolve(true);
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(false);
    }, LONGEST_DISCARD);
    const stop = (): void => {
      clearTimeout(timer);
      resolve(true);
    };
    request.once("end", stop);
    request.once("close", stop);
  });
}

const LONGEST_DISCARD = 1000;
