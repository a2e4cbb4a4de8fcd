// Puts pages that have arrived in their places, and the lock file beside them. Wherever it is broken off, what the lock says is true.
import { dirname, join } from "node:path";
import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, readdir } from "node:fs/promises";
import { lstatSync } from "node:fs";
import { isRunning, writeFlushed } from "../source/system.ts";
import { codeOf, reasonOf } from "../source/thrown.ts";
import { readRegularFile } from "../source/read-regular-file.ts";
import { readValidators, type Validators } from "./request-page.ts";

const OURS = /^\.hooksmith-fetch-(\d{1,10})-[0-9a-f]+$/;
export const LOCK_FILE = "sources.lock.json";

const FORMAT = 1;

export interface PagesToStore {
  /** Bytes by file. */
  readonly arrived: ReadonlyMap<string, Uint8Array>;
  /** What the lock says of pages that are registered still. */
  readonly before: readonly LockedPage[];
  /** What it is to say of those that were asked for. */
  readonly after: readonly LockedPage[];
  /** All registered pages: their folders are cleared of what killed runs left. */
  readonly files: readonly string[];
}

/**
 * What could not be written, in words; every page that was written is then in the lock all the same. The lock forgets the pages that
 * are about to change first: one that it does not know only costs the next run a request without condition.
 */
export async function storePages(
  input: string,
  { arrived, before, after, files }: PagesToStore,
): Promise<string | undefined> {
  const folders = [".", ...files.map((file) => dirname(file))].filter((folder) => !linkedPart(input, folder));
  await clearLeftovers(folders.map((folder) => join(input, folder)));
  const staying = before.filter(({ file }) => !arrived.has(file));
  const entering = staying.length < before.length ? await writeLock(input, staying) : undefined;
  if (entering !== undefined) return entering;
  const { written, problem } = await writePages(input, arrived);
  const held = after.filter(({ file }) => written.has(file) || !arrived.has(file));
  const locked = [...new Map([...before, ...held].map((page) => [page.file, page])).values()];
  const leaving = problem !== undefined && locked.length === 0 ? undefined : await writeLock(input, locked);
  return problem ?? leaving;
}

/** In their order, up to the first that can't be written. */
async function writePages(
  input: string,
  arrived: ReadonlyMap<string, Uint8Array>,
): Promise<{ readonly written: ReadonlySet<string>; readonly problem?: string }> {
  const written = new Set<string>();
  for (const [file, bytes] of arrived) {
    const problem = await write(input, file, bytes);
    if (problem !== undefined) return { written, problem };
    written.add(file);
  }
  return { written };
}

/** Where it would change. */
async function writeLock(input: string, pages: readonly LockedPage[]): Promise<string | undefined> {
  const existing = existingFile(input, LOCK_FILE).bytes?.toString("utf8");
  const text = printLock(pages);
  if (text === existing || (existing === undefined && pages.length === 0)) return undefined;
  return await write(input, LOCK_FILE, Buffer.from(text));
}

async function write(input: string, file: string, content: Uint8Array): Promise<string | undefined> {
  const path = join(input, file);
  const { problem } = existingFile(input, file);
  if (problem !== undefined) return `${path} can't be written: ${problem}`;
  try {
    await replaceFile(path, content);
    return undefined;
  } catch (error) {
    return `${path} can't be written: ${reasonOf(error)}`;
  }
}

/** Rejects with the system's error; then the old file is kept and nothing is left beside it. */
async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  // A name that says whose it is.
  const fresh = join(folder, `.hooksmith-fetch-${String(process.pid)}-${randomBytes(4).toString("hex")}`);
  try {
    await writeFlushed(fresh, content);
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}

/** What a run that goes on writes stays; so does what can't be removed, and a folder that is not there has nothing. */
async function clearLeftovers(folders: Iterable<string>): Promise<void> {
  for (const folder of new Set(folders)) {
    for (const name of await readdir(folder).catch(() => [])) {
      const pid = OURS.exec(name)?.[1];
      if (pid !== undefined && !isRunning(Number(pid)))
        await rm(join(folder, name), { force: true }).catch(() => undefined);
    }
  }
}

/** No bytes where there is no file; a problem, in words, where nothing may be written. */
type ExistingFile =
  { readonly bytes?: Buffer; readonly problem?: never } | { readonly bytes?: never; readonly problem: string };

/** What is written through a link comes to lie somewhere else: neither `root`, nor a folder below it, nor the file may be one. */
export function existingFile(root: string, file: string): ExistingFile {
  const link = linkedPart(root, file);
  if (link !== undefined) return { problem: `${link} is a symbolic link; nothing is written through one` };
  try {
    return { bytes: readRegularFile(join(root, file)) };
  } catch (error) {
    const code = codeOf(error);
    if (code === "ENOENT" || code === "ENOTDIR" || code === "EISDIR") return {};
    return { problem: reasonOf(error) };
  }
}

/** The first part of the way to a file that is a link, beginning with the root. */
function linkedPart(root: string, file: string): string | undefined {
  let path = root;
  for (const name of ["", ...file.split("/")]) {
    path = join(path, name);
    if (lstatSync(path, { throwIfNoEntry: false })?.isSymbolicLink() === true) return path;
  }
  return undefined;
}

export interface LockedPage extends Validators {
  /** As in the register. */
  readonly file: string;
  readonly url: string;
  /** Of the page's bytes, in hexadecimal digits. */
  readonly sha256: string;
  /** ISO date of the day on which these bytes first came. */
  readonly fetched: string;
}

/** Pages by file; none of those, and a word why, where the text is no lock file. */
export function readLock(text: string): { readonly pages: ReadonlyMap<string, LockedPage>; readonly problem?: string } {
  try {
    const read: unknown = JSON.parse(text);
    if (isObject(read) && read["format"] === FORMAT && Array.isArray(read["pages"])) {
      const pages = read["pages"].flatMap(readEntry);
      if (pages.length === read["pages"].length) return { pages: new Map(pages.map((page) => [page.file, page])) };
    }
    return { pages: new Map(), problem: "it is not as fetch writes it" };
  } catch (error) {
    return { pages: new Map(), problem: reasonOf(error) };
  }
}

export function printLock(pages: Iterable<LockedPage>): string {
  const sorted = [...pages].sort((one, other) => (one.file < other.file ? -1 : 1));
  const entries = sorted.map(({ file, url, sha256, fetched, etag, lastModified }) => ({
    ...{ file, url, sha256, fetched, etag, lastModified },
  }));
  return `${JSON.stringify({ format: FORMAT, pages: entries }, null, 2)}\n`;
}

function readEntry(value: unknown): readonly LockedPage[] {
  if (!isObject(value)) return [];
  const { file, url, sha256, fetched, etag, lastModified } = value;
  if (typeof file !== "string" || typeof url !== "string" || typeof sha256 !== "string") return [];
  if (typeof fetched !== "string") return [];
  return [{ file, url, sha256, fetched, ...readValidators(etag, lastModified) }];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
