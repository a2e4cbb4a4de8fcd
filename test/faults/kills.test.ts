// kill -9 of generate at random moments: what others keep in the output is there, and the next run finds the old or the new package whole.
import { cpSync, mkdirSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { buildSync } from "esbuild";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { recoverOutput } from "../../src/emit/write-output.ts";
import { builtBinary, project } from "../cli/support/binary.ts";
import { howManyKills, killAt, numbersFrom } from "./kill.ts";
import { digestOf, scratch, treeOf, twoInputs } from "./support.ts";

const KILLS = howManyKills(40);
/** Runs of the whole program, killed while it writes; the others are of its writer alone with the same files, which starts in a tenth of the time. */
const PROGRAM_KILLS = Math.ceil(KILLS / 5);
/** Killed runs at a time, each with an output of its own. */
const LANES = 2;

const binary = builtBinary();
/** Files that somebody else keeps in the output, one of them in the folder of a version. */
const strangers = new Map([
  [".git/HEAD", "ref"],
  ["notes.md", "notes"],
  ["v1.5/mine.txt", "mine"],
]);
let root = "";
beforeEach(() => {
  root = scratch();
});
afterEach(() => {
  rmSync(root, { recursive: true, force: true });
});

describe("generate", () => {
  test(`survives ${KILLS} kills`, { timeout: 600_000 }, async () => {
    const inputs = twoInputs(root);
    const whole = inputs.map((_, index) => join(root, `whole-${index}`));
    for (const [index, input] of inputs.entries())
      expect(binary.run(["generate", "--input", input, "--output", whole[index] ?? ""]).code).toBe(0);
    const wanted = whole.map((folder) => digestOf(folder));
    const writer = buildWriter(root, whole);

    let span = await writingTime(writer, join(root, "measured"));
    const seen = { killed: 0, finished: 0, digests: new Set<string>() };
    const lanes = Array.from({ length: LANES }, async (_, lane) => {
      const place = join(root, `lane-${lane}`);
      const output = join(place, "generated");
      cpSync(whole[0] ?? "", output, { recursive: true });
      for (const [path, mine] of strangers) {
        mkdirSync(dirname(join(output, path)), { recursive: true });
        writeFileSync(join(output, path), mine);
      }
      const random = numbersFrom(lane + 1);
      // Until both outcomes were there: a span that was measured too short leaves the old package each time.
      const isDone = (turn: number): boolean => turn >= (seen.digests.size < 2 ? 4 * KILLS : KILLS);
      for (let turn = lane; !isDone(turn); turn += LANES) {
        const which = (turn >> 1) % 2 === 0 ? 1 : 0;
        const run =
          turn < PROGRAM_KILLS
            ? [binary.path(), "generate", "--input", inputs[which] ?? "", "--output", output]
            : [writer, String(which), output];
        const killed = await killAt(run, { writingIn: [place], milliseconds: random() * span });
        seen[killed ? "killed" : "finished"] += 1;
        // A machine under load writes more slowly than it was measured: the span follows, so that kills fall on both sides of the last rename.
        span *= killed ? 1.08 : 0.75;
        for (const [path, mine] of strangers) expect(readFileSync(join(output, path), "utf8")).toBe(mine);
        expect(await recoverOutput(output)).toEqual({ state: "ready" });
        const now = digestOf(output, (path) => !strangers.has(path));
        expect(wanted).toContain(now);
        seen.digests.add(now);
        expect(readdirSync(place)).toEqual(["generated"]);
      }
    });
    await Promise.all(lanes);
    expect(seen.killed).toBeGreaterThan(KILLS * 0.7);
    expect(seen.digests.size).toBe(2);
  });
});

/** Milliseconds from the first change to the end of a run, the shortest of three: what a kill has to fall into. */
async function writingTime(writer: string, place: string): Promise<number> {
  const times: number[] = [];
  for (const which of [0, 1, 0]) {
    mkdirSync(place, { recursive: true });
    let began = Infinity;
    const watcher = watch(place, () => {
      began = Math.min(began, performance.now());
    });
    const killed = await killAt([writer, String(which), join(place, "generated")], { milliseconds: 600_000 });
    expect(killed).toBe(false);
    times.push(performance.now() - began);
    watcher.close();
  }
  return Math.min(...times);
}

/** A program that brings an output to the first or second tree of files, through the writer of `generate`. */
function buildWriter(folder: string, whole: readonly string[]): string {
  const trees = join(folder, "trees.json");
  writeFileSync(
    trees,
    JSON.stringify(
      whole.map((tree) =>
        [...treeOf(tree)].flatMap(([path, content]) =>
          path === ".hooksmith.json" ? [] : [{ path, content, once: path === "CHANGELOG.md" || undefined }],
        ),
      ),
    ),
  );
  const outfile = join(folder, "writer.mjs");
  buildSync({
    stdin: {
      contents: `
        import { readFileSync } from "node:fs";
        import { writeOutput } from "./src/emit/write-output.ts";
        const [which, output] = process.argv.slice(2);
        const trees = JSON.parse(readFileSync(${JSON.stringify(trees)}, "utf8"));
        const { state } = await writeOutput(output, trees[Number(which)]);
        process.exitCode = state === "failed" ? 1 : 0;`,
      resolveDir: project,
    },
    bundle: true,
    platform: "node",
    format: "esm",
    outfile,
  });
  return outfile;
}
