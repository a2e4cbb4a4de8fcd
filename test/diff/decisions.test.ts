// Decisions: renames confirmed or denied, changes accepted; what is stale or has ended is a problem.
import { describe, expect, test } from "vitest";
import { compareModels } from "../../src/diff/compare-models.ts";
import { integer, model, object, text, webhook } from "./support/tiny-model.ts";
import { type Decisions, parseDecisions } from "../../src/register/read-decisions.ts";

const old = { ...model([webhook(object({ id: text, opened_at: text, door: text }))]), version: "1.0" };
const now = {
  ...model([webhook(object({ id: text, opened_at_us: text, door: text, size: integer }))]),
  version: "2.0",
};
const plain = compareModels(old, now);
const removal = plain.changes.find(({ fact }) => fact === "removed")?.fingerprint ?? "";

function decide(yaml: string): Decisions {
  const { decisions, findings } = parseDecisions(yaml, "decisions.yaml");
  expect(findings.map(({ message }) => message)).toEqual([]);
  return decisions ?? { renames: [], acceptances: [] };
}
const between = "between: { old: '1.0', new: '2.0' }";
const acceptance = (print: string, more = ""): string =>
  `acceptances:\n  - ${between}\n    fingerprint: "${print}"\n    reason: nobody reads it\n${more}`;
const rename = (from: string, to: string, decision: string): string =>
  `renames:\n  - ${between}\n    from: [${from}]\n    to: ${to}\n    decision: ${decision}\n    reason: seen on the wire\n`;

describe("an acceptance", () => {
  test("marks its change, which no longer counts as open and keeps its severity", () => {
    const report = compareModels(old, now, { decisions: decide(acceptance(removal)), today: "2030-01-01" });
    expect(plain.summary.open.breaking).toBe(1);
    expect(report.summary).toMatchObject({ open: { breaking: 0 }, accepted: { breaking: 1 } });
    expect(report.changes.find(({ fingerprint }) => fingerprint === removal)).toMatchObject({
      severity: "breaking",
      acceptedBy: { reason: "nobody reads it" },
    });
    expect(report.problems).toEqual([]);
  });

  test.each([
    ["holds on its last day", "2030-01-01", []],
    ["has ended the day after", "2030-01-02", ["decision/expired"]],
  ])("%s", (_, today, want) => {
    const decisions = decide(acceptance(removal, '    until: "2030-01-01"\n'));
    const { problems, summary } = compareModels(old, now, { decisions, today });
    expect(problems.map(({ rule }) => rule)).toEqual(want);
    expect(summary.open.breaking).toBe(want.length);
  });

  test("of a change that is not there is stale, at its line", () => {
    const { problems } = compareModels(old, now, {
      decisions: decide(acceptance("0123456789ab")),
      today: "2030-01-01",
    });
    expect(problems).toMatchObject([{ rule: "decision/stale", severity: "error", at: { line: 3 } }]);
  });

  test("of other versions is left alone", () => {
    const decisions = decide(acceptance("0123456789ab"));
    expect(compareModels({ ...old, version: "0.9" }, now, { decisions }).problems).toEqual([]);
  });
});

describe("a rename", () => {
  const from = "door_opened.payload.opened_at";
  const to = "door_opened.payload.opened_at_us";

  test.each(["confirmed", "denied"])("is %s, and the changes under it keep their severity", (decision) => {
    const report = compareModels(old, now, { decisions: decide(rename(from, to, decision)) });
    expect(report.renames).toMatchObject([{ from: [from], to, decision, reason: "seen on the wire" }]);
    expect(report.changes.map(({ severity }) => severity)).toEqual(plain.changes.map(({ severity }) => severity));
  });

  test("that no score proposes is taken where both its ends are found", () => {
    const report = compareModels(old, now, {
      decisions: decide(rename(from, "door_opened.payload.size", "confirmed")),
    });
    expect(report.problems).toEqual([]);
    expect(report.renames).toContainEqual(expect.objectContaining({ to: "door_opened.payload.size", score: 0 }));
  });

  test("of what was neither removed nor added is stale", () => {
    const { problems } = compareModels(old, now, { decisions: decide(rename("a.b", "a.c", "confirmed")) });
    expect(problems).toMatchObject([{ rule: "decision/stale" }]);
  });
});

describe("the file", () => {
  test.each([
    ["holds nothing but comments", "# nothing yet\n\n", []],
    ["has an unknown key", "accept: []\n", ["register/unknown-key"]],
    ["has a fingerprint that reads as a number", acceptance("0").replace('"0"', "123456789012"), ["register/value"]],
    ["has a date that is none", acceptance("0123456789ab", '    until: "soon"\n'), ["register/value"]],
    [
      "accepts a change twice",
      `${acceptance("0123456789ab")}${acceptance("0123456789ab").replace("acceptances:\n", "")}`,
      ["decision/twice"],
    ],
  ])("that %s", (_, yaml, want) => {
    expect(parseDecisions(yaml, "decisions.yaml").findings.map(({ ruleId }) => ruleId)).toEqual(want);
  });
});
