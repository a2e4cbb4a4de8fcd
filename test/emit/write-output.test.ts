// The one writer on a real file system: what it replaces, what it refuses, and what a kill leaves.
import { spawn } from "node:child_process";
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
import { buildSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compareOutput, type EmittedFile, recoverOutput, writeOutput } from "../../src/emit/index.ts";
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
const tree = (): Readonly<Record<string, string>> =>
  Object.fromEntries(
    readdirSync(output, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
      .sort()
      .map((path) => [path.slice(output.length + 1), readFileSync(path, "utf8")]),
  );

describe("writing", () => {
  test("makes the folder and the folders above it", async () => {
    output = join(parent, "a", "b", "generated");
    expect(await writeOutput(output, files({ "v1/types.ts": "x" }))).toEqual({
      state: "written",
      changes: { added: ["package.json", "v1/types.ts"], changed: [], removed: [] },
    });
    expect(tree()).toEqual({ "package.json": manifest.content, "v1/types.ts": "x" });
  });

  test("removes what is no longer generated, keeps what it is told to, and tells all of it", async () => {
    await writeOutput(output, files({ "v1/a": "1", "v1/b": "1", "v2/a": "1", same: "1" }));
    const next = files({ "v1/a": "2", same: "1", "v3/a": "1" });
    const keep = (path: string): boolean => path.startsWith("v2/");
    const changes = { added: ["v3/a"], changed: ["v1/a"], removed: ["v1/b"] };
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

  test("replaces a link inside the folder without following it", async () => {
    const outside = join(parent, "outside");
    mkdirSync(outside);
    writeFileSync(join(outside, "precious"), "p");
    await writeOutput(output, files({ "v1/a": "1" }));
    symlinkSync(outside, join(output, "v2"));
    expect(await writeOutput(output, files({ "v2/precious": "mine" }), { keep: () => true })).toMatchObject({
      state: "written",
    });
    expect(lstatSync(join(output, "v2")).isDirectory()).toBe(true);
    expect(readFileSync(join(outside, "precious"), "utf8")).toBe("p");
  });

  test("compares without writing, even where there is no folder", async () => {
    expect(await compareOutput(output, files({}))).toMatchObject({ state: "different" });
    expect(readdirSync(parent)).toEqual([]);
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
      "a folder with files of somebody else",
      {
        given: () => {
          mkdirSync(output);
          writeFileSync(join(output, "thesis.txt"), "mine");
        },
        want: "foreign-folder",
      },
    ],
    [
      "a package that hooksmith did not make",
      {
        given: () => {
          mkdirSync(output);
          writeFileSync(join(output, "package.json"), '{ "name": "hooksmith" }');
        },
        want: "foreign-folder",
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

  test("the old output is put back when the kill came between the two renames", async () => {
    const stage = join(parent, `.hooksmith-999999999-abcd0123.${markOf()}`);
    mkdirSync(join(stage, "old"), { recursive: true });
    mkdirSync(join(stage, "new"), { recursive: true });
    writeFileSync(join(stage, "old", "package.json"), manifest.content);
    expect(await recoverOutput(output)).toEqual({ state: "ready" });
    expect(tree()).toEqual({ "package.json": manifest.content });
    expect(readdirSync(parent)).toEqual(["generated"]);
  });

  test("what belongs to another output beside it is left alone", async () => {
    mkdirSync(join(parent, ".hooksmith-999999999-abcd0123.00000000"));
    await writeOutput(output, files({}));
    expect(readdirSync(parent).sort()).toEqual([".hooksmith-999999999-abcd0123.00000000", "generated"]);
  });

  test("the old or the new output is whole, wherever the kill falls", async () => {
    const program = join(parent, "writer.mjs");
    const contents = `
      import { writeOutput } from "./src/emit/write-output.ts";
      const [output] = process.argv.slice(2);
      const files = (mark) => [
        { path: "package.json", content: '{ "hooksmith": {} }' },
        ...Array.from({ length: 60 }, (_, index) => ({ path: "v" + (index % 3) + "/f" + index, content: mark.repeat(500) })),
      ];
      for (let turn = 0; ; turn += 1) {
        const { state } = await writeOutput(output, files(turn % 2 ? "a" : "b"));
        if (state === "failed") process.exit(1);
        if (turn === 0) process.stdout.write("ready");
      }`;
    buildSync({
      stdin: { contents, resolveDir: join(import.meta.dirname, "..", "..") },
      bundle: true,
      platform: "node",
      format: "esm",
      outfile: program,
    });
    for (let round = 0; round < 10; round += 1) {
      await killAfter(program, 5 + round * 13);
      expect(await recoverOutput(output)).toEqual({ state: "ready" });
      const found = Object.entries(tree());
      expect(found.length).toBe(61);
      const marks = new Set(found.filter(([path]) => path !== "package.json").map(([, text]) => text));
      expect(marks.size).toBe(1);
      expect([...marks][0]?.length).toBe(500);
      expect(readdirSync(parent).sort()).toEqual(["generated", "writer.mjs"]);
    }
  });
});

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
