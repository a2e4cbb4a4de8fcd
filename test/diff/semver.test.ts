// What changes ask of a package's version.
import { describe, expect, test } from "vitest";
import { adviseSemver } from "../../src/diff/judge/rules.ts";
import { adviseBump, nextVersion } from "../../src/diff/reports/release.ts";

test("the highest bump wins, and names the changes that ask for it", () => {
  const asked = [
    { fingerprint: "a", semver: "minor" },
    { fingerprint: "b", semver: "major" },
    { fingerprint: "c", semver: "patch" },
  ] as const;
  expect(adviseSemver(asked)).toEqual({ bump: "major", because: ["b"] });
  expect(adviseSemver([])).toEqual({ bump: "none", because: [] });
});

describe("the bump of the whole package", () => {
  const compared = (bump: "none" | "minor") =>
    ({ version: "1", state: "compared", advice: { bump, because: [] } }) as const;
  test.each([
    ["nothing changed", [compared("none")], "none"],
    ["a version was added", [compared("none"), { version: "2", state: "added" }], "minor"],
    ["a version is gone", [compared("minor"), { version: "0", state: "removed" }], "major"],
  ] as const)("%s", (_, versions, want) => {
    expect(adviseBump(versions)).toBe(want);
  });
});

test.each([
  ["1.2.3", "major", "2.0.0"],
  ["1.2.3", "minor", "1.3.0"],
  ["1.2.3", "patch", "1.2.4"],
  ["1.2.3", "none", "1.2.3"],
  ["0.2.3", "major", "0.3.0"],
  ["0.2.3", "minor", "0.2.4"],
  ["1.2.3-beta.1", "minor", "1.3.0"],
  ["latest", "minor", undefined],
] as const)("%s after a %s bump", (version, bump, want) => {
  expect(nextVersion(version, bump)).toBe(want);
});
