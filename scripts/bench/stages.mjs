// Stages of the pipeline as functions, bundled from the sources.
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "esbuild";

/** Name and function of each stage, over the pages of v3.6. */
export async function stageTasks(project) {
  const outfile = join(project, "node_modules", ".cache", "hooksmith-bench.mjs");
  const contents = `
    export { parsePage } from "./src/pipeline/read-page.ts";
    export { emitVersion } from "./src/emit/emit-version.ts";
    export { compareModels } from "./src/diff/compare-models.ts";`;
  await build({
    stdin: { contents, resolveDir: project, loader: "ts" },
    outfile,
    bundle: true,
    format: "esm",
    platform: "node",
    mainFields: ["module", "main"],
    external: ["ts-morph", "prettier", "json-schema-to-typescript", "typescript", "esbuild"],
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
    logLevel: "error",
  });
  const { parsePage, emitVersion, compareModels } = await import(pathToFileURL(outfile).href);
  const bytes = readFileSync(join(project, "docs-input/v3.6/webhooks.mdx"));
  const models = ["3.6", "3.7"].map((version) =>
    JSON.parse(readFileSync(join(project, `generated/v${version}/model.json`), "utf8")),
  );
  return [
    ["read a page into a model", () => parsePage(bytes, { file: "v3.6/webhooks.mdx", version: "3.6" })],
    ["emit a version", () => emitVersion(models[0], { packageName: "@example/bench" })],
    [
      "compare two versions",
      () => compareModels(models[0], models[1], { decisions: { renames: [], acceptances: [] } }),
    ],
  ];
}
