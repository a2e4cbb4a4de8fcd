// Request bodies from files, folders and memory, each with what a header that was recorded beside it names.
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  headersFile,
  isHeadersFile,
  nameInHeaders,
  type ParsedBodies,
  parseBodies,
  parseBody,
} from "../check/parse-bodies.ts";
import { codeOf, reasonOf } from "../source/thrown.ts";
import type { Discriminator } from "../model/model.ts";
import { readRegularFile } from "../source/read-regular-file.ts";

const ENDINGS = /\.(?:json|ndjson|jsonl)$/i;

/** The path of a file or a folder, or the bytes of one by the name that messages give it. */
export type BodySource = string | { readonly name: string; readonly bytes: Uint8Array };

export function nameOfSource(source: BodySource): string {
  return typeof source === "string" ? source : source.name;
}

export function readSource(source: BodySource): { readonly bytes: Uint8Array } | { readonly problem: string } {
  if (typeof source !== "string") return source;
  try {
    return { bytes: readRegularFile(source) };
  } catch (error) {
    return { problem: `${source} can't be read: ${reason(error)}` };
  }
}

function reason(error: unknown): string {
  const code = codeOf(error);
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "reading it is not allowed";
  return reasonOf(error);
}

interface CapturedBodies extends ParsedBodies {
  /** What the header recorded beside each body names; undefined where there is none. */
  readonly names: readonly (string | undefined)[];
}

export async function readBodies(
  sources: readonly BodySource[],
  discriminator: Discriminator,
): Promise<CapturedBodies> {
  const bodies: unknown[] = [];
  const names: (string | undefined)[] = [];
  const problems: string[] = [];
  for (const source of sources) {
    const listed = typeof source === "string" ? await filesIn(source) : [source];
    if (listed.length === 0)
      problems.push(`${nameOfSource(source)} holds no file that ends in .json, .ndjson or .jsonl`);
    for (const one of listed) {
      const input = readSource(one);
      if ("problem" in input) {
        problems.push(input.problem);
        continue;
      }
      const read = parseBodies(input.bytes, nameOfSource(one));
      const name = headerNameOf(one, discriminator);
      bodies.push(...read.bodies);
      names.push(...read.bodies.map(() => name));
      problems.push(...read.problems);
    }
  }
  return { bodies, names, problems };
}

/** The name in the header that was recorded beside a body; undefined where there is none. */
export function headerNameOf(source: BodySource, discriminator: Discriminator): string | undefined {
  if (typeof source !== "string" || discriminator.in !== "header") return undefined;
  const path = headersFile(source);
  if (!existsSync(path)) return undefined;
  const read = parseBody(readRegularFile(path));
  return "value" in read ? nameInHeaders(read.value, discriminator) : undefined;
}

/** A folder's files at any depth, in the order of their names; any other path is itself. */
async function filesIn(path: string): Promise<readonly string[]> {
  const about = await stat(path).catch(() => undefined);
  if (about?.isDirectory() !== true) return [path];
  const entries = await readdir(path, { recursive: true, withFileTypes: true }).catch(() => []);
  return entries
    .filter((entry) => entry.isFile() && ENDINGS.test(entry.name) && !isHeadersFile(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}
