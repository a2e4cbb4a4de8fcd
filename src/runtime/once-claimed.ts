// Runs a handler only for webhooks that the dedupe hook has not seen.
import type { Call } from "./handler-table.ts";
import type { WebhookContext } from "./options.ts";

/** What the handler resolves to where it did not run. */
export const DUPLICATE: unique symbol = Symbol("duplicate");

export interface Claims {
  readonly claim: Call<WebhookContext>;
  /** Given back after a failure, so that the retry is let through. */
  readonly release: Call<WebhookContext> | undefined;
  /** Takes what `release` throws: the handler's own error is the one to pass on. */
  readonly onReleaseFailed: (error: unknown, context: WebhookContext) => void;
}

export function onceClaimed(handler: Call<WebhookContext>, claims: Claims): Call<WebhookContext> {
  return async (webhook, context) => {
    if ((await claims.claim(webhook, context)) === false) return DUPLICATE;
    try {
      await handler(webhook, context);
    } catch (error) {
      await giveBack(webhook, context, claims);
      throw error;
    }
    return undefined;
  };
}

async function giveBack(webhook: object, context: WebhookContext, { release, onReleaseFailed }: Claims): Promise<void> {
  try {
    await release?.(webhook, context);
  } catch (error) {
    onReleaseFailed(error, context);
  }
}
