// All models -> the files that make the versions one package.
import type { Model } from "../model/model.ts";
import type { EmittedFile } from "./emitted-file.ts";
import { adaptersIn, manifest } from "./package/manifest.ts";
import type { PackageInfo } from "./package/package-info.ts";
import { readme } from "./package/readme.ts";
import { runtimeFiles } from "./package/runtime-files.ts";
import { versionIndex } from "./package/version-index.ts";

const FIRST_CHANGELOG = `# Changelog

Kept by hand: hooksmith wrote this file once and leaves it alone.

## 0.1.0

- The first generated package.
`;

/** Sorted by path. `models` in the order of the register, with those whose last good output is kept. */
export function emitPackage(models: readonly Model[], info: PackageInfo): readonly EmittedFile[] {
  const runtime = runtimeFiles();
  return [
    { path: "CHANGELOG.md", content: info.existing?.changelog ?? FIRST_CHANGELOG, once: true },
    { path: "README.md", content: readme(models, info) },
    { path: "index.ts", content: versionIndex(models) },
    { path: "package.json", content: manifest(models, info, adaptersIn(runtime)) },
    ...runtime,
  ];
}
