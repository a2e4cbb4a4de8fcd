// Keeps the cache from growing: what has been used longest ago goes first.
import { readdirSync, rmSync, statSync, utimesSync } from "node:fs";
import { join } from "node:path";

/** Of all entries that a run did not use. */
export const MOST_BYTES = 64 * 1024 * 1024;

const ENTRY = /^(?:run|version)-[\w-]+\.json$/;
/** As src/cache/entries.ts names them. */
const DRAFT = /^(?:run|version)-[\w-]+\.json\.\d+\.tmp$/;
/** Milliseconds for which a file that was touched is in use, perhaps by another run. */
const IN_USE = 60_000;
const OLDEST_DRAFT = 60 * 60_000;

/** To be called of an entry that is read: an entry that is written needs no word. */
export function markUsed(path: string): void {
  try {
    const now = new Date();
    utimesSync(path, now, now);
  } catch {
    // It is then taken for one that was used long ago, which costs its being made again.
  }
}

/**
 * Keeps all that was used since the run began, and of the rest what was used last, up to `MOST_BYTES`. Another run that misses
 * an entry makes it again. Nothing is told where something can't be removed.
 *
 * @param since milliseconds, as of `Date.now()`
 */
export function pruneCache(folder: string, since: number): void {
  let left = MOST_BYTES;
  const found = filesIn(folder).filter(({ name, used }) =>
    DRAFT.test(name) ? used < since - OLDEST_DRAFT : ENTRY.test(name) && used < since - IN_USE,
  );
  for (const { name, bytes } of found.sort((one, other) => other.used - one.used)) {
    left -= bytes;
    if (left < 0 || DRAFT.test(name)) remove(join(folder, name));
  }
}

interface CacheFile {
  readonly name: string;
  readonly bytes: number;
  /** Milliseconds. */
  readonly used: number;
}

function filesIn(folder: string): CacheFile[] {
  try {
    return readdirSync(folder).flatMap((name) => {
      const stats = statSync(join(folder, name), { throwIfNoEntry: false });
      return stats?.isFile() === true ? [{ name, bytes: stats.size, used: stats.mtimeMs }] : [];
    });
  } catch {
    return [];
  }
}

function remove(path: string): void {
  try {
    rmSync(path, { force: true });
  } catch {
    // It stays.
  }
}
