// What the workers do. A job may come more than once, so each handler does what a second time does not change.
import { defineHandlers } from "@hooksmith/livechat/v3.6";
import type { UnknownJob } from "./job.js";

export const handlers = defineHandlers({
  incoming_chat: async ({ payload }) => {
    console.log("chat", payload.chat.id);
  },
  incoming_event: async ({ payload: { chat_id, event } }) => {
    if (event.type === "file") console.log("file", chat_id, event.url);
  },
});

export function onUnknown({ id, context }: UnknownJob): void {
  console.warn(`no handler for ${JSON.stringify(context.name ?? null)} (job ${id})`);
}
