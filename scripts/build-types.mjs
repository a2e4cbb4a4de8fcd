// Rolls the declarations of the programmatic interface up into one file, dist/index.d.cts: what is not exported stays out of it.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Extractor, ExtractorConfig } from "@microsoft/api-extractor";

const stage = resolve("build/types");
rmSync(stage, { recursive: true, force: true });
mkdirSync(stage, { recursive: true });
const options = {
  ...{ rootDir: resolve("src"), outDir: stage, noEmit: false, emitDeclarationOnly: true, declaration: true },
  ...{ skipLibCheck: true, incremental: false },
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
run(["node_modules/typescript/bin/tsc", "-p", join(stage, "tsconfig.json")]);
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
    dtsRollup: { enabled: true, untrimmedFilePath: "", publicTrimmedFilePath: resolve("dist/index.d.cts") },
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

function run(args) {
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: "utf8" });
  if (status === 0) return;
  console.error(stdout);
  process.exit(1);
}
