// What is shown of captured values: no secret, and little of what may be about a person.
import { describe, expect, test } from "vitest";
import { observationText } from "../../src/check/observation-text.ts";
import {
  redactionOf,
  redactionRules,
  isMemberName,
  isPlainWord,
  showValue,
  type Redaction,
} from "../../src/check/redact.ts";
import { body, differencesOf, model, parcel } from "./support.ts";

test.each(redactionRules)("$id guards its example", ({ example, redaction }) => {
  expect(redactionOf(example, "none")).toBe(redaction);
});

test("no two rules claim one example", () => {
  for (const { id, example } of redactionRules) {
    expect(redactionRules.filter(({ pattern }) => pattern.test(example)).map((rule) => rule.id)).toEqual([id]);
  }
});

test.each<[string, { given: [unknown, Redaction]; want: string }]>([
  ["a word that a program chose", { given: ["not_routed", "none"], want: '"not_routed"' }],
  ["a number", { given: [42, "none"], want: "42" }],
  ["a long number", { given: [1234567890, "none"], want: "12… (10 digits)" }],
  ["text", { given: ["Jane Doe", "none"], want: '"Ja…" (8 characters)' }],
  ["an address", { given: ["jane@doe.example", "none"], want: '"ja…" (16 characters)' }],
  ["an id", { given: ["b7eff798-f8df-4364-8059-649c35c9ed0c", "none"], want: '"b7…" (36 characters)' }],
  ["a short text below a personal name", { given: ["jane", "personal"], want: '"…" (4 characters)' }],
  ["a number below one", { given: [42, "personal"], want: "…" }],
  ["an object, by the names of its members", { given: [{ a: 1, "x@y": 2 }, "none"], want: "members a, …" }],
  ["a list, by its length", { given: [["jane"], "none"], want: "1 items" }],
  ["anything below a secret", { given: [{ a: 1 }, "secret"], want: "(redacted)" }],
  ["control characters", { given: ["\u001b[2Jxxxx", "none"], want: '"·[…" (8 characters)' }],
])("%s is shown so", (_name, { given: [value, redaction], want }) => {
  expect(showValue(value, redaction)).toBe(want);
});

describe("a secret does not get out", () => {
  const secret = "hunter2hunter2";
  test.each<[string, unknown]>([
    ["of another type", parcel({ id: 1, weight: 4, secret_key: secret })],
    ["at its own place", body("news", {}, { secret_key: { inner: secret } })],
    [
      "as the name of a member under it",
      body("news", {}, { secret_key: { [secret]: 1 }, keys: { secret_key: { [secret]: 1 } } }),
    ],
    ["under a member of its name, anywhere", parcel({ note: { secret_key: { deep: [secret, { deeper: secret }] } } })],
    ["as an action", { action: `${secret} ${secret}`, secret_key: secret }],
  ])("%s", (_name, given) => {
    const differences = differencesOf(model, [given]);
    expect(differences.length).toBeGreaterThan(0);
    expect(JSON.stringify(differences)).not.toContain(secret);
    expect(observationText(differences)).not.toContain(secret);
  });
});

test.each<[string, boolean]>([
  ["open", true],
  ["not-routed", true],
  ["Jane", false],
  ["a b", false],
  ["id20240101", false],
  ["", false],
])("a program may have chosen %j: %s", (text, want) => {
  expect(isPlainWord(text)).toBe(want);
});

test.each<[string, boolean]>([
  ["last_visit", true],
  ["organizationId", true],
  ["jane@doe.example", false],
  ["12", false],
  ["0805e283233042b37f460ed8fbf22160", false],
  ["a.b", false],
])("%j names a member: %s", (name, want) => {
  expect(isMemberName(name)).toBe(want);
});
