// The names of APIs in a cell of copied text.
import { expect, test } from "vitest";
import { readPushEquivalents } from "../../src/reference/cell-rows.ts";

const at = { file: "a.txt", line: 1, column: 1, offset: 0 };

test.each<readonly [string, { readonly given: string; readonly want: readonly string[] }]>([
  ["a dash names none", { given: "-", want: [] }],
  [
    "names that run together are parted",
    { given: "Agent Chat API Customer Chat API", want: ["Agent Chat API", "Customer Chat API"] },
  ],
  ["what follows the last name is left out", { given: "Agent Chat API only", want: ["Agent Chat API"] }],
  ["a cell that names no API is a name", { given: "incoming_chat", want: ["incoming_chat"] }],
  ["the word alone is no name", { given: "API", want: ["API"] }],
  ["the word may begin a name", { given: "API of the Agent API", want: ["API of the Agent API"] }],
])("%s", (_, { given, want }) => {
  expect(readPushEquivalents({ text: given, codes: [], links: [], at }).map(({ label }) => label)).toEqual(want);
});
