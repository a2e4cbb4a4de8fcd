// generate, and the script that builds the package, in folders where somebody else keeps files.
import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { builtBinary, project } from "./support/binary.ts";

const binary = builtBinary();
const input = join(project, "test/cli/fixtures/docs-input");
let root = "";
let output = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hooksmith-foreign-"));
  output = join(root, "out");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const generate = (...more: readonly string[]) =>
  binary.run(["generate", "--input", input, "--output", output, ...more]);
const read = (path: string): string => readFileSync(join(output, path), "utf8");
const put = (path: string, text: string): void => {
  mkdirSync(dirname(join(output, path)), { recursive: true });
  writeFileSync(join(output, path), text);
};

test("a project with a hooksmith of its own in package.json loses nothing, and only what is forced", () => {
  const mine = {
    ".git/HEAD": "ref",
    ".npmrc": "x",
    "src/index.ts": "mine",
    "v1.5/notes.md": "mine",
    "CHANGELOG.md": "mine",
  };
  for (const [path, text] of Object.entries(mine)) put(path, text);
  put("package.json", '{ "name": "mine", "version": "3.1.0", "hooksmith": {} }');
  const refused = generate();
  expect([refused.code, refused.err]).toEqual([
    1,
    expect.stringContaining("package.json was not written by hooksmith\n"),
  ]);
  expect(readdirSync(output).sort()).toEqual([".git", ".npmrc", "CHANGELOG.md", "package.json", "src", "v1.5"]);
  expect(generate("--force").code).toBe(0);
  for (const [path, text] of Object.entries(mine)) expect(read(path)).toBe(text);
  expect(JSON.parse(read("package.json"))).toMatchObject({ version: "3.1.0" });
  expect(generate("--check").code).toBe(0);
});

test("edited files stop a run, all of them listed; a checkout with other line ends and a raised version do not", () => {
  expect(generate().code).toBe(0);
  const recorded = read(".hooksmith.json");
  const paths = readdirSync(output, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(output.length + 1));
  for (const path of paths) put(path, read(path).replaceAll("\n", "\r\n"));
  put("package.json", read("package.json").replace('"version": "0.1.0"', '"version": "0.2.0"'));
  put("CHANGELOG.md", "# Mine\n");
  expect(generate("--check")).toMatchObject({ code: 0, out: "" });
  put("v1.5/types.ts", "edited");
  put("README.md", "edited");
  rmSync(join(output, ".hooksmith.json"));
  expect(generate("--check")).toMatchObject({ code: 1, out: expect.stringMatching(/^added +\.hooksmith\.json$/m) });
  put(".hooksmith.json", recorded);
  const { code, err } = generate();
  expect([code, err.split("\n").slice(-4, -1)]).toEqual([
    1,
    [
      "README.md was edited since hooksmith wrote it",
      "v1.5/types.ts was edited since hooksmith wrote it",
      "nothing was written: 2 files would be lost; --force overwrites them",
    ],
  ]);
  expect(read("README.md")).toBe("edited");
  expect(generate("--force").code).toBe(0);
  expect(read("README.md")).not.toBe("edited");
  expect(read("CHANGELOG.md")).toBe("# Mine\n");
  expect(JSON.parse(read("package.json"))).toMatchObject({ version: "0.2.0" });
});

test("the folder of the built package keeps what others wrote there", () => {
  const from = output;
  expect(generate().code).toBe(0);
  put("stray.ts", "this is no TypeScript");
  output = join(root, "build", "package");
  put("README.md", "mine");
  put(".git/HEAD", "ref");
  const build = (...more: readonly string[]) =>
    spawnSync(process.execPath, [binary.path(), "build", "--generated", from, "--output", output, ...more], {
      cwd: project,
      encoding: "utf8",
    });
  expect(build()).toMatchObject({
    status: 1,
    stderr: expect.stringContaining("README.md was not written by hooksmith"),
  });
  expect(readdirSync(output).sort()).toEqual([".git", "README.md"]);
  expect(build("--force").status).toBe(0);
  expect(read(".git/HEAD")).toBe("ref");
  expect(readdirSync(output)).not.toContain("stray.js");
  expect(readdirSync(join(root, "build")).length).toBe(2);
}, 120_000);
