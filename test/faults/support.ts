// Inputs, outputs and disks for runs that are disturbed.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { accessSync, constants, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { project } from "../cli/support/binary.ts";

/** A folder of its own, in memory where the system has a place for that: two hundred runs flush many files. */
export function scratch(): string {
  return mkdtempSync(join(isWritable("/dev/shm") ? "/dev/shm" : tmpdir(), "hooksmith-faults-"));
}

function isWritable(path: string): boolean {
  try {
    accessSync(path, constants.W_OK);
    return true;
  } catch {
    return false;
  }
}

/** An input folder of one small version, and its twin with one more field. */
export function twoInputs(root: string): readonly [string, string] {
  const inputs = [join(root, "one"), join(root, "other")] as const;
  for (const input of inputs) cpSync(join(project, "test/cli/fixtures/docs-input"), input, { recursive: true });
  const page = join(inputs[1], "v1.5", "webhooks.md");
  writeFileSync(page, readFileSync(page, "utf8").replace('"count": 3,', '"count": 3,\n    "weight": 2.5,'));
  return inputs;
}

/** Every file of a folder by its path, and its content. */
export function treeOf(folder: string): ReadonlyMap<string, string> {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
  return new Map(paths.map((path) => [path.slice(folder.length + 1), readFileSync(path, "utf8")]));
}

export function digestOf(folder: string, counts: (path: string) => boolean = () => true): string {
  return createHash("sha256")
    .update(JSON.stringify([...treeOf(folder)].filter(([path]) => counts(path))))
    .digest("hex");
}

export interface Disk {
  readonly path: string;
  readonly remount: (options: string) => void;
  readonly free: () => void;
}

/** A disk in memory, or undefined where this user may mount none. */
export function mountDisk(root: string, options: string): Disk | undefined {
  const path = mkdtempSync(join(root, "disk-"));
  const run = (command: string, ...args: readonly string[]): boolean => spawnSync(command, args).status === 0;
  if (!run("mount", "-t", "tmpfs", "-o", options, "tmpfs", path)) return undefined;
  return {
    path,
    remount: (changed) => {
      if (!run("mount", "-o", `remount,${changed}`, path)) throw new Error(`the disk can't be remounted: ${changed}`);
    },
    free: () => {
      run("umount", path);
      rmSync(path, { recursive: true, force: true });
    },
  };
}

/** Whether disks can be mounted here; the word is for the test's name. */
export function mounting(): { readonly can: boolean; readonly word: string } {
  const root = mkdtempSync(join(tmpdir(), "hooksmith-mount-"));
  const disk = process.platform === "linux" ? mountDisk(root, "size=64k") : undefined;
  disk?.free();
  rmSync(root, { recursive: true, force: true });
  return disk === undefined
    ? { can: false, word: " (skipped: this user may not mount a disk)" }
    : { can: true, word: "" };
}
