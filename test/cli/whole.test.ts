// The real binary over a small input folder: generate, then ask and validate what it wrote.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { builtBinary, plainEnvironment } from "./support/binary.ts";

const hooksmith = builtBinary();
const page = "docs-input/v1.5/webhooks.md";
let folder = "";
const run = (args: readonly string[], options: { input?: string; env?: Record<string, string> } = {}) =>
  hooksmith.run(args, { cwd: folder, ...options });

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-whole-"));
  cpSync(join(import.meta.dirname, "fixtures"), folder, { recursive: true });
  expect(run(["generate"]).code).toBe(0);
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Runs with a changed input folder, which is put back afterwards. */
function withChanged<T>(file: string, change: (text: string) => string, use: () => T): T {
  const path = join(folder, file);
  const text = readFileSync(path, "utf8");
  writeFileSync(path, change(text));
  try {
    return use();
  } finally {
    writeFileSync(path, text);
  }
}

describe("generate", () => {
  test("tells findings and summary on stderr, without progress where there is no terminal", () => {
    const { code, out, err } = run(["generate", "--all"]);
    expect({ code, out }).toEqual({ code: 0, out: "" });
    expect(err).toMatch(
      /^docs-input\/v1\.5\/webhooks\.md:\d+:6 {2}warning {2}sample\/trailing-comma .*\n {2}\| {5}\},\n {2}\| {6}\^\n {2}fix: /m,
    );
    expect(err).toMatch(/\n\n1 warning, 3 notes\n\nversion .*\n1\.5 .* unchanged\n$/);
    expect(err).not.toContain("\r");
  });

  test("what findings.json holds already is counted, an error and what is new are printed", () => {
    expect(run(["generate"]).err).toMatch(
      /^4 known findings in generated; --all prints them\n\nversion .*\n1\.5 .* unchanged\n$/,
    );
    const { err } = withChanged(
      page,
      (text) => text.replace('"count": 3', '"count": 3,, "more": 1'),
      () => run(["generate", "--check"]),
    );
    expect(err).toMatch(/^docs-input\/v1\.5\/webhooks\.md:\d+:\d+ {2}warning/);
    expect(err).toContain("known findings in generated; --all prints them");
    expect(err).not.toContain("sample/trailing-comma");
    expect(run(["generate", "--quiet"])).toEqual({ code: 0, out: "", err: "" });
  });

  test("--check is quiet on stdout and 0 while the pages say the same", () => {
    expect(run(["generate", "--check"])).toMatchObject({ code: 0, out: "" });
  });

  test("--check ends with 1, names the files and writes nothing when a page says something else", () => {
    const change = (text: string) => text.replace('"count": 3', '"count": "three"');
    const { code, out } = withChanged(page, change, () => run(["generate", "--check"]));
    expect(code).toBe(1);
    expect(out).toMatch(/^changed {2}v1\.5\/schemas\/parcel_moved\.schema\.json$/m);
    expect(run(["generate", "--check"]).code).toBe(0);
  });

  test("--strict ends with 1 on a warning", () => {
    expect(run(["generate", "--check", "--strict"]).code).toBe(1);
  });

  test("--json prints one document", () => {
    const { code, out, err } = run(["generate", "--json"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(JSON.parse(out)).toMatchObject({
      versions: [{ version: "1.5", webhooks: 1, errors: 0 }],
      findings: [
        ...["discriminator", "authentication", "payload"].map(() => ({ rule: "model/inferred-convention" })),
        { file: page, rule: "sample/trailing-comma", severity: "warning" },
      ],
      problem: null,
    });
  });

  test("FORCE_COLOR colours the findings, NO_COLOR does not let it", () => {
    const colour = "\u001b[";
    expect(run(["generate", "--all"], { env: { FORCE_COLOR: "1" } }).err).toContain(colour);
    expect(run(["generate", "--all"], { env: { FORCE_COLOR: "1", NO_COLOR: "1" } }).err).not.toContain(colour);
  });

  test("a page with an error ends with 3", () => {
    const { code, err } = withChanged(
      page,
      () => "",
      () => run(["generate", "--check"]),
    );
    expect(code).toBe(3);
    expect(err).toMatch(/docs-input\/v1\.5\/webhooks\.md:1:1 {2}error /);
  });

  test.each<[string, { given: (text: string) => string; want: RegExp }]>([
    ["is not there to be read", { given: () => "", want: /sources\.yaml:1:1 {2}error .* the file is empty/ }],
    [
      "has a misspelt key",
      { given: (text) => text.replace("status", "staus"), want: /sources\.yaml:4:5 {2}error .*did you mean status\?/ },
    ],
    [
      "leads out of its folder",
      { given: (text) => text.replace("v1.5/", "../v1.5/"), want: /leads out of the input folder/ },
    ],
  ])("a register that %s ends with 2", (_name, { given, want }) => {
    const { code, out, err } = withChanged("docs-input/sources.yaml", given, () => run(["generate"]));
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(want);
  });

  test.each<[string, { given: string[]; want: RegExp }]>([
    ["an input folder that is not there", { given: ["--input", "nowhere"], want: /nowhere\/sources\.yaml/ }],
    ["a version that the register does not know", { given: ["--only", "1.6"], want: /did you mean 1\.5\?/ }],
  ])("%s ends with 2", (_name, { given, want }) => {
    const { code, out, err } = run(["generate", ...given]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(want);
  });
});

describe("parse", () => {
  test("prints a model on stdout and findings with the source line on stderr", () => {
    const { code, out, err } = run(["parse", page, "--api-version", "1.5"]);
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ version: "1.5", webhooks: [{ name: "parcel_moved" }] });
    expect(err).toMatch(/sample\/trailing-comma .*\n {2}\| {5}\},\n/);
  });

  test("reads standard input when told its format", () => {
    const input = readFileSync(join(folder, page), "utf8");
    const { code, out } = run(["parse", "-", "--format", "markdown"], { input });
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({ webhooks: [{ name: "parcel_moved" }] });
  });

  test("ends with 3 for a page that holds no webhook", () => {
    expect(run(["parse", "-", "--format", "markdown"], { input: "# Nothing\n" }).code).toBe(3);
  });
});

describe("explain", () => {
  test("prints the evidence of a field with its places", () => {
    const { code, out, err } = run(["explain", "v1.5", "parcel_moved.queue"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^parcel_moved: payload\.queue\n {2}type: \{ position \}\n {2}presence: optional\n/);
    expect(out).toMatch(
      /\n {2}v1\.5\/webhooks\.md:\d+:\d+ {2}table {2}present-if {2}\| Present if the parcel has to wait\.\n/,
    );
  });

  test.each<[string, { given: string[]; want: RegExp }]>([
    ["version", { given: ["1.6", "parcel_moved"], want: /did you mean 1\.5\?\n$/ }],
    ["webhook", { given: ["1.5", "parcel_mved"], want: /did you mean parcel_moved\?\n$/ }],
    ["member", { given: ["1.5", "parcel_moved.queue.positon"], want: /did you mean position\?\n$/ }],
  ])("asks back about a misspelt %s and ends with 2", (_name, { given, want }) => {
    const { code, out, err } = run(["explain", ...given]);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toMatch(want);
  });

  test("ends without a word when the reader of a large model has read enough", () => {
    const script = `"$NODE" "$HOOKSMITH" parse ${page} 2> /dev/null | head -c 10 > /dev/null; echo "\${PIPESTATUS[0]}"`;
    const env = { ...plainEnvironment(), NODE: process.execPath, HOOKSMITH: hooksmith.path() };
    expect(spawnSync("bash", ["-c", script], { cwd: folder, env, encoding: "utf8" }).stdout).toBe("0\n");
  });
});

describe("validate", () => {
  const body = { webhook_id: "a", secret_key: "b", action: "parcel_moved", payload: { parcel_id: "c", count: 1 } };
  test.each<[string, { given: object; want: { code: number; out: string } }]>([
    ["accepts a body", { given: body, want: { code: 0, out: "stdin: valid (parcel_moved)\n" } }],
    [
      "names path and reason of a wrong one",
      {
        given: { ...body, payload: { parcel_id: 5, count: 1 } },
        want: {
          code: 1,
          out: "stdin: $.payload.parcel_id: a string is needed, the number 5 was received (parcel_moved)\n",
        },
      },
    ],
  ])("%s", (_name, { given, want }) => {
    expect(run(["validate", "1.5", "-"], { input: JSON.stringify(given) })).toEqual({ ...want, err: "" });
  });
});
