// Reads captured bodies: a JSON file holds one body or an array of them, NDJSON one a line, a folder such files.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { parseBody } from "../validate/parse-body.ts";
import type { Console } from "./console.ts";
import { readInput } from "./read-input.ts";

export interface ReadBodies {
  readonly bodies: readonly unknown[];
  /** What could not be read, a line each. */
  readonly problems: readonly string[];
}

const ENDINGS = /\.(?:json|ndjson|jsonl)$/i;

export async function readBodies(files: readonly string[], console: Console): Promise<ReadBodies> {
  const bodies: unknown[] = [];
  const problems: string[] = [];
  for (const named of files) {
    const listed = await filesIn(named);
    if (listed.length === 0) problems.push(`${named} holds no file that ends in .json, .ndjson or .jsonl`);
    for (const file of listed) {
      const input = await readInput(file, console);
      if ("problem" in input) {
        problems.push(input.problem);
        continue;
      }
      const read = bodiesIn(input.bytes, file === "-" ? "stdin" : file);
      bodies.push(...read.bodies);
      problems.push(...read.problems);
    }
  }
  return { bodies, problems };
}

/** A folder's files at any depth, in the order of their names; any other path is itself. */
async function filesIn(path: string): Promise<readonly string[]> {
  if (path === "-") return [path];
  const about = await stat(path).catch(() => undefined);
  if (about?.isDirectory() !== true) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && ENDINGS.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

function bodiesIn(bytes: Uint8Array, file: string): ReadBodies {
  const whole = parseBody(bytes);
  if ("value" in whole) return { bodies: Array.isArray(whole.value) ? whole.value : [whole.value], problems: [] };
  const { line, column, message } = whole.problem;
  const one = { bodies: [], problems: [`${file}:${String(line)}:${String(column)}: ${message}`] };
  return linesIn(bytes, file) ?? one;
}

/** Undefined where the first line is no JSON by itself. */
function linesIn(bytes: Uint8Array, file: string): ReadBodies | undefined {
  const lines = new TextDecoder().decode(bytes).split(/\r?\n/);
  const bodies: unknown[] = [];
  const problems: string[] = [];
  for (const [index, line] of lines.entries()) {
    if (line.trim() === "") continue;
    const read = parseBody(new TextEncoder().encode(line));
    if ("value" in read) bodies.push(read.value);
    else if (bodies.length === 0) return undefined;
    else problems.push(`${file}:${String(index + 1)}:${String(read.problem.column)}: ${read.problem.message}`);
  }
  return { bodies, problems };
}
