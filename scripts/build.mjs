// Bundles the command line into dist/: our own code and the Markdown reader's many small packages in few files, the heavy
// libraries (TypeScript, prettier, …) left outside so that a command loads only those it needs. An argument names another
// folder to build into. A folder that was built from the same sources is left as it is.
import { createHash } from "node:crypto";
import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

const outdir = process.argv[2] ?? "dist";
const from = digestOf([
  ...["scripts/build.mjs", "scripts/compile-settings-checks.mjs", "package-lock.json"],
  ...filesIn("src"),
]);
if (isBuilt()) process.exit();

const { build } = await import("esbuild");
const { compileSettingsChecks } = await import("./compile-settings-checks.mjs");

const settings = {
  outdir,
  bundle: true,
  format: "esm",
  platform: "node",
  target: "node20",
  minifySyntax: true,
  minifyWhitespace: true,
  metafile: true,
  logLevel: "warning",
};
const program = {
  ...settings,
  plugins: [compileSettingsChecks(), leaveOut("type-libraries")],
  // jsonc-parser's `main` is UMD, which no bundler can follow.
  mainFields: ["module", "main"],
  // Imported by one package and required by another, it would be bundled twice.
  alias: { acorn: fileURLToPath(import.meta.resolve("acorn")) },
  external: ["tinypool", "ts-morph", "esbuild"],
};
// Scripts, since Node starts them, and they load the libraries, sooner than modules.
const script = {
  format: "cjs",
  outExtension: { ".js": ".cjs" },
  supported: { "dynamic-import": false },
  define: { "import.meta.url": "moduleUrl", "import.meta.resolve": "moduleResolve" },
  banner: {
    js: '"use strict"; const url__ = require("node:url"), moduleUrl = url__.pathToFileURL(__filename).href, moduleResolve = (name) => url__.pathToFileURL(require.resolve(name)).href;',
  },
};
const built = await Promise.all([
  build({
    ...program,
    ...script,
    entryPoints: { index: "src/index.ts" },
    plugins: [...program.plugins, leaveOut("tasks"), withoutReaders()],
  }),
  build({ ...program, ...script, entryPoints: { tasks: "src/pipeline/tasks.ts" } }),
  // Small, since Node reads all of the file that a thread begins with twice: once to find its exports.
  build({
    ...settings,
    ...script,
    entryPoints: { worker: "src/pipeline/worker.ts" },
    plugins: [leaveOut("tasks")],
  }),
  // The command line has the interface and nothing else of the program.
  build({
    ...program,
    ...script,
    entryPoints: { start: "src/cli/start.ts" },
    plugins: [leaveOut("index")],
  }),
  build({
    ...program,
    ...script,
    entryPoints: { "type-libraries": "src/emit/type-libraries.ts" },
    plugins: [withoutPrettier()],
    mainFields: ["main", "module"],
    external: [],
  }),
  // One small file, which reads no other where nothing has changed.
  build({
    ...settings,
    ...script,
    entryPoints: { hooksmith: "src/cli/main.ts" },
    outExtension: {},
    plugins: [leaveOut("start")],
  }),
  build({
    ...program,
    entryPoints: { release: "src/pipeline/prepare-release.ts" },
    outExtension: { ".js": ".mjs" },
    banner: {
      js: 'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url);',
    },
  }),
]);
writeFileSync(`${outdir}/package.json`, '{ "type": "commonjs" }\n');

const outputs = built.flatMap(({ metafile }) => Object.keys(metafile.outputs));
const scripts = outputs.filter((path) => /\.[cm]?js$/.test(path));
for (const path of scripts) writeFileSync(path, inAscii(readFileSync(path, "utf8")));
removeOldParts(outputs);

// Code of others is in the bundles, with their licenses.
const packages = new Set(
  built.flatMap(({ metafile }) =>
    Object.keys(metafile.inputs).flatMap((path) => /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path) ?? []),
  ),
);
writeFileSync(`${outdir}/third-party.txt`, [...packages].sort().map(licenseOf).join("\n\n"));

// Editors validate the three YAML files with them.
mkdirSync(`${outdir}/schemas`, { recursive: true });
for (const name of readdirSync("src/register").filter((one) => one.endsWith(".schema.json")))
  copyFileSync(`src/register/${name}`, `${outdir}/schemas/${name}`);

// The receiver's sources are files of the generated package.
cpSync("src/runtime", `${outdir}/runtime`, { recursive: true });
for (const path of filesIn(`${outdir}/runtime`))
  if (!existsSync(join("src/runtime", relative(`${outdir}/runtime`, path)))) rmSync(path);

// What earlier runs left in the cache holds for this build alone.
const sources = filesIn("src/runtime");
const record = {
  sha256: digestOf([...scripts, ...sources]),
  from,
  files: outputs.map((path) => basename(path)).sort(),
};
writeFileSync(`${outdir}/build.json`, `${JSON.stringify(record)}\n`);

/** Of what is left of other characters, all in patterns: with a single one V8 keeps the whole script in two bytes a character. */
function inAscii(code) {
  return code.replace(/[^\0-\x7f]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

function filesIn(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

function licenseOf(folder) {
  const { name, version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
  const file = readdirSync(folder).find((path) => /^licen[cs]e/i.test(path));
  const text = file === undefined ? `License: ${license}` : readFileSync(join(folder, file), "utf8").trim();
  return `${name} ${version}\n\n${text}\n`;
}

function digestOf(paths) {
  const digest = createHash("sha256");
  for (const path of [...paths].sort()) digest.update(`${basename(path)}\n`).update(readFileSync(path));
  return digest.digest("hex");
}

function isBuilt() {
  try {
    const last = JSON.parse(readFileSync(join(outdir, "build.json"), "utf8"));
    return last.from === from && last.files.every((name) => existsSync(join(outdir, name)));
  } catch {
    return false;
  }
}

/** What compiles schemas asks for all of prettier, and is told to format nothing: the part that we format with does. */
function withoutPrettier() {
  const enough = fileURLToPath(import.meta.resolve("prettier/standalone"));
  return {
    name: "without prettier",
    setup: ({ onResolve }) => onResolve({ filter: /^prettier$/ }, () => ({ path: enough })),
  };
}

/** Tasks read pages, and nothing else does: a command that reads none starts a tenth sooner without what reads them. */
function withoutReaders() {
  const refusal = 'throw new Error("internal: a page was to be read outside of a task")';
  return {
    name: "without readers",
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^\./ }, ({ path, importer, kind }) =>
        kind === "dynamic-import" && /\bsrc[\\/]formats[\\/]index\.ts$/.test(importer)
          ? { path, namespace: "readers" }
          : undefined,
      );
      onLoad({ filter: /^/, namespace: "readers" }, () => ({ contents: refusal }));
    },
  };
}

/** A source that is a script of its own beside the others. */
function leaveOut(name) {
  const filter = new RegExp(`/${name}\\.ts$`);
  return {
    name: `leave out ${name}`,
    setup: ({ onResolve }) => onResolve({ filter }, () => ({ path: `./${name}.cjs`, external: true })),
  };
}

/** Parts that earlier builds left, unless a program that was started today may still read them. */
function removeOldParts(parts) {
  const own = new Set(parts.map((path) => basename(path)));
  for (const name of readdirSync(outdir).filter((one) => /\.[cm]?js(?:\.map)?$/.test(one) && !own.has(one))) {
    const path = join(outdir, name);
    if (statSync(path).mtimeMs < Date.now() - 24 * 60 * 60_000) rmSync(path);
  }
}
