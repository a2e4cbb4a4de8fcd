// Remembers a run of generate, so that the next one of the same sort need not repeat it where nothing has changed.
import { relative, sep } from "node:path";
import { cacheFolder, surroundings } from "../cache/cache-folder.ts";
import { writeEntry } from "../cache/entries.ts";
import { type Answer, MANIFEST_FORMAT, type Manifest } from "../cache/manifest.ts";
import type { KnownContent } from "../cache/snapshot.ts";
import { keyOf, type Request } from "../cache/request.ts";
import { hashOf } from "../cache/hash.ts";
import { pruneCache } from "../cache/prune.ts";
import { readTool, type Tool } from "../cache/tool-files.ts";
import { verify } from "../cache/verify.ts";
import { walk } from "../cache/walk.ts";
import type { OutputFile } from "../emit/emitted-file.ts";
import type { Inputs } from "./load-inputs.ts";
import { type RecordedInputs, recordInputs } from "./record-inputs.ts";

export interface RunMemory {
  /** Where results of versions are kept, and the hash of the program that made them. */
  readonly folder: string;
  readonly tool: string;
  /** To be called when the register is read, before any page. */
  readonly onInputs: (inputs: Inputs) => void;
  /** To be called with everything that was generated, and the versions that stay as they stand. */
  readonly onFiles: (files: readonly OutputFile[]) => void;
  /** To be called when the output is what was generated; `today` where the answer holds for one day. */
  readonly remember: (request: Request, answer: Answer, today: string) => void;
}

/** Undefined where nothing can be remembered: no folder for it, or a program that was not built. */
export function rememberRuns(): RunMemory | undefined {
  const folder = cacheFolder(surroundings());
  const tool = folder === undefined ? undefined : readTool();
  if (folder === undefined || tool === undefined) return undefined;
  const begun = Date.now();
  let inputs: RecordedInputs | undefined;
  let dated = false;
  let emitted: ReadonlyMap<string, KnownContent> = new Map();
  return {
    folder,
    tool: tool.hash,
    onInputs: (loaded) => {
      inputs = recordInputs(loaded);
      dated = loaded.decisions.acceptances.some(({ until }) => until !== undefined);
    },
    onFiles: (files) => {
      emitted = new Map(files.map((file) => [file.path, knownContent(file)]));
      pruneCache(folder, begun);
    },
    remember: (request, answer, today) => {
      if (inputs === undefined || emitted.size === 0) return;
      const manifest = compose(request.output, inputs, emitted, tool, answer, dated ? today : null);
      if (manifest === undefined) return;
      const { folders } = inputs;
      const read = { ...manifest, files: [...tool.files, ...inputs.files], folders };
      if (verify(read, process.version, today) === undefined) return;
      writeEntry({ folder, kind: "run", key: keyOf(request, process.cwd()) }, JSON.stringify(manifest));
    },
  };
}

function knownContent({ content, hash = hashOf(content) }: OutputFile): KnownContent {
  return { hash, size: Buffer.byteLength(content) };
}

/**
 * Undefined where the output is not what was generated. The writer has just compared it: what was touched since then is
 * too fresh for its times to count, and the next run looks into it.
 */
function compose(
  output: string,
  inputs: RecordedInputs,
  emitted: ReadonlyMap<string, KnownContent>,
  tool: Tool,
  answer: Answer,
  day: string | null,
): Manifest | undefined {
  try {
    const pathIn = (path: string): string => relative(output, path).split(sep).join("/");
    const { files, folders } = walk(output, (path) => emitted.get(pathIn(path)));
    const standing = new Set(files.map(({ path }) => pathIn(path)));
    if ([...emitted.keys()].some((path) => !standing.has(path))) return undefined;
    return {
      format: MANIFEST_FORMAT,
      node: process.version,
      day,
      files: [...tool.files, ...inputs.files, ...files],
      folders: [...inputs.folders, ...folders],
      absent: inputs.absent,
      answer,
    };
  } catch {
    return undefined;
  }
}
