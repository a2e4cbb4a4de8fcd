// Generated sources to what is published: JavaScript, declarations and a tarball. What an earlier run wrote is replaced; what it
// did not write stays, and in the place of a file of the package it stops the run.
import { execFile } from "node:child_process";
import {
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
import { dirname, join, posix, relative, resolve } from "node:path";
import { promisify } from "node:util";
import { fits } from "../source/shape.ts";
import { reasonOf } from "../source/thrown.ts";
import { writeOutput } from "../emit/write-output.ts";
import type { Problem } from "./open-model.ts";

export interface BuildOptions {
  /** Folder of the generated package; `generated` by default. */
  readonly generated?: string;
  /** Folder of the built one; `build/package` by default. The tarball is put beside it. */
  readonly output?: string;
  /** Overwrite files of the output that were edited, or that others wrote. */
  readonly force?: boolean;
  readonly signal?: AbortSignal;
}

export type BuildResult =
  | {
      readonly state: "built";
      readonly name: string;
      readonly version: string;
      readonly files: number;
      readonly packedBytes: number;
      readonly unpackedBytes: number;
      readonly tarball: string;
    }
  /** Nothing was written: what is in the way is somebody else's. */
  | { readonly state: "conflicts"; readonly problem: Problem }
  | { readonly state: "unusable"; readonly problem: Problem };

/** What a step can't do; becomes the problem of the result. */
class Stop extends Error {}

export async function build(options: BuildOptions): Promise<BuildResult> {
  const { generated = "generated", output = join("build", "package"), force = false, signal } = options;
  const from = resolve(generated);
  const manifest = readManifest(join(from, "package.json"));
  if (manifest === undefined) {
    return unusable(
      `${join(generated, "package.json")} is not there, or is no package that generate wrote; run generate first`,
    );
  }
  const stage = mkdtempSync(join(tmpdir(), "hooksmith-build-"));
  try {
    const out = join(stage, "package");
    await writePackage(from, manifest, out, signal);
    const [packed] = readPacked(await npm(["pack", "--json", "--loglevel=error", "--pack-destination", stage], out));
    if (packed === undefined) return unusable("npm pack said nothing that can be read");
    signal?.throwIfAborted();
    renameSync(join(stage, packed.filename), join(out, packed.filename));
    const refused = await put(out, resolve(output), packed.filename, force);
    if (refused !== undefined) return refused;
    return {
      state: "built",
      ...{ name: packed.name, version: packed.version, files: packed.entryCount },
      ...{ packedBytes: packed.size, unpackedBytes: packed.unpackedSize },
      tarball: join(dirname(output), packed.filename),
    };
  } catch (error) {
    if (error instanceof Stop) return unusable(error.message);
    throw error;
  } finally {
    rmSync(stage, { recursive: true, force: true });
  }
}

function unusable(message: string): BuildResult {
  return { state: "unusable", problem: { message } };
}

interface Target {
  readonly types: string;
  readonly default: string;
}

/** What generate writes. */
interface Manifest {
  readonly files: readonly string[];
  readonly exports: Readonly<Record<string, string | Target>>;
  /** By condition. */
  readonly imports?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly hooksmith: unknown;
}

function readManifest(path: string): Manifest | undefined {
  if (!existsSync(path)) return undefined;
  const read: unknown = JSON.parse(readFileSync(path, "utf8"));
  return isManifest(read) ? read : undefined;
}

function isManifest(value: unknown): value is Manifest {
  return fits(value, { files: ["string"], exports: {}, hooksmith: {} });
}

async function writePackage(from: string, manifest: Manifest, out: string, signal?: AbortSignal): Promise<void> {
  const files = new Map([...(await compiled(from)), ...copied(from)]);
  signal?.throwIfAborted();
  const license = [join(dirname(from), "LICENSE"), "LICENSE"].find((path) => existsSync(path));
  if (license !== undefined) files.set("LICENSE", readFileSync(license, "utf8"));
  const bundled = await bundleRuntime(files, Object.values(manifest.exports).map(built));
  signal?.throwIfAborted();
  bundled.set("package.json", `${JSON.stringify(publishable(manifest, bundled), null, 2)}\n`);
  for (const [path, text] of bundled) {
    mkdirSync(dirname(join(out, path)), { recursive: true });
    writeFileSync(join(out, path), text);
  }
}

/** JavaScript and declarations, by path. */
async function compiled(from: string): Promise<ReadonlyMap<string, string>> {
  const { Project, ts } = await import("ts-morph");
  const project = new Project({
    useInMemoryFileSystem: true,
    compilerOptions: {
      target: ts.ScriptTarget.ES2022,
      lib: ["lib.es2023.d.ts", "lib.dom.d.ts", "lib.dom.asynciterable.d.ts"],
      module: ts.ModuleKind.NodeNext,
      types: [],
      strict: true,
      declaration: true,
      skipLibCheck: true,
      rootDir: "/package",
      outDir: "/package",
    },
  });
  const files = project.getFileSystem();
  files.writeFileSync("/package/package.json", readFileSync(join(from, "package.json"), "utf8"));
  for (const path of sources(from)) {
    if (path.endsWith(".ts")) project.createSourceFile(`/package/${path}`, readFileSync(join(from, path), "utf8"));
  }
  const errors = project.getPreEmitDiagnostics();
  if (errors.length > 0) {
    const text = project.formatDiagnosticsWithColorAndContext(errors.slice(0, 20)).replace(/\u001b\[\d+m/g, "");
    throw new Stop(`the generated sources do not compile:\n${text.trimEnd()}`);
  }
  const emitted = project.emitToMemory().getFiles();
  return new Map(emitted.map(({ filePath, text }) => [relative("/package", filePath).replaceAll("\\", "/"), text]));
}

/** The models and findings, with the evidence for every field, are for reviewers and stay in the repository. */
function copied(from: string): ReadonlyMap<string, string> {
  const isLeft = (path: string): boolean =>
    (path.endsWith(".ts") && !path.endsWith(".d.ts")) ||
    path === "package.json" ||
    /(?:^|\/)(?:model|findings)\.json$/.test(path) ||
    path.startsWith("diffs/");
  const texts = sources(from)
    .filter((path) => !isLeft(path))
    .map((path) => [path, readFileSync(join(from, path), "utf8")] as const);
  return new Map(texts.map(([path, text]) => [path, path.endsWith(".json") ? JSON.stringify(JSON.parse(text)) : text]));
}

/** What a platform has in place of another's: as it is, chosen by the manifest. */
const PLATFORMS = "runtime/platform/";

/** What a version imports of the runtime. */
const RECEIVER = "runtime/receiver.js";
/** What tests need besides is nothing for a server to load. */
const TESTING = "runtime/testing.js";

/**
 * The runtime's many small modules in one file, since to load a module costs a program more than to run it: what is imported
 * from outside keeps its file, and hands on what is in that one.
 *
 * @param exported paths in the package that its users import
 */
async function bundleRuntime(
  files: ReadonlyMap<string, string>,
  exported: readonly (string | Target)[],
): Promise<Map<string, string>> {
  const isModule = (path: string): boolean => path.startsWith("runtime/") && path.endsWith(".js");
  const isKept = (path: string): boolean => path === `${PLATFORMS}node.js`;
  const rest = new Map([...files].filter(([path]) => !isModule(path) || isKept(path)));
  const imported = [...rest]
    .filter(([path]) => path.endsWith(".js") && !isModule(path))
    .flatMap(([, text]) => text.match(/(?<=")\.{1,2}\/runtime\/[\w-]+\.js(?=";)/g) ?? []);
  const asked = [...exported.map((target) => (typeof target === "string" ? target : target.default)), ...imported];
  const paths = [...asked.map((path) => path.replace(/^(?:\.{1,2}\/)+/, "")), `${PLATFORMS}web.js`];
  const entries = [...new Set(paths)].filter((path) => files.has(path) && isModule(path));
  for (const path of entries) {
    const { text, exports } = await bundle(files, [path]);
    const isApart = path === TESTING || path.startsWith(PLATFORMS);
    rest.set(path, isApart ? text : `export { ${exports.join(", ")} } from "./${posix.basename(RECEIVER)}";\n`);
  }
  const together = entries.filter((path) => path !== TESTING && !path.startsWith(PLATFORMS));
  return rest.set(RECEIVER, (await bundle(files, together)).text);
}

async function bundle(
  files: ReadonlyMap<string, string>,
  modules: readonly string[],
): Promise<{ readonly text: string; readonly exports: readonly string[] }> {
  const { build: esbuild } = await import("esbuild");
  const { outputFiles, metafile } = await esbuild({
    stdin: { contents: modules.map((path) => `export * from "${path}";`).join("\n") },
    bundle: true,
    format: "esm",
    target: "es2022",
    // The manifest chooses a platform's file.
    external: ["#platform", "node:*"],
    logLevel: "silent",
    write: false,
    metafile: true,
    plugins: [
      {
        name: "files",
        setup: ({ onResolve, onLoad }) => {
          onResolve({ filter: /^\.{1,2}\/|^runtime\// }, ({ path, importer }) => ({
            path: path.startsWith("runtime/") ? path : posix.join(posix.dirname(importer), path),
            namespace: "files",
          }));
          onLoad({ filter: /^/, namespace: "files" }, ({ path }) => ({ contents: files.get(path) ?? "" }));
        },
      },
    ],
  });
  const exports = Object.values(metafile.outputs).flatMap((output) => output.exports);
  return { text: outputFiles.map(({ text }) => text).join(""), exports };
}

function publishable(
  { hooksmith, ...manifest }: Manifest,
  files: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  const reaches = (target: string | Target): boolean => {
    const path = (typeof target === "string" ? target : target.default).replace(/^\.\//, "");
    return (
      path === "package.json" ||
      files.has(path) ||
      [...files.keys()].some((name) => name.startsWith(path.replace(/\*.*$/, "")) && path.includes("*"))
    );
  };
  const exports = Object.entries(manifest.exports)
    .map(([subpath, target]) => [subpath, built(target)] as const)
    .filter(([, target]) => reaches(target));
  const listed = manifest.files.flatMap((path) => {
    const target = path.endsWith(".ts") ? built({ types: path, default: path }) : path;
    return typeof target === "string" ? [target] : [target.types, target.default];
  });
  return {
    ...manifest,
    files: listed,
    exports: Object.fromEntries(exports),
    imports: Object.fromEntries(Object.entries(manifest.imports ?? {}).map(([name, choice]) => [name, chosen(choice)])),
    publishConfig: { access: "public" },
    hooksmith,
  };
}

/** `./x.ts` is declared in `./x.d.ts` and runs as `./x.js`. */
function built(target: string | Target): string | Target {
  if (typeof target === "string" || !target.default.endsWith(".ts")) return target;
  const stem = target.default.slice(0, -".ts".length);
  return { types: `${stem}.d.ts`, default: `${stem}.js` };
}

/** Of an internal import, by condition. */
function chosen(choice: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(choice).map(([condition, path]) => [
      condition,
      path.replace(/\.ts$/, condition === "types" ? ".d.ts" : ".js"),
    ]),
  );
}

/** What generate wrote, and the changelog; all files where no manifest says so. */
function sources(from: string): readonly string[] {
  const manifest = join(from, ".hooksmith.json");
  if (!existsSync(manifest)) return walk(from);
  const recorded: unknown = JSON.parse(readFileSync(manifest, "utf8"));
  const files = typeof recorded === "object" && recorded !== null && "files" in recorded ? recorded.files : {};
  return [...Object.keys(Object(files)), ...(existsSync(join(from, "CHANGELOG.md")) ? ["CHANGELOG.md"] : [])];
}

function walk(folder: string): readonly string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).replaceAll("\\", "/"))
    .sort();
}

async function npm(args: readonly string[], cwd: string): Promise<string> {
  try {
    const shell = process.platform === "win32";
    const { stdout } = await promisify(execFile)("npm", [...args], { cwd, shell, maxBuffer: 64 * 1024 * 1024 });
    return stdout;
  } catch (error) {
    throw new Stop(`npm pack failed: ${reasonOf(error)}`);
  }
}

interface Packed {
  readonly filename: string;
  readonly name: string;
  readonly version: string;
  readonly entryCount: number;
  readonly size: number;
  readonly unpackedSize: number;
}

function readPacked(text: string): readonly Packed[] {
  const read: unknown = JSON.parse(text);
  return Array.isArray(read) ? read.filter(isPacked) : [];
}

function isPacked(value: unknown): value is Packed {
  return fits(value, { filename: "string", unpackedSize: "number" });
}

/** The tarball is put beside the package too; there it is ours where it is the one that the package before it holds. */
async function put(out: string, target: string, name: string, force: boolean): Promise<BuildResult | undefined> {
  const tarball = join(dirname(target), name);
  const known = [join(target, name), join(out, name)].filter((path) => existsSync(path));
  const stats = lstatSync(tarball, { throwIfNoEntry: false });
  const isOurs = stats === undefined || (stats.isFile() && known.some((path) => sameBytes(path, tarball)));
  const refuse = (message: string): BuildResult => ({ state: "conflicts", problem: { message } });
  if (!isOurs && !force) return refuse(`${tarball} was not written by hooksmith; --force overwrites it`);
  const contents = walk(out).map((path) => ({ path, content: readFileSync(join(out, path)) }));
  const result = await writeOutput(target, contents, { force });
  if (result.state === "failed") return unusable(result.error.message);
  if (result.state === "conflicts") {
    const lines = result.conflicts.map(({ path, problem }) => `${path} ${problem}`);
    return refuse([...lines, `nothing was written to ${target}; --force overwrites these files`].join("\n"));
  }
  const draft = join(dirname(target), `.hooksmith-package-${String(process.pid)}`);
  writeFileSync(draft, readFileSync(join(out, name)), { flag: "wx" });
  renameSync(draft, tarball);
  return undefined;
}

function sameBytes(one: string, other: string): boolean {
  return readFileSync(one).equals(readFileSync(other));
}
