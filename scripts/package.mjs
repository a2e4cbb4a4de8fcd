// Builds the package that is published: generated/ as JavaScript and declarations in build/package/, then packs it.
// `node scripts/package.mjs [--from DIR] [--out DIR] [--force]` prints the packed and the unpacked size. What it did not write
// stays; where that is in the place of a file of the package it ends with 1, unless --force is given.
import { execFileSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { writeOutput } from "../dist/write-output.mjs";
import { bundleRuntime } from "./bundle-runtime.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({
  options: { from: { type: "string" }, out: { type: "string" }, force: { type: "boolean", default: false } },
});
const from = resolve(values.from ?? join(root, "generated"));
const target = resolve(values.out ?? join(root, "build", "package"));

const stage = mkdtempSync(join(tmpdir(), "hooksmith-package-"));
const out = join(stage, "package");
try {
  mkdirSync(out);
  await build();
} finally {
  rmSync(stage, { recursive: true, force: true });
}

async function build() {
  compile();
  const { exports: subpaths } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  await bundleRuntime(
    out,
    Object.values(subpaths).map((entry) => built(entry).default ?? ""),
  );
  copyTheRest();
  cpSync(join(root, "LICENSE"), join(out, "LICENSE"));
  writeFileSync(join(out, "package.json"), `${JSON.stringify(publishable(), null, 2)}\n`);
  const [packed] = JSON.parse(run("npm", ["pack", "--json", "--loglevel=error", "--pack-destination", stage], out));
  renameSync(join(stage, packed.filename), join(out, packed.filename));
  if (!(await put(packed.filename))) return;
  console.log(
    `${packed.name}@${packed.version}: ${packed.entryCount} files, ${kilobytes(packed.size)} packed, ${kilobytes(packed.unpackedSize)} unpacked`,
  );
  console.log(join(dirname(target), packed.filename));
}

/** The tarball is put beside the package too; there it is ours where it is the one that the package before it holds. */
async function put(name) {
  const tarball = join(dirname(target), name);
  const known = [join(target, name), join(out, name)].filter((path) => existsSync(path));
  const stats = lstatSync(tarball, { throwIfNoEntry: false });
  const isOurs = stats === undefined || (stats.isFile() && known.some((path) => sameBytes(path, tarball)));
  if (!isOurs && !values.force) return stop(`${tarball} was not written by this script; --force overwrites it`);
  const contents = walk(out).map((path) => ({ path, content: readFileSync(join(out, path)) }));
  const result = await writeOutput(target, contents, { force: values.force });
  if (result.state === "failed") return stop(result.error.message);
  if (result.state === "conflicts") {
    const lines = result.conflicts.map(({ path, problem }) => `${path} ${problem}`);
    return stop([...lines, `nothing was written to ${target}; --force overwrites these files`].join("\n"));
  }
  const draft = join(dirname(target), `.hooksmith-package-${process.pid}`);
  writeFileSync(draft, readFileSync(join(out, name)), { flag: "wx" });
  renameSync(draft, tarball);
  return true;
}

function sameBytes(one, other) {
  return readFileSync(one).equals(readFileSync(other));
}

function stop(message) {
  console.error(message);
  process.exitCode = 1;
  return false;
}

function compile() {
  const project = join(out, "tsconfig.json");
  const compilerOptions = {
    target: "es2022",
    lib: ["es2023", "dom", "dom.asynciterable"],
    module: "nodenext",
    types: [],
    strict: true,
    declaration: true,
    skipLibCheck: true,
    rootDir: from,
    outDir: out,
  };
  writeFileSync(
    project,
    JSON.stringify({
      compilerOptions,
      files: sources()
        .filter((path) => path.endsWith(".ts"))
        .map((path) => join(from, path)),
    }),
  );
  run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", project], root);
  rmSync(project);
}

/** The models, with the evidence for every field, are for reviewers and stay in the repository. */
function copyTheRest() {
  for (const path of sources()) {
    const source = path.endsWith(".ts") && !path.endsWith(".d.ts");
    const left = source || path === "package.json" || path.endsWith("model.json") || path.startsWith("diffs/");
    if (left) continue;
    const text = readFileSync(join(from, path), "utf8");
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), path.endsWith(".json") ? JSON.stringify(JSON.parse(text)) : text);
  }
}

function publishable() {
  const manifest = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
  const { hooksmith, ...rest } = manifest;
  const exports = Object.entries(manifest.exports)
    .map(([subpath, target]) => [subpath, built(target)])
    .filter(([, target]) => reaches(target));
  const listed = manifest.files.flatMap((path) =>
    path.endsWith(".ts")
      ? [built({ default: `./${path}` })].flatMap(({ types, default: code }) => [types, code])
      : [path],
  );
  return {
    ...rest,
    files: listed.map((path) => path.replace(/^\.\//, "")),
    exports: Object.fromEntries(exports),
    imports: Object.fromEntries(Object.entries(manifest.imports ?? {}).map(([name, choice]) => [name, chosen(choice)])),
    publishConfig: { access: "public" },
    hooksmith,
  };
}

/** `./x.ts` is declared in `./x.d.ts` and runs as `./x.js`. */
function built(target) {
  if (typeof target === "string" || !target.default.endsWith(".ts")) return target;
  const stem = target.default.slice(0, -".ts".length);
  return { types: `${stem}.d.ts`, default: `${stem}.js` };
}

/** Of an internal import, by condition. */
function chosen(choice) {
  return Object.fromEntries(
    Object.entries(choice).map(([condition, path]) => [
      condition,
      path.replace(/\.ts$/, condition === "types" ? ".d.ts" : ".js"),
    ]),
  );
}

function reaches(target) {
  const path = typeof target === "string" ? target : target.default;
  return path === "./package.json" || existsSync(join(out, path.replace(/\/\*.*$/, "")));
}

/** What generate wrote, and the changelog; all files where no manifest says so. */
function sources() {
  const manifest = join(from, ".hooksmith.json");
  if (!existsSync(manifest)) return walk(from);
  const recorded = Object.keys(JSON.parse(readFileSync(manifest, "utf8")).files);
  return [...recorded, ...(existsSync(join(from, "CHANGELOG.md")) ? ["CHANGELOG.md"] : [])];
}

function walk(folder) {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

function run(command, args, cwd) {
  try {
    return execFileSync(command, args, { cwd, encoding: "utf8" });
  } catch (error) {
    console.error(error.stdout);
    throw error;
  }
}

function kilobytes(bytes) {
  return `${(bytes / 1000).toFixed(0)} kB`;
}
