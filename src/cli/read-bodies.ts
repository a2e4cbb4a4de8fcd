// Reads captured bodies from files, and from folders of such files.
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import { headersFile, isHeadersFile, nameInHeaders } from "../check/captured.ts";
import { type ParsedBodies, parseBodies } from "../check/parse-bodies.ts";
import { parseBody } from "../check/parse-body.ts";
import { readRegularFile } from "../source/read-regular-file.ts";
import type { Discriminator } from "../model/model.ts";
import type { Console } from "./console.ts";
import { readInput } from "./read-input.ts";

const ENDINGS = /\.(?:json|ndjson|jsonl)$/i;

export interface CapturedBodies extends ParsedBodies {
  /** What the header recorded beside each body names; undefined where there is none. */
  readonly names: readonly (string | undefined)[];
}

export async function readBodies(
  files: readonly string[],
  discriminator: Discriminator,
  console: Console,
): Promise<CapturedBodies> {
  const bodies: unknown[] = [];
  const names: (string | undefined)[] = [];
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
      const name = headerNameOf(file, discriminator);
      bodies.push(...read.bodies);
      names.push(...read.bodies.map(() => name));
      problems.push(...read.problems);
    }
  }
  return { bodies, names, problems };
}

/** The name in the header that was recorded beside a body; undefined where there is none. */
export function headerNameOf(file: string, discriminator: Discriminator): string | undefined {
  if (file === "-" || discriminator.in === "body") return undefined;
  const path = headersFile(file);
  if (!existsSync(path)) return undefined;
  const read = parseBody(readRegularFile(path));
  return "value" in read ? nameInHeaders(read.value, discriminator) : undefined;
}

/** A folder's files at any depth, in the order of their names; any other path is itself. */
async function filesIn(path: string): Promise<readonly string[]> {
  if (path === "-") return [path];
  const about = await stat(path).catch(() => undefined);
  if (about?.isDirectory() !== true) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && ENDINGS.test(entry.name) && !isHeadersFile(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
