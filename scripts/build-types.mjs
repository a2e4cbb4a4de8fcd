// Rolls the declarations of the programmatic interface up into one file, dist/index.d.cts: what is not exported stays out of it.
// One that was made from the same sources is left as it is.
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";

const declarations = resolve("dist/index.d.cts");
const record = resolve("dist/types.sha256");
const from = digestOf([
  ...["scripts/build-types.mjs", "package-lock.json", "tsconfig.json"],
  ...readdirSync("src", { recursive: true }).flatMap((path) => (path.endsWith(".ts") ? [join("src", path)] : [])),
]);
if (existsSync(declarations) && existsSync(record) && readFileSync(record, "utf8") === from) process.exit();

const stage = resolve("build/types");
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
const options = {
  ...{ rootDir: resolve("src"), outDir: stage, noEmit: false, emitDeclarationOnly: true, declaration: true },
  // `npm run types` checks them.
  ...{ skipLibCheck: true, noCheck: true, incremental: false },
};
writeFileSync(
  join(stage, "tsconfig.json"),
  JSON.stringify({
    extends: resolve("tsconfig.json"),
    compilerOptions: options,
    include: [],
    files: [resolve("src/index.ts")],
  }),
);
run(["node_modules/typescript-7.0/bin/tsc", "-p", join(stage, "tsconfig.json")]);
// The declarations name each other by the endings of the sources.
for (const name of readdirSync(stage, { recursive: true, encoding: "utf8" }).filter((path) => path.endsWith(".d.ts"))) {
  const path = join(stage, name);
  writeFileSync(path, readFileSync(path, "utf8").replace(/((?:from|import\() ?"\.{1,2}\/[^"]*)\.ts"/g, '$1.js"'));
}
writeFileSync(join(stage, "package.json"), '{ "name": "hooksmith", "type": "module" }\n');

const config = ExtractorConfig.prepare({
  packageJsonFullPath: join(stage, "package.json"),
  configObjectFullPath: undefined,
  configObject: {
    projectFolder: stage,
    mainEntryPointFilePath: join(stage, "index.d.ts"),
    bundledPackages: ["vfile-message", "@types/unist"],
    newlineKind: "lf",
    compiler: {
      overrideTsconfig: {
        compilerOptions: {
          ...{ target: "es2022", module: "nodenext", lib: ["es2023"], types: ["node"], skipLibCheck: true },
        },
        include: [join(stage, "index.d.ts")],
      },
    },
    apiReport: { enabled: false },
    docModel: { enabled: false },
    dtsRollup: { enabled: true, untrimmedFilePath: "", publicTrimmedFilePath: declarations },
    tsdocMetadata: { enabled: false },
    messages: {
      compilerMessageReporting: { default: { logLevel: "error" } },
      extractorMessageReporting: { default: { logLevel: "none" } },
      tsdocMessageReporting: { default: { logLevel: "none" } },
    },
  },
});
const { succeeded } = Extractor.invoke(config, {
  localBuild: true,
  messageCallback: (message) => {
    message.handled = message.logLevel !== "error";
  },
});
rmSync(stage, { recursive: true, force: true });
if (!succeeded) process.exit(1);
writeFileSync(record, from);

function run(args) {
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status === 0) return;
  console.error(stdout);
  process.exit(1);
}

function digestOf(paths) {
  const digest = createHash("sha256");
  for (const path of paths.sort()) digest.update(`${path}\n`).update(readFileSync(path));
  return digest.digest("hex");
}
