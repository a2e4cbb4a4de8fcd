// Compiled by test/emit/compile.test.ts against emitted code: every line marked as an error must be one.
import type { v0_3, v0_4, v9_1_preview as v9 } from "@hooksmith/livechat";
import type * as everything from "@hooksmith/livechat/v9.1-preview/types";

type Equal<A, B> = (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const yes = <T extends true>(): T | undefined => undefined;

yes<Equal<v9.IncomingChatWebhook, everything.IncomingChatWebhook>>();
yes<Equal<v9.Webhook["action"], v9.WebhookName>>();
yes<Equal<v9.PayloadByName["chat_payload"], v9.Chat>>();
yes<Equal<v0_3.ChatStartedWebhook, v0_3.ChatStartedPayload>>();
yes<Equal<v0_4.WebhookByName["make_group"], v0_4.GroupMadeWebhook | v0_4.GroupCreatedWebhook>>();

declare const reason: everything.ReasonGivenPayload;
yes<Equal<typeof reason.anything, unknown>>();
yes<Equal<typeof reason.codes, (1 | true | "x")[]>>();
yes<Equal<typeof reason.nullable_list, string[] | null>>();
yes<Equal<(typeof reason.counts)[string], number | null>>();
// an open list of values takes any other of its kind
reason.channel = "fax";
// @ts-expect-error but no other kind
reason.channel = 4;
// @ts-expect-error a closed one takes no other
reason.reason = "fax";
// @ts-expect-error a key of a map may be absent
export const from: string = reason.hours["monday"].from;
// @ts-expect-error what the page leaves out is not made up
export const other: unknown = reason.elided.other;

declare const chat: everything.IncomingChatPayload;
// @ts-expect-error an optional member is absent, not undefined
chat.chat.users = undefined;
// @ts-expect-error absent or null, and so not ready to use
export const type: string = chat.requester.type;
if (chat.requester?.type === "customer") {
  const id: string = chat.requester.id;
  void id;
}
// @ts-expect-error no such member
export const none: unknown = chat.nothing_of_the_kind;

declare const access: everything.AccessUpdatedPayload;
for (const change of access) {
  if (change.status === "on") {
    const next: number = change.next_id;
    void next;
  } else {
    const status: "off" | "gone away" = change.status;
    void status;
  }
}
