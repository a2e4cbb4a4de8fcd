// Bundles the command line into dist/: our own code and the Markdown reader's many small packages in few files, the heavy
// libraries (TypeScript, prettier, …) left outside so that a command loads only those it needs. An argument names another
// folder to build into.
import { createHash } from "node:crypto";
import { cpSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";
import { compileSettingsChecks } from "./compile-settings-checks.mjs";

const outdir = process.argv[2] ?? "dist";

const settings = {
  outdir,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  sourcemap: true,
  metafile: true,
  logLevel: "warning",
};
const [program, entry] = await Promise.all([
  build({
    ...settings,
    entryPoints: {
      start: "src/cli/start.ts",
      "emit-worker": "src/pipeline/emit-worker.ts",
      release: "src/pipeline/prepare-release.ts",
    },
    splitting: true,
    plugins: [compileSettingsChecks()],
    // jsonc-parser's `main` is UMD, which no bundler can follow.
    mainFields: ["module", "main"],
    external: ["ts-morph", "prettier", "json-schema-to-typescript", "typescript", "esbuild"],
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  }),
  // One small file, which reads no other where nothing has changed.
  build({ ...settings, entryPoints: { hooksmith: "src/cli/main.ts" }, plugins: [leaveTheRest()] }),
]);

// The receiver's sources are files of the generated package.
cpSync("src/runtime", `${outdir}/runtime`, { recursive: true });

// What earlier runs left in the cache holds for this build alone.
const scripts = [program, entry]
  .flatMap(({ metafile }) => Object.keys(metafile.outputs))
  .filter((path) => path.endsWith(".js"));
const receiver = readdirSync("src/runtime").map((name) => join("src/runtime", name));
const digest = createHash("sha256");
for (const path of [...scripts, ...receiver].sort()) digest.update(readFileSync(path));
writeFileSync(`${outdir}/build.json`, `${JSON.stringify({ sha256: digest.digest("hex") })}\n`);

function leaveTheRest() {
  return {
    name: "leave the rest",
    setup: ({ onResolve }) => onResolve({ filter: /^\.\/start\.ts$/ }, () => ({ path: "./start.js", external: true })),
  };
}
