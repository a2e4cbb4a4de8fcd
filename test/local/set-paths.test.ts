// Overrides as they are written on a command line, and what they make of a body.
import { expect, test } from "vitest";
import { applyOverrides, parseOverride, type Override } from "../../src/local/send.ts";

test.each<[string, { given: string; want: object }]>([
  ["text is text", { given: "a.b=hello there", want: { path: ["a", "b"], value: "hello there" } }],
  ["JSON is read", { given: 'a={"b":[1]}', want: { path: ["a"], value: { b: [1] } } }],
  ["a number, a truth value, null", { given: "a.0.c=null", want: { path: ["a", "0", "c"], value: null } }],
  ["nothing is empty text", { given: "a=", want: { path: ["a"], value: "" } }],
  ["the first equals sign parts", { given: "a=b=c", want: { path: ["a"], value: "b=c" } }],
  ["a dot of a name is escaped", { given: String.raw`a\.b.c=1`, want: { path: ["a.b", "c"], value: 1 } }],
  ["a path is needed", { given: "=1", want: { problem: expect.stringContaining("path=value is needed") } }],
  ["a value is needed", { given: "a.b", want: { problem: expect.stringContaining("path=value is needed") } }],
  ["an empty step is refused", { given: "a..b=1", want: { problem: expect.stringContaining("empty step") } }],
  ["an empty first step too", { given: ".a=1", want: { problem: expect.stringContaining("empty step") } }],
  ["an empty last step too", { given: "a.=1", want: { problem: expect.stringContaining("empty step") } }],
])("%s", (_name, { given, want }) => {
  expect(parseOverride(given)).toEqual(want);
});

const body = { payload: { chat: { id: "A", users: [{ id: "u" }] }, none: null } };

test.each<[string, { given: Override; want: object }]>([
  [
    "a member is replaced",
    {
      given: { path: ["payload", "chat", "id"], value: "X" },
      want: { body: { payload: { ...body.payload, chat: { ...body.payload.chat, id: "X" } } } },
    },
  ],
  ["objects on the way are made", { given: { path: ["a", "b"], value: 1 }, want: { body: { ...body, a: { b: 1 } } } }],
  [
    "a list grows at its end",
    {
      given: { path: ["payload", "chat", "users", "1"], value: 2 },
      want: { body: { payload: { ...body.payload, chat: { id: "A", users: [{ id: "u" }, 2] } } } },
    },
  ],
  [
    "and nowhere else",
    {
      given: { path: ["payload", "chat", "users", "3"], value: 2 },
      want: { problem: "payload.chat.users.3 leads nowhere: payload.chat.users is a list of 1" },
    },
  ],
  [
    "a list has no names",
    {
      given: { path: ["payload", "chat", "users", "length"], value: 0 },
      want: { problem: expect.stringContaining("leads nowhere") },
    },
  ],
  [
    "nothing can be set in a text",
    {
      given: { path: ["payload", "chat", "id", "x"], value: 2 },
      want: { problem: 'payload.chat.id is "A", nothing can be set in it' },
    },
  ],
  [
    "nor in null",
    { given: { path: ["payload", "none", "x"], value: 2 }, want: { problem: expect.stringContaining("is null") } },
  ],
])("%s", (_name, { given, want }) => {
  const before = JSON.stringify(body);
  expect(applyOverrides(body, [given])).toEqual(want);
  expect(JSON.stringify(body)).toBe(before);
});

test("__proto__ is a member like any other", () => {
  const made = applyOverrides({}, [{ path: ["__proto__", "polluted"], value: true }]);
  expect(JSON.stringify(made)).toBe('{"body":{"__proto__":{"polluted":true}}}');
  expect(Object.hasOwn(Object.prototype, "polluted")).toBe(false);
});
