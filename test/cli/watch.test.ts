// generate --watch, as a process of the real binary: what it regenerates, and what it lives through.
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { builtBinary, plainEnvironment } from "./support/binary.ts";

const hooksmith = builtBinary();
const IDLE = "watching docs-input; Ctrl-C ends\n";
let folder = "";
let child: ChildProcess | undefined;
let said = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-watch-"));
  cpSync(join(import.meta.dirname, "fixtures"), folder, { recursive: true });
  cpSync(join(folder, "docs-input/v1.5"), join(folder, "docs-input/v1.6"), { recursive: true });
  write("sources.yaml", register);
});
afterEach(async () => {
  if (child !== undefined && child.exitCode === null && child.signalCode === null) {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
  }
  rmSync(folder, { recursive: true, force: true });
});

const entry = (version: string) =>
  `  - version: "${version}"\n    status: stable\n    pages:\n      - kind: webhooks\n        file: v${version}/webhooks.md\n`;
const register = `package: "@example/parcels"\nversions:\n${entry("1.5")}${entry("1.6")}`;
const page = "v1.6/webhooks.md";
const read = (file: string) => readFileSync(join(folder, "docs-input", file), "utf8");
const write = (file: string, text: string) => {
  writeFileSync(join(folder, "docs-input", file), text);
};
const edit = (text: string) => text.replace('"count": 3', '"weight": 3');
const typesOf = (version: string) => readFileSync(join(folder, `generated/v${version}/types.ts`), "utf8");

/** Resolves to what was said until the run is idle. */
async function watching(...args: readonly string[]): Promise<string> {
  said = "";
  child = spawn(process.execPath, [hooksmith.path(), "generate", "--watch", ...args], {
    cwd: folder,
    env: plainEnvironment(),
    stdio: ["ignore", "ignore", "pipe"],
  });
  child.stderr?.setEncoding("utf8").on("data", (text: string) => (said += text));
  return next();
}

/** What is said from `from` on, until the watch is idle. */
async function next(from = 0): Promise<string> {
  const limit = Date.now() + 40_000;
  for (;;) {
    const at = said.indexOf(IDLE, from);
    if (at !== -1) return said.slice(from, at);
    if (Date.now() > limit) throw new Error(`the watch did not become idle; it said:\n${said.slice(from)}`);
    await new Promise((later) => setTimeout(later, 20));
  }
}

async function after(change: () => void): Promise<string> {
  const from = said.length;
  change();
  return next(from);
}

const generatedVersions = (text: string): readonly string[] =>
  [...text.matchAll(/^(\d\.\d) .*(?:written|kept)$/gm)].map(([, version]) => version ?? "");

test("an edit of a page regenerates its version alone, and tells findings and drift at once", async () => {
  expect(generatedVersions(await watching())).toEqual(["1.5", "1.6"]);
  const said = await after(() => {
    write(page, edit(read(page)));
  });
  expect(said).toContain("docs-input/v1.6/webhooks.md changed");
  expect(generatedVersions(said)).toEqual(["1.6"]);
  expect(said).toMatch(/known findings? in generated/);
  expect(said).toMatch(/drift of 1\.6: .*breaking/);
  expect(typesOf("1.6")).toContain("weight");
  expect(typesOf("1.5")).not.toContain("weight");
  expect(hooksmith.run(["generate", "--check"], { cwd: folder })).toMatchObject({ code: 0, out: "" });
});

test("an editor that writes beside the page and renames is seen", async () => {
  await watching();
  await after(() => {
    writeFileSync(join(folder, "webhooks.tmp"), edit(read(page)));
    renameSync(join(folder, "webhooks.tmp"), join(folder, "docs-input", page));
  });
  expect(typesOf("1.6")).toContain("weight");
});

test("a page that is written half keeps the last good output, and the rest of it brings the new one", async () => {
  await watching();
  const whole = edit(read(page));
  const broken = await after(() => {
    write(page, whole.slice(0, whole.indexOf("####")));
  });
  expect(broken).toMatch(/1 error/);
  expect(generatedVersions(broken)).toEqual(["1.6"]);
  expect(typesOf("1.6")).toContain("count");
  await after(() => {
    write(page, whole);
  });
  expect(typesOf("1.6")).toContain("weight");
});

test("a register that is broken for a while loses no edit made meanwhile", async () => {
  await watching();
  const broken = await after(() => {
    write("sources.yaml", "versions: [");
  });
  expect(broken).toContain("the register is not usable");
  await after(() => {
    write(page, edit(read(page)));
  });
  const mended = await after(() => {
    write("sources.yaml", register);
  });
  expect(generatedVersions(mended)).toEqual(["1.6"]);
  expect(typesOf("1.6")).toContain("weight");
});

test("corrections regenerate the versions that they change", async () => {
  await watching();
  const corrections = [
    "corrections:",
    "  - id: count",
    '    versions: ["1.5"]',
    "    path: parcel_moved.payload.count",
    "    expect: { presence: required }",
    "    set: { presence: optional }",
    "    reason: Seen without it.",
    "",
  ].join("\n");
  const said = await after(() => {
    write("corrections.yaml", corrections);
  });
  expect(generatedVersions(said)).toEqual(["1.5"]);
  expect(typesOf("1.5")).toContain("count?:");
});

test("a new version in the register is generated, and the others are not", async () => {
  await watching();
  const early = await after(() => {
    cpSync(join(folder, "docs-input/v1.6"), join(folder, "docs-input/v1.7"), { recursive: true });
  });
  expect(early).toContain("docs-input/v1.7/webhooks.md changed\n");
  const said = await after(() => {
    write("sources.yaml", register + entry("1.7"));
  });
  expect(generatedVersions(said)).toEqual(["1.7"]);
});

test.each(["SIGINT", "SIGTERM"] as const)("%s ends it with 0 and leaves nothing behind", async (signal) => {
  await watching();
  if (child === undefined) throw new Error("no watch runs");
  const ended = once(child, "exit");
  child.kill(signal);
  expect(await ended).toEqual([0, null]);
  expect(said).not.toMatch(/\r|\u001b|Error/);
});

test("--json can't be watched", () => {
  const { code, err } = hooksmith.run(["generate", "--watch", "--json"], { cwd: folder });
  expect(code).toBe(2);
  expect(err).toMatch(/--watch.*--json|--json.*--watch/);
});

test("a folder that is moved away is waited for, and read when it is back", async () => {
  await watching();
  const moved = join(folder, "moved");
  const from = said.length;
  renameSync(join(folder, "docs-input"), moved);
  const limit = Date.now() + 20_000;
  while (!said.includes("docs-input is gone", from) && Date.now() < limit) {
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  expect(said.slice(from)).toContain("docs-input is gone; once it is back the watching goes on\n");
  const behind = said.length;
  writeFileSync(join(moved, page), edit(readFileSync(join(moved, page), "utf8")));
  renameSync(moved, join(folder, "docs-input"));
  await next(behind);
  expect(typesOf("1.6")).toContain("weight");
  expect(child?.exitCode).toBeNull();
});
