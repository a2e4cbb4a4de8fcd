// The two runs of the tests: what is left to the long one exists, and a run of nothing fails.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { begunFirst, onlyInAll } from "../../vitest.config.ts";
import { project } from "../cli/support/binary.ts";

const files = readdirSync(join(project, "test"), { recursive: true, encoding: "utf8" })
  .map((path) => path.replaceAll("\\", "/"))
  .filter((path) => path.endsWith(".test.ts"));

test.each([...onlyInAll, ...begunFirst])("%s begins the path of a test file", (start) => {
  expect(files.filter((path) => path.startsWith(start))).not.toEqual([]);
});

test("most files are in the quick run", () => {
  const quick = files.filter((path) => !onlyInAll.some((start) => path.startsWith(start)));
  expect(quick.length).toBeGreaterThan(files.length / 2);
});

test.each<[string, { given: readonly [passed: number, failed: number, skipped: number]; code: number }]>([
  ["with tests that passed is one", { given: [3, 0, 1], code: 0 }],
  ["in which all were skipped is none", { given: [0, 0, 4], code: 1 }],
  ["without a test is none", { given: [0, 0, 0], code: 1 }],
])("a run %s", (_name, { given: [numPassedTests, numFailedTests, numPendingTests], code }) => {
  const folder = mkdtempSync(join(tmpdir(), "hooksmith-count-"));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  const report = join(folder, "report.json");
  writeFileSync(report, JSON.stringify({ numPassedTests, numFailedTests, numPendingTests }));
  const { status } = spawnSync(process.execPath, ["scripts/count-tests.mjs", report], { cwd: project });
  expect(status).toBe(code);
});

test("vitest fails where no file matches", () => {
  const args = ["node_modules/vitest/vitest.mjs", "run", "--mode", "quick", "test/faults"];
  const { status, stdout, stderr } = spawnSync(process.execPath, args, { cwd: project, encoding: "utf8" });
  expect(stdout + stderr).toContain("No test files found");
  expect(status).toBe(1);
});
