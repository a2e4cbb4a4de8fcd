// Builds the package from the committed models, and installs its tarball in a project of its own.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { type EmittedFile, emitPackage, emitVersion } from "../../src/emit/index.ts";
import type { Model } from "../../src/model/model.ts";
import { isModel } from "../emit/is-model.ts";

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
  /** Folder of everything that was built. */
  readonly folder: string;
  /** The package as it would be published. */
  readonly package: string;
  readonly tarball: string;
  /** What `npm run package` printed. */
  readonly printed: string;
}

export async function buildPackage(): Promise<Built> {
  const folder = mkdtempSync(join(tmpdir(), "hooksmith-package-"));
  const from = join(folder, "generated");
  const files: EmittedFile[] = [];
  for (const model of models) files.push(...(await emitVersion(model, { packageName: PACKAGE })));
  files.push(...(await emitPackage(models, { name: PACKAGE })));
  for (const { path, content } of files) write(join(from, path), content);
  const out = join(folder, "build", "package");
  const printed = node([join(root, "scripts", "package.mjs"), "--from", from, "--out", out], root);
  const name = readdirSync(dirname(out)).find((entry) => entry.endsWith(".tgz"));
  if (name === undefined) throw new Error("nothing was packed");
  return { folder, package: out, tarball: join(dirname(out), name), printed: printed.output };
}

/** A fresh project with the tarball installed and no network. */
export function installTarball(tarball: string, folder: string): string {
  const project = join(folder, "consumer");
  write(join(project, "package.json"), JSON.stringify({ name: "consumer", private: true, type: "module" }));
  const options = ["--offline", "--no-audit", "--no-fund", "--ignore-scripts"];
  const { status, stderr } = spawnSync("npm", ["install", ...options, tarball], { cwd: project, encoding: "utf8" });
  if (status !== 0) throw new Error(stderr);
  return project;
}

export function node(args: readonly string[], cwd: string): { readonly output: string; readonly code: number | null } {
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
  return { output: stdout + stderr, code: status };
}

export function write(path: string, content: string): void {
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}
