// Builds the package from the committed models, and installs its tarball in a project of its own.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type EmittedFile, emitPackage, emitVersion } from "../../src/emit/index.ts";
import type { Model } from "../../src/model/model.ts";
import { isModel } from "../emit/is-model.ts";
import { onceARun } from "../support/once-a-run.ts";

export const PACKAGE = "@hooksmith/livechat";
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
  /** The emitted files that it is made from. */
  readonly generated: string;
  /** What `npm run package` printed. */
  readonly printed: string;
  /** A folder of the caller's own in a project that has installed the tarball, without network. */
  readonly project: string;
}

/** Built and installed once for all test files of a run. */
export async function buildPackage(): Promise<Built> {
  const folder = await onceARun("far", "package", async (place) => {
    const from = join(place, "generated");
    const files: EmittedFile[] = [];
    for (const model of models) files.push(...(await emitVersion(model, { packageName: PACKAGE })));
    files.push(...emitPackage(models, { name: PACKAGE }));
    for (const { path, content } of files) write(join(from, path), content);
    const out = join(place, "build", "package");
    const { output } = node([join(root, "scripts", "package.mjs"), "--from", from, "--out", out], root);
    write(join(place, "printed.txt"), output);
    install(tarballIn(place), join(place, "consumer"));
  });
  return {
    package: join(folder, "build", "package"),
    tarball: tarballIn(folder),
    generated: join(folder, "generated"),
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
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { output: stdout + stderr, code: status };
}

export function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
