// The one writer on a real file system: what it replaces, what it refuses, and what a kill leaves.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { isDeepStrictEqual } from "node:util";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compareOutput, recoverOutput, writeOutput } from "../../src/emit/write-output.ts";
import { type EmittedFile } from "../../src/emit/emitted-file.ts";
import type { OutputFile } from "../../src/emit/emitted-file.ts";
import { systemRules, toOutputError } from "../../src/emit/output/output-error.ts";

let parent = "";
let output = "";
beforeEach(() => {
  parent = realpathSync(mkdtempSync(join(tmpdir(), "hooksmith-write-")));
  output = join(parent, "generated");
});
afterEach(() => {
  rmSync(parent, { recursive: true, force: true });
});

const manifest: EmittedFile = { path: "package.json", content: '{ "hooksmith": {} }\n' };
const files = (content: Readonly<Record<string, string>>): readonly EmittedFile[] => [
  manifest,
  ...Object.entries(content).map(([path, text]) => ({ path, content: text })),
];
/** Without the manifest. */
const tree = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(output, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name !== ".hooksmith.json")
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(output.length + 1), readFileSync(path, "utf8")]),
  );

describe("writing", () => {
  test("makes the folder and the folders above it", async () => {
    output = join(parent, "a", "b", "generated");
    expect(await writeOutput(output, files({ "v1/types.ts": "x" }))).toEqual({
      state: "written",
      changes: { added: [".hooksmith.json", "package.json", "v1/types.ts"], changed: [], removed: [] },
    });
    expect(tree()).toEqual({ "package.json": manifest.content, "v1/types.ts": "x" });
  });

  test("removes what is no longer generated, keeps what it is told to, and tells all of it", async () => {
    await writeOutput(output, files({ "v1/a": "1", "v1/b": "1", "v2/a": "1", same: "1" }));
    const next = files({ "v1/a": "2", same: "1", "v3/a": "1" });
    const keep = (path: string): boolean => path.startsWith("v2/");
    const changes = { added: ["v3/a"], changed: [".hooksmith.json", "v1/a"], removed: ["v1/b"] };
    expect(await compareOutput(output, next, { keep })).toEqual({ state: "different", changes });
    expect(await writeOutput(output, next, { keep })).toEqual({ state: "written", changes });
    const after = { "package.json": manifest.content, same: "1", "v1/a": "2", "v2/a": "1", "v3/a": "1" };
    expect(tree()).toEqual(after);
    expect(await compareOutput(output, next, { keep })).toMatchObject({ state: "same" });
  });

  test("a file that stays the same keeps its time, beside one that changes", async () => {
    await writeOutput(output, files({ "v1/a": "1", "v1/b": "1" }));
    for (const name of ["v1/a", "v1/b"]) utimesSync(join(output, name), 1_000_000_000, 1_000_000_000);
    await writeOutput(output, files({ "v1/a": "1", "v1/b": "2" }));
    expect(statSync(join(output, "v1/a"))).toMatchObject({ mtimeMs: 1e12, nlink: 1 });
    expect(statSync(join(output, "v1/b")).mtimeMs).not.toBe(1e12);
    expect(tree()).toMatchObject({ "v1/a": "1", "v1/b": "2" });
  });

  test("leaves output that would not change untouched", async () => {
    await writeOutput(output, files({ "v1/a": "1" }));
    const before = statSync(output).ino;
    expect(await writeOutput(output, files({ "v1/a": "1" }))).toMatchObject({ state: "unchanged" });
    expect(statSync(output).ino).toBe(before);
  });

  test("leaves nothing beside the folder", async () => {
    await writeOutput(output, files({ "v1/a": "1" }));
    await writeOutput(output, files({ "v1/a": "2" }));
    expect(readdirSync(parent)).toEqual(["generated"]);
  });

  test("takes over an empty folder", async () => {
    mkdirSync(output);
    expect(await writeOutput(output, files({}))).toMatchObject({ state: "written" });
  });

  test("compares without writing, even where there is no folder", async () => {
    expect(await compareOutput(output, files({}))).toMatchObject({ state: "different" });
    expect(readdirSync(parent)).toEqual([]);
  });
});

describe("what this program did not write", () => {
  const put = (path: string, text: string): void => {
    mkdirSync(join(output, path, ".."), { recursive: true });
    writeFileSync(join(output, path), text);
  };
  const outside = (): string => {
    const folder = join(parent, "outside");
    mkdirSync(folder);
    writeFileSync(join(folder, "a"), "precious");
    return folder;
  };
  const conflicts = (...found: readonly (readonly [path: string, problem: string])[]): object => ({
    state: "conflicts",
    conflicts: found.map(([path, problem]) => ({ path, problem })),
  });
  const EDITED = "was edited since hooksmith wrote it";
  const FOREIGN = "was not written by hooksmith";

  const strangers = [
    ".git/HEAD",
    ".npmrc",
    "node_modules/x/index.js",
    "notes.md",
    "src/index.ts",
    "v1/mine.txt",
    "v2/mine/x",
  ];

  test("stays, in every folder, when versions are added, changed and removed", async () => {
    await writeOutput(output, files({ "v1/a": "1", "v1/b": "1", "v2/a": "1", "v3/a": "1" }));
    for (const path of strangers) put(path, path);
    mkdirSync(join(output, "v3", "empty"));
    const changes = { added: ["v1/c"], changed: [".hooksmith.json", "v1/a"], removed: ["v1/b", "v2/a", "v3/a"] };
    expect(await writeOutput(output, files({ "v1/a": "2", "v1/c": "1" }))).toEqual({ state: "written", changes });
    const kept = Object.fromEntries(strangers.map((path) => [path, path]));
    expect(tree()).toEqual({ ...kept, "package.json": manifest.content, "v1/a": "2", "v1/c": "1" });
    expect(readdirSync(join(output, "v3"))).toEqual(["empty"]);
    expect(readdirSync(parent)).toEqual(["generated"]);
  });

  test("stays in a folder without a manifest, whatever its package.json says", async () => {
    put("package.json", '{ "name": "mine", "hooksmith": { "input": "docs" } }');
    for (const path of strangers) put(path, path);
    const before = tree();
    const next = files({ "v1/a": "1", "index.ts": "1" });
    expect(await writeOutput(output, next)).toEqual(conflicts(["package.json", FOREIGN]));
    expect(tree()).toEqual(before);
    expect(await writeOutput(output, next, { force: true })).toMatchObject({ state: "written" });
    expect(tree()).toEqual({ ...before, "package.json": manifest.content, "v1/a": "1", "index.ts": "1" });
  });

  test("is adopted where it is what would be written, but for line ends", async () => {
    put("package.json", manifest.content.replaceAll("\n", "\r\n"));
    put("v1/a", "1\n2\n");
    const next = files({ "v1/a": "1\n2\n", "v1/b": "1" });
    const changes = { added: [".hooksmith.json", "v1/b"], changed: [], removed: [] };
    expect(await writeOutput(output, next)).toEqual({ state: "written", changes });
    expect(tree()["package.json"]).toContain("\r\n");
    expect(await writeOutput(output, next)).toMatchObject({ state: "unchanged" });
  });

  test("stops a run before anything is written: every edited file is listed", async () => {
    await writeOutput(output, files({ "v1/a": "1", "v1/b": "1", "v2/a": "1", "v3/a": "1" }));
    for (const path of ["v1/a", "v2/a", "v3/a"]) put(path, "edited");
    const next = files({ "v1/a": "2", "v1/b": "2", "v2/a": "1", "v4/a": "1" });
    const before = tree();
    const found = ["v1/a", "v2/a", "v3/a"].map((path) => [path, EDITED] as const);
    expect(await writeOutput(output, next)).toEqual(conflicts(...found));
    expect(tree()).toEqual(before);
    expect(await writeOutput(output, next, { force: true })).toMatchObject({ state: "written" });
    expect(tree()).toEqual({ "package.json": manifest.content, "v1/a": "2", "v1/b": "2", "v2/a": "1", "v4/a": "1" });
  });

  test("is no conflict where it was edited to what would be written, or deleted", async () => {
    await writeOutput(output, files({ "v1/a": "1", "v1/b": "1", "v1/c": "1" }));
    put("v1/a", "2");
    for (const path of ["v1/b", "v1/c"]) rmSync(join(output, path));
    expect(await writeOutput(output, files({ "v1/a": "2", "v1/b": "1" }))).toMatchObject({ state: "written" });
    expect(tree()).toEqual({ "package.json": manifest.content, "v1/a": "2", "v1/b": "1" });
  });

  test("stays where an edited file is in a version that is kept", async () => {
    await writeOutput(output, files({ "v1/a": "1", "v2/a": "1" }));
    put("v2/a", "edited");
    const keep = (path: string): boolean => path.startsWith("v2/");
    expect(await writeOutput(output, files({ "v1/a": "2" }), { keep })).toMatchObject({ state: "written" });
    expect(tree()).toMatchObject({ "v1/a": "2", "v2/a": "edited" });
    expect(await writeOutput(output, files({ "v1/a": "2", "v2/a": "2" }))).toEqual(conflicts(["v2/a", EDITED]));
  });

  test("is never reached through a link, which stays, or is itself replaced by force", async () => {
    await writeOutput(output, files({ "v1/a": "1", "v2/a": "1", "v3/a": "1" }));
    const folder = outside();
    for (const name of ["v1", "v2"]) {
      rmSync(join(output, name), { recursive: true });
      symlinkSync(folder, join(output, name));
    }
    rmSync(join(output, "v3/a"));
    symlinkSync(join(folder, "a"), join(output, "v3/a"));
    symlinkSync(folder, join(output, "v3/more"));
    const next = files({ "v1/a": "2", "v3/b": "1" });
    expect(await writeOutput(output, next)).toEqual(conflicts(["v1", "is a symbolic link"]));
    expect(await writeOutput(output, next, { force: true })).toMatchObject({ state: "written" });
    expect(readdirSync(folder)).toEqual(["a"]);
    expect(readFileSync(join(folder, "a"), "utf8")).toBe("precious");
    expect(lstatSync(join(output, "v1")).isDirectory()).toBe(true);
    for (const path of ["v2", "v3/a", "v3/more"]) expect(lstatSync(join(output, path)).isSymbolicLink()).toBe(true);
    expect(readFileSync(join(output, "v3/b"), "utf8")).toBe("1");
  });

  test("is not overwritten even by force where it is a folder in the place of a file", async () => {
    put("v1/a/mine", "mine");
    const problem = "is a folder, where a file is generated";
    const result = { state: "conflicts", conflicts: [{ path: "v1/a", problem, lasts: true }] };
    expect(await writeOutput(output, files({ "v1/a": "1" }), { force: true })).toEqual(result);
    expect(tree()).toEqual({ "v1/a/mine": "mine" });
  });

  test("leaves a file in the place of a folder to force", async () => {
    put("v1", "mine");
    const next = files({ "v1/a": "1" });
    expect(await writeOutput(output, next)).toEqual(conflicts(["v1", "is in the way of generated files"]));
    expect(await writeOutput(output, next, { force: true })).toMatchObject({ state: "written" });
    expect(tree()).toMatchObject({ "v1/a": "1" });
  });

  test("is not deleted by a manifest that names it", async () => {
    await writeOutput(output, files({ "v1/a": "1" }));
    writeFileSync(join(parent, "outside.txt"), "");
    put(".git/config", "");
    put("node_modules/x", "");
    const recorded = (path: string): string =>
      JSON.stringify({ format: 1, files: { [path]: createHash("sha256").digest("hex") } });
    for (const path of ["../outside.txt", ".git/config", "node_modules/x", "/etc/hosts", "a\\b", ""]) {
      put(".hooksmith.json", recorded(path));
      expect(await writeOutput(output, files({ "v1/a": "1" }))).toEqual(
        conflicts([".hooksmith.json", "can't be read as a manifest"]),
      );
    }
    expect(readFileSync(join(parent, "outside.txt"), "utf8")).toBe("");
    expect(Object.keys(tree())).toEqual([".git/config", "node_modules/x", "package.json", "v1/a"]);
  });

  test("is what people keep by hand: a file that is written once, and the version of package.json", async () => {
    const next = (version: string): readonly OutputFile[] => [
      { path: "package.json", content: `{\n  "version": "${version}",\n  "hooksmith": {}\n}\n` },
      { path: "CHANGELOG.md", content: "first", once: true },
    ];
    await writeOutput(output, next("0.1.0"));
    put("CHANGELOG.md", "by hand");
    put("package.json", next("2.0.0-rc.1")[0]?.content.toString() ?? "");
    expect(await compareOutput(output, next("2.0.0-rc.1"))).toMatchObject({ state: "same" });
    expect(await writeOutput(output, next("2.0.1"))).toMatchObject({
      changes: { added: [], changed: ["package.json"] },
    });
    expect(tree()).toEqual({ "package.json": next("2.0.1")[0]?.content, "CHANGELOG.md": "by hand" });
    put("package.json", `{\n  "version": "2.0.1",\n  "author": "me"\n}\n`);
    expect(await writeOutput(output, next("2.0.1"))).toEqual(conflicts(["package.json", EDITED]));
    expect(await writeOutput(output, files({}), { force: true })).toMatchObject({ changes: { removed: [] } });
  });
});

describe("refusing", () => {
  const refusals: readonly (readonly [string, { given: () => void; want: string }])[] = [
    [
      "a file where the folder should be",
      {
        given: () => {
          writeFileSync(output, "mine");
        },
        want: "not-a-folder",
      },
    ],
    [
      "a link where the folder should be",
      {
        given: () => {
          mkdirSync(join(parent, "real"));
          symlinkSync(join(parent, "real"), output);
        },
        want: "symbolic-link",
      },
    ],
    [
      "a folder that a living run is writing",
      {
        given: () => {
          writeFileSync(join(parent, lockName()), `${process.ppid}\n`);
        },
        want: "locked",
      },
    ],
  ];
  test.each(refusals)("%s", async (_, { given, want }) => {
    given();
    const before = readdirSync(parent, { recursive: true }).sort();
    expect(await writeOutput(output, files({ a: "1" }))).toMatchObject({ state: "failed", error: { kind: want } });
    expect(readdirSync(parent, { recursive: true }).sort()).toEqual(before);
  });

  test.each([["../x"], ["/etc/x"], ["a/../../x"], ["a\\b"], ["a//b"], [""], ["."], ["a\0b"], ["PACKAGE.json"], ["ü"]])(
    "the path %j",
    async (path) => {
      const result = await writeOutput(output, [manifest, { path, content: "" }]);
      expect(result).toMatchObject({ state: "failed", error: { kind: "unsafe-path" } });
      expect(readdirSync(parent)).toEqual([]);
    },
  );

  test.skipIf(process.getuid?.() === 0)("a folder above that can't be written to", async () => {
    chmodSync(parent, 0o500);
    const result = await writeOutput(output, files({}));
    chmodSync(parent, 0o700);
    expect(result).toMatchObject({ state: "failed", error: { kind: "read-only" } });
  });

  test.each(systemRules.flatMap(({ kind, codes }) => codes.map((code) => ({ code, kind }))))(
    "$code is told as $kind",
    ({ code, kind }) => {
      expect(toOutputError(Object.assign(new Error(code), { code }), "out").kind).toBe(kind);
    },
  );
});

describe("after a killed run", () => {
  test("a lock of a process that is gone is taken over", async () => {
    writeFileSync(join(parent, lockName()), "999999999\n");
    expect(await writeOutput(output, files({}))).toMatchObject({ state: "written" });
    expect(readdirSync(parent)).toEqual(["generated"]);
  });

  test("two runs at once in one process: one writes, the other is refused", async () => {
    const results = await Promise.all([writeOutput(output, files({ a: "1" })), writeOutput(output, files({ a: "2" }))]);
    expect(results.map(({ state }) => state).sort()).toEqual(["failed", "written"]);
  });

  test("what belongs to another output beside it is left alone", async () => {
    mkdirSync(join(parent, ".hooksmith-999999999-abcd0123.00000000"));
    await writeOutput(output, files({}));
    expect(readdirSync(parent).sort()).toEqual([".hooksmith-999999999-abcd0123.00000000", "generated"]);
  });

  test("the old output is back, or the new one whole, whichever step of the swap was the last", async () => {
    const program = join(parent, "killed.mjs");
    bundle(
      program,
      `
      import fs from "node:fs";
      import { syncBuiltinESMExports } from "node:module";
      import { recoverOutput, writeOutput } from "./src/emit/write-output.ts";
      const [output, last, which] = process.argv.slice(2);
      let left = Number(last);
      for (const name of ["renameSync", "linkSync", "rmSync"]) {
        const real = fs[name];
        fs[name] = (...args) => {
          if (left === 0) process.kill(process.pid, "SIGKILL");
          left -= 1;
          return real(...args);
        };
      }
      syncBuiltinESMExports();
      if (which === "recover") await recoverOutput(output);
      else await writeOutput(output, JSON.parse(which));`,
    );
    const run = (last: number, which: string): NodeJS.Signals | null =>
      spawnSync(process.execPath, [program, output, String(last), which]).signal;
    const old = files({ "index.ts": "1", "v1/a": "1", "v1/same": "1", "v2/a": "1", "v3/a": "1" });
    const next = files({ "index.ts": "2", "v1/a": "2", "v1/same": "1", "v2/a": "2", "v4/a": "2" });
    const mine = { ".git/HEAD": "mine", "v2/mine": "mine" };
    const tree1 = { ...mine, ...Object.fromEntries(old.map(({ path, content }) => [path, content])) };
    const tree2 = { ...mine, ...Object.fromEntries(next.map(({ path, content }) => [path, content])) };
    const ends = new Set<object>();
    for (let last = 0, killed = true; killed; last += 1) {
      rmSync(output, { recursive: true, force: true });
      expect(await writeOutput(output, old)).toMatchObject({ state: "written" });
      for (const [path, text] of Object.entries(mine)) {
        mkdirSync(join(output, path, ".."), { recursive: true });
        writeFileSync(join(output, path), text);
      }
      killed = run(last, JSON.stringify(next)) !== null;
      expect(tree()).toMatchObject(mine);
      run(last % 3, "recover");
      expect(tree()).toMatchObject(mine);
      expect(await recoverOutput(output)).toEqual({ state: "ready" });
      const end = [tree1, tree2].find((one) => isDeepStrictEqual(tree(), one));
      expect(end, `after ${last} steps: ${JSON.stringify(tree())}`).toBeDefined();
      if (end !== undefined) ends.add(end);
      await writeOutput(output, next);
      expect(tree()).toEqual(tree2);
      expect(readdirSync(parent).sort()).toEqual(["generated", "killed.mjs"]);
    }
    expect(ends.size).toBe(2);
  }, 120_000);

  test("what somebody wrote meanwhile stays when a killed swap is taken back", async () => {
    await writeOutput(output, files({ "v1/a": "2", "v2/a": "1" }));
    const stage = join(parent, `.hooksmith-999999999-abcd0123.${markOf()}`);
    const digests = { "v1/a": createHash("sha256").update("2").digest("hex") };
    const units = ["v1", "v2", ".hooksmith.json"].map((path) => ({ path, placed: true }));
    for (const path of ["new/v2", "old/v1"]) mkdirSync(join(stage, path), { recursive: true });
    writeFileSync(join(stage, "journal.json"), JSON.stringify({ units, digests }));
    writeFileSync(join(stage, "new", ".hooksmith.json"), "");
    writeFileSync(join(stage, "old/v1/a"), "1");
    writeFileSync(join(output, "v1/mine"), "mine");
    writeFileSync(join(output, "v2/mine"), "mine");
    expect(await recoverOutput(output)).toEqual({ state: "ready" });
    expect(tree()).toEqual({
      "package.json": manifest.content,
      "v1/a": "1",
      "v1/mine": "mine",
      "v2/a": "1",
      "v2/mine": "mine",
    });
  });

  test.each([["../outside"], ["v1/../../outside"], ["/etc"], ["v1/a"]])(
    "a journal moves nothing to %s, out of the folder",
    async (path) => {
      const outside = join(parent, "outside");
      mkdirSync(outside);
      await writeOutput(output, files({}));
      symlinkSync(outside, join(output, "v1"));
      const stage = join(parent, `.hooksmith-999999999-abcd0123.${markOf()}`);
      for (const folder of ["new", "old/v1"]) mkdirSync(join(stage, folder), { recursive: true });
      writeFileSync(join(stage, "new", ".hooksmith.json"), "");
      writeFileSync(join(stage, "old/v1/a"), "1");
      writeFileSync(join(stage, "journal.json"), JSON.stringify({ units: [{ path, placed: false }], digests: {} }));
      expect(await recoverOutput(output)).toEqual({ state: "ready" });
      expect(readdirSync(outside)).toEqual([]);
      expect(readdirSync(parent).sort()).toEqual(["generated", "outside"]);
    },
  );

  test("the old or the new output is whole, wherever the kill falls", async () => {
    const program = join(parent, "writer.mjs");
    const contents = `
      import { mkdirSync, writeFileSync } from "node:fs";
      import { writeOutput } from "./src/emit/write-output.ts";
      const [output] = process.argv.slice(2);
      const files = (mark) => [
        { path: "package.json", content: '{ "hooksmith": {} }' },
        ...Array.from({ length: 60 }, (_, index) => ({ path: "v" + (index % 3) + "/f" + index, content: mark.repeat(500) })),
      ];
      mkdirSync(output + "/v1", { recursive: true });
      writeFileSync(output + "/v1/mine", "mine");
      for (let turn = 0; ; turn += 1) {
        const { state } = await writeOutput(output, files(turn % 2 ? "a" : "b"));
        if (state === "failed") process.exit(1);
        if (turn === 0) process.stdout.write("ready");
      }`;
    bundle(program, contents);
    for (let round = 0; round < 10; round += 1) {
      await killAfter(program, 5 + round * 13);
      expect(await recoverOutput(output)).toEqual({ state: "ready" });
      const found = Object.entries(tree());
      expect(found.length).toBe(62);
      expect(readFileSync(join(output, "v1/mine"), "utf8")).toBe("mine");
      const marks = new Set(found.filter(([path]) => /f\d+$/.test(path)).map(([, text]) => text));
      expect(marks.size).toBe(1);
      expect([...marks][0]?.length).toBe(500);
      expect(readdirSync(parent).sort()).toEqual(["generated", "writer.mjs"]);
    }
  });
});

function bundle(outfile: string, contents: string): void {
  const stdin = { contents, resolveDir: join(import.meta.dirname, "..", "..") };
  buildSync({ stdin, bundle: true, platform: "node", format: "esm", outfile });
}

function killAfter(program: string, milliseconds: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, output]);
    child.on("error", reject);
    child.on("exit", (code) => {
      if (code === null) resolve();
      else reject(new Error(`the writer ended by itself with ${code}`));
    });
    child.stdout.once("data", () => setTimeout(() => child.kill("SIGKILL"), milliseconds));
  });
}

/** What the folder name `generated` makes of the names beside it. */
const markOf = (): string => "e0cb800a";
const lockName = (): string => `.hooksmith-${markOf()}.lock`;
