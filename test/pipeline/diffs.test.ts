// What generate writes about neighbouring versions, what it says of its own drift, and that neither depends on anything but the pages.
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Ajv2020 } from "ajv/dist/2020.js";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import schema from "../../src/diff/diff-report.schema.json" with { type: "json" };
import { generate, type GenerateOptions } from "../../src/pipeline.ts";

const page = await readFile(join(import.meta.dirname, "../cli/fixtures/docs-input/v1.5/webhooks.md"), "utf8");
const withoutCount = page.replace('    "count": 3,\n', "");
const withWeight = withoutCount.replace('"PJ0MRSHTDG",', '"PJ0MRSHTDG",\n    "weight": 4,');
const broken = page.replace('"payload": {', '"payload": {"a" "b" {{{');

let root = "";
const at = (...parts: readonly string[]): string => join(root, ...parts);
const run = (options: Partial<GenerateOptions> = {}) => generate({ input: at("in"), output: at("out"), ...options });
const diffs = async (): Promise<readonly string[]> => (await readdir(at("out", "diffs"))).sort();
const put = (version: string, text: string) => writeFile(at("in", `v${version}`, "webhooks.md"), text);

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "hooksmith-diffs-"));
  const pages = { "1.5": page, "2.0": withoutCount, "2.1": withWeight };
  await mkdir(at("in"));
  const entries = Object.keys(pages).map(
    (version) =>
      `  - version: "${version}"\n    status: stable\n    pages:\n      - kind: webhooks\n        file: v${version}/webhooks.md\n`,
  );
  await writeFile(at("in", "sources.yaml"), `package: "@example/parcels"\nversions:\n${entries.join("")}`);
  for (const [version, text] of Object.entries(pages)) {
    await mkdir(at("in", `v${version}`));
    await put(version, text);
  }
});
afterEach(() => rm(root, { recursive: true, force: true }));

async function bytes(): Promise<ReadonlyMap<string, string>> {
  const names = (await readdir(at("out"), { recursive: true, withFileTypes: true })).filter((entry) => entry.isFile());
  const paths = names.map(({ parentPath, name }) => join(parentPath, name)).sort();
  return new Map(await Promise.all(paths.map(async (path) => [path, await readFile(path, "utf8")] as const)));
}

describe("the folder of diffs", () => {
  test("holds three reports for every two neighbours, the overview and the schema", async () => {
    await run();
    const endings = ["html", "json", "md"];
    expect(await diffs()).toEqual(
      [
        "diff-report.schema.json",
        "index.html",
        ...endings.map((ending) => `v1.5...v2.0.${ending}`),
        ...endings.map((ending) => `v2.0...v2.1.${ending}`),
      ].sort(),
    );
    const read: unknown = JSON.parse(await readFile(at("out", "diffs", "v1.5...v2.0.json"), "utf8"));
    const isReport = new Ajv2020({ strict: true }).compile(schema);
    isReport(read);
    expect(isReport.errors).toBeNull();
    expect(read).toMatchObject({ mode: "upgrade", old: { version: "1.5" }, new: { version: "2.0" } });
    expect(await readFile(at("out", "diffs", "index.html"), "utf8")).toContain("v1.5...v2.0.html");
  });

  test("a second run changes no byte, nor one of some versions, nor one on another day", async () => {
    await run({ today: "2001-01-01" });
    const first = await bytes();
    expect((await run({ today: "2031-01-01" })).changes).toEqual([]);
    expect((await run({ only: ["2.0"] })).changes).toEqual([]);
    expect((await run({ check: true })).changes).toEqual([]);
    expect(await bytes()).toEqual(first);
  });

  test("a version that is kept is compared as it stands", async () => {
    await run();
    await put("2.0", broken);
    const { versions, changes } = await run();
    expect(versions.map(({ state }) => state)).toEqual(["unchanged", "kept", "unchanged"]);
    expect(changes).toEqual([]);
  });

  test("a version that was never read has no diff, and none leaps over it", async () => {
    await put("2.0", broken);
    await run();
    expect(await diffs()).toEqual(["diff-report.schema.json", "index.html"]);
  });

  test("a version that leaves the register takes its diffs along", async () => {
    await run();
    const register = await readFile(at("in", "sources.yaml"), "utf8");
    await writeFile(at("in", "sources.yaml"), register.slice(0, register.indexOf('  - version: "2.1"')));
    await run();
    expect((await diffs()).filter((name) => name.includes("v2.1"))).toEqual([]);
  });
});

describe("drift", () => {
  test("is none for the first run and for one that changes nothing", async () => {
    expect((await run()).drift).toEqual([]);
    expect((await run()).drift).toEqual([]);
  });

  test("is none where the same words stand on another line", async () => {
    await run();
    await put("2.0", withoutCount.replace("## Parcels", "\n\n## Parcels"));
    expect((await run()).drift).toEqual([]);
  });

  test("compares each version with what stood there, and only says so once", async () => {
    await run();
    await put("1.5", withoutCount);
    const { drift } = await run();
    expect(drift).toMatchObject([{ mode: "drift", new: { version: "1.5" }, summary: { worst: "breaking" } }]);
    expect((await run()).drift).toEqual([]);
  });

  test("is the same under --check, which leaves it to be said again", async () => {
    await run();
    await put("1.5", withoutCount);
    expect((await run({ check: true })).drift).toHaveLength(1);
    expect((await run()).drift).toHaveLength(1);
  });

  test("is written as a review where that was asked for", async () => {
    await run({ driftReport: at("drift.md") });
    expect(await readFile(at("drift.md"), "utf8")).toContain("No changes.");
    await put("1.5", withoutCount);
    await run({ driftReport: at("drift.md") });
    const review = await readFile(at("drift.md"), "utf8");
    expect(review).toMatch(/^# Drift/);
    expect(review).toContain("parcel_moved.payload.count");
    expect((await run({ driftReport: at("drift.md") })).changes).toEqual([]);
  });

  test.each<[string, readonly string[]]>([
    ["in the output", ["out", "drift.md"]],
    ["deep in the output", ["out", "v1.5", "drift.md"]],
    ["in the place of the output", ["out"]],
    ["in the output by a detour", ["in", "..", "out", "drift.md"]],
    ["in the output by a link", ["link", "drift.md"]],
    ["in a folder that does not exist", ["no", "drift.md"]],
    ["in the place of a folder", ["in"]],
  ])("is refused %s, before anything is done", async (_name, parts) => {
    await run();
    await symlink(at("out"), at("link"));
    await put("1.5", withoutCount);
    const before = await bytes();
    const { problem, versions } = await run({ driftReport: at(...parts) });
    expect(problem?.message).toMatch(/^the drift report /);
    expect(versions).toEqual([]);
    expect(await bytes()).toEqual(before);
  });

  test("a folder beside the output whose name begins alike is no part of it", async () => {
    await mkdir(at("outside"));
    expect((await run({ driftReport: at("outside", "drift.md") })).problem).toBeUndefined();
  });
});

describe("decisions", () => {
  const decide = async (fingerprint: string): Promise<void> => {
    await writeFile(
      at("in", "decisions.yaml"),
      `acceptances:\n  - between: { old: "1.5", new: "2.0" }\n    fingerprint: "${fingerprint}"\n    reason: nobody counts\n    until: 2020-01-31\n`,
    );
  };
  const breaking = async (): Promise<string> =>
    /"fingerprint": "([0-9a-f]{12})"/.exec(await readFile(at("out", "diffs", "v1.5...v2.0.json"), "utf8"))?.[1] ?? "";

  test("stand in the reports, whatever the day; the expired ones are findings", async () => {
    await run();
    await decide(await breaking());
    const before = await run({ today: "2020-01-31" });
    expect(before.findings.filter(({ ruleId }) => ruleId?.startsWith("decision/"))).toEqual([]);
    expect(await readFile(at("out", "diffs", "v1.5...v2.0.json"), "utf8")).toContain("nobody counts");
    const after = await run({ today: "2020-02-01" });
    expect(after.changes).toEqual([]);
    const [expired] = after.findings.filter(({ ruleId }) => ruleId === "decision/expired");
    expect(expired).toMatchObject({ fatal: true, line: 3 });
    expect(expired?.file).toMatch(/in\/decisions\.yaml$/);
  });

  test("of a change that is not there are stale", async () => {
    await decide("000000000000");
    expect((await run()).findings.filter(({ ruleId }) => ruleId === "decision/stale")).toHaveLength(1);
  });

  test("of a version that the register lacks stop the run", async () => {
    await writeFile(
      at("in", "decisions.yaml"),
      `acceptances:\n  - between: { old: "1.5", new: "2.00" }\n    fingerprint: "000000000000"\n    reason: r\n`,
    );
    const { problem, findings } = await run();
    expect(problem?.message).toContain("decisions");
    expect(findings.map(({ reason }) => reason)).toEqual([expect.stringMatching(/"2\.00", did you mean 2\.0/)]);
  });
});

test("what generate found in the package's version and changelog stays", async () => {
  await run();
  const manifest = await readFile(at("out", "package.json"), "utf8");
  await writeFile(at("out", "package.json"), manifest.replace('"version": "0.1.0"', '"version": "3.2.1"'));
  await writeFile(at("out", "CHANGELOG.md"), "# Ours\n");
  await put("1.5", withoutCount);
  await run();
  expect(await readFile(at("out", "package.json"), "utf8")).toContain('"version": "3.2.1"');
  expect(await readFile(at("out", "CHANGELOG.md"), "utf8")).toBe("# Ours\n");
});
