// Puts the receiver's many small modules together: what is imported from outside keeps its file, the rest comes in a few
// chunks that they share. To load twenty modules costs a program more than to run them.
import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/** Modules that versions, the package's root and its subpaths import. */
const ENTRIES = ["express", "fastify", "fetch", "index", "lambda", "node", "receiver", "testing"];

/** @param folder the runtime as JavaScript, one module a file; declarations stay as they are */
export async function bundleRuntime(folder) {
  const modules = readdirSync(folder).filter((name) => name.endsWith(".js"));
  const entries = modules.filter((name) => ENTRIES.includes(name.slice(0, -".js".length)));
  const { outputFiles } = await build({
    absWorkingDir: folder,
    entryPoints: entries,
    outdir: folder,
    bundle: true,
    splitting: true,
    format: "esm",
    target: "es2022",
    chunkNames: "shared-[hash]",
    logLevel: "error",
    write: false,
  });
  for (const name of modules) rmSync(join(folder, name));
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
}
