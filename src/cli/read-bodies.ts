// Reads captured bodies from files, and from folders of such files.
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { type ParsedBodies, parseBodies } from "../check/parse-bodies.ts";
import type { Console } from "./console.ts";
import { readInput } from "./read-input.ts";

const ENDINGS = /\.(?:json|ndjson|jsonl)$/i;

export async function readBodies(files: readonly string[], console: Console): Promise<ParsedBodies> {
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
      const read = parseBodies(input.bytes, file === "-" ? "stdin" : file);
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
