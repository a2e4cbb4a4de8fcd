// Whether files and folders are as they were: by one hash of their stamps, and where these differ by one hash of their contents.
import { lstatSync, readdirSync, readFileSync, statSync, type Stats } from "node:fs";
import { join } from "node:path";
import { hashOf } from "./cache.ts";

export interface Snapshot {
  /** Of kind, size, times and inode of everything; empty where something was touched so lately that its times prove nothing. */
  readonly stamps: string;
  /** Of kind and content of everything. */
  readonly contents: string;
}

/** Milliseconds in which a second write may leave the same time stamp. */
const RACY = 200;

/**
 * Of `paths` with all that is below them; what is not there counts as missing. Throws for what can't be read, and where
 * something else than files and folders is in a folder: links are not remembered. `check` is called with each file's hash.
 */
export function takeSnapshot(
  paths: readonly string[],
  check: (path: string, hash: string) => void = () => undefined,
): Snapshot {
  const contents: string[] = [];
  const stamps = readStamps(paths, (path, kind) => {
    const hash = kind === "file" ? hashOf(readFileSync(path)) : "";
    if (kind === "file") check(path, hash);
    contents.push(JSON.stringify([path, kind, hash]));
  });
  return { stamps, contents: hashOf(contents.join("\n")) };
}

/** The snapshot, with the stamps of today where only those differ; undefined where any content does. */
export function compareSnapshot(paths: readonly string[], known: Snapshot): Snapshot | undefined {
  if (known.stamps !== "" && readStamps(paths, () => undefined) === known.stamps) return known;
  const now = takeSnapshot(paths);
  return now.contents === known.contents ? now : undefined;
}

function readStamps(paths: readonly string[], visit: (path: string, kind: Kind) => void): string {
  const lines: string[] = [];
  let newest = 0;
  const add = (path: string, stats: Stats | undefined): void => {
    visit(path, kindOf(stats));
    newest = Math.max(newest, stats?.mtimeMs ?? 0, stats?.ctimeMs ?? 0);
    lines.push(`${path}\0${stampOf(stats)}`);
  };
  for (const root of paths) {
    const waiting: string[] = [];
    const enter = (path: string, stats: Stats | undefined): void => {
      add(path, stats);
      if (stats?.isDirectory() === true) waiting.push(path);
      else if (stats?.isFile() === false) throw new Error(`${path} is neither a file nor a folder`);
    };
    enter(root, statSync(root, { throwIfNoEntry: false }));
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      for (const name of readdirSync(folder).sort()) enter(join(folder, name), lstatSync(join(folder, name)));
    }
  }
  return newest > Date.now() - RACY ? "" : hashOf(lines.join("\n"));
}

type Kind = "file" | "folder" | "missing";

function kindOf(stats: Stats | undefined): Kind {
  return stats === undefined ? "missing" : stats.isFile() ? "file" : "folder";
}

function stampOf(stats: Stats | undefined): string {
  return [kindOf(stats), stats?.size, stats?.mtimeMs, stats?.ctimeMs, stats?.ino].join(" ");
}
