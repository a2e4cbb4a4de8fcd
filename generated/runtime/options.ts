// What a receiver is made of: the options of `createReceiver`, typed by a version's webhooks.
import type { ReceiveResult, ValidationError } from "./result.js";
import type { Validate } from "./version-info.js";

/** Goes beside the webhook to handlers and hooks. */
export interface WebhookContext {
  readonly version: string;
  readonly action: string | undefined;
  /** Which of the secrets the webhook carried, from 0: tells when a rotated one is no longer in use. */
  readonly secretIndex: number;
}

export interface UnknownContext extends WebhookContext {
  /** Where an invalid body was let pass: what is wrong with it. Empty for an unknown action. */
  readonly errors: readonly ValidationError[];
}

export interface ErrorContext {
  readonly version: string;
  /**
   * `body`: reading it failed. `receiver`: a validator, or an object given as the body, threw. `handler`: a handler did,
   * `onUnknown`, `onUnhandled` or `dedupe.claim`. `dedupe`: `dedupe.release` did. `onResult`: that hook did.
   */
  readonly stage: "body" | "receiver" | "handler" | "dedupe" | "onResult";
  readonly action?: string | undefined;
  /** The answer had gone out: the vendor does not send this webhook again. */
  readonly acknowledged: boolean;
}

/** What is returned is awaited and then ignored. */
export type Handler<Webhook> = (webhook: Webhook, context: WebhookContext) => unknown;

/** At most one handler an action; `undefined` is none. */
export type Handlers<ByAction> = { readonly [Action in keyof ByAction]?: Handler<ByAction[Action]> | undefined };

export interface Dedupe<Webhook> {
  /**
   * Resolves to false where this webhook was taken before: it is answered with 200 and no handler runs. The vendor
   * documents no id of a delivery, so what makes two webhooks the same is the caller's to say.
   */
  readonly claim: (webhook: Webhook, context: WebhookContext) => boolean | Promise<boolean>;
  /** Called after the handler of a claimed webhook failed, so that its retry is let through. */
  readonly release?: (webhook: Webhook, context: WebhookContext) => unknown;
}

export interface ReceiverOptions<ByAction, UnknownWebhook> {
  /** The secret that the webhooks are registered with, or several while one is rotated out. Never empty. */
  readonly secret: string | readonly string[];
  /**
   * Handlers by action. Webhooks come with `secret_key` set to `"[redacted]"`, so that none of them can log it.
   */
  readonly handlers: Handlers<ByAction>;
  /** Takes webhooks whose action the version does not document; and, with `onInvalid: "pass"`, the invalid ones. */
  readonly onUnknown?: (webhook: UnknownWebhook, context: UnknownContext) => unknown;
  /** Takes valid webhooks that no handler is there for. */
  readonly onUnhandled?: Handler<ByAction[keyof ByAction]>;
  /** `reject` answers 400, `pass` hands the body on to `onUnknown` and answers 200. Default `reject`. */
  readonly onInvalid?: "reject" | "pass";
  /** Takes what handlers, hooks and body streams throw. Without it the first failure is told on the console, without its text. */
  readonly onError?: (error: unknown, context: ErrorContext) => unknown;
  /** Sees every result: for logs and metrics. */
  readonly onResult?: (result: ReceiveResult) => unknown;
  readonly dedupe?: Dedupe<ByAction[keyof ByAction]>;
  /** Largest body in bytes; reading stops there. Default 1 MiB. */
  readonly maxBytes?: number;
  /** `after` answers when the handler is done, or at the deadline; `early` before it starts. Default `after`. */
  readonly acknowledge?: "after" | "early";
  /**
   * Milliseconds after which a webhook is answered with 200 while its handler goes on. Default 8000: the vendor counts
   * 10 s as a failure and sends again. `Infinity` waits for the handler however long it takes.
   */
  readonly deadline?: number;
  /** Takes the place of the version's validator: its strict one, or `() => undefined` for none. */
  readonly validate?: Validate;
}
