// The short way of generate: where inputs, output and program are as the last run left them, says what that run said.
import { existsSync, fstatSync, readdirSync, writeSync, lstatSync, readFileSync, statSync, type Stats } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { withoutCommands } from "../source/printable.ts";
import {
  cacheFolder,
  damageText,
  type EntryName,
  isListOf,
  isObject,
  isText,
  readEntry,
  surroundings,
  writeEntry,
  hashOf,
} from "./cache.ts";

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

/** The exit code; undefined where the long way has to be gone. */
export function replayUnchanged(argv: readonly string[]): number | undefined {
  const request = readRequest(argv);
  const folder = cacheFolder(surroundings());
  if (request === undefined || folder === undefined) return undefined;
  const name = runEntry(folder, request);
  const manifest = readEntry(name, asManifest, (file) => void process.stderr.write(damageText(file)));
  const today = new Date().toISOString().slice(0, 10);
  if (manifest === undefined || manifest.node !== process.version) return undefined;
  if ((manifest.day !== null && manifest.day !== today) || !isQuiet(request.output)) return undefined;
  const snapshot = snapshotOf(manifest);
  if (snapshot === undefined) return undefined;
  if (snapshot !== manifest) writeEntry(name, { ...manifest, ...snapshot });
  return say(manifest.answer) ? manifest.answer.exitCode : UNUSABLE;
}

export function runEntry(folder: string, { input, output, only, strict, keepGoing, json }: Request): EntryName {
  const key = JSON.stringify([process.cwd(), input, output, only, strict, keepGoing, json]);
  return { folder, kind: "run", key };
}

function snapshotOf(manifest: Manifest): Snapshot | undefined {
  try {
    return compareSnapshot(manifest.paths, manifest);
  } catch {
    return undefined;
  }
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
  return (
    isObject(value) &&
    [value["node"], value["stamps"], value["contents"]].every(isText) &&
    (value["day"] === null || isText(value["day"])) &&
    isListOf(value["paths"], isText) &&
    isAnswer(value["answer"])
  );
}

function isAnswer(value: unknown): boolean {
  return isObject(value) && EXIT_CODES.has(value["exitCode"]) && isText(value["out"]) && isText(value["coloredErr"]);
}

const EXIT_CODES = new Set<unknown>([0, 1, 2, 3]);

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

/** As of every command whose result can't be written. */
const UNUSABLE = 2;

/** False where the result could not be written; why is said. */
function say({ out, coloredErr }: Answer): boolean {
  write(2, withoutCommands(wantsColor() ? coloredErr : withoutColors(coloredErr), process.env));
  const problem = write(1, out);
  if (problem !== undefined) write(2, `standard output can't be written: ${problem}\n`);
  return problem === undefined;
}

/** As the console decides it, without waking a stream that is no terminal. */
function wantsColor(): boolean {
  if ((process.env["NO_COLOR"] ?? "") !== "") return false;
  const force = process.env["FORCE_COLOR"];
  if (force !== undefined) return force !== "0" && force !== "false";
  return isCharacterDevice(2) && process.stderr.isTTY && process.env["TERM"] !== "dumb";
}

function isCharacterDevice(descriptor: number): boolean {
  try {
    return fstatSync(descriptor).isCharacterDevice();
  } catch {
    return false;
  }
}

/** Why it can't be written; a reader that went away is no reason. For a pipe that is full the stream waits. */
function write(descriptor: 1 | 2, text: string): string | undefined {
  let rest = Buffer.from(text);
  try {
    while (rest.length > 0) rest = rest.subarray(writeSync(descriptor, rest));
  } catch (error) {
    const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
    if (code !== "EAGAIN") return code === "EPIPE" ? undefined : code;
    const stream = descriptor === 1 ? process.stdout : process.stderr;
    stream.on("error", () => undefined);
    stream.write(rest);
  }
  return undefined;
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
 * Of `paths` with all that is below them; what is not there counts as missing. Throws for what can't be read, and where
 * something else than files and folders is in a folder: links are not remembered. `check` is called with each file's hash.
 */
export function takeSnapshot(
  paths: readonly string[],
  check: (path: string, hash: string) => void = () => undefined,
): Snapshot {
  const contents: string[] = [];
  const stamps = readStamps(paths, (path, kind) => {
    const hash = kind === "file" ? hashOf(readFileSync(path)) : "";
    if (kind === "file") check(path, hash);
    contents.push(JSON.stringify([path, kind, hash]));
  });
  return { stamps, contents: hashOf(contents.join("\n")) };
}

/** The snapshot, with the stamps of today where only those differ; undefined where any content does. */
function compareSnapshot(paths: readonly string[], known: Snapshot): Snapshot | undefined {
  if (known.stamps !== "" && readStamps(paths, () => undefined) === known.stamps) return known;
  const now = takeSnapshot(paths);
  return now.contents === known.contents ? now : undefined;
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
