// Where bodies are recorded: never over a file, and never through a link.
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { bodyRecorder } from "../../src/api/listen.ts";

let root = "";
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "hooksmith-record-"));
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

test("a body gets a number of its own, and no file is written over", async () => {
  const folder = join(root, "bodies");
  const record = await bodyRecorder(folder);
  writeFileSync(join(folder, "000001-chat.json"), "mine");
  expect(await record({ json: "{}", name: "chat" })).toBe(join(folder, "000002-chat.json"));
  expect(readFileSync(join(folder, "000001-chat.json"), "utf8")).toBe("mine");
});

test("a folder that is a link is refused, and nothing is written where it leads", async () => {
  mkdirSync(join(root, "elsewhere"));
  symlinkSync(join(root, "elsewhere"), join(root, "bodies"));
  await expect(bodyRecorder(join(root, "bodies"))).rejects.toThrow(/symbolic link/);
  expect(readdirSync(join(root, "elsewhere"))).toEqual([]);
});
