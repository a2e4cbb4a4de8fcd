// The report for the terminal.
import { expect, test } from "vitest";
import { compareModels } from "../../../src/diff/compare-models.ts";
import { atLeast } from "../../../src/diff/report.ts";
import { generatedModel } from "../support/generated.ts";
import { reportText } from "../../../src/diff/reports/report-text.ts";
import { evils, full, report, spoiled, unseen } from "../report-fixtures.ts";

const plain = { color: false, details: true, root: "docs-input" };

test("a full report reads as reviewed", async () => {
  await expect(reportText(full, plain)).toMatchFileSnapshot("goldens/full.txt");
});

test("without details a change has a line on what, where and for whom, and says what to read on", () => {
  const text = reportText(full, { ...plain, details: false });
  expect(text).toContain("--details quotes the pages");
  expect(text).not.toContain("do:");
  const lines = text.split("\n");
  const first = lines.findIndex((line) => line.startsWith("  breaking"));
  expect(lines.slice(first, first + 3).map((line) => line.trim())).toEqual([
    'breaking    "queued_at" was removed',
    "parcel_moved.payload.queued_at  eeeeeeeeeeee  docs-input/v1.5/page.md:12:3",
    "running receiver: breaking; new receiver: takes old bodies; imported types: breaking",
  ]);
});

test("the dangerous and breaking changes between two versions of a reference fit one screen of 40 lines", () => {
  const whole = compareModels(generatedModel("3.5"), generatedModel("3.6"));
  const lines = reportText(atLeast(whole, "dangerous"), { ...plain, details: false }).split("\n");
  expect(lines.length).toBeLessThanOrEqual(40);
  expect(lines.filter((line) => line.length > 120)).toEqual([]);
  expect(lines.filter((line) => line.startsWith("  breaking "))).toHaveLength(whole.summary.open.breaking);
  expect(whole.summary.open.breaking).toBeGreaterThan(5);
});

test("equal sides are no changes", () => {
  expect(reportText(report([]), plain)).toBe("no changes\n");
});

test("colour is on only where it is asked for", () => {
  expect(reportText(full, plain)).not.toContain("\u001b[");
  expect(reportText(full, { ...plain, color: true })).toContain("\u001b[31mbreaking");
});

test.each(evils)("%s stays on its line of words", (_name, evil) => {
  for (const [color, details] of [
    [false, true],
    [true, true],
    [true, false],
  ] as const) {
    const text = reportText(spoiled(evil), { ...plain, color, details });
    expect(text.replace(/\u001b\[(?:1|2|22|3\d)m/g, "")).not.toMatch(unseen);
    expect(text.split("\n")).toHaveLength(
      reportText(spoiled("words"), { ...plain, color, details }).split("\n").length,
    );
  }
  expect(reportText(spoiled(evil), plain)).not.toContain("\u001b");
});

test("the summary stands before the first change, and every line ends", () => {
  const text = reportText(full, plain);
  expect(text.indexOf("3 breaking")).toBe(-1);
  expect(text.indexOf("2 breaking, 1 dangerous, 1 compatible")).toBeGreaterThan(0);
  expect(text.indexOf("2 breaking")).toBeLessThan(text.indexOf("parcel_moved.payload"));
  expect(text.endsWith("\n")).toBe(true);
});
