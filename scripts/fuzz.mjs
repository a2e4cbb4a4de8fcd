// Fuzzes the readers for a while: random pages with random defects in every format. `--seconds 60` says how long, `--seed N`
// replays a run. Exits with 1 and the smallest example found where a page makes a reader throw or a report unsafe.
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { parseArgs } from "node:util";
import { build } from "esbuild";
import fc from "fast-check";

const { values } = parseArgs({ options: { seconds: { type: "string" }, seed: { type: "string" } } });
const seconds = Number(values.seconds ?? 60);
const seed = Number(values.seed ?? Date.now() % 2 ** 31);
console.log(`seed ${seed}, for ${seconds} seconds; replay with: npm run fuzz -- --seed ${seed} --seconds ${seconds}`);

const cache = join(import.meta.dirname, "..", "node_modules", ".cache");
mkdirSync(cache, { recursive: true });
const folder = mkdtempSync(join(cache, "hooksmith-fuzz-"));
try {
  const outfile = join(folder, "fuzz.mjs");
  await build({
    entryPoints: [join(import.meta.dirname, "..", "test", "hostile", "fuzz.ts")],
    outfile,
    bundle: true,
    platform: "node",
    format: "esm",
    mainFields: ["module", "main"],
    external: ["fast-check"],
    logLevel: "warning",
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  });
  const { brokenPages, readBroken } = await import(pathToFileURL(outfile).href);
  const result = await fc.check(fc.asyncProperty(brokenPages, readBroken), {
    seed,
    numRuns: Number.MAX_SAFE_INTEGER,
    interruptAfterTimeLimit: seconds * 1000,
    markInterruptAsFailure: false,
  });
  console.log(`${result.numRuns} pages read`);
  if (result.failed) {
    console.error(fc.defaultReportMessage(result));
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true, force: true });
}
