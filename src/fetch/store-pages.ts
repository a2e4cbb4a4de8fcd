// Puts pages that have arrived in their places, and the lock file beside them. Wherever it is broken off, what the lock says is true.
import { dirname, join } from "node:path";
import { clearLeftovers, draftName } from "./clear-leftovers.ts";
import { LOCK_FILE, type LockedPage, printLock } from "./lock-file.ts";
import { linkedPart, existingFile } from "./existing-file.ts";
import { randomBytes } from "node:crypto";
import { mkdir, open, rename, rm } from "node:fs/promises";

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
  const entering = before.some(({ file }) => arrived.has(file))
    ? await writeLock(
        input,
        before.filter(({ file }) => !arrived.has(file)),
      )
    : undefined;
  if (entering !== undefined) return entering;
  const { written, problem } = await writePages(input, arrived);
  const held = after.filter(({ file }) => written.has(file) || !arrived.has(file));
  const told = [...new Map([...before, ...held].map((page) => [page.file, page])).values()];
  const leaving = problem !== undefined && told.length === 0 ? undefined : await writeLock(input, told);
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
    return `${path} can't be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}

/** Rejects with the system's error; then the old file stands and nothing is left beside it. */
async function replaceFile(path: string, content: Uint8Array): Promise<void> {
  const folder = dirname(path);
  await mkdir(folder, { recursive: true });
  const fresh = join(folder, draftName(randomBytes(4).toString("hex")));
  try {
    const file = await open(fresh, "wx");
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(fresh, path);
  } catch (error) {
    await rm(fresh, { force: true });
    throw error;
  }
}
