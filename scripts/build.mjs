// Bundles the command line into dist/: our own code and the Markdown reader's many small packages in few files, the heavy
// libraries (TypeScript, prettier, …) left outside so that a command loads only those it needs. An argument names another
// folder to build into.
import { cpSync } from "node:fs";
import { build } from "esbuild";

const outdir = process.argv[2] ?? "dist";

await build({
  entryPoints: { hooksmith: "src/cli/main.ts", release: "src/pipeline/prepare-release.ts" },
  outdir,
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  target: "node20",
  // jsonc-parser's `main` is UMD, which no bundler can follow.
  mainFields: ["module", "main"],
  sourcemap: true,
  logLevel: "warning",
  external: ["ts-morph", "prettier", "json-schema-to-typescript", "typescript", "esbuild"],
  banner: {
    js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
  },
});

// The receiver's sources are files of the generated package.
cpSync("src/runtime", `${outdir}/runtime`, { recursive: true });
