// Reads a body of any kind to a JSON object or list, and stops at the limit.

export type JsonObject = Record<string, unknown>;

/** A body: one webhook, or a list of them. */
export type Json = JsonObject | readonly unknown[];

/** `own`: the object was made here, nobody else holds it. `bytes`: how many were read, 0 where that cannot be known. */
export type ReadBody =
  | { readonly json: Json; readonly own: boolean; readonly bytes: number }
  | { readonly refused: "malformed"; readonly reason: string }
  | { readonly refused: "too-large" }
  | { readonly refused: "timed-out" };

/** A body that was read before, to be handed from one reader to the next. */
export class BodyRead {
  readonly read: ReadBody;
  /** When reading began, as `performance.now()` has it. */
  readonly since: number;

  constructor(read: ReadBody, since: number) {
    this.read = read;
    this.since = since;
  }
}

/**
 * Takes text, bytes, a stream of either (a web stream or anything async iterable) or an object that was parsed before.
 * Only streams need waiting for. Throws, or rejects, only with what a stream throws.
 */
export function readBody(body: unknown, maxBytes: number): ReadBody | Promise<ReadBody> {
  if (typeof body === "string") return fromText(body, maxBytes);
  if (body instanceof Uint8Array) return fromBytes(body, maxBytes);
  if (typeof body !== "object" || body === null) return malformed("there is no body");
  if (ArrayBuffer.isView(body)) {
    return fromBytes(new Uint8Array(body.buffer, body.byteOffset, body.byteLength), maxBytes);
  }
  if (body instanceof ArrayBuffer) return fromBytes(new Uint8Array(body), maxBytes);
  if (isWebStream(body)) return fromChunks(chunksOf(body), maxBytes);
  if (isAsyncIterable(body)) return fromChunks(body, maxBytes);
  if (body instanceof BodyRead) return withinLimit(body.read, maxBytes);
  return asJson(body, false, 0);
}

function withinLimit(read: ReadBody, maxBytes: number): ReadBody {
  return "json" in read && read.bytes > maxBytes ? { refused: "too-large" } : read;
}

/** A chunk is copied before the next one is asked for: thousands of small ones cost no more than their bytes. */
async function fromChunks(stream: AsyncIterable<unknown>, maxBytes: number): Promise<ReadBody> {
  let held = new Uint8Array(0);
  let total = 0;
  for await (const chunk of stream) {
    const bytes = typeof chunk === "string" ? encoder.encode(chunk) : chunk;
    if (!(bytes instanceof Uint8Array)) return malformed("the stream gave something other than bytes");
    const end = total + bytes.byteLength;
    if (end > maxBytes) return { refused: "too-large" };
    if (end > held.byteLength) held = grown(held, Math.min(Math.max(end, 2 * total), maxBytes));
    held.set(bytes, total);
    total = end;
  }
  return fromBytes(held.subarray(0, total), maxBytes);
}

function grown(held: Uint8Array, size: number): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(size);
  wider.set(held);
  return wider;
}

const encoder = new TextEncoder();

function fromBytes(bytes: Uint8Array, maxBytes: number): ReadBody {
  if (bytes.byteLength > maxBytes) return { refused: "too-large" };
  let text: string;
  try {
    text = utf8.decode(bytes);
  } catch {
    return malformed("the body is not UTF-8");
  }
  return parse(text, bytes.byteLength);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });

function fromText(text: string, maxBytes: number): ReadBody {
  // A code unit is one to three bytes of UTF-8, so that most texts need no counting.
  const needsCount = text.length * 3 > maxBytes;
  if (text.length > maxBytes || (needsCount && encoder.encode(text).byteLength > maxBytes)) {
    return { refused: "too-large" };
  }
  return parse(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text, text.length);
}

const BYTE_ORDER_MARK = 0xfeff;

/** What `JSON.parse` throws quotes the body, secret included: none of it is handed on. */
function parse(text: string, bytes: number): ReadBody {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return malformed(text.trim() === "" ? "there is no body" : "the body is not JSON");
  }
  return asJson(json, true, bytes);
}

function asJson(json: unknown, own: boolean, bytes: number): ReadBody {
  return isObject(json) || Array.isArray(json) ? { json, own, bytes } : malformed(NO_OBJECT);
}

export const NO_OBJECT = "the body is no JSON object";

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(reason: string): ReadBody {
  return { refused: "malformed", reason };
}

interface WebStream {
  readonly getReader: () => {
    readonly read: () => Promise<{ readonly done: boolean; readonly value?: unknown }>;
    readonly cancel: () => Promise<unknown>;
  };
}

function isWebStream(body: object): body is WebStream {
  return "getReader" in body && typeof body.getReader === "function";
}

function isAsyncIterable(body: object): body is AsyncIterable<unknown> {
  return Symbol.asyncIterator in body && typeof body[Symbol.asyncIterator] === "function";
}

/** Cancels the stream when the reader leaves before its end. */
async function* chunksOf(stream: WebStream): AsyncGenerator<unknown, void, undefined> {
  const reader = stream.getReader();
  let ended = false;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        ended = true;
        return;
      }
      yield value;
    }
  } finally {
    // Not awaited: a source that never settles its cancelling must not hold the answer back.
    if (!ended) reader.cancel().catch(() => undefined);
  }
}
