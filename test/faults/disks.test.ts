// A disk that is full or not to be written, and two runs at once: the old output stays whole, and the error says why.
import { spawn } from "node:child_process";
import { readdirSync, readFileSync, rmSync, writeFileSync, statfsSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { builtBinary, plainEnvironment } from "../cli/support/binary.ts";
import { type Disk, digestOf, mountDisk, mounting, scratch, twoInputs } from "./support.ts";

const binary = builtBinary();
const { can, word } = mounting();

let root = "";
let inputs: readonly [string, string] = ["", ""];
beforeEach(() => {
  root = scratch();
  inputs = twoInputs(root);
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

const generate = (input: string, output: string) => binary.run(["generate", "--input", input, "--output", output]);

describe.skipIf(!can)(`a disk${word}`, () => {
  let disk: Disk | undefined;
  afterEach(() => disk?.free());
  const mounted = (options: string): Disk => {
    disk = mountDisk(root, options);
    if (disk === undefined) throw new Error("no disk could be mounted");
    return disk;
  };

  /** Bytes that are taken on a disk. */
  const used = (path: string): number => {
    const { blocks, bfree, bsize } = statfsSync(path);
    return (blocks - bfree) * bsize;
  };

  test("that is full keeps its old output whole", () => {
    const { path, remount } = mounted("size=2m");
    const output = join(path, "generated");
    expect(generate(inputs[0], output).code).toBe(0);
    const before = digestOf(output);
    remount(`size=${used(path)}`);
    const { code, err } = generate(inputs[1], output);
    expect(err).toMatch(/no space is left on the disk; the old output stays/);
    expect(code).toBe(2);
    expect(digestOf(output)).toBe(before);
    expect(readdirSync(path)).toEqual(["generated"]);
  });

  test("that has no room for the first output is left empty", () => {
    const { path } = mounted("size=64k");
    const { code, err } = generate(inputs[0], join(path, "generated"));
    expect([code, err]).toEqual([2, expect.stringMatching(/no space is left on the disk/)]);
    expect(readdirSync(path)).toEqual([]);
  });

  test("that has room again takes the new output", () => {
    const { path, remount } = mounted("size=2m");
    const output = join(path, "generated");
    generate(inputs[0], output);
    remount(`size=${used(path)}`);
    expect(generate(inputs[1], output).code).toBe(2);
    remount("size=2m");
    expect(generate(inputs[1], output).code).toBe(0);
    const whole = join(root, "whole");
    generate(inputs[1], whole);
    expect(digestOf(output)).toBe(digestOf(whole));
  });

  test("that is read-only keeps its output, and --check still reads it", () => {
    const { path, remount } = mounted("size=2m");
    const output = join(path, "generated");
    generate(inputs[0], output);
    const before = digestOf(output);
    remount("ro");
    const { code, err } = generate(inputs[1], output);
    expect([code, err]).toEqual([2, expect.stringMatching(/writing is not permitted here; the old output stays/)]);
    const check = (input: string) => binary.run(["generate", "--check", "--input", input, "--output", output]).code;
    expect([check(inputs[0]), check(inputs[1])]).toEqual([0, 1]);
    remount("rw");
    expect(digestOf(output)).toBe(before);
    expect(readdirSync(path)).toEqual(["generated"]);
  });

  test("that is the output folder itself is refused with advice", () => {
    const { path } = mounted("size=2m");
    const { code, err } = generate(inputs[0], path);
    expect([code, err]).toEqual([2, expect.stringMatching(/can't be renamed.*choose a folder inside it/)]);
    expect(readdirSync(path)).toEqual([]);
  });
});

describe("two runs at once", () => {
  test("leave one's output whole, and the other succeeds after it or says who is writing", async () => {
    const output = join(root, "generated");
    const wanted = inputs.map((input, index) => {
      generate(input, join(root, `whole-${index}`));
      return digestOf(join(root, `whole-${index}`));
    });
    for (let round = 0; round < 3; round += 1) {
      const runs = await Promise.all(
        inputs.map((input) => started(["generate", "--input", input, "--output", output])),
      );
      expect(runs.some(({ code }) => code === 0)).toBe(true);
      for (const { code, err } of runs) {
        if (code !== 0) expect([code, err]).toEqual([2, expect.stringMatching(/another run is writing this output/)]);
      }
      expect(wanted).toContain(digestOf(output));
      expect(readdirSync(root).filter((name) => name.startsWith("."))).toEqual([]);
    }
  });
});

test("an output whose name is a file's is refused, and the file stays", () => {
  const output = join(root, "generated");
  writeFileSync(output, "mine");
  expect(generate(inputs[0], output)).toMatchObject({
    code: 2,
    err: expect.stringMatching(/is no folder; remove it or choose another output/),
  });
  expect(readFileSync(output, "utf8")).toBe("mine");
});

function started(args: readonly string[]): Promise<{ readonly code: number | null; readonly err: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [binary.path(), ...args], { env: plainEnvironment() });
    let err = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => (err += text));
    child.once("error", reject);
    child.once("close", (code) => {
      resolve({ code, err });
    });
  });
}
