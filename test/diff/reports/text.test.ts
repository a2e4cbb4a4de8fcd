// The report for the terminal.
import { expect, test } from "vitest";
import { reportText } from "../../../src/diff/reports/report-text.ts";
import { change, full, report } from "../report-fixtures.ts";

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

test("no control character of a page reaches the terminal", () => {
  const evil = "a\u001b[2Jb\r\nc\u202e";
  const text = reportText(
    report([change({ message: evil, path: evil, why: evil, hint: evil, old: { text: evil, evidence: [] } })]),
    plain,
  );
  expect(text).not.toMatch(/[\u001b\r\u202e]/);
  expect(text).toContain("a·[2Jb··c·");
});

test("the summary stands before the first change, and every line ends", () => {
  const text = reportText(full, plain);
  expect(text.indexOf("3 breaking")).toBe(-1);
  expect(text.indexOf("2 breaking, 1 dangerous, 1 compatible")).toBeGreaterThan(0);
  expect(text.indexOf("2 breaking")).toBeLessThan(text.indexOf("parcel_moved.payload"));
  expect(text.endsWith("\n")).toBe(true);
});
