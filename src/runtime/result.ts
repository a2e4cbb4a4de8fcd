// What became of a request. Results are plain data, fit for a log: no payload, no secret, no text of a thrown error.

/** One place where a body is not what its schema says. */
export interface ValidationError {
  /** JSON Pointer to the value, "" for the body itself. */
  readonly path: string;
  /** What the schema says: `string`, `"incoming_chat"`, `an array`. */
  readonly expected: string;
  /** The kind of what came: `number`, `null`, `nothing`; never the value. */
  readonly received: string;
}

interface Answer<Outcome extends string, Status extends number> {
  readonly outcome: Outcome;
  readonly status: Status;
  /** The version of the receiver that took the request. */
  readonly version: string;
  /** Headers of the answer, names in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Handlers and hooks may go on after the answer. */
export interface Acknowledged {
  /** Answered before the handler was done; what it throws from here on goes to `onError`. */
  readonly pending?: true;
  /** Settles when a pending handler is done, and never rejects: for `waitUntil`. */
  readonly completion?: Promise<void>;
}

/** A handler ran, or was started. */
export interface Handled extends Answer<"handled", 200>, Acknowledged {
  readonly name: string;
  /** The dedupe hook knew it; no handler ran. */
  readonly duplicate?: true;
}

/** Valid, and no handler is there for it. */
export interface Unhandled extends Answer<"unhandled", 200>, Acknowledged {
  readonly name: string;
}

/** The version has no such name, or an invalid body was let pass. */
export interface Unknown extends Answer<"unknown", 200>, Acknowledged {
  readonly name?: string;
  /** Where an invalid body was let pass: what is wrong with it. */
  readonly errors?: readonly ValidationError[];
}

/** Not what the schema of its name says. */
export interface Invalid extends Answer<"invalid", 400> {
  readonly name?: string;
  readonly errors: readonly ValidationError[];
}

/** The vendor tried the address out. */
export interface Challenged extends Answer<"challenged", 200 | 204> {
  /** To answer with. */
  readonly body?: string;
}

/** The secret is missing or wrong. */
export type Unauthorized = Answer<"unauthorized", 401>;

/** No JSON object in UTF-8. */
export interface Malformed extends Answer<"malformed", 400> {
  readonly reason: string;
}

/** Larger than `maxBytes`; reading stopped there. */
export interface TooLarge extends Answer<"too-large", 413> {
  readonly maxBytes: number;
}

/** A method other than POST, a content type other than JSON, or a path that no combined receiver has. */
export interface Unsupported extends Answer<"unsupported", 404 | 405 | 415> {
  readonly reason: string;
}

/** A handler or a hook threw, or the body could not be read. `error` is there to be read, but not enumerable. */
export interface Failed extends Answer<"failed", 500> {
  readonly name?: string;
  readonly error: unknown;
}

/** A request that held several webhooks: what became of each. The status is the worst of theirs, unless the vendor counts each by itself. */
export interface Batch extends Answer<"batch", 200 | 400 | 500>, Acknowledged {
  readonly results: readonly WebhookResult[];
}

/** Of one webhook, once its request is known to be genuine. */
export type WebhookResult = Handled | Unhandled | Unknown | Invalid | Malformed | Challenged | Failed;

export type ReceiveResult =
  | Batch
  | Handled
  | Unhandled
  | Unknown
  | Invalid
  | Unauthorized
  | Malformed
  | TooLarge
  | Unsupported
  | Challenged
  | Failed;

export type Outcome = ReceiveResult["outcome"];

/** What is sent as the body of an answer: what a challenge asks for, or the kind of a refusal in a word. */
export function answerText(result: ReceiveResult): string {
  if (result.outcome === "challenged") return result.body ?? "";
  return result.status >= 400 && result.status < 500 ? result.outcome : "";
}

/** A failure whose error shows neither in JSON nor when it is inspected or spread. */
export function failed(version: string, error: unknown, name?: string): Failed {
  const result: Failed = { outcome: "failed", status: 500, version, ...(name !== undefined && { name }), error };
  Object.defineProperty(result, "error", { enumerable: false });
  return result;
}
