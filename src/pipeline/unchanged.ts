// The short way of generate: where inputs, output and program are as the last run left them, says what that run said.
import { existsSync, readdirSync, lstatSync, readFileSync, statSync, type Stats } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { fits } from "../source/shape.ts";
import { cacheFolder, damageText, type EntryName, readEntry, surroundings, writeEntry, hashOf } from "./cache.ts";

/** Milliseconds in which a second write may leave the same time stamp. */
const RACY = 200;

/** What of a command line decides about what a run says. */
export interface Request {
  readonly input: string;
  readonly output: string;
  readonly only: readonly string[] | null;
  readonly strict: boolean;
  readonly keepGoing: boolean;
  readonly json: boolean;
}

/** What a run leaves behind for the next of the same request. */
export interface Manifest extends Snapshot {
  /** Of Node, as `v20.19.0`. */
  readonly node: string;
  /** UTC date that the answer holds for, YYYY-MM-DD; null where no day matters. */
  readonly day: string | null;
  /** What the snapshot holds: files and folders of the program, the inputs and the output. */
  readonly paths: readonly string[];
  readonly answer: Answer;
}

/** What a run that changed nothing says. */
export interface Answer {
  readonly exitCode: number;
  readonly out: string;
  /** With colours: without them it is what is left. */
  readonly coloredErr: string;
}

/** Undefined where the long way has to be gone. */
export function recallAnswer(argv: readonly string[]): Answer | undefined {
  const request = readRequest(argv);
  const folder = cacheFolder(surroundings());
  if (request === undefined || folder === undefined) return undefined;
  const name = runEntry(folder, request);
  const manifest = readEntry(name, asManifest, (file) => void process.stderr.write(damageText(file)));
  const today = new Date().toISOString().slice(0, 10);
  if (manifest === undefined || manifest.node !== process.version) return undefined;
  if ((manifest.day !== null && manifest.day !== today) || !isQuiet(request.output)) return undefined;
  const snapshot = renewed(manifest);
  if (snapshot === undefined) return undefined;
  if (snapshot !== manifest) writeEntry(name, { ...manifest, ...snapshot });
  return manifest.answer;
}

export function runEntry(folder: string, { input, output, only, strict, keepGoing, json }: Request): EntryName {
  const key = JSON.stringify([process.cwd(), input, output, only, strict, keepGoing, json]);
  return { folder, kind: "run", key };
}

/** The snapshot, with the stamps of today where only those differ; undefined where any content does. */
function renewed(manifest: Manifest): Snapshot | undefined {
  const { paths, stamps, contents } = manifest;
  try {
    if (stamps !== "" && readStamps(paths, () => undefined) === stamps) return manifest;
  } catch {
    return undefined;
  }
  const now = takeSnapshot(paths);
  return now?.contents === contents ? now : undefined;
}

/** False where a run that still writes, or one that was killed, left something beside the output. */
function isQuiet(output: string): boolean {
  try {
    return !readdirSync(dirname(resolve(output))).some((name) => name.startsWith(".hooksmith-"));
  } catch {
    return false;
  }
}

/** Undefined for another form. */
export function asManifest(value: unknown): Manifest | undefined {
  return isManifest(value) ? value : undefined;
}

function isManifest(value: unknown): value is Manifest {
  return fits(value, {
    ...{ node: "string", stamps: "string", contents: "string", day: "string|null", paths: ["string"] },
    answer: { exitCode: "number", out: "string", coloredErr: "string" },
  });
}

/** What is outside of the bundle and shapes what is written. */
const LIBRARIES = ["ts-morph"];

/** Files by which programs differ: what the build recorded of itself, and the versions of libraries. Throws where it was not built. */
export function programFiles(): readonly string[] {
  const build = fileURLToPath(new URL("./build.json", import.meta.url));
  if (!existsSync(build)) throw new Error("the program was not built");
  return [build, ...LIBRARIES.map(libraryManifest)];
}

/** Holds the version of a library. */
function libraryManifest(name: string): string {
  let folder = dirname(fileURLToPath(import.meta.resolve(name)));
  while (!existsSync(join(folder, "package.json"))) {
    if (dirname(folder) === folder) throw new Error(`${name} has no package.json`);
    folder = dirname(folder);
  }
  return join(folder, "package.json");
}

const FLAGS: ReadonlyMap<string, Partial<Request>> = new Map([
  ["--check", {}],
  ["--strict", { strict: true }],
  ["--keep-going", { keepGoing: true }],
  ["--json", { json: true }],
]);

/** Reads a plain command line; undefined for every other, be it right or wrong. */
export function readRequest(argv: readonly string[]): Request | undefined {
  if (argv[0] !== "generate") return undefined;
  let request: Request = PLAIN;
  for (let index = 1; index < argv.length; index += 1) {
    const name = argv[index] ?? "";
    const flag = FLAGS.get(name);
    const value = flag === undefined ? argv[(index += 1)] : "";
    if (value === undefined || value.startsWith("-")) return undefined;
    if (flag !== undefined) request = { ...request, ...flag };
    else if (name === "--input" && value !== "") request = { ...request, input: value };
    else if (name === "--output" && value !== "") request = { ...request, output: value };
    else if (name === "--only") request = { ...request, only: readVersions(value) };
    else return undefined;
  }
  return request.only?.length === 0 ? undefined : request;
}

const PLAIN: Request = {
  input: "docs-input",
  output: "generated",
  only: null,
  strict: false,
  keepGoing: false,
  json: false,
};

/** Versions, separated by commas. */
function readVersions(text: string): readonly string[] {
  return text
    .split(",")
    .map((version) => version.trim())
    .filter((version) => version !== "");
}

/** Takes the colours out of a text. */
export function withoutColors(text: string): string {
  return text.replace(/\u001b\[\d+m/g, "");
}

export interface Snapshot {
  /** Of kind, size, times and inode of everything; empty where something was touched so lately that its times prove nothing. */
  readonly stamps: string;
  /** Of kind and content of everything. */
  readonly contents: string;
}

/**
 * Of `paths` with all that is below them; what is not there counts as missing. Undefined where something can't be read or is
 * neither file nor folder, since links are not remembered, and where a file's hash is not the one in `known`.
 */
export function takeSnapshot(
  paths: readonly string[],
  known: ReadonlyMap<string, string> = new Map(),
): Snapshot | undefined {
  const contents: string[] = [];
  try {
    const stamps = readStamps(paths, (path, kind) => {
      const hash = kind === "file" ? hashOf(readFileSync(path)) : "";
      if (kind === "file" && (known.get(path) ?? hash) !== hash) throw new Error(`${path} has changed`);
      contents.push(JSON.stringify([path, kind, hash]));
    });
    return { stamps, contents: hashOf(contents.join("\n")) };
  } catch {
    return undefined;
  }
}

function readStamps(paths: readonly string[], visit: (path: string, kind: Kind) => void): string {
  const lines: string[] = [];
  let newest = 0;
  const add = (path: string, stats: Stats | undefined): void => {
    visit(path, kindOf(stats));
    newest = Math.max(newest, stats?.mtimeMs ?? 0, stats?.ctimeMs ?? 0);
    lines.push(`${path}\0${stampOf(stats)}`);
  };
  for (const root of paths) {
    const waiting: string[] = [];
    const enter = (path: string, stats: Stats | undefined): void => {
      add(path, stats);
      if (stats?.isDirectory() === true) waiting.push(path);
      else if (stats?.isFile() === false) throw new Error(`${path} is neither a file nor a folder`);
    };
    enter(root, statSync(root, { throwIfNoEntry: false }));
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      for (const name of readdirSync(folder).sort()) enter(join(folder, name), lstatSync(join(folder, name)));
    }
  }
  return newest > Date.now() - RACY ? "" : hashOf(lines.join("\n"));
}

type Kind = "file" | "folder" | "missing";

function kindOf(stats: Stats | undefined): Kind {
  return stats === undefined ? "missing" : stats.isFile() ? "file" : "folder";
}

function stampOf(stats: Stats | undefined): string {
  return [kindOf(stats), stats?.size, stats?.mtimeMs, stats?.ctimeMs, stats?.ino].join(" ");
}
