// Compiled by test/emit/compile.test.ts against emitted code: every line marked as an error must be one.
import type { IncomingChatWebhook } from "@hooksmith/livechat/v9.1-preview";
import { sampleOf } from "@hooksmith/livechat/v9.1-preview/testing";

export const sample: IncomingChatWebhook = sampleOf("incoming_chat");
export const changed: IncomingChatWebhook = sampleOf(
  "incoming_chat",
  { payload: { chat: { id: "X1" } } },
  { index: 0 },
);
// @ts-expect-error a member of another kind
sampleOf("incoming_chat", { payload: { chat: { id: 7 } } });
// @ts-expect-error no such member
sampleOf("incoming_chat", { payload: { cat: {} } });
// @ts-expect-error not an action
sampleOf("incoming_chats");
