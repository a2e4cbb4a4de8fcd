// package.json of the generated package.
import type { Model } from "../../model/model.ts";
import type { EmittedFile } from "../emitted-file.ts";
import { type Json, type JsonObject, printJson } from "../json.ts";
import { versionFolder } from "../names.ts";
const FIRST_VERSION = "0.1.0";
export const DESCRIPTION = "Types, schemas and samples of webhooks, generated from their reference.";

const SEMVER = /^\d+\.\d+\.\d+(?:[-+][\w.+-]+)?$/;

/**
 * The package ships its TypeScript sources; each version is one subpath, its schemas, samples and model below it.
 * `hooksmith` says what it holds. The package's own version number is kept.
 */
export function manifest(
  models: readonly Model[],
  { name, existing }: PackageInfo,
  adapters: readonly string[] = [],
): string {
  const folders = models.map(({ version }) => versionFolder(version));
  return printJson({
    name,
    version: keptVersion(existing?.packageJson) ?? FIRST_VERSION,
    description: DESCRIPTION,
    license: "MIT",
    type: "module",
    sideEffects: false,
    engines: { node: ">=20" },
    imports: { "#platform": platform },
    exports: Object.assign({ ".": source("./index.ts") }, ...folders.map(subpaths), ...adapters.map(adapter), {
      "./package.json": "./package.json",
    }),
    ...(adapters.length === 0 ? {} : { typesVersions: { "*": Object.fromEntries(adapters.map(typesOfAdapter)) } }),
    files: ["index.ts", "README.md", "CHANGELOG.md", ...folders, "runtime"],
    hooksmith: { versions: models.map(({ version }) => version) },
  });
}

const WEB = "./runtime/platform/web.ts";
const NODE = "./runtime/platform/node.js";

/** Where there is no module of Node's, or only an imitation, WebCrypto is used. */
const platform: JsonObject = {
  types: WEB,
  ...{ workerd: WEB, worker: WEB, "edge-light": WEB, browser: WEB },
  ...{ node: NODE, bun: NODE, deno: NODE },
  default: WEB,
};

function subpaths(folder: string): JsonObject {
  return {
    [`./${folder}`]: source(`./${folder}/index.ts`),
    [`./${folder}/types`]: source(`./${folder}/types.ts`),
    [`./${folder}/handlers`]: source(`./${folder}/handlers.ts`),
    [`./${folder}/testing`]: source(`./${folder}/testing.ts`),
    [`./${folder}/validators`]: script(`./${folder}/validators`),
    [`./${folder}/schemas`]: script(`./${folder}/schemas`),
    [`./${folder}/openapi.json`]: `./${folder}/openapi.json`,
    [`./${folder}/asyncapi.json`]: `./${folder}/asyncapi.json`,
    [`./${folder}/model.json`]: `./${folder}/model.json`,
    [`./${folder}/schemas/*`]: `./${folder}/schemas/*`,
    [`./${folder}/samples/*`]: `./${folder}/samples/*`,
  };
}

/** Subpaths of the hand-written part, in the order of the manifest. */
const ADAPTERS = ["node", "fetch", "express", "fastify", "lambda", "testing"];

/** Which adapters there are files for. */
export function adaptersIn(files: readonly EmittedFile[]): readonly string[] {
  return ADAPTERS.filter((name) => files.some(({ path }) => path === `runtime/${name}.ts`));
}

const adapter = (name: string): JsonObject => ({ [`./${name}`]: source(`./runtime/${name}.ts`) });
/** For compilers that read no `exports`: the other subpaths are where their names say. */
const typesOfAdapter = (name: string): readonly [string, Json] => [name, [`./runtime/${name}`]];
const script = (stem: string): JsonObject => ({ types: `${stem}.d.ts`, default: `${stem}.js` });
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

// What the generated package is called, and what of the package that is there already must last.

export interface PackageInfo {
  /** As in the register: `@acme/shop-webhooks`. */
  readonly name: string;
  /** Texts of files in the output folder; absent where there is none yet. */
  readonly existing?: {
    readonly packageJson?: string | undefined;
    readonly changelog?: string | undefined;
  };
}
