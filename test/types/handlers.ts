// Compiled by test/emit/compile.test.ts against emitted code: every line marked as an error must be one.
import {
  createReceiver,
  defineHandlers,
  isKnownWebhook,
  unhandled,
  type IncomingChatWebhook,
  type MapPayloadWebhook,
  type ReasonGivenWebhook,
  type UnknownWebhook,
  type Webhook,
  type WebhookByName,
  type WebhookHandler,
  type WebhookName,
} from "@hooksmith/livechat/v9.1-preview";

export const handle: WebhookHandler<"incoming_chat"> = async (webhook) => {
  const action: "incoming_chat" = webhook.action;
  const id: string = webhook.payload.chat.id;
  void [action, id];
};

const handlers = defineHandlers({
  incoming_chat: handle,
  map_payload: (webhook) => {
    const known: MapPayloadWebhook = webhook;
    void known;
  },
});
export const own: WebhookHandler<"incoming_chat"> = handlers.incoming_chat;
// @ts-expect-error no handler was given for this one
export const missing = handlers.access_updated;

// opting out, as by a setting
declare const wanted: boolean;
defineHandlers({ incoming_chat: wanted ? handle : undefined, map_payload: undefined });
createReceiver({ secret: "s", handlers: { incoming_chat: undefined } });

defineHandlers({
  // @ts-expect-error not a name
  incoming_chats: async () => {},
});
defineHandlers({
  // @ts-expect-error a handler of another webhook
  map_payload: handle,
});
// @ts-expect-error not a name
export type Typo = WebhookHandler<"incoming_chats">;
// @ts-expect-error not a name
export const typo: WebhookName = "incoming_chats";

declare const body: Webhook | UnknownWebhook;

if (isKnownWebhook(body)) {
  const known: Webhook = body;
  void known;
} else {
  const unknown: UnknownWebhook = body;
  // @ts-expect-error a payload nobody documents is of no known type
  const payload: object = unknown.payload;
  void payload;
}

if (body.action === "incoming_chat") {
  // an unknown webhook never equals a documented one
  const chat: IncomingChatWebhook = body;
  void chat;
}
// @ts-expect-error an unknown webhook is no part of the union
export const strayed: Webhook = body;

export function all(webhook: Webhook): string {
  switch (webhook.action) {
    case "incoming_chat":
    case "access_updated":
    case "agent_deleted":
    case "reason_given":
    case "chat_updated":
    case "chat_payload":
    case "map_payload":
    case "no_samples":
      return webhook.action;
    default:
      return unhandled(webhook);
  }
}

export function some(webhook: Webhook): string {
  switch (webhook.action) {
    case "incoming_chat":
      return webhook.payload.chat.id;
    default:
      // @ts-expect-error the other names have no case
      return unhandled(webhook);
  }
}

export const byName: WebhookByName["reason_given"]["payload"]["reason"] = "timed out";
// @ts-expect-error no documented value
export const wrong: ReasonGivenWebhook["payload"]["reason"] = "bored";
