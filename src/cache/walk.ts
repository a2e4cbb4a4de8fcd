// Takes down a folder with everything below it.
import { lstatSync } from "node:fs";
import { join } from "node:path";
import type { FileRecord, FolderRecord } from "./manifest.ts";
import { type KnownContent, recordFile, recordFolder } from "./snapshot.ts";

export interface Walked {
  readonly files: readonly FileRecord[];
  readonly folders: readonly FolderRecord[];
}

/**
 * Throws where something else than files and folders stands there: links are no part of a cache. What `known` answers is not
 * read.
 */
export function walk(root: string, known: (path: string) => KnownContent | undefined = () => undefined): Walked {
  const files: FileRecord[] = [];
  const folders: FolderRecord[] = [];
  const waiting = [root];
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const stats = lstatSync(path);
    if (!stats.isDirectory()) {
      files.push(recordFile(path, true, known(path)));
      continue;
    }
    const folder = recordFolder(path);
    folders.push(folder);
    for (const name of folder.names.toReversed()) waiting.push(join(path, name));
  }
  return { files, folders };
}
