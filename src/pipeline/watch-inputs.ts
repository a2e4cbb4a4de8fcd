// Tells of edits below the input folder, gathered and not before a file is complete.
import { existsSync } from "node:fs";
import { basename, relative, resolve, sep } from "node:path";
import { watch, type FSWatcher } from "chokidar";
import { reasonOf } from "../source/thrown.ts";

export interface WatchOptions {
  /** A folder that is not looked into, should it be in the input folder. */
  readonly output: string;
  /**
   * Called with paths below the folder, with forward slashes; at first, when edits are seen, with none. One call waits for
   * the one before it. It must not reject.
   */
  readonly onEdit: (files: ReadonlySet<string>) => Promise<void>;
  /** With what is to be said of the folder: the watching fails somewhere and goes on elsewhere, or the folder is gone. */
  readonly onError: (message: string) => void;
}

export interface InputWatcher {
  /** Ends the watching, after the call of `onEdit` that runs. */
  close(): Promise<void>;
}

/** Milliseconds without another write after which a file is taken for whole. */
const SETTLED = 100;
/** Milliseconds between two looks whether the folder itself is there. */
const PRESENCE = 500;
/** Milliseconds in which edits are gathered. */
const GATHERING = 50;

/** Resolves when the first call is done. */
export async function watchInputs(root: string, { output, onEdit, onError }: WatchOptions): Promise<InputWatcher> {
  const folder = resolve(root);
  const left = resolve(output);
  const ignored = (path: string): boolean =>
    path === left || path.startsWith(left + sep) || basename(path).startsWith(".hooksmith-");
  let gathered = new Set<string>();
  let timer: NodeJS.Timeout | undefined;
  let running = Promise.resolve();
  const flush = (): void => {
    running = running.then(async () => {
      if (gathered.size === 0) return;
      const files = gathered;
      gathered = new Set();
      await onEdit(files);
    });
  };
  /** What is in the folder at first is no edit; where it has come back, all of it is. */
  const begin = (ignoreInitial: boolean): FSWatcher => {
    const begun = watch(folder, {
      ignoreInitial,
      awaitWriteFinish: { stabilityThreshold: SETTLED, pollInterval: 25 },
      ignored,
    });
    begun.on("all", (event, path) => {
      if (event === "addDir" || event === "unlinkDir") return;
      gathered.add(relative(folder, path).split(sep).join("/"));
      clearTimeout(timer);
      timer = setTimeout(flush, GATHERING);
    });
    begun.on("error", (error) => {
      onError(`can't be watched everywhere: ${reasonOf(error)}`);
    });
    return begun;
  };
  let watcher = begin(true);
  await new Promise<void>((ready) => watcher.once("ready", ready));
  running = running.then(() => onEdit(new Set()));
  await running;
  // Nothing is heard of a folder that is moved away, not even that it is back.
  let gone = false;
  const presence = setInterval(() => {
    const there = existsSync(folder);
    if (!there && !gone) onError("is gone; once it is back the watching goes on");
    if (there && gone) {
      void watcher.close();
      watcher = begin(false);
    }
    gone = !there;
  }, PRESENCE);
  return {
    close: async () => {
      clearInterval(presence);
      clearTimeout(timer);
      await watcher.close();
      await running;
    },
  };
}
