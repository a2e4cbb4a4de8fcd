// package.json of the generated package.
import type { Model } from "../../model/model.ts";
import { type JsonObject, printJson } from "../json.ts";
import { versionFolder } from "../names.ts";
import type { PackageInfo } from "./package-info.ts";

const FIRST_VERSION = "0.1.0";
const SEMVER = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

/**
 * The package ships its TypeScript sources; each version is one subpath, its schemas, samples and model below it.
 * `hooksmith` marks the folder as generated. The package's own version number is kept.
 */
export function manifest(models: readonly Model[], { name, description, existing }: PackageInfo): string {
  const folders = models.map(({ version }) => versionFolder(version));
  return printJson({
    name,
    version: keptVersion(existing?.packageJson) ?? FIRST_VERSION,
    description: description ?? "Types, schemas and samples of webhooks, generated from their reference.",
    license: "MIT",
    type: "module",
    sideEffects: false,
    engines: { node: ">=20" },
    exports: Object.assign({ ".": source("./index.ts") }, ...folders.map(subpaths), {
      "./package.json": "./package.json",
    }),
    files: ["index.ts", "README.md", "CHANGELOG.md", ...folders],
    hooksmith: { versions: models.map(({ version }) => version) },
  });
}

function subpaths(folder: string): JsonObject {
  return {
    [`./${folder}`]: source(`./${folder}/handlers.ts`),
    [`./${folder}/types`]: source(`./${folder}/types.ts`),
    [`./${folder}/model.json`]: `./${folder}/model.json`,
    [`./${folder}/schemas/*`]: `./${folder}/schemas/*`,
    [`./${folder}/samples/*`]: `./${folder}/samples/*`,
  };
}

const source = (path: string): JsonObject => ({ types: path, default: path });

function keptVersion(packageJson: string | undefined): string | undefined {
  if (packageJson === undefined) return undefined;
  try {
    const manifest: unknown = JSON.parse(packageJson);
    if (typeof manifest !== "object" || manifest === null || !("version" in manifest)) return undefined;
    return typeof manifest.version === "string" && SEMVER.test(manifest.version) ? manifest.version : undefined;
  } catch {
    return undefined;
  }
}
