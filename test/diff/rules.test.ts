// Every rule against every example: each example is judged by its own rule and by no other.
import { describe, expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import { factKinds } from "../../src/diff/compare/facts.ts";
import { findFacts } from "../../src/diff/compare/find-facts.ts";
import { ruleFor, bumpFor, verdictFor } from "../../src/diff/judge/rules.ts";
import { exampleOf, rules } from "./support/rules.ts";
import { model, object, structure, text, webhook } from "./support/tiny-model.ts";
import { ruleExamples } from "./rule-examples.ts";

describe("the rules", () => {
  test("have ids of their own", () => {
    expect(new Set(rules.map(({ id }) => id)).size).toBe(rules.length);
  });

  test("have one example each, and no example is left over", () => {
    expect(Object.keys(ruleExamples).sort()).toEqual(rules.map(({ id }) => id).sort());
  });

  test("have examples of every kind of fact", () => {
    const kinds = Object.values(ruleExamples).flatMap((example) =>
      findFacts(example.old, example.new).facts.map(({ kind }) => kind),
    );
    expect([...new Set(kinds)].sort()).toEqual([...factKinds].sort());
  });

  test.each(rules)("$id alone judges its example", ({ id }) => {
    const example = exampleOf(id);
    const { facts } = findFacts(example.old, example.new);
    expect(facts.map((fact) => ruleFor(fact).id)).toEqual([id]);
  });

  test.each(rules)("$id judges its example in both profiles", (rule) => {
    const example = exampleOf(rule.id);
    for (const profile of ["tolerant", "strict"] as const) {
      const { changes, semver } = compareModels(example.old, example.new, { profile });
      expect(changes.map(({ rule: id, runtime, compileTime }) => ({ id, runtime, compileTime }))).toEqual([
        {
          id: rule.id,
          runtime: verdictFor(rule.runtime, profile),
          compileTime: verdictFor(rule.compileTime, profile),
        },
      ]);
      expect(semver.bump).toBe(bumpFor(rule));
    }
  });

  test.each(rules)("$id finds nothing where both sides are its old or its new one", ({ id }) => {
    const example = exampleOf(id);
    expect(findFacts(example.old, example.old).facts).toEqual([]);
    expect(findFacts(example.new, example.new).facts).toEqual([]);
  });

  test.each(rules)("$id says why in one sentence", ({ why, hint }) => {
    for (const words of [why, hint ?? "Nothing to do."]) expect(words).toMatch(/^[A-Z][^.]*\.$/);
  });
});

describe("the verdicts for a receiver", () => {
  const severity = (id: string, profile: "tolerant" | "strict" = "tolerant"): string | undefined => {
    const example = exampleOf(id);
    return compareModels(example.old, example.new, { profile }).changes[0]?.severity;
  };

  test.each([
    ["field/required-removed", "breaking", "breaking"],
    ["field/became-optional", "breaking", "breaking"],
    ["type/became-nullable", "breaking", "breaking"],
    ["type/changed", "breaking", "breaking"],
    ["webhook/removed", "breaking", "breaking"],
    ["webhook/name-changed", "breaking", "breaking"],
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
    expect(severity(rule.id) === "breaking" ? "major" : "less").toBe(bumpFor(rule) === "major" ? "major" : "less");
  });
});

describe("whom a change concerns", () => {
  test.each([
    ["field/added", "reported", "reported"],
    ["field/required-removed", "taken", "reported"],
    ["field/became-optional", "taken", "taken"],
    ["field/became-required", "reported", "reported"],
    ["type/narrowed", "reported", "reported"],
    ["type/changed", "reported", "reported"],
    ["value/added", "taken", "taken"],
    ["value/removed", "taken", "reported"],
    ["webhook/added", "taken", "taken"],
    ["webhook/removed", "unknown", "unknown"],
    ["webhook/name-changed", "unknown", "unknown"],
    ["docs/sample", "taken", "taken"],
  ])("after %s a new receiver has old bodies %s, a strict one %s", (id, tolerant, strict) => {
    const { old, new: now } = exampleOf(id);
    const of = (profile: "tolerant" | "strict") => compareModels(old, now, { profile }).changes[0]?.oldBodies;
    expect([of("tolerant"), of("strict")]).toEqual([tolerant, strict]);
  });

  test("a structure that no webhook carries concerns code that imports its type, and no receiver", () => {
    const [bodies, type] = [[webhook(object({ id: text }))], object({ size: text })];
    const before = model(bodies, [structure("Lamp", object({ size: text, watts: text }))]);
    const { changes } = compareModels(before, model(bodies, [structure("Lamp", type)]));
    expect(changes).toMatchObject([{ runtime: "docs", compileTime: "breaking", severity: "breaking", webhooks: [] }]);
    expect(changes[0]?.why).toContain("only code that imports its type");
    expect(changes[0]).not.toHaveProperty("oldBodies");
  });

  test("words about a structure that no webhook carries are words", () => {
    const bodies = [webhook(object({ id: text }))];
    const said = (description: string) => model(bodies, [structure("Lamp", object({ size: text }), { description })]);
    expect(compareModels(said("A lamp."), said("A light.")).changes).toMatchObject([
      { severity: "docs", why: "Words alone; what arrives is the same." },
    ]);
  });
});
