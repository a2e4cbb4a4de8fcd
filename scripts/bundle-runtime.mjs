// Puts the receiver's many small modules together: what is imported from outside keeps its file, the rest comes in a few
// chunks that they share. To load twenty modules costs a program more than to run them.
import { readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { build } from "esbuild";

/**
 * @param root a package as JavaScript, one module a file, the receiver below runtime/; declarations stay as they are
 * @param exported paths in the package that its users import
 */
export async function bundleRuntime(root, exported = []) {
  const folder = join(root, "runtime");
  const modules = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((name) => name.replaceAll("\\", "/"))
    .filter((name) => name.endsWith(".js"));
  const asked = new Set([...exported, ...importedIn(root)].map((path) => path.replace(/^.*\bruntime\//, "")));
  const settings = {
    ...{ absWorkingDir: folder, outbase: folder, outdir: folder },
    ...{ bundle: true, splitting: true, format: "esm", target: "es2022", chunkNames: "shared-[hash]" },
    // The manifest chooses a platform's file.
    external: ["#platform", "node:*"],
    ...{ logLevel: "error", write: false },
  };
  const entries = modules.filter((name) => asked.has(name) || name === "platform/web.js");
  // What tests need shares much with receivers: on its own it leaves these in one file.
  const groups = [entries.filter((name) => name !== "testing.js"), entries.filter((name) => name === "testing.js")];
  const built = await Promise.all(
    groups.filter(({ length }) => length > 0).map((entryPoints) => build({ ...settings, entryPoints })),
  );
  const outputFiles = built.flatMap((one) => one.outputFiles);
  for (const name of modules) rmSync(join(folder, name));
  for (const { path, contents } of outputFiles) writeFileSync(path, contents);
}

/** What modules outside of runtime/ import from it. */
function importedIn(root) {
  return readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".js") && !path.startsWith("runtime"))
    .flatMap((path) => readFileSync(join(root, path), "utf8").match(/(?<=")\.{1,2}\/runtime\/[\w-]+\.js(?=";)/g) ?? []);
}
