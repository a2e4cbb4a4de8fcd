// Bodies for tests: what overrides make of a sample, and that the samples themselves stay as they are.
import { expect, expectTypeOf, test } from "vitest";
import { createSampler, type Samples } from "../../src/runtime/testing.ts";

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

const samples: Samples<ByAction> = {
  opened: [
    { action: "opened", payload: { chat: { id: "A", users: [{ id: "u" }, { id: "v" }], note: null }, at: 1 } },
    { action: "opened", payload: { chat: { id: "B", users: [] }, at: 2 } },
  ],
  closed: [{ action: "closed", payload: { a: true } }],
};
const sampleOf = createSampler<ByAction>(samples);

test.each<[string, { given: () => unknown; want: unknown }]>([
  ["without overrides it is the sample", { given: () => sampleOf("opened"), want: samples.opened?.[0] }],
  ["a further sample has a number", { given: () => sampleOf("opened", {}, { index: 1 }), want: samples.opened?.[1] }],
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
  const { payload } = createSampler<{ a: { payload?: object } }>({ a: [{}] })("a", { payload: { b: undefined, c: 1 } });
  expect(Object.keys(payload ?? {})).toEqual(["c"]);
});

test("an action without a sample says so", () => {
  expect(() => sampleOf("silent")).toThrow(new RangeError('there is no sample 0 of "silent"'));
  expect(() => sampleOf("closed", {}, { index: 1 })).toThrow(RangeError);
});

test("names of Object's own are members like any other", () => {
  const sampler = createSampler<Record<string, object>>({ constructor: [JSON.parse('{"__proto__":{"a":1}}')] });
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
