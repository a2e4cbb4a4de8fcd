// Measures the program against `node -e 0`, its peers and itself, as ratios of medians of one run; each is beside its bound.
//
//   npm run bench                    everything
//   npm run bench -- --rounds 5      fewer or more runs of each process
//   npm run bench -- --only growth   processes, growth, linear, stages or receiver alone
//   npm run bench -- --only linear --rows "markdown, note"   of the linear part the rows whose names hold the words
//
// Nothing fails where a bound is passed: a busy machine is no defect. What is over says so.
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { Bench } from "tinybench";
import { writeGrown } from "./bench/growth.mjs";
import { linear } from "./bench/linear.mjs";
import { median, runOnce, TELL_MEMORY, tell, timeInTurn } from "./bench/processes.mjs";

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "9" }, only: { type: "string" }, rows: { type: "string" } },
});
const rounds = Number(values.rounds);
const project = dirname(dirname(fileURLToPath(import.meta.url)));
const program = join(project, "dist", "hooksmith.js");
const docs = join(project, "docs-input");
const work = mkdtempSync(join(tmpdir(), "hooksmith-bench-"));
process.env.HOOKSMITH_CACHE = join(work, "cache");
process.chdir(project);

const COLD = "generate of all versions, no cache";
const PLAIN = "plain chain over four pages";
const EDITED = "generate, one page changed:";

console.log(
  `${new Date().toISOString().slice(0, 10)}, Node ${process.version}, ${cpus().length} x ${cpus()[0]?.model}`,
);
const parts = { processes, growth, linear: () => linear(project, values.rows), stages, receiver };
try {
  for (const [name, part] of Object.entries(parts)) if (values.only === undefined || values.only === name) await part();
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Whole processes beside `node -e 0`. */
function processes() {
  const output = join(work, "output");
  const edited = join(work, "edited");
  const editedOutput = join(work, "edited-output");
  const page = join(edited, "v3.6", "webhooks.mdx");
  cpSync(docs, edited, { recursive: true });
  const text = readFileSync(page, "utf8");
  const generate = (...args) => [program, "generate", "--output", output, ...args];
  const again = [program, "generate", "--input", edited, "--output", editedOutput];
  runOnce(generate());
  runOnce(again);
  let edits = 0;
  const pages = ["v3.0/webhooks.md", "v3.5/structures.mdx", "v3.6/webhooks.mdx", "v3.7/webhooks.mdx"];
  const cases = {
    "node -e 0": { args: ["-e", "0"] },
    "generate --check, nothing changed": { args: generate("--check") },
    "generate, nothing changed": { args: generate() },
    [`${EDITED} a sentence more`]: {
      args: again,
      before: () => writeFileSync(page, `${text}\nAn edit, number ${(edits += 1)}.\n`),
    },
    [`${EDITED} a member renamed`]: {
      args: again,
      before: () => writeFileSync(page, text.replace('"user_id"', `"user_id_${(edits += 1)}"`)),
    },
    [COLD]: { args: generate("--no-cache") },
    [PLAIN]: {
      args: [join(project, "scripts/bench/plain-chain.mjs"), ...pages.map((one) => join(docs, one))],
    },
    "quicktype over the samples of all versions": { args: [join(project, "scripts/bench/quicktype.mjs"), output] },
  };
  const bounds = { "generate --check, nothing changed": 1.5, "generate, nothing changed": 1.5 };
  const medians = timeInTurn(cases, rounds);
  const base = medians.get("node -e 0");
  console.log(`\nwhole processes, medians of ${rounds}; "node -e 0" takes ${base.toFixed(0)} ms`);
  for (const [name, time] of medians) if (name !== "node -e 0") tell(name, time / base, bounds[name]);
  console.log("\nagainst one another");
  tell(`${COLD}, over the plain chain`, medians.get(COLD) / medians.get(PLAIN), 1.6);
  for (const [name, time] of medians) {
    if (name.startsWith(EDITED)) tell(`${name}, over all versions`, time / medians.get(COLD), 0.5);
  }
}

/** Time a webhook as a version grows. */
function growth() {
  const perWebhook = new Map();
  let most = Infinity;
  console.log("\ngrowth: the webhooks of v3.6, some times over");
  for (const times of [1, 10, 100]) {
    const input = join(work, `grown-${times}`);
    const webhooks = writeGrown(docs, "3.6", times, input);
    const args = [...TELL_MEMORY, program, "generate", "--no-cache", "--time-limit", "600", "--input", input];
    let runs;
    try {
      runs = Array.from({ length: times === 100 ? 1 : Math.min(3, rounds) }, () =>
        runOnce([...args, "--output", `${input}-output`]),
      );
    } catch (error) {
      const memory = /heap out of memory/.test(error.message) ? "out of memory" : error.message;
      most = Infinity;
      console.log(`${String(webhooks).padStart(6)} webhooks  failed: ${memory}`);
      continue;
    }
    const time = median(runs.map(({ milliseconds }) => milliseconds));
    perWebhook.set(times, time / webhooks);
    const memory = median(runs.map(({ megabytes }) => megabytes));
    most = memory;
    console.log(
      `${String(webhooks).padStart(6)} webhooks ${time.toFixed(0).padStart(8)} ms ${(time / webhooks).toFixed(2).padStart(8)} ms each ${memory.toFixed(0).padStart(6)} MB`,
    );
  }
  tell("time a webhook, 100 times against 10 times", (perWebhook.get(100) ?? Infinity) / perWebhook.get(10), 1.2);
  tell("memory with 100 times as many, in gigabytes", most / 1024, 1);
}

/** Stages within one process, against JSON.parse of a model. */
async function stages() {
  const model = readFileSync(join(project, "generated/v3.6/model.json"), "utf8");
  const { status } = spawnSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
  if (status !== 0) throw new Error("the build failed");
  const { stageTasks } = await import("./bench/stages.mjs");
  const bench = new Bench({ time: 200, iterations: 5, warmupIterations: 2 });
  bench.add("JSON.parse of a model.json", () => JSON.parse(model));
  for (const [name, task] of await stageTasks(project)) bench.add(name, task);
  await bench.run();
  console.log("\nstages in one warm process, against JSON.parse of a model.json");
  const [base, ...others] = bench.tasks;
  const time = ({ result }) => result.latency.p50;
  for (const task of others) tell(task.name, time(task) / time(base));
}

/** The receiver against JSON.parse. */
function receiver() {
  console.log("\nthe receiver");
  const { status } = spawnSync(process.execPath, ["scripts/bench/receiver.mjs"], { stdio: "inherit" });
  if (status !== 0) throw new Error("the receiver's part failed");
}
