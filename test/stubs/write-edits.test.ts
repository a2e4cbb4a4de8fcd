// The writer: whole files, inside the folder, and only over what the plan was made from.
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { readFolder, writeEdits } from "../../src/stubs/folder.ts";

let root = "";
let folder = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hooksmith-stubs-"));
  folder = join(root, "hooks");
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const added = (path: string) => ({ path, after: "new\n", reasons: [] });

test("files are made with their folders, changed with their mode kept, and nothing is left behind", async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, "b.ts"), "\uFEFFold\r\n");
  chmodSync(join(folder, "b.ts"), 0o640);
  const changed = { path: "b.ts", before: "\uFEFFold\r\n", after: "\uFEFFnew\r\n", reasons: [] };
  expect(await writeEdits(folder, [added("deep/er/a.ts"), changed])).toEqual([]);
  expect(readFileSync(join(folder, "deep/er/a.ts"), "utf8")).toBe("new\n");
  expect(readFileSync(join(folder, "b.ts"), "utf8")).toBe("\uFEFFnew\r\n");
  expect(statSync(join(folder, "b.ts")).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).sort()).toEqual(["b.ts", "deep"]);
});

test.each<[string, { given: () => string; want: string }]>([
  ["a path that climbs out", { given: () => "../out.ts", want: "is outside the folder" }],
  ["an absolute path", { given: () => join(root, "out.ts"), want: "is outside the folder" }],
  [
    "a linked file",
    {
      given: () => {
        symlinkSync(join(root, "out.ts"), join(folder, "link.ts"));
        return "link.ts";
      },
      want: "is a symbolic link",
    },
  ],
  [
    "a file in a linked folder",
    {
      given: () => {
        symlinkSync(root, join(folder, "linked"));
        return "linked/out.ts";
      },
      want: "lies behind a symbolic link",
    },
  ],
  [
    "a file that came to stand there meanwhile",
    {
      given: () => {
        writeFileSync(join(folder, "there.ts"), "theirs");
        return "there.ts";
      },
      want: "has come to stand there meanwhile",
    },
  ],
])("%s is refused, the others are written", async (_name, { given, want }) => {
  mkdirSync(folder);
  const path = given();
  expect(await writeEdits(folder, [added(path), added("good.ts")])).toEqual([{ path, problem: want }]);
  expect(readFileSync(join(folder, "good.ts"), "utf8")).toBe("new\n");
  expect(readdirSync(root)).toEqual(["hooks"]);
});

test("a file that changed since it was read is left", async () => {
  mkdirSync(folder);
  writeFileSync(join(folder, "a.ts"), "newer");
  const edit = { path: "a.ts", before: "older", after: "new", reasons: [] };
  expect(await writeEdits(folder, [edit])).toEqual([{ path: "a.ts", problem: "has changed meanwhile; run again" }]);
  expect(readFileSync(join(folder, "a.ts"), "utf8")).toBe("newer");
});

test("reading leaves out hidden folders and dependencies, keeps the byte order mark, and follows no link", async () => {
  mkdirSync(join(folder, "sub"), { recursive: true });
  for (const hidden of [".git", "node_modules"]) {
    mkdirSync(join(folder, hidden));
    writeFileSync(join(folder, hidden, "x.ts"), "");
  }
  writeFileSync(join(folder, "sub/a.ts"), "\uFEFFa");
  writeFileSync(join(folder, "bytes.ts"), Buffer.from([0xff, 0xfe, 0x41]));
  writeFileSync(join(folder, "notes.md"), "");
  symlinkSync(join(folder, "sub/a.ts"), join(folder, "link.ts"));
  expect(await readFolder(folder)).toEqual({
    files: [
      { path: "bytes.ts", refused: "is not UTF-8" },
      { path: "link.ts", refused: "is a symbolic link" },
      { path: "sub/a.ts", text: "\uFEFFa" },
    ],
  });
});

test("a linked folder is refused, one that is not there is empty", async () => {
  mkdirSync(folder);
  symlinkSync(folder, join(root, "linked"));
  expect(await readFolder(join(root, "linked"))).toEqual({ problem: expect.stringContaining("is a symbolic link") });
  expect(await readFolder(join(root, "none"))).toEqual({ files: [] });
});
