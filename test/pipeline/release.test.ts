// A release of the generated package is prepared by the script that people run, against a folder and against a tag.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { generate } from "../../src/pipeline.ts";
import { builtBinary, project } from "../cli/support/binary.ts";

const hooksmith = builtBinary();
const fixtures = join(import.meta.dirname, "../cli/fixtures");
let folder = "";
const at = (...parts: readonly string[]): string => join(folder, ...parts);
const read = (path: string): string => readFileSync(at(path), "utf8");
const make = () => generate({ input: at("docs-input"), output: at("generated") });

function edit(path: string, change: (text: string) => string): void {
  writeFileSync(at(path), change(read(path)));
}

function prepare(...args: readonly string[]): { readonly code: number | null; readonly err: string } {
  const script = join(project, "scripts/release-prepare.mjs");
  const { status, stderr } = spawnSync(process.execPath, [script, "--dist", dirname(hooksmith.path()), ...args], {
    cwd: folder,
    encoding: "utf8",
  });
  return { code: status, err: stderr };
}

function git(...args: readonly string[]): void {
  const who = ["-c", "user.name=Somebody", "-c", "user.email=somebody@example.com", "-c", "commit.gpgsign=false"];
  const { status, stderr } = spawnSync("git", [...who, ...args], { cwd: folder, encoding: "utf8" });
  expect(status, stderr).toBe(0);
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-release-"));
  cpSync(fixtures, folder, { recursive: true });
  await make();
  cpSync(at("generated"), at("published"), { recursive: true });
  git("init", "-q");
  git("add", "docs-input", "generated");
  git("commit", "-q", "-m", "first");
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test("where nothing is published or nothing changed, nothing is done", () => {
  expect(prepare()).toMatchObject({ code: 0, err: expect.stringContaining("nothing is published yet") });
  git("tag", "parcels-v0.1.0");
  const before = read("generated/package.json") + read("generated/CHANGELOG.md");
  expect(prepare()).toMatchObject({ code: 0, err: expect.stringContaining("nothing to release") });
  expect(read("generated/package.json") + read("generated/CHANGELOG.md")).toBe(before);
});

test("a breaking change raises the minor before 1.0.0 and is told, people's words stay, and generate keeps both", async () => {
  edit("docs-input/v1.5/webhooks.md", (text) => text.replace('    "count": 3,\n', ""));
  edit("generated/CHANGELOG.md", (text) => text.replace("# Changelog\n", "# Changelog\n\nOur own words.\n"));
  await make();
  expect(prepare()).toMatchObject({ code: 0, err: expect.stringContaining("makes it 0.2.0") });
  expect(read("generated/package.json")).toContain('"version": "0.2.0"');
  const changelog = read("generated/CHANGELOG.md");
  expect(changelog).toMatch(/Our own words\.[\s\S]*## 0\.2\.0\n\n- \*\*Breaking:\*\* v1\.5: .*count[\s\S]*## 0\.1\.0/);
  expect((await make()).changes).toEqual([]);
  expect(prepare("--base", "published")).toMatchObject({ code: 0, err: expect.stringContaining("ready already") });
  expect(prepare("--since", "HEAD").err).toContain("ready already");
  expect(read("generated/CHANGELOG.md")).toBe(changelog);
});

test("a version that somebody raised higher stays", () => {
  edit("generated/package.json", (text) => text.replace('"version": "0.2.0"', '"version": "1.0.0"'));
  expect(prepare().err).toContain("makes it 1.0.0");
  expect(read("generated/package.json")).toContain('"version": "1.0.0"');
  expect(read("generated/CHANGELOG.md")).toContain("## 1.0.0\n");
});

test.each<[string, readonly string[]]>([
  ["a base that is no package", ["--base", "docs-input"]],
  ["a commit that is not there", ["--since", "v9"]],
  ["a commit that looks like an option", ["--since=--all"]],
  ["two bases", ["--since", "HEAD", "--base", "published"]],
  ["an unknown option", ["--sinse", "HEAD"]],
])("%s ends with 2", (_name, args) => {
  const { code, err } = prepare(...args);
  expect(code).toBe(2);
  expect(err).not.toMatch(/^ {4}at /m);
});
