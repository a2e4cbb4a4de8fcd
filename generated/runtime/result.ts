// What became of a request. Results are plain data, fit for a log: no payload, no secret, no text of a thrown error.

/** One place where a body is not what its schema says. */
export interface ValidationError {
  /** JSON Pointer to the value, "" for the body itself. */
  readonly path: string;
  /** What the schema says: `string`, `"incoming_chat"`, `an array`. */
  readonly expected: string;
  /** The kind of what came: `number`, `null`, `nothing`; never the value. */
  readonly received: string;
  /** The same place in the schema, fit for a log: `payload.users[].name`, `*` for keys that are data. */
  readonly schemaPath?: string;
  /** Whether the docs say what is expected, or a sample alone shows it. */
  readonly basis?: "documented" | "sample";
}

/** One place where a genuine webhook is not what the docs say. */
export type Mismatch = Required<ValidationError>;

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
  /** Resolves when a pending handler is done, and never rejects: for `waitUntil`. */
  readonly completion?: Promise<void>;
}

/** Where the body differed from the docs; absent where it did not. */
interface Compared {
  readonly mismatches?: readonly Mismatch[];
}

/** A handler ran, or was started. */
export interface Handled extends Answer<"handled", 200>, Acknowledged, Compared {
  readonly name: string;
  /** The dedupe hook knew it; no handler ran. */
  readonly duplicate?: true;
}

/** Known, and no handler is there for it. */
export interface Unhandled extends Answer<"unhandled", 200>, Acknowledged, Compared {
  readonly name: string;
}

/** The version has no such name, there is none, or `onInvalid` is `unknown` and the body is not what its schema says. */
export interface Unknown extends Answer<"unknown", 200>, Acknowledged, Compared {
  readonly name?: string;
}

/** Not what the schema of its name says, and `onInvalid` is `reject`. */
export interface Invalid extends Answer<"invalid", 400> {
  readonly name?: string;
  readonly mismatches: readonly Mismatch[];
}

/** The same webhook is being handled: the vendor is to send it again, in case that fails. */
export interface InProgress extends Answer<"in-progress", 503> {
  readonly name: string;
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

/** The body did not end within `bodyDeadline`. */
export type TimedOut = Answer<"timed-out", 408>;

/** A method other than POST, a content type other than JSON, or a path that no combined receiver has. */
export interface Unsupported extends Answer<"unsupported", 404 | 405 | 415> {
  readonly reason: string;
}

/**
 * A handler or a hook threw, or the body could not be read. `error` is there to be read, but not enumerable. 503 where the error
 * has that `status`: what the handler needs is away, and the vendor is to send the webhook again.
 */
export interface Failed extends Answer<"failed", 500 | 503> {
  readonly name?: string;
  readonly error: unknown;
}

/** A request that held several webhooks: what became of each. The status is the worst of theirs, unless the vendor counts each by itself. */
export interface Batch extends Answer<"batch", 200 | 400 | 500 | 503>, Acknowledged {
  readonly results: readonly WebhookResult[];
}

/** Of one webhook, once its request is known to be genuine. */
export type WebhookResult = Handled | Unhandled | Unknown | Invalid | InProgress | Malformed | Challenged | Failed;

export type ReceiveResult = Batch | WebhookResult | Unauthorized | TimedOut | TooLarge | Unsupported;

export type Outcome = ReceiveResult["outcome"];

/** Seconds, as `Retry-After` has them. */
export const RETRY_AFTER = "10";

/** What is sent as the body of an answer: what a challenge asks for, or the kind of a refusal in a word. */
export function answerText(result: ReceiveResult): string {
  if (result.outcome === "challenged") return result.body ?? "";
  return result.status >= 400 && result.status < 500 ? result.outcome : "";
}

/** A failure whose error shows neither in JSON nor when it is inspected or spread. */
export function failed(version: string, error: unknown, name?: string): Failed {
  const answer = isAway(error)
    ? { status: 503 as const, headers: { "retry-after": RETRY_AFTER } }
    : { status: 500 as const };
  const result: Failed = { outcome: "failed", version, ...answer, ...(name !== undefined && { name }), error };
  Object.defineProperty(result, "error", { enumerable: false });
  return result;
}

function isAway(error: unknown): boolean {
  try {
    return typeof error === "object" && error !== null && "status" in error && error.status === 503;
  } catch {
    return false;
  }
}
