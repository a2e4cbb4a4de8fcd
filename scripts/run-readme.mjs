// Proves that README.md and the pages of docs/ tell the truth, block by block. What a fence's info string asks for:
//
//   ```sh run             the commands succeed under bash -euo pipefail; `run exit=1` expects that exit code;
//                             `npx hooksmith` is the program as it is built here
//   ```sh newcomer=PAGE       the same in an empty folder that holds the page as webhooks.md, with hooksmith as it is packed here;
//                             needs the npm registry, and a command that ends in & is waited for until it listens
//   ```text output        the commands of the block before print this, `…` on a line standing for any lines
//   ```ts from=PATH       the file, in the repository or beside the page, holds this, `…` or `// …` on a line standing for any lines
//   ```ts check           compiles under this project's tsconfig.json; hooksmith and the generated package are importable by name
//
//   node scripts/run-readme.mjs [--skip-install] [FILE …]     --skip-install leaves out the blocks that run `npm ci`
//
// Blocks run in the order of the files and in the repository's root; those that compile are compiled together at the end.
// Exit 0 where all holds, 1 where something does not or nothing was there to check.
import { spawnSync } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";

const top = join(dirname(fileURLToPath(import.meta.url)), "..");
const skipInstall = process.argv.includes("--skip-install");
const named = process.argv.slice(2).filter((argument) => !argument.startsWith("--"));
const pages = readdirSync(join(top, "docs")).filter((name) => name.endsWith(".md"));
const files = named.length > 0 ? named : ["README.md", ...pages.map((name) => `docs/${name}`)];
/** A package that is not installed here has the name that it has where it is. */
const HOOKSMITH = `npx() { [ "$1" = hooksmith ] || { command npx "$@"; return; }; shift; node ${JSON.stringify(join(top, "dist", "hooksmith.js"))} "$@"; }`;
const tally = { passed: 0, failed: 0, skipped: 0 };
let time = 0;
let lastOutput;
const blocks = files.flatMap((file) => blocksOf(file));

for (const block of blocks) tell(block, () => judge(block));
const samples = blocks.filter(({ flags }) => flags.has("check"));
if (samples.length > 0) {
  const began = performance.now();
  const problems = compile(samples);
  time += (performance.now() - began) / 1000;
  for (const sample of samples) tell(sample, () => verdictOf(problems.get(nameOf(sample))));
}

console.log(
  `${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ""}, in ${time.toFixed(0)} s`,
);
const isIdle = tally.passed + tally.failed + tally.skipped === 0;
if (isIdle) console.error("there is no block to check");
process.exitCode = tally.failed > 0 || isIdle ? 1 : 0;

/** Prints what became of a block; nothing of one that is not checked. */
function tell(block, check) {
  const began = performance.now();
  const verdict = check();
  if (verdict === undefined) return;
  const seconds = (performance.now() - began) / 1000;
  time += seconds;
  tally[verdict.state]++;
  console.log(
    `${verdict.state.padEnd(7)}  ${seconds.toFixed(1).padStart(5)} s  ${block.file}:${block.line}  ${summaryOf(block)}`,
  );
  if (verdict.why !== undefined) console.log(verdict.why.replace(/^/gm, "  | "));
}

function blocksOf(file) {
  const markdown = readFileSync(join(top, file), "utf8");
  const blocks = [];
  visit(unified().use(remarkParse).use(remarkGfm).parse(markdown), "code", ({ lang, meta, value, position }) => {
    const flags = new Map((meta ?? "").split(/\s+/).map((flag) => flag.split("=", 2)));
    blocks.push({ file, lang, flags, code: value, line: position.start.line });
  });
  return blocks;
}

function judge({ file, flags, code }) {
  if (flags.has("run")) return run(code, Number(flags.get("exit") ?? 0));
  if (flags.has("newcomer")) return begin(code, flags.get("newcomer"));
  if (flags.has("output")) return lastOutput === undefined ? undefined : holds(lastOutput, code);
  if (flags.has("from")) return quotes(flags.get("from"), file, code);
  return undefined;
}

function summaryOf({ flags, code }) {
  if (flags.has("from")) return `excerpt of ${flags.get("from")}`;
  if (flags.has("output")) return "what the block before prints";
  if (flags.has("check")) return "compiles";
  return code.split("\n").join(`\n${" ".repeat(18)}`);
}

function run(code, wanted) {
  lastOutput = undefined;
  if (skipInstall && /\bnpm ci\b/.test(code)) return { state: "skipped" };
  const { status, signal, output } = execute("bash", ["-euo", "pipefail", "-c", `exec 2>&1\n${HOOKSMITH}\n${code}`]);
  lastOutput = output;
  if (status === wanted) return { state: "passed" };
  return { state: "failed", why: `exit ${status ?? signal}, wanted ${wanted}\n${output.trimEnd()}` };
}

function begin(code, page) {
  const folder = mkdtempSync(join(tmpdir(), "hooksmith-readme-"));
  try {
    const packed = execute("npm", ["pack", "--silent", "--pack-destination", folder]);
    if (packed.status !== 0) return { state: "failed", why: packed.output };
    copyFileSync(join(top, page), join(folder, "webhooks.md"));
    const port = String(20_000 + (process.pid % 20_000));
    const listens = `for i in $(seq 300); do (: </dev/tcp/localhost/${port}) 2>/dev/null && break; sleep 0.1; done`;
    const script = code
      .replace(/^(npm install.*?) hooksmith\b/m, `$1 ./${packed.output.trim().split("\n").at(-1)}`)
      .replace(/&$/m, `&\n${listens}`)
      .replaceAll("localhost:3000", `localhost:${port}`);
    // Each command in the background has a process group of its own, which ends with whatever it has started.
    const end = "trap 'for group in $(jobs -p); do kill -- -$group 2>/dev/null || true; done' EXIT";
    const ended = `set -m\n${end}\nexport PORT=${port}\nexec 2>&1\n${script}`;
    const { status, output } = execute("bash", ["-euo", "pipefail", "-c", ended], folder);
    return status === 0 ? { state: "passed" } : { state: "failed", why: `exit ${status}\n${output.trimEnd()}` };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function quotes(path, page, code) {
  const found = [join(top, path), join(top, dirname(page), path)].find((place) => existsSync(place));
  return found === undefined
    ? { state: "failed", why: `there is no ${path}` }
    : holds(readFileSync(found, "utf8"), code);
}

/** The parts of an excerpt between its elisions must be in the text, in this order, as whole lines. */
function holds(text, excerpt) {
  const hay = `\n${text.replaceAll("\r\n", "\n")}\n`;
  let at = 0;
  for (const part of excerpt.split(/^[ \t]*(?:\/\/ )?…[ \t]*$/m)) {
    const needle = part.replace(/^\n+|\s+$/g, "");
    if (needle === "") continue;
    const found = hay.indexOf(`\n${needle}\n`, at);
    if (found < 0) return { state: "failed", why: `not found:\n${needle}` };
    at = found + needle.length;
  }
  return { state: "passed" };
}

/** What the compiler says of each sample, by its file's name. */
function compile(samples) {
  const folder = join(top, "dist", "readme");
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  // The program beside it consists of scripts.
  writeFileSync(join(folder, "package.json"), '{ "type": "module" }\n');
  const config = {
    extends: "../../tsconfig.json",
    compilerOptions: { paths: packagePaths(), moduleDetection: "force" },
    include: ["*.ts"],
    exclude: [],
  };
  writeFileSync(join(folder, "tsconfig.json"), JSON.stringify(config));
  for (const sample of samples) writeFileSync(join(folder, nameOf(sample)), sample.code);
  const tsc = join("node_modules", "typescript-7.0", "bin", "tsc");
  const { status, output } = execute(process.execPath, [tsc, "-p", folder, "--pretty", "false"]);
  // A message goes on in lines that are indented.
  const messages = output.trimEnd().split(/\n(?=\S)/);
  const of = (name) => messages.filter((message) => message.includes(name)).join("\n");
  const problems = new Map(samples.map((sample) => [nameOf(sample), of(nameOf(sample))]));
  const isBlamed = [...problems.values()].some((problem) => problem !== "");
  return status === 0 || isBlamed ? problems : new Map(samples.map((sample) => [nameOf(sample), output]));
}

function nameOf({ file, line }) {
  return `${file.replace(/\W/g, "-")}-${line}.ts`;
}

function verdictOf(problem) {
  return problem === "" ? { state: "passed" } : { state: "failed", why: problem };
}

/** Where hooksmith is found, and each name that can be imported from the generated package, by its own exports. */
function packagePaths() {
  const { name, exports } = JSON.parse(readFileSync(join(top, "generated", "package.json"), "utf8"));
  const paths = Object.entries(exports).map(([subpath, target]) => [
    `${name}${subpath.slice(1)}`,
    [`../../generated/${(target.types ?? target).slice(2)}`],
  ]);
  // Packed by the block for newcomers before; the sources take the compiler three times as long.
  const isPacked = named.length === 0 && existsSync(join(top, "dist", "index.d.cts"));
  return { ...Object.fromEntries(paths), hooksmith: [isPacked ? "../index.d.cts" : "../../src/index.ts"] };
}

function execute(command, args, cwd = top) {
  const { status, signal, error, stdout, stderr } = spawnSync(command, args, {
    cwd,
    encoding: "utf8",
    env: { ...process.env, NO_COLOR: "1" },
    maxBuffer: 1e8,
    timeout: 600_000,
  });
  return { status, signal, output: error === undefined ? stdout + stderr : `${error.message}\n${stdout}${stderr}` };
}
