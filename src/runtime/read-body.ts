// Reads a body of any kind to a JSON object or list, and stops at the limit.

import { withPlatform } from "./platform/load.ts";
import type { Bytes, MaybePromise } from "./platform/web.ts";

export type JsonObject = Record<string, unknown>;

/** A body: one webhook, or a list of them. */
export type Json = JsonObject | readonly unknown[];

/** `own`: the object was made here, nobody else holds it. `rounded`: JSON Pointers to integers that are not what was sent. */
export type ParsedBody =
  | { readonly json: Json; readonly own: boolean; readonly rounded: readonly string[] }
  | { readonly refused: "malformed"; readonly reason: string };

export type ReadBody =
  | Body
  | { readonly refused: "malformed"; readonly reason: string }
  | { readonly refused: "too-large" | "timed-out" | "unknown" };

/** How the bytes of a body are to be read. */
export interface Reading {
  /** As in `content-encoding`, in lower case; undefined where nothing is packed. */
  readonly encoding?: string | undefined;
  /** The field of a form that holds the JSON; undefined where the body is that. */
  readonly field?: string | undefined;
}

/** A body that was read whole, and is parsed when somebody asks. */
export class Body {
  /** In bytes; of text an estimate from below, of an object 0. */
  readonly size: number;
  readonly #given: string | Bytes | object;
  readonly #field: string | undefined;
  #bytes: Bytes | undefined;
  #parsed: ParsedBody | undefined;

  constructor(given: string | Bytes | object, field?: string) {
    this.#given = given;
    this.#field = field;
    this.size = typeof given === "string" ? given.length : given instanceof Uint8Array ? given.length : 0;
  }

  /** As they came, unpacked; undefined where only an object was given. */
  bytes(): Bytes | undefined {
    if (typeof this.#given === "string") this.#bytes ??= encoder.encode(this.#given);
    else if (isBytes(this.#given)) return this.#given;
    return this.#bytes;
  }

  parse(): ParsedBody {
    return (this.#parsed ??= parsed(this.#given, this.#field));
  }
}

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
 * Only streams, and what is packed, need waiting for. Throws, or rejects, only with what a stream throws.
 */
export function readBody(body: unknown, maxBytes: number, how: Reading = {}): MaybePromise<ReadBody> {
  if (typeof body === "string") return fromText(body, maxBytes, how);
  if (isBytes(body)) return fromBytes(body, maxBytes, how);
  if (typeof body !== "object" || body === null) return malformed(NO_BODY);
  if (ArrayBuffer.isView(body)) {
    return fromBytes(new Uint8Array(new Uint8Array(body.buffer, body.byteOffset, body.byteLength)), maxBytes, how);
  }
  if (body instanceof ArrayBuffer) return fromBytes(new Uint8Array(body), maxBytes, how);
  if (isWebStream(body)) return fromChunks(chunksOf(body), maxBytes, how);
  if (isAsyncIterable(body)) return fromChunks(body, maxBytes, how);
  if (body instanceof BodyRead) return withinLimit(body.read, maxBytes);
  return new Body(body, how.field);
}

const NO_BODY = "there is no body";

function isBytes(value: unknown): value is Bytes {
  return value instanceof Uint8Array && value.buffer instanceof ArrayBuffer;
}

function withinLimit(read: ReadBody, maxBytes: number): ReadBody {
  return read instanceof Body && read.size > maxBytes ? { refused: "too-large" } : read;
}

/** A chunk is copied before the next one is asked for: thousands of small ones cost no more than their bytes. */
async function fromChunks(stream: AsyncIterable<unknown>, maxBytes: number, how: Reading): Promise<ReadBody> {
  let held = new Uint8Array(0);
  let total = 0;
  /** Half a character at the end of a text; the other half begins the next one. */
  let half = "";
  const append = (bytes: Uint8Array): boolean => {
    const end = total + bytes.byteLength;
    if (end > maxBytes) return false;
    if (end > held.byteLength) held = grown(held, Math.min(Math.max(end, 2 * total), maxBytes));
    held.set(bytes, total);
    total = end;
    return true;
  };
  for await (const chunk of stream) {
    let bytes: unknown = chunk;
    if (typeof chunk === "string") {
      const text = half + chunk;
      half = /[\uD800-\uDBFF]$/.exec(text)?.[0] ?? "";
      bytes = encoder.encode(half === "" ? text : text.slice(0, -1));
    }
    if (!(bytes instanceof Uint8Array)) return malformed("the stream gave something other than bytes");
    if (!append(bytes)) return { refused: "too-large" };
  }
  if (half !== "" && !append(encoder.encode(half))) return { refused: "too-large" };
  return fromBytes(held.subarray(0, total), maxBytes, how);
}

function grown(held: Uint8Array, size: number): Bytes {
  const wider = new Uint8Array(size);
  wider.set(held);
  return wider;
}

const encoder = new TextEncoder();

function fromBytes(bytes: Bytes, maxBytes: number, { encoding, field }: Reading): MaybePromise<ReadBody> {
  if (bytes.byteLength > maxBytes) return { refused: "too-large" };
  if (bytes.byteLength === 0) return malformed(NO_BODY);
  return encoding === undefined ? new Body(bytes, field) : unpacked(encoding, bytes, maxBytes, field);
}

async function unpacked(
  encoding: string,
  bytes: Bytes,
  maxBytes: number,
  field: string | undefined,
): Promise<ReadBody> {
  try {
    const whole = await withPlatform(({ unpack }) => unpack(encoding, bytes, maxBytes));
    if (typeof whole === "string") return { refused: whole };
    return whole.byteLength === 0 ? malformed(NO_BODY) : new Body(whole, field);
  } catch {
    return malformed(`the body is not ${encoding}`);
  }
}

function fromText(text: string, maxBytes: number, { field }: Reading): ReadBody {
  // A code unit is one to three bytes of UTF-8, so that most texts need no counting.
  const needsCount = text.length * 3 > maxBytes;
  if (text.length > maxBytes || (needsCount && encoder.encode(text).byteLength > maxBytes)) {
    return { refused: "too-large" };
  }
  return text === "" ? malformed(NO_BODY) : new Body(text, field);
}

function parsed(given: string | Bytes | object, field: string | undefined): ParsedBody {
  let text = given;
  if (isBytes(text)) {
    try {
      text = utf8.decode(text);
    } catch {
      return malformed("the body is not UTF-8");
    }
  }
  if (typeof text !== "string") {
    // What a parser of forms left.
    const inner: unknown = field === undefined ? undefined : Object.getOwnPropertyDescriptor(text, field)?.value;
    return typeof inner === "string" ? parsedText(inner) : asJson(text, false, []);
  }
  if (field === undefined) return parsedText(text.charCodeAt(0) === BYTE_ORDER_MARK ? text.slice(1) : text);
  const inner = new URLSearchParams(text).get(field);
  return inner === null ? malformed(`the form has no field "${field}"`) : parsedText(inner);
}

const utf8 = new TextDecoder("utf-8", { fatal: true });
const BYTE_ORDER_MARK = 0xfeff;

/** What `JSON.parse` throws quotes the body, secret included: none of it is handed on. */
function parsedText(text: string): ParsedBody {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return malformed(text.trim() === "" ? NO_BODY : "the body is not JSON");
  }
  return asJson(json, true, hasLongNumber(text) ? roundedIn(json) : []);
}

function asJson(json: unknown, own: boolean, rounded: readonly string[]): ParsedBody {
  return isObject(json) || Array.isArray(json) ? { json, own, rounded } : malformed(NO_OBJECT);
}

export const NO_OBJECT = "the body is no JSON object";

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function malformed(reason: string): { readonly refused: "malformed"; readonly reason: string } {
  return { refused: "malformed", reason };
}

/** Digits of the smallest integer that JavaScript's numbers may not hold. */
const LONG = 16;

/** Whether so many digits follow each other outside of quotes; looks at every 16th character until there is a digit. */
function hasLongNumber(text: string): boolean {
  const { length } = text;
  for (let at = LONG - 1; at < length; at += LONG) {
    if (!isDigit(text, at)) continue;
    // So many go on for eight more on one side at least; times, which have most of a body's digits, seldom do.
    const before = isDigit(text, at - 4) && isDigit(text, at - 8);
    if (!before && !(at + 8 < length && isDigit(text, at + 4) && isDigit(text, at + 8))) continue;
    let start = at;
    while (start > 0 && isDigit(text, start - 1)) start -= 1;
    let end = at + 1;
    while (end < length && isDigit(text, end)) end += 1;
    if (end - start >= LONG && text.charCodeAt(start - 1) !== QUOTE) return true;
  }
  return false;
}

const ZERO = 0x30;
const NINE = 0x39;
const QUOTE = 0x22;

/** Only of places in the text: asked for others, V8 no longer compiles the question in line. */
function isDigit(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return code >= ZERO && code <= NINE;
}

/** Without recursion: bodies may be nested as deeply as their size allows. */
function roundedIn(json: unknown): readonly string[] {
  const found: string[] = [];
  const open: { readonly value: unknown; readonly path: string }[] = [{ value: json, path: "" }];
  for (let next = open.pop(); next !== undefined && found.length < MOST_ROUNDED; next = open.pop()) {
    const { value, path } = next;
    if (typeof value === "number" && Number.isInteger(value) && !Number.isSafeInteger(value)) found.push(path);
    if (typeof value !== "object" || value === null) continue;
    for (const [name, inner] of Object.entries(value).reverse()) {
      if (typeof inner === "number" || (typeof inner === "object" && inner !== null))
        open.push({ value: inner, path: `${path}/${name.replaceAll("~", "~0").replaceAll("/", "~1")}` });
    }
  }
  return found;
}

const MOST_ROUNDED = 20;

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

export function brokenBody(error: unknown): AsyncIterable<never> {
  return { [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(error) }) };
}

/** Somebody read the body before the receiver, and left it nowhere: waiting for it would never end. */
export function consumedBody(): AsyncIterable<never> {
  return brokenBody(
    new Error("the body was read before the receiver got the request, and was left nowhere: mount the receiver first"),
  );
}
