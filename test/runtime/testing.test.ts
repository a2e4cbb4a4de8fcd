// Bodies for tests: what overrides make of a sample, and that the samples themselves stay as they are.
import { expect, expectTypeOf, test } from "vitest";
import { createSampler, type DocumentedSample, type DocumentedSamples } from "../../src/runtime/testing.ts";

interface Opened {
  action: "opened";
  payload: { chat: { id: string; users: { id: string }[]; note?: string | null }; at: number };
}
interface Closed {
  action: "closed";
  payload: Record<string, boolean>;
}
interface ByAction {
  opened: Opened;
  closed: Closed;
  silent: { action: "silent" };
}

const bodies = {
  opened: [
    { action: "opened", payload: { chat: { id: "A", users: [{ id: "u" }, { id: "v" }], note: null }, at: 1 } },
    { action: "opened", payload: { chat: { id: "B", users: [] }, at: 2 } },
  ],
  closed: [{ action: "closed", payload: { a: true } }],
};
const untitled = (list: readonly unknown[]): readonly DocumentedSample[] => list.map((body) => ({ body }));
const samples: DocumentedSamples<ByAction>["samples"] = {
  opened: untitled(bodies.opened),
  closed: untitled(bodies.closed),
};
const sampleOf = createSampler<ByAction>({ samples });

test.each<[string, { given: () => unknown; want: unknown }]>([
  ["without overrides it is the sample", { given: () => sampleOf("opened"), want: bodies.opened[0] }],
  ["a further sample has a number", { given: () => sampleOf("opened", {}, { index: 1 }), want: bodies.opened[1] }],
  [
    "members at any depth are replaced, their neighbours stay",
    {
      given: () => sampleOf("opened", { payload: { chat: { id: "X" } } }),
      want: { action: "opened", payload: { chat: { id: "X", users: [{ id: "u" }, { id: "v" }], note: null }, at: 1 } },
    },
  ],
  [
    "lists are replaced whole",
    {
      given: () => sampleOf("opened", { payload: { chat: { users: [{ id: "w" }] } } }).payload.chat.users,
      want: [{ id: "w" }],
    },
  ],
  [
    "undefined takes a member away",
    {
      given: () => Object.keys(sampleOf("opened", { payload: { chat: { note: undefined } } }).payload.chat),
      want: ["id", "users"],
    },
  ],
  [
    "null is a value, and a value stands in the place of null",
    { given: () => sampleOf("opened", { payload: { chat: { note: "n" } } }).payload.chat.note, want: "n" },
  ],
  [
    "maps take new keys",
    { given: () => sampleOf("closed", { payload: { b: false } }).payload, want: { a: true, b: false } },
  ],
])("%s", (_name, { given, want }) => {
  expect(given()).toStrictEqual(want);
});

test("the sample's order of members stays", () => {
  expect(JSON.stringify(sampleOf("opened", { payload: { chat: { id: "X" } }, action: "opened" }))).toMatch(
    /^\{"action":"opened","payload":\{"chat":\{"id":"X","users"/,
  );
});

test("neither samples nor overrides are shared with what is made", () => {
  const before = JSON.stringify(samples);
  const users = [{ id: "w" }];
  const body = sampleOf("opened", { payload: { chat: { users } } });
  body.payload.chat.users.push({ id: "x" });
  body.payload.chat.id = "changed";
  const first = body.payload.chat.users[0];
  if (first !== undefined) first.id = "changed";
  sampleOf("opened").payload.chat.users.length = 0;
  expect(JSON.stringify(samples)).toBe(before);
  expect(users).toEqual([{ id: "w" }]);
});

test("undefined is nowhere left, also in what was not in the sample", () => {
  const { payload } = createSampler<{ a: { payload?: object } }>({ samples: { a: [{ body: {} }] } })("a", {
    payload: { b: undefined, c: 1 },
  });
  expect(Object.keys(payload ?? {})).toEqual(["c"]);
});

test("an action without a sample says so", () => {
  expect(() => sampleOf("silent")).toThrow(new RangeError('there is no sample 0 of "silent"'));
  expect(() => sampleOf("closed", {}, { index: 1 })).toThrow(RangeError);
});

test("names of Object's own are members like any other", () => {
  const sampler = createSampler<Record<string, object>>({
    samples: { constructor: [{ body: JSON.parse('{"__proto__":{"a":1}}') }] },
  });
  expect(JSON.stringify(sampler("constructor"))).toBe('{"__proto__":{"a":1}}');
  expect(() => sampler("toString")).toThrow(RangeError);
});

test("action and overrides are typed", () => {
  expectTypeOf(sampleOf("opened")).toEqualTypeOf<Opened>();
  // @ts-expect-error -- no such action
  expect(() => sampleOf("nothing")).toThrow(RangeError);
  // @ts-expect-error -- an id is text
  sampleOf("opened", { payload: { chat: { id: 1 } } });
  // @ts-expect-error -- what stands in a list is whole
  sampleOf("opened", { payload: { chat: { users: [{}] } } });
});

interface Message {
  type: "message";
  id: string;
  text: string;
}
interface Upload {
  type: "file";
  id: string;
  url: string;
  size: number;
}
interface Call {
  type: "call";
  id: string;
  seconds: number;
}
interface Sent {
  sent: { action: "sent"; payload: { chat_id: string; event: Message | Upload | Call } };
}
interface SentPayload {
  sent: Sent["sent"]["payload"];
}

const message = { type: "message", id: "m", text: "hello" };
const sentOf = createSampler<Sent, SentPayload, Call>({
  samples: {
    sent: [
      { title: "A message", body: { action: "sent", payload: { chat_id: "c", event: message } } },
      {
        title: "An upload",
        body: { action: "sent", payload: { chat_id: "d", event: { type: "file", id: "f", url: "u", size: 1 } } },
      },
    ],
  },
  payload: ["payload"],
  places: { sent: [{ path: ["payload", "event"], variants: 0 }] },
  variants: [{ member: "type", samples: { message: { type: "message", id: "of the structure", text: "" } } }],
});

test.each<[string, { given: () => unknown; want: unknown }]>([
  [
    "overrides of the payload need not name it",
    { given: () => sentOf("sent", { chat_id: "x" }).payload, want: { chat_id: "x", event: message } },
  ],
  [
    "the variant of the sample keeps its other members",
    {
      given: () => sentOf("sent", { event: { type: "message", text: "bye" } }).payload.event,
      want: { ...message, text: "bye" },
    },
  ],
  [
    "another variant begins with a sample that shows it",
    {
      given: () => sentOf("sent", { payload: { event: { type: "file", size: 9 } } }).payload.event,
      want: { type: "file", id: "f", url: "u", size: 9 },
    },
  ],
  [
    "or with the sample of its structure",
    {
      given: () => {
        const only = createSampler<Sent, SentPayload>({
          samples: {
            sent: [{ body: { action: "sent", payload: { chat_id: "d", event: { type: "file", size: 1 } } } }],
          },
          payload: ["payload"],
          places: { sent: [{ path: ["payload", "event"], variants: 0 }] },
          variants: [{ member: "type", samples: { message } }],
        });
        return only("sent", { event: { type: "message", id: "n" } }).payload.event;
      },
      want: { ...message, id: "n" },
    },
  ],
  [
    "a variant without any sample has the given members alone",
    {
      given: () => sentOf("sent", { event: { type: "call", id: "k", seconds: 3 } }).payload.event,
      want: { type: "call", id: "k", seconds: 3 },
    },
  ],
  [
    "a sample can be had by its title",
    { given: () => sentOf("sent", {}, { title: "An upload" }).payload.chat_id, want: "d" },
  ],
])("%s", (_name, { given, want }) => {
  expect(given()).toStrictEqual(want);
});

test("a title that no sample has is refused with those that there are", () => {
  expect(() => sentOf("sent", {}, { title: "A file" })).toThrow(
    new RangeError('there is no sample "A file" of "sent"; there are "A message", "An upload"'),
  );
});

test("no sample is changed by what is made of another variant", () => {
  const made = sentOf("sent", { event: { type: "file" } });
  if (made.payload.event.type === "file") made.payload.event.url = "changed";
  expect(sentOf("sent", {}, { title: "An upload" }).payload.event).toMatchObject({ url: "u" });
});

test("a variant is typed by its discriminator, and whole where it has no sample", () => {
  sentOf("sent", { event: { type: "message", text: "t" } });
  // @ts-expect-error -- a message has no size
  sentOf("sent", { event: { type: "message", size: 1 } });
  // @ts-expect-error -- no such variant
  sentOf("sent", { event: { type: "massage" } });
  // @ts-expect-error -- nothing is documented that a call could begin with: it lacks its seconds
  sentOf("sent", { event: { type: "call", id: "k" } });
  // @ts-expect-error -- no member of the body nor of the payload
  expect(() => sentOf("sent", { chat: "x" })).not.toThrow();
});
