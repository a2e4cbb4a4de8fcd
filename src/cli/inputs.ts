// What commands read: the model of a generated version, files, standard input, and captured bodies.
import type { Model, Discriminator } from "../model/model.ts";
import { loadModel } from "../pipeline/load-model.ts";
import { printable } from "../source/printable.ts";
import { didYouMean } from "../source/suggest.ts";
import type { Console } from "./console.ts";
import { readRegularFile } from "../source/read-regular-file.ts";
import { existsSync } from "node:fs";
import { readdir, stat } from "node:fs/promises";
import { join } from "node:path";
import {
  type ParsedBodies,
  parseBodies,
  parseBody,
  headersFile,
  isHeadersFile,
  nameInHeaders,
} from "../check/parse-bodies.ts";

const ENDINGS = /\.(?:json|ndjson|jsonl)$/i;

/** Undefined after a message. */
export async function findModel(output: string, version: string, { err }: Console): Promise<Model | undefined> {
  const { model, problem, known } = await loadModel(output, version);
  if (model !== undefined) return model;
  const plain = version.replace(/^v/i, "");
  if (problem !== undefined && known.includes(plain)) err.write(`${printable(problem)}\n`);
  else if (known.length === 0)
    err.write(`${printable(problem ?? `no version is generated in ${output}; run generate first`)}\n`);
  else {
    const hint = didYouMean(plain, known) || `; generated versions are ${known.join(", ")}`;
    err.write(`${printable(`version "${version}" is not generated in ${output}${hint}`)}\n`);
  }
  return undefined;
}

export async function readInput(
  file: string,
  { readStdin }: Console,
): Promise<{ readonly bytes: Uint8Array } | { readonly problem: string }> {
  try {
    return { bytes: file === "-" ? await readStdin() : readRegularFile(file) };
  } catch (error) {
    return { problem: `${file} can't be read: ${reason(error)}` };
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "ENOENT") return "there is no such file";
  if (code === "EISDIR") return "it is a folder";
  if (code === "EACCES") return "reading it is not allowed";
  return error instanceof Error ? error.message : String(error);
}

interface CapturedBodies extends ParsedBodies {
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
