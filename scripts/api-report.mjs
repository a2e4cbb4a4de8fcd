// Writes what each version exports to test/package/api/<version>.api.md; with --check it fails where that would change.
// `node scripts/api-report.mjs [--package DIR] [--reports DIR] [--check]`
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { CompilerState, Extractor, ExtractorConfig } from "@microsoft/api-extractor";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: { package: { type: "string" }, reports: { type: "string" }, check: { type: "boolean" } },
});
const folder = resolve(values.package ?? join(root, "build", "package"));
const reports = resolve(values.reports ?? join(root, "test/package/api"));
const temporary = mkdtempSync(join(tmpdir(), "hooksmith-api-"));

mkdirSync(reports, { recursive: true });
const versions = readdirSync(folder).filter(
  (name) => existsSync(join(folder, name, "index.d.ts")) && name !== "runtime",
);
const configs = versions.map((version) => configOf(version));
// One program for all versions: the compiler's libraries and the receiver are read and checked once.
const compiler =
  configs.length > 0
    ? CompilerState.create(configs[0], { additionalEntryPoints: versions.map((version) => entryOf(version)) })
    : undefined;
const outcomes = versions.map((version, index) => [version, report(configs[index])]);
rmSync(temporary, { recursive: true });
const changed = outcomes.filter(([, unchanged]) => !unchanged).map(([version]) => version);
console.log(changed.length === 0 ? `${versions.length} reports, none changed` : `changed: ${changed.join(", ")}`);
if (values.check && changed.length > 0) process.exitCode = 1;

function entryOf(version) {
  return join(folder, version, "index.d.ts");
}

function configOf(version) {
  return ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, "package.json"),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: entryOf(version),
      newlineKind: "lf",
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            target: "es2022",
            module: "nodenext",
            lib: ["es2023", "dom"],
            types: [],
            skipLibCheck: true,
          },
          include: [entryOf(version)],
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${version}.api.md`,
        reportFolder: reports,
        reportTempFolder: temporary,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: { logLevel: "error" } },
        extractorMessageReporting: { default: { logLevel: "none" } },
        tsdocMessageReporting: { default: { logLevel: "none" } },
      },
    },
  });
}

function report(config) {
  const result = Extractor.invoke(config, {
    compilerState: compiler,
    localBuild: values.check !== true,
    showVerboseMessages: false,
    messageCallback: (message) => {
      message.handled = message.logLevel !== "error";
    },
  });
  return !result.apiReportChanged;
}
