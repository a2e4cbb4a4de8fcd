// The report for programs, compared with the schema that is published for it.
import { Ajv2020 } from "ajv/dist/2020.js";
import { describe, expect, test } from "vitest";
import schema from "../../../src/diff/diff-report.schema.json" with { type: "json" };
import { REPORT_FORMAT } from "../../../src/diff/report.ts";
import { reportJson } from "../../../src/diff/reports/render-report.ts";
import { full, report } from "../report-fixtures.ts";

const isReport = new Ajv2020({ strict: true, allErrors: true }).compile(schema);
const read = (text: string): unknown => JSON.parse(text);

describe("the schema", () => {
  test.each([
    ["a full report", full],
    ["an empty report", report([])],
  ])("takes %s", (_name, given) => {
    isReport(read(reportJson(given)));
    expect(isReport.errors).toBeNull();
  });

  test.each<[string, object]>([
    ["an unknown severity", { ...full, summary: { ...full.summary, worst: "bad" } }],
    ["an unknown member", { ...full, made: "today" }],
    ["a newer format", { ...full, format: REPORT_FORMAT + 1 }],
    ["a change without a verdict", { ...full, changes: [{ ...full.changes[0], severity: undefined }] }],
  ])("refuses %s", (_name, given) => {
    expect(isReport(read(JSON.stringify(given)))).toBe(false);
  });

  test("describes the format that is written", () => {
    expect(schema.properties.format.const).toBe(REPORT_FORMAT);
  });
});

test("reading it gives an equal report", () => {
  expect(read(reportJson(full))).toEqual(full);
});

test("no line holds two members", () => {
  expect(
    reportJson(full)
      .split("\n")
      .filter((line) => (line.match(/^ *"[^"]*": /g) ?? []).length !== 1 && line.includes('": ')),
  ).toEqual([]);
});

test("the order of members is the same, however the report was put together", () => {
  const reversed = (value: unknown): unknown =>
    Array.isArray(value)
      ? value.map(reversed)
      : typeof value === "object" && value !== null && !("zone" in value)
        ? Object.fromEntries(
            Object.entries(value)
              .reverse()
              .map(([name, member]) => [name, reversed(member)]),
          )
        : value;
  expect(reportJson({ ...full, ...Object(reversed(full)) })).toBe(reportJson(full));
});

test("a proof's body keeps the order of its members", () => {
  expect(reportJson(full)).toMatch(/"body": \{\s*"zone": 1,\s*"action": /);
});
