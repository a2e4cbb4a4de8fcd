// The folder of the site: what generate writes there, what it removes, and which folders it leaves alone.
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { generate, type GenerateOptions, type GenerateResult } from "../../src/pipeline.ts";

const page = await readFile(join(import.meta.dirname, "../cli/fixtures/docs-input/v1.5/webhooks.md"), "utf8");
const withoutCount = page.replace('    "count": 3,\n', "");

let root = "";
const at = (...parts: readonly string[]): string => join(root, ...parts);
const alone = (options: Partial<GenerateOptions> = {}): Promise<GenerateResult> =>
  generate({ input: at("in"), output: at("out"), ...options });
const run = (options: Partial<GenerateOptions> = {}): Promise<GenerateResult> =>
  alone({ site: at("site"), ...options });
const put = (version: string, text: string): Promise<void> => writeFile(at("in", `v${version}`, "webhooks.md"), text);
/** Of what changed in the site. */
const ofSite = ({ changes }: GenerateResult): readonly string[] =>
  changes.flatMap(({ path, change }) =>
    path.startsWith(`${at("site")}/`) ? `${change} ${path.slice(at("site").length + 1)}` : [],
  );
const read = (name: string): Promise<string> => readFile(at("site", name), "utf8");
const names = async (folder = "site"): Promise<readonly string[]> => (await readdir(at(folder))).sort();

async function register(...versions: readonly string[]): Promise<void> {
  const entry = (version: string): string =>
    `  - version: "${version}"\n    status: stable\n    pages:\n      - kind: webhooks\n        file: v${version}/webhooks.md\n`;
  const text = `package: "@example/parcels"\nversions:\n${versions.map(entry).join("")}`;
  await writeFile(at("in", "sources.yaml"), text);
}

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), "hooksmith-site-"));
  await mkdir(at("in"));
  await register("1.5", "2.0");
  for (const [version, text] of [["1.5", page] as const, ["2.0", withoutCount] as const]) {
    await mkdir(at("in", `v${version}`));
    await put(version, text);
  }
});
afterEach(() => rm(root, { recursive: true, force: true }));

test("holds the overview, the reviews and a page a version, and stays as it is where nothing changed", async () => {
  const first = await run();
  expect(ofSite(first)).toEqual([
    "added .hooksmith.json",
    ...["added index.html", "added v1.5...v2.0.html", "added v1.5.html", "added v2.0.html"],
  ]);
  expect(await read("index.html")).toContain("@example/parcels");
  expect(await read("v2.0.html")).toContain("export interface ");
  expect(await read("v1.5...v2.0.html")).toContain('href="./index.html"');
  expect(await readFile(at("out", "diffs", "v1.5...v2.0.html"), "utf8")).toContain('href="./index.html"');
  expect((await run()).changes).toEqual([]);
});

test("a version that is not generated keeps its page, with its types and findings from the output", async () => {
  await run();
  const before = await read("v1.5.html");
  await put("2.0", page);
  expect(ofSite(await run({ only: ["2.0"] }))).toEqual([
    "changed .hooksmith.json",
    "changed index.html",
    "changed v1.5...v2.0.html",
    "changed v1.5.html",
    "changed v2.0.html",
  ]);
  const types = (text: string): string | undefined => /export interface [^]*?<\/code>/.exec(text)?.[0];
  expect(types(before)).toBeDefined();
  expect(types(await read("v1.5.html"))).toBe(types(before));
});

test("what is stale is removed, what others put there stays", async () => {
  await run();
  await writeFile(at("site", "CNAME"), "webhooks.example.com");
  await register("2.0");
  expect(ofSite(await run()).filter((line) => line.startsWith("removed"))).toEqual([
    "removed v1.5...v2.0.html",
    "removed v1.5.html",
  ]);
  expect(await names()).toEqual([".hooksmith.json", "CNAME", "index.html", "v2.0.html"]);
});

test("a page that was edited is only overwritten by force", async () => {
  await run();
  const written = await read("v2.0.html");
  await writeFile(at("site", "v2.0.html"), "mine");
  await put("2.0", page);
  const refused = await run();
  expect(ofSite(refused)).toEqual([]);
  expect(refused.changes).not.toEqual([]);
  expect(refused.conflicts).toEqual([
    { path: `${at("site")}/v2.0.html`, problem: "was edited since hooksmith wrote it" },
  ]);
  await put("2.0", withoutCount);
  await run({ force: true });
  expect(await read("v2.0.html")).toBe(written);
});

test("--check compares, and writes nothing", async () => {
  await alone();
  expect(ofSite(await run({ check: true }))).toHaveLength(5);
  expect(await names(".")).toEqual(["in", "out"]);
});

test.each<[string, { given: string; files?: readonly string[]; force?: boolean; want?: RegExp }]>([
  [
    "of others' files",
    { given: "mine", files: ["notes.md"], want: /mine holds files that hooksmith did not write, as "notes\.md"/ },
  ],
  ["of others' files, by force", { given: "mine", files: ["notes.md"], force: true }],
  ["of nothing but hidden files", { given: "mine", files: [".nojekyll"] }],
  ["of the package", { given: "out", want: /the site .* and the package in .* can't be in one folder/ }],
  ["in the package", { given: "out/site", want: /the package/ }],
  ["around the pages", { given: ".", want: /the pages/ }],
  [
    "of another package, even by force",
    { given: "other", force: true, want: /holds a package that hooksmith wrote, no site/ },
  ],
])("a folder %s", async (_, { given, files = [], force = false, want }) => {
  await alone();
  if (given === "other") await alone({ output: at("other") });
  await mkdir(at(given), { recursive: true });
  for (const file of files) await writeFile(at(given, file), "mine");
  const before = await names(given);
  const { problem, changes } = await run({ site: at(given), force });
  if (want === undefined) {
    expect(problem).toBeUndefined();
    expect(await names(given)).toEqual(
      [...before, ...changes.map(({ path }) => path.slice(at(given).length + 1))].sort(),
    );
    return;
  }
  expect(problem?.message).toMatch(want);
  expect(await names(given)).toEqual(before);
});
