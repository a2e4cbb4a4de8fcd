// The short way of generate: where nothing has changed since the last run, says what that run said.
import { fstatSync, writeSync } from "node:fs";
import { dirname, resolve } from "node:path";
import { cacheFolder, surroundings } from "./cache-folder.ts";
import { damageText, type EntryName, readEntry, writeEntry } from "./entries.ts";
import { type Answer, decodeManifest, withoutColors } from "./manifest.ts";
import { keyOf, readRequest } from "./request.ts";
import { isDisturbed, verify } from "./verify.ts";
import { withoutCommands } from "./without-commands.ts";

/** The exit code; undefined where the long way has to be gone. */
export function replayUnchanged(argv: readonly string[]): number | undefined {
  const request = readRequest(argv);
  if (request === undefined) return undefined;
  const folder = cacheFolder(surroundings());
  if (folder === undefined) return undefined;
  const name: EntryName = { folder, kind: "run", key: keyOf(request, process.cwd()) };
  const manifest = readEntry(name, decodeManifest, (file) => void process.stderr.write(damageText(file)));
  if (manifest === undefined) return undefined;
  const verified = verify(manifest, process.version, new Date().toISOString().slice(0, 10));
  if (verified === undefined || disturbed(dirname(resolve(request.output)))) return undefined;
  if (verified !== manifest) writeEntry(name, JSON.stringify(verified));
  return say(verified.answer) ? verified.answer.exitCode : UNUSABLE;
}

function disturbed(parent: string): boolean {
  try {
    return isDisturbed(parent);
  } catch {
    return true;
  }
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
