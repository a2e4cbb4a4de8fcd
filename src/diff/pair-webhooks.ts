// Pairs the webhooks of two models: by name, then by what arrives on the wire.
import type { Model, Webhook } from "../model/model.ts";

export interface WebhookPairs {
  readonly pairs: readonly { readonly old: Webhook; readonly new: Webhook }[];
  readonly removed: readonly Webhook[];
  readonly added: readonly Webhook[];
}

export function pairWebhooks(one: Model, other: Model): WebhookPairs {
  const open = new Set(other.webhooks);
  const pairs: WebhookPairs["pairs"][number][] = [];
  let left = one.webhooks;
  for (const by of ["name", "title"] as const) {
    const known = new Map([...open].map((webhook) => [webhook[by], webhook]));
    const rest: Webhook[] = [];
    for (const old of left) {
      const found = known.get(old[by]);
      if (found === undefined || !open.has(found)) rest.push(old);
      else {
        open.delete(found);
        pairs.push({ old, new: found });
      }
    }
    left = rest;
  }
  const at = new Map(other.webhooks.map((webhook, index) => [webhook, index]));
  pairs.sort((a, b) => (at.get(a.new) ?? 0) - (at.get(b.new) ?? 0));
  return { pairs, removed: left, added: [...open] };
}
