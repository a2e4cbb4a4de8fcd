// Emits the models of the tests once, and lays them out as a package that a consumer could have installed.
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { type EmittedFile } from "../../src/emit/emitted-file.ts";
import { emitPackage } from "../../src/emit/emit-package.ts";
import { emitVersion } from "../../src/emit/emit-version.ts";
import type { Model } from "../../src/model/model.ts";

export const PACKAGE = "@hooksmith/livechat";

export async function emitAll(models: readonly Model[]): Promise<readonly EmittedFile[]> {
  const versions = await Promise.all(models.map((model) => emitVersion(model, { packageName: PACKAGE })));
  return [...versions.flat(), ...emitPackage(models, { name: PACKAGE })];
}

export async function filesOf(model: Model): Promise<ReadonlyMap<string, string>> {
  const files = await emitVersion(model, { packageName: PACKAGE });
  return new Map(files.map(({ path, content }) => [path.slice(path.indexOf("/") + 1), content]));
}

/** `<root>/generated`, linked from `<root>/node_modules`. */
export function install(root: string, files: readonly EmittedFile[]): void {
  for (const { path, content } of files) {
    const target = join(root, "generated", path);
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, content);
  }
  mkdirSync(join(root, "node_modules", "@hooksmith"), { recursive: true });
  symlinkSync(join(root, "generated"), join(root, "node_modules", PACKAGE), "dir");
}
