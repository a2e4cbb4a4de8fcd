// Findings are told under the names that the user knows, and each once, however many versions share its page.
import { expect, test } from "vitest";
import { displayFindings } from "../../src/pipeline/findings.ts";
import { finding, type Finding } from "../../src/source/finding.ts";

const found = (message: string, line = 1): Finding =>
  finding({
    rule: "sample/ellipsis",
    severity: "warning",
    message,
    at: { file: "v1/a.md", line, column: 1, offset: 0 },
  });

test("files are named with the input folder", () => {
  const { findings, sources } = displayFindings("docs/in", [found("a")], new Map([["v1/a.md", "text"]]));
  expect(findings.map(({ file }) => file)).toEqual(["docs/in/v1/a.md"]);
  expect([...sources]).toEqual([["docs/in/v1/a.md", "text"]]);
});

test("what two versions say of one place is told once, in its first place", () => {
  const { findings } = displayFindings("in", [found("a"), found("b"), found("a"), found("a", 2)], new Map());
  expect(findings.map(({ reason, line }) => [reason, line])).toEqual([
    ["a", 1],
    ["b", 1],
    ["a", 2],
  ]);
  expect(findings.every(({ file }) => file === "in/v1/a.md")).toBe(true);
});

test("a finding that stands twice among them is named once", () => {
  const one = found("a");
  expect(displayFindings("in", [one, one], new Map()).findings.map(({ file }) => file)).toEqual(["in/v1/a.md"]);
});
