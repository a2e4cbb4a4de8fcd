import { describe, expect, test } from "vitest";
import { literalRules, readLiteral } from "../../../src/samples/scalars.ts";
import { repairRules } from "../../../src/samples/repairs.ts";
import { typeWordRules } from "../../../src/samples/named-types.ts";
import { toJson } from "../../../src/samples/sample.ts";
import { readAlone, rulesOf } from "./support.ts";

describe("the table of repairs", () => {
  test.each(repairRules)("$id reads its example, and no other rule claims it", ({ id, example, kept }) => {
    const result = readAlone(example);
    expect(result.root).toBeDefined();
    expect(result.findings.map(({ ruleId, fatal }) => [ruleId, fatal])).toEqual([[`sample/${id}`, false]]);
    expect(rulesOf(result)).toEqual(kept === true ? [] : [id]);
  });

  test.each(repairRules)("$id says what was found in lower case, quotes its line and offers a fix", ({ example }) => {
    const [found] = readAlone(example).findings;
    expect(found?.reason).toMatch(/^(?![A-Z][a-z])[^]+[^.]$/);
    expect(found?.actual).not.toBe("");
    expect(found?.expected?.[0]).toBeTruthy();
  });

  test("every id stands once", () => {
    expect(new Set(repairRules.map(({ id }) => id)).size).toBe(repairRules.length);
  });
});

describe("members by their names alone", () => {
  test.each([
    ["{ id, name }", { id: null, name: null }],
    ["{ id, // the number\n name, // …\n}", { id: null, name: null }],
    ['{ "kite": { id, … }, sent: 1 }', { kite: { id: null }, sent: 1 }],
  ])("%s is read without values", (given, want) => {
    const result = readAlone(given);
    expect(result.root && toJson(result.root)).toEqual(want);
    expect(rulesOf(result)).toContain("missing-value");
  });
});

describe("words that name a type", () => {
  test.each(typeWordRules)("$id reads $example, and no other row does", ({ id, example }) => {
    expect(typeWordRules.filter(({ pattern }) => pattern.test(example)).map((rule) => rule.id)).toEqual([id]);
  });
});

describe("bare words", () => {
  test.each(literalRules)("$rule reads $example", ({ rule, example }) => {
    expect(readLiteral(example).rule).toBe(rule);
  });

  test.each([
    ["None", null],
    ["True", true],
    ["FALSE", false],
    ["0x1F", 31],
    ["01", 1],
    ["1.", 1],
    [".5", 0.5],
    ["+7", 7],
    ["-Infinity", null],
    ["accepting chats", "accepting chats"],
    ["<webhook_id>", "<webhook_id>"],
  ])("%s stands for %j", (given, want) => {
    expect(toJson(readAlone(`{ "a": ${given} }`).root ?? empty)).toEqual({ a: want });
  });

  const empty = { kind: "scalar", value: "unread", offset: 0, length: 0 } as const;
});
