// The rule tables of the text reader: each row reads its own example, and no earlier row takes it away.
import { describe, expect, test } from "vitest";
import { noiseRule, noiseRules } from "../../src/formats/copied-text/noise.ts";
import {
  exampleWords,
  rowRules,
  splitRow,
  textOf,
  isIdentifier,
  isTitle,
} from "../../src/formats/copied-text/row-rules.ts";
import { sampleLineRule, sampleLineRules } from "../../src/formats/copied-text/samples.ts";
describe("lines of a sample", () => {
  test.each(sampleLineRules)("$id reads its example", ({ id, example, effect }) => {
    expect(sampleLineRule(example)).toMatchObject({ id, effect });
  });

  test.each([
    ["a sentence", "Informs that it happened."],
    ["a numbered reference", "[1] See below"],
    ["a note with a colon", "Possible values: agent, customer"],
    ["an identifier with a colon", "chat_closed:"],
    ["a footnote", "*) Possible reasons: manual"],
  ])("%s is none", (_, line) => {
    expect(sampleLineRule(line)).toBeUndefined();
  });
});

describe("rows with cells run together", () => {
  test.each(rowRules)("$id reads its example", ({ id, example, effect }) => {
    const found = splitRow(example, exampleWords);
    expect(found?.rule).toBe(id);
    expect(found?.cells.map((cell) => textOf(example, cell))).toEqual(effect);
  });

  test.each([
    ["a title", "Sample webhook"],
    ["a sentence", "This page speaks of many things."],
    ["a heading", "incoming_chat"],
    ["a product's name", "chat access"],
  ])("%s is no row", (_, line) => {
    expect(splitRow(line, exampleWords)).toBeUndefined();
  });

  test.each([
    ["the value decides between two labels", "Push equivalentincoming_chat", ["Push equivalent", "incoming_chat"]],
    ["a dash is a value", "Push equivalent in-", ["Push equivalent in", "-"]],
    ["three labels", "ParameterRequiredNotes", ["Parameter", "Required", "Notes"]],
    ["a short name before a capital", "idChat ID", ["id", "Chat ID"]],
    ["an apostrophe begins no note", "chat_idchat's ID", ["chat_id", "chat's ID"]],
    ["two stars", "reason **Tells why", ["reason **", "Tells why"]],
    ["a raised digit", "reason¹Tells why", ["reason¹", "Tells why"]],
    ["a quoted note", 'status"online" or "offline"', ["status", '"online" or "offline"']],
  ])("%s", (_, line, want) => {
    const labels = ["Push equivalent in", "Push equivalent", "Parameter", "Required", "Notes"];
    const words = {
      labels,
      identifiers: new Set(["incoming_chat"]),
      keys: new Set(["chat_id"]),
      titles: new Set<string>(),
    };
    expect(splitRow(line, words)?.cells.map((cell) => textOf(line, cell))).toEqual(want);
  });
});

describe("noise", () => {
  test.each(noiseRules)("$id reads its example, and no other rule does", ({ id, example }) => {
    expect(noiseRules.filter(({ pattern }) => pattern.test(example)).map((rule) => rule.id)).toEqual([id]);
    expect(noiseRule(example)?.id).toBe(id);
  });

  test("a sentence about copying stays", () => {
    expect(noiseRule("Copied chats are kept for a week.")).toBeUndefined();
  });
});

describe("words", () => {
  test.each([
    ["incoming_chat", true],
    ["`ping`", true],
    ["chat.closed", true],
    ["thread2_closed", true],
    ["chats", false],
    ["Incoming_chat", false],
    ["incoming-chat", false],
    ["incoming chat", false],
  ])("%s is an identifier: %s", (text, want) => {
    expect(isIdentifier(text)).toBe(want);
  });

  test.each([
    ["Chat access", true],
    ["chats", true],
    ["chat properties updated", true],
    ["A sentence.", false],
    ["Possible values:", false],
    ["💡 Another place", false],
    ["one two three four five", false],
    ["One two three four five six seven eight nine", false],
    ["Action | chat |", false],
  ])("%s may be a title: %s", (text, want) => {
    expect(isTitle(text)).toBe(want);
  });
});
