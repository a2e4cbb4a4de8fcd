// Builds the package from what generate writes, and installs its tarball in a project of its own.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Model } from "../../src/model/model.ts";
import { isModel } from "../emit/is-model.ts";
import type { Binary } from "../cli/support/binary.ts";
import { generatedOnce } from "../support/generated.ts";
import { onceARun } from "../support/once-a-run.ts";
import { optimiseLess } from "../support/type-check.ts";

export const root = join(import.meta.dirname, "..", "..");
const generated = join(root, "generated");

/** In the order of their folders. */
export const models: readonly Model[] = existsSync(generated)
  ? readdirSync(generated)
      .sort()
      .map((name) => join(generated, name, "model.json"))
      .filter((path) => existsSync(path))
      .map((path): unknown => JSON.parse(readFileSync(path, "utf8")))
      .filter(isModel)
  : [];

export interface Built {
  /** The package as it would be published. */
  readonly package: string;
  readonly tarball: string;
  /** The files that it is made from. */
  readonly generated: string;
  /** What `npm run package` printed. */
  readonly printed: string;
  /** A folder of the caller's own in a project that has installed the tarball, without network. */
  readonly project: string;
}

/** Built and installed once for all test files of a run. */
export async function buildPackage(binary: Binary): Promise<Built> {
  const from = await generatedOnce(binary);
  const folder = await onceARun("far", "package", (place) => {
    const out = join(place, "build", "package");
    const { output } = node([binary.path(), "build", "--generated", from, "--output", out], root);
    write(join(place, "printed.txt"), output);
    install(tarballIn(place), join(place, "consumer"));
  });
  return {
    package: join(folder, "build", "package"),
    tarball: tarballIn(folder),
    generated: from,
    printed: readFileSync(join(folder, "printed.txt"), "utf8"),
    project: mkdtempSync(join(folder, "consumer", "part-")),
  };
}

function tarballIn(folder: string): string {
  const build = join(folder, "build");
  const name = readdirSync(build).find((entry) => entry.endsWith(".tgz"));
  if (name === undefined) throw new Error("nothing was packed");
  return join(build, name);
}

function install(tarball: string, project: string): void {
  write(join(project, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  const options = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  const { status, stderr } = spawnSync("npm", ["install", ...options, tarball], { cwd: project, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
}

export function node(args: readonly string[], cwd: string): { readonly output: string; readonly code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, [optimiseLess, ...args], { cwd, encoding: "utf8" });
  return { output: stdout + stderr, code: status };
}

export function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
