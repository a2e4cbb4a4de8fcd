// Takes down how files and folders stand.
import { lstatSync, readdirSync, readFileSync, type Stats, statSync } from "node:fs";
import { hashOf } from "./hash.ts";
import type { FileRecord, FolderRecord, Stamp } from "./manifest.ts";

/** Milliseconds in which a second write may leave the same time stamp. */
const RACY = 200;

/** What a file is known to hold, without reading it. */
export interface KnownContent {
  readonly hash: string;
  /** In bytes. */
  readonly size: number;
}

/** Throws where it can't be read, and where it is not as long as what it is known to hold. */
export function recordFile(path: string, noLink: boolean, known?: KnownContent): FileRecord {
  const stamp = stampOf(path, noLink, "file");
  if (known !== undefined && known.size !== stamp.size) throw new Error(`${path} holds something else`);
  return { path, ...settled(stamp), hash: known?.hash ?? hashOf(readFileSync(path)), noLink };
}

/** Throws where it can't be read. `names` are those in it, sorted. */
export function recordFolder(path: string, names = namesIn(path)): FolderRecord {
  const stamp = stampOf(path, false, "folder");
  return { path, ...settled(stamp), names };
}

/** Throws where nothing of that kind stands there. */
export function stampOf(path: string, noLink: boolean, kind: "file" | "folder"): Stamp {
  const stats: Stats = noLink ? lstatSync(path) : statSync(path);
  if (kind === "file" ? !stats.isFile() : !stats.isDirectory()) throw new Error(`${path} is no ${kind}`);
  return { size: stats.size, mtime: stats.mtimeMs, ctime: stats.ctimeMs, ino: stats.ino };
}

export function sameStamp(one: Stamp, other: Stamp): boolean {
  return one.size === other.size && one.mtime === other.mtime && one.ctime === other.ctime && one.ino === other.ino;
}

/** Sorted by code units. */
export function namesIn(path: string): readonly string[] {
  return readdirSync(path).sort();
}

/** What was touched just now may be touched again within the same tick of the file system's clock. */
function settled(stamp: Stamp): Stamp {
  const fresh = Math.max(stamp.mtime, stamp.ctime) > Date.now() - RACY;
  return fresh ? { ...stamp, mtime: -1, ctime: -1 } : stamp;
}
