// The order in which webhooks are listed.
import { expect, test } from "vitest";
import { orderNames } from "../../src/diff/order-names.ts";

test.each([
  [
    "what happened comes before whom it happened to",
    { given: ["b_deleted", "a_deleted", "b_created"], want: ["b_created", "a_deleted", "b_deleted"] },
  ],
  ["a name of one word stands by itself", { given: ["z", "a_z", "a"], want: ["a", "z", "a_z"] }],
  ["no name is no list", { given: [], want: [] }],
])("%s", (_, { given, want }) => {
  expect(orderNames(given)).toEqual(want);
});
