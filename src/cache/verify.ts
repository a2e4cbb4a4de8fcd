// Holds a manifest against what stands now.
import { existsSync, readFileSync } from "node:fs";
import type { FileRecord, FolderRecord, Manifest } from "./manifest.ts";
import { hashOf } from "./hash.ts";
import { namesIn, recordFile, recordFolder, sameStamp, stampOf } from "./snapshot.ts";

/**
 * The manifest where everything is as it was, with stamps of today where only those differ; undefined where anything
 * differs or can't be told.
 */
export function verify(manifest: Manifest, node: string, today: string): Manifest | undefined {
  if (manifest.node !== node || (manifest.day !== null && manifest.day !== today)) return undefined;
  try {
    const files = manifest.files.map(verifyFile);
    const folders = manifest.folders.map(verifyFolder);
    if (manifest.absent.some((path) => existsSync(path))) return undefined;
    const unmoved =
      files.every((file, index) => file === manifest.files[index]) &&
      folders.every((folder, index) => folder === manifest.folders[index]);
    return unmoved ? manifest : { ...manifest, files, folders };
  } catch {
    return undefined;
  }
}

/** Throws where the content is another. */
function verifyFile(known: FileRecord): FileRecord {
  const stamp = stampOf(known.path, known.noLink, "file");
  if (sameStamp(stamp, known)) return known;
  if (stamp.size !== known.size || hashOf(readFileSync(known.path)) !== known.hash) throw new Error(known.path);
  const now = recordFile(known.path, known.noLink);
  if (now.hash !== known.hash) throw new Error(known.path);
  return now;
}

/** Throws where the names are others. */
function verifyFolder(known: FolderRecord): FolderRecord {
  if (sameStamp(stampOf(known.path, false, "folder"), known)) return known;
  const now = recordFolder(known.path);
  if (now.names.join("\0") !== known.names.join("\0")) throw new Error(known.path);
  return now;
}

/** Whether a run that still writes, or one that was killed, left something beside the output. */
export function isDisturbed(outputParent: string): boolean {
  return namesIn(outputParent).some((name) => name.startsWith(".hooksmith-"));
}
