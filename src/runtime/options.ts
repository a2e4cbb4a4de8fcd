// What a receiver is made of: the options of `createReceiver`, typed by a version's webhooks.
import type { AuthenticationOptions } from "./authentication/authenticator.ts";
import type { ReceiveResult, ValidationError } from "./result.ts";
import type { Validate } from "./version-info.ts";

/** Goes beside the webhook to handlers and hooks. */
export interface WebhookContext<Name extends string | undefined = string | undefined> {
  readonly version: string;
  /** The name on the wire, wherever the request carries it. */
  readonly name: Name;
  /** Which of the secrets the webhook carried, from 0: tells when a rotated one is no longer in use. */
  readonly secretIndex: number;
}

export interface UnknownContext extends WebhookContext {
  /** Where an invalid body was let pass: what is wrong with it. Empty for an unknown name. */
  readonly errors: readonly ValidationError[];
}

export interface ErrorContext {
  readonly version: string;
  /**
   * `body`: reading it failed. `receiver`: a validator, or an object given as the body, threw. `handler`: a handler did,
   * `onUnknown`, `onUnhandled` or `dedupe.claim`. `dedupe`: `dedupe.release` did. `onResult`: that hook did.
   */
  readonly stage: "body" | "receiver" | "handler" | "dedupe" | "onResult";
  readonly name?: string | undefined;
  /** The answer had gone out: the vendor does not send this webhook again. */
  readonly acknowledged: boolean;
}

/** What is returned is awaited and then ignored. */
export type Handler<Webhook, Name extends string = string> = (
  webhook: Webhook,
  context: WebhookContext<Name>,
) => unknown;

/** At most one handler a webhook; `undefined` is none. */
export type Handlers<ByName> = {
  readonly [Name in keyof ByName & string]?: Handler<ByName[Name], Name> | undefined;
};

export interface Dedupe<Webhook> {
  /**
   * Resolves to false where this webhook was taken before: it is answered with 200 and no handler runs. The vendor
   * documents no id of a delivery, so what makes two webhooks the same is the caller's to say.
   */
  readonly claim: (webhook: Webhook, context: WebhookContext) => boolean | Promise<boolean>;
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
  /** Takes webhooks whose name the version does not document; and, with `onInvalid: "pass"`, the invalid ones. */
  readonly onUnknown?: (webhook: UnknownWebhook, context: UnknownContext) => unknown;
  /** Takes valid webhooks that no handler is there for. */
  readonly onUnhandled?: Handler<ByName[keyof ByName], keyof ByName & string>;
  /** `reject` answers 400, `pass` hands the body on to `onUnknown` and answers 200. Default `reject`. */
  readonly onInvalid?: "reject" | "pass";
  /** Takes what handlers, hooks and body streams throw. Without it the first failure is told on the console, without its text. */
  readonly onError?: (error: unknown, context: ErrorContext) => unknown;
  /** Sees every result: for logs and metrics. */
  readonly onResult?: (result: ReceiveResult) => unknown;
  readonly dedupe?: Dedupe<ByName[keyof ByName]>;
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
