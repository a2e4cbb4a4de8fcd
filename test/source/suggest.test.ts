// Names that a misspelt one may have meant.
import { expect, test } from "vitest";
import { didYouMean, suggest } from "../../src/source/suggest.ts";
import { oneOf } from "../../src/source/wording.ts";

const known = ["incoming_chat", "chat_transferred", "chat_deactivated", "3.4-preview", "3.5"];

test.each<[string, { given: string; want: readonly string[] }]>([
  ["a swapped letter", { given: "incomign_chat", want: ["incoming_chat"] }],
  ["capitals", { given: "INCOMING_CHAT", want: ["incoming_chat"] }],
  ["a missing part of a version", { given: "3.4-previw", want: ["3.4-preview"] }],
  ["a neighbouring version", { given: "3.6", want: ["3.5"] }],
  ["a word far from all", { given: "zebra", want: [] }],
  ["an empty word", { given: "", want: [] }],
  ["a word too long to compare", { given: "x".repeat(100_000), want: [] }],
])("%s", (_name, { given, want }) => {
  expect(suggest(given, known)).toEqual(want);
});

test.each<[string, { given: string; known: readonly string[]; want: readonly string[] }]>([
  [
    "the nearest version comes first",
    { given: "3.8", known: ["3.0", "3.4", "3.5", "3.6", "3.7"], want: ["3.7", "3.6", "3.5"] },
  ],
  [
    "a beginning means what begins so",
    { given: "chat_t", known: ["chat_closed", "order", "chat_transferred"], want: ["chat_transferred"] },
  ],
])("%s", (_name, { given, known: among, want }) => {
  expect(suggest(given, among)).toEqual(want);
});

test("suggestions are said as a question, or not at all", () => {
  expect(didYouMean("chat_transfered", known)).toBe(", did you mean chat_transferred?");
  expect(didYouMean("zebra", known)).toBe("");
  expect(oneOf(["a", "b", "c"])).toBe("a, b or c");
});
