// Tasks run in threads as they would run here, and one that takes too long or too much is ended without harm to the others.
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadInputs, loadVersion } from "../../src/pipeline/load-inputs.ts";
import { openPool, type PoolOptions } from "../../src/pipeline/pool.ts";
import type { PageTask, VersionTask } from "../../src/pipeline/tasks.ts";
import { builtBinary, project } from "../cli/support/binary.ts";

const binary = builtBinary();
let folder = "";
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "hooksmith-pool-"));
});
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const built = (): URL => pathToFileURL(join(dirname(binary.path()), "worker.cjs"));

function script(name: string, code: string): URL {
  const path = join(folder, `${name}.cjs`);
  writeFileSync(path, `module.exports = ({ task, page }) => {\n${code}\n};\n`);
  return pathToFileURL(path);
}

function fixture(): VersionTask {
  const loaded = loadInputs(join(project, "test/cli/fixtures/docs-input"), undefined);
  const entry = "inputs" in loaded ? loaded.inputs.chosen[0] : undefined;
  if (!("inputs" in loaded) || entry === undefined) throw new Error("the fixture has no version");
  return {
    kind: "version",
    loaded: loadVersion(loaded.inputs, entry),
    packageName: "@example/parcels",
    accept: { strict: false, keepGoing: false },
  };
}

const page = (file: string, text = "# Nothing"): PageTask => ({ kind: "page", bytes: Buffer.from(text), file });

/** Runs the tasks at once, and closes the pool. */
async function runAll(options: PoolOptions, tasks: readonly PageTask[]) {
  const pool = openPool(options);
  const ran = await Promise.allSettled(tasks.map((task) => pool.run<"page">(task)));
  await pool.close();
  return ran.map((one) => {
    if (one.status === "rejected") return String(one.reason);
    if ("result" in one.value) return one.value.result.text;
    const { ruleId, file, fatal, expected } = one.value.refused;
    return [ruleId, file, fatal, expected?.length];
  });
}

test("threads make the bytes that this thread makes", async () => {
  const pools = [openPool({ script: built() }), openPool()];
  const [there, here] = await Promise.all(pools.map((pool) => pool.run<"version">(fixture())));
  await Promise.all(pools.map((pool) => pool.close()));
  const timeless = (ran: typeof there) => ran && "result" in ran && { ...ran.result, milliseconds: 0 };
  expect(timeless(there)).toEqual(timeless(here));
  expect(timeless(here)).toMatchObject({ webhooks: expect.any(Number), files: expect.any(Array) });
});

/** Keeps a thread from anything else, and costs no processor. */
const occupy = (milliseconds: number): string =>
  `Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ${String(milliseconds)});`;

const DONE = `return { findings: [], text: task.file };`;
const IF_BAD = (code: string): string => `if (task.file.startsWith("bad")) { ${code} }\n${DONE}`;

describe("a task is refused, with its page and what to do, and the others go on,", () => {
  test.each<[string, { given: string; want: string; options?: PoolOptions }]>([
    ["that never ends", { given: "for (;;);", want: "limit/time", options: { timeLimit: 2 } }],
    ["that waits for ever", { given: "return new Promise(() => {});", want: "limit/time", options: { timeLimit: 2 } }],
    [
      "that backtracks without end",
      { given: `/^(a+)+$/.test("a".repeat(60) + "b");`, want: "limit/time", options: { timeLimit: 2 } },
    ],
    [
      "that fills the memory",
      {
        given: `const all = []; for (;;) all.push(new Array(1000).fill(all.length));`,
        want: "limit/memory",
        options: { memoryLimit: 40, timeLimit: 100 },
      },
    ],
  ])("%s", async (name, { given, want, options = {} }) => {
    const files = ["a", "bad", "b", "bad too", "c", "d"];
    const ran = await runAll(
      { ...options, script: script(name, IF_BAD(given)) },
      files.map((file) => page(file)),
    );
    expect(ran).toEqual(["a", [want, "bad", true, 1], "b", [want, "bad too", true, 1], "c", "d"]);
  });

  test("of several pages by that which it is at", async () => {
    const task = fixture();
    const [first] = task.loaded.pages;
    if (first === undefined) throw new Error("the fixture has no page");
    const pages = [first, { ...first, file: "second.md" }, { ...first, file: "third.md" }];
    const at = script("at", "Atomics.store(page, 0, 1); for (;;);");
    const pool = openPool({ script: at, timeLimit: 2 });
    const ran = await pool.run<"version">({ ...task, loaded: { ...task.loaded, pages } });
    await pool.close();
    expect(ran).toMatchObject({ refused: { ruleId: "limit/time", file: "second.md" } });
  });

  test("and waiting for a thread is no part of its time", async () => {
    const slow = script("slow", `${occupy(700)}\n${DONE}`);
    const files = Array.from({ length: 12 }, (_, index) => String(index));
    expect(
      await runAll(
        { script: slow, timeLimit: 4 },
        files.map((file) => page(file)),
      ),
    ).toEqual(files);
  });
});

test("what a task throws is told where it is waited for", async () => {
  const throws = script("throws", IF_BAD(`throw new Error("no luck");`));
  expect(await runAll({ script: throws }, [page("a"), page("bad"), page("b")])).toEqual(["a", "Error: no luck", "b"]);
});

test("small pages share a thread, and large ones have as many as there are cores", async () => {
  const where = script(
    "where",
    `${occupy(300)} return { findings: [], text: String(require("node:worker_threads").threadId) };`,
  );
  const threads = async (text: string): Promise<number> =>
    new Set(await runAll({ script: where }, [page("a", text), page("b", text), page("c", text)])).size;
  expect(await threads("# Small")).toBe(1);
  expect(await threads("# Large\n".repeat(20_000))).toBe(Math.min(3, availableParallelism()));
});

test("a pool that ran nothing starts no thread", async () => {
  await openPool({ script: script("never", `throw new Error("started");`) }).close();
});

describe("the program", () => {
  /** The parser copies all that it has read at the end of every list. */
  const slow = `# Webhooks\n\n${"- a\n\nb\n\n".repeat(120_000)}`;
  const sound = `# Webhooks\n\n### parcel_moved\n\n\`\`\`json\n{ "action": "parcel_moved", "payload": { "id": "a" } }\n\`\`\`\n`;
  const entry = (version: string): string => `
  - version: "${version}"
    status: stable
    pages: [{ kind: webhooks, file: ${version}.md }, { kind: structures, file: sound.md }]`;

  test("ends a version that takes too long, names its page, and writes the others", { timeout: 300_000 }, () => {
    const input = join(folder, "docs-input");
    mkdirSync(input);
    writeFileSync(
      join(input, "sources.yaml"),
      `package: "@example/a"\nversions:${["1.0", "2.0", "3.0"].map(entry).join("")}\n`,
    );
    for (const name of ["1.0", "3.0", "sound"]) writeFileSync(join(input, `${name}.md`), sound);
    writeFileSync(join(input, "2.0.md"), slow);
    const env = { HOOKSMITH_CACHE: join(folder, "cache") };
    const run = () => binary.run(["generate", "--time-limit", "15"], { cwd: folder, env });
    const { code, err } = run();
    expect(code).toBe(3);
    expect(err).toMatch(/docs-input\/2\.0\.md:1:1 {2}error {2}limit\/time {2}.*15 s/);
    expect(err).toContain("--time-limit");
    expect(readdirSync(join(folder, "generated")).filter((name) => name.startsWith("v"))).toEqual(["v1.0", "v3.0"]);
    expect(readdirSync(join(folder, "cache")).map((name) => name.split("-")[0])).toEqual(["version", "version"]);
  });

  test("ends a page that takes too long", { timeout: 300_000 }, () => {
    const { code, out, err } = binary.run(["parse", "-", "--format", "markdown", "--time-limit", "3"], { input: slow });
    expect({ code, out }).toEqual({ code: 3, out: "" });
    expect(err).toMatch(/^stdin\.md:1:1 {2}error {2}limit\/time/);
  });
});
