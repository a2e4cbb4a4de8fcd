// A plugin of the build: puts compiled checks in the place of src/register/settings-check.ts. Compiling the schemas of register,
// corrections and decisions would take each run longer than reading them does.
import { rmSync } from "node:fs";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import standaloneCode from "ajv/dist/standalone/index.js";
import { build } from "esbuild";

const namespace = "settings-check";
const CHOOSE = `
  import * as all from "${namespace}:all";
  import * as first from "${namespace}:first";
  export const settingsCheck = (name, isAll) => (isAll ? all : first)[name];`;

/** One for all builds of a process. */
let settings;

export function compileSettingsChecks() {
  return {
    name: "compile the checks of settings",
    setup: ({ onResolve, onLoad }) => {
      settings ??= settingsModule();
      onResolve({ filter: /^\.\/settings-check\.ts$/ }, () => ({ path: "choose", namespace }));
      onResolve({ filter: /^settings-check:/ }, ({ path }) => ({ path: path.slice(namespace.length + 1), namespace }));
      onLoad({ filter: /^choose$/, namespace }, () => ({ contents: CHOOSE }));
      onLoad({ filter: /^(?:all|first)$/, namespace }, async ({ path }) => {
        const { settingsAjv, settingsSchemas } = await settings;
        const ajv = settingsAjv({ all: path === "all", code: { source: true, esm: true } });
        const names = Object.fromEntries(settingsSchemas.map((name) => [name, name]));
        return { contents: standaloneCode.default(ajv, names), resolveDir: resolve("src/register") };
      });
    },
  };
}

/** The module of the sources, which Node can't read as they are. */
async function settingsModule() {
  const outfile = resolve(`node_modules/.cache/hooksmith-build/settings-ajv-${process.pid}.mjs`);
  try {
    await build({
      entryPoints: ["src/register/settings-ajv.ts"],
      outfile,
      bundle: true,
      format: "esm",
      platform: "node",
      packages: "external",
      logLevel: "warning",
    });
    return await import(pathToFileURL(outfile).href);
  } finally {
    rmSync(outfile, { force: true });
  }
}
