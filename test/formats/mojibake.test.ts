// Text decoded with the wrong table: found with its place, undone where it can be.
import { expect, test } from "vitest";
import { findMojibake, mojibakeRules, withoutMojibake } from "../../src/formats/mojibake.ts";

test.each(mojibakeRules)("$id undoes its example", ({ example, was }) => {
  expect(withoutMojibake(`a ${example} b`)).toBe(`a ${was ?? example} b`);
  const [found, ...others] = findMojibake(`x\n ${example}`, "a.md");
  expect(others).toEqual([]);
  expect(found).toMatchObject({ ruleId: "document/mojibake", fatal: false, line: 2, column: 2, file: "a.md" });
  expect(found?.expected).toEqual(was === undefined ? undefined : [was]);
});

test("no two rules claim one example", () => {
  for (const { id, example } of mojibakeRules) {
    const claims = mojibakeRules.filter(({ pattern }) => example.replace(pattern, "") === "").map((rule) => rule.id);
    expect(claims).toEqual([id]);
  }
});

test.each([
  "« un café »",
  "«\u00a0un café\u00a0»",
  "à\u00a0« demain »",
  "Zażółć gęślą jaźń",
  "茅台酒和馃饼",
  "Ünïcode, naïve, Ångström",
  "plain",
])("%s is left alone", (value) => {
  expect(withoutMojibake(value)).toBe(value);
  expect(findMojibake(value, "a.md")).toEqual([]);
});

test("many places of one kind end in a number instead of a flood", () => {
  const found = findMojibake("â€™ ".repeat(1000), "a.md");
  expect(found).toHaveLength(100);
  expect(found.at(-1)?.reason).toContain("900 more");
});
