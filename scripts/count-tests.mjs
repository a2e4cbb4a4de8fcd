// Reads vitest's JSON report, prints how many tests ran, and fails where none did: a run of nothing proves nothing.
import { readFileSync } from "node:fs";

const { numPassedTests, numFailedTests, numPendingTests } = JSON.parse(readFileSync(process.argv[2], "utf8"));

console.log(`${numPassedTests} tests passed, ${numFailedTests} failed, ${numPendingTests} skipped`);
if (!(numPassedTests > 0)) {
  console.error("no test ran");
  process.exitCode = 1;
}
