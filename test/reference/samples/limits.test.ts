import { describe, expect, test } from "vitest";
import { toJson } from "../../../src/samples/sample.ts";
import { HOSTILE_ALL, share } from "../../hostile/share.ts";
import { readAlone } from "./support.ts";

const unreadable: readonly [string, { given: string; rule: string; expected: RegExp }][] = [
  ["an empty text", { given: "", rule: "unreadable", expected: /empty/ }],
  ["white space alone", { given: " \n\t", rule: "unreadable", expected: /empty/ }],
  ["a scalar", { given: "42", rule: "unreadable", expected: /should be an object or an array/ }],
  ["a string", { given: '"manual"', rule: "unreadable", expected: /should be an object or an array/ }],
  ["words alone", { given: "no sample here", rule: "unreadable", expected: /an object or an array/ }],
  ["a value without a key", { given: '{ "a": 1, {} }', rule: "unreadable", expected: /key/ }],
  ["a second sample", { given: '{ "a": 1 } { "b": 2 }', rule: "unreadable", expected: /nothing behind/ }],
  ["a comment without end", { given: '{ "a": 1 } /* and', rule: "unreadable", expected: /ends the comment/ }],
  ["too many brackets inside each other", { given: "[".repeat(100_000), rule: "too-deep", expected: /512/ }],
  [
    "too many closed ones",
    { given: `${'{"a":['.repeat(50_000)}${"]}".repeat(50_000)}`, rule: "too-deep", expected: /512/ },
  ],
];

describe("what can't be repaired", () => {
  test.each(unreadable)("%s is an error with its place", (_, { given, rule, expected }) => {
    const { root, repairs, findings } = readAlone(given);
    expect(root).toBeUndefined();
    expect(repairs).toEqual([]);
    expect(findings).toHaveLength(1);
    expect(findings[0]).toMatchObject({ ruleId: `sample/${rule}`, fatal: true });
    expect(findings[0]?.line).toBeDefined();
    expect(findings[0]?.reason).toMatch(expected);
  });
});

const member = '"chat_id": { "users": [1, 2, { "a": null }], status: \'x\' },\n';
const numbers = Array.from({ length: share(60_000) }, (_, index) => String(index));
const hostile: readonly [string, string][] = [
  ["megabytes of sound sample", `[${`{ "a": [1, 2, "three"], "b": { "c": null } }, // x\n`.repeat(share(100_000))}{}]`],
  ["megabytes with thousands of defects", `{${member.repeat(share(90_000))}}`],
  ["megabytes of closers", `{}${"}".repeat(share(3_000_000))}`],
  ["megabytes of mixed closers", `{${"]}".repeat(share(1_000_000))}`],
  ["megabytes of commas", `[${",".repeat(share(3_000_000))}]`],
  ["megabytes of quotes", `{${"'".repeat(share(2_000_000))}}`],
  ["megabytes of quotes and spaces", `{${"' ".repeat(share(1_000_000))}}`],
  ["megabytes of one word", `[${"a".repeat(share(5_000_000))}]`],
  ["megabytes of digits", `[${"1".repeat(share(3_000_000))}x]`],
  ["megabytes of block comments on one line", `[${"/**/".repeat(share(1_000_000))}]`],
  ["megabytes of stars", `[/*${"*".repeat(share(3_000_000))} */]`],
  ["megabytes of dots", `[${". . ".repeat(share(1_000_000))}]`],
  ["megabytes of backslashes", `["${"\\".repeat(share(3_000_000))}"]`],
  ["megabytes of words around", `${"a: ".repeat(share(1_000_000))}{}`],
  ["megabytes of alternatives", `["x"${' | "x"'.repeat(share(500_000))}]`],
  ["thousands of members that open in comments", `{ "a": 1,\n${'// "b": {\n'.repeat(share(100_000))}}`],
  ["thousands of values in comments", `{ ${numbers.map((at) => `"k${at}": 1, // "k${at}": 2\n`).join("")} }`],
  ["many openers and closers that do not fit", `${"[{".repeat(200)}${"]}".repeat(2_000)}`],
  ["many missing commas and closers", '{ "a": { "b": [ 1 2 '.repeat(160)],
];

/** Of the processor, whose time a busy machine does not stretch. */
const SECONDS = HOSTILE_ALL ? 240 : 20;

describe("hostile samples", () => {
  test.each(hostile)("%s come to an end", { timeout: 240_000 }, (_, given) => {
    const before = process.cpuUsage();
    const { root, findings } = readAlone(given);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(SECONDS);
    if (root === undefined) expect(findings.some(({ fatal }) => fatal)).toBe(true);
  });

  test("the sound one among them comes back whole", { timeout: 240_000 }, () => {
    const { root, findings } = readAlone(hostile[0]?.[1] ?? "");
    expect(findings).toEqual([]);
    expect(root === undefined ? undefined : toJson(root)).toHaveLength(share(100_000) + 1);
  });
});
