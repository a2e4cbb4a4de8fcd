// The report for the terminal.
import { expect, test } from "vitest";
import { reportText } from "../../../src/diff/reports/report-text.ts";
import { evils, full, report, spoiled, unseen } from "../report-fixtures.ts";

const plain = { color: false, root: "docs-input" };

test("a full report reads as reviewed", async () => {
  await expect(reportText(full, plain)).toMatchFileSnapshot("goldens/full.txt");
});

test("equal sides are no changes", () => {
  expect(reportText(report([]), plain)).toBe("no changes\n");
});

test("colour is on only where it is asked for", () => {
  expect(reportText(full, plain)).not.toContain("\u001b[");
  expect(reportText(full, { color: true })).toContain("\u001b[31mbreaking");
});

test.each(evils)("%s stays on its line of words", (_name, evil) => {
  for (const color of [false, true]) {
    const text = reportText(spoiled(evil), { color });
    expect(text.replace(/\u001b\[(?:1|2|22|3\d)m/g, "")).not.toMatch(unseen);
    expect(text.split("\n")).toHaveLength(reportText(spoiled("words"), { color }).split("\n").length);
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
