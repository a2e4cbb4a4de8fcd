// Samples that a page names: found below their folder, and never outside it.
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { indexSamples } from "../../src/formats/sample-folder.ts";

let root = "";
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "samples-"));
  for (const folder of ["in/events", "in/users", "out"]) mkdirSync(join(root, folder), { recursive: true });
  writeFileSync(join(root, "in/events/filledForm.json"), '{"a":1}');
  writeFileSync(join(root, "in/events/twice.json"), "{}");
  writeFileSync(join(root, "in/users/twice.json"), "{}");
  writeFileSync(join(root, "in/users/constructor.txt"), "{}");
  writeFileSync(join(root, "in/users/binary.json"), Uint8Array.of(0xff, 0));
  writeFileSync(join(root, "out/secret.json"), "{}");
  symlinkSync(join(root, "out/secret.json"), join(root, "in/link.json"));
  symlinkSync(join(root, "out"), join(root, "in/folder"));
});
afterAll(() => {
  rmSync(root, { recursive: true });
});

test("a sample is found in any folder below, by its name", () => {
  const { readSample } = indexSamples(join(root, "in"), "v1/samples");
  const want = { file: "v1/samples/events/filledForm.json", text: '{"a":1}' };
  expect(readSample("filledForm")).toEqual(want);
  expect(readSample("filledForm.json")).toEqual(want);
});

test.each([
  "../out/secret",
  "..",
  "/etc/passwd",
  "events/filledForm",
  "events\\filledForm",
  "a\0b",
  "C:x",
  "",
  "link",
  "secret",
  "twice",
  "binary",
  "constructor",
  "__proto__",
])("%j is refused", (name) => {
  expect(indexSamples(join(root, "in"), "s").readSample(name)).toBeUndefined();
});

test("links and names that stand twice are findings", () => {
  const { findings } = indexSamples(join(root, "in"), "s");
  expect(findings.map(({ ruleId, file }) => `${ruleId ?? ""} ${file ?? ""}`)).toEqual([
    "document/sample-link s/folder",
    "document/sample-link s/link.json",
    "document/sample-ambiguous s/events/twice.json",
  ]);
});

test.each(["nowhere", "in/folder"])("a samples folder that is %s is a finding", (path) => {
  const { readSample, findings } = indexSamples(join(root, path), "s");
  expect(findings).toMatchObject([{ ruleId: "document/sample-folder" }]);
  expect(readSample("secret")).toBeUndefined();
});
