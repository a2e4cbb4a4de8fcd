// Takes down a folder with everything below it.
import { readdirSync } from "node:fs";
import { join } from "node:path";
import type { FileRecord, FolderRecord } from "./manifest.ts";
import { type KnownContent, recordFile, recordFolder } from "./snapshot.ts";

export interface Walked {
  readonly files: readonly FileRecord[];
  readonly folders: readonly FolderRecord[];
}

/**
 * `root` is a folder. Throws where something else than files and folders stands in it: links are no part of a cache. What
 * `known` answers is not read.
 */
export function walk(root: string, known: (path: string) => KnownContent | undefined = () => undefined): Walked {
  const files: FileRecord[] = [];
  const folders: FolderRecord[] = [];
  const waiting = [root];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const entries = readdirSync(folder, { withFileTypes: true });
    folders.push(recordFolder(folder, entries.map(({ name }) => name).sort()));
    for (const entry of entries) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else files.push(recordFile(path, true, known(path)));
    }
  }
  return { files, folders };
}
