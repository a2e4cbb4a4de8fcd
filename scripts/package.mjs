// Builds the package that is published: generated/ as JavaScript and declarations in build/package/, then packs it.
// `node scripts/package.mjs [--from DIR] [--out DIR]` prints the packed and the unpacked size.
import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { bundleRuntime } from "./bundle-runtime.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const { values } = parseArgs({ options: { from: { type: "string" }, out: { type: "string" } } });
const from = resolve(values.from ?? join(root, "generated"));
const out = resolve(values.out ?? join(root, "build", "package"));

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
compile();
const { exports: subpaths } = JSON.parse(readFileSync(join(from, "package.json"), "utf8"));
await bundleRuntime(
  out,
  Object.values(subpaths).map((target) => built(target).default ?? ""),
);
copyTheRest();
cpSync(join(root, "LICENSE"), join(out, "LICENSE"));
writeFileSync(join(out, "package.json"), `${JSON.stringify(publishable(), null, 2)}\n`);
const [packed] = JSON.parse(
  run("npm", ["pack", "--json", "--loglevel=error", "--pack-destination", dirname(out)], out),
);
console.log(
  `${packed.name}@${packed.version}: ${packed.entryCount} files, ${kilobytes(packed.size)} packed, ${kilobytes(packed.unpackedSize)} unpacked`,
);
console.log(join(dirname(out), packed.filename));

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
  writeFileSync(project, JSON.stringify({ compilerOptions, include: [`${from}/**/*.ts`] }));
  run(process.execPath, [join(root, "node_modules", "typescript", "bin", "tsc"), "-p", project], root);
  rmSync(project);
}

/** The models, with the evidence for every field, are for reviewers and stay in the repository. */
function copyTheRest() {
  for (const path of files(from)) {
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

function reaches(target) {
  const path = typeof target === "string" ? target : target.default;
  return path === "./package.json" || existsSync(join(out, path.replace(/\/\*.*$/, "")));
}

function files(folder) {
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
