// What a receiver is made of: the options of `createReceiver`, typed by a version's webhooks.
import type { AuthenticationOptions } from "./authentication/authenticator.js";
import type { Mismatch, ReceiveResult } from "./result.js";
import type { Validate } from "./version-info.js";

/** Goes beside the webhook to handlers and hooks. */
export interface WebhookContext<Name extends string | undefined = string | undefined> {
  readonly version: string;
  /** The name on the wire, wherever the request carries it. */
  readonly name: Name;
  /** Which of the secrets the webhook carried, from 0: tells when a rotated one is no longer in use. */
  readonly secretIndex: number;
  /** Where the body is not what the docs say, and so not of its type; empty where it is. At most the first 50. */
  readonly mismatches: readonly Mismatch[];
  /** What is the same when the vendor repeats a delivery, where the version documents a header for it and it came. */
  readonly delivery?: string;
  /** Where one request holds several webhooks: which one it is, from 0. All of them have the same `delivery`. */
  readonly index?: number;
}

/** `mismatches` is empty where the version does not know the name. */
export type UnknownContext = WebhookContext;

export interface ErrorContext {
  readonly version: string;
  /**
   * `body`: reading it failed. `receiver`: a validator, or an object given as the body, threw. `handler`: a handler did,
   * `onUnknown`, `onUnhandled` or `dedupe.claim`. `dedupe`: `dedupe.complete` or `dedupe.release` did. `onMismatch` and
   * `onResult`: those hooks did.
   */
  readonly stage: "body" | "receiver" | "handler" | "dedupe" | "onMismatch" | "onResult";
  readonly name?: string | undefined;
  /** The answer had gone out: the vendor does not send this webhook again. */
  readonly acknowledged: boolean;
}

/**
 * What is returned is awaited and then ignored. The type of the webhook is what the docs say, and docs are wrong at times: a
 * body that differs from them comes here all the same, with `context.mismatches`. Code that must not meet one looks there
 * first, or the receiver is made with `onInvalid: "reject"`; values and variants that no list names come in any case.
 */
export type Handler<Webhook, Name extends string = string> = (
  webhook: Webhook,
  context: WebhookContext<Name>,
) => unknown;

/** At most one handler a webhook; `undefined` is none. */
export type Handlers<ByName> = {
  readonly [Name in keyof ByName & string]?: Handler<ByName[Name], Name> | undefined;
};

export type Claim = boolean | "in progress";

export interface Dedupe<Webhook> {
  /**
   * Resolves to false where this webhook was taken before: it is answered with 200 and no handler runs. To `"in progress"`
   * where it is being handled just now: it is answered with 503, so that the vendor sends it again should the first one fail.
   * What makes two webhooks the same is the caller's to say: `context.delivery` where there is one, with `context.index`.
   */
  readonly claim: (webhook: Webhook, context: WebhookContext) => Claim | Promise<Claim>;
  /** Called after the handler of a claimed webhook is done: from here on it is no longer in progress, but taken. */
  readonly complete?: (webhook: Webhook, context: WebhookContext) => unknown;
  /** Called after the handler of a claimed webhook failed, so that its retry is let through. */
  readonly release?: (webhook: Webhook, context: WebhookContext) => unknown;
}

export type ReceiverOptions<ByName, UnknownWebhook, Authentication = AuthenticationOptions> = Authentication &
  ReceiverSettings<ByName, UnknownWebhook>;

export interface ReceiverSettings<ByName, UnknownWebhook> {
  /**
   * Handlers by name. A secret in the body is set to `"[redacted]"` before they run, so that none of them can log it.
   */
  readonly handlers: Handlers<ByName>;
  /** Takes webhooks whose name the version does not document, or that have none; and, with `onInvalid: "unknown"`, the invalid ones. */
  readonly onUnknown?: (webhook: UnknownWebhook, context: UnknownContext) => unknown;
  /** Takes known webhooks that no handler is there for. */
  readonly onUnhandled?: Handler<ByName[keyof ByName], keyof ByName & string>;
  /**
   * What becomes of a genuine webhook that is not what its schema says. `handle`: its handler gets it, with the differences in
   * `context.mismatches`. `reject`: it is answered with 400. `unknown`: `onUnknown` gets it. Values and variants that no list
   * names are differences too, but never a reason to reject. Default `handle`.
   */
  readonly onInvalid?: "handle" | "reject" | "unknown";
  /** Takes each difference between a genuine webhook and the docs. Without it each place is logged once on the console. */
  readonly onMismatch?: (mismatch: Mismatch, context: WebhookContext) => unknown;
  /** Takes what handlers, hooks and body streams throw. Without it the first failure is logged on the console, without its text. */
  readonly onError?: (error: unknown, context: ErrorContext) => unknown;
  /** Takes every result: for logs and metrics. Without it the first of each outcome but `handled` is logged on the console. */
  readonly onResult?: (result: ReceiveResult) => unknown;
  readonly dedupe?: Dedupe<ByName[keyof ByName]>;
  /** Largest body in bytes; reading stops there. Default 1 MiB. */
  readonly maxBytes?: number;
  /** `after` answers when the handler is done, or at the deadline; `early` before it starts. Default `after`. */
  readonly acknowledge?: "after" | "early";
  /**
   * Milliseconds, from the request's first byte on, after which it is answered with 200 while the handler goes on. Default: four
   * fifths of what the vendor waits, where the version documents it, otherwise 8000. `Infinity` waits for the handler however
   * long it takes.
   */
  readonly deadline?: number;
  /** Milliseconds after which a body that has not ended is answered with 408. Default 10000. */
  readonly bodyDeadline?: number;
  /** Takes the place of the version's validator: its strict one, or `() => undefined` for none. */
  readonly validate?: Validate;
}
