// Every rule against every example: each example is claimed by its own rule and by no other.
import { describe, expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import { observe } from "../../src/diff/observe.ts";
import { verdictFor } from "../../src/diff/rule.ts";
import { rules } from "../../src/diff/rules.ts";

describe("the rules", () => {
  test("have ids of their own", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  test.each(rules)("$id claims its example alone", ({ id, example }) => {
    const { seen } = observe(example.old, example.new);
    const claims = seen.map((one) => rules.filter(({ matches }) => matches(one)).map((rule) => rule.id));
    expect(claims).toEqual([[id]]);
  });

  test.each(rules)("$id judges its example in both profiles", (rule) => {
    for (const profile of ["tolerant", "strict"] as const) {
      const { changes, semver } = compareModels(rule.example.old, rule.example.new, { profile });
      expect(changes.map(({ rule: id, runtime, compileTime }) => ({ id, runtime, compileTime }))).toEqual([
        {
          id: rule.id,
          runtime: verdictFor(rule.runtime, profile),
          compileTime: verdictFor(rule.compileTime, profile),
        },
      ]);
      expect(semver.bump).toBe(rule.semver);
    }
  });

  test.each(rules)("$id sees nothing where both sides are its old or its new one", ({ example }) => {
    expect(observe(example.old, example.old).seen).toEqual([]);
    expect(observe(example.new, example.new).seen).toEqual([]);
  });

  test.each(rules)("$id says why in one sentence", ({ why, hint }) => {
    for (const words of [why, hint]) expect(words).toMatch(/^[A-Z][^.]*\.$/);
  });
});

describe("the verdicts for a receiver", () => {
  const severity = (id: string, profile: "tolerant" | "strict" = "tolerant"): string | undefined => {
    const rule = rules.find((one) => one.id === id);
    return rule === undefined
      ? undefined
      : compareModels(rule.example.old, rule.example.new, { profile }).changes[0]?.severity;
  };

  test.each([
    ["field/required-removed", "breaking", "breaking"],
    ["field/became-optional", "breaking", "breaking"],
    ["type/became-nullable", "breaking", "breaking"],
    ["type/changed", "breaking", "breaking"],
    ["webhook/removed", "breaking", "breaking"],
    ["webhook/action-changed", "breaking", "breaking"],
    ["field/optional-removed", "breaking", "breaking"],
    ["value/added", "dangerous", "breaking"],
    ["variant/added", "dangerous", "breaking"],
    ["variant/of-another-kind", "breaking", "breaking"],
    ["value/removed", "breaking", "breaking"],
    ["variant/removed", "breaking", "breaking"],
    ["variant/no-longer-named", "breaking", "breaking"],
    ["type/integer-to-number", "dangerous", "dangerous"],
    ["value/list-freed", "dangerous", "dangerous"],
    ["field/added", "compatible", "breaking"],
    ["webhook/added", "compatible", "compatible"],
    ["field/became-required", "compatible", "compatible"],
    ["docs/description", "docs", "docs"],
    ["docs/sample", "docs", "docs"],
    ["docs/link", "docs", "docs"],
  ])("%s is %s, and %s in the strict profile", (id, tolerant, strict) => {
    expect([severity(id), severity(id, "strict")]).toEqual([tolerant, strict]);
  });

  test.each(["field/optional-removed", "value/removed", "variant/removed", "type/reduced"])(
    "%s is dangerous at run time and breaks types",
    (id) => {
      const rule = rules.find((one) => one.id === id);
      expect(rule).toMatchObject({ runtime: "dangerous", compileTime: "breaking" });
    },
  );

  test.each(rules)("$id asks for a major release where it breaks a tolerant receiver, and only there", (rule) => {
    expect(severity(rule.id) === "breaking" ? "major" : "less").toBe(rule.semver === "major" ? "major" : "less");
  });
});
