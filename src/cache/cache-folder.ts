// Where the cache stands.
import { existsSync } from "node:fs";
import { join } from "node:path";

/** `$HOOKSMITH_CACHE`, else in the `node_modules` of the working folder; undefined where there is neither. */
export function cacheFolder(cwd: string, env: Readonly<Record<string, string | undefined>>): string | undefined {
  const named = env["HOOKSMITH_CACHE"];
  if (named !== undefined && named !== "") return named;
  const modules = join(cwd, "node_modules");
  return existsSync(modules) ? join(modules, ".cache", "hooksmith") : undefined;
}

/** File of a manifest. */
export function manifestFile(folder: string, hash: string): string {
  return join(folder, `run-${hash}.json`);
}
