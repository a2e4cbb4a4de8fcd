// Takes down every file that a run of generate reads of its input folder.
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { FileRecord, FolderRecord } from "../cache/manifest.ts";
import { hashOf } from "../cache/hash.ts";
import { recordFile } from "../cache/snapshot.ts";
import { walk } from "../cache/walk.ts";
import type { PageEntry } from "../register/register.ts";
import { CORRECTIONS_FILE, DECISIONS_FILE, type Inputs, REGISTER_FILE } from "./load-inputs.ts";

export interface RecordedInputs {
  readonly files: readonly FileRecord[];
  readonly folders: readonly FolderRecord[];
  /** Files that the register names, or that may be there, and that are not. */
  readonly absent: readonly string[];
}

/** Undefined where something can't be read as it is, or is no longer what was loaded. */
export function recordInputs({ root, chosen, sources }: Inputs): RecordedInputs | undefined {
  try {
    const settings = [REGISTER_FILE, CORRECTIONS_FILE, DECISIONS_FILE].map((file) => recordPath(join(root, file)));
    const loaded = [REGISTER_FILE, CORRECTIONS_FILE, DECISIONS_FILE].every((file, index) => {
      const [record] = settings[index]?.files ?? [];
      return (record?.hash ?? EMPTY) === hashOf(sources.get(file) ?? "");
    });
    if (!loaded) return undefined;
    const pages = chosen.flatMap((entry) => entry.pages);
    return merged([...settings, ...pages.map((page) => recordPage(root, page))]);
  } catch {
    return undefined;
  }
}

/** Of some pages alone, and their samples. Throws where something can't be read as it is. */
export function recordPages(root: string, pages: readonly PageEntry[]): RecordedInputs {
  return merged(pages.map((page) => recordPage(root, page)));
}

const EMPTY = hashOf("");

function recordPage(root: string, { file, samples }: PageEntry): RecordedInputs {
  const page = recordPath(join(root, file));
  if (samples === undefined) return page;
  const folder = join(root, samples);
  if (!existsSync(folder)) return merged([page, { files: [], folders: [], absent: [folder] }]);
  return merged([page, { ...walk(folder), absent: [] }]);
}

function recordPath(path: string): RecordedInputs {
  return existsSync(path)
    ? { files: [recordFile(path, false)], folders: [], absent: [] }
    : { files: [], folders: [], absent: [path] };
}

/** Pages and samples that versions share are taken down once. */
function merged(parts: readonly RecordedInputs[]): RecordedInputs {
  const byPath = <T extends { readonly path: string }>(records: readonly T[]): readonly T[] => [
    ...new Map(records.map((record) => [record.path, record])).values(),
  ];
  return {
    files: byPath(parts.flatMap(({ files }) => files)),
    folders: byPath(parts.flatMap(({ folders }) => folders)),
    absent: [...new Set(parts.flatMap(({ absent }) => absent))],
  };
}
