// Compiled by test/emit/compile.test.ts against the emitted v3.6: every line marked as an error must be one.
import {
  defineHandlers,
  type AgentCreatedPayload,
  type AgentUpdatedPayload,
  type AutoAccessesUpdatedPayload,
  type Event,
  type EventStructure,
  type IncomingChatWebhook,
  type IncomingEventWebhook,
  type Requester,
  type User,
  type UserAddedToChatWebhook,
  type Webhook,
  type WebhookEnvelope,
} from "@hooksmith/livechat/v3.6";

declare function text(value: string): void;
declare function count(value: number): void;

export const handlers = defineHandlers({
  incoming_event: ({ payload: { event } }) => {
    // what every documented event has is read before it is narrowed
    text(event.id);
    // @ts-expect-error not every event has an address
    text(event.url);
    if (event.type === "file") {
      text(event.url);
      text(event.content_type);
      // @ts-expect-error a file has no text
      text(event.text);
      // @ts-expect-error only of images
      count(event.width);
    }
    if (event.type === "message") {
      text(event.text);
      // @ts-expect-error a message has no address
      text(event.url);
    }
    if (event.type === "filled_form") text(event.form_id);
  },
  user_added_to_chat: ({ payload: { user } }) => {
    text(user.id);
    if (user.type === "agent") {
      text(user.visibility ?? "all");
      // @ts-expect-error an agent makes no visits
      void user.visit;
    } else {
      void user.visit;
      // @ts-expect-error a customer is neither seen nor unseen
      text(user.visibility);
    }
  },
});

export function told(event: Event): string {
  switch (event.type) {
    case "file":
      return event.url;
    case "form":
    case "filled_form":
      return event.form_id;
    case "message":
      return event.text;
    case "rich_message":
      return event.template_id;
    case "custom":
    case "system":
      return event.id;
    case "system_message":
      return event.system_message_type;
    default: {
      // what no page documents is kept apart: nothing is known but what all documented variants have
      const { type } = event;
      text(event.id);
      // @ts-expect-error no other member of it can be used unseen
      text(event.url);
      // @ts-expect-error its type is no documented one
      const known: "file" | "form" | "message" = type;
      void known;
      return "";
    }
  }
}

export function who(user: User): "agent" | "customer" | undefined {
  switch (user.type) {
    case "agent":
    case "customer":
      return user.type;
    default: {
      // @ts-expect-error users of kinds that are not documented may come
      const none: never = user;
      text(user.id);
      return none;
    }
  }
}

export function inChat({ payload: { chat } }: IncomingChatWebhook): void {
  for (const user of chat.users) who(user);
  // @ts-expect-error a thread may come without events
  chat.thread.events.length;
  for (const event of chat.thread.events ?? []) told(event);
  if (chat.thread.queue !== undefined) count(chat.thread.queue.position);
  // @ts-expect-error webhooks send one thread
  void chat.threads;
}

export const updated: AgentUpdatedPayload = { id: "a" };
export const renamed: AgentUpdatedPayload = { id: "a", name: "b" };
// @ts-expect-error the id is always there
export const nameless: AgentUpdatedPayload = { name: "b" };
// @ts-expect-error a new agent is told of in full
export const created: AgentCreatedPayload = { id: "a" };

export function access(changes: AutoAccessesUpdatedPayload): void {
  for (const change of changes) {
    if (change.status === "added") {
      const groups: readonly number[] = change.access.groups;
      void groups;
    } else if (change.status === "updated") {
      // @ts-expect-error only what changed is sent
      void change.access.groups;
    } else {
      const status: "deleted" = change.status;
      text(status);
      // @ts-expect-error of a deleted one only the id is left
      void change.conditions;
    }
  }
}

// a shape that webhooks share has one name and the same type as before
export const requester: Requester = { user_id: "a", account_id: "b", client_id: "c" };
export const record: { [name: string]: string } = requester;
// @ts-expect-error it lacks members
export const nobody: Requester = {};
// a structure that is named like a global type has a second name
export const second: (event: EventStructure) => Event = (event) => event;

export function envelopeOf(webhook: Webhook): WebhookEnvelope {
  text(webhook.organization_id);
  return webhook;
}
// @ts-expect-error the shared envelope has no payload
export const payloadOf: unknown = envelopeOf({} as IncomingChatWebhook).payload;

declare const added: UserAddedToChatWebhook;
// @ts-expect-error a user's type is one of two
added.payload.user.type = "bot";

declare const incoming: IncomingEventWebhook;
// @ts-expect-error no requester in the envelope of this one
void incoming.requester;
