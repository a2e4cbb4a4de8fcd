// Runs a handler only for webhooks that the dedupe hook has not seen.
import type { Call } from "./handler-table.js";
import type { WebhookContext } from "./options.js";

/** What the handler resolves to where it did not run: it had run before, or it runs just now. */
export const DUPLICATE: unique symbol = Symbol("duplicate");
export const IN_PROGRESS: unique symbol = Symbol("in progress");

export interface Claims {
  readonly claim: Call<WebhookContext>;
  /** Called after a handler is done. */
  readonly complete: Call<WebhookContext> | undefined;
  /** Called after a failure, so that the retry is let through. */
  readonly release: Call<WebhookContext> | undefined;
  /** Takes what `complete` and `release` throw: neither changes what became of the handler. */
  readonly onFailed: (error: unknown, context: WebhookContext) => void;
}

export function onceClaimed(handler: Call<WebhookContext>, claims: Claims): Call<WebhookContext> {
  return async (webhook, context) => {
    const claimed = await claims.claim(webhook, context);
    if (claimed === false) return DUPLICATE;
    if (claimed === "in progress") return IN_PROGRESS;
    const report = async (hook: Call<WebhookContext> | undefined): Promise<void> => {
      try {
        await hook?.(webhook, context);
      } catch (error) {
        claims.onFailed(error, context);
      }
    };
    try {
      await handler(webhook, context);
    } catch (error) {
      await report(claims.release);
      throw error;
    }
    await report(claims.complete);
    return undefined;
  };
}
